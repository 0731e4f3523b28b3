#!/usr/bin/env python3
# test-emergency.py - the emergency stop under load, and after a restart
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays 505 symbols as fast as the engine can, and pulls the brake while many positions are open;
then kills the engine and plays on to the end. Nothing may be opened after the stop, everything must
be closed at the bar that follows it, and the block must hold over the restart.

Usage: test-emergency.py DAYTRADER-CLI SOURCE-ROOT
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

CLI, ROOT = sys.argv[1], sys.argv[2]
RUN = ["--strategy", os.path.join(ROOT, "data/strategies/ema-crossover.strategy"),
       "--universe", "daily", "--cash", "10000000", "--finish", "keep"]
# Small positions, so that there is room for many
RISK = "[risk]\nname=small\nmax-position-fraction=0.004\n"
# The run without a stop holds at least 54 from step 300 on, whatever the moment it is pressed at
MANY = 50

env = dict(os.environ, G_DEBUG="")


def cli(directory, *arguments, check=False):
    done = subprocess.run([CLI, "--json", "--data-dir", directory, *arguments], env=env,
                          capture_output=True, text=True, timeout=300)
    if check and done.returncode != 0:
        raise RuntimeError(f"{arguments}: {done.returncode} {done.stdout} {done.stderr}")
    try:
        return done.returncode, json.loads(done.stdout or "{}")
    except ValueError:
        return done.returncode, {}


def send(directory, *arguments):
    return cli(directory, "engine", "send", *arguments, check=True)[1]


def serve(directory):
    process = subprocess.Popen([CLI, "--quiet", "--data-dir", directory, "serve"], env=env,
                               stdin=subprocess.DEVNULL)
    while cli(directory, "engine", "send", "run.status")[0] != 0:
        if process.poll() is not None:
            raise RuntimeError("the engine does not start")
        time.sleep(0.02)
    return process


def wait_until(directory, is_there):
    while True:
        # A machine under load answers late: it is asked again
        code, status = cli(directory, "engine", "send", "run.status")
        if code != 0:
            continue
        if status["state"] == "failed":
            raise RuntimeError(status.get("message"))
        if is_there(status):
            return status


def report(number, good, text):
    print(f"{'ok' if good else 'not ok'} {number} - {text}", flush=True)


def main():
    top = tempfile.mkdtemp(prefix="daytrader-emergency-")
    process = None
    try:
        cli(top, "import", "demo", check=True)
        risk = os.path.join(top, "small.risk")
        with open(risk, "w", encoding="ascii") as file:
            file.write(RISK)
        _, plan = cli(top, "replay", "run", *RUN, "--risk", risk, "--print-spec", check=True)
        process = serve(top)
        # To a point at which much is held, then on at full speed, and the brake while it plays
        send(top, "run.start", "spec=" + json.dumps(plan), "speed=0.0")
        send(top, "run.step", "count=300")
        wait_until(top, lambda status: status["step"] >= 300)
        print("1..5")
        send(top, "run.speed", "speed=inf")
        code, _ = cli(top, "engine", "stop")
        report(1, code == 0, "the stop is taken while the tape plays")
        process.kill()
        process.wait()

        process = serve(top)
        send(top, "run.resume")
        wait_until(top, lambda status: status["state"] in ("finished", "idle"))
        process.terminate()
        process.wait(60)
        process = None
        check_book(top)
    finally:
        if process is not None:
            process.kill()
            process.wait()
        shutil.rmtree(top, ignore_errors=True)


def check_book(directory):
    _, books = cli(directory, "book", "list", check=True)
    book = str(books["books"][0]["id"])
    _, shown = cli(directory, "book", "show", book, "--orders", "--signals", check=True)
    _, log = cli(directory, "activity", "--book", book, "--kind", "command", check=True)
    stop = [row["time"] for row in log["activity"] if "Emergency Stop" in row["text"]]
    report(2, len(stop) == 1, f"the stop is in the log: {stop}")
    flattened = [o for o in shown["orders"] if o["role"] == "flatten"]
    report(3, len(flattened) >= MANY and {o["status"] for o in flattened} == {"filled"},
           f"{len(flattened)} positions were closed by it")
    # Those of the very instant were on their way before it, and were cancelled
    later = [o for o in shown["orders"] if o["role"] == "entry" and o["submitted"] >= stop[0]
             and not (o["submitted"] == stop[0] and o["status"] == "cancelled")]
    report(4, not later, f"{len(later)} entries went out after it")
    refused = [s for s in shown["signals"] if s["refused_by"] == "emergency-stop"]
    report(5, len(refused) > 100 and not shown.get("positions"),
           f"{len(refused)} entries were refused, nothing is held")


main()
