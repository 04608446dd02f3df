"""Plans for the property of the course: whole timetables of councils, and what happens to them on their last days."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import strategies as st

from .engine import ONE, Day, days_meant
from .plans import chance, days, lengths, near, to_yaml, weekday_from

Draw = Callable[[st.SearchStrategy[Any]], Any]
Plan = dict[str, Any]

#: What the generator must draw, and how often it has.
Drawn = Counter[str]
WANTED = (
    "no dates",
    "diary of 1 to 14",
    "every alone",
    "every beside meets",
    "rolling by 1mo",
    "rolling by 3mo",
    "rolling by 4w",
    "instead_of",
    "two contracts",
    "needed_from",
    "two unknown in a row",
    "fixed on a day off",
    "a by missed at the start",
)


@st.composite
def courses(draw: Draw) -> tuple[Plan, Drawn]:
    """A plan with one or two services, each with a chain of work, meetings and events to its go-live."""
    drawn: Drawn = Counter()
    today = draw(days(Day(2023, 1, 2), Day(2024, 12, 31)))
    plan: Plan = {"plan": "A course", "as_of": today.isoformat()}
    if chance(draw, 20):
        first = draw(near(today, 0, 200))
        plan["closures"] = {"closed": {"from": first.isoformat(), "to": (first + 9 * ONE).isoformat()}}
    plan["committees"] = {"c": draw(committees(today, drawn)), "d": draw(committees(today, drawn))}
    plan["services"] = {}
    count = draw(st.integers(3, 8))
    plan["milestones"] = {}
    unknown_before = False
    for number in range(count):
        style = draw(st.sampled_from(["work"] * 5 + ["event", "event", "unknown", "unknown"] + ["meeting"] * 5))
        milestone: Plan = {}
        if style == "work":
            milestone["takes"] = draw(
                lengths(4).filter(lambda length: not length.startswith("0") and "y" not in length)
            )
        elif style == "unknown":
            milestone["takes"] = "unknown"
            drawn["two unknown in a row"] += unknown_before
        elif style == "meeting":
            milestone["at"] = draw(st.sampled_from(["c", "d"]))
        unknown_before = style == "unknown"
        if number:
            before = number - 1 if chance(draw, 75) else draw(st.integers(0, number - 1))
            milestone["after"] = [f"m{before}"]
            if number > 1 and chance(draw, 25):
                milestone["after"].append(f"m{draw(st.integers(0, number - 1))} + {draw(st.integers(1, 9))}wd")
        if style == "work" and chance(draw, 10):
            milestone["not_before"] = draw(near(today, 0, 90)).isoformat()
        if style == "event" and chance(draw, 60):
            day = draw(near(today, 0, 150))
            if chance(draw, 60):
                day += (5 - day.weekday()) * ONE  # a Saturday
            milestone["on"] = day.isoformat()
            drawn["fixed on a day off"] += day.weekday() > 4
        if style == "meeting" and chance(draw, 25):
            day = draw(near(today, 0, 250))
            milestone["on"] = f"{day:%Y-%m}" if chance(draw, 30) else day.isoformat()
        if chance(draw, 12):
            milestone["by"] = draw(near(today, 10, 300)).isoformat()
        plan["milestones"][f"m{number}"] = milestone
    for name in ["s"] if chance(draw, 65) else ["s", "t"]:
        last = draw(st.integers(max(0, count - 2), count - 1))
        go_live: Plan = {"kind": "go-live", "after": f"m{last}"}
        if chance(draw, 30):
            go_live["on"] = draw(near(today, 60, 400)).isoformat()
        id = f"live-{name}"
        if name == "t" and chance(draw, 30):
            id = "live-s"
        else:
            plan["milestones"][id] = go_live
        plan["services"][name] = {**draw(services(today, drawn)), "go_live": id}
    return plan, drawn


@st.composite
def committees(draw: Draw, today: Day, drawn: Drawn) -> Plan:
    committee: Plan = {}
    style = draw(st.sampled_from(["meets"] * 5 + ["none", "every", "both"]))
    if style == "none":
        drawn["no dates"] += 1
    if style in ("meets", "both"):
        number = draw(st.integers(1, 14))
        day, step, meets = draw(near(today, 40, 60)), draw(st.integers(14, 42)), []
        for _ in range(number):
            meets.append(weekday_from(day).isoformat())
            day += step * ONE
        committee["meets"] = meets
        drawn["diary of 1 to 14"] += style == "meets"
    if style in ("every", "both"):
        committee["every"] = draw(st.sampled_from(["third monday", "first tuesday", "second and fourth thursday"]))
        drawn["every beside meets" if style == "both" else "every alone"] += 1
    if chance(draw, 50):
        committee["papers"] = draw(st.sampled_from(["10wd", "8wd", "2w"]))
    if chance(draw, 40):
        committee["decision_notice"] = "2wd"
    if chance(draw, 40):
        committee["call_in"] = "5wd"
    if chance(draw, 25):
        committee["notice"] = "28d"
    return committee


@st.composite
def services(draw: Draw, today: Day, drawn: Drawn) -> Plan:
    if chance(draw, 12):
        drawn["needed_from"] += 1
        return {"needed_from": draw(near(today, 60, 600)).isoformat()}
    number = draw(st.sampled_from([1, 1, 1, 2]))
    drawn["two contracts"] += number == 2
    return {"contracts": {f"k{n}": draw(contract(today, drawn)) for n in range(number)}}


@st.composite
def contract(draw: Draw, today: Day, drawn: Drawn) -> Plan:
    end = days_meant(f"{draw(near(today, 0, 300)):%Y-%m}")[1]
    found: Plan = {"end": end.isoformat()}
    if chance(draw, 70):
        found["start"] = (end - 700 * ONE).isoformat()
    extensions: Plan = {}
    for number in range(draw(st.sampled_from([0, 1, 1, 2]))):
        end += draw(st.integers(40, 400)) * ONE
        status = draw(st.sampled_from(["planned", "planned", "planned", "available", "exercised"]))
        extension: Plan = {"to": end.isoformat(), "status": status}
        if chance(draw, 65):
            extension["notice"] = draw(st.sampled_from(["1mo", "3mo", "20wd"]))
        if chance(draw, 55):
            extension["by"] = draw(st.sampled_from(["1mo", "3mo", "4w"]))
            drawn[f"rolling by {extension['by']}"] += "notice" in extension
        extensions[f"e{number}"] = extension
    if extensions and chance(draw, 25):
        to = days_meant(extensions["e0"]["to"])[1] + draw(st.integers(-30, 120)) * ONE
        if to > days_meant(found["end"])[1]:
            status = draw(st.sampled_from(["planned", "available"]))
            extensions["other"] = {"to": to.isoformat(), "status": status, "notice": "1mo", "instead_of": "e0"}
            drawn["instead_of"] += 1
    if extensions:
        found["extensions"] = extensions
    return found


def text_of(plan: Mapping[str, Any]) -> str:
    return to_yaml(plan)


def date_of(day: int) -> datetime.date:
    return datetime.date.fromordinal(day)
