# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real program over the accessibility bus, with a real district server on loopback.

A test is a list of steps, handed to run(), which prints TAP. Nodes are found by role, name and state, and worked by their
actions or with the keyboard. Run through tests/support/desktop-session; the build tells where the programs are.
"""

import ctypes
import enum
import json
import os
import pathlib
import re
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.parse
import urllib.request


def skip(reason):
    print(f"1..0 # SKIP {reason}", flush=True)
    sys.exit(0)


try:
    from gi.repository import Gio, GLib
except ImportError as problem:
    skip(f"no bindings of GLib: {problem}")

PROGRAM = os.environ.get("WUSE_TEST_PROGRAM", "src/ui/wuse")
DISTRICT = os.path.join(os.environ["WUSE_BINARY_DIR"], "wuse-district")
PATIENCE = float(os.environ.get("WUSE_TEST_PATIENCE", "1"))  # longer waits for slow builds
LEAST_WAIT = 20  # seconds that anything is waited for: the machine may have other work to do
PRIVATE_FOLDERS = ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
USER = "test"
SMALL = ("--grids=120", "--persons=6000", "--seed=3", "--history-days=30")

# What GLib and the libraries say on standard error when something is wrong
COMPLAINT = re.compile(r"(CRITICAL|WARNING|ERROR) \*\*|Sanitizer|runtime error|assertion failed", re.I)
# Said of a bare machine, not by us: no compositing manager, no theme settings, no keyring on the private bus; no window manager that
# says on which monitor a window is before a menu is opened in it; and what a message dialog of newer libadwaita does to its own heading
HARMLESS = re.compile(r"gdk_monitor_get_geometry|Trying to measure GtkLabel \S+ for width|Vulkan|dconf|org\.freedesktop\.(secrets|portal)|libEGL|MESA|Unable to acquire the address of the accessib")

KEYS = {
    "Return": 0xFF0D, "Escape": 0xFF1B, "Tab": 0xFF09, "BackSpace": 0xFF08, "Up": 0xFF52, "Down": 0xFF54, "Left": 0xFF51,
    "Right": 0xFF53, "Home": 0xFF50, "End": 0xFF57, "F5": 0xFFC2, "F6": 0xFFC3, "F9": 0xFFC6, "F10": 0xFFC7, "BackTab": 0xFE20, "space": 0x20, "plus": 0x2B,
}
CONTROL = 4
ALT = 8
SHIFT = 1
KEY_BY_SYMBOL, LOCK_MODIFIERS, UNLOCK_MODIFIERS = 3, 5, 6  # of AT-SPI's key events


class State(enum.IntEnum):
    """States of the accessibility bus, by their bit."""

    CHECKED = 4
    EDITABLE = 7
    EXPANDABLE = 9
    EXPANDED = 10
    FOCUSABLE = 11
    FOCUSED = 12
    PRESSED = 20
    SELECTED = 23
    SENSITIVE = 24


class Failure(Exception):
    """What a step expected and did not see."""


def wait(seconds, predicate, what):
    """Waits until PREDICATE gives something true, and returns that; at least LEAST_WAIT."""
    seconds = max(seconds, LEAST_WAIT) * PATIENCE
    end = time.monotonic() + seconds
    while True:
        try:
            result = predicate()
        except GLib.Error:  # something went away while it was looked at
            result = None
        if result:
            return result
        if time.monotonic() > end:
            raise Failure(f"waited {seconds:.0f} s for {what() if callable(what) else what}")
        time.sleep(0.05)


def wait_steady(seconds, value, what):
    """Waits until VALUE has given the same for some SECONDS, and returns that."""
    last, since = value(), time.monotonic()

    def is_steady():
        nonlocal last, since
        now = value()
        if now != last:
            last, since = now, time.monotonic()
        return time.monotonic() - since >= seconds

    wait(LEAST_WAIT, is_steady, what)
    return last


def expect(condition, words):
    if not condition:
        raise Failure(words)


def number(text):
    """The number in a text, with whatever separates thousands."""
    digits = re.sub(r"[^0-9]", "", text)
    return int(digits) if digits else None


# Roles by their numbers on the accessibility bus. Buttons and menu items that stay down are called so, too: GTK is of two minds.
ROLES = {2: "alert", 7: "check box", 8: "menu item", 11: "combo box", 16: "dialog", 23: "frame", 27: "image", 29: "label",
         31: "list", 32: "list item", 33: "menu", 35: "menu item", 39: "panel", 40: "password text", 43: "button", 44: "check box",
         45: "menu item", 49: "scroll pane", 51: "slider", 54: "status bar", 61: "text", 62: "button", 69: "window", 75: "application",
         55: "table", 56: "table cell", 66: "table", 79: "entry", 90: "table row", 99: "panel"}


def is_row(node):
    """Whether it is a row of a table: earlier versions of GTK say so by the name of a type only."""
    return node.role == "table row" or node.parent is not None and node.parent.name == "GtkColumnListView"


class Bus:
    """The accessibility bus. Questions are asked many at a time, since a tree has hundreds of nodes."""

    REGISTRY = "org.a11y.atspi.Registry"
    EVENT = "org.a11y.atspi.Event.Object"
    connection = None
    focused = {}  # what each program said last that it has the keyboard, by the program's name on the bus

    @classmethod
    def connect(cls):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0, 20000).unpack()[0]
        cls.connection = Gio.DBusConnection.new_for_address_sync(
            address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)

        def focus_moved(connection, owner, path, interface, signal, parameters):
            if parameters.get_child_value(1).get_int32():
                cls.focused[owner] = (owner, path)

        cls.connection.signal_subscribe(None, cls.EVENT, "StateChanged", None, "focused", Gio.DBusSignalFlags.NONE, focus_moved)

    @classmethod
    def listen(cls):
        """Hears what has been said so far."""
        while GLib.MainContext.default().iteration(False):
            pass

    @classmethod
    def ask_all(cls, questions):
        """Answers to (owner, path, interface, method, parameters), None for those that nobody answers any more."""
        answers = [None] * len(questions)
        open_questions = len(questions)

        def answered(connection, result, index):
            nonlocal open_questions
            open_questions -= 1
            try:
                answers[index] = connection.call_finish(result).unpack()
            except GLib.Error:
                pass

        for index, question in enumerate(questions):
            cls.connection.call(*question, None, Gio.DBusCallFlags.NONE, 20000, None, answered, index)
        while open_questions:
            GLib.MainContext.default().iteration(True)
        return answers

    @classmethod
    def ask(cls, *question):
        return cls.connection.call_sync(*question, None, Gio.DBusCallFlags.NONE, 20000).unpack()


class Attributes(ctypes.Structure):
    """XWindowAttributes of Xlib"""

    _fields_ = [*((name, ctypes.c_int) for name in ("x", "y", "width", "height", "border_width", "depth")),
                ("visual", ctypes.c_void_p), ("root", ctypes.c_ulong),
                *((name, ctypes.c_int) for name in ("window_class", "bit_gravity", "win_gravity", "backing_store")),
                ("backing_planes", ctypes.c_ulong), ("backing_pixel", ctypes.c_ulong), ("save_under", ctypes.c_int),
                ("colormap", ctypes.c_ulong), ("map_installed", ctypes.c_int), ("map_state", ctypes.c_int),
                *((name, ctypes.c_long) for name in ("all_event_masks", "your_event_mask", "do_not_propagate_mask")),
                ("override_redirect", ctypes.c_int), ("screen", ctypes.c_void_p)]


class Display:
    """The display has no window manager: this does the one thing of it that is missed."""

    VIEWABLE = 2
    x11 = None

    @classmethod
    def open(cls):
        cls.x11 = ctypes.CDLL("libX11.so.6")
        cls.x11.XOpenDisplay.restype = ctypes.c_void_p
        cls.x11.XDefaultRootWindow.restype = ctypes.c_ulong
        cls.ignore = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda *_: 0)  # a window may go meanwhile
        cls.x11.XSetErrorHandler(cls.ignore)
        cls.display = ctypes.c_void_p(cls.x11.XOpenDisplay(None))
        cls.root = ctypes.c_ulong(cls.x11.XDefaultRootWindow(cls.display))

    @classmethod
    def windows(cls):
        """Those to be seen, from the lowest to the topmost, without popovers"""
        root, parent, children, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.POINTER(ctypes.c_ulong)(), ctypes.c_uint()
        cls.x11.XQueryTree(cls.display, cls.root, ctypes.byref(root), ctypes.byref(parent), ctypes.byref(children), ctypes.byref(count))
        for window in children[:count.value]:
            attributes = Attributes()
            if (cls.x11.XGetWindowAttributes(cls.display, ctypes.c_ulong(window), ctypes.byref(attributes))
                    and attributes.map_state == cls.VIEWABLE and not attributes.override_redirect):
                yield window
        if children:
            cls.x11.XFree(children)

    @classmethod
    def give_keyboard(cls):
        """When the window that had the keyboard has gone, the topmost that is left gets it."""
        if cls.x11 is None:
            cls.open()
        window, revert = ctypes.c_ulong(), ctypes.c_int()
        cls.x11.XGetInputFocus(cls.display, ctypes.byref(window), ctypes.byref(revert))
        if window.value in (0, 1, cls.root.value):
            for top in list(cls.windows())[-1:]:
                cls.x11.XSetInputFocus(cls.display, ctypes.c_ulong(top), 1, ctypes.c_ulong(0))
                cls.x11.XSync(cls.display, 0)


class Node:
    """An accessible as it was when it was last read: role, name, description, states, children. Looking for something below it
    reads it anew."""

    ACCESSIBLE = "org.a11y.atspi.Accessible"
    QUESTIONS = (
        ("org.freedesktop.DBus.Properties", "GetAll", GLib.Variant("(s)", (ACCESSIBLE,))),
        (ACCESSIBLE, "GetRole", None),
        (ACCESSIBLE, "GetState", None),
        (ACCESSIBLE, "GetChildren", None),
    )

    worked = {}  # when each was told last to do something

    def __init__(self, reference, parent=None):
        self.reference = reference
        self._parent = parent
        self.forget()

    def __eq__(self, other):
        return isinstance(other, Node) and self.reference == other.reference

    def __hash__(self):
        return hash(self.reference)

    @property
    def parent(self):
        """What it stands in: as it was when this was read, or asked for when it is not known."""
        if self._parent is None and self.parent_reference is not None:
            self._parent = Node(self.parent_reference).look()
        return self._parent

    def forget(self):
        self.role = self.name = self.description = ""
        self.parent_reference = None
        self.states = 0
        self.children = []

    def take(self, properties, role, states, children):
        self.forget()
        if not properties or role is None or states is None:
            return
        self.name = properties[0].get("Name", "")
        self.description = properties[0].get("Description", "")
        parent = properties[0].get("Parent")
        self.parent_reference = parent if parent is not None and not parent[1].endswith("/null") else None
        self.role = ROLES.get(role[0], f"role {role[0]}")
        self.states = states[0][0] | states[0][1] << 32
        self.children = [Node(reference, self) for reference in (children or [[]])[0]]

    def read(self):
        """Reads this node and everything below it."""
        level = [self]
        while level:
            answers = Bus.ask_all([(*node.reference, *question) for node in level for question in self.QUESTIONS])
            for index, node in enumerate(level):
                node.take(*answers[4 * index:4 * index + 4])
            level = [child for node in level for child in node.children]
        return self

    def walk(self):
        """This node and all below it, as last read."""
        yield self
        for child in self.children:
            yield from child.walk()

    def has(self, *states):
        return all(self.states >> state & 1 for state in states)

    def look(self):
        """Reads this node, and nothing below it but what there is."""
        self.take(*Bus.ask_all([(*self.reference, *question) for question in self.QUESTIONS]))
        return self

    def is_now(self, *states):
        """Whether it has these states, asked anew."""
        return self.look().has(*states)

    def matches(self, role, name, states):
        if role is not None and self.role != role or not self.has(*states):
            return False
        return name is None or (bool(name.search(self.name)) if isinstance(name, re.Pattern) else self.name == name)

    def all(self, role=None, name=None, *states):
        """Nodes below this one; NAME is exact, or a compiled pattern to be found in the name."""
        return [node for node in self.read().walk() if node.matches(role, name, states)]

    def find(self, role=None, name=None, *states, seconds=10):
        words = f"{role or 'node'} {name!r} in {self}"
        return wait(seconds, lambda: next(iter(self.all(role, name, *states)), None), words)

    def gone(self, role=None, name=None, *states, seconds=10):
        wait(seconds, lambda: not self.all(role, name, *states), f"{role} {name!r} to go")

    @property
    def labels(self):
        return [node.name for node in self.all("label")]

    def ask(self, interface, method, parameters=None):
        return Bus.ask(*self.reference, f"org.a11y.atspi.{interface}", method, parameters)

    @property
    def text(self):
        """What an entry contains; of one, GTK 4.8 takes no -1 for the end."""
        count = Bus.ask(*self.reference, "org.freedesktop.DBus.Properties", "Get",
                        GLib.Variant("(ss)", ("org.a11y.atspi.Text", "CharacterCount")))[0]
        return self.ask("Text", "GetText", GLib.Variant("(ii)", (0, count)))[0]

    @text.setter
    def text(self, text):
        expect(self.ask("EditableText", "SetTextContents", GLib.Variant("(s)", (text,)))[0], f"{self} takes no text")

    @property
    def actions(self):
        try:
            count = Bus.ask(*self.reference, "org.freedesktop.DBus.Properties", "Get",
                            GLib.Variant("(ss)", ("org.a11y.atspi.Action", "NActions")))[0]
            return [self.ask("Action", "GetName", GLib.Variant("(i)", (index,)))[0] for index in range(count)]
        except GLib.Error:
            return []

    def do(self, action="click"):
        # GTK keeps a button down for a quarter of a second, and what it is told meanwhile is lost.
        time.sleep(max(0, Node.worked.get(self, 0) + 0.4 - time.monotonic()))
        Node.worked[self] = time.monotonic()
        names = self.actions
        expect(action in names, f"{self} has no action {action}, but {names}")
        expect(self.ask("Action", "DoAction", GLib.Variant("(i)", (names.index(action),)))[0], f"{self} refused {action}")

    def __str__(self):
        return f"{self.role} “{self.name}”"


class District:
    """A district server of our own on a port that stays the same."""

    def __init__(self, *arguments, database=None):
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.arguments = [*arguments, *([f"--database={database}"] if database else [])]
        self.password = secrets.token_urlsafe(18)
        self.process = None
        self.start()

    @staticmethod
    def make(*arguments):
        """A database with a synthetic district."""
        file = pathlib.Path(tempfile.mkdtemp(prefix="wuse-test-")) / "district.db"
        subprocess.run([DISTRICT, "synthesise", f"--database={file}", *arguments], check=True)
        District.folders.append(file.parent)
        return file

    def start(self):
        self.process = subprocess.Popen(
            [DISTRICT, "serve", "--credentials-stdin", "--die-with-parent", f"--port={self.port}", *self.arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.process.stdin.write(f"{USER}\n{self.password}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        expect(line, "the district server did not start")
        self.url = json.loads(line)["url"]
        District.running.append(self)

    def end(self, how=signal.SIGTERM):
        if self.process is None:
            return
        self.process.send_signal(how)
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()
        self.process = None

    def kill(self):
        self.end(signal.SIGKILL)

    def ask(self, method, path, body=None, form=False, headers=()):
        data = None if body is None else (urllib.parse.urlencode(body) if form else json.dumps(body)).encode()
        request = urllib.request.Request(self.url.rstrip("/") + path, data, method=method)
        if not form:
            token = self.ask("POST", "/oauth/token",
                             {"grant_type": "password", "username": USER, "password": self.password}, True)["access_token"]
            request.add_header("Authorization", f"Bearer {token}")
            request.add_header("Content-Type", "application/json")
        for name, value in dict(headers).items():
            request.add_header(name, value)
        with urllib.request.urlopen(request, timeout=20) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def set_clock(self, rate):
        """Seconds of the district's time per second."""
        self.ask("PUT", "/v1/clock", {"clock_rate": rate})

    running = []
    folders = []


