#!/usr/bin/env python3
# test-names.py - whatever can be used has a name and a role
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks the accessibility tree of every page, dialog and menu of the program: what can have the
keyboard, or is a control by its role, must be called something and be something.

Usage: with-display --manager test-names.py DAYTRADER DAYTRADER-CLI SOURCE-ROOT
"""

import re
import sys
import tempfile

import driver
from person import Person

DESK, CLI, ROOT = sys.argv[1:4]
CONTROLS = {"push button", "toggle button", "check box", "radio button", "combo box", "entry",
            "text", "spin button", "slider", "menu item", "switch", "link", "page tab", "image"}
# A name that is a type's is what the toolkit says when there is none
TYPE_NAME = re.compile(r"^(Gtk|Adw|Desk|Gizmo)[A-Z]?\w*$")
# What the toolkit makes focusable to scroll or to hold rows, and reads out by what is in it
HOLDERS = {"scroll pane", "list", "list box", "viewport", "table", "tree table", "table row",
           "table cell", "list item", "panel", "filler", "scroll bar", "split pane", "application"}


def is_named(node):
    return bool(node.name.strip()) and not TYPE_NAME.match(node.name)


def reads_out(node):
    """A row is read by its words."""
    return is_named(node) or any(child.role == "label" and is_named(child)
                                 for child in node.walk())


def is_filled(node):
    """A row that a shorter list no longer needs keeps its place, and cells without anything."""
    return any(cell.children for cell in node.children)


def breaches(window):
    for node in window.walk():
        focusable = node.has(driver.FOCUSABLE)
        if node.role == "image" and not focusable:
            continue
        if node.role in CONTROLS and not is_named(node):
            yield f"{node.place()} has no name"
        elif focusable and node.role in ("unknown", "invalid", "redundant object"):
            yield f"{node.place()} has no role"
        elif focusable and node.role not in CONTROLS | HOLDERS and not is_named(node):
            yield f"{node.place()} has no name"
        elif focusable and node.role in ("table row", "list item") and is_filled(node) \
                and not reads_out(node):
            yield f"{node.place()} reads out nothing"


# Windows that the toolkit makes: the buttons of their heads are its own, and it gives them tooltips
TOOLKIT = re.compile(r"(Preferences|Shortcuts|About).*(push|toggle) button '(Gtk|Adw)\w+'")


def look(app):
    windows = app.windows()
    found = [line for window in windows for line in breaches(window) if not TOOLKIT.search(line)]
    return found, sum(1 for window in windows for _ in window.walk())


def is_told(app):
    found, count = look(app)
    return not found and count > 20


def check(app, tap, what):
    # What is still filled when it is looked at has its names a moment later
    app.comes(lambda: is_told(app))
    found, count = look(app)
    tap.ok(not found and count > 20, f"{what}: all of {count} nodes can be told")
    for line in dict.fromkeys(found):
        print("#", line)


def walk_pages(app, tap):
    app.comes(lambda: app.sees("panel", r"^Trades: [1-9]"))
    app.key("ctrl+space")
    app.becomes(state="paused")
    for page, keys in [("Overview", "alt+1"), ("Chart", "alt+2"), ("Positions and Orders", "alt+3"),
                       ("Activity", "alt+4"), ("Strategies", "alt+5"), ("Backtest Lab", "alt+6"),
                       ("Journal", "alt+7"), ("Heatmaps", "alt+9"), ("Screener", "ctrl+alt+s"),
                       ("Alerts", "ctrl+alt+t"), ("Risk", "alt+r")]:
        app.key(keys)
        app.comes(lambda want=page: app.page() == want)
        check(app, tap, page)
    app.key("ctrl+alt+e")
    check(app, tap, "the criteria of a screen")
    for title in ["Correlation Matrix", "Risk Heatmap", "Sector Map"]:
        app.chooses(title)
        check(app, tap, title)


def walk_windows(app, tap):
    # So that there is something to move a stop of and to close
    for _ in range(60):
        if app.positions():
            break
        app.key(*["ctrl+Right"] * 10)
    for what, keys in [("the palette", "ctrl+k"), ("the ticket of a purchase", "ctrl+b"),
                       ("the ticket of a stop", "ctrl+shift+m"),
                       ("the ticket of a target", "ctrl+shift+t"),
                       ("the ticket of an exit", "ctrl+shift+x"),
                       ("the emergency stop", "ctrl+shift+e"), ("the calendar", "ctrl+g"),
                       ("the question before a restart", "ctrl+shift+r"),
                       ("a new alert", "alt+a"), ("preferences", "ctrl+comma"),
                       ("shortcuts", "ctrl+question")]:
        app.key(keys)
        tap.ok(app.comes(lambda: not app.is_alone()), f"{what} opens")
        check(app, tap, what)
        app.escapes()
    app.chooses("about")
    check(app, tap, "about")
    app.escapes()


def walk_popovers(app, tap):
    for name in ["Speed: ", "Go to date", "Tape: ", "Main Menu"]:
        app.find("push button", f"^{name}").click()
        check(app, tap, f"what opens at {name.strip(': ')}")
        app.key("Escape")
        app.comes(lambda: not app.has_popover())


def walk_charts(app, tap):
    app.key("alt+2", "ctrl+alt+4")
    app.comes(lambda: len(app.see_all("image", "^Price chart of")) == 4)
    check(app, tap, "four charts side by side")
    app.key("ctrl+alt+1")
    for keys, title in [("ctrl+alt+c", "Chart"), ("ctrl+alt+w", "Quotes")]:
        app.key(keys)
        app.comes(lambda want=title: f"{want} – DayTrader" in [t.name for t in app.windows()])
        check(app, tap, f"{title} in a window of its own, and its place in the main one")
        app.key("ctrl+w")
        app.comes(app.is_alone)


def walk_narrow(app, tap):
    app.resize(400, 800)
    app.key("alt+3")
    check(app, tap, "a window 400 pixels wide")


def main():
    tap = driver.Tap()
    with tempfile.TemporaryDirectory() as home:
        app = Person(DESK, CLI, ROOT, home)
        app.start()
        tap.run([walk_pages, walk_windows, walk_charts, walk_popovers, walk_narrow], app, tap)
        app.kill()
        tap.ok(not app.complaints(), "it complained about nothing")
        for line in app.complaints():
            print("#", line)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
