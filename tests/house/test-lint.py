#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every rule of build-aux/lint finds the breach made for it, and nothing in a tidy tree."""

import os
import subprocess
import sys
import tempfile

LINT = sys.argv[1]

TIDY = {
    'src/engine/base/dt-x.h': '/* dt-x.h\n *\n * SPDX-License-Identifier: GPL-3.0-or-later\n */\n\n'
                              '#pragma once\n\n#include <glib.h>\n\nint dt_x (void);\n',
    'src/engine/base/dt-x.c': '/* dt-x.c\n *\n * SPDX-License-Identifier: GPL-3.0-or-later\n */\n\n'
                              '#define G_LOG_DOMAIN "dt-base"\n\n#include "config.h"\n\n'
                              '#include <math.h>\n\n#include <glib.h>\n\n#include "dt-low.h"\n\n'
                              '#include "dt-x.h"\n\nint\ndt_x (void)\n{\n  return 0;\n}\n',
    'src/engine/base/meson.build': "room_sources = files('dt-x.c')\n",
}
SOURCE = TIDY['src/engine/base/dt-x.c']
HEADER = TIDY['src/engine/base/dt-x.h']
C = 'src/engine/base/dt-x.c'
H = 'src/engine/base/dt-x.h'

# name, file, its text, what lint must say
CASES = [
    ('tab', C, SOURCE.replace('  return 0;', '\treturn 0;'), f'{C}:21: tab'),
    ('space at the end', C, SOURCE.replace('{\n', '{ \n'), f'{C}:20: space at the end'),
    ('width', C, SOURCE.replace('  return 0;', '  return 0' + ' + 0' * 25 + ';'),
     f'{C}:21: 111 columns'),
    ('width counts characters', C, SOURCE.replace('  return 0;', '  /* ' + 'é' * 92 + ' */'), None),
    ('length', C, SOURCE + '\n\n/* line */' * 500 + '\n', f'{C}:1001: '),
    ('final newline', C, SOURCE.rstrip('\n'), f'{C}:22: no newline'),
    ('SPDX', C, SOURCE.replace('GPL-3.0-or-later', 'MIT'), f'{C}:1: no SPDX'),
    ('named in the first line', C, SOURCE.replace('/* dt-x.c', '/* dt-y.c'), f'{C}:1: the first'),
    ('no G_LOG_DOMAIN', C, SOURCE.replace('#define G_LOG_DOMAIN "dt-base"\n', ''),
     f'{C}:7: no #def'),
    ('another G_LOG_DOMAIN', C, SOURCE.replace('"dt-base"', '"dt-rule"'),
     f'{C}:8: no #def'),
    ('pragma once', H, HEADER.replace('#pragma once\n', ''), f'{H}:1: no #pragma once'),
    ('config.h last', C, SOURCE.replace('#include "config.h"\n\n', '').replace(
        '#include "dt-x.h"', '#include "dt-x.h"\n#include "config.h"'),
     f'{C}:15: config.h comes'),
    ('system after library', C, SOURCE.replace('#include <math.h>\n\n', '').replace(
        '#include <glib.h>', '#include <glib.h>\n#include <math.h>'), f'{C}:11: <math.h> after'),
    ('lower after own', C, SOURCE.replace('#include "dt-low.h"\n\n', '').replace(
        '#include "dt-x.h"', '#include "dt-x.h"\n#include "dt-low.h"'),
     f'{C}:15: "dt-low.h" after'),
    ('unfinished', C, SOURCE.replace('  return 0;', '  /* TODO */'), f'{C}:21: TODO without'),
    ('unfinished, half a reason', C, SOURCE.replace('  return 0;', '  /* FIXME later */'),
     f'{C}:21: FIXME without'),
    ('unfinished with a reason', C, SOURCE.replace(
        '  return 0;', '  /* TODO: needs GLib 2.80, see the release notes */'), None),
    ('GTK in the engine', C, SOURCE.replace('<glib.h>', '<gtk/gtk.h>'), f'{C}:12: GTK or the desk'),
    ('desk in the command line', 'src/cli/main.c', SOURCE.replace('dt-x.c', 'main.c').replace(
        'dt-base', 'dt-cli').replace('"dt-x.h"', '"desk-window.h"'),
     'src/cli/main.c:16: GTK or the'),
    ('meson files too', 'src/engine/base/meson.build', "\troom_sources = files('dt-x.c')\n",
     'src/engine/base/meson.build:1: tab'),
    ('scripts too', 'run', '#!/bin/sh\necho hello\n', 'run:1: no SPDX'),
    ('style sheets too', 'ui/style.css', '.up {\n\tcolor: red;\n}\n', 'ui/style.css:2: tab'),
    ('a sentence of a template is one line', 'ui/x/x.ui', '<a>' + 'word ' * 30 + '</a>\n', None),
    ('templates too', 'ui/x/x.ui', '<a> \n', 'ui/x/x.ui:1: space at the end'),
    ('data is left alone', 'data/demo/prices.txt', '2019\t1.0 \n', None),
    ('tables may be wide', 'docs/x.md', '| ' + 'word ' * 30 + '|\n', None),
    ('link to nowhere', 'docs/x.md', 'See [there](../y.md) and [here](x.md#top).\n',
     'docs/x.md:1: the link to ../y.md'),
    ('words may not', 'docs/x.md', 'word ' * 30 + 'end\n', 'docs/x.md:1: 153 columns'),
]


def write(root, path, text):
    path = os.path.join(root, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)


def lint(files):
    with tempfile.TemporaryDirectory() as root:
        for path, text in files.items():
            write(root, path, text)
        done = subprocess.run([sys.executable, LINT, root], capture_output=True, check=False)
        return done.returncode, done.stdout.decode().splitlines()


def many_files(room):
    return {f'src/engine/{room}/dt-n{i}.h': HEADER.replace('dt-x.h', f'dt-n{i}.h')
            for i in range(26)}


def main():
    results = [('tidy tree', lint(TIDY) == (0, []))]
    for name, path, text, said in CASES:
        code, lines = lint({**TIDY, path: text})
        right = (code, lines) == (0, []) if said is None else (
            code == 1 and len(lines) == 1 and lines[0].startswith(said))
        results.append((name, right))
        if not right:
            print(f'# expected {said}, got {code} {lines}')
    code, lines = lint({**TIDY, **many_files('rule')})
    results.append(('room of 26 files', code == 1 and 'room src/engine/rule has 26' in lines[0]))
    code, lines = lint({**TIDY, **many_files('indicator')})
    results.append(('indicator room of 26 files', (code, lines) == (0, [])))

    for number, (name, right) in enumerate(results, 1):
        print(f'{"ok" if right else "not ok"} {number} - {name}')
    print(f'1..{len(results)}')
    return 0 if all(right for _, right in results) else 1


if __name__ == '__main__':
    sys.exit(main())
