# SPDX-License-Identifier: GPL-3.0-or-later
"""What the graph shows as files: pictures, and data for other programs."""

import csv
import re
import xml.etree.ElementTree as xml

import dialogs
import driver
from dialogs import CASES, LINKS, choose, folder
from driver import expect

app = None


def save_as(name):
    return dialogs.save_as(app, folder / name)


def starts():
    """A small outbreak is brought in"""
    global app
    app = dialogs.start("Small")


def words_in_picture(name):
    """All words of a picture of what is seen, written as SVG"""
    choose(app, "Export", "What Is Seen", "SVG…")
    return set(xml.parse(save_as(name)).getroot().itertext())


def exports_pictures():
    """A picture of what is seen as PNG; one in SVG has the words as words"""
    choose(app, "Export", "What Is Seen", "PNG, Double Size…")
    expect(save_as("seen.png").read_bytes().startswith(b"\x89PNG"), "no PNG")
    words = words_in_picture("seen.svg")
    for case in CASES:
        expect(any(case in text for text in words), f"{case} in {words}")


def names_cases():
    """The choices of Names say who has a name, and what it says"""
    choose(app, "Names", "Day of Onset")
    words = words_in_picture("days.svg")
    for day in range(3, 7):
        expect(any(re.search(f"\\b{day} February", text) for text in words), f"{day} February in {words}")
    choose(app, "Names", "Nobody")
    words = words_in_picture("nameless.svg")
    expect(not any(re.search("K[1-4]", text) for text in words), f"no names in {words}")
    choose(app, "Names", "Number")
    choose(app, "Names", "Everyone")


def exports_pdf():
    """A picture of everything as PDF"""
    choose(app, "Export", "The Whole Graph", "PDF…")
    content = save_as("whole.pdf").read_bytes()
    expect(content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF"), "a whole PDF")


def exports_graphml():
    """The graph as GraphML has all cases and links"""
    choose(app, "Export", "Data of Everyone Shown", "Graph (GraphML)…")
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    root = xml.parse(save_as("graph.graphml")).getroot()
    expect({node.get("id") for node in root.iterfind(".//g:node", space)} == set(CASES), "the cases")
    expect({(edge.get("source"), edge.get("target")) for edge in root.iterfind(".//g:edge", space)} == set(LINKS), "the links")


def exports_tables():
    """Line list and links as CSV"""
    choose(app, "Export", "Data of Everyone Shown", "Line List (CSV)…")
    rows = list(csv.DictReader(save_as("list.csv").read_text("utf-8-sig").splitlines()))
    expect([row["onset"] for row in rows] == [f"2020-02-{day:02}" for day in range(3, 7)], f"days of onset: {rows}")
    choose(app, "Export", "Data of Everyone Shown", "Links and Contacts (CSV)…")
    rows = list(csv.DictReader(save_as("links-out.csv").read_text("utf-8-sig").splitlines()))
    expect({(row["from"], row["to"]) for row in rows} == set(LINKS), f"links: {rows}")


driver.run(starts, exports_pictures, names_cases, exports_pdf, exports_graphml, exports_tables)
