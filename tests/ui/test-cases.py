# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of cases: list, graph, card and curve show one selection."""

import re

import driver
from driver import expect, number, wait

district = driver.District("--synthetic", "--clock-rate=0", *driver.SMALL)
app = None
chosen = None
CASE = re.compile("^C[0-9]+$")


def graph():
    """The relationship graph"""
    return app.find("image", "Relationship graph", seconds=20)


def page():
    """The page of cases, as it stands now: the map's is still there behind it"""
    return app.find("panel", "Cases", seconds=20)


def do_in_graph(action):
    """What can be done with the selection; an action that cannot be done is not told of"""
    next(node for node in page().read().walk() if action in node.actions).do(action)


def texts():
    """All texts on the page"""
    return page().labels


def count():
    """How many cases the list says it has"""
    return next((number(words) for words in texts() if re.match("^[0-9,]+ cases?$", words)), None)


def card():
    """The case of the card"""
    return next((words[5:] for words in texts() if re.match("^Case C[0-9]+$", words)), None)


def listed():
    """Cases of the rows in view, from the first on"""
    return [node.name for node in page().all("label", CASE)]


def focus_graph():
    """Brings the keyboard to the graph."""
    if app.focused is None or app.focused.role != "image":
        app.focus_search()
    driver.focus(app, "image", "Relationship graph")


def starts():
    """Alt and 2 brings the cases, with a list and a graph"""
    global app
    app = driver.Program.of(district)
    app.wait_live()
    app.press("2", driver.ALT)
    wait(20, lambda: count() > 10, "the number of cases")
    graph()
    wait(20, lambda: any(" chain" in words for words in texts()), "the graph's figures")
    expect(card() is None and "No Case Selected" in texts(), "no case is selected")


def filters():
    """The list is filtered and searched"""
    everyone = count()
    entry = app.find("entry", "Search cases")
    first = listed()[0]
    entry.text = first
    wait(10, lambda: count() == 1, lambda: f"one case, not {count()}")
    entry.text = "nobody is called this"
    wait(10, lambda: "No case is like this" in texts() and count() == 0, "no case")
    entry.text = ""
    wait(10, lambda: count() == everyone, lambda: f"all {everyone} cases, not {count()}")


def walks():
    """The keyboard walks from case to case, and each says who it is"""
    focus_graph()
    app.press("Right")
    first = wait(10, lambda: graph().description, "words for the node")
    expect(re.search(r"C[0-9]+.*; [0-9]+ links?, infected [0-9]+", first, re.DOTALL), f"who, links and infected: {first}")
    app.press("]")
    wait(10, lambda: graph().description not in ("", first), "the neighbour")
    app.press("[")


def picks_in_graph():
    """Enter selects the case: the card tells of it"""
    global chosen
    chosen = re.search("C[0-9]+", graph().description)[0]
    app.press("Return")
    wait(10, lambda: card() == chosen, lambda: f"the card of {chosen}, not {card()}")


def reaches():
    """Upstream and downstream select along the chain, and the card is of one of them"""
    for action in ("graph.select-upstream", "graph.select-downstream"):
        do_in_graph(action)
        wait(10, lambda: card() is not None, action)


def layouts():
    """The layouts change, and the selection stays"""
    before = card()
    for name in ("Network", "Generations", "Time"):
        page().find("button", name).do()
        wait(20, lambda: any(" chain" in words for words in texts()), name)
        expect(card() == before, f"{name}: the card of {before}, not {card()}")


def stays_when_live():
    """When cases come, the selection stays"""
    before, cases = card(), count()
    district.set_clock(86400 / 2)
    wait(40, lambda: count() > cases, "more cases")
    district.set_clock(0)
    expect(card() == before, f"the card of {before}, not {card()}")


driver.run(starts, filters, walks, picks_in_graph, reaches, layouts, stays_when_live)
