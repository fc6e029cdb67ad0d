# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo: a district with counts that add up, an area and why it has its colour."""

import re

import driver
from driver import State, expect, number, wait

LEVELS = ["High risk", "Higher risk", "Medium risk", "Lower risk", "Low risk", "Not assessed"]
app = None


def shows_the_district():
    """The demo fills and goes live"""
    global app
    app = driver.Program("--demo")
    app.wait_live(60)
    expect(app.find("label", "Synthetic district: people and outbreak are made up"), "the source is told")


def legend_adds_up():
    """The counts of the legend add up to what is in view"""

    def settled():
        counts, total = driver.legend(app)
        return counts if sum(counts.values()) == total >= 30 else None

    counts = wait(10, settled, lambda: f"areas that add up: {driver.legend(app)}")
    expect(set(LEVELS[:5]) <= set(counts), f"five levels, not {list(counts)}")


def lists_areas():
    """Eleven subdistricts, worst first"""
    app.find("label", "11 subdistricts")

    def standing(row):
        parts = row.split(", ")
        return (LEVELS.index(parts[1]), -(number(parts[2]) if len(parts) > 2 else 0))

    def are_in_order():
        rows = driver.area_rows(app)
        standings = [standing(row) for row in rows]
        return len(rows) == 11 and standings == sorted(standings)

    wait(5, are_in_order, lambda: f"eleven rows, worst first: {driver.area_rows(app)}")


def chooses_an_area():
    """A row of the list opens the inspector with name, code, colour, reason, outlook, figures and ages"""
    row = driver.go_to_list(app, "Areas, worst first", 1)
    name, colour = row.name.split(", ")[:2]
    app.press("Return")
    panel = driver.inspector(app)
    wait(5, lambda: name in panel.labels, f"the name {name}")
    wait(5, lambda: colour in panel.labels, f"the colour {colour}")
    labels = panel.labels
    expect(any(re.match(r"subdistrict · code [0-9]{9,12}", label) for label in labels), f"level and code in {labels}")
    sentences = labels[labels.index(colour) + 1:labels.index("Rules and inputs")]
    expect(len(sentences) >= 2 and all(len(sentence) > 12 for sentence in sentences), f"reason and outlook: {sentences}")
    expect(re.search("[0-9]", sentences[0]), f"the reason has its numbers: {sentences[0]}")
    for figure in ("New, 14 days", "All cases", "Persons", "Households", "Buildings"):
        value = panel.find("label", re.compile(f"^{figure}: [0-9]"))
        expect(number(value.name.replace(figure, "")) is not None, f"a number: {value.name}")
    expect(any(re.search("Cases .*(ago|now)", label) for label in panel.labels), "how old the figures are")


def map_is_told():
    """The map's own actions choose an area, and say which"""
    chosen = driver.inspector(app).labels[0]
    app.find("image", re.compile("^Map")).do("map.select-next")
    wait(5, lambda: driver.inspector(app).labels[0] != chosen, f"another area than {chosen}")
    name = driver.inspector(app).labels[0]
    told = re.compile(f"^{re.escape(name)}.* risk, letter [A-Z]")
    wait(5, lambda: told.search(app.find("image", re.compile("^Map")).description), f"name and colour of {name} on the map")


def expands_rules():
    """Rules and inputs list every condition with its present value"""
    panel = driver.inspector(app)
    before = len(panel.labels)
    panel.find("button", re.compile("Rules and inputs"), State.EXPANDABLE).do("activate")
    wait(5, lambda: len(panel.labels) > before + 5, "the rules")
    marked = [label for label in panel.labels if label.startswith(("✓", "✗"))]
    expect(any("(is " in label for label in marked), f"conditions with values: {marked}")


def goes_there():
    """Go There brings the map to the area"""
    path = driver.inspector(app).labels[1].splitlines()[1].split(" · ")
    driver.inspector(app).find("button", "Go There").do()

    def crumbs():
        return [label for label in app.find("panel", "Where the map is").labels if label != "›"]

    wait(10, lambda: len(crumbs()) > 1 and crumbs() == path[:len(crumbs())], lambda: f"the way along {path}: {crumbs()}")


def closes():
    """Escape closes the inspector, and Close does"""
    app.press("Escape")
    app.gone("panel", "Selected area")
    driver.go_to_list(app, "Areas, worst first", 0)
    app.press("Return")
    driver.inspector(app).find("button", "Close").do()
    app.gone("panel", "Selected area")


def leaves_a_level_out():
    """A level of the legend can be left out and put back"""
    row = app.find("panel", "Legend").find(None, re.compile("^Low risk: "), State.FOCUSABLE)
    expect(row.has(State.PRESSED), "it is shown")
    row.do()
    wait(3, lambda: not row.is_now(State.PRESSED), "it to be left out")
    row.do()
    wait(3, lambda: row.is_now(State.PRESSED), "it to be back")


def quits():
    """The window closes, and the program ends with success"""
    app.quit()


driver.run(shows_the_district, legend_adds_up, lists_areas, chooses_an_area, map_is_told, expands_rules, goes_there, closes,
           leaves_a_level_out, quits)
