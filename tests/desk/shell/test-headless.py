#!/usr/bin/env python3
# test-headless.py - the program's Replay is the command line's
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same market, strategy and risk profile: `daytrader --headless`, through the session that the
window uses, and `daytrader-cli replay run` give the same trades and orders, without a display.

Usage: test-headless.py DAYTRADER DAYTRADER-CLI SOURCE-ROOT
"""

import json
import os
import subprocess
import sys
import tempfile

DESK, CLI, ROOT = sys.argv[1:4]
HASHES = ("trade_list_hash", "order_list_hash", "equity_final")

number = failed = 0


def report(good, text):
    global number, failed
    number += 1
    failed += not good
    print(f"{'ok' if good else 'not ok'} {number} - {text}", flush=True)


def run(*command):
    env = {name: value for name, value in os.environ.items()
           if name not in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS")}
    env["DAYTRADER_SHARE_DIR"] = os.path.join(ROOT, "data")
    return subprocess.run(command, capture_output=True, text=True, timeout=300, env=env)


def main():
    with tempfile.TemporaryDirectory() as ours, tempfile.TemporaryDirectory() as theirs:
        desk = run(DESK, "--headless", "--data-dir", ours)
        report(desk.returncode == 0 and not desk.stderr, f"it plays to the end {desk.stderr[:300]}")
        run(CLI, "--data-dir", theirs, "import", "demo")
        strategy = os.path.join(ROOT, "data/strategies/ema-crossover.strategy")
        cli = run(CLI, "--json", "--quiet", "--data-dir", theirs, "replay", "run", "--universe",
                  "minute", "--strategy", strategy, "--risk", "default")
        one, other = json.loads(desk.stdout), json.loads(cli.stdout)
        for name in HASHES:
            report(one[name] == other[name] and one[name], f"{name}: {one[name]}, {other[name]}")

        again = run(DESK, "--headless", "--universe", "nowhere", "--data-dir", ours)
        report(again.returncode != 0 and "nowhere" in again.stderr, "a tape that is not there")
        nonsense = run(DESK, "--headless", "--speed", "fast", "--data-dir", ours)
        report(nonsense.returncode != 0 and "fast" in nonsense.stderr, "a speed that is none")
        version = run(DESK, "--version")
        report(version.stdout.startswith("daytrader "), "the version")
    print(f"1..{number}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
