# driver.py - uses the program as a person does
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts DayTrader on the display and bus that are there (build-aux/with-display), finds things as
a screen reader does, by role and name, and acts with real key presses and mouse buttons."""

import os
import re
import signal
import subprocess
import tempfile
import threading
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402


class Gone(Exception):
    """What was looked for is not there, or not any more."""


def run(*arguments):
    return subprocess.run(arguments, capture_output=True, text=True, check=False).stdout


def wait_for(what, look, seconds=10.0, step=0.03):
    """Looks again and again; answers what it saw, or says what never came."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            seen = look()
        except gi.repository.GLib.Error:
            seen = None
        if seen:
            return seen
        if time.monotonic() > deadline:
            raise Gone(f"{what} did not come within {seconds:g} s")
        time.sleep(step)


class Node:
    """A thing on screen."""

    def __init__(self, app, accessible):
        self.app, self.accessible = app, accessible

    @property
    def name(self):
        return self.accessible.get_name() or ""

    @property
    def role(self):
        return self.accessible.get_role_name() or ""

    @property
    def description(self):
        return self.accessible.get_description() or ""

    def states(self):
        return self.accessible.get_state_set()

    def is_showing(self):
        # The toolkit says SHOWING of windows only
        return self.states().contains(Atspi.StateType.VISIBLE)

    def is_sensitive(self):
        return self.states().contains(Atspi.StateType.SENSITIVE)

    def is_focused(self):
        return self.states().contains(Atspi.StateType.FOCUSED)

    def is_checked(self):
        states = self.states()
        return (states.contains(Atspi.StateType.CHECKED)
                or states.contains(Atspi.StateType.PRESSED)
                or states.contains(Atspi.StateType.SELECTED))

    def children(self):
        for i in range(self.accessible.get_child_count()):
            child = self.accessible.get_child_at_index(i)
            if child is not None:
                yield Node(self.app, child)

    def walk(self, hidden=False):
        """Everything below, depth first; what is not shown only when asked for."""
        for child in self.children():
            if hidden or child.is_showing():
                yield child
                yield from child.walk(hidden)

    def find_all(self, role=None, name=None, hidden=False):
        pattern = re.compile(name) if name is not None else None
        for node in self.walk(hidden):
            if role is not None and node.role != role:
                continue
            if pattern is None or pattern.search(node.name):
                yield node

    def text(self):
        """What can be read in and below it, in order."""
        words = [self.name] if self.name else []
        for node in self.walk():
            if node.name and (not words or words[-1] != node.name):
                words.append(node.name)
        return " | ".join(words)

    def box(self):
        return self.accessible.get_extents(Atspi.CoordType.WINDOW)

    def top(self):
        node = self.accessible
        while node is not None and node.get_role() not in (
                Atspi.Role.FRAME, Atspi.Role.DIALOG, Atspi.Role.WINDOW, Atspi.Role.ALERT):
            node = node.get_parent()
        return node

    def click(self, button=1, times=1, at=(0.5, 0.5)):
        box, (left, top) = self.box(), self.app.origin()
        x = left + box.x + int(box.width * at[0])
        y = top + box.y + int(box.height * at[1])
        run("xdotool", "mousemove", "--sync", str(x), str(y))
        run("xdotool", "click", "--repeat", str(times), "--delay", "60", str(button))


class App:
    """One running program. Whatever it complains about is in `said`."""

    def __init__(self, program, share, home=None, env=None):
        self.program, self.home = program, home or tempfile.mkdtemp(prefix="daytrader-home-")
        self.env = dict(os.environ, HOME=self.home, DAYTRADER_SHARE_DIR=share, GTK_A11Y="atspi",
                        G_MESSAGES_DEBUG="desk-shell", **(env or {}))
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            self.env.pop(name, None)
        self.process, self.said, self.started = None, [], 0.0

    def start(self, *arguments):
        self.said = []
        self.started = time.monotonic()
        self.process = subprocess.Popen([self.program, *arguments], env=self.env, text=True,
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT, errors="replace")
        threading.Thread(target=self._listen, args=(self.process,), daemon=True).start()
        return self

    def _listen(self, process):
        for line in process.stdout:
            self.said.append((time.monotonic() - self.started, line.rstrip("\n")))

    def heard(self, pattern):
        """Seconds after the start at which it said so, or None."""
        for when, line in list(self.said):
            if re.search(pattern, line):
                return when
        return None

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def complaints(self):
        return [line for _, line in self.said
                if re.search(r"CRITICAL|WARNING|\*\*:|ERROR:|AddressSanitizer|runtime error", line)]

    def root(self):
        """Its place in the accessibility tree."""
        def look():
            desktop = Atspi.get_desktop(0)
            for i in range(desktop.get_child_count()):
                child = desktop.get_child_at_index(i)
                if child is not None and child.get_process_id() == self.process.pid:
                    return child
            return None
        return Node(self, wait_for("the program on the accessibility bus", look, 20))

    def find(self, role=None, name=None, seconds=10.0, below=None, sensitive=False):
        def look():
            for node in (below or self.root()).find_all(role, name):
                if not sensitive or node.is_sensitive():
                    return node
            return None
        return wait_for(f"{role or 'something'} named {name!r}", look, seconds)

    def sees(self, role=None, name=None, below=None):
        return next((below or self.root()).find_all(role, name), None)

    def window_id(self):
        """The X window that has the focus, else the newest of the program's."""
        focused = run("xdotool", "getactivewindow").strip()
        ours = run("xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)).split()
        if focused in ours:
            return focused
        if not ours:
            raise Gone("the program has no window")
        return ours[-1]

    def origin(self):
        found = run("xdotool", "getwindowgeometry", "--shell", self.window_id())
        values = dict(line.split("=") for line in found.split())
        return int(values["X"]), int(values["Y"])

    def key(self, *keys):
        for key in keys:
            run("xdotool", "key", "--clearmodifiers", key)
            time.sleep(0.05)

    def type(self, text):
        run("xdotool", "type", "--delay", "25", text)

    def resize(self, width, height):
        run("xdotool", "windowsize", "--sync", self.window_id(), str(width), str(height))
        time.sleep(0.3)

    def shoot(self, path):
        """A picture of the window as it is on screen."""
        subprocess.run(["import", "-window", self.window_id(), path], check=True)

    def close(self):
        """The window's close button, as the window manager presses it."""
        run("xdotool", "windowquit", self.window_id())

    def terminate(self, seconds=15):
        if self.is_running():
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(seconds)
        return self.process.returncode

    def kill(self):
        if self.is_running():
            self.process.kill()
        return self.process.wait(10)


class Tap:
    """Counts what holds and what does not."""

    def __init__(self):
        self.count = self.failed = 0

    def ok(self, holds, text):
        self.count += 1
        self.failed += 0 if holds else 1
        print(f"{'ok' if holds else 'not ok'} {self.count} - {text}", flush=True)
        return bool(holds)

    def done(self):
        print(f"1..{self.count}", flush=True)
        return 1 if self.failed else 0
