"""Random small plans, valid against the page "The plan file", and their YAML.

``plans()`` draws a plan as the reference engine reads it: nested dicts and lists, every scalar a ``str``.
Milestones are ``m0`` to ``m8`` and wait only for those before them, so no plan has a loop. Facts may
contradict links, diaries may run out, and late plans are common: all of that has its dates on the page.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import strategies as st

from .engine import ONE, Day, days_meant, opening, recurs

Draw = Callable[[st.SearchStrategy[Any]], Any]
Plan = dict[str, Any]

FIRST_DATA_DATE, LAST_DATA_DATE = Day(2020, 9, 1), Day(2022, 3, 31)
CALENDARS = ["england-and-wales", "scotland", "northern-ireland", "united-kingdom", "every-day"]
KINDS = [
    "needs-analysis",
    "consultation",
    "specification",
    "tender",
    "evaluation",
    "standstill",
    "mobilisation",
]
MONTH_NAMES = [Day(2020, month, 1).strftime("%B") for month in range(1, 13)]


def as_of(plan: Plan) -> Day:
    """The plan's data date, resolved as a caller of the engine resolves it."""
    day = opening(plan["as_of"])
    assert day is not None
    return day


@st.composite
def plans(draw: Draw, max_milestones: int = 9) -> Plan:
    """A random plan of 2 to ``max_milestones`` milestones, with none, one or two services."""
    today = draw(days(FIRST_DATA_DATE, LAST_DATA_DATE))
    plan: Plan = {"plan": "A random plan"}
    if chance(draw, 10):
        plan["as_of"] = f"{today:%Y-%m}"
        today = today.replace(day=1)
    else:
        plan["as_of"] = today.isoformat()
    if chance(draw, 50):
        plan["calendar"] = draw(st.sampled_from(CALENDARS))
    if chance(draw, 35):
        plan["closures"] = {f"closed{n}": draw(windows_near(today, 15)) for n in range(draw(st.integers(1, 2)))}
    plan["committees"] = {f"c{n}": draw(committees(today)) for n in range(draw(st.sampled_from([0, 1, 1, 2])))}
    count = draw(st.integers(2, max_milestones))
    go_lives = draw(st.lists(st.integers(max(1, count - 4), count - 1), max_size=2, unique=True).map(sorted))
    if go_lives:
        plan["services"] = {
            f"s{n}": {**draw(services(today)), "go_live": f"m{index}"} for n, index in enumerate(go_lives)
        }
        if chance(draw, 20):
            plan["services"]["shared"] = {**draw(services(today)), "go_live": f"m{go_lives[0]}"}
    plan["milestones"] = {f"m{n}": draw(milestones(n, n in go_lives, plan["committees"], today)) for n in range(count)}
    if not plan["committees"]:
        del plan["committees"]
    if chance(draw, 40):
        plan["blackouts"] = draw(blackouts(today, kinds_in(plan)))
    return plan


def kinds_in(plan: Plan) -> list[str]:
    """The kinds of its milestones, the reader's own choice where none is written."""
    return [m.get("kind", "approval" if "at" in m else "other") for m in plan["milestones"].values()]


# -------------------------------------------------------------------------------------- dates and lengths


def chance(draw: Draw, percent: int) -> bool:
    """True so often; shrinks to False."""
    return draw(st.integers(0, 99)) >= 100 - percent


def days(first: Day, last: Day) -> st.SearchStrategy[Day]:
    return st.integers(0, (last - first).days).map(lambda n: first + n * ONE)


def near(today: Day, before: int, after: int) -> st.SearchStrategy[Day]:
    return days(today - before * ONE, today + after * ONE)


@st.composite
def written(draw: Draw, day: Day, month_alone: int = 8) -> str:
    """``day`` as a person writes it: in full, or now and then its month alone."""
    style = draw(st.integers(0, 99))
    if style >= 100 - month_alone:
        return draw(st.sampled_from([f"{day:%Y-%m}", f"{MONTH_NAMES[day.month - 1]} {day.year}"]))
    if style >= 90 - month_alone:
        return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"
    return day.isoformat()


