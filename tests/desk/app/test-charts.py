#!/usr/bin/env python3
# test-charts.py - charts as a person uses them, with mouse and keys
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pans, zooms, draws, measures, jumps, drags a target, puts charts side by side and takes them out
of the window, and looks at what the screen, the files and the engine say afterwards.

Usage: with-display --manager test-charts.py DAYTRADER DAYTRADER-CLI SOURCE-ROOT
"""

import os
import re
import subprocess
import sys
import tempfile
import time

import driver
from driver import run
from person import Person

DESK, CLI, ROOT = sys.argv[1:4]


def chart(app, number=0):
    return [node for node in app.see_all("image", "^Price chart")][number]


def picture(app, node=None):
    """Of a chart as it is on screen; the replay is paused."""
    node = node or chart(app)
    left, top = node.point((0, 0))
    area = f"{node.size[2] - 4}x{node.size[3] - 4}+{left + 2}+{top + 2}"
    return subprocess.run(["import", "-window", "root", "-crop", area, "rgb:-"],
                          capture_output=True, check=True, timeout=driver.PATIENCE).stdout


def legends(app):
    return [node.name for node in app.see_all("label", r"  O\s[0-9]")]


def move(x, y):
    run("xdotool", "mousemove", "--sync", str(int(x)), str(int(y)))
    time.sleep(0.03)


def drag(start, end, steps=8, hold=0.0):
    """With the left button, as quickly as a hand, on a busy machine too: in one go. @hold: at rest
    before it lets go, seconds."""
    places = [[str(int(a + (b - a) * i / steps)) for a, b in zip(start, end)]
              for i in range(steps + 1)]
    words = ["mousemove", "--sync", *places[0], "sleep", "0.03", "mousedown", "1"]
    for place in places[1:]:
        words += ["mousemove", "--sync", *place, "sleep", "0.03"]
    run("xdotool", *words, "sleep", str(hold), "mouseup", "1")


def rests(app, node=None):
    """The picture once it stays the same for some frames."""
    seen = [None] * 4

    def look():
        time.sleep(0.1)
        seen.append(picture(app, node))
        return len(set(seen[-4:])) == 1 and seen[-1]
    return app.comes(look)


def drawings(app):
    path = os.path.join(app.home, ".local", "share", "daytrader", "drawings.ini")
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except FileNotFoundError:
        return ""


def begin(app, tap):
    app.comes(lambda: app.status().get("step", 0) > 90)
    app.key("ctrl+space")
    tap.ok(app.becomes(state="paused"), "the replay plays, and stands")
    app.resize(1300, 850)
    tap.ok(app.chooses("AAPL") and app.comes(lambda: chart(app)), "a chart is there")


def pans(app, tap):
    """A slow hand moves the bars under it; a quick one sends them on after it let go."""
    node = chart(app)
    middle, left = node.point((0.7, 0.4)), node.point((0.4, 0.4))
    node.click(at=(0.7, 0.4))
    app.key("End")
    before = rests(app)
    drag(left, middle, hold=0.4)
    tap.ok(app.comes(lambda: picture(app) != before), "a drag moves the bars")
    still = rests(app)
    time.sleep(0.3)
    tap.ok(picture(app) == still, "and they stay where they were put")
    # From there back to where they came from, and as far with a throw
    app.key("End")
    app.comes(lambda: picture(app) != still)
    rests(app)
    drag(left, middle, steps=3)
    tap.ok(rests(app) not in (still, before), "bars that were thrown glide on")
    app.key("End")


def zooms(app, tap):
    node = chart(app)
    for button, text in [(4, "nearer"), (5, "further away")]:
        before = picture(app)
        node.click(button=button, times=3, at=(0.5, 0.4))
        tap.ok(app.comes(lambda old=before: picture(app) != old), f"the wheel brings bars {text}")
    node.click(times=2, at=(0.5, 0.4))
    app.key("ctrl+0")
    before = picture(app)
    app.key("ctrl+End", "ctrl+plus")
    tap.ok(app.comes(lambda: picture(app) != before), "keys zoom and show all and the latest")


def draws(app, tap):
    node = chart(app)
    node.click(at=(0.5, 0.3))
    app.key("alt+h")
    node.click(at=(0.5, 0.25))
    tap.ok(app.comes(lambda: "level " in drawings(app)), "Alt+H and a click draw a line at a price")
    app.key("alt+t")
    drag(node.point((0.3, 0.3)), node.point((0.6, 0.2)), hold=0.1)
    tap.ok(app.comes(lambda: "trend " in drawings(app)), "Alt+T and a drag draw a trend line")
    app.key("alt+n")
    node.click(at=(0.4, 0.35))
    app.comes(lambda: app.sees("text", "^Text of the note"))
    app.type("gap filled")
    app.key("Return")
    tap.ok(app.comes(lambda: "gap filled" in drawings(app)), "Alt+N, a click and words make a note")
    app.comes(lambda: not app.has_popover())
    app.key("ctrl+z", "ctrl+z")
    tap.ok(app.comes(lambda: "note " not in drawings(app)), "Ctrl+Z takes it back")


def level_of(app):
    """Price of the first horizontal line."""
    found = re.search(r"level \d+ ([\d.]+)", drawings(app))
    return float(found.group(1)) if found else None


def selects(app, tap):
    """The line that is left, by keys alone."""
    was = level_of(app)
    app.key("alt+d")
    tap.ok(app.comes(lambda: chart(app).description.startswith("Horizontal line at ")),
           f"Alt+D selects it and says so: {chart(app).description}")
    app.key("Up", "Up", "Up")
    tap.ok(app.comes(lambda: level_of(app) > was), f"Up moves it: {was} to {level_of(app)}")
    above = level_of(app)
    app.key("Down")
    tap.ok(app.comes(lambda: was < level_of(app) < above), f"Down back: {level_of(app)}")
    app.key("ctrl+z")
    tap.ok(app.comes(lambda: level_of(app) == was), "Ctrl+Z takes all of it back")
    app.key("alt+d", "Delete")
    tap.ok(app.comes(lambda: level_of(app) is None), "Delete deletes it")
    app.key("ctrl+z")
    tap.ok(app.comes(lambda: level_of(app) == was), "Ctrl+Z brings it again")
    app.key("alt+n")
    chart(app).click(at=(0.4, 0.35))
    app.comes(lambda: app.sees("text", "^Text of the note"))
    app.key("Escape")
    tap.ok(app.comes(lambda: not app.has_popover()) and "note " not in drawings(app),
           "a note without words is none")


def pulls(app, tap):
    """With the button held: the line goes along, and the view stays."""
    node = chart(app)
    was = level_of(app)
    high, low = price_at(app, node, (0.4, 0.1)), price_at(app, node, (0.4, 0.6))
    x, y = node.point((0.2, 0.1 + 0.5 * (high - was) / (high - low)))
    drag((x, y), (x, y + 30), hold=0.1)
    wanted = was - 30 / (node.size[3] * 0.5) * (high - low)
    tap.ok(app.comes(lambda: level_of(app) != was)
           and abs(level_of(app) - wanted) < (high - low) / 50,
           f"a line is dragged: {was} to {level_of(app)}, about {wanted:.2f}")
    app.key("ctrl+z")
    tap.ok(app.comes(lambda: level_of(app) == was), "and goes back")
    app.key("Escape")


def setting(app, name):
    path = os.path.join(app.home, ".config", "daytrader", "settings.ini")
    with open(path, encoding="utf-8") as file:
        found = re.search(f"^{name}=(.*)$", file.read(), re.MULTILINE)
    return found.group(1) if found else ""


def indicators(app, tap):
    """One with a pane, its parameter, and the height that a hand gives it."""
    app.key("ctrl+i")
    app.comes(lambda: "Indicators" in [top.name for top in app.windows()])
    app.find("push button", "^Add Indicator").click()
    app.comes(lambda: app.sees(None, "^Search indicators"))
    app.type("relative strength index")
    app.key("Return")
    tap.ok(app.comes(lambda: setting(app, "overlays").endswith("rsi(14)")),
           "what is typed is found, and Enter adds it")
    app.find("spin button").click(at=(0.2, 0.5))
    app.key("ctrl+a")
    app.type("7")
    app.key("Tab")
    tap.ok(app.comes(lambda: setting(app, "overlays").endswith("rsi(7)")), "its parameter is typed")
    app.key("Escape", "Escape")
    tap.ok(app.comes(app.is_alone), "Escape leads back, and out")

    node = chart(app)
    # Times below have a line of text and ten pixels; a pane has 18 % of the rest
    total = node.size[3] - 26
    x, y = node.point((0.4, 0))
    y += int(total * 0.82)
    drag((x, y), (x, y - 100), hold=0.1)
    share = app.comes(lambda: setting(app, "heights").rpartition(";")[2])
    tap.ok(share and abs(float(share) - 0.18 - 100 / total) < 0.02,
           f"its edge is dragged up by 100 of {total} pixels: {share}")


def measures(app, tap):
    node = chart(app)
    before = picture(app)
    app.key("alt+m")
    drag(node.point((0.3, 0.5)), node.point((0.5, 0.3)), hold=0.2)
    move(*node.point((0.9, 0.9)))
    tap.ok(app.comes(lambda: picture(app) != before), "Alt+M and a drag measure")
    tap.ok("measure" not in drawings(app), "which is no drawing that is kept")
    app.key("Escape")


def cursor(app, tap):
    chart(app).click(at=(0.5, 0.3))
    said = []
    for _ in range(3):
        app.key("shift+Left")
        said.append(app.comes(lambda: chart(app).description not in ["", *said]
                              and chart(app).description))
    tap.ok(all(said) and len(set(said)) == 3, "each Shift+Left tells another bar")
    prices = r"open [\d.,]+, high [\d.,]+, low [\d.,]+, close [\d.,]+, volume"
    tap.ok(all(text and re.search(prices, text) and "ema(9)" in text for text in said),
           "its prices, volume and indicators")
    app.key("Escape")


def table(app, tap):
    app.key("alt+v")
    tap.ok(app.comes(lambda: not app.is_alone()), "Alt+V opens a table")
    text = app.comes(lambda: "Close" in app.text() and "ema(9)" in app.text())
    tap.ok(text, "of prices and indicators")
    tap.ok(app.escapes(), "and Escape closes it")


def compares(app, tap):
    chart(app).click(at=(0.5, 0.3))
    app.key("alt+c")
    tap.ok(app.comes(app.has_popover), "Alt+C asks for another instrument")
    app.type("SPY")
    app.key("Return")
    tap.ok(app.comes(lambda: any(re.search(r"SPY\s[+−–]", text) for text in legends(app))),
           f"and the legend has its change: {legends(app)}")
    tap.ok(app.comes(lambda: chart(app).is_focused()), "the chart has the keyboard again")
    app.chooses("Stop Comparing")
    app.chooses("Percent Scale")
    tap.ok(app.comes(lambda: not any("SPY" in text for text in legends(app))), "it goes again")


def timeframes(app, tap):
    chart(app).click(at=(0.5, 0.3))
    for keys, frame in [("ctrl+bracketright", "2m"), ("ctrl+bracketright", "5m"),
                        ("ctrl+bracketleft", "2m"), ("ctrl+bracketleft", "1m")]:
        app.key(keys)
        tap.ok(app.comes(lambda want=frame: app.sees(None, f"^{want}$")), f"{keys} shows {frame}")


def legends_at_rest(app):
    """Once they stay: bars of another length come a little after the button says so."""
    seen = []

    def look():
        seen.append(legends(app))
        time.sleep(0.2)
        return seen[-1] if len(seen) > 3 and seen[-4:] == 4 * seen[-1:] else None
    return app.comes(look)


def points(app):
    """At the middle, wherever the pointer was: what comes up under it or goes away may leave the
    legend at the last bar until it moves."""
    for x in (0.45, 0.5):
        move(*chart(app).point((x, 0.3)))


def jumps(app, tap):
    """The first day of the tape is the day before."""
    app.key("ctrl+End")
    points(app)
    before = legends_at_rest(app)
    first = picture(app)
    chart(app).click(at=(0.5, 0.3))
    app.key("alt+g")
    tap.ok(app.comes(app.has_popover), "Alt+G opens a calendar")
    app.key("Left", "Return")
    tap.ok(app.comes(lambda: picture(app) != first), "a day of it comes into sight")
    app.key("Escape")
    app.comes(lambda: not app.has_popover())
    app.key("ctrl+End")
    points(app)
    tap.ok(app.comes(lambda: legends(app) == before),
           f"and then the latest again, {before}; seen at last: {legends(app)}")


def price_at(app, node, at):
    """What the menu of the chart says that a limit there would be."""
    node.click(button=3, at=at)
    item = app.comes(lambda: app.sees(None, r"^Buy with Limit [\d.,]+"))
    app.key("Escape")
    app.comes(lambda: not app.has_popover())
    return float(re.search(r"[\d.,]+", item.name).group().replace(",", "").rstrip("."))


def buy_with_target(app):
    """A share of something that nobody holds, with a target near enough to be in sight."""
    snapshot = app.ask("book.snapshot")["snapshot"]
    quotes = zip(snapshot["tape"][1]["instruments"], snapshot["quotes"][1])
    for instrument, quote in quotes:
        symbol, last = instrument[0], quote[0]
        if symbol in app.positions() or not last > 20:
            continue
        app.ask("order.buy", f"symbol={symbol}", "quantity=1",
                f"protect={last * .99:.2f}", f"target={last * 1.003:.2f}")
        for _ in range(4):
            step = app.step()
            app.key("ctrl+Right")
            app.comes(lambda before=step: app.step() > before)
        if symbol in app.held_by_hand():
            return symbol
    return None


def target(app, symbol):
    rows = app.ask("book.snapshot")["snapshot"]["orders"][1]
    return next((row[7] / 1e6 for row in rows if row[1] == symbol and row[2] == "target"), None)


def drags_target(app, tap):
    symbol = buy_with_target(app)
    tap.ok(symbol, "a share is bought, with a stop and a target")
    app.chooses(symbol)
    app.comes(lambda: app.sees("image", f"^Price chart of {symbol}"))
    app.key("ctrl+0")
    rests(app)
    node, was = chart(app), target(app, symbol)
    high, low = price_at(app, node, (0.4, 0.1)), price_at(app, node, (0.4, 0.6))
    at = 0.1 + 0.5 * (high - was) / (high - low)
    tap.ok(0.02 < at < 0.75, f"the target of {symbol}, {was}, is in sight")
    x, y = node.point((0.4, at))
    drag((x, y), (x, y + 24), hold=0.2)
    tap.ok(app.comes(lambda: "Move Target" in [top.name for top in app.windows()]),
           "dragged, it asks")
    tap.ok(app.comes(lambda: "Moves the target of" in app.text()), "and says what it would do")
    tap.ok(target(app, symbol) == was, "nothing has happened yet")
    app.comes(lambda: [n for n in app.windows()[-1].find_all("push button", "^Move Target")
                       if n.is_sensitive()])
    app.key("Return")
    tap.ok(app.comes(app.is_alone) and app.comes(lambda: target(app, symbol) != was),
           "Enter moves the order of the engine")
    wanted = was - 24 / (node.size[3] * 0.5) * (high - low)
    tap.ok(abs(target(app, symbol) - wanted) < (high - low) / 50,
           f"to where it was let go: {target(app, symbol)}, about {wanted:.2f}")


def side_by_side(app, tap):
    app.key("ctrl+alt+4")
    tap.ok(app.comes(lambda: len(app.see_all("image", "^Price chart of")) == 4),
           "Ctrl+Alt+4 shows four charts")
    names = [node.name for node in app.see_all("image", "^Price chart of")]
    tap.ok(len(set(names)) == 4, "of four instruments")
    chart(app, 2).click(at=(0.5, 0.4))
    tap.ok(app.comes(lambda: chart(app, 2).is_focused()), "a click goes to one of them")
    app.find("text", "^Symbol or company").click()
    app.type("MSFT")
    app.key("Return")
    tap.ok(app.comes(lambda: chart(app, 2).name == "Price chart of MSFT"),
           "which then shows what is searched for")
    app.key("F6")
    tap.ok(app.comes(lambda: chart(app, 3).is_focused()), "F6 goes to the next")
    app.key("shift+F6", "shift+F6")
    tap.ok(app.comes(lambda: chart(app, 1).is_focused()), "Shift+F6 to the one before")
    points_together(app, tap)
    app.key("ctrl+alt+1")
    tap.ok(app.comes(lambda: len(app.see_all("image", "^Price chart of")) == 1),
           "Ctrl+Alt+1 shows one again")


def moments(app):
    """Of the bars that the charts tell about."""
    return [re.match(r"(.*?)   O", text).group(1) for text in legends(app)]


def points_together(app, tap):
    """What is not traded in a minute shows the last bar before."""
    latest = moments(app)
    move(*chart(app, 0).point((0.45, 0.4)))
    tap.ok(app.comes(lambda: all(now != then for now, then in zip(moments(app), latest))),
           "the crosshair of one is in all")
    seen = moments(app)
    tap.ok(len(seen) == 4 and max(seen) == seen[0] and seen.count(seen[0]) >= 2,
           f"at the same moment: {seen}")
    app.key("alt+l")
    tap.ok(app.comes(lambda: moments(app)[1:] == latest[1:]), "Alt+L takes them apart")
    app.key("alt+l")


def own_window(app, tap):
    app.key("ctrl+alt+c")
    tap.ok(app.comes(lambda: "Chart – DayTrader" in [top.name for top in app.windows()]),
           "Ctrl+Alt+C gives the chart a window of its own")
    tap.ok(app.comes(lambda: chart(app).top().name == "Chart – DayTrader"), "the chart is in it")
    tap.ok(app.opens("Buy", "ctrl+b"), "Ctrl+B works there")
    app.key("Escape")
    app.comes(lambda: len(app.windows()) == 2)
    app.key("ctrl+alt+w")
    tap.ok(app.comes(lambda: "Quotes – DayTrader" in [top.name for top in app.windows()]),
           "Ctrl+Alt+W does so for the watchlist")
    app.resize(520, 600)
    app.terminate()


def second_start(app, tap):
    app.start()
    level, heights = level_of(app), setting(app, "heights")
    tap.ok(app.comes(lambda: {"Chart – DayTrader", "Quotes – DayTrader", "DayTrader"}
                     <= {top.name for top in app.windows()}), "they are there at the next start")
    quotes = next(top for top in app.windows() if top.name == "Quotes – DayTrader")
    tap.ok(abs(quotes.size[2] - 520) <= 60, f"as wide as they were: {quotes.size[2]}")
    for title in ("Quotes – DayTrader", "Chart – DayTrader"):
        top = app.find("frame", f"^{title}$")
        next(top.find_all("push button", "^Return to Main Window$")).click()
        tap.ok(app.comes(lambda t=title: t not in [top.name for top in app.windows()]),
               f"{title.split()[0]} returns by its button")
    app.key("alt+2")
    tap.ok(app.comes(lambda: chart(app).top().name == "DayTrader"), "and is a page again")
    app.chooses("AAPL")
    app.comes(lambda: app.sees("image", "^Price chart of AAPL"))
    app.key("alt+d")
    tap.ok(app.comes(lambda: chart(app).description.startswith("Horizontal line at "))
           and level is not None, f"its drawings are there: {chart(app).description}")
    tap.ok(heights and setting(app, "heights") == heights, f"and its panes as high: {heights}")


def main():
    tap = driver.Tap()
    parts = [begin, pans, zooms, draws, selects, pulls, indicators, measures, cursor,
             table, compares, timeframes, jumps,
             drags_target, side_by_side, own_window]
    with tempfile.TemporaryDirectory() as home:
        app = Person(DESK, CLI, ROOT, home)
        app.start("--speed", "600")
        tap.run(parts, app, tap)
        complaints = app.complaints()
        tap.run([second_start], app, tap)
        complaints += app.complaints()
        app.kill()
        tap.ok(not complaints, "it complained about nothing")
        for line in complaints:
            print("#", line)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
