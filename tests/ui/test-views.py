# SPDX-License-Identifier: GPL-3.0-or-later
"""Views that are kept and shared, and what the graph shows in files."""

import csv
import json
import os
import pathlib
import re
import tempfile
import xml.etree.ElementTree as ElementTree

import driver
from driver import State, expect, number, wait

district = driver.District("--synthetic", "--clock-rate=0", *driver.SMALL)
folder = pathlib.Path(tempfile.mkdtemp(prefix="wuse-test-"))
driver.District.folders.append(folder)
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
    wait(20, lambda: app.find("entry", "Search cases").text == chosen, "what was searched for")
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


def choose_file(path, button):
    """Names the file in the dialog that asks for one"""
    def entry():
        found = [node for node in app.all(None, None, State.EDITABLE, State.FOCUSED)]
        return found[-1] if found else None

    wait(10, lambda: app.all("button", button), f"the dialog with {button}")
    if button == "Import":
        app.press("l", driver.CONTROL)
    field = wait(10, entry, "where to enter a name")
    field.text = str(path)
    press_in_dialog(button)


def export(menu, entry, path):
    button = app.find(None, "Export", State.FOCUSABLE)
    button.do()
    wait(10, lambda: app.all("menu item", menu), menu)[-1].do()
    wait(10, lambda: app.all("menu item", entry), entry)[-1].do()
    choose_file(path, "Export")
    wait(40, path.exists, f"{path.name}")
    expect(path.stat().st_size > 0, f"{path.name} is empty")


def exports_pictures():
    """Pictures of what is seen and of the whole"""
    export("What Is Seen", "PNG, Double Size…", folder / "seen.png")
    expect((folder / "seen.png").read_bytes().startswith(b"\x89PNG"), "no PNG")
    export("The Whole Graph", "SVG…", folder / "whole.svg")
    words = "".join(ElementTree.parse(folder / "whole.svg").getroot().itertext())
    expect("made up" in words and "confirmed" in words, "legend and source are in the drawing")
    export("The Whole Graph", "PDF…", folder / "whole.pdf")
    expect((folder / "whole.pdf").read_bytes().startswith(b"%PDF"), "no PDF")


def exports_data():
    """Graph and tables tell of the same cases"""
    export("Data of Everyone Shown", "Graph (GraphML)…", folder / "graph.graphml")
    export("Data of Everyone Shown", "Line List (CSV)…", folder / "cases.csv")
    export("Data of Everyone Shown", "Links and Contacts (CSV)…", folder / "links.csv")
    nodes = ElementTree.parse(folder / "graph.graphml").getroot().iter("{http://graphml.graphdrawing.org/xmlns}node")
    with open(folder / "cases.csv", encoding="utf-8-sig", newline="") as file:
        cases = {row["case_id"] for row in csv.DictReader(file)}
    with open(folder / "links.csv", encoding="utf-8-sig", newline="") as file:
        ends = {row[end] for row in csv.DictReader(file) for end in ("from", "to")}
    ids = {node.get("id") for node in nodes}
    expect(cases and cases <= ids, "all cases are nodes")
    expect(ends and ends <= ids, "all ends of links are nodes")


def shares():
    """A view goes through a file, and its deletion is asked about"""
    path = folder / "view.wuse-view"
    more("Export…")
    choose_file(path, "Export")
    wait(20, path.exists, "the file")
    view = json.loads(path.read_text(encoding="utf-8"))
    expect(view["name"] == "second" and view["layout"] == "force" and view["nodes"]["case"]["ids"], "what a view holds")
    more("Delete…")
    wait_words("^Delete the View")
    press_in_dialog("Delete")
    wait_rows("second", 0)
    page().find("button", "Time").do()
    wait(20, lambda: is_layout("Time"), "another layout")
    # As if two had gone since and one had come
    case = view["nodes"]["case"]
    case["ids"][0], case["ids"][1] = "gone-1", "gone-2"
    path.write_text(json.dumps(view), encoding="utf-8")
    act("graph.import-view")
    choose_file(path, "Import")
    wait(20, lambda: is_layout("Network"), "the layout of the view")
    wait_words("View “second” · 2 have come since · 2 are no longer there")


def refuses():
    """A file that is no view is refused with a word"""
    path = folder / "hostile.wuse-view"
    path.write_text("[" * 100000)
    act("graph.import-view")
    choose_file(path, "Import")
    wait_words("is not a view that can be opened")
    wait_rows("^second, saved ")


driver.run(starts, saves, asks_before_replacing, survives, renames, exports_pictures, exports_data, shares, refuses,
           lambda: app.quit())
