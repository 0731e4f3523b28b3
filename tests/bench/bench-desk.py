#!/usr/bin/env python3
# bench-desk.py - how long the first frame takes, and what the desk keeps in memory
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts a minimal window and the desk one after the other, ROUNDS times, and prints the medians:
time from exec to the first painted frame, and private memory once the demo market plays. Then,
where there is a window manager (with-display --manager), the desk alone, which shows every page:
private memory with all of them made, and what its watchdog says of the main thread.

Usage: with-display [--manager] bench-desk.py MINIMAL-WINDOW DAYTRADER SHARE-DIR [ROUNDS]
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
# Keys of all pages
PAGES = ("alt+1", "alt+2", "alt+3", "alt+4", "alt+5", "alt+6", "alt+7", "alt+8", "alt+9", "alt+r",
         "ctrl+alt+s", "ctrl+alt+l", "ctrl+alt+b", "alt+1")


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


def window_of(pid):
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(pid), "--name", "."],
                           capture_output=True, text=True, check=False).stdout.split()
    return found[-1] if found else None


def visit_pages(data, env):
    """MB with every page made, and the watchdog's last sentence."""
    env = dict(env, DAYTRADER_WATCHDOG="1", G_MESSAGES_DEBUG="desk-shell desk-watch")
    with subprocess.Popen([DESK, "--data-dir", data], env=env, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors="replace") as process:
        for line in process.stdout:
            if "first frame" in line:
                break
        time.sleep(SETTLE)
        window = window_of(process.pid)
        if window is None:
            process.kill()
            return None, None
        subprocess.run(["xdotool", "windowfocus", "--sync", window], check=False)
        for keys in PAGES:
            subprocess.run(["xdotool", "key", keys], check=False)
            time.sleep(1.5)
        memory = private_memory(process.pid)
        process.terminate()
        said = [line for line in process.communicate()[0].splitlines() if "turns of the" in line]
    return memory, said[-1] if said else None


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
        every, turns = visit_pages(data, env)

    print(f"minimal window: first frame {median(minimal, 0) * 1000:.0f} ms, "
          f"private memory {median(minimal, 1):.0f} MB")
    print(f"desk:           first frame {median(desk, 0) * 1000:.0f} ms, "
          f"private memory {median(desk, 1):.0f} MB after {SETTLE:g} s of playing")
    print(f"more than minimal: {(median(desk, 0) - median(minimal, 0)) * 1000:.0f} ms (aim 200), "
          f"{median(desk, 1) - median(minimal, 1):.0f} MB (aim 60)")
    if every is not None:
        print(f"with all pages visited: private memory {every:.0f} MB, "
              f"{every - median(minimal, 1):.0f} MB more than minimal (aim 100)")
    if turns is not None:
        print(turns)


if __name__ == "__main__":
    main()
