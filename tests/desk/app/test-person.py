#!/usr/bin/env python3
# test-person.py - a person's first hour with the program, by mouse and by keyboard
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the program in a fresh home and uses all of it with real key presses and mouse buttons;
what comes of it is read from the screen, as a screen reader does, and from the engine.

Usage: with-display --manager test-person.py DAYTRADER DAYTRADER-CLI SOURCE-ROOT
"""

import subprocess
import sys
import tempfile
import time

import driver
from person import Person

DESK, CLI, ROOT = sys.argv[1:4]
# What Tab finds before the page
HEADER = ("Sidebar", "Play", "Pause", "Step", "Main Menu", "Command Palette")


def first_start(app, tap):
    app.start()
    begin = time.monotonic()
    window = app.comes(lambda: app.sees("frame", "^DayTrader$"))
    tap.ok(window, "the window is there")
    playing = app.comes(lambda: app.sees("push button", "^Pause$"))
    tap.ok(playing, "the demo market is imported and plays")
    print(f"# after {time.monotonic() - begin:.1f} s")
    traded = app.comes(lambda: app.sees("panel", r"^Trades: [1-9]"))
    tap.ok(traded, "the first round trip is on screen")
    print(f"# after {time.monotonic() - begin:.1f} s")
    tap.ok(app.sees("push button", "^Tape: Minute"), "the tape is the Minute tape")
    tap.ok(app.sees("push button", "^Speed: 60×"), "it plays 60 minutes a minute")


def transport_by_mouse(app, tap):
    app.find("push button", "^Pause$").click()
    tap.ok(app.becomes(state="paused"), "a click on Pause pauses")
    step = app.step()
    # The engine is asked here; the window hears of the pause a little later
    tap.ok(app.comes(lambda: app.sees("push button", "^Step$").is_sensitive()),
           "which makes Step something to press")
    app.find("push button", "^Step$").click()
    tap.ok(app.comes(lambda: app.step() == step + 1),
           f"a click on Step plays a step, the one after {step}")
    app.find("push button", "^Speed: 60×").click()
    slider = app.find("slider", "^Speed$")
    slider.click(at=(0.8, 0.5))
    tap.ok(app.comes(lambda: not app.sees("push button", "^Speed: 60×")),
           "a click on the slider changes the speed")
    app.key("Escape")
    app.comes(lambda: not app.sees("slider"))
    app.find("push button", "^Play$").click()
    tap.ok(app.becomes(state="playing"), "a click on Play plays")
    tap.ok(app.status().get("speed", 60) != 60, "at the speed that was chosen while it was paused")


def transport_by_keyboard(app, tap):
    app.key("ctrl+space")
    tap.ok(app.becomes(state="paused"), "Ctrl+Space pauses")
    step = app.step()
    app.key("ctrl+Right")
    tap.ok(app.comes(lambda: app.step() == step + 1), "Ctrl+Right plays a step")
    app.key("ctrl+space")
    tap.ok(app.becomes(state="playing"), "Ctrl+Space plays")
    speed = app.status().get("speed")
    app.key("ctrl+Down")
    tap.ok(app.comes(lambda: app.status().get("speed") < speed), "Ctrl+Down slows it down")
    speed = app.status().get("speed")
    app.key("ctrl+Up")
    tap.ok(app.comes(lambda: app.status().get("speed") > speed), "Ctrl+Up makes it faster")


def go_to_dates(app, tap):
    # While it plays the day that the arrow keys start from goes on
    app.key("ctrl+space")
    app.becomes(state="paused")
    book = app.status().get("book")
    tap.ok(app.opens("Go to Date", "ctrl+g"), "Ctrl+G opens the calendar")
    day = int(app.clock().split()[2])
    app.key(*["Right"] * (14 - day))
    tap.ok(app.comes(lambda: app.sees("label", "^Plays as fast as possible up to the open of 14")),
           "arrow keys choose the 14th")
    app.key("Return")
    tap.ok(app.comes(lambda: "Wed 13 Feb" in app.clock())
           and app.becomes(state="paused"), "Enter plays to the open of the 14th and pauses")
    tap.ok(app.status().get("book") == book, "forward is the same book")
    app.comes(app.is_alone)
    app.find("push button", "^Go to date$").click()
    app.find("label", "^13$").click()
    tap.ok(app.comes(lambda: app.sees("label", "^Goes back: .* into a new book")),
           "the calendar says that back means a new book")
    app.find("push button", "Go to This Day").click()
    tap.ok(app.comes(lambda: "Tue 12 Feb" in app.clock()) and app.becomes(state="paused"),
           "by mouse it goes back to the open of the 13th")
    tap.ok(app.status().get("book") != book, "in a new book")


def is_on_page(app):
    """What has the keyboard is neither in the sidebar nor in the header."""
    focus = app.focus()
    return focus is not None and "'Pages'" not in focus.place() and focus.name not in HEADER


def pages(app, tap):
    names = ["Overview", "Chart", "Positions and Orders", "Activity"]
    for i, name in enumerate(names):
        app.key(f"alt+{i + 1}")
        tap.ok(app.comes(lambda want=name: app.page() == want), f"Alt+{i + 1} shows {name}")
        tap.ok(app.comes(lambda: is_on_page(app)), "and the keyboard is on it")
    for name in names:
        app.find("list item", f"^{name}$").click()
        tap.ok(app.comes(lambda want=name: app.page() == want), f"a click shows {name}")


def symbols(app, tap):
    tap.ok(app.chooses("SBUX") and app.comes(lambda: app.sees("image", "^Price chart of SBUX")),
           "the palette shows the chart of a symbol")
    tap.ok(app.comes(lambda: app.focus().name.startswith("Price chart")),
           "and the chart has the keyboard")
    app.find("text", "^Symbol or company").click()
    app.type("AMT")
    app.key("Return")
    tap.ok(app.comes(lambda: app.sees("image", "^Price chart of AMT")),
           "so does the entry of the page")


def heatmaps(app, tap):
    """From tile to tile with real keys, and by mouse to the chart of one."""
    app.key("alt+9")
    tap.ok(app.comes(lambda: app.page() == "Heatmaps"), "Alt+9 shows the heatmaps")
    tap.ok(app.comes(lambda: app.focus().name == "Sectors and their instruments"),
           "and the map of sectors has the keyboard")
    app.key("Home")
    first = app.comes(lambda: app.focus().description)
    tap.ok(first and " today" in first, "Home tells the largest tile with its day")
    app.key("Page_Down")
    other = app.comes(lambda: app.focus().description != first and app.focus().description)
    tap.ok(other, "Page Down tells one of the next sector")
    app.key("Return")
    symbol = (other or "").split(",")[0]
    tap.ok(app.comes(lambda: app.sees("image", f"^Price chart of {symbol}")),
           "Enter shows its chart")
    app.key("alt+9")
    app.find("image", "^Sectors and their instruments").click(at=(0.2, 0.3))
    tap.ok(app.comes(lambda: app.page() == "Chart"), "and so does a click")
    tap.ok(app.chooses("Correlation Matrix")
           and app.comes(lambda: app.focus().name == "Correlation of daily returns"),
           "the palette shows what moves together")
    app.key("Right", "Right")
    pair = app.comes(lambda: " and " in app.focus().description and app.focus().description)
    tap.ok(pair and ": r " in pair, "arrow keys tell a pair and its r")
    app.key("Return")
    tap.ok(pair and app.comes(lambda: app.sees("image", f"^Price chart of {pair.split()[0]}")),
           "Enter shows both on a chart")
    # As it was
    for title in ["Stop Comparing", "Percent Scale", "Sector Map"]:
        app.chooses(title)
    app.key("alt+2")


def legend(app):
    """What the chart says of the bar under the data cursor, or of the last."""
    node = app.sees("label", r"  O\s[0-9]")
    return node.name if node else ""


def chart(app, tap):
    app.find("image", "^Price chart").click(at=(0.5, 0.2))
    tap.ok(app.comes(lambda: app.find("image", "^Price chart").is_focused()),
           "a click gives the chart the keyboard")
    app.key("shift+Left")
    first = app.comes(lambda: app.find("image", "^Price chart").description)
    tap.ok(first and "open" in first and "ema(9)" in first,
           "Shift+Left announces a bar with all its values")
    app.key("shift+Left")
    tap.ok(app.comes(lambda: app.find("image", "^Price chart").description != first),
           "and then the one before")
    app.key("Escape")
    for key, text in [("plus", "zooms in"), ("minus", "zooms out"), ("Left", "goes back"),
                      ("Right", "goes on"), ("Home", "shows the first bars"),
                      ("End", "shows the latest")]:
        before = picture(app)
        app.key(key)
        tap.ok(app.comes(lambda old=before: picture(app) != old), f"{key} {text}")
    before = picture(app)
    app.find("image", "^Price chart").click(button=4, times=3)
    tap.ok(app.comes(lambda: picture(app) != before), "the wheel zooms")


def picture(app):
    """Of the chart as it is on screen; the replay is paused."""
    node = app.find("image", "^Price chart")
    left, top = node.point((0, 0))
    area = f"{node.size[2] - 4}x{node.size[3] - 4}+{left + 2}+{top + 2}"
    return subprocess.run(["import", "-window", "root", "-crop", area, "rgb:-"],
                          capture_output=True, check=True, timeout=driver.PATIENCE).stdout


def fields_of(app, title):
    return next((top for top in app.windows() if top.name == title), None)


def confirms(app, title, verb):
    """Enter does what was shown, once it can be confirmed."""
    def ready():
        window = fields_of(app, title)
        return window and any(node.is_sensitive() for node in window.find_all("push button", verb))
    if not app.comes(ready):
        return False
    app.key("Return")
    return bool(app.comes(app.is_alone))


def asks_for_one(app):
    """The open ticket asks for one share. While strategies hold all the money it is refused: then
    some minutes later."""
    for _ in range(20):
        app.key("ctrl+a")
        app.type("1")
        answer = app.comes(lambda: answer_for_one(app))
        if not answer or "Buys 1 " in answer:
            return bool(answer)
        app.escapes()
        app.key(*["ctrl+Right"] * 15)
        if not app.opens("Buy", "ctrl+b"):
            return False
    return False


def answer_for_one(app):
    """What the engine says to it."""
    panel = app.sees("panel", "^What will happen")
    text = panel.text() if panel else ""
    return text if "Buys 1 " in text or "refused" in text.lower() else ""


def steps_until(app, look):
    """Not every minute has a price of every share."""
    for _ in range(30):
        step = app.step()
        app.key("ctrl+Right")
        if not app.comes(lambda before=step: app.step() > before):
            return False
        if look():
            return True
    return False


def orders(app, tap):
    # Into the session: before the close nothing is opened
    app.key("ctrl+Right")
    before = app.positions().get("AMT")
    tap.ok(app.chooses("buy") and app.comes(lambda: fields_of(app, "Buy")),
           "the palette opens the ticket of a purchase")
    preview = asks_for_one(app)
    tap.ok(preview, "the ticket says what will happen")
    tap.ok(confirms(app, "Buy", "^Buy"), "Enter confirms it")
    bought = steps_until(app, lambda: app.positions().get("AMT") != before)
    tap.ok(bought, "the position is in the book at the next price")
    tap.ok(app.chooses("Positions and Orders")
           and app.comes(lambda: app.sees("push button", "^Menu of AMT")),
           "and on the page of positions")


def stops_and_exits(app, tap):
    tap.ok(app.opens("Move Stop", "ctrl+shift+m"), "Ctrl+Shift+M opens the ticket of a stop")
    tap.ok(fields_of(app, "Move Stop").text() and app.escapes(), "Escape closes it")
    tap.ok(app.opens("Close Position", "ctrl+shift+x"), "Ctrl+Shift+X opens the ticket of an exit")
    tap.ok(confirms(app, "Close Position", "^Close$"), "Enter confirms it")
    # A strategy may enter what the user left
    tap.ok(steps_until(app, lambda: not app.held_by_hand()),
           "the position is closed at its next price")


def arms_again(app, tap):
    app.find("push button", "^Re-Arm").click()
    tap.ok(app.comes(lambda: app.sees("push button", "^Re-Arm$", ) and not app.is_alone()),
           "its button asks before it arms again")
    app.comes(lambda: app.sees("text", "^Reason$"))
    app.type("The prices are right again")
    ready = app.comes(lambda: [node for node in app.windows()[-1].find_all("push button", "^Re-Arm")
                               if node.top().name != "DayTrader" and node.is_sensitive()])
    ready[0].click()
    tap.ok(app.comes(lambda: app.is_alone() and not app.sees("label", "nothing new is opened")),
           "and then the banner goes")


def emergency(app, tap):
    tap.ok(app.opens("Emergency Stop", "ctrl+shift+e"), "Ctrl+Shift+E asks before it stops all")
    app.key("Return")
    tap.ok(app.comes(app.is_alone) and not app.sees("label", "nothing new is opened"),
           "Enter alone destroys nothing: it takes the question back")
    app.opens("Emergency Stop", "ctrl+shift+e")
    app.find("push button", "^Stop Everything", sensitive=True).click()
    tap.ok(app.comes(lambda: app.sees("label", "nothing new is opened")),
           "a banner says that entries are stopped")
    arms_again(app, tap)
    subprocess.run(["gapplication", "action", "io.github.daytraderai.DayTrader", "emergency-stop"],
                   env=app.env, timeout=60, check=True)
    tap.ok(app.comes(lambda: app.sees("label", "nothing new is opened")),
           "the desktop's action stops all without a question")
    arms_again(app, tap)


def windows(app, tap):
    for title, key in [("Preferences", "ctrl+comma"), ("Keyboard Shortcuts", "ctrl+question")]:
        app.key(key)
        tap.ok(app.comes(lambda: not app.is_alone()), f"{key} opens {title}")
        tap.ok(app.escapes(), f"Escape closes {title}")
    tap.ok(app.chooses("about") and app.comes(lambda: not app.is_alone()),
           "the palette opens About")
    tap.ok(app.escapes(), "Escape closes About")


def hold_something(app):
    """Positions are open and stay so: the replay is paused."""
    if app.positions():
        return True
    app.key("ctrl+b")
    app.comes(lambda: fields_of(app, "Buy"))
    asks_for_one(app)
    confirms(app, "Buy", "^Buy")
    return steps_until(app, app.positions)


def asks_to_close(app):
    app.close()
    return app.comes(lambda: app.sees(None, "^(Positions Are Open|Orders Are Working)$"))


def closing(app, tap):
    tap.ok(hold_something(app), "there are positions")
    app.key("alt+3")
    app.resize(1120, 720)
    tap.ok(asks_to_close(app), "closing the window with positions asks")
    app.key("alt+s")
    tap.ok(app.comes(app.is_alone) and app.is_running(), "Stay stays")
    tap.ok(asks_to_close(app), "it asks again")
    app.key("alt+k")
    tap.ok(app.comes(lambda: not app.window_ids()) and app.is_running(),
           "in the background there is no window, and the program runs")
    tap.ok(app.becomes(state="playing"), "and plays")
    second = subprocess.run([app.program], env=app.env, capture_output=True, text=True, timeout=60,
                            check=False)
    tap.ok(second.returncode == 0 and app.comes(app.window_ids),
           "a second start presents the window again")
    app.comes(lambda: app.windows())
    app.key("ctrl+space")
    app.becomes(state="paused")
    tap.ok(hold_something(app) and asks_to_close(app), "it asks once more")
    app.key("alt+f")
    tap.ok(app.waits_for_end() == 0, "Flatten and Quit ends the program, exit code 0")


def tells_complaints(app, tap, text):
    tap.ok(not app.complaints(), text)
    for line in app.complaints():
        print("#", line)


def second_start(app, tap):
    app.start()
    tap.ok(app.comes(lambda: app.page() == "Positions and Orders"), "the page is remembered")
    width, height = app.geometry()[2:]
    tap.ok(abs(width - 1120) <= 4 and abs(height - 720) <= 4,
           f"the size of the window is remembered: {width} × {height}")
    tap.ok(app.comes(lambda: app.sees("label", "^The replay is where you left it")),
           "the replay is where it was left")
    tap.ok(not app.positions() and not app.sees("label", "was cut off"), "flat, nothing cut off")


def other_tape(app, tap):
    app.find("push button", "^Tape: Minute$").click()
    app.find("push button", "^Daily").click()
    tap.ok(app.comes(lambda: not app.is_alone()), "another tape ends the run: that is asked")
    app.key("alt+r")
    tap.ok(app.comes(lambda: app.sees("push button", "^Tape: Daily")),
           "the Daily tape is one choice away")
    # Sixty times real time is a day of the market in no time where a bar is a day
    tap.ok(app.comes(lambda: app.status().get("state") in ("playing", "finished")), "and plays")


def main():
    tap = driver.Tap()
    parts = [first_start, transport_by_mouse, transport_by_keyboard, go_to_dates, pages, heatmaps,
             symbols, chart, emergency, orders, stops_and_exits, windows, closing]
    with tempfile.TemporaryDirectory() as home:
        app = Person(DESK, CLI, ROOT, home)
        tap.run(parts, app, tap)
        tells_complaints(app, tap, "it complained about nothing")
        app.kill()
        tap.run([second_start, other_tape], app, tap)
        tap.ok(app.terminate() == 0, "it ends when it is told to")
        tells_complaints(app, tap, "nor did it the second time")
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