class Program(Node):
    """A running wuse. Its settings live in the private configuration folder, as for a person."""

    def __init__(self, *arguments, password=None, environment=()):
        self.log = tempfile.NamedTemporaryFile(prefix="wuse-test-", suffix=".log")
        self.process = subprocess.Popen(
            [PROGRAM, *arguments], stdin=subprocess.PIPE, stdout=self.log, stderr=self.log,
            env={**os.environ, "GSETTINGS_BACKEND": "keyfile", "GSK_RENDERER": "cairo", "GDK_DEBUG": "gl-disable",
                 **dict(environment)})
        if password is not None:
            self.process.stdin.write(password.encode() + b"\n")
            Program.secrets.append(password)
        self.process.stdin.close()
        Program.running.append(self)
        super().__init__(wait(30, self._find_application, "the program on the accessibility bus"))

    @classmethod
    def of(cls, district, **options):
        return cls("--server", district.url, "--user", USER, "--password-stdin", password=district.password, **options)

    def _find_application(self):
        expect(self.process.poll() is None, f"the program ended with status {self.process.poll()}: {self.output[-2000:]}")
        root = Node((Bus.REGISTRY, "/org/a11y/atspi/accessible/root"))
        for reference in root.ask("Accessible", "GetChildren")[0]:
            owner = Bus.ask("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "GetConnectionUnixProcessID",
                            GLib.Variant("(s)", (reference[0],)))[0]
            if owner == self.process.pid:
                return reference
        return None

    @property
    def output(self):
        return pathlib.Path(self.log.name).read_text(errors="replace")

    @property
    def window(self):
        return self.find("frame", re.compile("Wuse"))

    @property
    def focused(self):
        """What has the keyboard, in the newest window that has it. Most often that is what said so last; the whole tree has
        hundreds of nodes."""
        Bus.listen()
        node = Node(Bus.focused[self.reference[0]]) if self.reference[0] in Bus.focused else None
        if node is not None and node.is_now(State.FOCUSED):
            return node
        nodes = self.all(None, None, State.FOCUSED)
        return nodes[-1] if nodes else None

    def press(self, key, modifiers=0):
        """A key, by name or character, as from the keyboard."""
        def generate(number, kind):
            Bus.ask(Bus.REGISTRY, "/org/a11y/atspi/registry/deviceeventcontroller", "org.a11y.atspi.DeviceEventController",
                    "GenerateKeyboardEvent", GLib.Variant("(isu)", (number, "", kind)))

        Display.give_keyboard()
        if modifiers:
            generate(modifiers, LOCK_MODIFIERS)
        generate(KEYS.get(key) or ord(key), KEY_BY_SYMBOL)
        if modifiers:
            generate(modifiers, UNLOCK_MODIFIERS)

    def move_focus(self, key, modifiers=0):
        """A key that brings the keyboard to another node; waits until it is there and returns the node. Without waiting, the
        next key would be sent while this one is still under way, and the keyboard would go too far."""
        before = self.focused
        began = time.monotonic()

        def moved():
            Bus.listen()
            node = Node(Bus.focused.get(self.reference[0], self.reference)).look()
            if not node.has(State.FOCUSED) and time.monotonic() - began > 1:
                node = self.focused
            return node if node is not None and node.has(State.FOCUSED) and node != before else None

        self.press(key, modifiers)
        return wait(LEAST_WAIT, moved, f"{key} to bring the keyboard away from {before}")

    def focus_search(self):
        """Brings the keyboard to the search, and returns its entry."""
        self.press("k", CONTROL)
        return wait(LEAST_WAIT, lambda: next(iter(self.all("entry", None, State.FOCUSED)), None), "the search to have the keyboard")

    def type(self, text):
        for character in text:
            self.press(character)

    def wait_live(self, seconds=40):
        self.find("label", re.compile("^Live · "), seconds=seconds)
        wait(seconds, lambda: legend(self)[1] > 1, "the areas in the legend")

    def quit(self):
        """Ends it as a person would, and expects success."""
        self.window.do("window.close")
        wait(15, lambda: self.process.poll() is not None, "the program to end")
        expect(self.process.returncode == 0, f"the program ended with status {self.process.returncode}")

    def kill(self):
        self.process.kill()
        self.process.wait()

    running = []
    secrets = []


