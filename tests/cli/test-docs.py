#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/cli.md knows every command and option of the program, and no other.

usage: test-docs.py PROGRAM SOURCE_ROOT
"""

import os
import re
import subprocess
import sys

PROGRAM, ROOT = sys.argv[1:3]
COMMON = {'help', 'json', 'data-dir', 'quiet'}


def help_of(*words):
    return subprocess.run([PROGRAM, 'help', *words], capture_output=True, check=True,
                          env={**os.environ, 'LC_ALL': 'C.UTF-8'}).stdout.decode()


def commands():
    lines = help_of().split('Commands:\n')[1].split('\n\n')[0].splitlines()
    return [re.split(r' {2,}', line.strip())[0] for line in lines]


def documented():
    """The text of each section, by the commands that its heading names."""
    sections = {}
    with open(os.path.join(ROOT, 'docs', 'cli.md'), encoding='utf-8') as file:
        parts = re.split(r'^##+ +(.*)$', file.read(), flags=re.M)
    for heading, text in zip(parts[1::2], parts[2::2]):
        for name in heading.split(','):
            words = re.match(r'[a-z -]*', name.strip())[0].strip()
            sections[words] = text
    return sections


def options_in(text):
    return set(re.findall(r'--([a-z][a-z-]*)', text)) - COMMON


def main():
    names = commands()
    sections = documented()
    results = []
    for name in names:
        text = sections.get(name)
        results.append((f'{name} has a section', [] if text else ['no heading of that name']))
        if not text:
            continue
        # A section may lean on another: "the options of backtest run"
        for other in names:
            if other != name and f'`{other}`' in text:
                text += sections.get(other, '')
        offered = options_in(help_of(*name.split()))
        missing = sorted(offered - options_in(text))
        results.append((f'{name}: every option is described', [f'--{o}' for o in missing]))
    offered = set().union(*(options_in(help_of(*name.split())) for name in names))
    unknown = {o for name in names for o in options_in(sections.get(name, ''))} - offered
    results.append(('nothing is described that is not there', [f'--{o}' for o in sorted(unknown)]))

    for number, (name, wrong) in enumerate(results, 1):
        print(f'{"not ok" if wrong else "ok"} {number} - {name}')
        if wrong:
            print('#   ' + ', '.join(wrong))
    print(f'1..{len(results)}')
    return 1 if any(wrong for _, wrong in results) else 0


if __name__ == '__main__':
    sys.exit(main())