@st.composite
def lengths(draw: Draw, longest: int = 8) -> str:
    """A length of up to so many weeks, in any unit and either spelling; now and then a year, or nothing."""
    if chance(draw, 4):
        return draw(st.sampled_from(["1y", "1 year", "0d", "0wd"]))
    unit = draw(st.sampled_from(["wd", "d", "w", "mo"]))
    most = {"wd": 5 * longest, "d": 7 * longest, "w": longest, "mo": max(1, longest // 4)}[unit]
    count = draw(st.integers(1, most))
    words = {"wd": "working days", "d": "days", "w": "weeks", "mo": "months"}
    return f"{count} {words[unit]}" if count > 1 and chance(draw, 10) else f"{count}{unit}"


@st.composite
def windows_near(draw: Draw, today: Day, longest: int) -> Plan:
    first = draw(near(today, 60, 500))
    if chance(draw, 10):
        return {"from": f"{first:%Y-%m}", "to": f"{first:%Y-%m}"}
    return {"from": first.isoformat(), "to": (first + draw(st.integers(0, longest)) * ONE).isoformat()}


@st.composite
def blackouts(draw: Draw, today: Day, kinds: list[str]) -> Plan:
    """One to three windows, each for some of ``kinds``; they may overlap, or leave too little between them."""
    return {
        f"b{n}": {
            **draw(windows_near(today, 45)),
            "for": draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=3, unique=True)),
        }
        for n in range(draw(st.integers(1, 3)))
    }


# ------------------------------------------------------------------------------------------- committees


@st.composite
def committees(draw: Draw, today: Day) -> Plan:
    """A committee whose diary is listed, half a year to three of it, or recurs; rarely both or neither."""
    committee: Plan = {}
    style = draw(st.sampled_from(["meets"] * 5 + ["every"] * 3 + ["both", "neither", "neither"]))
    if style in ("meets", "both"):
        meeting = draw(near(today, 60, 90))
        end = today + draw(st.sampled_from([150, 400, 900, 1100])) * ONE
        step = draw(st.integers(14, 45))
        meets = []
        while meeting <= end:
            meets.append(weekday_from(meeting).isoformat())
            meeting += step * ONE
        committee["meets"] = meets or [weekday_from(end).isoformat()]
        if chance(draw, 15):
            committee["meets"].append(f"{draw(near(today, 0, 300)):%Y-%m}")
        if chance(draw, 10):
            first = draw(near(today, 0, 300))
            committee["meets"].append(f"{first}..{first + 2 * ONE}")
    if style in ("every", "both"):
        which = draw(st.sampled_from(["first ", "second ", "third ", "fourth ", "last ", "first and third ", ""]))
        committee["every"] = which + draw(st.sampled_from(["monday", "tuesday", "thursday", "friday"]))
        if chance(draw, 15):
            committee["every"] += " of march and june and october"
    if "every" in committee and chance(draw, 40):
        month = draw(near(today, 0, 300))
        first = draw(near(today, 0, 300))
        committee["except"] = [f"{month:%Y-%m}", f"{first}..{first + 20 * ONE}"]
    for key, percent, longest in (("papers", 60, 3), ("decision_notice", 50, 1), ("call_in", 50, 2)):
        if chance(draw, percent):
            committee[key] = draw(lengths(longest).filter(lambda length: "mo" not in length or chance(draw, 25)))
    # With any day to meet on, a notice shows to the day.
    if chance(draw, 80 if style == "neither" else 40):
        committee["notice"] = draw(st.sampled_from(["28d", "28d", "20wd", "4w", "10d", "1mo", "0d"]))
    return committee


def weekday_from(day: Day) -> Day:
    return day + (7 - day.weekday()) * ONE if day.weekday() > 4 else day


def next_meeting(committee: Plan, day: Day) -> Day:
    """A day for ``on``: the diary's first meeting from ``day`` on, or its last one."""
    listed = [days_meant(item.partition("..")[0])[0] for item in committee.get("meets", [])]
    if listed:
        return min((meeting for meeting in listed if meeting >= day), default=max(listed))
    while "every" in committee and not (recurs(committee["every"], day) and not excepted(committee, day)):
        day += ONE
    return weekday_from(day)


def excepted(committee: Plan, day: Day) -> bool:
    for item in committee.get("except", []):
        first, _, last = item.partition("..")
        if days_meant(first)[0] <= day <= days_meant(last or first)[1]:
            return True
    return False


# ------------------------------------------------------------------------------------------- milestones


