# SPDX-License-Identifier: GPL-3.0-or-later
"""Search: parts of names, pinyin initials, addresses; Enter goes there."""

import json
import re
import sqlite3

import driver
from driver import State, expect, wait

database = driver.District.make(*driver.SMALL)
district = driver.District(database=database)
app = None


def lines(record_type):
    """Records of one type, as the server has them."""
    with sqlite3.connect(database) as connection:
        rows = connection.execute("SELECT line FROM record WHERE gone = 0 ORDER BY seq").fetchall()
    records = (json.loads(row[0]) for row in rows)
    return [record["data"] for record in records if record["type"] == record_type]


def hits():
    found = app.all("list", "Found")
    return [row for row in found[0].all("list item")] if found else []


def search(text):
    """Enters a text and returns what is found."""
    entry = app.focus_search()
    entry.text = ""
    wait(5, lambda: not hits(), "the last hits to go")
    entry.text = text
    return wait(5, hits, f"hits of {text}")


def centre():
    """Where the map is, by the status line."""
    return app.find("label", re.compile("^Centre ")).name


def starts():
    """The program goes live"""
    global app
    app = driver.Program.of(district)
    app.wait_live()


def finds_part_of_a_name():
    """Part of a Chinese name finds the area, and Enter goes there"""
    before = centre()
    rows = search("新立")
    expect(any("Xinli" in row.name or "新立" in row.name for row in rows), f"新立 among {[row.name for row in rows]}")
    expect(rows[0].has(State.SELECTED), "the first hit is selected")
    app.press("Return")
    wait(5, lambda: re.search("Xinli|新立", driver.inspector(app).labels[0]), "the inspector of it")
    wait(10, lambda: centre() != before, f"the map to leave {before}")
    wait(5, lambda: not hits(), "the hits to close")
    app.press("Escape")


def finds_initials():
    """Pinyin initials, typed, find the same area; arrows move in the hits"""
    entry = app.focus_search()
    entry.text = ""
    app.type("xl")
    wait(5, lambda: any(re.search("Xinli|新立", row.name) for row in hits()),
         lambda: f"新立 among {[row.name for row in hits()]}")
    n_rows = len(driver.wait_steady(1, lambda: [row.name for row in hits()], "the hits of xl alone"))
    app.press("Down")
    wait(3, lambda: [row.has(State.SELECTED) for row in hits()].index(True) == min(1, n_rows - 1),
         "the next hit to be selected")


def finds_an_address():
    """An address finds a building; the map goes there and its grid is shown"""
    building = next(record for record in lines("building") if record.get("address"))
    rows = search(building["address"])
    expect(any("Building" in row.name or "building" in row.name for row in rows), f"a building: {[row.name for row in rows]}")
    app.press("Return")
    wait(5, lambda: any(label.startswith("grid · code ") for label in driver.inspector(app).labels), "its grid in the inspector")
    app.press("Escape")
    app.gone("panel", "Selected area")


def finds_nothing():
    """What there is not is answered with words"""
    app.focus_search().text = "zzqqxx"
    app.find("label", re.compile("^Nothing of that name"))


def survives_odd_text():
    """Quotes, stars and the like are only text"""
    for text in ("\"", "*", "'; DROP TABLE area; --", "%", "a OR b", "﷽" * 200):
        app.focus_search().text = text
        wait(5, lambda: app.all("label", re.compile("^Nothing of that name")) or hits(), f"an answer to {text!r}")
    app.press("Escape")
    app.gone("label", re.compile("^Nothing of that name"))
    expect(driver.legend(app)[1] > 0, "the district is still there")


driver.run(starts, finds_part_of_a_name, finds_initials, finds_an_address, finds_nothing, survives_odd_text)
