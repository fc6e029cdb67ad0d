# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of cases: list, graph, card and curve show one selection, and everything can be done with the keyboard."""

import re

import driver
from driver import Bus, GLib, State, expect, number, wait

district = driver.District("--synthetic", "--clock-rate=0", *driver.SMALL)
app = None
page = None  # with its children: they stay
picture = None
counter = None
search = None
root = None  # where a chain begins
chosen = None
MIDDLE = "Graph, figures and findings"
CASE = re.compile("^C[0-9]+$")
LINE = re.compile("^(Around|Area|Reported) .* · [0-9,]+ cases?")


def part(name):
    """One part of the page by its name: most of what there is to read is in the list."""
    return wait(10, lambda: next((child for child in page.look().children if child.look().name == name), None), name)


def card_words():
    """What the card says; a window that is narrow has one only for a selected case."""
    return next((child.labels for child in page.look().children if child.look().name == "Selected case"), ["No Case Selected"])


def graph():
    """The relationship graph"""
    return part(MIDDLE).find("image", "Relationship graph")


def described():
    """What a screen reader is told of the case that has the keyboard"""
    return picture.look().description


def described_case():
    return re.search("C[0-9]+", described())[0]


def do_in_graph(action):
    """What can be done with the selection; an action that cannot be done is not told of"""
    next(node for node in part(MIDDLE).read().walk() if action in node.actions).do(action)


def count():
    """How many cases the list says it has"""
    return number(counter.look().name)


def card():
    """The case of the card"""
    return next((words[5:] for words in card_words() if re.match("^Case C[0-9]+$", words)), None)


def line():
    """Which part of the outbreak the graph says it shows"""
    return next((words for words in part(MIDDLE).labels if LINE.search(words)), None)


def wait_line(pattern):
    return wait(20, lambda: line() is not None and re.search(pattern, line()), lambda: f"{pattern}, not {line()}")


def shows_all():
    words = part(MIDDLE).labels
    return any(" chain" in text for text in words) and not any(LINE.search(text) for text in words)


def wait_all():
    wait(20, shows_all, lambda: f"everything, not {line()}")


def listed():
    """Cases of the rows in view, from the first on"""
    return [node.name for node in part("List of cases").all("label", CASE)]


def focus_graph():
    """Brings the keyboard to the graph, by parts of the window."""
    for _ in range(8):
        if app.focused is not None and app.focused.matches("image", "Relationship graph", ()):
            return
        app.move_focus("F6")
    raise driver.Failure(f"F6 does not reach the graph, but {app.focused}")


def go_to_row():
    """Brings the keyboard to a row of the list, by way of its search."""
    app.press("f", driver.CONTROL)
    wait(10, lambda: app.focused is not None and app.focused.name == "Search cases", "the search of the cases")
    passed = []
    for _ in range(4):
        node = app.move_focus("Tab")
        passed.append(f"{node} in {node.parent}")
        if driver.is_row(node):
            expect(re.match("^Case C[0-9]+, ", node.name), f"a row that says who it is, not {node}")
            return
    raise driver.Failure(f"Tab does not reach the list, but {', '.join(passed)}")


def find_in_menu(name):
    """An item of the menu that has the keyboard"""
    def find():
        node = app.focused
        while node is not None and not node.name.startswith("GtkPopover") and node.role != "menu":
            node = node.parent
        return next(iter(node.all("menu item", name, State.SENSITIVE)), None) if node is not None else None

    return wait(10, find, lambda: f"{name} in the menu; the keyboard is on {app.focused}")


def choose_in_menu(name):
    """Does what an item of the open menu says."""
    find_in_menu(name).do()


def starts():
    """Alt and 2 brings the cases, with a list and a graph"""
    global app, page, picture, counter, search
    app = driver.Program.of(district)
    app.wait_live()
    app.press("2", driver.ALT)
    page = app.find("panel", "Cases", seconds=20)
    counter = part("List of cases").find("label", re.compile("^[0-9]+ cases$"))
    search = part("List of cases").find("entry", "Search cases")
    wait_all()
    picture = graph()
    expect(card() is None and "No Case Selected" in card_words(), "no case is selected")


