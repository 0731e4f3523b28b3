#!/usr/bin/env python3
# test-kill.py - kill the desk while it trades; it comes back, says so, and nothing is lost
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays the demo market in the window and kills the program with SIGKILL at random moments. Each
next start must recover the run, wait paused, and say so in the window; the run goes on with a key
press. At the end it must have the hashes of an undisturbed replay on the command line.

Usage: with-display test-kill.py DAYTRADER DAYTRADER-CLI SOURCE-ROOT [KILLS] [SEED]
KILLS is 4 unless said otherwise, or DT_TEST_KILLS.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time

import driver

DESK, CLI, ROOT = sys.argv[1:4]
KILLS = int(sys.argv[4] if len(sys.argv) > 4 else os.environ.get("DT_TEST_KILLS", "4"))
SEED = int(sys.argv[5]) if len(sys.argv) > 5 else 20190211
SHARE = os.path.join(ROOT, "data")
# Market seconds a second, and the longest life of the program, so that the tape outlasts the kills
SPEED = "2400"
LIFE = min(1.2, 60.0 / KILLS)
HASHES = ("trade_list_hash", "order_list_hash")


def cli(*arguments):
    done = subprocess.run([CLI, "--json", *arguments], capture_output=True, text=True,
                          timeout=120, env=dict(os.environ, DAYTRADER_SHARE_DIR=SHARE))
    try:
        return json.loads(done.stdout or "{}")
    except ValueError:
        return {}


def status(data):
    """Of the run, or nothing while no engine answers."""
    answer = cli("--data-dir", data, "engine", "send", "run.status")
    return answer if answer.get("state", "idle") != "idle" else {}


def hashes_of(result):
    return [result.get(name) for name in HASHES]


def expected_hashes():
    with tempfile.TemporaryDirectory() as data:
        cli("--data-dir", data, "import", "demo")
        strategy = os.path.join(SHARE, "strategies", "ema-crossover.strategy")
        return hashes_of(cli("--data-dir", data, "replay", "run", "--universe", "minute",
                             "--strategy", strategy, "--risk", "default"))


def play_with_the_keyboard(app, data):
    """The window has the keyboard; one press of the key does."""
    app.key("ctrl+space")
    try:
        return driver.wait_for("the engine to play", lambda: status(data).get("state")
                               in ("playing", "finished"))
    except driver.Gone:
        return False


def live_once(app, data, rng, number, tap):
    """One life: start, see what it says, let it trade, kill it."""
    app.start("--data-dir", data, "--speed", SPEED)
    state = driver.wait_for("the engine", lambda: status(data))
    if number > 0:
        driver.wait_for("the window", lambda: app.sees("frame"))
        told = driver.wait_for("word of the recovery",
                               lambda: app.sees(None, r"was cut off .*was recovered"))
        tap.ok(state.get("recovered") and state.get("state") == "paused" and told,
               f"life {number + 1}: recovered at step {state.get('step')}, and says so")
        if not play_with_the_keyboard(app, data):
            tap.ok(False, f"life {number + 1}: the key did not play")
        cli("--data-dir", data, "engine", "send", "run.speed", f"speed={SPEED}.0")
    else:
        driver.wait_for("the first trades", lambda: status(data).get("step", 0) > 400)
    time.sleep(rng.uniform(0.02, LIFE))
    app.kill()


def main():
    tap, rng = driver.Tap(), random.Random(SEED)
    expected = expected_hashes()
    tap.ok(all(expected), "the command line's replay has hashes")

    with tempfile.TemporaryDirectory() as data, tempfile.TemporaryDirectory() as home:
        app = driver.App(DESK, SHARE, home=home)
        for number in range(KILLS):
            live_once(app, data, rng, number, tap)

        app.start("--data-dir", data)
        driver.wait_for("the engine", lambda: status(data))
        cli("--data-dir", data, "engine", "send", "run.speed", "speed=inf")
        end = driver.wait_for("the end of the run",
                              lambda: (lambda s: s if s.get("state") == "finished" else None)(
                                  status(data)))
        result = end.get("result")
        result = json.loads(result) if isinstance(result, str) else result
        tap.ok(hashes_of(result or {}) == expected, f"after {KILLS} kills the hashes are right")
        tap.ok(app.terminate() == 0, "it ends when it is told to")
        tap.ok(not app.complaints(), "it complains about nothing")
        for line in app.complaints():
            print("#", line)

        app.start("--data-dir", data)
        driver.wait_for("the engine", lambda: status(data))
        driver.wait_for("the account", lambda: app.sees("panel", "^Trades: [1-9]"))
        tap.ok(app.sees(None, r"was cut off") is None, "a clean start says nothing of it")
        app.terminate()

    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
