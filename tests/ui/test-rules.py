# SPDX-License-Identifier: GPL-3.0-or-later
"""Rule sets and layers: what the legend says follows at once."""

import re

import driver
from driver import State, expect, wait

district = driver.District("--synthetic", *driver.SMALL)
app = None
first = None


def starts():
    """The program goes live"""
    global app, first
    app = driver.Program.of(district)
    app.wait_live()
    first = driver.legend(app)[0]
    expect("High risk" in first and "Low risk" in first, f"the levels of the default rules: {first}")


def open_rules():
    app.press("r", driver.CONTROL)
    return app.find("menu item", re.compile("Five colours"))


def offers_rule_sets():
    """The menu offers four rule sets and marks the one in use"""
    open_rules()
    app.find("menu item", re.compile("Five colours"), State.CHECKED)
    items = app.all("menu item", re.compile("Five colours|National|Community|[Nn]inth"))
    expect(len(items) == 4, f"four rule sets, not {[str(item) for item in items]}")


def switches_rules():
    """Another rule set brings its own levels and counts"""
    app.find("menu item", re.compile("Community classification")).do()
    app.gone("menu item")
    wait(5, lambda: "Community transmission" in driver.legend(app)[0], lambda: f"other levels: {driver.legend(app)}")
    counts, total = driver.legend(app)
    expect("No case" in counts and "Higher risk" not in counts, f"only levels of these rules: {counts}")
    expect(sum(counts.values()) == total, f"{counts} add up to {total}")
    app.find("button", re.compile("^Community classification.* v[0-9]+$"))


def explains_by_these_rules():
    """The inspector explains by the rule set in use"""
    driver.choose_area(app)
    names = set(driver.legend(app)[0])
    wait(5, lambda: names & set(driver.inspector(app).labels), f"one of {names}")
    app.press("Escape")
    app.gone("panel", "Selected area")


def tells_source():
    """A rule set tells where it comes from"""
    open_rules()
    app.find("menu item", "Where These Rules Come From").do()
    app.find("label", re.compile("National Health Commission, notice"))
    app.press("Escape")
    app.gone("label", re.compile("National Health Commission, notice"))


def switches_back():
    """Back to the first rule set, the levels are those of the beginning"""
    open_rules().do()
    app.gone("menu item")
    wait(5, lambda: set(driver.legend(app)[0]) == set(first), lambda: f"{first}, not {driver.legend(app)}")


def toggles_layers():
    """Layers are switched on and off"""
    app.press("l", driver.CONTROL)
    for name in ("Cases of the last 14 days", "Places", "Names", "With patterns", "For every colour vision"):
        box = app.find("check box", name)
        before = box.has(State.CHECKED)
        for expected in (not before, before):
            driver.focus(app, "check box", name)
            app.press("space")
            wait(3, lambda: box.is_now(State.CHECKED) == expected, f"{box} to change")


def chooses_base_map():
    """The base map is one of its choices, and the status line names it"""
    driver.focus(app, "check box", "None")
    app.press("space")
    wait(3, lambda: app.find("check box", "None").has(State.CHECKED), "no base map")
    expect(not app.find("check box", "The district's own").has(State.CHECKED), "one choice at a time")
    app.find("label", re.compile("^Base map: none|^No base map"))
    driver.focus(app, "check box", "The district's own")
    app.press("space")
    app.find("label", "Base map: the district's own")
    app.press("Escape")
    app.gone("check box", "None")


driver.run(starts, offers_rule_sets, switches_rules, explains_by_these_rules, tells_source, switches_back, toggles_layers,
           chooses_base_map)
