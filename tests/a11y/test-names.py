# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader is told, in every state of the window: each control has a name, pictures have words, and the keyboard
reaches everything. In Chinese, nothing is left in English."""

import os
import re

import driver
from driver import State, expect, wait

CHINESE = os.environ.get("WUSE_LANGUAGE", "").startswith("zh")
# What a widget is called that nobody named: its type
UNNAMED = re.compile("^(Gtk|Adw|Wuse|Shumate)[A-Z][A-Za-z]+$|^$")
# Parts of the toolkit's own that hold what is named and are not stopped at
CONTAINERS = {"scroll pane", "menu", "panel", "list", "frame"}
CONTROLS = {"button", "check box", "menu item", "entry", "password text", "slider", "combo box", "list item", "radio button"}
# Words that stay as they are in Chinese: units, keys, the program's name, what a licence or address says
LATIN_KEPT = re.compile(r"^(C[0-9]+|km|m|s|v[0-9]+|Ctrl|F[0-9]+|Esc|Alt|Shift|Backspace|Home|End|Tab|K|Wuse|https?|WGS|CGCS2000|GCJ|BD|MBTiles|XYZ|WMTS|[A-Z])$")
# What says how old the data are has another name in the next second
TELLS_AGE = re.compile("^(Live|实时)")

# The title of a card; what a case is called stays as it is in Chinese
CASE_TITLE = re.compile("^(Case|病例) ?C[0-9]+$")
MENUS = (re.compile("^(Filter|筛选)$"), re.compile("^(Selection|所选病例)$"), re.compile("^(Names|名称)$"))

district = driver.District("--synthetic", "--clock-rate=0", *driver.SMALL)
app = None


def check_names(state, own=True):
    """Every control in every window has words of its own, if the window is our OWN and not the toolkit's."""
    problems = []
    for node in app.read().walk() if own else ():
        if UNNAMED.search(node.name) and UNNAMED.search(node.description):
            if node.role in CONTROLS or node.has(State.FOCUSABLE) and node.role not in CONTAINERS:
                # Rows of a list of choices in a dialog are the toolkit's own, and so is their list
                if node.role == "list item" and UNNAMED.search(node.parent.name):
                    continue
                # Of a table's rows the keyboard stops at the row, neither at its cells nor at the headings
                if node.role == "table cell" or node.name == "GtkListItemWidget" and not driver.is_row(node):
                    continue
                if node.role == "table row" and not UNNAMED.search(node.parent.name):  # the row of headings, in the table itself
                    continue
                problems.append(f"{node} in “{node.parent.name or node.parent.parent.name}”")
            elif node.role == "image" and not inside_button(node):
                problems.append(f"image in “{node.parent.name or node.parent.parent.name}”")
        if re.search(r"_[A-Za-z]", node.name) and node.role in CONTROLS:
            problems.append(f"{node} reads out its mnemonic")
    expect(not problems, f"{state}: without words: {sorted(set(problems))}")
    # The names of keys come from the toolkit's own translation
    if CHINESE and own:
        check_language(state)


def inside_button(node):
    while node is not None:
        if node.role in ("button", "menu item", "combo box", "table row", "text"):
            return True
        node = node.parent
    return False


def check_language(state):
    """No English in a label; names of people's making and units stay."""
    english = set()
    for node in app.read().walk():
        for words in (node.name, node.description):
            if UNNAMED.search(words) or node.role == "application":
                continue
            left = [word for word in re.findall(r"[A-Za-z]+[0-9]*", re.sub(r"https?://\S+|{\w+}", "", words))
                    if not LATIN_KEPT.search(word)]
            if left:
                english.add(f"{node.role} “{words}”")
    expect(not english, f"{state}: in English: {sorted(english)}")


def press_and_close(key, opened, state):
    app.press(key, driver.CONTROL)
    wait(5, opened, state)
    check_names(state)
    app.press("Escape")
    wait(5, lambda: not opened(), f"{state} to close")


def starts():
    """The window"""
    global app
    app = driver.Program.of(district)
    wait(40, lambda: app.all("image", None) and area_rows(), "the areas")
    wait(10, lambda: len(app.all("button", re.compile(": [0-9]+$"))) >= 5, "the legend")
    check_names("the window")