def filters():
    """The list is filtered and searched"""
    everyone = count()
    search.text = listed()[0]
    wait(10, lambda: count() == 1, lambda: f"one case, not {count()}")
    search.text = "nobody is called this"
    wait(10, lambda: count() == 0 and "No case is like this" in part("List of cases").labels, "no case")
    search.text = ""
    wait(10, lambda: count() == everyone, lambda: f"all {everyone} cases, not {count()}")


def walks():
    """The keyboard walks from case to case, and each says who it is"""
    global root
    focus_graph()
    first = wait(10, described, "words for a case as soon as the keyboard is there")
    expect(re.search(r"^Case C[0-9]+, .*; infected [0-9]+ others?; [0-9]+ contacts?; [0-9]+ links? drawn$", first),
           f"who, classification, infected, contacts, links: {first}")
    app.press("Home")
    wait(10, lambda: "nobody known as its source" in described(), lambda: f"where the chain begins, not {described()}")
    words, root = described(), described_case()
    app.press("End")
    last = wait(10, lambda: described() != words and described(), "the last of the chain")
    expect(re.search(r"infected by C[0-9]+ \((suspected|confirmed)\)", last), f"by whom infected: {last}")
    app.press("Home")
    wait(10, lambda: described() == words, "where the chain begins")
    app.press("]")
    wait(10, lambda: described() not in ("", words), "the neighbour")


def picks_in_graph():
    """Enter selects the case: the card tells of it. With Control the keyboard goes to the card"""
    global chosen
    chosen = described_case()
    app.press("Return")
    wait(10, lambda: card() == chosen, lambda: f"the card of {chosen}, not {card()}")
    app.move_focus("Return", driver.CONTROL)
    expect(app.focused.role == "button", f"a button of the card, not {app.focused}")


def picks_in_list():
    """A row picked with the keyboard is on the card, and the graph's keyboard is on its node"""
    global chosen
    chosen = next(name for name in listed() if name != chosen)
    search.text = chosen
    wait(10, lambda: count() == 1, "one row")
    go_to_row()
    app.press("space")
    wait(10, lambda: card() == chosen, lambda: f"the card of {chosen}, not {card()}; the keyboard is on {app.focused}")
    search.text = ""
    wait(10, lambda: count() > 1, "all rows")


def reaches():
    """Upstream, downstream and neighbours select along the links, and the card is of one of them"""
    for action in ("graph.select-upstream", "graph.select-downstream", "graph.select-neighbors"):
        do_in_graph(action)
        wait(10, lambda: card() is not None, action)


def looks_around():
    """Only around a case: the graph says so, grows, folds, and shows all again"""
    focus_graph()
    app.press("Return")
    wait(10, lambda: card() == described_case(), "the card of the case that has the keyboard")
    app.press("o")
    wait_line(f"^Around case {card()} · [0-9]+ cases? · up to 2 links away$")
    app.press("f")
    wait_line("up to 1 link away$")
    app.press("g")
    wait_line("up to 2 links away$")
    app.press("a")
    wait_all()


def opens_for_part():
    """The menu of a row opens the graph for its area"""
    go_to_row()
    app.press("F10", driver.SHIFT)
    choose_in_menu("Show Only Its Area")
    wait_line("^Area .* · [0-9]+ cases?$")
    part(MIDDLE).find("button", "Show All Again").do()
    wait_all()


def opens_for_days():
    """Days picked in the curve open the graph for them"""
    clears()  # beside the card of a case a narrow window has no room for the curve
    slider = part("Curve of cases").find("slider")
    slider.do("curve.previous-day")
    part("Curve of cases").find("button", "Only These Days").do()
    wait_line("^Reported ")
    part(MIDDLE).find("button", "Show All Again").do()
    wait_all()


