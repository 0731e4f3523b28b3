#!/usr/bin/env python3
# bench-desk.py - how long the first frame takes, and what the desk keeps in memory
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts a minimal window and the desk one after the other, ROUNDS times, and prints the medians:
time from exec to the first painted frame, and private memory once the demo market plays.

Usage: with-display bench-desk.py MINIMAL-WINDOW DAYTRADER SHARE-DIR [ROUNDS]
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

MINIMAL, DESK, SHARE = sys.argv[1:4]
ROUNDS = int(sys.argv[4]) if len(sys.argv) > 4 else 7
SETTLE = 4.0


def private_memory(pid):
    """MB that belong to the process alone."""
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
        return sum(int(line.split()[1]) for line in file if line.startswith("Private_")) / 1024


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(command, env):
    begin = time.monotonic()
    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               text=True, errors="replace")
    frame = None
    for line in process.stdout:
        if "first frame" in line:
            frame = time.monotonic() - begin
            break
    if frame is None:
        raise SystemExit(f"{command[0]} never painted a frame")
    time.sleep(SETTLE)
    memory, cpu = private_memory(process.pid), cpu_seconds(process.pid)
    process.terminate()
    process.communicate()
    return frame, memory, cpu


def median(rows, column):
    return statistics.median(row[column] for row in rows)


def main():
    env = dict(os.environ, DAYTRADER_SHARE_DIR=SHARE, G_MESSAGES_DEBUG="desk-shell")
    minimal, desk = [], []
    with tempfile.TemporaryDirectory() as data:
        # Once before it counts: the demo market is imported, files are in the page cache
        measure([DESK, "--data-dir", data], env)
        measure([MINIMAL], env)
        for _ in range(ROUNDS):
            minimal.append(measure([MINIMAL], env))
            desk.append(measure([DESK, "--data-dir", data], env))

    print(f"minimal window: first frame {median(minimal, 0) * 1000:.0f} ms, "
          f"private memory {median(minimal, 1):.0f} MB")
    print(f"desk:           first frame {median(desk, 0) * 1000:.0f} ms, "
          f"private memory {median(desk, 1):.0f} MB after {SETTLE:g} s of playing")
    print(f"more than minimal: {(median(desk, 0) - median(minimal, 0)) * 1000:.0f} ms (aim 200), "
          f"{median(desk, 1) - median(minimal, 1):.0f} MB (aim 60)")


if __name__ == "__main__":
    main()
