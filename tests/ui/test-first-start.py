# SPDX-License-Identifier: GPL-3.0-or-later
"""The first start: no district, two ways on, and a dialog that refuses what is not safe."""

import re

import driver
from driver import State, expect, wait

REFUSAL = re.compile("^(Only addresses with https|Please give the name)")
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
    node = wait(5, lambda: app.focused if app.focused and app.focused.name == "Address of the server" else None,
                lambda: f"the keyboard to be at the address, not at {app.focused}")
    seen = []
    for _ in range(8):
        name = node.name or node.description
        if name not in seen:
            seen.append(name)
        node = app.move_focus("Tab")
    expect(seen.index("Address of the server") < seen.index("Name") < seen.index("Password"), f"in order: {seen}")
    expect({"Connect", "Cancel"} <= set(seen), f"both buttons: {seen}")


def fill_in(address, name):
    """Fills in the form; what was said of the last address goes as soon as another one stands there."""
    for title, text in (("Address of the server", address), ("Name", name)):
        app.find(None, title, State.EDITABLE).text = text
    app.gone("label", REFUSAL)


def is_refused(words):
    app.find("button", "Connect").do()
    app.find("label", REFUSAL)
    expect(app.all("label", re.compile(words)), f"“{words}…”, not {app.all('label', REFUSAL)[0]}")


def refuses_plain_http():
    """A plain address of another machine is refused with a sentence"""
    for address in ("http://example.org", "ftp://example.org", "example.org", ""):
        fill_in(address, "someone")
        is_refused("^Only addresses with https")
        expect(app.all("button", "Cancel"), f"the dialog stays for {address!r}")


def asks_for_a_name():
    """A name is asked for"""
    fill_in("https://127.0.0.1:1/", "")
    is_refused("^Please give the name")


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
