# person.py - what the tests of the program have in common
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program in a home of its own, with the words for what a person does with it."""

import json
import os
import subprocess

import driver
import guard


class Person(driver.App):
    """Sits before the program; the command line tells how the engine sees it."""

    def __init__(self, desk, cli, root, home, **env):
        super().__init__(desk, os.path.join(root, "data"), home=home,
                         env={"G_DEBUG": "fatal-criticals", **env})
        self.cli = cli
        self.keep_still(home)

    @staticmethod
    def keep_still(home):
        """Nothing slides or fades: what is there is where it stays."""
        folder = os.path.join(home, ".config", "gtk-4.0")
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "settings.ini"), "w", encoding="utf-8") as file:
            file.write("[Settings]\ngtk-enable-animations=0\n")

    def ask(self, *command):
        try:
            return json.loads(self.send(driver.PATIENCE, *command) or "{}")
        except ValueError:
            return {}
        except subprocess.TimeoutExpired:
            raise guard.gave_up(f"the engine did not answer {' '.join(command)} within"
                                f" {driver.PATIENCE:g} s") from None

    def send(self, seconds, *command):
        return subprocess.run([self.cli, "--json", "engine", "send", *command], text=True,
                              capture_output=True, timeout=seconds, env=self.env,
                              check=False).stdout

    def describe(self):
        lines = super().describe()
        try:
            said = self.send(10, "run.status")
            told = [f"{name} {value}" for name, value in json.loads(said or "{}").items()
                    if name in ("state", "step", "speed", "book", "error")]
            lines.append(f"engine: {', '.join(told)}")
        except (ValueError, subprocess.TimeoutExpired):
            lines.append("the engine does not answer")
        return lines

    def status(self):
        return self.ask("run.status")

    def step(self):
        """Of the run, once the engine says it."""
        return driver.wait_for("the step of the run", lambda: self.status().get("step", -1) + 1) - 1

    def becomes(self, seconds=driver.PATIENCE, **wanted):
        """Whether the engine comes to say so."""
        def look():
            status = self.status()
            return all(status.get(name) == value for name, value in wanted.items())
        return bool(self.comes(look, seconds))

    def comes(self, look, seconds=driver.PATIENCE):
        try:
            return driver.wait_for("what it looks for", look, seconds)
        except driver.Gone:
            return None

    def clock(self):
        """The header's clock in words."""
        node = self.sees("panel", r"^replay: ")
        return node.name if node else ""

    def title(self):
        """Of the window that opened last."""
        return self.windows()[-1].name

    def opens(self, title, *keys, seconds=driver.PATIENCE):
        self.key(*keys)
        return self.comes(lambda: title in [top.name for top in self.windows()], seconds)

    def is_alone(self):
        """Only the main window is there."""
        return len(self.windows()) == 1

    def has_popover(self):
        return any(node.name in ("GtkPopover", "GtkPopoverMenu") and node.is_sized()
                   for node in self.see_all())

    def escapes(self):
        self.key("Escape")
        return self.comes(self.is_alone)

    def chooses(self, text):
        """By the palette."""
        if not self.opens("Command Palette", "ctrl+k"):
            return False
        self.type(text)
        self.key("Return")
        return bool(self.comes(lambda: "Command Palette" not in [t.name for t in self.windows()]))

    def page(self):
        """The selected one of the sidebar."""
        pages = self.sees("list", r"^Pages$")
        chosen = [row.name for row in pages.children if row.is_chosen()] if pages else []
        return chosen[0] if chosen else ""

    def positions(self):
        """Units of what is held, by symbol."""
        return {row[0]: row[1] for row in self.rows_of_positions()}

    def held_by_hand(self):
        return [row[0] for row in self.rows_of_positions() if row[6] == "user"]

    def rows_of_positions(self):
        snapshot = self.ask("book.snapshot").get("snapshot", {})
        return snapshot.get("positions", [0, []])[1]
