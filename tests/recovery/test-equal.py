#!/usr/bin/env python3
# test-equal.py - one run, however it is played
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""A year of daily bars of the whole demo market and a week of minute bars, three strategies that
compete for one account: the backtest, the replay at two speeds and the replay through the socket of
a running engine give the same trade and order lists, and the same files.

Usage: test-equal.py DAYTRADER-CLI SOURCE-ROOT
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

CLI, ROOT = sys.argv[1], sys.argv[2]
STRATEGIES = ["ema-crossover", "breakout", "mean-reversion"]
COSTS = ["--commission", "per-share=0.005,min=1,max-percent=1", "--slippage", "bps=1"]
CASES = {
    "a year of daily bars": ["--universe", "daily", "--from", "2016-01-04", "--to", "2016-12-30"],
    "a week of minute bars": ["--universe", "minute"],
}
PROFILES = ["none", "default"]

number = 0


def report(good, text):
    global number
    number += 1
    print(f"{'ok' if good else 'not ok'} {number} - {text}", flush=True)


def run(directory, *arguments):
    done = subprocess.run([CLI, "--json", "--quiet", "--data-dir", directory, *arguments],
                          capture_output=True, text=True, timeout=600)
    if done.returncode != 0:
        said = " ".join((done.stdout + done.stderr).split())
        print(f"# {' '.join(arguments)}: {done.returncode} {said}")
        return None
    return json.loads(done.stdout)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def play(directory, verb, case, profile, *more):
    arguments = [*verb, *CASES[case], *COSTS, "--risk", profile, "--finish", "close", *more]
    for name in STRATEGIES:
        arguments += ["--strategy", os.path.join(ROOT, "data/strategies", name + ".strategy")]
    trades = os.path.join(directory, "trades.csv")
    equity = os.path.join(directory, "equity.csv")
    result = run(directory, *arguments, "--trades", trades, "--equity", equity)
    if result is None:
        return None
    return (result["trade_list_hash"], result["order_list_hash"], result["equity_final"],
            read(trades), read(equity)), result["trade_count"]


def compare(directory, case, profile):
    expected, trades = play(directory, ["backtest", "run"], case, profile)
    what = f"{case}, --risk {profile}"
    report(trades > 100, f"{what}: {trades} trades")
    for name, more in [("as fast as possible", []), ("at 5,000,000 times", ["--speed", "5e6"])]:
        found = play(directory, ["replay", "run"], case, profile, *more)
        report(found is not None and found[0] == expected, f"{what}: replay {name}")

    server = subprocess.Popen([CLI, "--quiet", "--data-dir", directory, "serve"])
    while run(directory, "engine", "send", "run.status") is None and server.poll() is None:
        time.sleep(0.05)
    found = play(directory, ["replay", "run"], case, profile)
    report(found is not None and found[0] == expected, f"{what}: replay through the socket")
    server.terminate()
    server.wait(60)


def main():
    directory = tempfile.mkdtemp(prefix="daytrader-equal-")
    try:
        run(directory, "import", "demo")
        for case in CASES:
            for profile in PROFILES:
                compare(directory, case, profile)
        print(f"1..{number}")
    finally:
        shutil.rmtree(directory, ignore_errors=True)


main()
