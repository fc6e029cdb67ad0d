# SPDX-License-Identifier: GPL-3.0-or-later
"""Others' tables are brought in: recognised, asked about, checked, kept as collections of their own, or added to the district."""

import csv
import os
import pathlib
import re
import sqlite3
import subprocess
import tempfile

import driver
from driver import State, expect, wait

folder = pathlib.Path(tempfile.mkdtemp(prefix="wuse-test-"))
driver.District.folders.append(folder)
collections = pathlib.Path(os.environ["XDG_DATA_HOME"]) / "wuse" / "collections"
shared = pathlib.Path(os.environ.get("WUSE_SHARED", pathlib.Path(__file__).parents[3] / "shared")) / "data"
NAME = "欧阳小明"
app = None
district = None


def make(name, text, encoding="utf-8"):
    file = folder / name
    file.write_bytes(text.encode(encoding))
    return str(file)


chinese = make("武汉病例.csv", "病例编号,姓名,性别,年龄,发病日期\r\n" + "".join(
    f"W{number},{NAME},女,{30 + number},2020-02-{number + 1:02}\r\n" for number in range(1, 9)), "gb18030")
two_ways = make("two-ways.csv", "case_id,sex,onset date\n" + "".join(
    f"A{number},male,{number:02}/0{number % 9 + 1}/2020\n" for number in range(1, 9)) + "A9,male\nA1,female,01/02/2020\n")
two_ways_again = make("later.csv", "case_id,sex,onset date\nB1,female,04/05/2020\n")
broken = make("broken.csv", 'case_id,sex\n1,"male\n2,female\n')
additions = make("additions.csv", "case_id,sex,age,onset\nIMPORTED-1,female,30,2022-03-20\nIMPORTED-2,male,31,2022-03-21\n")


def counts(name):
    """Rows by table, as SQLite alone reads them."""
    with sqlite3.connect(f"file:{collections / name}.sqlite?mode=ro", uri=True) as database:
        return {table: database.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
                for table in ("case", "contact", "stay", "link", "place")}


def names():
    return sorted(file.stem for file in collections.glob("*.sqlite")) if collections.exists() else []


def button(name):
    return app.find("button", name)


def step_now():
    """The name of the step that is shown."""
    return [label.name for label in app.all("label", re.compile(r"^\d (Files|Columns|Where to|Check)$"), State.SELECTED)]


def go_on(name="Next"):
    wait(10, lambda: app.all("button", name, State.SENSITIVE), f"{name} to be possible")
    before = step_now()
    button(name).do()
    if name == "Next":  # a button that is worked again while it is still down does nothing
        wait(10, lambda: step_now() not in (before, []), f"the step after {before}")


def call(name):
    """Fills in what the collection is to be called."""
    app.find(None, "Name of the collection", State.EDITABLE).text = name


def figure(words):
    """A figure of the check."""
    return app.find(None, words)


def window_of(name):
    return app.find("frame", re.compile(f"^{re.escape(name)} — Wuse"), seconds=20)


def recognises_chinese():
    """A file in GB18030 with Chinese headings is recognised, column by column"""
    global app
    app = driver.Program("--import", chinese)
    app.find("label", re.compile("^8 rows · 5 columns · .* separated by commas"), seconds=30)
    app.find("label", re.compile("^Not a known form: read by the names"))
    app.find(None, "Encoding of 武汉病例.csv").find("label", "GB18030")
    go_on()
    app.find("label", "病例编号")
    app.find("label", re.compile(r"^Year, month, day: 2020-02-0\d is "))
    app.find("label", "Case W1")
    app.find("label", re.compile("^Classification: confirmed · Sex: female · Age: 31 · Onset: 2020-02-02"))
    expect(not app.all("label", re.compile(NAME)), "no name is shown")


