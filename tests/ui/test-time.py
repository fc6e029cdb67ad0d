# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking back: a day picked, played, and back to now."""

import datetime
import re

import driver
from driver import State, expect, wait

district = driver.District("--synthetic", "--clock-rate=0", *driver.SMALL)
app = None
present = None


def card():
    return app.find("panel", "Day shown")


def curve():
    return card().find("slider", re.compile("^Cases by day"))


def day():
    """The day shown; it comes without its year, which is 2022."""
    words = " ".join(card().labels[0].split()[:2])
    return datetime.datetime.strptime(f"{words} 2022", "%d %B %Y").date()


def starts():
    """The card shows the present day and that it is live"""
    global app, present
    app = driver.Program.of(district)
    app.wait_live()
    wait(5, lambda: "Live" in card().labels, "Live")
    present = driver.wait_steady(2, lambda: (card().labels[0], driver.legend(app)[0]), "the colours of the present day")
    expect(re.match(r"\d+ [A-Z][a-z]+ \d\d:\d\d$", present[0]), f"day and time: {present[0]}")


def goes_back_a_day():
    """A day before is looked back to, and said so"""
    before = day()
    curve().do("curve.previous-day")
    wait(5, lambda: "Looking back" in card().labels, "Looking back")
    wait(5, lambda: (before - day()).days == 1, lambda: f"the day before {before}, not {day()}")
    expect(":" not in card().labels[0], f"no time of day: {card().labels[0]}")
    card().find("button", re.compile("Back to now"))


def goes_to_the_beginning():
    """On the first day there is nearly nothing, and the colours are those of that day"""
    curve().do("curve.first-day")
    first = re.match(r"(\d+ \w+) to ", curve().description)[1]
    wait(5, lambda: card().labels[0] == first, f"{first}")
    wait(5, lambda: driver.legend(app)[0]["Low risk"] > present[1]["Low risk"],
         lambda: f"{driver.legend(app)[0]} to be calmer than {present[1]}")


def back_to_now():
    """Back to now shows the present again"""
    card().find("button", re.compile("Back to now")).do()
    wait(5, lambda: card().labels[0].startswith(present[0]) and "Live" in card().labels, lambda: f"{present[0]}: {card().labels}")
    wait(5, lambda: driver.legend(app)[0] == present[1], "the colours of now")
    expect(not card().all("button", re.compile("Back to now")), "the button is gone")


def plays():
    """The days are played and can be stopped"""
    card().find("button", "Play the days").do()
    stop = card().find("button", "Stop playing")
    first = day()
    wait(10, lambda: (day() - first).days >= 3, "days to pass")
    stop.do()
    card().find("button", "Play the days")
    driver.wait_steady(2, day, "the day to stay")
    expect("Looking back" in card().labels, f"it stays where it was stopped: {card().labels}")
    card().do("time.now")
    wait(5, lambda: "Live" in card().labels, "Live")


def by_keyboard():
    """Left and Right pick the day on the curve"""
    app.focus_search()
    driver.focus(app, "slider", re.compile("^Cases by day of report, All"), True)
    before = day()
    app.press("Left")
    app.press("Left")
    wait(5, lambda: (before - day()).days == 2, lambda: f"two days before {before}, not {day()}")
    app.press("Right")
    wait(5, lambda: (before - day()).days == 1, lambda: f"the day before {before}, not {day()}")
    expect(curve().has(State.FOCUSED), f"the curve keeps the keyboard, not {app.focused}")
    card().do("time.now")


driver.run(starts, goes_back_a_day, goes_to_the_beginning, back_to_now, plays, by_keyboard)
