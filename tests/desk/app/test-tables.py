#!/usr/bin/env python3
# test-tables.py - tables and cards, by mouse and by keyboard
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trades a while, then arranges columns, pins and unpins, asks for what can be done with a
position, and opens a trade from its bar, with real key presses and mouse buttons.

Usage: with-display --manager test-tables.py DAYTRADER DAYTRADER-CLI SOURCE-ROOT
"""

import os
import sys
import tempfile
import time

import driver
from person import Person

DESK, CLI, ROOT = sys.argv[1:4]


def setting(app, key):
    """What the settings' file has, once it is saved."""
    path = os.path.join(app.home, ".config", "daytrader", "settings.ini")
    if not os.path.exists(path):
        return ""
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.startswith(key + "="):
                return line.split("=", 1)[1].strip()
    return ""


def begin(app, tap):
    app.start("--speed", "1200")
    tap.ok(app.comes(lambda: app.sees("push button", "^Pause$")), "the demo market plays")
    tap.ok(app.comes(lambda: len(app.positions()) > 0
                     and app.sees("panel", r"^Trades: [1-9][0-9]"), 60), "something is held")
    app.key("ctrl+space")
    tap.ok(app.becomes(state="paused"), "it stands still")
    app.resize(1600, 950)


def positions(app, tap):
    app.key("alt+3")
    app.comes(lambda: app.page() == "Positions and Orders")
    symbol = app.comes(lambda: sorted(app.positions()))[0]
    app.find(None, f"^Close {symbol}…$").click()
    tap.ok(app.comes(lambda: not app.is_alone()), f"a click on the row's button asks for {symbol}")
    tap.ok(symbol in app.windows()[-1].text(), "with its symbol")
    app.escapes()
    tap.ok(symbol in app.positions(), "and nothing is done before the answer")
    app.find("label", f"^{symbol}$").click()
    for key, what in (("Delete", "Close Position"), ("shift+Delete", "Close Position"),
                      ("b", "Move Stop"), ("m", "Move Stop")):
        app.key(key)
        tap.ok(app.comes(lambda want=what: want in app.title()), f"{key} on the row: {what}")
        app.escapes()


def pins(app, tap):
    app.key("alt+8")
    app.find(None, "^Pin AAPL$").click()
    tap.ok(app.comes(lambda: app.sees(None, "^Unpin AAPL$")), "AAPL is pinned")
    tap.ok(app.comes(lambda: setting(app, "pinned") == "AAPL"), "and that is remembered")
    app.find(None, "^Unpin AAPL$").click()
    tap.ok(app.comes(lambda: app.sees(None, "^AAPL is no longer pinned")), "a toast tells it went")
    app.key("ctrl+z")
    tap.ok(app.comes(lambda: app.sees(None, "^Unpin AAPL$")), "Ctrl+Z pins it again")
    tap.ok(app.comes(lambda: setting(app, "pinned") == "AAPL"), "and that is remembered too")


def drags(app, first, second):
    """The title of one column to that of another."""
    from_x, from_y = app.find("label", f"^{first}$").point((0.2, 0.5))
    to_x, to_y = app.find("label", f"^{second}$").point((0.2, 0.5))
    driver.run("xdotool", "mousemove", "--sync", str(from_x), str(from_y))
    driver.run("xdotool", "mousedown", "1")
    for i in range(1, 21):
        driver.run("xdotool", "mousemove", "--sync", str(from_x + (to_x - from_x) * i // 20),
                   str(from_y))
        time.sleep(0.02)
    driver.run("xdotool", "mousemove", "--sync", str(to_x), str(to_y))
    driver.run("xdotool", "mouseup", "1")


def columns(app, tap):
    app.key("alt+8")
    tap.ok(app.comes(lambda: app.sees("label", "^Sector$")), "there is a column of sectors")
    app.find(None, "^Columns and Export$").click()
    app.find("check box", "^Sector$").click()
    app.key("Escape")
    tap.ok(app.comes(lambda: not app.sees("label", "^Sector$")), "and it can be hidden")
    tap.ok(app.comes(lambda: "-sector" in setting(app, "quotes")), "which is remembered")
    app.find("label", "^Change$").click()
    tap.ok(app.comes(lambda: "change<" in setting(app, "quotes")), "a click on a title sorts")
    app.find("label", "^Change$").click()
    tap.ok(app.comes(lambda: "change>" in setting(app, "quotes")), "a second one the other way")
    drags(app, "Gap", "Last")
    tap.ok("change>" in setting(app, "quotes"), "which is remembered beside the rest")
    tap.ok(app.comes(lambda: ";gap;last" in setting(app, "quotes")
                     or ";gap" in setting(app, "quotes").split(";change")[0]),
           "a column is dragged to another place, which is remembered")


def cards(app, tap):
    app.key("alt+1")
    bars = app.find("image", "^Profit of each trade$")
    # The last of them stands before the axis
    for at in range(86, 60, -2):
        bars.click(at=(at / 100, 0.5))
        if app.comes(lambda: app.page() == "Journal", 2):
            break
    tap.ok(app.comes(lambda: app.page() == "Journal"),
           "a click on a bar shows its trade in the journal")
    tap.ok(app.comes(lambda: app.sees("label", "^(Bought|Sold short) [0-9,.]+ [A-Z]+ at ")),
           "with what was done")
    app.key("alt+1")
    app.find(None, "^All$").click()
    tap.ok(app.comes(lambda: app.sees(None, "^All$")), "the curve is that of the whole run")


def main():
    tap = driver.Tap()
    with tempfile.TemporaryDirectory() as home:
        app = Person(DESK, CLI, ROOT, home)
        tap.run([begin, positions, pins, columns, cards], app, tap)
        tap.ok(not app.complaints(), "it complained about nothing")
        for line in app.complaints():
            print(f"# {line}")
        app.kill()
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
