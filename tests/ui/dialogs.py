# SPDX-License-Identifier: GPL-3.0-or-later
"""A small outbreak, and the toolkit's dialogs that ask for a file: what tests of files that leave the program, or come into it,
share. Without a window manager, nobody gives the keyboard back to the window when such a dialog closes: what follows is done by
actions."""

import pathlib
import re
import tempfile

import driver
from driver import State, expect, wait

folder = pathlib.Path(tempfile.mkdtemp(prefix="wuse-test-"))
driver.District.folders.append(folder)
CASES = ("K1", "K2", "K3", "K4")
LINKS = (("K1", "K2"), ("K1", "K3"), ("K3", "K4"))


def write(name, rows):
    file = folder / name
    file.write_text("\n".join(",".join(row) for row in rows) + "\n", "utf-8")
    return str(file)


def start(collection, **places):
    """A program with the small outbreak as a collection, at its cases"""
    cases = write("cases.csv", [("case_id", "sex", "age", "onset"), *((case, "female", "40", f"2020-02-{day:02}")
                                                                         for day, case in enumerate(CASES, 3))])
    links = write("links.csv", [("from", "to"), *LINKS])
    app = driver.Program("--collection", collection, "--import", cases, links, environment=tuple(places.items()))
    app.find("frame", re.compile(f"^{collection} — Wuse"), seconds=60)
    app.press("2", driver.ALT)
    wait(30, lambda: any(" chain" in words for words in page(app).labels), "the graph")
    return app


def page(app):
    """The page of cases, as it stands now"""
    return app.find("panel", "Cases", seconds=20)


def act(app, action):
    """What the pane can do"""
    next(node for node in page(app).read().walk() if action in node.actions).do(action)


def wait_toast(app, pattern):
    """What a toast says; it is closed, since the next one waits for that"""
    words = app.find("label", re.compile(pattern), seconds=20).name

    def has_gone():
        for label in app.all("label", words):
            try:
                label.parent.parent.all("button")[-1].do()
            except (driver.Failure, IndexError):  # it went by itself
                pass
        return not app.all("label", words)

    wait(10, has_gone, "the toast to go")


def choose(app, button, *names):
    """Goes through a menu by what its items do"""
    app.find(None, button, State.FOCUSABLE).do()
    for name in names:
        item = wait(10, lambda: app.all("menu item", name, State.SENSITIVE), f"{name} in the menu")[-1]
        item.do()


def dialog_nodes(app):
    """What is in other windows than the program's"""
    return [node for window in app.read().children if "Wuse" not in window.name for node in window.walk()]


def answer(app, name):
    """GTK 4.8 tells the name with its mnemonic, and once more"""
    return next((node for node in dialog_nodes(app) if node.matches("button", re.compile(f"^(_{name} )?{name}$"), ())), None)


def accept(app, name):
    wait(10, lambda: answer(app, name).has(State.SENSITIVE), f"{name} to be possible")
    answer(app, name).do()
    wait(10, lambda: answer(app, name) is None, f"the dialog with {name} to close")


def save_as(app, path):
    """Names the file in the dialog that asks where to"""
    def entry():
        """Of all its entries, the one with the name that is proposed"""
        return next((node for node in dialog_nodes(app) if node.has(State.EDITABLE) and "." in node.text), None)

    wait(10, lambda: answer(app, "Export"), "the dialog that asks where to")
    wait(10, entry, "where to enter a name").text = str(path)
    accept(app, "Export")
    wait(40, path.exists, f"{path.name}")
    wait_toast(app, f"^{re.escape(path.name)} written$|^View .* exported$")
    expect(path.stat().st_size > 0, f"{path.name} is empty")
    return path


def open_file(app, path):
    """Names the file in the dialog that asks which"""
    wait(10, lambda: answer(app, "Import"), "the dialog that asks which")
    app.press("l", driver.CONTROL)
    wait(10, lambda: next((node for node in dialog_nodes(app) if node.has(State.EDITABLE, State.FOCUSED)), None),
         "where to enter a name").text = str(path)
    accept(app, "Import")