def area_rows():
    lists = [node for node in app.all("list") if node.all("list item")]
    return lists[0].all("list item") if lists else []


def with_inspector():
    """The window with an area chosen and its rules shown"""
    next(node for node in app.all("image") if "map.select-next" in node.actions).do("map.select-next")
    expander = app.find("button", None, State.EXPANDABLE, State.FOCUSABLE)
    expander.do("activate")
    check_names("the inspector")


def while_looking_back():
    """The window while it looks back"""
    slider = next(node for node in app.all("slider") if "curve.previous-day" in node.actions)
    before = len(slider.parent.all("button"))
    slider.do("curve.previous-day")
    wait(5, lambda: len(slider.parent.all("button")) > before, "the button back to now")
    check_names("looking back")


def popovers():
    """Connection, layers and rules"""
    before = len(list(app.read().walk()))

    def opened():
        return len(list(app.read().walk())) > before + 8

    for key, state in (("i", "the connection"), ("l", "the layers"), ("r", "the rules")):
        press_and_close(key, opened, state)


def main_menu():
    """The main menu"""
    before = len(app.all("menu item"))
    app.press("F10")
    wait(5, lambda: len(app.all("menu item")) > before, "the main menu")
    check_names("the main menu")
    app.press("Escape")
    wait(5, lambda: len(app.all("menu item")) == before, "the main menu to close")


def search_hits():
    """The search, with hits"""
    app.press("k", driver.CONTROL)
    entry = wait(5, lambda: next(iter(app.all("entry", None, State.FOCUSED)), None), "the search")
    before = len(app.all("list item"))
    entry.text = "新"
    wait(5, lambda: len(app.all("list item")) > before, "hits")
    check_names("the search")
    app.press("Escape")
    wait(5, lambda: len(app.all("list item")) == before, "the hits to close")


def dialogs():
    """The dialogs, the shortcuts and the about window"""
    for action in ("win.connect", "win.map-url", "win.about-rules", "win.show-help-overlay"):
        app.children[0].do(action)
        wait(5, lambda: any(len(list(window.walk())) > 8 for window in app.read().children[1:]), action)
        check_names(action, own=action != "win.show-help-overlay")
        app.press("Escape")
        wait(5, lambda: len(app.read().children) == 1, f"{action} to close")


def frames_window(node):
    """Whether it stands beside the button that minimises the window: the desktop has keys of its own for those."""
    return any(sibling.name in ("Minimise", "Minimize", "最小化") for sibling in node.parent.children)


def stands_in_list(node):
    """Whether it is a row of a list or table, or part of one: arrow keys go there."""
    while node is not None:
        if driver.is_row(node) or node.role == "list item":
            return True
        node = node.parent
    return False


def stands_for(stop):
    """What Tab goes to: a list as a whole, be it by its first row or by its last."""
    return (stop.parent if stop.role == "list item" else stop).reference


def tab_round(key):
    """Where the keyboard goes from the search until it is there again."""
    first = app.focus_search()
    stops = []
    while not stops or stops[-1].reference != first.reference:
        stops.append(app.move_focus(key))
        expect(len(stops) < 100, f"{key} comes back to the search: {[str(stop) for stop in stops]}")
    nameless = [f"{stop} in {stop.parent}, after {before}" for before, stop in zip(stops, stops[1:]) if not stop.name]
    expect(not nameless, f"{key} goes to what has no name: {nameless}")
    return stops


