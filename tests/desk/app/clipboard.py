# clipboard.py - what a program has put on the clipboard
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks the X server for it as another program that pastes would, with what libX11 has: bytes of one
kind, in one piece or in many."""

import ctypes
import time

NOTIFY, PROPERTY = 31, 28
PROPERTY_CHANGES = 1 << 22


class Selection(ctypes.Structure):
    """XSelectionEvent"""
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("sent", ctypes.c_int),
                ("display", ctypes.c_void_p), ("requestor", ctypes.c_ulong),
                ("selection", ctypes.c_ulong), ("target", ctypes.c_ulong),
                ("property", ctypes.c_ulong), ("time", ctypes.c_ulong)]


class Change(ctypes.Structure):
    """XPropertyEvent"""
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("sent", ctypes.c_int),
                ("display", ctypes.c_void_p), ("window", ctypes.c_ulong),
                ("atom", ctypes.c_ulong), ("time", ctypes.c_ulong), ("state", ctypes.c_int)]


class Event(ctypes.Union):
    _fields_ = [("type", ctypes.c_int), ("selection", Selection), ("change", Change),
                ("room", ctypes.c_long * 24)]


class Paste:
    """A window of its own, never shown, that asks."""

    def __init__(self):
        self.x = ctypes.CDLL("libX11.so.6")
        for name in ("XOpenDisplay", "XDefaultRootWindow", "XCreateSimpleWindow", "XInternAtom"):
            getattr(self.x, name).restype = ctypes.c_void_p
        self.display = ctypes.c_void_p(self.x.XOpenDisplay(None))
        root = ctypes.c_ulong(self.x.XDefaultRootWindow(self.display))
        self.window = ctypes.c_ulong(self.x.XCreateSimpleWindow(self.display, root, 0, 0, 1, 1, 0,
                                                                0, 0))
        self.x.XSelectInput(self.display, self.window, ctypes.c_long(PROPERTY_CHANGES))
        self.place = self.atom("PASTED")

    def atom(self, name):
        return ctypes.c_ulong(self.x.XInternAtom(self.display, name.encode(), 0) or 0)

    def wait(self, fits, seconds=20):
        event, deadline = Event(), time.monotonic() + seconds
        while time.monotonic() < deadline:
            while self.x.XPending(self.display):
                self.x.XNextEvent(self.display, ctypes.byref(event))
                if fits(event):
                    return True
            time.sleep(0.01)
        return False

    def take(self):
        """The property and its type; taking it away asks for the next piece."""
        kind, form = ctypes.c_ulong(), ctypes.c_int()
        count, left = ctypes.c_ulong(), ctypes.c_ulong()
        data = ctypes.POINTER(ctypes.c_ubyte)()
        self.x.XGetWindowProperty(self.display, self.window, self.place, ctypes.c_long(0),
                                  ctypes.c_long(1 << 24), 1, ctypes.c_ulong(0),
                                  ctypes.byref(kind), ctypes.byref(form), ctypes.byref(count),
                                  ctypes.byref(left), ctypes.byref(data))
        size = count.value if form.value == 8 else 0
        taken = bytes(data[:size]) if size else b""
        if data:
            self.x.XFree(data)
        return taken, kind.value

    def ask(self, kind):
        """Bytes of that MIME type, empty when there are none."""
        self.x.XConvertSelection(self.display, self.atom("CLIPBOARD"), self.atom(kind),
                                 self.place, self.window, ctypes.c_ulong(0))
        self.x.XFlush(self.display)
        found = []
        if not self.wait(lambda e: e.type == NOTIFY
                         and (found.append(e.selection.property) or True)) or not found[0]:
            return b""
        first, type_ = self.take()
        if type_ != self.atom("INCR").value:
            return first
        pieces = []
        while self.wait(lambda e: e.type == PROPERTY and e.change.state == 0
                        and e.change.atom == self.place.value):
            piece, _ = self.take()
            if not piece:
                break
            pieces.append(piece)
        return b"".join(pieces)
