#!/usr/bin/env python3
# test-watch.py - what is looked for: screener and alerts, by keyboard
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes a screen and saves it, puts symbols on the watchlist, makes an alert and takes it away,
lets others fire, all with real keys; the command line tells what came of it.

Usage: with-display --manager test-watch.py DAYTRADER DAYTRADER-CLI SOURCE-ROOT
"""

import json
import os
import subprocess
import sys
import tempfile

import driver
from person import Person

DESK, CLI, ROOT = sys.argv[1:4]


def tell(app, *command):
    done = subprocess.run([CLI, "--json", *command], text=True, capture_output=True,
                          timeout=driver.PATIENCE, env=app.env, check=False)
    return json.loads(done.stdout or "{}")


def settings(app):
    path = os.path.join(app.env["XDG_CONFIG_HOME"] if "XDG_CONFIG_HOME" in app.env
                        else os.path.join(app.env["HOME"], ".config"), "daytrader",
                        "settings.ini")
    with open(path, encoding="utf-8") as file:
        return file.read()


def screener(app, tap):
    app.comes(lambda: app.sees("panel", r"^Trades: [1-9]"))
    app.key("ctrl+space")
    app.becomes(state="paused")
    app.key("ctrl+alt+s")
    tap.ok(app.comes(lambda: app.page() == "Screener"), "the screener has a key")
    tap.ok(app.comes(lambda: app.sees("label", r"^\d+ of 23 pass")),
           "it looks at the replay's market by itself")
    app.key("ctrl+alt+e")
    tap.ok(app.comes(lambda: app.focus() and app.focus().name == "Rule of the criterion"),
           "the keyboard is in the first rule")
    app.key("ctrl+a")
    app.type("closs > 100")
    tap.ok(app.comes(lambda: app.sees("label", "^Column 1: .closs. is unknown")),
           "what is wrong is said with its column")
    app.key("ctrl+a")
    app.type("close > 1000")
    tap.ok(app.comes(lambda: app.sees("label", r"^[01] of 23 pass")),
           "what is right is tried at once: one share is that dear")


def save_and_watch(app, tap):
    app.chooses("save screen as")
    tap.ok(app.comes(lambda: not app.is_alone()), "saving asks for a name")
    app.key("ctrl+a")
    app.type("Dear")
    app.key("Return")
    app.comes(app.is_alone)
    tap.ok(app.comes(lambda: [s["id"] for s in tell(app, "screen", "list") if s["own"]]
                     == ["dear"]), "the screen is a file of one's own")
    app.key("ctrl+alt+w")
    tap.ok(app.comes(lambda: "pinned=" in settings(app) and "pinned=\n" not in settings(app)
                     or app.sees("label", "watchlist")),
           "the best are put on the watchlist, or it says that there are none")


def alerts(app, tap):
    app.key("alt+2")
    tap.ok(app.comes(lambda: app.page() == "Chart"), "Alt+2 leaves it for the chart")
    tap.ok(app.opens("New Alert", "alt+a"), "Alt+A makes an alert")
    app.type("1")
    app.key("Return")
    app.comes(lambda: "New Alert" not in [top.name for top in app.windows()])
    made = app.comes(lambda: tell(app, "alert", "list")["alerts"])
    tap.ok(made and made[0]["level"] == 1 and made[0]["direction"] == "above",
           "Return adds it as it was written")
    app.key("ctrl+alt+t")
    tap.ok(app.comes(lambda: app.sees("label", "crosses above 1.00$")), "the list has it")
    app.find("push button", "^Remove: ").click()
    tap.ok(app.comes(lambda: not tell(app, "alert", "list")["alerts"]), "it can be removed")


def fires(app, tap):
    symbol = "SPY"
    app.ask("alert.add", "kind=rule", "rule=close > close[1]", f"symbols={symbol}", "once=false",
            "pause=0")
    app.key(*["ctrl+Right"] * 30)
    fired = app.comes(lambda: tell(app, "alert", "list", "--history")["history"])
    tap.ok(fired and fired[0]["symbol"] == symbol, "what is met fires")
    tap.ok(app.comes(lambda: app.sees("label", r"^Fired|· Fired")), "and the list says so")
    app.find(None, "^History$").click()
    tap.ok(app.comes(lambda: app.sees("label", "^SPY: close > close.1., last")),
           "it stands in the history")


def restart(app, tap):
    before = tell(app, "alert", "list")
    app.key("ctrl+q")
    app.comes(lambda: not app.is_running() or not app.is_alone())
    if app.is_running():
        app.key("Return")
        if not app.comes(lambda: not app.is_running(), 10):
            app.terminate()
    tap.ok(tell(app, "alert", "list") == before, "alerts outlive the program")


def main():
    tap = driver.Tap()
    with tempfile.TemporaryDirectory() as home:
        app = Person(DESK, CLI, ROOT, home)
        app.start()
        tap.run([screener, save_and_watch, alerts, fires, restart], app, tap)
        app.kill()
        wrong = [line for line in app.complaints() if "org.freedesktop.Notifications" not in line]
        tap.ok(not wrong, "it complained about nothing")
        for line in wrong:
            print("#", line)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
