#!/usr/bin/env python3
# test-edges.py - whatever is wrong with the machine, the program says what, and what to do
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the program with what it needs damaged, missing or taken. Each time there must be a window
that says what happened and what to do about it, and never a complaint of the toolkit.

Usage: with-display --manager --size 800x600 test-edges.py DAYTRADER DAYTRADER-CLI SOURCE-ROOT
"""

import fcntl
import os
import signal
import subprocess
import sys
import tempfile
import time

import driver
from person import Person

DESK, CLI, ROOT = sys.argv[1:4]


def data_of(home):
    return os.path.join(home, ".local", "share", "daytrader")


def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)


def ends(app, tap, what):
    tap.ok(app.terminate() == 0, f"{what}: it ends when it is told to")
    tap.ok(not app.complaints(), f"{what}: no complaint")
    for line in app.complaints():
        print("#", line)


def says(tap, home, what, title, remedy, **env):
    """It starts, and @title and @remedy can be read in a window."""
    app = Person(DESK, CLI, ROOT, home, **env)
    app.start()
    seen = app.comes(lambda: app.sees(None, title))
    tap.ok(seen, f"{what}: a window says what happened")
    tap.ok(seen and app.comes(lambda: app.sees(None, remedy)), f"{what}: and what to do")
    if not seen:
        print("#", app.text()[:600].replace("\n", " "))
        app.shoot_trouble(what.replace(" ", "-"))
    ends(app, tap, what)


def damaged_settings(home, tap):
    write(os.path.join(home, ".config", "daytrader", "settings.ini"), b"\xff[[\0broken\n=x\n")
    says(tap, home, "damaged settings", r"(?i)settings", r"(?i)(default|kept|settings)")


def missing_pack(home, tap):
    empty = os.path.join(home, "empty")
    os.makedirs(empty)
    says(tap, home, "missing demo pack", r"demo market is not installed",
         r"set DAYTRADER_SHARE_DIR to",
         DAYTRADER_SHARE_DIR=empty)


def unwritable_home(home, tap):
    write(os.path.join(home, ".local"), b"a file where the folder should be\n")
    says(tap, home, "a file in the way", r"Cannot Be Written", r"--data-dir")


def read_only_home(home, tap):
    """Another's, and nobody may write to it: root too without the capability to do so."""
    what = "a home that is read only"
    app = Person(DESK, CLI, ROOT, home)
    if os.geteuid() == 0:
        app.through = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
        os.chown(home, 65534, 65534)
        if subprocess.run([*app.through, "true"], capture_output=True, check=False).returncode:
            print(f"# {what}: not tried, capabilities cannot be given up here")
            return
    os.chmod(home, 0o555)
    try:
        app.start()
        tap.ok(app.comes(lambda: app.sees(None, r"Cannot Be Written")),
               f"{what}: a window says what happened")
        tap.ok(app.comes(lambda: app.sees(None, r"--data-dir")), f"{what}: and what to do")
        ends(app, tap, what)
    finally:
        os.chmod(home, 0o755)


def taken_directory(home, tap):
    """Another process holds the lock and says nothing."""
    data = data_of(home)
    subprocess.run([CLI, "import", "demo"], capture_output=True, check=True,
                   env=dict(os.environ, HOME=home,
                            DAYTRADER_SHARE_DIR=os.path.join(ROOT, "data")))
    with open(os.path.join(data, "owner.lock"), "a", encoding="ascii") as lock:
        fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        says(tap, home, "a taken directory", r"(?i)(another|in use|owned|taken)",
             r"(?i)(close|end|try again|--data-dir)")


def corrupted(name):
    def part(home, tap):
        write(os.path.join(data_of(home), name), b"This is no database. " * 800)
        says(tap, home, f"corrupted {name}", r"The Records Are Damaged", r"Move the damaged file")
    part.__name__ = f"corrupted_{name.split('.')[0]}"
    return part


def full_disk(home, tap):
    data = data_of(home)
    os.makedirs(data)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", data],
                             capture_output=True, check=False).returncode == 0
    if not mounted:
        print("# a full disk: not tried, nothing can be mounted here")
        return
    try:
        says(tap, home, "a full disk", r"The Disk Is Full", r"Free some space")
    finally:
        subprocess.run(["umount", "-l", data], check=False)


def no_session_bus(home, tap):
    app = Person(DESK, CLI, ROOT, home, GTK_A11Y="none")
    for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
        app.env.pop(name, None)
    app.env["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nonexistent"
    app.start()
    tap.ok(app.comes(lambda: app.heard("first frame") and app.window_ids()),
           "without a session bus there is a window")
    tap.ok(app.comes(lambda: app.status().get("step", 0) > 0), "and it plays")
    ends(app, tap, "without a session bus")


def dying_predecessor(home, tap):
    """It has the name of the program on the bus, and goes without an answer."""
    what = "started while another one ends"
    first = Person(DESK, CLI, ROOT, home)
    first.start()
    first.comes(lambda: first.sees("push button", "^Pause$"))
    first.process.send_signal(signal.SIGSTOP)
    app = Person(DESK, CLI, ROOT, home)
    app.start()
    time.sleep(1)
    first.kill()
    tap.ok(app.comes(lambda: app.sees("label", "was cut off .*was recovered")),
           f"{what}: it goes on where that one was")
    ends(app, tap, what)


def is_on_screen(x, y, width, height):
    return 0 <= x and 0 <= y and x + width <= 800 and y + height <= 600


def small_screen(home, tap):
    app = Person(DESK, CLI, ROOT, home)
    app.start()
    app.comes(lambda: app.sees("push button", "^Pause$"))
    fits = app.comes(lambda: is_on_screen(*app.geometry()))
    tap.ok(fits, f"on a screen of 800 × 600 the window fits: {app.geometry()}")
    ends(app, tap, "a small screen")


def main():
    tap = driver.Tap()
    for part in [damaged_settings, missing_pack, unwritable_home, read_only_home, taken_directory,
                 corrupted("book.db"), corrupted("market.db"), full_disk, no_session_bus,
                 dying_predecessor, small_screen]:
        with tempfile.TemporaryDirectory() as home:
            try:
                part(home, tap)
            except (driver.Gone, OSError, subprocess.CalledProcessError) as error:
                tap.ok(False, f"{part.__name__}: {error!r}")
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