# --- what the views of the program say ---


def legend(program):
    """Counts by level, and how many areas are said to be in view."""
    panel = program.find("panel", "Legend")
    total = panel.find("label", re.compile(" in view$")).name
    rows = [row.name.rsplit(": ", 1) for row in panel.all("button")]
    return {name: number(count) for name, count in rows}, number(total)


def area_rows(program):
    """The list of areas: rows as they are read out."""
    return [row.name for row in program.find("list", "Areas, worst first").all("list item")]


def go_to_list(program, name, row=0):
    """Puts the keyboard on a row of a list, by way of the search."""
    node = program.focus_search()
    for _ in range(20):
        node = program.move_focus("Tab")
        if node.role == "list item" and node.parent.name == name:
            break
    else:
        raise Failure(f"Tab does not reach the list {name}")

    def at_row():
        node = program.focused
        return node if node is not None and node.role == "list item" and node.parent.children.index(node) == row else None

    program.press("Home")
    for _ in range(row):
        program.press("Down")
    return wait(5, at_row, lambda: f"row {row} of {name} to have the keyboard, not {program.focused}")


def focus(program, role, name, backwards=False):
    """Brings the keyboard to a node with Tab, or backwards with Shift and Tab."""
    node = program.focused
    for _ in range(60):
        if node is not None and node.matches(role, name, ()):
            return node
        node = program.move_focus("BackTab" if backwards else "Tab")
    raise Failure(f"Tab does not reach {role} {name!r}")


