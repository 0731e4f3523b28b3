#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""build-aux/check-floors finds each disagreement made for it, and nothing in a sound house."""

import os
import shutil
import subprocess
import sys
import tempfile

CHECK = sys.argv[1]

TABLE = """# Rooms

| Room | Floor | Uses | What |
|---|---|---|---|
| base | F0 | | ground |
| market | F1 | base | prices |
| rule | F2 | base market | language |

After the table.

| Desk room | Floor | Uses | Of the engine | What |
|---|---|---|---|---|
| parts | A2 | | base | widgets |
| chart | A3 | parts | base market | a page |
| list | A3 | parts | | a page |
| shell | A4 | parts chart list | | window |
"""
SOUND = {
    'docs/architecture.md': TABLE,
    'src/engine/meson.build': "rooms = [\n  'base', # 'ghost'\n  'market',\n  'rule',\n]\n",
    'src/engine/base/meson.build': "room_sources = files('dt-b.c')\n",
    'src/engine/base/dt-b.h': '#pragma once\n',
    'src/engine/base/dt-b.c': '#include "config.h"\n#include "dt-b.h"\n',
    'src/engine/market/meson.build': "room_uses = ['base']\n",
    'src/engine/market/dt-m.h': '#include "dt-b.h"\n',
    'src/engine/rule/meson.build': "room_uses = [\n  'base',\n  'market']\n",
    'src/engine/rule/dt-r.c': '#include <glib.h>\n#include "dt-m.h"\n',
    'src/engine/rule/dt-r.h': '',
    'src/desk/meson.build': "desk_rooms = [\n  'parts',\n  'chart', 'list',\n  'shell',\n]\n",
    'src/desk/parts/meson.build': "room_engine = ['base']\n",
    'src/desk/parts/desk-p.h': '#include <gtk/gtk.h>\n#include "dt-b.h"\n',
    'src/desk/chart/meson.build': "room_uses = ['parts']\nroom_engine = ['base', 'market']\n",
    'src/desk/chart/desk-c.h': '#include "dt-m.h"\n#include "desk-p.h"\n',
    'src/desk/list/meson.build': "room_uses = ['parts']\nroom_engine = []\n",
    'src/desk/list/desk-l.h': '#include "desk-p.h"\n',
    'src/desk/shell/meson.build': "room_uses = ['parts', 'chart', 'list']\n",
    'src/desk/shell/desk-s.c': '#include "config.h"\n#include "desk-c.h"\n#include "desk-s.h"\n',
    'src/desk/shell/desk-s.h': '',
}