def keyboard_reaches_everything():
    """Tab reaches every control of the window in one round, and Shift and Tab goes the same way back"""
    next(node for node in app.all("image") if "map.select-next" in node.actions).do("map.select-next")
    app.find("button", None, State.EXPANDABLE, State.FOCUSABLE)
    there = tab_round("Tab")
    reached = {str(stop) for stop in there}
    lists = {stop.parent.reference for stop in there if stop.role == "list item"}
    missed = [str(node) for node in app.all(None, None, State.FOCUSABLE, State.SENSITIVE)
              if (node.role in CONTROLS - {"list item"} or node.role == "image") and not frames_window(node)
              and str(node) not in reached and not TELLS_AGE.search(node.name)]
    missed += [str(node) for node in app.all("list") if node.all("list item") and node.reference not in lists]
    expect(not missed, f"Tab does not reach {missed}")
    roles = [stop.role for stop in there]
    expect(roles.index("list item") < roles.index("image") < roles.index("slider") < roles.index("label"),
           f"list, map, days, inspector: {roles}")
    back = tab_round("BackTab")
    expect([stands_for(stop) for stop in back[-2::-1]] == [stands_for(stop) for stop in there[:-1]],
           f"{[str(stop) for stop in back]} is the way back of {[str(stop) for stop in there]}")


def pane_of(node):
    """What scrolls with a node: the inspector for what stands in it."""
    while node is not None and node.role != "scroll pane":
        node = node.parent
    return node.reference if node is not None else None


def keyboard_goes_by_parts():
    """F6 goes from one part of the window to the next"""
    app.focus_search()
    stops = [app.move_focus("F6") for _ in range(6)]
    told = [str(stop) for stop in stops]
    expect([stop.role for stop in stops[:4]] == ["list item", "image", "button", "button"], f"list, map, legend, days: {told}")
    expect(pane_of(stops[4]) == pane_of(app.find("button", None, State.EXPANDABLE, State.FOCUSABLE)), f"then the inspector: {told}")
    expect(stops[5].role == "button" and pane_of(stops[5]) is None, f"then the header: {told}")


def cases():
    """The page of cases, without and with a case, and its menus"""
    app.press("2", driver.ALT)
    picture = wait(20, lambda: next((node for node in app.all("image") if "diagram.next-neighbor" in node.actions), None), "the graph")
    wait(20, lambda: "diagram.fit" in picture.actions and len(app.all("label", re.compile("^C[0-9]+$"))) > 5, "the list")
    check_names("the cases")
    picture.do("diagram.next-neighbor")
    wait(10, lambda: picture.look().description, "words for a case")
    picture.do("diagram.choose")
    wait(10, lambda: any(CASE_TITLE.search(words) for words in app.labels), "a card")
    check_names("a case's card")
    before = len(app.all("menu item"))
    for name in MENUS:
        button = app.find("button", name, State.FOCUSABLE)
        button.do()
        wait(10, lambda: len(app.all("menu item")) + len(app.all("check box")) > before, name)
        check_names(f"the menu {name}")
        app.press("Escape")
        wait(10, lambda: len(app.all("menu item")) + len(app.all("check box")) <= before, f"{name} to close")


def keyboard_reaches_cases():
    """Tab reaches every control of the page of cases in one round, without a card"""
    picture = next(node for node in app.all("image") if "diagram.clear" in node.actions)
    picture.do("diagram.clear")
    wait(10, lambda: not any(CASE_TITLE.search(words) for words in app.labels), "no card")
    there = tab_round("Tab")
    reached = {stop.reference for stop in there}
    missed = [str(node) for node in app.all(None, None, State.FOCUSABLE, State.SENSITIVE)
              if (node.role in CONTROLS - {"list item"} or node.role in ("image", "slider")) and not frames_window(node)
              and node.reference not in reached and not stands_in_list(node) and not TELLS_AGE.search(node.name)]
    expect(not missed, f"Tab does not reach {missed}")
    roles = [stop.role for stop in there]
    expect("image" in roles and "slider" in roles and any(stands_in_list(stop) for stop in there), f"list, graph, curve: {roles}")


def keyboard_goes_by_parts_of_cases():
    """F6 goes from the list to the curve, the graph, the card and the header"""
    app.focus_search()
    stops = [app.move_focus("F6") for _ in range(4)]
    told = [str(stop) for stop in stops]
    expect([stop.role for stop in stops[:3]] == ["entry", "slider", "image"], f"search of the list, curve, graph: {told}")


driver.run(starts, with_inspector, while_looking_back, popovers, main_menu, search_hits, dialogs, keyboard_reaches_everything,
           keyboard_goes_by_parts, cases, keyboard_reaches_cases, keyboard_goes_by_parts_of_cases)
