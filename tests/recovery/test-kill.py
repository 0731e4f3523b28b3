#!/usr/bin/env python3
# test-kill.py - kill the engine while it trades; nothing may be lost or doubled
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays one tape twice: once undisturbed, once killed with SIGKILL at random moments, user commands
in between both times. After the last restart the run must end with the same hashes, and its book
must fold to the same cash and positions. Moments are drawn by step of the run, so that a slow
machine is killed as often as a fast one.

Usage: test-kill.py DAYTRADER-CLI SOURCE-ROOT [KILLS] [SEED] [actions|terms]
KILLS is 15 unless said otherwise, or DT_TEST_KILLS. With "actions" positions stay over night, and
splits, dividends and spin-offs happen to them. With "terms" orders fill in parts, late, on finer
bars and on margin.
"""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

ACTIONS = sys.argv[-1] == "actions"
TERMS = sys.argv[-1] == "terms"
if ACTIONS or TERMS:
    sys.argv.pop()
CLI, ROOT = sys.argv[1], sys.argv[2]
KILLS = int(sys.argv[3] if len(sys.argv) > 3 else os.environ.get("DT_TEST_KILLS", "15"))
SEED = int(sys.argv[4]) if len(sys.argv) > 4 else 20190211
# Instants a request: few enough that the run is not over before it was killed so often
CHUNK = max(1, min(40, 400 // KILLS))

RUN = ["--strategy", os.path.join(ROOT, "data/strategies/ema-crossover.strategy"),
       "--universe", "minute", "--risk", "none" if ACTIONS else "default", "--finish", "close",
       "--commission", "per-share=0.005,min=1,max-percent=1", "--slippage", "bps=1",
       "--from", "2019-02-11", "--to", "2019-02-15"]

if TERMS:
    RUN[RUN.index("--risk") + 1] = "none"
    RUN += ["--timeframe", "5m", "--intrabar", "1m", "--volume-share", "2%", "--margin", "regt",
            "--borrow", "5%", "--interest", "6%", "--latency", "ms=30000"]

# (step, command, arguments): what a user does in between; refused ones are journalled too
COMMANDS = [
    (120, "order.buy", ["symbol=MSFT", "quantity=25.0"]),
    (160, "position.close", ["symbol=MSFT", "fraction=0.4"]),
    (200, "order.buy", ["symbol=NOSUCH", "quantity=1.0"]),
    (400, "order.sell", ["symbol=BAC", "quantity=100.0", "limit=29.5"]),
    (700, "engine.emergency-stop", []),
    (760, "engine.rearm", ["reason=looked at it"]),
    (1200, "position.close", ["symbol=AAPL"]),
]

if TERMS:
    COMMANDS = [
        (24, "order.buy", ["symbol=MSFT", "quantity=2500.0"]),
        (32, "position.close", ["symbol=MSFT", "fraction=0.4"]),
        (60, "order.sell", ["symbol=BAC", "quantity=100.0", "tif=cls"]),
        (61, "order.buy", ["symbol=BK", "quantity=100.0", "limit=52.0", "tif=day"]),
        (100, "position.close", ["symbol=BAC", "tif=cls"]),
        (140, "engine.emergency-stop", []),
        (150, "engine.rearm", ["reason=looked at it"]),
        (240, "position.close", ["symbol=AAPL"]),
    ]

env = dict(os.environ, G_DEBUG="")


def cli(directory, *arguments, check=False, timeout=120):
    done = subprocess.run([CLI, "--json", "--data-dir", directory, *arguments], env=env,
                          capture_output=True, text=True, timeout=timeout)
    if check and done.returncode != 0:
        raise RuntimeError(f"{arguments}: {done.returncode} {done.stdout} {done.stderr}")
    try:
        return done.returncode, json.loads(done.stdout or "{}")
    except ValueError:
        return done.returncode, {}


class Server:
    """daytrader-cli serve, and whoever shoots at it: one time in four while it takes up the run,
    else while it steps or takes a command."""

    def __init__(self, directory, rng, kills):
        self.directory, self.rng = directory, rng
        self.kills = 0
        self.process = None
        self.at_start = kills // 4
        # Parts of the run after which it is shot, the next one first
        self.marks = sorted(rng.uniform(0, 0.95) for _ in range(kills - self.at_start))

    def ensure(self):
        if self.process is not None and self.process.poll() is None:
            return
        self.start()
        if self.kills > 0 and self.at_start > 0:
            self.at_start -= 1
            self.kill_after(0.1)
            self.start()
        deadline = time.time() + 60
        while time.time() < deadline:
            code, _ = cli(self.directory, "engine", "send", "run.status")
            if code == 0:
                break
            if self.process.poll() is not None:
                raise RuntimeError("the engine does not start again")
            time.sleep(0.01)

    def start(self):
        self.process = subprocess.Popen([CLI, "--quiet", "--data-dir", self.directory, "serve"],
                                        env=env, stdin=subprocess.DEVNULL)

    def send(self, part, *arguments):
        """Sends a command; shoots while it is on its way when that part of the run is reached."""
        if not self.marks or part < self.marks[0]:
            return cli(self.directory, "engine", "send", *arguments)[0]

        self.marks.pop(0)
        client = subprocess.Popen([CLI, "--quiet", "--data-dir", self.directory, "engine", "send",
                                   *arguments], env=env, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL)
        self.kill_after(0.03)
        client.wait(60)
        return 1

    def kill_after(self, seconds):
        time.sleep(self.rng.uniform(0, seconds))
        self.process.kill()
        self.process.wait()
        self.kills += 1

    def end(self):
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(60)


def play(directory, spec, kills, rng):
    """Drives the run from wherever it stands until it has finished."""
    server = Server(directory, rng, kills)
    try:
        return play_with(server, directory, spec)
    finally:
        server.end()


def play_with(server, directory, spec):
    started = False
    while True:
        server.ensure()
        code, status = cli(directory, "engine", "send", "run.status")
        if code != 0:
            continue
        state = status.get("state")
        if state == "failed":
            raise RuntimeError(status.get("message"))
        if state == "finished":
            break
        if state == "idle":
            if started and status.get("book", 0) == 0 and finished_result(directory):
                break
            cli(directory, "engine", "send", "run.start", "spec=" + spec, "speed=0.0")
            started = True
            continue
        drive(server, status)
    server.end()
    return server.kills, finished_result(directory)


def drive(server, status):
    step, total, done = status["step"], status["total"], status["commands"]
    due = COMMANDS[done] if done < len(COMMANDS) else None
    if due is not None and step == due[0]:
        server.send(step / total, due[1], *due[2])
        return
    limit = due[0] if due is not None else total
    if step >= total:
        server.send(1, "run.resume")
        time.sleep(0.01)
        return
    count = min(CHUNK, limit - step)
    code = server.send((step + count) / total, "run.step", f"count={count}")
    while code == 0:
        code, status = cli(server.directory, "engine", "send", "run.status")
        if status.get("step", step + count) >= step + count:
            break


def finished_result(directory):
    _, books = cli(directory, "book", "list")
    for book in books.get("books", []):
        if book["state"] == "finished":
            # Reading a book folds it again and verifies it
            _, shown = cli(directory, "book", "show", str(book["id"]), check=True)
            return dict(shown["result"], cash=shown["balance"]["cash"])
    return None


def write_actions(directory):
    """Made up: what is proved is that a run takes them up again as it took them first."""
    path = os.path.join(directory, "actions.csv")
    with open(path, "w", encoding="ascii") as file:
        file.write("symbol,ex_date,action,value\n")
        for symbol in ("AAPL", "AMT", "AMZN", "BAC", "BK", "DFS"):
            file.write(f"{symbol},2019-02-13,split,3:2\n{symbol},2019-02-14,dividend,0.5\n"
                       f"{symbol},2019-02-15,spin-off,1.5\n")
    return path


def main():
    rng = random.Random(SEED)
    top = tempfile.mkdtemp(prefix="daytrader-kill-")
    try:
        calm, shot = os.path.join(top, "calm"), os.path.join(top, "shot")
        os.mkdir(calm)
        cli(calm, "import", "demo", check=True)
        if ACTIONS:
            cli(calm, "import", "actions", write_actions(calm), check=True)
        shutil.copytree(calm, shot)
        _, plan = cli(calm, "replay", "run", *RUN, "--print-spec", check=True)
        spec = json.dumps(plan)
        _, expected = play(calm, spec, 0, rng)
        kills, found = play(shot, spec, KILLS, rng)
        print("1..4")
        report(1, kills == KILLS, f"killed {kills} times of {KILLS}")
        for i, name in enumerate(["trade_list_hash", "order_list_hash", "cash"], 2):
            a, b = expected.get(name), found.get(name)
            report(i, a is not None and a == b, f"{name}: {a} = {b}")
        print("# trades:", expected.get("trade_count"))
    finally:
        shutil.rmtree(top, ignore_errors=True)


def report(number, good, text):
    print(f"{'ok' if good else 'not ok'} {number} - {text}", flush=True)


main()
