#!/usr/bin/env python3
# screenshots.py - pictures of every page, to be looked at
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the desk with a fresh home, lets it import the demo market and trade a while, and takes a
picture of each page: light and dark, 1,600, 800 and 400 pixels wide. build-aux/take-screenshots
runs it.

Usage: with-display screenshots.py DAYTRADER SHARE-DIR FOLDER
"""

import os
import sys
import tempfile
import time

import driver

DESK, SHARE, FOLDER = sys.argv[1:4]
# With its keys
PAGES = (("overview", "alt+1"), ("chart", "alt+2"), ("positions", "alt+3"),
         ("activity", "alt+4"), ("strategies", "alt+5"), ("lab", "alt+6"), ("journal", "alt+7"),
         ("quotes", "alt+8"), ("heatmaps", "alt+9"),
         ("screener", "ctrl+alt+s"), ("alerts", "ctrl+alt+t"), ("risk", "alt+r"),
         ("readiness", "ctrl+alt+l"),
         ("reconcile", "ctrl+alt+b"))
SIZES = ((1600, 950), (800, 600), (400, 800))


def write_settings(home, scheme):
    folder = os.path.join(home, ".config", "daytrader")
    os.makedirs(folder)
    with open(os.path.join(folder, "settings.ini"), "w", encoding="utf-8") as file:
        file.write(f"[style]\nscheme={scheme}\n")


def take_pages(app, scheme):
    for width, height in SIZES:
        app.resize(width, height)
        for page, keys in PAGES:
            app.key(keys)
            time.sleep(0.8)
            app.shoot(os.path.join(FOLDER, f"{page}-{scheme}-{width}.png"))


def take_heatmaps(app, scheme):
    """The two that are behind the first."""
    app.key("alt+9")
    for name in ("Correlation Matrix", "Risk Heatmap", "Sector Map"):
        app.key("ctrl+k")
        app.type(name)
        app.key("Return")
        time.sleep(1)
        for width, height in SIZES:
            if name != "Sector Map":
                app.resize(width, height)
                time.sleep(0.8)
                app.shoot(os.path.join(FOLDER, f"heatmaps-{name.split()[0].lower()}-{scheme}-"
                                               f"{width}.png"))


def take_charts(app, scheme):
    """Several side by side, and what has a window of its own."""
    app.resize(1600, 950)
    app.key("alt+2")
    for number in (4, 2):
        app.key(f"ctrl+alt+{number}")
        time.sleep(1.2)
        app.shoot(os.path.join(FOLDER, f"charts-{number}-{scheme}.png"))
    app.key("ctrl+alt+1")
    for name, keys in (("own-chart", "ctrl+alt+c"), ("own-watchlist", "ctrl+alt+w")):
        app.key(keys)
        time.sleep(1.2)
        app.shoot(os.path.join(FOLDER, f"{name}-{scheme}.png"))
        app.key("ctrl+w")
        time.sleep(0.6)


def take_dialogs(app, scheme):
    app.resize(1200, 800)
    app.key("alt+2")
    for name, keys in (("palette", "ctrl+k"), ("buy", "ctrl+b"), ("preferences", "ctrl+comma"),
                       ("shortcuts", "ctrl+question")):
        app.key(keys)
        time.sleep(1.2)
        app.shoot(os.path.join(FOLDER, f"{name}-{scheme}.png"))
        app.key("Escape")
        time.sleep(0.4)


def main():
    os.makedirs(FOLDER, exist_ok=True)
    for scheme in ("light", "dark"):
        with tempfile.TemporaryDirectory() as home:
            write_settings(home, scheme)
            app = driver.App(DESK, SHARE, home=home).start("--speed", "600")
            driver.wait_for("the window", lambda a=app: a.heard("first frame"), 20)
            # A morning of the market, so that there is something to see
            time.sleep(7)
            app.key("ctrl+space")
            take_pages(app, scheme)
            take_heatmaps(app, scheme)
            take_charts(app, scheme)
            take_dialogs(app, scheme)
            app.kill()
            for line in app.complaints():
                print(line)
    print(f"{len(os.listdir(FOLDER))} pictures in {FOLDER}")


if __name__ == "__main__":
    main()