def choose_area(program, row=0):
    """Chooses an area of the list and waits for the inspector; returns its name."""
    name = go_to_list(program, "Areas, worst first", row).name.split(", ")[0]
    program.press("Return")
    wait(10, lambda: name in inspector(program).labels, f"the inspector of {name}")
    return name


def inspector(program, seconds=10):
    return program.find("panel", "Selected area", seconds=seconds)


def connection(program):
    """Opens the popover that tells of the connection, and returns counts by record type; closes it again."""
    button = program.find("button", re.compile("^(Live|Offline|Connecting|Receiving|Not)"), State.FOCUSABLE)
    button.do("click")

    def counts():
        """By three: type, number, newest, below a heading of three"""
        headings = program.all("label", "In the cache")
        labels = headings[0].parent.labels[3:] if headings else []
        told = {labels[i]: number(labels[i + 1]) for i in range(0, len(labels) - 2, 3)}
        return told if told and None not in told.values() else None

    told = wait(5, counts, "the popover of the connection")
    program.press("Escape")
    program.gone("label", "In the cache")
    return told


# --- running ---


def check_output():
    """No warning of the libraries, no secret, in what the programs said."""
    for program in Program.running:
        lines = [line for line in program.output.splitlines() if COMPLAINT.search(line) and not HARMLESS.search(line)]
        expect(not lines, "the program complained:\n" + "\n".join(lines[:10]))
        for secret in Program.secrets:
            expect(secret not in program.output, "the password is in the output")


