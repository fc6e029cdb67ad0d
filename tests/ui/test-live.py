# SPDX-License-Identifier: GPL-3.0-or-later
"""Live changes: what happens in the district appears by itself."""

import re

import driver
from driver import expect, wait

district = driver.District("--synthetic", "--clock-rate=0", *driver.SMALL)
app = None
before = None


def changes():
    return [row.name for found in app.all("list", "Latest changes") for row in found.all("list item")]


def starts():
    """The program goes live, and nothing changes while the clock stands still"""
    global app, before
    app = driver.Program.of(district)
    app.wait_live()
    before = driver.connection(app)
    expect(before["Areas"] > 120 and before["Persons"] == 6000, f"the whole district: {before}")
    expect(driver.connection(app) == before, "nothing changes")


def cases_appear():
    """With a fast clock new cases appear in the list of changes"""
    district.set_clock(86400 / 2)
    wait(30, lambda: any(": new case, " in row for row in changes()), lambda: f"a new case: {changes()}")


def colours_follow():
    """A change of colour is told, with both colours"""
    wait(30, lambda: any(re.search(": from .+ to .+", row) for row in changes()), lambda: f"a change of colour: {changes()}")


def counts_grow():
    """The connection counts more cases, and as many as the server"""
    district.set_clock(0)

    def counted():
        return driver.connection(app)["Cases"]

    told = district.ask("GET", "/v1/digest")["types"]["case"]["count"]
    expect(told > before["Cases"], f"the server has more than {before['Cases']}: {told}")
    wait(15, lambda: counted() == told, lambda: f"{told} cases, not {counted()}")


def stays_live():
    """It is live all the time, and says how old the data are"""
    app.find("label", re.compile("^Live · (now|[0-9]+ s ago)"))
    app.find("label", re.compile("^Cache: "))


driver.run(starts, cases_appear, colours_follow, counts_grow, stays_live)
