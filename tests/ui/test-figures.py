# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures and findings of the real outbreak of Seoul: they are there, they are explained, and what is picked is selected."""

import os
import pathlib
import re

import driver
from driver import State, expect, number, wait

SOURCE = pathlib.Path(__file__).resolve().parents[2]
SHARED = pathlib.Path(os.environ.get("WUSE_SHARED", SOURCE.parent / "shared"))
PACK = SOURCE / "data" / "packs" / "seoul-2020"
DATA = SHARED / "data"
if not (DATA / "seoul-2020" / "PatientInfo.csv").exists():
    driver.skip(f"the shared data are not in {SHARED} (WUSE_SHARED)")

app = None
panes = {}


def pane(name):
    """The part of the page with this name; looked for once, since the whole tree is large"""
    if name not in panes:
        panes[name] = app.find("panel", name, seconds=30)
    return panes[name]


def tile(labels, name):
    """The number above this name"""
    return next((labels[i - 1] for i, label in enumerate(labels) if i > 0 and label.startswith(name)), "")


def rows(name, within):
    return [row.name for row in pane(within).find("list", name).all("list item")]


def card():
    """The case of the card"""
    return next((words[5:] for words in pane("Cases").labels if re.match("^Case [0-9]+$", words)), None)


def starts():
    """Control and 2 brings the figures from anywhere"""
    global app
    app = driver.Program("--pack", str(PACK), "--pack-data", str(DATA))
    app.find("label", re.compile("^Live"), seconds=60)
    app.press("2", driver.CONTROL)
    wait(60, lambda: number(tile(pane("Figures").labels, "clusters")), "the number of clusters")


def tells():
    """They say how many clusters there are, R, k with its interval, and the serial interval"""
    labels = pane("Figures").labels
    expect(number(tile(labels, "clusters")) == 237, f"237 clusters as igraph has them, not {tile(labels, 'clusters')}")
    expect("clusters, the largest of 67" in labels, "67 people in the largest")
    k, low, high = map(float, re.fullmatch(r"([0-9.]+) \(([0-9.]+)–([0-9.]+)\)", tile(labels, "dispersion k (95 %)")).groups())
    expect(0 < low < k < high, f"k within its interval: {low} {k} {high}")
    mean = float(tile(labels, "infected by a case (R)"))
    expect(0.5 < mean < 1, f"most people in clusters were infected by one of them: {mean}")
    expect(re.fullmatch(r"[0-9.]+ days", tile(labels, "serial interval")), f"{tile(labels, 'serial interval')} is in days")


def explains():
    """Each is explained, with what it was made from and what was left out"""
    wait(30, lambda: any("Counted from everybody" in text for text in pane("Figures").labels), "the shortest ways")
    words = pane("Figures").labels
    for pattern in (r"Dispersion k is .* in brackets its 95 % interval", r"each counted for the likeliest infector",
                    r"^From [0-9,]+ pairs\. Not counted: .*without onset of both.* 2 with oneself",
                    r"confirmed and suspected; refuted ones are left out", r"1,?048 with a known transmission"):
        expect(any(re.search(pattern, text) for text in words), f"“{pattern}” in {words}")


def picks_cluster():
    """The largest cluster is the first, and picking it selects the people in it"""
    first = rows("Clusters", "Figures")[0]
    expect(re.search(r": 67 people, 0 new in 7 days, onset ", first), f"the largest cluster first: {first}")
    driver.go_to_list(app, "Clusters")
    app.press("space")
    wait(10, card, "the card of somebody in the cluster")
    app.press("1", driver.CONTROL)
    wait(20, lambda: any(" chain" in words for words in pane("Cases").labels), "the graph")
    expect(card() is not None, "the selection stays when the graph is gone to")


def picks_person():
    """Who infected most is selected with a click"""
    app.press("2", driver.CONTROL)
    most = wait(20, lambda: next(iter(pane("Figures").find("panel", "Who infected most").all("button")), None), "who infected most")
    who, infected = re.search("Case ([0-9]+), .*: infected ([0-9]+)", most.name).groups()
    expect(int(infected) > 20, f"somebody infected more than 20: {most.name}")
    most.do()
    wait(10, lambda: card() == who, lambda: f"the card of {who}, not {card()}")


def finds():
    """The findings name the 2 self-links and the 6 pairs who name each other"""
    badge = app.find("button", re.compile("^Findings, "))
    app.press("3", driver.CONTROL)
    wait(20, lambda: rows("Findings, the worst first", "Findings"), "findings")
    expect(any(f"{number(badge.name)} findings" in words.replace(",", "") for words in pane("Findings").labels),
           f"as many as the badge says: {badge.name}")
    shown = rows("Findings, the worst first", "Findings")
    for heading, sentence, count in (("Impossible: Linked to itself, 2", "is recorded as infected by itself", 2),
                                     ("Impossible: Name each other, 6", "are each recorded as infected by the other", 6)):
        expect(heading in shown, f"{heading} in {shown}")
        at = shown.index(heading) + 1
        expect(all(sentence in words for words in shown[at:at + count]), f"{count} × “{sentence}” in {shown[at:at + count]}")


def choose(name, choice):
    """Chooses in a list of choices, with the keyboard"""
    def at_row(first=False):
        row = app.focused
        return row if row is not None and row.role == "list item" and (not first or row.parent.children[0] == row) else None

    app.find("combo box", name).find("button").do()
    wait(10, at_row, "the list of choices")
    app.press("Home")
    row = wait(10, lambda: at_row(True), "the first choice")
    while not row.find("label").name.startswith(choice):
        row = app.move_focus("Down")
    app.press("Return")
    wait(10, lambda: not row.is_now(State.FOCUSED), "the list of choices to close")


def filters_findings():
    """Findings of one severity, or of one kind, alone: the 5 links to nobody; and all of them again"""
    def headings():
        return [row for row in rows("Findings, the worst first", "Findings") if re.match(r"^\w+: .*, [0-9]+$", row)]

    everything = headings()
    choose("Which severity", "Incomplete")
    wait(10, lambda: headings() and all(words.startswith("Incomplete: ") for words in headings()), lambda: f"only those: {headings()}")
    expect(any(re.search("^[0-9,]+ of [0-9,]+ findings", words) for words in pane("Findings").labels), "how many of how many")
    choose("Which kind of finding", "Linked to nobody")
    wait(10, lambda: headings() == ["Incomplete: Linked to nobody, 5"], lambda: f"one kind: {headings()}")
    expect(sum("who is in no record" in row for row in rows("Findings, the worst first", "Findings")) == 5, "a sentence each")
    choose("Which severity", "Impossible")
    wait(10, lambda: "Nothing Like This" in pane("Findings").labels, "nothing that is both")
    choose("Which severity", "Every severity")
    choose("Which kind of finding", "Every kind")
    wait(10, lambda: headings() == everything, lambda: f"all again: {headings()}")


def picks_finding():
    """Picking a finding brings the card of the case it names"""
    app.focus_search()
    driver.focus(app, "list item", None, backwards=True)
    app.press("Home")
    app.press("Down")
    row = wait(10, lambda: app.focused if "recorded as infected by itself" in app.focused.name else None, "the first finding")
    app.press("space")
    who = re.findall("[0-9]{10}", row.name)
    wait(10, lambda: card() in who, lambda: f"the card of one of {who}, not {card()}")


driver.run(starts, tells, explains, picks_cluster, picks_person, finds, filters_findings, picks_finding)
