# SPDX-License-Identifier: GPL-3.0-or-later
"""A graph of two cases: what the pointer finds on the link between them."""

import itertools
import pathlib
import re
import tempfile
import time

import driver
from driver import Bus, GLib, State, expect, wait

folder = pathlib.Path(tempfile.mkdtemp(prefix="wuse-test-"))
driver.District.folders.append(folder)
app = None
picture = None
EDGES = (5, 0, 10)  # pixels between the window that is told of and the one on the display, by version of GTK

cases = folder / "cases.csv"
cases.write_text("case_id,sex,age,onset\nK1,female,40,2020-02-03\nK2,male,41,2020-02-08\n")
links = folder / "links.csv"
links.write_text("from,to\nK1,K2\n")


def page():
    """The page of cases, as it stands now"""
    return app.find("panel", "Cases", seconds=20)


def card():
    """The case of the card"""
    return next((words[5:] for words in page().labels if re.match("^Case K[0-9]$", words)), None)


def point(what, off):
    """Moves the pointer to the middle of the picture, where the link is: “abs”; or presses a button there: “b3c”."""
    x, y, width, height = Bus.ask(*picture.reference, "org.a11y.atspi.Component", "GetExtents", GLib.Variant("(u)", (1,)))[0]
    Bus.ask(Bus.REGISTRY, "/org/a11y/atspi/registry/deviceeventcontroller", "org.a11y.atspi.DeviceEventController",
            "GenerateMouseEvent", GLib.Variant("(iis)", (x + width // 2 + off, y + height // 2 + off, what)))


def starts():
    """Two cases and their link are brought in"""
    global app, picture
    app = driver.Program("--collection", "Pair", "--import", str(cases), str(links))
    app.find("frame", re.compile("^Pair — Wuse"), seconds=60)
    app.press("2", driver.ALT)
    wait(30, lambda: any(" chain" in words for words in page().labels), "the graph")
    page().find("button", "Network").do()
    wait(20, lambda: page().all(None, "Network", State.PRESSED) or page().all(None, "Network", State.CHECKED), "the network")
    picture = page().find("image", "Relationship graph")
    picture.do("diagram.fit")


off = None


def hovers():
    """The pointer over a link says who met whom"""
    moved = 0
    edges = itertools.cycle(EDGES)

    def told():
        nonlocal moved
        global off
        if time.monotonic() - moved > 4:  # it says so when the pointer has rested
            off = next(edges)
            point("abs", off - 2)
            point("abs", off)
            moved = time.monotonic()
        return app.all("label", re.compile("^Case K1 met Case K2\n"))

    words = wait(40, told, "words for the link")[0].name
    expect("A link of the investigation" in words, f"where it is from: {words}")


def opens_a_menu():
    """The secondary button on a link opens its menu, that leads to either end"""
    point("b3c", off)
    for name in ("About This Link…", "Go to K1", "Confirm…", "Refute…"):
        app.find("menu item", name)
    app.find("menu item", "Go to K2").do()
    wait(10, lambda: card() == "K2", lambda: f"the card of K2, not {card()}")


driver.run(starts, hovers, opens_a_menu)
