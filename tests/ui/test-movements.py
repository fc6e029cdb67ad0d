# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the selected cases were: on the card, on the map, and one selection in all of them."""

import datetime
import os
import pathlib
import re
import sqlite3

import driver
from driver import State, expect, number, wait

district = driver.District("--synthetic", "--clock-rate=0", *driver.SMALL)
app = None
chosen = None
TITLE = re.compile("^Movements of ([0-9,]+) cases? · ([0-9,]+) stays?")


def store(query, *arguments):
    """One number out of the cache."""
    for variable in driver.PRIVATE_FOLDERS:
        for file in pathlib.Path(os.environ[variable]).rglob("*"):
            if file.is_file() and file.read_bytes()[:15] == b"SQLite format 3":
                with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as database:
                    if database.execute("SELECT 1 FROM sqlite_schema WHERE name = 'stay'").fetchone():
                        return database.execute(query, arguments).fetchone()[0]
    raise driver.Failure("there is no cache")


def stays_of(case):
    return store('SELECT count(*) FROM stay WHERE "case" = ? AND state IS NOT \'refuted\'', case)


def legend():
    """Cases and stays as the map's card tells them"""
    for panel in app.all("panel", "Movements"):
        for words in panel.labels:
            match = TITLE.match(words)
            if match:
                return number(match[1]), number(match[2])
    return None


def card():
    """The case of the card"""
    page = app.find("panel", "Cases", seconds=20)
    return next((words[5:] for words in page.labels if re.match("^Case C[0-9]+$", words)), None)


def chooses():
    """A case is selected in Cases: its card has a course along days and a map of its stays"""
    global app, chosen
    app = driver.Program.of(district)
    app.wait_live()
    chosen = store('SELECT "case" FROM stay GROUP BY "case" ORDER BY count(*) DESC, "case" LIMIT 1')
    expect(stays_of(chosen) > 1, "a case with stays")
    app.press("2", driver.ALT)
    app.focus_search()
    driver.focus(app, "entry", "Search cases").text = chosen
    app.find("label", "1 case")
    node = app.focused
    while node.role in ("entry", "button"):
        node = app.move_focus("Tab")
    app.press("space")
    wait(10, lambda: card() == chosen, f"the card of {chosen}")
    course = wait(10, lambda: next(iter(app.all("image", "Course by days")), None), "the course")
    expect("Reported" in course.description and f"{stays_of(chosen)} stays" in course.description,
           f"the course tells of report and stays: {course.description}")
    app.find("button", "Map of its stays")


def shows_on_map():
    """“Show on Map” goes there; the legend has the stays that the cache has"""
    app.find("button", "Show on Map").do()
    wait(15, lambda: legend() is not None, "the legend of movements")
    expect(legend() == (1, stays_of(chosen)), f"1 case and {stays_of(chosen)} stays, not {legend()}")


def walks():
    """The keyboard goes from stay to stay, and each says who was where and when"""
    picture = app.find("image", "Map of the district")

    def at_a_stay():
        app.press("]")
        return picture.read().description.startswith(f"Case {chosen} · ")

    app.find("button", "Fit").do()
    driver.focus(app, "image", "Map of the district")
    wait(15, at_a_stay, lambda: f"words for a stay, not {picture.read().description!r}")
    expect(re.search("[0-9]{2}:[0-9]{2}|[0-9]+ [A-Z][a-z]+", picture.read().description), "it says when")
    app.press("Return")
    app.find("button", "Open Its Card").do()
    wait(10, lambda: card() == chosen, f"the card of {chosen}")


def keeps():
    """Going to and fro keeps the selection; Control and M goes to the map"""
    app.press("m", driver.CONTROL)
    wait(10, lambda: legend() == (1, stays_of(chosen)), "the legend")
    app.press("2", driver.ALT)
    wait(10, lambda: card() == chosen, f"the card of {chosen}")


def brushes():
    """Days picked on the curve are rows of the list, and cases on the map, as many as the cache has on those days"""
    app.find("image", "Relationship graph").do("diagram.clear")  # a narrow window has no room for curve and card
    driver.focus(app, "entry", "Search cases").text = ""
    curve = app.find("panel", "Cases").find("slider", "Cases by day of report, All cases")
    last = datetime.datetime.strptime(re.search(" to ([0-9]+ [A-Z][a-z]+):", curve.description)[1] + " 2024", "%d %B %Y")
    day = last - datetime.timedelta(days=3)
    curve.do("curve.last-day")
    for _ in range(3):
        curve.do("curve.previous-day")

    def picked():
        return [row.name for row in app.all("table row", re.compile("^Case C"), State.SELECTED)]

    wait(10, lambda: picked() and all(f"reported {day.day} {day:%B}" in name for name in picked()),
         lambda: f"the rows of {day.day} {day:%B}, not {picked()}")
    names = picked()
    together = store('SELECT count(*) FROM "case" WHERE report = (SELECT report FROM "case" WHERE id = ?)',
                     re.match("Case (C[0-9]+)", names[0])[1])
    expect(len(names) == together, f"{together} rows, not {names}")
    app.press("m", driver.CONTROL)
    wait(10, lambda: legend() is not None and legend()[0] == together, lambda: f"{together} cases, not {legend()}")


def clears():
    """“Clear” selects nobody, everywhere"""
    app.find("button", "Clear").do()
    wait(10, lambda: legend() is None, lambda: f"no legend, not {legend()}")
    app.press("2", driver.ALT)
    wait(10, lambda: app.all("table row", re.compile("^Case C")) and not app.all("table row", None, State.SELECTED), "no row selected")
    app.quit()


driver.run(chooses, shows_on_map, walks, keeps, brushes, clears)
