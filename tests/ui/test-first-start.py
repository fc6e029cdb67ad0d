# SPDX-License-Identifier: GPL-3.0-or-later
"""The first start: no district, two ways on, and a dialog that refuses what is not safe."""

import re

import driver
from driver import State, expect, wait

app = None


def starts_empty():
    """Without a district the page says so and offers two ways on"""
    global app
    app = driver.Program()
    app.find("label", "No District Yet")
    for name in ("Connect to a District…", "Open the Demo"):
        expect(app.find("button", name).has(State.FOCUSABLE), f"{name} can be reached")


def opens_dialog():
    """Connect opens a dialog with address, name and password"""
    app.find("button", "Connect to a District…").do()
    app.find("label", "Address of the server")
    for title in ("Address of the server", "Name", "Password"):
        app.find("label", title)


def focus_order():
    """The keyboard is at the address, and Tab goes on to name, password and the buttons"""
    seen = []
    for _ in range(8):
        name = app.focused.name or app.focused.description
        if name not in seen:
            seen.append(name)
        app.press("Tab")
    expect(seen[0] == "Address of the server", f"the address first: {seen}")
    expect(seen.index("Address of the server") < seen.index("Name") < seen.index("Password"), f"in order: {seen}")
    expect({"Connect", "Cancel"} <= set(seen), f"both buttons: {seen}")


def type_into(title, text):
    app.find(None, title, State.EDITABLE).text = text


def refuses_plain_http():
    """A plain address of another machine is refused with a sentence"""
    for address in ("http://example.org", "ftp://example.org", "example.org", ""):
        type_into("Address of the server", address)
        type_into("Name", "someone")
        app.find("button", "Connect").do()
        app.find("label", re.compile("^Only addresses with https"))


def asks_for_a_name():
    """A name is asked for"""
    type_into("Address of the server", "https://127.0.0.1:1/")
    type_into("Name", "")
    app.find("button", "Connect").do()
    app.find("label", re.compile("^Please give the name"))


def escape_closes():
    """Escape closes the dialog, and nothing is connected"""
    app.press("Escape")
    app.gone("label", "Address of the server")
    app.find("label", "No District Yet")


def demo_begins():
    """Open the Demo brings a district"""
    app.find("button", "Open the Demo").do()
    app.wait_live(60)
    app.gone("label", "No District Yet")


driver.run(starts_empty, opens_dialog, focus_order, refuses_plain_http, asks_for_a_name, escape_closes, demo_begins)
