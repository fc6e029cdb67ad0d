# SPDX-License-Identifier: GPL-3.0-or-later
"""Views that are kept."""

import re

import driver
from driver import State, expect, wait

district = driver.District("--synthetic", "--clock-rate=0", *driver.SMALL)
app = None
chosen = None
NAME = "第3栋 & <its> neighbours"


def page():
    """The page of cases, as it stands now"""
    return app.find("panel", "Cases", seconds=20)


def act(action):
    """What the pane can do; an action that cannot be done is not told of"""
    next(node for node in page().read().walk() if action in node.actions).do(action)


def press_in_dialog(name):
    """A button of the newest dialog that has one of this name; a question has a second, hidden one for narrow windows"""
    for node in wait(10, lambda: app.all("button", name, State.SENSITIVE), f"the button {name}"):
        try:
            node.do()
        except (driver.Failure, driver.GLib.Error):  # gone with its dialog, or never shown
            pass


def wait_words(pattern, seconds=20):
    """Words that are said in a toast or a dialog"""
    return wait(seconds, lambda: next((label.name for label in app.all("label") if re.search(pattern, label.name)), None), pattern)


def wait_complete():
    wait(30, lambda: any(" chain" in words for words in page().labels), "the graph's figures")


def open_cases():
    global app
    app = driver.Program.of(district)
    app.find("label", re.compile("^Live · "), seconds=60)
    app.press("2", driver.ALT)
    wait_complete()


def is_layout(name):
    return bool(page().all("button", name, State.PRESSED)) or bool(page().all("button", name, State.CHECKED))


def go_to_case():
    """Picks the first case of the list that is searched for, and gives its number"""
    name = next(node.name for node in page().all("label", re.compile("^C[0-9]+$")))
    app.find("entry", "Search cases").text = name
    wait(10, lambda: "1 case" in page().labels, "one case")
    return name


def give_name(name, button):
    entry = wait(10, lambda: next(iter(app.all("entry", "Name")), None) or next(iter(app.all(None, "Name", State.EDITABLE)), None),
                 "the dialog")
    entry.text = name
    press_in_dialog(button)


def rows():
    """The views in the popover, which is opened"""
    if not app.all("button", "Save View…"):
        act("graph.views")
    return [row.name for listed in app.all("list", "Saved views") for row in listed.all("list item")]


def wait_rows(pattern, n=1):
    """Waits until so many views are like this, and closes the popover"""
    wait(20, lambda: len([row for row in rows() if re.search(pattern, row)]) == n, lambda: f"{n} of {pattern}, not {rows()}")
    app.press("Escape")
    app.gone("button", "Save View…")


def starts():
    """The page of cases is there, without a view"""
    open_cases()
    act("graph.views")
    wait_words("No view has been saved yet")
    app.press("Escape")


def saves():
    """A view is saved: layout, filter, list"""
    global chosen
    page().find("button", "Network").do()
    wait(20, lambda: is_layout("Network"), "the network")
    chosen = go_to_case()
    act("graph.save-view")
    give_name(NAME, "Save")
    wait_rows(f"^{re.escape(NAME)}, saved ")


def asks_before_replacing():
    """A name that is taken is asked about"""
    act("graph.save-view")
    give_name(NAME, "Save")
    wait_words("^Replace the View")
    press_in_dialog("Replace")
    app.gone("label", re.compile("^Replace the View"))
    wait_rows(f"^{re.escape(NAME)}, saved ")


def survives():
    """The program is killed: the view is there, with its age, and brings all back"""
    app.kill()
    open_cases()
    expect(not is_layout("Network"), "the layout is as at the start")
    expect(any(NAME in row and "saved" in row for row in rows()), "the view and its age")
    more("Open")
    wait(20, lambda: is_layout("Network"), "the network again")
    wait(20, lambda: app.find("entry", "Search cases").text == chosen,
         lambda: f"{chosen} to be searched for, not {app.find('entry', 'Search cases').text!r}")
    wait(10, lambda: "1 case" in page().labels, "one case")


def renames():
    """A view is given another name"""
    more("Rename…")
    give_name("second", "Rename")
    wait_rows("^second, saved ")


def more(entry):
    """An entry of the menu of the first view"""
    rows()
    button = wait(10, lambda: app.all(None, re.compile("^More for the view"), State.FOCUSABLE), "the menu of the view")[0]
    button.do()
    wait(10, lambda: app.all("menu item", entry), entry)[-1].do()


driver.run(starts, saves, asks_before_replacing, survives, renames, lambda: app.quit())