def check_files():
    """No secret in any file, and no person unmasked in any cache."""
    for variable in PRIVATE_FOLDERS:
        for file in pathlib.Path(os.environ[variable]).rglob("*"):
            if not file.is_file() or file.is_symlink():
                continue
            content = file.read_bytes()
            for secret in Program.secrets:
                expect(secret.encode() not in content, f"the password is in {file.name}")
            if content.startswith(b"SQLite format 3\0"):
                check_persons(file)


def check_persons(file):
    with sqlite3.connect(file) as database:
        if not database.execute("SELECT 1 FROM sqlite_schema WHERE name = 'person'").fetchone():
            return
        unmasked = database.execute("SELECT count(*) FROM person WHERE name NOT LIKE '%*%' OR id_number NOT LIKE '%*%' "
                                    "OR telephone NOT LIKE '%*%'").fetchone()[0]
    expect(unmasked == 0, f"{unmasked} persons are not masked in {file.name}")


def end_everything():
    for program in Program.running:
        if program.process.poll() is None:
            program.kill()
    for district in District.running:
        district.end()


def tidy():
    for folder in District.folders:
        shutil.rmtree(folder, ignore_errors=True)


def outline(node, depth=0):
    """The tree as last read, in lines: what has a name, with its description and the states that tests ask for."""
    states = [state.name.lower() for state in State if state not in (State.FOCUSABLE, State.SENSITIVE) and node.has(state)]
    is_told = states or node.name and not re.match("(Gtk|Adw)[A-Z]", node.name) and not (node.parent and node.name == node.parent.name)
    if is_told:
        yield f"{'  ' * depth}{node} {node.description} {' '.join(states)}".rstrip()
    for child in node.children:
        yield from outline(child, depth + bool(is_told))


