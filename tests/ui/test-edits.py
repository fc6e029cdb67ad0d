# SPDX-License-Identifier: GPL-3.0-or-later
"""An investigator confirms a link, takes it back, goes on without a server, and everything arrives there once."""

import json
import re
import sqlite3

import driver
from driver import State, expect, wait

database = driver.District.make(*driver.SMALL)
district = driver.District("--clock-rate=0", "--heartbeat=500", database=database)
app = None
REASON = "Both told the same of the evening"
OFFLINE_REASON = "Found while the line was down"
STAY = re.compile("^Stay ")
WAITING = re.compile("^1 change waits to be sent")


def find_link():
    """A suspected link of a case that has no other, so that its buttons are the only ones: id and data."""
    with sqlite3.connect(database) as connection:
        rows = connection.execute("SELECT line FROM record WHERE gone = 0 ORDER BY seq").fetchall()
    records = [json.loads(row[0]) for row in rows]
    links = [record for record in records if record["type"] == "link"]

    def count(case):
        return sum(case in (link["data"]["source"], link["data"]["target"]) for link in links)

    return next((link["id"], link["data"]) for link in links
                if link["data"]["state"] == "suspected" and count(link["data"]["target"]) == 1)


link, link_data = find_link()


def versions(record_type="link", record_id=link):
    """What the server has of a record, the latest first."""
    return district.ask("GET", f"/v1/records/{record_type}/{record_id}/history")["versions"]


def choose_case(case):
    """Searches a case in the list and selects it with the keyboard."""
    app.focus_search()
    driver.focus(app, "entry", "Search cases").text = case
    app.find("label", "1 case")
    node = app.focused
    while node.role in ("entry", "button"):
        node = app.move_focus("Tab")
    app.press("space")
    app.find("label", f"Case {case}")


def button(what):
    return app.find("button", re.compile(f"^{what}…: "))


def row(name):
    """Where something is entered in a dialog."""
    return app.find(None, name, State.EDITABLE)


def give_reason(reason, verb):
    """Fills in the dialog that asks why, and agrees; before that, with no reason, it says what is missing."""
    entry = row("Reason")
    app.find("button", verb, seconds=5).do()
    app.find("label", re.compile("^Please give a reason"))
    entry.text = reason
    app.find("button", verb).do()
    app.gone(None, "Reason", State.EDITABLE)


def card_says(state):
    app.find("button", re.compile(f"transmission, {state}"))


def starts():
    """The program goes live, and the card of a case offers what can be done with its link"""
    global app
    app = driver.Program.of(district)
    app.wait_live()
    app.press("2", driver.ALT)
    choose_case(link_data["target"])
    card_says("suspected")
    app.find("button", "Add Link…")
    app.find("button", "Add Stay…")


def confirms():
    """A link is confirmed with a reason; card and server have it, with who and why"""
    button("Confirm").do()
    give_reason(REASON, "Confirm")
    app.find("label", "Link confirmed")
    card_says("confirmed")
    wait(10, lambda: len(versions()) == 2, "the second version at the server")
    latest = versions()[0]
    expect(latest["data"]["state"] == "confirmed", f"confirmed at the server: {latest}")
    expect(latest["reason"] == REASON and latest["who"] == driver.USER, f"with reason and name: {latest}")
    expect(latest["data"]["source"] == link_data["source"] and latest["data"]["evidence"] == link_data["evidence"],
           "and nothing else changed")


def takes_back():
    """Ctrl+Z takes it back, here and at the server"""
    app.press("z", driver.CONTROL)
    app.find("label", "Taken back")
    card_says("suspected")
    wait(10, lambda: len(versions()) == 3, "the third version at the server")
    expect(versions()[0]["data"] == link_data, f"the server has the data of before: {versions()[0]}")


def refuses_nonsense():
    """The dialog for a new link says what is wrong, and saves nothing"""
    app.find("button", "Add Link…").do()
    row("From case").text = link_data["target"]
    row("Reason for the change").text = "x"
    app.find("button", "Add").do()
    app.find("label", "A case cannot be linked with itself.")
    row("From case").text = "no-such-case"
    app.find("button", "Add").do()
    app.find("label", re.compile("^There is no case “no-such-case”"))
    app.press("Escape")
    app.gone(None, "From case", State.EDITABLE)


