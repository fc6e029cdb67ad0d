# SPDX-License-Identifier: GPL-3.0-or-later
"""Views as files: handed over, opened elsewhere, and what is none refused."""

import json
import re

import driver
from dialogs import act, folder, open_file, page, save_as, start, wait_toast
from driver import State, expect, wait

shared_view = folder / "handed over.wuse-view"
app = None
NAME = "四人 & <two> days"


def chosen(layout):
    """Whether the button of a layout is down"""
    return page(app).all(None, layout, State.PRESSED) or page(app).all(None, layout, State.CHECKED)


def shares_a_view():
    """A view is saved and written into a file for others"""
    global app
    app = start("Small")
    wait(20, lambda: chosen("Network"), "the network, where nobody is known to have infected anybody")
    page(app).find("button", "Time").do()
    wait(20, lambda: chosen("Time"), "the layout by time")
    act(app, "graph.save-view")
    wait(10, lambda: app.all(None, "Name", State.EDITABLE), "the dialog")[0].text = NAME
    wait(10, lambda: app.all("button", "Save", State.SENSITIVE), "Save to be possible")[-1].do()
    wait_toast(app, "^View .* saved$")
    act(app, "graph.views")
    wait(10, lambda: app.all(None, re.compile("^More for the view"), State.FOCUSABLE), "the menu of the view")[0].do()
    wait(10, lambda: app.all("menu item", "Export…"), "Export…")[-1].do()
    save_as(app, shared_view)
    expect(json.loads(shared_view.read_text())["name"] == NAME, "its name is in it")
    app.kill()


def opens_elsewhere():
    """Somebody else opens that file, and has the view"""
    global app
    app = start("Elsewhere", **{name: str(folder / name.lower()) for name in driver.PRIVATE_FOLDERS})
    page(app).find("button", "Network").do()
    wait(20, lambda: chosen("Network"), "another layout")
    act(app, "graph.import-view")
    open_file(app, shared_view)
    wait_toast(app, f"^View “{re.escape(NAME)}” imported")
    wait(20, lambda: chosen("Time"), "the layout of the view")


HOSTILE = {
    "garbage": (bytes(range(256)) * 400, "not text"),
    "huge": (b'{"format": "' + b"a" * (25 << 20) + b'"}', "too large"),
    "types": (b'{"format": [1], "layout": {"x": null}, "name": 7}', "not a view"),
}


def refuses():
    """Files that are no views are refused, each with what is wrong with it"""
    for name, (content, reason) in HOSTILE.items():
        file = folder / f"{name}.wuse-view"
        file.write_bytes(content)
        act(app, "graph.import-view")
        open_file(app, file)
        wait_toast(app, f"“{name}.wuse-view” is not a view that can be opened.* {reason}")
    act(app, "graph.views")
    wait(10, lambda: len([row for listed in app.all("list", "Saved views") for row in listed.all("list item")]) == 1, "one view")


driver.run(shares_a_view, opens_elsewhere, refuses)
