#!/usr/bin/env python3
# test-guard.py - a test that cannot go on ends soon, and says why
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests of the program that go wrong, each as a process of its own: the program crashes, what is
waited for never comes, the whole takes too long. What they say then is read.

Usage: with-display --manager test-guard.py DAYTRADER DAYTRADER-CLI SOURCE-ROOT [HOW]
HOW is set for those that go wrong.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time

import driver
from person import Person

DESK, CLI, ROOT = sys.argv[1:4]
SHORT = "5"


def crashes(app, tap):
    os.kill(app.process.pid, signal.SIGSEGV)
    app.comes(lambda: app.sees("label", "^Nowhere$"))


def waits(app, tap):
    for _ in range(9):
        tap.ok(app.comes(lambda: app.sees("label", "^Nowhere$"), 1), "nowhere")


def loops(app, tap):
    while True:
        time.sleep(1)


def goes_wrong(how):
    with tempfile.TemporaryDirectory() as home:
        app = Person(DESK, CLI, ROOT, home)
        app.start()
        app.comes(lambda: app.sees("push button", "^Pause$"))
        # The time counts from here
        tap = driver.Tap()
        tap.run([how], app, tap)
    return tap.done()


def says(tap, how, *patterns):
    env = {**os.environ, "DT_TEST_DEADLINE": SHORT if how is loops else "600"}
    done = subprocess.run([sys.executable, *sys.argv[:4], how.__name__], text=True, env=env,
                          capture_output=True, timeout=600, check=False)
    tap.ok(done.returncode == 1, f"{how.__name__}: it ends as failed")
    said = done.stdout + done.stderr
    right = [tap.ok(re.search(pattern, said, re.M), f"{how.__name__}: it says {pattern!r}")
             for pattern in patterns]
    if not all(right):
        print(*(f"#   | {line}" for line in said.splitlines()), sep="\n")


def main():
    if len(sys.argv) > 4:
        return goes_wrong(globals()[sys.argv[4]])
    tap = driver.Tap()
    says(tap, crashes, r"^Bail out! the program ended with -11, seen at test-guard.py:\d+$",
         r"^#   stack of daytrader, which crashed", r"^#   ended with -11",
         r"g_application_run")
    says(tap, waits, r"^Bail out! 3 waits failed one after the other: .* within 1 s",
         r"^not ok 2 - nowhere\n#   did not come: ", r"^#   engine: .*state playing",
         r"^#   stack of dt-engine, asked for", r"^#   test-guard.py:\d+ waits: ")
    says(tap, loops, rf"^Bail out! it took more than {SHORT} s",
         r"^#   test-guard.py:\d+ loops: time.sleep", r"^#   window 0x[0-9a-f]+ 'DayTrader'",
         r"g_application_run")
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