def makes_a_collection():
    """It becomes a collection with a window of its own, that says where it comes from"""
    go_on()
    wait(10, lambda: not app.find("check box", "Add to this district").has(State.SENSITIVE), "there is no district")
    app.find("label", "No district is connected.")
    call("a/b")
    app.find("label", re.compile("^Please choose another name"))
    expect(not button("Next").has(State.SENSITIVE), "this is no name")
    call("武汉 2020")
    go_on()
    figure("8 cases")
    app.find("label", "Every row was taken whole.")
    go_on("Import")
    window = window_of("武汉 2020")
    window.find("label", re.compile("^Imported from 武汉病例.csv on "))
    window.find("label", "8 cases")
    expect(not window.all("label", re.compile("connect|Offline", re.I)), "and does not speak of connections")
    app.gone("button", "Next")
    expect(counts("武汉 2020")["case"] == 8, "all are in the file")
    app.kill()


def asks_about_dates():
    """Dates that can be read in two ways are asked about before anything else can be done"""
    global app
    app = driver.Program("--import", two_ways)
    go_on()
    app.find("label", re.compile(r"^The dates of 1 column can be read in two ways: please choose\. \(.*: onset date\)$"))
    expect(not button("Next").has(State.SENSITIVE), "the next step waits for that")
    app.find("combo box", "How the dates in onset date are written").find("button").do()
    app.find("label", re.compile("^Month, day, year: 0"))
    app.press("Down")
    app.press("Down")
    app.press("Return")
    app.gone("label", re.compile("^The dates of 1 column"))
    app.find("label", re.compile("^Month, day, year: 0"))
    go_on()


def tells_what_is_refused():
    """Rows that cannot be used are counted with their lines and reasons, and saved as a list"""
    go_on()
    figure("8 cases")
    app.find("label", "Rows refused: 2")
    app.find("label", "Fewer cells than the header")
    app.find("label", "two-ways.csv: line 10")
    app.find("label", "An earlier row has this identifier")
    app.find("label", re.compile("^two-ways.csv, case_id: line 11"))
    file = folder / "refused.csv"
    button("Save as a List…").do()
    app.find(None, "Name:", State.FOCUSED).text = str(file)
    app.press("Return")
    app.find("label", "Saved as refused.csv")
    rows = list(csv.reader(file.read_text("utf-8-sig").splitlines()))
    expect([row[:2] + row[5:] for row in rows[1:]] == [
        ["two-ways.csv", "10", "Fewer cells than the header"],
        ["two-ways.csv", "11", "An earlier row has this identifier"]], f"the list: {rows}")
    go_on("Import")
    window_of("two-ways")  # as its file
    with sqlite3.connect(f"file:{collections / 'two-ways'}.sqlite?mode=ro", uri=True) as database:
        days = database.execute('SELECT onset FROM "case" WHERE id = \'A1\'').fetchone()[0]
    expect(days == 18262 + 1, f"2 January, a day after that of 18262, as chosen: {days}")
    app.kill()


def remembers():
    """A table with the same columns is read as it was the last time, without asking"""
    global app
    app = driver.Program("--import", two_ways_again)
    app.find("label", "Read as it was the last time", seconds=30)
    go_on()
    app.find("label", re.compile("^Month, day, year: 04/05/2020 is .*5 April"))
    expect(not app.all("label", re.compile("^The dates of 1 column")), "nothing is asked")


def says_what_is_broken():
    """A file that is broken is said to be, where, and what to do; closing the assistant leaves nothing"""
    global app
    before = names()
    app.press("Escape")
    app.gone("button", "Next")
    app.kill()
    app = driver.Program("--import", broken, two_ways_again)
    app.find("label", re.compile(r"^broken\.csv, line \d: .*never closed\. Please correct that line"), seconds=30)
    app.find("label", re.compile("^A file cannot be read: please leave it out"))
    expect(not button("Next").has(State.SENSITIVE), "the next step waits for that")
    button("Leave out broken.csv").do()
    go_on()
    go_on()
    go_on()
    figure("1 case")
    button("Cancel").do()
    app.gone("button", "Import")
    expect(names() == before, f"nothing is left: {names()}")
    expect(not list(collections.glob(".*")), "and nothing half")
    app.kill()


