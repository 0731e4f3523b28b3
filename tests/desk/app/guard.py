# guard.py - ends a test that cannot go on, and says why
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every wait has an end. One for what never comes is a failed point; many of them, one after the
other, use up the time of a test that then says nothing at all. So a test ends at once when its
program has died, when three waits failed without a point that held between them, or when it has
taken too long as a whole. 'Bail out!' says which; where the test was, the stacks of the program and
its last words are on stderr: on a machine that nobody can look into they are all there is."""

import collections
import ctypes
import faulthandler
import os
import re
import signal
import subprocess
import sys
import threading
import time
import traceback

from gi.repository import GLib

# How long anything may take, seconds: far more than it does, for machines that are busy
PATIENCE = 60.0
# Of a whole test, seconds: below the limit that meson has, and far more than any takes
DEADLINE = float(os.environ.get("DT_TEST_DEADLINE", "900"))
MOST_FAILED_WAITS = 3
# How much is told of each thing, lines
FRAMES, FRAMES_OF_OTHERS, WORDS = 30, 8, 25
OURS = ("driver.py", "guard.py", "person.py", "tap.py")

began = time.monotonic()
programs = []  # every App that was started and was not told to end
failed_waits = []  # since the last point that held
waiting = []  # for what, the outermost first
done = collections.deque(maxlen=8)  # the last that was done to the program


class Gone(Exception):
    """What was looked for is not there, or not any more."""


def does(what):
    """Says so when it comes to nothing."""
    done.append(f"{time.monotonic() - began:.1f} s {what}")


def wait_for(what, look, seconds=PATIENCE, step=0.03):
    """Looks again and again; answers what it saw, or says what never came. A look that stumbles,
    over what is about to come or to go, is only one more look."""
    deadline, trouble = time.monotonic() + seconds, None
    waiting.append(what)
    try:
        while True:
            try:
                seen = look()
                trouble = None
            except (Gone, GLib.Error, AttributeError, TypeError, ValueError, LookupError) as error:
                seen, trouble = None, error
            if seen:
                return seen
            check()
            if time.monotonic() > deadline:
                break
            time.sleep(step)
    finally:
        waiting.pop()
    raise gave_up(f"{what} did not come within {seconds:g} s"
                  + (f", {trouble!r}" if trouble else ""))


def place():
    """Line of the test that is waiting."""
    for frame in reversed(traceback.extract_stack()):
        name = os.path.basename(frame.filename)
        if name not in OURS and not name.startswith("<"):
            return f"{name}:{frame.lineno}"
    return "?"


def gave_up(what):
    """(to be raised): something came to its end without what it was for."""
    told = f"{what} ({place()})"
    if not waiting:
        failed_waits.append(told)
    if len(failed_waits) >= MOST_FAILED_WAITS:
        bail_out(f"{len(failed_waits)} waits failed one after the other: "
                 + "; ".join(failed_waits))
    return Gone(told)


def check():
    """Nothing comes of a program that died."""
    for app in programs:
        code = app.process.poll()
        if code not in (None, 0):
            # What it said last may still be on its way
            time.sleep(0.5)
            bail_out(f"the program ended with {code}, seen at {place()}")


def begin():
    """Once a test."""
    sys.excepthook = stumbled
    timer = threading.Timer(DEADLINE, over)
    timer.daemon = True
    timer.start()
    # For when Python itself is stuck
    faulthandler.dump_traceback_later(DEADLINE + 60, exit=True)


def stumbled(kind, error, trace):
    traceback.print_exception(kind, error, trace)
    tell(f"{error!r}")
    os._exit(1)


def over():
    try:
        tell(f"it took more than {DEADLINE:g} s")
    except Exception:
        traceback.print_exc()
    finally:
        os._exit(1)


def bail_out(why):
    """From the test's own thread."""
    tell(why)
    sys.exit(1)


def tell(why):
    say("the last that was done:", done)
    for app in programs:
        say(f"{os.path.basename(app.program)}, process {app.process.pid}:", app.describe())
        said = len(app.said)
        told = stacks(app)
        say("its last words:", [f"{when:.1f} s {line}" for when, line in app.said[:said][-WORDS:]
                                if not is_frame(line)])
        say("its stacks:", told)
    for app in programs:
        app.process.kill()
    frame = sys._current_frames()[threading.main_thread().ident]
    say("the test:", [f"{os.path.basename(f.filename)}:{f.lineno} {f.name}: {f.line}"
                      for f in traceback.extract_stack(frame)[-12:]])
    print(f"Bail out! {why}", flush=True)


def say(title, lines):
    print("#", title, *(f"#   {line}"[:300] for line in lines), sep="\n", file=sys.stderr,
          flush=True)


def stacks(app):
    """Of all its threads; of the one that crashed, when it crashed."""
    begin = len(app.said)
    if app.is_running():
        if "DT_TEST_STACK" not in os.environ:
            return ["DT_TEST_STACK is not set: the program cannot tell"]
        ask_threads(app.process.pid)
    else:
        begin = next((i for i, (_, line) in enumerate(app.said)
                      if line.startswith("stack of ")), begin)
    told, frames, most = [], 0, FRAMES
    for _, line in list(app.said)[begin:]:
        frames = 0 if line.startswith("stack of ") else frames + 1
        if frames == 0 and told:
            most = FRAMES_OF_OTHERS
        if frames <= most:
            told.append(with_source(app, line))
    return told or ["it does not tell"]


def ask_threads(pid):
    """One after the other, so that they do not speak at once."""
    tgkill = ctypes.CDLL(None).tgkill
    for task in sorted(map(int, os.listdir(f"/proc/{pid}/task"))):
        tgkill(pid, task, signal.SIGUSR2)
        time.sleep(0.1)


def is_frame(line):
    return bool(re.match(r"\S+\(.*\) ?\[0x|(end of )?stack", line))


def with_source(app, line):
    """The program's own functions are only numbers to itself."""
    found = re.match(r"(\S+)\(\+(0x[0-9a-f]+)\)", line)
    if not found or os.path.realpath(found[1]) != os.path.realpath(app.program):
        return line
    try:
        said = subprocess.run(["addr2line", "-f", "-p", "-e", *found.groups()], text=True,
                              capture_output=True, timeout=20, check=False).stdout.strip()
    except (OSError, subprocess.TimeoutExpired):
        return line
    return said or line
