#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No order gets around the guards: brokers hear of orders in one place only, entries are made in
one place only, and that place asks the guards.

usage: test-one-door.py ROOT
"""

import os
import re
import sys

ROOT = sys.argv[1]

# what is looked for, where alone it may be, at least once
RULES = [
    ('brokers are called by dt-kernel-send.c only',
     r'->\s*(submit|cancel|replace)\s*\(\s*\w*(->\w+)*broker\b',
     {'src/engine/kernel/dt-kernel-send.c'}),
    ('the vtable of brokers is used by dt-kernel-send.c and the matching of a step only',
     r'klass\s*->\s*(submit|cancel|replace)\b', {'src/engine/kernel/dt-kernel-send.c'}),
    ('entries are judged in dt-kernel-entries.c only',
     r'\bdt_risk_check_entry(_by)?\s*\(', {'src/engine/kernel/dt-kernel-entries.c'}),
    ('orders for entries are made where they are judged, from a rule or by hand',
     r'\.role\s*=\s*DT_ROLE_ENTRY\b',
     {'src/engine/kernel/dt-kernel-entries.c', 'src/engine/kernel/dt-kernel-hand.c'}),
    ('orders are sent by the end of a step, by the market\'s part of it, and where a plain run '
     'hands over those that have worked all the time',
     r'\bdt_kernel_send_order\s*\(',
     {'src/engine/kernel/dt-kernel-send.c', 'src/engine/kernel/dt-kernel-journal.c',
      'src/engine/kernel/dt-kernel-orders.c', 'src/engine/kernel/dt-kernel-alone.c'}),
    ('bars meet orders that the broker does not hold in dt-kernel-alone.c only, which makes none',
     r'\bdt_simulated_broker_meet_alone\s*\(', {'src/engine/kernel/dt-kernel-alone.c'}),
    ('orders are made by entries, exits and what protects, corporate actions, and a run\'s end',
     r'\bdt_(kernel|book)_add_order\s*\(',
     {'src/engine/kernel/dt-kernel-entries.c', 'src/engine/kernel/dt-kernel-orders.c',
      'src/engine/kernel/dt-kernel-action.c', 'src/engine/kernel/dt-kernel-command.c',
      'src/engine/trade/dt-book.c'}),
]

# A broker's own calls to itself, and where the functions are defined or declared
EXEMPT = ('src/engine/broker/', 'src/engine/risk/')


def sources():
    for folder, _, names in os.walk(os.path.join(ROOT, 'src')):
        for name in sorted(names):
            path = os.path.relpath(os.path.join(folder, name), ROOT)
            if name.endswith('.c') and not path.startswith(EXEMPT):
                with open(os.path.join(folder, name), encoding='utf-8') as file:
                    yield path, file.read()


def main():
    files = list(sources())
    print('1..%d' % len(RULES))
    for number, (title, pattern, places) in enumerate(RULES, 1):
        found = {path for path, text in files if re.search(pattern, text)}
        for path in sorted(found - places):
            print('# %s has it too' % path)
        for path in sorted(places - found):
            print('# %s has it no more: look at this test' % path)
        print('%s %d - %s' % ('ok' if found == places else 'not ok', number, title))


main()
