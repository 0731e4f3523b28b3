# tap.py - counts what holds and what does not
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""Points of a test as TAP, with what there was to see beside one that does not hold."""

import os
import subprocess
import sys
import time
import traceback

from gi.repository import GLib

import guard

# What a part of a test ends with when it cannot go on
TROUBLE = (guard.Gone, GLib.Error, AttributeError, TypeError, ValueError, LookupError, OSError,
           subprocess.SubprocessError)


def place_of(error):
    """Line of the test in which it came up."""
    lines = [frame for frame in traceback.extract_tb(error.__traceback__)
             if os.path.basename(frame.filename) not in guard.OURS]
    return f"{os.path.basename(lines[-1].filename)}:{lines[-1].lineno}" if lines else "?"


class Tap:
    """Made first: the time of the test counts from then."""

    def __init__(self):
        self.count = self.failed = 0
        guard.begin()

    def ok(self, holds, text):
        self.count += 1
        self.failed += 0 if holds else 1
        print(f"{'ok' if holds else 'not ok'} {self.count} - {text}", flush=True)
        if holds:
            guard.failed_waits.clear()
        else:
            self.explain()
        return bool(holds)

    def explain(self):
        """What there was instead."""
        lines = [f"did not come: {wait}" for wait in guard.failed_waits]
        lines += [f"{time.monotonic() - guard.began:.1f} s now; done before:", *guard.done]
        for app in guard.programs:
            lines += app.describe() + [f"said {line}" for _, line in app.said[-3:]]
        for line in lines:
            print("#  ", line[:300])
        sys.stdout.flush()

    def run(self, parts, app, *arguments):
        """Parts of a test one after the other; one that cannot go on is told with a picture."""
        for part in parts:
            begin = time.monotonic()
            try:
                part(app, *arguments)
            except TROUBLE as error:
                self.ok(False, f"{part.__name__}: {error!r} at {place_of(error)}")
                app.shoot_trouble(part.__name__)
                app.leave()
            print(f"# {part.__name__}: {time.monotonic() - begin:.1f} s", flush=True)

    def done(self):
        print(f"1..{self.count}", flush=True)
        return 1 if self.failed else 0