@st.composite
def milestones(draw: Draw, index: int, go_live: bool, committees: Mapping[str, Plan], today: Day) -> Plan:
    """Milestone ``m{index}``: a go-live, a meeting, work, or an event."""
    styles = ["work"] * 6 + ["event"] * 2 + ["unknown"] + ["meeting"] * (6 if committees else 0)
    style = "go-live" if go_live else draw(st.sampled_from(styles))
    milestone: Plan = {}
    if style == "go-live":
        if chance(draw, 90):
            milestone["kind"] = "go-live"
    elif style == "meeting":
        milestone["at"] = draw(st.sampled_from(sorted(committees)))
        if chance(draw, 15):
            milestone["kind"] = "award"
    elif chance(draw, 40):
        milestone["kind"] = draw(st.sampled_from(KINDS))
    if style == "work":
        milestone["takes"] = draw(lengths().filter(lambda length: not length.startswith("0")))
    elif style == "unknown":
        milestone["takes"] = "unknown"
    elif style == "event" and chance(draw, 10):
        milestone["takes"] = "0wd"
    if index and chance(draw, 88):
        milestone["after"] = draw(predecessors(index))
    if index and chance(draw, 25 if style == "work" else 8):
        milestone["finish_after"] = draw(predecessors(index, most=2))
    if chance(draw, 15):
        milestone["calendar"] = draw(st.sampled_from(CALENDARS))
    early = index <= 3
    if style != "go-live" and early and chance(draw, 30):
        milestone |= draw(progress(style, today))
    if "done" not in milestone:
        milestone |= draw(dates(style, committees.get(milestone.get("at", ""), {}), milestone, today))
    return milestone


@st.composite
def predecessors(draw: Draw, index: int, most: int = 3) -> Any:
    """What ``after`` or ``finish_after`` may say, of milestones before ``index``."""
    # The nearest ones are the likeliest: a chain, rather than a star.
    backwards = st.integers(1, index).map(lambda n: index - n)
    twice = chance(draw, 10)
    chosen = draw(st.lists(backwards, min_size=1, max_size=most if twice else min(most, index), unique=not twice))
    links = []
    for predecessor in chosen:
        link = f"m{predecessor}"
        if chance(draw, 18):
            link = f"start of {link}"
        if chance(draw, 35):
            sign = draw(st.sampled_from(["+", "+", "-"]))
            link += f" {sign} {draw(lengths(4))}"
        links.append(link)
    return links[0] if len(links) == 1 and chance(draw, 70) else links


@st.composite
def progress(draw: Draw, style: str, today: Day) -> Plan:
    """What has happened: ``started`` or ``done``, never after ``today``."""
    done = draw(near(today, 90, 0))
    if style == "work":
        started = done - draw(st.integers(0, 60)) * ONE
        if chance(draw, 50):
            under_way = {"started": draw(written(started, month_alone=15))}
            return under_way | ({"remaining": draw(lengths(4))} if chance(draw, 50) else {})
        found = {"started": started.isoformat(), "done": draw(written(done, month_alone=15))}
    elif style == "unknown":
        if chance(draw, 50):
            return {}
        found = {"started": draw(written(done, month_alone=15))}
        return found | ({"remaining": draw(lengths(4))} if chance(draw, 20) else {})
    else:
        found = {"done": draw(written(done, month_alone=15))}
    return found | ({"outcome": "failed"} if chance(draw, 12) else {})


@st.composite
def dates(draw: Draw, style: str, committee: Plan, milestone: Plan, today: Day) -> Plan:
    """What a person fixed about something that is not done."""
    found = {}
    planned = draw(near(today, 30, 500))
    if style == "meeting" and chance(draw, 80):
        planned = next_meeting(committee, planned)
    if style in ("meeting", "event", "go-live") and chance(draw, 30):
        found["on"] = draw(written(planned, month_alone=40 if style == "meeting" else 20))
    if "started" not in milestone and chance(draw, 18 if style in ("work", "unknown") else 6):
        found["not_before"] = draw(written(draw(near(today, 30, 500))))
    if style == "meeting" and "notice" in committee and chance(draw, 25):
        found["notice_given"] = draw(near(today, 60, 0)).isoformat()
    if chance(draw, 14):
        found["by"] = draw(written(draw(near(today, 20, 700))))
    return found


# ---------------------------------------------------------------------------- events fixed on days off


