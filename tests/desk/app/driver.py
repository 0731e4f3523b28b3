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
from gi.repository import Atspi, Gio, GLib  # noqa: E402

import guard  # noqa: E402
from guard import PATIENCE, Gone, wait_for  # noqa: E402
from tap import Tap  # noqa: E402, F401

ACCESSIBLE = "org.a11y.atspi.Accessible"
COMPONENT = "org.a11y.atspi.Component"
ROOT = "/org/a11y/atspi/accessible/root"
IN_WINDOW = 1
# Levels of a tree: some 30 are there
DEPTH = 120
# Bits of the first word of a state set, as AT-SPI numbers them
CHECKED, FOCUSABLE, FOCUSED, PRESSED, SELECTED, SENSITIVE = 4, 11, 12, 20, 23, 24


def run(*arguments):
    try:
        return subprocess.run(arguments, capture_output=True, text=True, check=False,
                              timeout=PATIENCE).stdout
    except subprocess.TimeoutExpired:
        raise guard.gave_up(f"{' '.join(arguments)} did not end within {PATIENCE:g} s") from None


class Bus:
    """The accessibility bus. Questions are sent all at once: a tree has hundreds of nodes."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress",
                                    None, None, Gio.DBusCallFlags.NONE, 5000, None).unpack()[0]
        self.connection = Gio.DBusConnection.new_for_address_sync(
            address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)

    def ask_all(self, questions):
        """(name, path, interface, method, arguments) each; None where there is no answer."""
        answers, waiting, late = [None] * len(questions), [len(questions)], []

        def take(connection, result, i):
            waiting[0] -= 1
            try:
                answers[i] = connection.call_finish(result).unpack()
            except GLib.Error:
                pass

        for i, (name, path, interface, method, arguments) in enumerate(questions):
            self.connection.call(name, path, interface, method, arguments, None,
                                 Gio.DBusCallFlags.NONE, 5000, None, take, i)
        # Each has its end after five seconds; this one is for a bus that does not keep to it
        alarm = GLib.timeout_add(int(PATIENCE * 1000), late.append, True)
        while waiting[0] > 0 and not late:
            GLib.MainContext.default().iteration(True)
        if late:
            raise guard.gave_up(f"{waiting[0]} answers of the accessibility bus did not come")
        GLib.source_remove(alarm)
        return answers

    def ask(self, *question):
        return self.ask_all([question])[0]


class Node:
    """A thing on screen as it was when it was looked at."""

    def __init__(self, app, path, parent=None):
        self.app, self.path, self.parent, self.children = app, path, parent, []
        self.name = self.description = self.role = ""
        self.states, self.size, self.below, self.holder = 0, None, [], None

    def take(self, properties, role, states, below, extents):
        properties = properties[0] if properties else {}
        self.name = properties.get("Name", "")
        self.description = properties.get("Description", "")
        self.holder = properties.get("Parent", (None, None))[1]
        self.role = Atspi.role_get_name(Atspi.Role(role[0])) if role else ""
        self.states = states[0][0] if states else 0
        self.below = [path for _, path in below[0]] if below else []
        self.size = extents[0] if extents else None

    def has(self, state):
        return bool(self.states >> state & 1)

    def is_sensitive(self):
        return self.has(SENSITIVE)

    def is_focused(self):
        return self.has(FOCUSED)

    def is_chosen(self):
        return self.has(CHECKED) or self.has(PRESSED) or self.has(SELECTED)

    def is_sized(self):
        """What has no size of its own, as a page of a stack, shows what it holds."""
        return self.size is None or (self.size[2] > 0 and self.size[3] > 0)

    def walk(self):
        """Everything below, depth first."""
        for child in self.children:
            yield child
            yield from child.walk()

    def find_all(self, role=None, name=None):
        pattern = re.compile(name) if name is not None else None
        for node in self.walk():
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

    def place(self):
        """Where it is found: roles and names from the window down."""
        own = f"{self.role} {self.name!r}" if self.name else self.role
        return own if self.parent is None else f"{self.parent.place()} > {own}"

    def top(self):
        return self if self.parent is None else self.parent.top()

    def point(self, at=(0.5, 0.5)):
        """On the screen."""
        box = self.app.bus.ask(self.app.owner, self.path, COMPONENT, "GetExtents",
                               GLib.Variant("(u)", (IN_WINDOW,)))
        if box is None:
            raise Gone(f"{self.place()} is gone")
        base = self.surface()
        (x, y, width, height), (left, top) = box[0], self.app.origin(base)
        return (left + x - base.size[0] + int(width * at[0]),
                top + y - base.size[1] + int(height * at[1]))

    def surface(self):
        """What has an X window of its own: the window, or a popover on it."""
        if self.parent is None or self.name in ("GtkPopover", "GtkPopoverMenu"):
            return self
        return self.parent.surface()

    def rest(self, at):
        """The point when it stays where it is: what opens or folds away moves others."""
        last = []

        def look():
            last.append(self.point(at))
            return last[-1] if last[-2:] == 2 * last[-1:] else None
        return wait_for(f"rest of {self.place()}", look)

    def is_met(self, at):
        """Brings the pointer there; what is there may move meanwhile, by what a change elsewhere
        makes wider."""
        x, y = self.rest(at)
        # On the way, as a hand does: GTK 4.8 forgets that a popover is gone with the second move
        # after it, and takes a press before that for one beside the popover
        for off in (9, 4, 0):
            run("xdotool", "mousemove", "--sync", str(x + off), str(y + off // 2))
            time.sleep(0.05)
        return self.point(at) == (x, y)

    def click(self, button=1, times=1, at=(0.5, 0.5)):
        wait_for(f"the pointer on {self.place()}", lambda: self.is_met(at))
        x, y = self.point(at)
        guard.does(f"click {button} at {x}, {y}: {self.place()}")
        run("xdotool", "click", "--repeat", str(times), "--delay", "60", str(button))


class App:
    """One running program. Whatever it complains about is in `said`."""

    def __init__(self, program, share, home=None, env=None):
        self.program, self.home = program, home or tempfile.mkdtemp(prefix="daytrader-home-")
        self.through = []  # a command that runs the program in its own place
        self.env = {**os.environ, "HOME": self.home, "DAYTRADER_SHARE_DIR": share,
                    "GTK_A11Y": "atspi", "G_MESSAGES_DEBUG": "desk-shell", **(env or {})}
        if "DT_TEST_STACK" in self.env:
            self.env["LD_PRELOAD"] = self.env["DT_TEST_STACK"]
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            self.env.pop(name, None)
        self.process, self.said, self.started = None, [], 0.0
        self.bus, self.owner, self.top_path = None, None, None

    def start(self, *arguments):
        self.said, self.owner = [], None
        # It has to be told to end before it may
        guard.programs.append(self)
        self.started = time.monotonic()
        self.process = subprocess.Popen([*self.through, self.program, *arguments], env=self.env,
                                        text=True,
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

    def _find_owner(self):
        """Its name on the accessibility bus."""
        found = self.bus.ask("org.a11y.atspi.Registry", ROOT, ACCESSIBLE, "GetChildren", None)
        for owner, path in (found or [[]])[0]:
            pid = self.bus.ask("org.freedesktop.DBus", "/org/freedesktop/DBus",
                               "org.freedesktop.DBus", "GetConnectionUnixProcessID",
                               GLib.Variant("(s)", (owner,)))
            if pid and pid[0] == self.process.pid:
                return owner, path
        return None

    def _look_at(self, nodes):
        """Fills nodes; five questions each."""
        window, get_all = GLib.Variant("(u)", (IN_WINDOW,)), GLib.Variant("(s)", (ACCESSIBLE,))
        questions = []
        for node in nodes:
            questions += [
                (self.owner, node.path, "org.freedesktop.DBus.Properties", "GetAll", get_all),
                (self.owner, node.path, ACCESSIBLE, "GetRole", None),
                (self.owner, node.path, ACCESSIBLE, "GetState", None),
                (self.owner, node.path, ACCESSIBLE, "GetChildren", None),
                (self.owner, node.path, COMPONENT, "GetExtents", window)]
        answers = self.bus.ask_all(questions)
        for i, node in enumerate(nodes):
            node.take(*answers[5 * i:5 * i + 5])

    def _look_at_tops(self):
        program = Node(self, self.top_path)
        self._look_at([program])
        tops = [Node(self, path) for path in program.below]
        self._look_at(tops)
        return tops

    def windows(self, everything=False):
        """The windows with all that is in them, or only what is on screen."""
        if self.owner is None:
            self.bus = self.bus or Bus()
            self.owner, self.top_path = wait_for("the program on the accessibility bus",
                                                 self._find_owner)
        tops = level = self._look_at_tops()
        for _ in range(DEPTH):
            for node in level:
                if everything or node.is_sized():
                    node.children = [Node(self, path, node) for path in node.below]
            level = [child for node in level for child in node.children]
            self._look_at(level)
            if not level:
                break
        else:
            raise Gone(f"an end of the tree of what is on screen, {DEPTH} levels down")
        if everything:
            return tops
        tops = [top for top in tops if top.is_sized()]
        for top in tops:
            self._leave_out_pages(top, {node.path: node for node in top.walk()})
        return tops

    def _leave_out_pages(self, node, nodes):
        """Those of stacks that are not shown."""
        # Between a stack and what it holds there are pages, which only the child knows of
        if len(node.children) > 1 and all(child.holder != node.path for child in node.children):
            shown = self._shown_page(node, nodes)
            node.children = [child for child in node.children if shown is None or child is shown]
        for child in node.children:
            self._leave_out_pages(child, nodes)

    def _shown_page(self, stack, nodes):
        """Of a stack only one child is on screen: the one that a pointer would meet somewhere."""
        x, y, width, height = stack.size
        points = [(x + width * (7 * i % 24) // 24, y + height * i // 24) for i in range(1, 24)]
        hits = self.bus.ask_all([
            (self.owner, stack.top().path, COMPONENT, "GetAccessibleAtPoint",
             GLib.Variant("(iiu)", (*point, IN_WINDOW))) for point in points])
        for hit in hits:
            node = nodes.get(hit[0][1]) if hit else None
            while node is not None and node not in stack.children:
                node = node.parent
            if node is not None:
                return node
        return None

    def find(self, role=None, name=None, seconds=PATIENCE, sensitive=False, last=False):
        """The first that fits; @last takes the last, which is what opened last."""
        def look():
            fits = [node for node in self.see_all(role, name)
                    if not sensitive or node.is_sensitive()]
            return fits[-1 if last else 0] if fits else None
        return wait_for(f"{role or 'something'} named {name!r}", look, seconds)

    def see_all(self, role=None, name=None):
        pattern = re.compile(name) if name is not None else None
        return [node for top in self.windows() for node in [top, *top.walk()]
                if (role is None or node.role == role)
                and (pattern is None or pattern.search(node.name))]

    def sees(self, role=None, name=None):
        return next(iter(self.see_all(role, name)), None)

    def text(self):
        return "\n".join(top.text() for top in self.windows())

    def focus(self):
        """What has the keyboard."""
        return next((node for node in self.see_all() if node.is_focused()), None)

    def window_ids(self):
        return run("xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)).split()

    def window_id(self):
        """The X window that has the focus, else the newest of the program's."""
        focused, ours = run("xdotool", "getactivewindow").strip(), self.window_ids()
        if focused in ours:
            return focused
        if not ours:
            raise Gone("the program has no window")
        return ours[-1]

    def geometry(self, window=None):
        found = run("xdotool", "getwindowgeometry", "--shell", window or self.window_id())
        values = dict(line.split("=") for line in found.split())
        return tuple(int(values[name]) for name in ("X", "Y", "WIDTH", "HEIGHT"))

    def origin(self, surface):
        """On the screen, of what a window or popover shows: inside of the frame that is drawn."""
        best = None
        for window in self.window_ids():
            x, y, width, height = self.geometry(window)
            right, below = width - surface.size[2], height - surface.size[3]
            if abs(right) <= 80 and abs(below) <= 80:
                far = abs(right) + abs(below)
                if best is None or far < best[0]:
                    best = (far, x + right // 2, y + below // 2)
        if best is None:
            raise Gone(f"no window of the size of {surface.place()}")
        return best[1], best[2]

    def managed(self):
        """Its windows that the window manager knows, lowest first, and which of all is active."""
        said = run("xprop", "-root", "_NET_CLIENT_LIST_STACKING", "_NET_ACTIVE_WINDOW")
        lists = [[int(word, 16) for word in re.findall("0x[0-9a-f]+", line.partition("#")[2])]
                 for line in said.splitlines()] + [[], []]
        ours = {int(window) for window in self.window_ids()}
        return [window for window in lists[0] if window in ours], lists[1][:1]

    def has_keyboard(self):
        """Whether keys go to what opened last, and not to what is closing or not there yet."""
        windows, active = self.managed()
        if not windows or active != windows[-1:]:
            return False
        if self.owner is None:
            return True
        return len(windows) == sum(1 for top in self._look_at_tops() if top.is_sized())

    def key(self, *keys):
        for key in keys:
            wait_for(f"the keyboard for {key}", self.has_keyboard)
            guard.does(f"key {key}")
            run("xdotool", "key", "--clearmodifiers", key)
            time.sleep(0.05)

    def type(self, text):
        wait_for(f"the keyboard for {text}", self.has_keyboard)
        guard.does(f"type {text}")
        run("xdotool", "type", "--delay", "25", text)

    def resize(self, width, height):
        run("xdotool", "windowsize", "--sync", self.window_id(), str(width), str(height))
        time.sleep(0.3)

    def shoot(self, path):
        """A picture of the window as it is on screen."""
        subprocess.run(["import", "-window", self.window_id(), path], check=True,
                       timeout=PATIENCE)

    def shoot_trouble(self, name):
        """Into DT_TEST_PICTURES, when there is such a folder."""
        folder = os.environ.get("DT_TEST_PICTURES")
        if folder is not None:
            run("import", "-window", "root", os.path.join(folder, f"{name}.png"))

    def close(self):
        """Asks the window manager to close the window that has the focus."""
        self.key("alt+F4")

    def cpu(self):
        """Seconds that its threads took so far."""
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def describe(self):
        """What there is to see of it, for a log; it may be past answering."""
        code = self.process.poll()
        lines = [f"ended with {code}" if code is not None else f"runs, {self.cpu():.1f} s of CPU in"
                 f" {time.monotonic() - self.started:.1f}"]
        try:
            ids = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid",
                                  str(self.process.pid)], capture_output=True, text=True,
                                 timeout=10, check=False).stdout.split()
            for window in ids:
                name = subprocess.run(["xdotool", "getwindowname", window], capture_output=True,
                                      text=True, timeout=10, check=False).stdout.strip()
                lines.append(f"window {int(window):#x} {name!r}")
            active = subprocess.run(["xprop", "-root", "_NET_ACTIVE_WINDOW"], capture_output=True,
                                    text=True, timeout=10, check=False).stdout.strip()
            lines.append(active)
        except (OSError, subprocess.TimeoutExpired) as error:
            lines.append(repr(error))
        return lines

    def leave(self):
        """Out of what a part that could not go on has left open."""
        run("xdotool", "key", "--delay", "300", "Escape", "Escape")

    def may_end(self):
        if self in guard.programs:
            guard.programs.remove(self)

    def waits_for_end(self, seconds=PATIENCE):
        """Exit code of the program, which was told to end."""
        try:
            code = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            guard.bail_out(f"the program did not end within {seconds:g} s")
        guard.check()
        self.may_end()
        return code

    def terminate(self, seconds=PATIENCE):
        if self.is_running():
            self.process.send_signal(signal.SIGTERM)
        return self.waits_for_end(seconds)

    def kill(self):
        self.may_end()
        if self.is_running():
            self.process.kill()
        return self.process.wait(PATIENCE)