def imports_unattended():
    """With the name on the command line, the MERS outbreak is brought in without a question"""
    global app
    mers = shared / "mers-2015"
    if not mers.exists():
        print("# skipped: the shared data are not here (WUSE_SHARED)", flush=True)
        return
    app = driver.Program("--collection", "MERS 2015", "--import", str(mers / "mers_korea_2015_linelist.csv"),
                         str(mers / "mers_korea_2015_contacts.csv"))
    window = window_of("MERS 2015")
    window.find("label", "162 cases")
    expect(counts("MERS 2015") == {"case": 162, "contact": 0, "stay": 0, "link": 98, "place": 0}, f"{counts('MERS 2015')}")
    expect("260 records brought in" in app.output, "and it says so")
    app.kill()


def opens_and_deletes():
    """Collections are listed in the menu, opened again, and deleted once they are closed"""
    global app
    app = driver.Program("--collection", "two-ways")
    window_of("two-ways").do("win.collections")
    button("Delete…: two-ways").do()
    app.find("label", "This collection is open: please close its window first.")
    button("Open: 武汉 2020").do()
    window_of("武汉 2020").do("win.collections")
    wait(10, lambda: len(app.all("frame", re.compile("Wuse$"))) == 2, "two windows")
    window_of("two-ways").do("window.close")
    app.gone("frame", re.compile("^two-ways"))
    button("Delete…: two-ways").do()
    button("Delete").do()
    app.gone("button", "Open: two-ways")
    expect("two-ways" not in names(), f"its file is gone: {names()}")
    app.kill()


def imported_versions(number):
    return district.ask("GET", f"/v1/records/case/IMPORTED-{number}/history")["versions"]


def adds_to_the_district():
    """Cases are added to the district, with a reason, as one gesture"""
    global app, district
    district = driver.District("--clock-rate=0", "--heartbeat=500", database=driver.District.make(*driver.SMALL))
    app = driver.Program.of(district)
    app.wait_live()
    # A second start hands its files to the first.
    subprocess.run([driver.PROGRAM, "--import", additions], check=True, timeout=60,
                   env={**os.environ, "GSETTINGS_BACKEND": "keyfile"})
    go_on()
    go_on()
    app.find("check box", "Add to this district", State.SENSITIVE)
    driver.focus(app, "check box", "On its own", backwards=True)
    app.press("Down")
    if not app.all("check box", "Add to this district", State.CHECKED):
        app.press("space")
    app.find("label", "Please give a reason.")
    app.find(None, "Reason for the change", State.EDITABLE).text = "Told by the neighbouring district"
    go_on()
    app.find("label", "2 records are added to the district.")
    go_on("Import")
    app.find("label", "2 records added to the district")
    wait(20, lambda: len(imported_versions(2)) == 1, "the second case at the server")
    latest = imported_versions(1)[0]
    expect(latest["reason"] == "Told by the neighbouring district", f"with the reason: {latest}")
    expect(latest["data"]["age"] == 30, f"and its fields: {latest}")


def takes_it_back():
    """One Undo takes all of it back"""
    app.press("2", driver.ALT)
    app.find("entry", "Search cases")
    app.press("z", driver.CONTROL)
    app.find("label", "Taken back")
    wait(20, lambda: len(imported_versions(1)) == 2 and len(imported_versions(2)) == 2, "the deletions at the server")


def keeps_names_masked():
    """No name that was in a file is in anything that was kept"""
    for file in pathlib.Path(os.environ["XDG_DATA_HOME"]).rglob("*"):
        expect(not file.is_file() or NAME.encode() not in file.read_bytes(), f"a name is in {file.name}")


driver.run(recognises_chinese, makes_a_collection, asks_about_dates, tells_what_is_refused, remembers, says_what_is_broken,
           imports_unattended, opens_and_deletes, adds_to_the_district, takes_it_back, keeps_names_masked)
