# SPDX-License-Identifier: GPL-3.0-or-later
"""The program is killed twenty times, during its first fill and during live changes; in the end it has what the server has."""

import os
import pathlib
import random
import re
import sqlite3
import time

import driver
from driver import expect, wait

KILLS = 20
SEED = 20220411
TYPES = ("area", "building", "feature", "place", "household", "person", "case", "contact", "stay", "daily", "link")

database = driver.District.make("--grids=400", "--persons=40000", "--seed=5", "--history-days=30")
district = driver.District("--clock-rate=3600", database=database)
chance = random.Random(SEED)
app = None


def kill(program):
    expect(program.process.poll() is None, f"it was running until it was killed: {program.output[-1000:]}")
    program.kill()


def start_and_kill(least, most):
    """Starts the program, lets it go on for a random time, and kills it."""
    program = driver.Program.of(district)
    time.sleep(chance.uniform(least, most))
    kill(program)


def cache_file():
    folders = [pathlib.Path(os.environ[variable]) for variable in driver.PRIVATE_FOLDERS]
    files = [file for folder in folders for file in folder.rglob("server-*.sqlite")]
    expect(len(files) == 1, f"one cache, not {files}")
    return files[0]


def is_partial():
    """Whether there is a cache that says of itself that its first fill has not come to an end."""
    try:
        with sqlite3.connect(cache_file()) as connection:
            return bool(connection.execute("SELECT filling FROM state").fetchone()[0])
    except (driver.Failure, sqlite3.Error, TypeError):  # killed before there was anything in it
        return False


def killed_while_filling():
    """Ten kills within the first second or so, one of them surely during the first fill"""
    program = driver.Program.of(district)
    wait(20, is_partial, "a first fill")
    kill(program)
    n_partial = int(is_partial())
    for _ in range(KILLS // 2 - 1):
        start_and_kill(0, 0.4)
        n_partial += is_partial()
    print(f"# {n_partial} of them left a partial cache")
    expect(n_partial > 0, "a kill in the middle of a first fill")


def killed_while_changing():
    """Ten kills while changes arrive"""
    for _ in range(KILLS - KILLS // 2):
        start_and_kill(0.2, 1.2)


def recovers():
    """Started once more, it goes live and complains of nothing"""
    global app
    app = driver.Program.of(district)
    app.wait_live(60)
    expect(not app.all("label", re.compile("damaged|cannot be used")), "no word of damage")


def server_records():
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        rows = connection.execute("SELECT type, id, version FROM record WHERE gone = 0").fetchall()
    return {name: {(row[1], row[2]) for row in rows if row[0] == number} for number, name in enumerate(TYPES)}


def cache_records():
    with sqlite3.connect(f"file:{cache_file()}?mode=ro", uri=True) as connection:
        return {name: set(connection.execute(f'SELECT id, version FROM "{name}"')) for name in TYPES}


def holds_the_same():
    """The cache holds every record of the server in its version, and nothing else"""
    district.set_clock(0)

    def difference():
        there, here = server_records(), cache_records()
        return {name: f"{len(there[name] - here[name])} missing, {len(here[name] - there[name])} too many"
                for name in TYPES if there[name] != here[name]}

    wait(20, lambda: not difference(), lambda: f"the same records: {difference()}")
    expect(len(server_records()["person"]) == 40000, "all persons")


def is_sound():
    """The cache is sound, and the window counts what is in it"""
    told = driver.connection(app)
    counts = {name: len(records) for name, records in server_records().items()}
    expect(told["Persons"] == counts["person"] and told["Cases"] == counts["case"], f"{told} for {counts}")
    app.quit()
    with sqlite3.connect(cache_file()) as connection:
        expect(connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)], "the integrity check")


driver.run(killed_while_filling, killed_while_changing, recovers, holds_the_same, is_sound)
