# SPDX-License-Identifier: GPL-3.0-or-later
"""The plug is pulled: the program says so, goes on working, and catches up by itself."""

import re
import time

import driver
from driver import expect, wait

NOTICE = re.compile("Everything shown was last confirmed .* and stays usable")
database = driver.District.make(*driver.SMALL)
district = driver.District("--heartbeat=500", database=database)
app = None
counts = None


def starts():
    """The program goes live"""
    global app, counts
    app = driver.Program.of(district)
    app.wait_live()
    expect(not app.all("label", NOTICE), "there is no notice")
    counts = driver.legend(app)[1]


def says_so():
    """Within two seconds after the server was killed the notice says so, with the age of the data"""
    district.kill()
    killed = time.monotonic()
    wait(10, lambda: app.all("label", NOTICE), "the notice")
    took = time.monotonic() - killed
    expect(took < 2 * driver.PATIENCE, f"it took {took:.1f} s")
    app.find("label", re.compile("^The district server cannot be reached"))
    app.find("label", re.compile("^(Offline|Connecting) · data "))


def works_on():
    """An area is chosen, an address searched, rules switched, a day looked back to, all offline"""
    driver.choose_area(app)
    expect(any(re.search("Cases .*(ago|now)", label) for label in driver.inspector(app).labels), "ages in the inspector")
    app.press("Escape")
    app.focus_search().text = "新"
    wait(5, lambda: app.find("list", "Found").all("list item"), "hits")
    app.press("Return")
    driver.inspector(app)
    app.press("Escape")
    app.gone("panel", "Selected area")
    app.press("0", driver.CONTROL)
    app.press("r", driver.CONTROL)
    app.find("menu item", re.compile("Community classification")).do()
    app.gone("menu item")
    wait(5, lambda: "No case" in driver.legend(app)[0], "other levels")
    app.press("r", driver.CONTROL)
    app.find("menu item", re.compile("Five colours")).do()
    app.gone("menu item")
    wait(5, lambda: "Low risk" in driver.legend(app)[0], "the levels back")
    curve = app.find("slider", re.compile("^Cases by day of report, All"))
    curve.do("curve.previous-day")
    app.find("label", "Looking back")
    app.find("button", re.compile("Back to now")).do()
    app.find("label", "Not live")


def comes_back():
    """The server is back: live again by itself, and the notice is gone"""
    district.start()
    app.find("label", re.compile("^Live · "), seconds=20)
    app.gone("label", NOTICE)


def starts_without_a_server():
    """Started with no server at all, it shows the same district from the cache, with its age"""
    global app
    app.quit()
    district.kill()
    app = driver.Program.of(district)
    wait(15, lambda: driver.legend(app)[1] == counts, lambda: f"{counts} areas")
    app.find("label", NOTICE)
    app.find("label", re.compile("^Cache: [0-9]+ (s|min) ago|^Cache: now"))
    name = driver.choose_area(app)
    expect(name, "an area")
    app.find("label", "Synthetic district: people and outbreak are made up")


def tries_when_asked():
    """Try now connects at once when the server is there"""
    district.start()
    tries = app.all("button", "Try now")
    if tries:
        tries[0].do()
    app.find("label", re.compile("^Live · "), seconds=20)


driver.run(starts, says_so, works_on, comes_back, starts_without_a_server, tries_when_asked)