def report(words, problem):
    """Says on standard error, often the only output that is kept, what the window showed and what was expected. That stands last:
    of a long output meson shows the end."""
    lines = []
    for program in Program.running:
        if program.process.poll() is None:
            window = list(outline(program.read().children[0])) if program.read().children else ["nothing"]
            lines += [f"The keyboard was at {program.focused}. The window showed:", *window]
        lines += ["The program said:", *program.output.splitlines()[-15:]]
    lines += [f"FAILED: {words}", *traceback.format_exception(problem)]
    print("\n".join(line.rstrip() for line in lines), file=sys.stderr, flush=True)


def take_step(index, step):
    words = (step.__doc__ or step.__name__).strip().splitlines()[0].rstrip(".")
    started = time.monotonic()
    try:
        step()
        print(f"ok {index} - {words}", flush=True)
    except Exception as problem:
        print(f"not ok {index} - {words}", flush=True)
        print("# " + str(problem).replace("\n", "\n# "), flush=True)
        report(words, problem)
        return False
    finally:
        print(f"# {time.monotonic() - started:.1f} s", flush=True)
    return True


def run(*steps):
    """Takes the steps one after another, ends everything, and checks what was said and left behind."""
    try:
        Bus.connect()
    except GLib.Error as problem:
        skip(f"no accessibility bus: {problem.message}")
    print(f"1..{len(steps) + 2}", flush=True)
    passed = True
    try:
        for index, step in enumerate(steps, 1):
            if passed:
                passed = take_step(index, step)
            else:  # each step stands on those before it
                print(f"not ok {index} - not reached: {step.__name__}", flush=True)
    finally:
        end_everything()
    passed &= take_step(len(steps) + 1, check_output)
    passed &= take_step(len(steps) + 2, check_files)
    tidy()
    sys.exit(0 if passed else 1)