# name, what is changed, what must be said
CASES = [
    ('room without a row', {'docs/architecture.md': TABLE.replace(
        '| market | F1 | base | prices |\n', '')},
     'docs/architecture.md:1: room market is not in the table'),
    ('row without a room', {'docs/architecture.md': TABLE.replace(
        '| rule |', '| ghost | F1 | base | - |\n| rule |')},
     'docs/architecture.md:7: there is no room ghost'),
    ('folder that is no room', {'src/engine/attic/meson.build': ''},
     'src/engine/meson.build:1: the folder src/engine/attic'),
    ('row names less than the room uses', {'docs/architecture.md': TABLE.replace(
        '| base market |', '| base |')}, 'docs/architecture.md:7: rule uses base here'),
    ('row names more than the room uses', {'docs/architecture.md': TABLE.replace(
        '| F1 | base |', '| F1 | base rule |')}, 'docs/architecture.md:6: market uses base, rule'),
    ('higher floor', {
        'docs/architecture.md': TABLE.replace('F1', 'F3'),
        'src/engine/meson.build': "rooms = ['base', 'market', 'rule']\n"},
     'src/engine/rule/meson.build:1: rule on floor F2 uses market on F3'),
    ('room that is not below', {
        'docs/architecture.md': TABLE.replace('| F1 | base |', '| F1 | base rule |'),
        'src/engine/market/meson.build': "room_uses = ['base', 'rule']\n"},
     'src/engine/market/meson.build:1: market uses rule, which is not below it'),
    ('include that is not named', {
        'docs/architecture.md': TABLE.replace('| base market |', '| base |'),
        'src/engine/rule/meson.build': "room_uses = ['base']\n"},
     'src/engine/rule/dt-r.c:2: dt-m.h belongs to market'),
    ('include from above', {'src/engine/base/dt-b.c': '#include "dt-r.h"\n'},
     'src/engine/base/dt-b.c:1: dt-r.h belongs to rule'),
    ('include from nowhere', {'src/engine/base/dt-b.c': '#include "desk-window.h"\n'},
     'src/engine/base/dt-b.c:1: desk-window.h is in no engine room'),
    ('one name in two rooms', {'src/engine/rule/dt-b.c': ''},
     'src/engine/rule/dt-b.c:1: base has a file'),
    ('desk room without a row', {'docs/architecture.md': TABLE.replace(
        '| list | A3 | parts | | a page |\n', '')},
     'docs/architecture.md:1: room list is not in the table'),
    ('desk folder that is no room', {'src/desk/attic/meson.build': ''},
     'src/desk/meson.build:1: the folder src/desk/attic'),
    ('row names another engine room', {'docs/architecture.md': TABLE.replace(
        '| base market | a page', '| base | a page')},
     'docs/architecture.md:14: chart uses base of the engine here'),
    ('page that uses a page', {
        'docs/architecture.md': TABLE.replace(
            '| list | A3 | parts |', '| list | A3 | parts chart |'),
        'src/desk/list/meson.build': "room_uses = ['parts', 'chart']\n"},
     'src/desk/list/meson.build:1: list uses chart, and both are pages'),
    ('page that includes a page', {'src/desk/list/desk-l.h': '#include "desk-c.h"\n'},
     'src/desk/list/desk-l.h:1: desk-c.h belongs to chart'),
    ('desk room that includes too much engine', {'src/desk/list/desk-l.h': '#include "dt-m.h"\n'},
     'src/desk/list/desk-l.h:1: dt-m.h belongs to market of the engine'),
    ('desk room that is not below', {
        'docs/architecture.md': TABLE.replace('| parts | A2 | |', '| parts | A2 | shell |'),
        'src/desk/parts/meson.build': "room_uses = ['shell']\nroom_engine = ['base']\n"},
     'src/desk/parts/meson.build:1: parts uses shell, which is not below it'),
    ('desk header from nowhere', {'src/desk/list/desk-l.h': '#include "desk-x.h"\n'},
     'src/desk/list/desk-l.h:1: desk-x.h is in no room'),
]


def write(root, path, text):
    path = os.path.join(root, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)


def check(files, programs=()):
    with tempfile.TemporaryDirectory() as root:
        for path, text in files.items():
            write(root, path, text)
        done = subprocess.run([sys.executable, CHECK, '--root', root, *programs],
                              capture_output=True, check=False)
        return done.returncode, done.stdout.decode().splitlines()


def check_program(soname):
    """A program that asks for a library of that name; None where there is no compiler."""
    compiler = shutil.which('cc') or shutil.which('gcc') or shutil.which('clang')
    if compiler is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        write(folder, 'l.c', 'int l (void) { return 0; }\n')
        write(folder, 'p.c', 'int l (void);\nint main (void) { return l (); }\n')
        library, program = os.path.join(folder, soname), os.path.join(folder, 'p')
        subprocess.run([compiler, '-shared', '-fPIC', f'-Wl,-soname,{soname}', '-o', library,
                        os.path.join(folder, 'l.c')], check=True)
        subprocess.run([compiler, '-o', program, os.path.join(folder, 'p.c'), library], check=True)
        return check(SOUND, [program])


def main():
    results = [('sound house', check(SOUND) == (0, []))]
    for name, changes, said in CASES:
        code, lines = check({**SOUND, **changes})
        right = code == 1 and any(line.startswith(said) for line in lines)
        results.append((name, right))
        if not right:
            print(f'# expected {said}, got {code} {lines}')
    linked, plain = check_program('libgtk-4.so.1'), check_program('libplain.so.1')
    if linked is not None:
        results.append(('program with GTK', linked[0] == 1 and
                        'is linked with libgtk-4.so.1' in ' '.join(linked[1])))
        results.append(('program without GTK', plain[0] == 0))

    for number, (name, right) in enumerate(results, 1):
        print(f'{"ok" if right else "not ok"} {number} - {name}')
    print(f'1..{len(results)}')
    return 0 if all(right for _, right in results) else 1


if __name__ == '__main__':
    sys.exit(main())
