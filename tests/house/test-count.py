#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""build-aux/count-tests counts points, not programs, and takes no silence for success."""

import json
import os
import subprocess
import sys
import tempfile

COUNT = sys.argv[1]


def entry(stdout, result='OK', returncode=0):
    return {'name': 'test', 'stdout': stdout, 'result': result, 'returncode': returncode}


# name, what the programs said, last line, exit code
CASES = [
    ('points', [entry('TAP version 13\n1..2\nok 1 /a\nok 2 /b\n')], '2 passed, 0 failed', 0),
    ('two programs', [entry('1..1\nok 1\n'), entry('ok 1 - x\nok 2 - y\n1..2\n')],
     '3 passed, 0 failed', 0),
    ('a point fails', [entry('1..2\nok 1 /a\nnot ok 2 /b\n', 'FAIL', 1)], '1 passed, 1 failed', 1),
    ('a skip', [entry('1..2\nok 1 /a\nok 2 /b # SKIP no data\n')], '1 passed, 0 failed, 1 skipped',
     0),
    ('a crash', [entry('1..3\nok 1 /a\n', 'ERROR', -11)], '1 passed, 1 failed', 1),
    ('out of time', [entry('1..2\nok 1 /a\n', 'TIMEOUT', -9)], '1 passed, 1 failed', 1),
    ('points left out', [entry('1..3\nok 1 /a\nok 2 /b\n')], '2 passed, 1 failed', 1),
    ('no plan', [entry('ok 1 /a\n')], '1 passed, 1 failed', 1),
    ('bails out', [entry('1..2\nok 1 /a\nBail out! assertion\n', 'ERROR', -6)],
     '1 passed, 1 failed', 1),
    ('fails at the end', [entry('1..1\nok 1 /a\n', 'ERROR', 1)], '1 passed, 1 failed', 1),
    ('says nothing', [entry('')], '0 passed, 1 failed', 1),
    ('skips as a whole', [entry('1..0 # SKIP no display\n', 'SKIP')],
     '0 passed, 0 failed, 1 skipped', 0),
    ('subtests', [entry('# Subtest: x\n    ok 1 /x/a\n    ok 2 /x/b\n    1..2\nok 1 x\n1..1\n')],
     '2 passed, 0 failed', 0),
    ('nothing', [], '0 passed, 1 failed', 1),
]


def count(entries):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'testlog.json')
        with open(path, 'w', encoding='utf-8') as file:
            file.write(''.join(json.dumps(e) + '\n' for e in entries))
        done = subprocess.run([sys.executable, COUNT, path], capture_output=True, check=False)
        return done.stdout.decode().splitlines()[-1], done.returncode


def main():
    results = [(name, count(entries) == (last, code)) for name, entries, last, code in CASES]
    for number, (name, right) in enumerate(results, 1):
        print(f'{"ok" if right else "not ok"} {number} - {name}')
    print(f'1..{len(results)}')
    return 0 if all(right for _, right in results) else 1


if __name__ == '__main__':
    sys.exit(main())