@st.composite
def fixed_on_days_off(draw: Draw) -> Plan:
    """An event, or a milestone at a committee without a diary, that a person fixed on a day off.

    It waits for work by every kind of link, each asking for a day about the fixed one; and what waits for it, by every
    kind of link too, has a deadline or a cover end about then.
    """
    off, closures = draw(days_off())
    today = off - draw(st.integers(0, 40)) * ONE
    plan: Plan = {"plan": "A day off", "as_of": today.isoformat()}
    if closures:
        plan["closures"] = closures
    committee: Plan = {}
    if chance(draw, 35):
        for key, percent in (("papers", 40), ("decision_notice", 40), ("call_in", 40), ("notice", 10)):
            if chance(draw, percent):
                committee[key] = draw(st.sampled_from(["1wd", "2wd", "5wd", "1d", "3d", "1w"]))
        plan["committees"] = {"body": committee}
    milestones: Plan = {}
    event: Plan = {"at": "body"} if "committees" in plan else {}
    event["on"] = off.isoformat()
    if chance(draw, 10):
        event["calendar"] = draw(st.sampled_from(CALENDARS))
    if chance(draw, 8):
        event["not_before"] = (off + draw(st.integers(-3, 4)) * ONE).isoformat()
    for n in range(draw(st.sampled_from([1, 1, 1, 2]))):
        leading(draw, milestones, event, f"before{n}", off, today)
    milestones["fixed"] = event
    for n in range(draw(st.sampled_from([1, 1, 2]))):
        milestones[f"after{n}"] = following(draw, "fixed" if not n or chance(draw, 60) else f"after{n - 1}")
    last = next(reversed(milestones))
    until = off + draw(st.integers(-4, 12)) * ONE
    how = draw(st.sampled_from(["service", "service", "by", "by itself", "none"]))
    if how == "service":
        milestones["live"] = {"kind": "go-live", "after": last}
        if chance(draw, 30):
            milestones["live"]["on"] = (off + draw(st.integers(0, 3)) * ONE).isoformat()
        plan["services"] = {"s": {"contracts": {"k": {"end": until.isoformat()}}, "go_live": "live"}}
    elif how != "none":
        milestones["fixed" if how == "by itself" else last]["by"] = until.isoformat()
    plan["milestones"] = milestones
    if chance(draw, 20):
        first = off + draw(st.integers(-6, 4)) * ONE
        last_day = first + draw(st.integers(0, 6)) * ONE
        kind = "approval" if "at" in event else "other"
        plan["blackouts"] = {"b": {"from": first.isoformat(), "to": last_day.isoformat(), "for": [kind]}}
    return plan


@st.composite
def days_off(draw: Draw) -> tuple[Day, Plan]:
    """A day that is none of the working days of England and Wales, and the closures of the plan."""
    kind = draw(st.sampled_from(["weekend", "weekend", "holiday", "closure"]))
    if kind == "holiday":
        # Good Friday and Easter Monday, a bank holiday, Christmas Day and its substitute.
        texts = ["2021-04-02", "2021-04-05", "2021-08-30", "2021-12-25", "2021-12-27"]
        return Day.fromisoformat(draw(st.sampled_from(texts))), {}
    day = draw(days(FIRST_DATA_DATE, LAST_DATA_DATE))
    if kind == "weekend":
        return day + (draw(st.sampled_from([5, 6])) - day.weekday()) * ONE, {}
    first, last = day - draw(st.integers(0, 6)) * ONE, day + draw(st.integers(0, 6)) * ONE
    return day, {"closed": {"from": first.isoformat(), "to": last.isoformat()}}


def leading(draw: Draw, milestones: Plan, event: Plan, id: str, off: Day, today: Day) -> None:
    """Add work that ``event`` waits for, by a link that asks for a day about ``off``."""
    link, sign, lag = draw(lags())
    wanted = off + (draw(st.integers(-4, 5)) - sign * lag) * ONE
    key = draw(st.sampled_from(["after", "finish_after"]))
    work: Plan = {}
    if chance(draw, 30):
        work["calendar"] = "every-day"
    if chance(draw, 40):
        work |= {"takes": draw(lengths(2).filter(lambda length: not length.startswith("0")))}
        work["not_before"] = wanted.isoformat()
        start = True
    else:
        work["takes"] = f"{max((wanted - today).days + 1, 1)}d"
        start = chance(draw, 10)
    milestones[id] = work
    event.setdefault(key, []).append(f"{'start of ' if start else ''}{id}{link}")


def following(draw: Draw, before: str) -> Plan:
    """Work or an event that waits for ``before``."""
    milestone: Plan = {draw(st.sampled_from(["after", "after", "finish_after"])): draw(waiting_for(before))}
    if chance(draw, 50):
        milestone["takes"] = draw(st.sampled_from(["1wd", "3wd", "1d", "4d", "1w", "1mo"]))
    if chance(draw, 25):
        milestone["calendar"] = "every-day"
    return milestone


