#!/usr/bin/env python3
# test-pictures.py - pictures of the chart, as a person takes them along
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies the chart, saves it as PNG and SVG by the dialog, over what was there, into a folder that
cannot be written and onto a disk that is full, and looks at what came of it.

Usage: with-display --manager test-pictures.py DAYTRADER DAYTRADER-CLI SOURCE-ROOT
"""

import os
import struct
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

import clipboard
import driver
from person import Person

DESK, CLI, ROOT = sys.argv[1:4]
# Of the disk that is full: less than a picture needs
DISK = 16
REPLACE = "^_Replace"


def chart(app):
    return app.see_all("image", "^Price chart")[0]


def begin(app, tap):
    app.comes(lambda: app.status().get("step", 0) > 90)
    app.key("ctrl+space")
    tap.ok(app.becomes(state="paused"), "the replay plays, and stands")
    app.resize(1300, 850)
    tap.ok(app.chooses("AAPL") and app.comes(lambda: chart(app)), "a chart is there")


def size_of(png):
    """As its header says; nothing of what is no PNG that has an end."""
    if png[:8] != b"\x89PNG\r\n\x1a\n" or png[-8:-4] != b"IEND":
        return None
    return struct.unpack(">II", png[16:24])


def copies(app, tap):
    node = chart(app)
    node.click(at=(0.5, 0.3))
    app.key("ctrl+shift+c")
    tap.ok(app.comes(lambda: app.sees(None, "^Picture copied")), "a toast says that it is copied")
    png = clipboard.Paste().ask("image/png")
    tap.ok(size_of(png) == node.size[2:4],
           f"what is pasted is as large as the chart: {size_of(png)}, {node.size[2:4]}")


def saves_to(app, path, kind):
    """By the dialog: a path is typed over the name that it proposes."""
    if kind == "png":
        app.key("alt+s")
    else:
        app.chooses("Save Picture as SVG")
    app.comes(lambda: "Save Picture of the Chart" in [top.name for top in app.windows()])
    app.key("ctrl+a")
    app.type(path)
    app.key("Return")


def read(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return b""


def saves(app, tap, folder):
    path = os.path.join(folder, "a chart.png")
    saves_to(app, path, "png")
    tap.ok(app.comes(lambda: size_of(read(path)) == chart(app).size[2:4]),
           "Alt+S, a name and Enter save it as PNG")
    tap.ok(app.comes(lambda: app.sees(None, "^Picture saved as “a chart.png”")), "a toast says so")

    path = os.path.join(folder, "chart.svg")
    saves_to(app, path, "svg")
    tap.ok(app.comes(lambda: read(path).endswith(b"</svg>\n")), "the palette has SVG too")
    root = xml.etree.ElementTree.fromstring(read(path))
    tap.ok(root.tag.endswith("svg") and root.get("width").startswith(str(chart(app).size[2])),
           f"which other programs can read: {root.get('width')}")
    tap.ok(app.comes(app.is_alone), "the dialogs are gone")

    path = os.path.join(folder, "lines")
    saves_to(app, path, "svg")
    tap.ok(app.comes(lambda: b"<svg" in read(path)), "SVG it is too under a name without an end")


def replaces(app, tap, folder):
    """What is there is asked about, and stays when the answer is no."""
    path = os.path.join(folder, "there.png")
    with open(path, "wb") as file:
        file.write(b"mine")
    saves_to(app, path, "png")
    tap.ok(app.comes(lambda: app.sees("push button", REPLACE)), "another file is asked about")
    app.key("Escape")
    app.comes(lambda: not app.sees("push button", REPLACE))
    app.key("Escape")
    tap.ok(app.comes(app.is_alone) and read(path) == b"mine", "Escape leaves it as it was")

    saves_to(app, path, "png")
    app.comes(lambda: app.sees("push button", REPLACE))
    app.key("alt+r")
    tap.ok(app.comes(lambda: size_of(read(path))), "Replace replaces it")
    app.comes(app.is_alone)


def refuses(app, tap, path, what, seen=None):
    """Both kinds, onto what may be there already; @seen: the path as it is from here."""
    for kind in ("png", "svg"):
        there = f"{seen or path}.{kind}"
        before = read(there)
        saves_to(app, f"{path}.{kind}", kind)
        if before:
            app.comes(lambda: app.sees("push button", REPLACE))
            app.key("alt+r")
        told = app.comes(lambda: app.sees(None, "Picture Was Not Made"))
        tap.ok(told, f"{what}: it is told that there is no {kind.upper()}")
        tap.ok(read(there) == before, f"{what}: what was there is as it was")
        app.comes(lambda: not app.sees(None, "Save Picture of the Chart"))
        for _ in range(5):
            if app.is_alone():
                break
            app.key("Escape")
        app.comes(lambda: not app.sees(None, "Picture Was Not Made"))
    tap.ok(app.comes(lambda: chart(app).is_focused()), f"{what}: the chart has the keyboard again")


def works(command):
    return subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0


def full_disk(app, tap, folder):
    """Seen from here by way of the process, whose disk it is alone."""
    if folder is None:
        print("# a full disk: not tried, nothing can be mounted here")
        return
    there = os.path.join(folder, "there")
    for kind in ("png", "svg"):
        with open(f"/proc/{app.process.pid}/root{there}.{kind}", "wb") as file:
            file.write(b"mine")
    refuses(app, tap, there, "a full disk", f"/proc/{app.process.pid}/root{there}")


def locked_folder(app, tap, folder):
    if folder is None:
        print("# a folder that cannot be written: not tried, capabilities cannot be given up here")
        return
    refuses(app, tap, os.path.join(folder, "chart"), "a folder that cannot be written")


def narrow_places(home, tap, disk, locked):
    """With a disk of its own that is too small, and without the rights that root has."""
    app = Person(DESK, CLI, ROOT, home)
    mount = ["unshare", "-m", "sh", "-c",
             'mount -t tmpfs -o size="$1"k tmpfs "$2" && shift 2 && exec "$@"', "sh", str(DISK),
             disk]
    renounce = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
    os.chmod(locked, 0o555)
    if os.geteuid() == 0:
        os.chown(locked, 65534, 65534)
        app.through = [*(mount if works(mount) else []), *(renounce if works(renounce) else [])]
    if "unshare" not in app.through:
        disk = None
    if os.geteuid() == 0 and "setpriv" not in app.through:
        locked = None
    app.start("--page", "chart")
    tap.run([begin_again], app, tap)
    tap.run([full_disk], app, tap, disk)
    tap.run([locked_folder], app, tap, locked)
    complaints = app.complaints()
    app.kill()
    return complaints


def begin_again(app, tap):
    tap.ok(app.comes(lambda: app.see_all("image", "^Price chart")), "the chart is there again")
    app.resize(1300, 850)


def main():
    tap = driver.Tap()
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryDirectory() as folder:
        app = Person(DESK, CLI, ROOT, home)
        app.start("--speed", "600")
        tap.run([begin, copies], app, tap)
        tap.run([saves, replaces], app, tap, folder)
        complaints = app.complaints()
        app.terminate()
        disk, locked = os.path.join(folder, "disk"), os.path.join(folder, "locked")
        os.mkdir(disk)
        os.mkdir(locked)
        complaints += narrow_places(home, tap, disk, locked)
        tap.ok(not complaints, "it complained about nothing")
        for line in complaints:
            print("#", line)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