def adds_a_stay():
    """A stay is added at a place found by its name, and the card offers what can be done with it"""
    offered = len(app.all("button", STAY))
    app.find("button", "Add Stay…").do()
    row("Place").text = "市场"
    row("From (2020-04-11 14:05)").text = "2022-03-24 10:00"
    row("Until (2020-04-11 15:30)").text = "2022-03-24 09:00"
    row("Reason for the change").text = "Told by the case"
    app.find("label", re.compile("市场 · "))
    app.find("button", "Add").do()
    app.find("label", "The stay ends before it begins.")
    row("Until (2020-04-11 15:30)").text = "2022-03-24 11:30"
    app.find("button", "Add").do()
    app.find("label", "Stay added")
    wait(10, lambda: len(app.all("button", STAY)) > offered, "the stay in the card")
    app.find("label", re.compile("^10:00–11:30 .*市场"))


def offers_a_menu():
    """The menu of the graph offers the case's links"""
    next(node for node in app.read().walk() if "diagram.menu" in node.actions).do("diagram.menu")
    app.find("menu item", f"{link_data['source']} → {link_data['target']}: transmission, suspected")
    app.find("menu item", "Add Stay…")
    app.press("Escape")
    app.gone("menu item", "Add Stay…")


def edits_offline():
    """Without a server it goes on: what is entered is shown, and said to be waiting"""
    district.kill()
    app.find("label", re.compile("^The district server cannot be reached"), seconds=20)
    button("Refute").do()
    give_reason(OFFLINE_REASON, "Refute")
    app.find("label", "Link refuted")
    card_says("refuted")
    app.find("label", "1 change entered here is not at the server yet")
    app.find("button", WAITING)


def lists_what_waits():
    """The list behind the status line tells what waits, of whom and why"""
    app.find("button", WAITING).do()
    listed = app.find("list", "Changes not sent")
    row = listed.find("list item", re.compile(f"Case {link_data['source']} infected case {link_data['target']}: refuted"))
    labels = row.labels
    expect("waits to be sent" in labels, f"how far it is: {labels}")
    expect(f"Reason: {OFFLINE_REASON}" in labels, f"why: {labels}")
    expect(any(label.startswith(f"{driver.USER} · ") for label in labels), f"who and when: {labels}")
    app.press("Escape")
    app.gone("list", "Changes not sent")


def survives_a_kill():
    """Killed and started again without a server, it still has the change and still says that it waits"""
    global app
    app.kill()
    app = driver.Program.of(district)
    app.find("button", WAITING, seconds=30)
    app.press("2", driver.ALT)
    choose_case(link_data["target"])
    card_says("refuted")


def sends_once():
    """The server is back: the change arrives once, and nothing waits any more"""
    district.start()
    wait(30, lambda: len(versions()) == 4, "the fourth version at the server")
    app.gone("button", WAITING)
    latest = versions()[0]
    expect(latest["data"]["state"] == "refuted" and latest["reason"] == OFFLINE_REASON, f"as entered: {latest}")
    driver.wait_steady(2, lambda: len(versions()), "the versions at the server")
    expect(len(versions()) == 4, f"sent once: {versions()}")
    card_says("refuted")


def decides_a_conflict():
    """Somebody else changed the same link meanwhile: both versions are shown, and a person decides"""
    district.kill()
    app.find("label", re.compile("^The district server cannot be reached"), seconds=20)
    button("Confirm").do()
    give_reason("Seen together on a camera", "Confirm")
    app.find("button", WAITING)
    app.kill()
    district.start()
    theirs = {**versions()[0]["data"], "evidence": "what somebody else found"}
    put(theirs, versions()[0]["version"])
    start_again()
    app.find("button", re.compile("^1 change needs a decision"), seconds=30).do()
    app.find("button", re.compile("^Compare and Decide…")).do()
    app.find("label", "Somebody Else Has Changed This, Too")
    app.find("label", "what somebody else found")
    app.find("button", "Take Theirs")
    app.find("button", "Keep Mine").do()
    wait(20, lambda: versions()[0]["data"]["state"] == "confirmed", "mine at the server")
    app.find("label", "Everything Is Sent")
    expect(versions()[1]["data"] == theirs, "theirs is in the history")


def put(data, version):
    """Changes the link as somebody else would."""
    district.ask("PUT", f"/v1/records/link/{link}", {"data": data, "reason": "somebody else"},
                 headers={"If-Match": f'"{version}"', "Idempotency-Key": "somebody-else-0001"})


def start_again():
    global app
    app = driver.Program.of(district)


driver.run(starts, confirms, takes_back, refuses_nonsense, adds_a_stay, offers_a_menu, edits_offline, lists_what_waits,
           survives_a_kill, sends_once, decides_a_conflict)