@st.composite
def waiting_for(draw: Draw, before: str) -> str:
    link, _, _ = draw(lags())
    return f"{'start of ' if chance(draw, 30) else ''}{before}{link}"


@st.composite
def lags(draw: Draw) -> tuple[str, int, int]:
    """A lag or a lead as a link ends with it, its sign, and about how many days it takes."""
    if chance(draw, 40):
        return "", 1, 0
    number = draw(st.integers(0, 6))
    unit, each = draw(st.sampled_from([("d", 1), ("wd", 1), ("wd", 1), ("w", 7), ("mo", 30)]))
    sign = draw(st.sampled_from([1, 1, -1]))
    number = min(number, 1) if unit == "mo" else number
    return f" {'+' if sign > 0 else '-'} {number}{unit}", sign, number * each


# --------------------------------------------------------------------------------------------- services


@st.composite
def services(draw: Draw, today: Day) -> Plan:
    """A service's cover: contracts and their extensions, or the day from which it is needed."""
    if chance(draw, 15):
        return {"needed_from": draw(written(draw(near(today, 30, 700))))}
    contracts = {f"k{n}": draw(contract(today)) for n in range(draw(st.sampled_from([1, 1, 1, 2])))}
    return {"contracts": contracts}


@st.composite
def contract(draw: Draw, today: Day) -> Plan:
    end = draw(near(today, 150, 500))
    if chance(draw, 60):
        end = days_meant(f"{end:%Y-%m}")[1]
    found: Plan = {}
    if chance(draw, 90):
        found["start"] = draw(written(end - draw(st.integers(100, 500)) * ONE))
    found["end"] = draw(written(end))
    end = days_meant(found["end"])[1]
    # An order in which a person could have decided them, with a gap in it now and then.
    statuses = draw(
        st.lists(
            st.sampled_from(["exercised", "planned", "planned", "available", "declined", "proposed"]),
            max_size=3,
        )
    )
    if not chance(draw, 15):
        statuses.sort(key=["exercised", "planned", "available", "proposed", "declined"].index)
    extensions: Plan = {}
    for n, status in enumerate(statuses):
        end += draw(st.integers(20, 250)) * ONE
        to = draw(written(end))
        end = days_meant(to)[1]
        extensions[f"e{n}"] = {"to": to, "status": status, **draw(extension_terms())}
    if extensions and chance(draw, 25):
        instead_of = draw(st.sampled_from(sorted(extensions)))
        about = extensions[instead_of]
        if chance(draw, 50):
            about["status"] = "declined"
        to = days_meant(about["to"])[1] + draw(st.integers(-15, 90)) * ONE
        status = draw(st.sampled_from(["planned", "planned", "exercised", "available"]))
        extensions["other"] = {"to": to.isoformat(), "status": status, **draw(extension_terms())}
        extensions["other"]["instead_of"] = instead_of
    if extensions:
        found["extensions"] = extensions
    return found


@st.composite
def extension_terms(draw: Draw) -> Plan:
    terms = {}
    if chance(draw, 40):
        terms["by"] = draw(st.sampled_from(["1mo", "1mo", "3mo", "4w", "1w", "30d", "1y"]))
    if chance(draw, 60):
        terms["notice"] = draw(st.sampled_from(["1mo", "3mo", "28d", "20wd", "6w"]))
    return terms


# ------------------------------------------------------------------------------------------------- YAML


def to_yaml(plan: Mapping[str, Any], indent: int = 0) -> str:
    """``plan`` as a plan file: mappings as blocks, lists in brackets, scalars plain where YAML allows."""
    lines = []
    for key, value in plan.items():
        head = f"{' ' * indent}{key}:"
        if isinstance(value, Mapping):
            lines.append(f"{head}\n{to_yaml(value, indent + 2)}" if value else f"{head} {{}}\n")
        elif isinstance(value, str):
            lines.append(f"{head} {scalar(value)}\n")
        else:
            lines.append(f"{head} [{', '.join(scalar(item) for item in value)}]\n")
    return "".join(lines)


def scalar(text: str) -> str:
    return text if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 .%+-]*(?<! )", text) else json.dumps(text)


def resolved(value: Any) -> Any:
    """Dates as ISO text, to put a reference answer beside a JSON one."""
    if isinstance(value, Mapping):
        return {key: resolved(item) for key, item in value.items()}
    if isinstance(value, list):
        return [resolved(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else value