def filters_days():
    """The graph's filter names the days of report, and leaves out who was reported before the first"""
    part(MIDDLE).find(None, "Filter", State.FOCUSABLE).do()
    first = app.find(None, "First day of report")
    whole = wait(10, lambda: first.text, "the first day")
    expect(re.match("^[0-9]+ [A-Z][a-z]+$", whole), f"a day, not {whole}")
    facts = next(words for words in part(MIDDLE).labels if " chain" in words)
    value = ("org.a11y.atspi.Value", "CurrentValue")
    day = Bus.ask(*first.reference, "org.freedesktop.DBus.Properties", "Get", GLib.Variant("(ss)", value))[0]
    Bus.ask(*first.reference, "org.freedesktop.DBus.Properties", "Set", GLib.Variant("(ssv)", (*value, GLib.Variant("d", day + 7))))
    wait(10, lambda: first.text != whole, lambda: f"another day than {first.text}")
    wait(10, lambda: next((words for words in part(MIDDLE).labels if " chain" in words), facts) != facts, "fewer cases")
    Bus.ask(*first.reference, "org.freedesktop.DBus.Properties", "Set", GLib.Variant("(ssv)", (*value, GLib.Variant("d", day))))
    wait(10, lambda: first.text == whole, "the first day again")
    app.press("Escape")
    app.gone(None, "First day of report")


def opens_from_map():
    """An area of the map opens the graph for its cases"""
    app.press("1", driver.ALT)
    area = driver.choose_area(app)
    driver.inspector(app).find("button", "Its Cases in the Network").do()
    wait_line(f"^Area {area} · [0-9]+ cases?$")
    part(MIDDLE).find("button", "Show All Again").do()
    wait_all()


def opens_for_period_from_map():
    """The days up to the one that the map shows open the graph for them"""
    app.press("1", driver.ALT)
    card = app.find("panel", "Day shown")
    card.find("slider", re.compile("^Cases by day")).do("curve.previous-day")
    wait(10, lambda: "Looking back" in card.labels, "Looking back")
    day = card.labels[0]
    card.find("button", "Cases of these days in the network", State.FOCUSABLE).do()
    app.find("menu item", "Reported within 7 Days up to It").do()
    wait_line(f"^Reported [0-9]+ [A-Z][a-z]+ – {day} · [0-9]+ cases?$")
    part(MIDDLE).find("button", "Show All Again").do()
    wait_all()


def tells_of_links():
    """The menu of a case tells what its links are, and goes to the other end"""
    search.text = root
    wait(10, lambda: count() == 1, "one row")
    go_to_row()
    app.press("space")
    wait(10, lambda: card() == root, lambda: f"the card of {root}, not {card()}")
    search.text = ""
    focus_graph()
    wait(10, lambda: described_case() == root, lambda: f"the keyboard on {root}, not on {described()}")
    before = card()
    app.press("F10", driver.SHIFT)
    link = find_in_menu(re.compile(f"{before} → C[0-9]+: transmission"))
    other = re.search("→ (C[0-9]+)", link.name)[1]
    link.do()
    choose_in_menu(f"Go to {other}")
    wait(10, lambda: card() == other, lambda: f"the card of {other}, not {card()}")


def asks_who_else():
    """Of a stay the card tells who else was there"""
    def stays():
        return part("Selected case").all("button", re.compile("^Stay "))

    for case in listed():
        if stays():
            break
        search.text = case
        wait(10, lambda: count() == 1, case)
        go_to_row()
        app.press("space")
        wait(10, lambda: card() == case, case)
    search.text = ""
    expect(stays(), "a case with stays")
    stays()[0].all("button")[-1].do()  # its inner one
    choose_in_menu("Who Else Was There?")
    app.find("label", "Who Else Was There")
    app.find("label", "At the same time, or shortly before or after")
    app.press("Escape")
    app.gone("label", "Who Else Was There")


def layouts():
    """The layouts change, and the selection stays"""
    before = card()
    for name in ("Network", "Generations", "Time"):
        part(MIDDLE).find("button", name).do()
        wait_all()
        expect(card() == before, f"{name}: the card of {before}, not {card()}")


def stays_when_live():
    """When cases come, the selection stays"""
    before, cases = card(), count()
    district.set_clock(86400 / 2)
    wait(40, lambda: count() > cases, "more cases")
    district.set_clock(0)
    expect(card() == before, f"the card of {before}, not {card()}")


def clears():
    """Escape selects nothing"""
    focus_graph()
    app.press("Escape")
    wait(10, lambda: card() is None and "No Case Selected" in card_words(), "no card")


driver.run(starts, filters, walks, picks_in_graph, picks_in_list, reaches, looks_around, opens_for_part, opens_for_days,
           tells_of_links, asks_who_else, layouts, stays_when_live, clears, filters_days, opens_from_map, opens_for_period_from_map)
