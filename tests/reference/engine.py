"""The plan file's arithmetic, day by day: the slow oracle that the production engine is held against.

Written from the page "The plan file" alone, and by its definitions: an early date is found by trying one day
after another, a late finish by trying each date and looking whether every deadline after it is still met.
One file, longer than the house style likes, so that the whole oracle can be read beside the page. The plan
is taken as valid; nothing here makes findings.

Readings chosen where the page leaves room
------------------------------------------
Calendars and diaries
 1. A listed or recurring meeting stays on its date even if that is a bank holiday or a closure.
 2. `meets` and `every` together are a union; a recurrence runs for ever both ways; `except` thins the
    recurrence only, and a month in it takes away the whole month.
 3. A month alone in `meets` is the last working day by the plan's calendar; in `on`, by the milestone's.
 4. A range in `meets` is a meeting on every day of it.
 5. A committee with neither `meets` nor `every` may meet on any working day, and on the day of an `on`.
 6. Going backwards, "every working day before its first listed meeting" holds for a diary of `meets` alone;
    where there is a recurrence, with or without `meets`, the diary gains nothing.
 7. An `on` outside the committee's diary makes no meeting: it is held at the diary's first meeting from that
    day on. A month in which the diary has no meeting is its last working day, and moves on likewise.
 8. A diary that has run out gives no early date, nor has anything after it; late dates are still found.
 9. Without `papers` the day asked for is held against the meeting itself.
10. Only the meeting must not be before `as_of`; its papers may have been due earlier.
11. `notice` asks for so many clear days after `as_of`, or after `notice_given`, be that a working day or not; in
    months, for a meeting after the corresponding date.
12. `decision_notice` and `call_in` in calendar days are not moved to a working day.
Links
13. A lag on a committee with a call-in moves the day of effect, on a committee without, the day of
    publication, on a go-live its day; what follows may still use that very day after a call-in or a go-live.
14. `start of` a committee's milestone is the day of the meeting.
15. A go-live after a go-live is at least a day later: what it is after must be finished the day before.
16. A go-live with `start of` or `finish_after` may happen on the very day that these ask for.
17. At a committee `finish_after` counts among the links that its papers wait for.
18. `not_before` on an event or a meeting holds its date.
19. `on` exempts its own date only: an event that cannot happen then moves to a working day.
20. `unknown` is an event in every rule, the links into it and out of it included.
Blackouts and progress
21. A blackout moves an `on` too; it does not move work under way, nor what is done.
22. Going backwards, blackouts count for every milestone, and a late date is one the milestone can really
    have: clear of its own blackouts, and the end of a start it could have.
    An `on` that is no working day is one of them, though it holds nothing back.
23. Done work without `started` has the one date `done`.
24. Work under way ends on a working day not before `as_of`, not before its links into the finish ask.
25. After a failure only links from the failed finish cannot be met; its start was a fact.
26. Something done after a failure is a fact and stays one; work under way keeps its start, and loses its
    finish only to a link into the finish.
Backwards and float
27. A late start is the latest start that ends on the late finish with everything met; for work under way,
    its start as it is.
28. Facts pass nothing on: no consequence goes through what is done, nor through a start that is a fact.
29. "Cover ends" on the last day of the union of all cover, whatever lies between.
30. "Also where others wait for its start alone" speaks of what leads to no go-live and no `by`: there its own
    finish and all after it are held against the end of the plan. What leads to one through its start alone
    is limited by that only.
31. A go-live that no service names has no deadline of its own.
32. What cannot happen has late dates only where it leads to a go-live or a `by`, else null; then it also
    limits nothing that it is after.
33. Free float: if no delay of the finish, however long, moves anything (what is after it is done, or cannot
    happen anyway), it counts as having nothing after it.
34. At a committee, the later finishes that free float looks at are the later meetings of its diary.
Critical path
35. The date that a link asks for is taken as it stands, before working days, diary, blackout or `as_of` move
    it; one into the finish is turned into the first day from which the count reaches it. A done
    predecessor's link asks like any other, and is listed; the critical path follows the latest of the links
    from what is not done.
36. For work under way only links into its finish ask, and only where they ask for a later day than its own time does.
37. What is done, or cannot happen, is driven by nothing.
38. Only go-lives of services that can happen and are not done can be the end of the path; where several
    share the least float (or the latest finish), all are. If there is none, nothing is critical.
Cover
39. A contract without `start` covers its service from the first date known of any of the service's contracts.
    An extension without `status` is `available`.
40. Of alternatives the exercised one counts, else the first planned one in the file, and the rest are as if
    they were not there; with none of them taken, the one with the earliest `to` stops all that come later.
41. An exercised extension after a planned one is cover, but not firm.
42. Rolling steps are each counted from the day after the step before, and the last is cut at `to`.
43. An option is listed only if it holds a day before the go-live that firm cover does not reach; one that
    does not roll has one step and, without `notice`, no notice date.
44. Notice dates of extensions are found by the plan's calendar.
45. A gap's run ends where planned cover begins or ends, not where one planned extension follows another: then
    `without` names them all.
46. `latest_go_live` and `float` look at the service's cover alone, also when the go-live is done.
47. A failed go-live is no go-live. The verdict is never `invalid`: a diary that ran out is a `gap`.
Kinds
48. What a service names as its `go_live` is a go-live where it has no kind of its own.
Lengths
49. Work that takes `0d` is an event. Any other period of `0d` is there none the less: a call-in takes effect on
    the next day, papers are due on the working day that the meeting is on or follows, a notice is given before
    the day of the meeting.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import holidays

Day = datetime.date
Works = Callable[[Day], bool]
Window = tuple[Day, Day]

ONE = datetime.timedelta(days=1)
FAR = 4000  # days after which a search is given up
TAKEN = ("exercised", "planned")  # what counts as cover, the likelier of alternatives first
PARTS = {
    "england-and-wales": ("ENG",),
    "scotland": ("SCT",),
    "northern-ireland": ("NIR",),
    "united-kingdom": ("ENG", "WLS", "SCT", "NIR"),
}
MONTHS = [name.lower() for name in calendar.month_name]
WEEKDAYS = [name.lower() for name in calendar.day_name]
ORDINALS = ["first", "second", "third", "fourth", "fifth"]


# ---------------------------------------------------------------------------------------------- the answers


def reference_schedule(plan: Mapping[str, Any], as_of: Day) -> dict[str, Any]:
    """Every milestone's dates, floats and driving relations, in the order of the file; dates as ``date``."""
    network, early, _ = worked_out(plan, as_of)
    late = {m: late_span(network, early, m) for m in network.milestones}
    total = {m: total_float(network, early[m], late[m], m) for m in network.milestones}
    driven_by = {m: drivers(network, early, m) for m in network.milestones}
    critical = critical_path(network, early, total)
    return {
        "milestones": {
            m: {
                "early_start": early[m].start,
                "early_finish": early[m].finish,
                "late_start": late[m].start,
                "late_finish": late[m].finish,
                "total_float": total[m],
                "free_float": free_float(network, early, total[m], m),
                "critical": m in critical,
                "driven_by": driven_by[m],
            }
            for m in network.milestones
        }
    }


def reference_cover(plan: Mapping[str, Any], as_of: Day) -> dict[str, Any]:
    """Every service's cover, keyed by its id, as in the page's JSON; dates as ISO text."""
    network, early, counts = worked_out(plan, as_of)
    late = {m: late_span(network, early, m) for m in network.milestones}
    return {
        service: service_cover(network, early, late, details, counts[service])
        for service, details in plan.get("services", {}).items()
    }


def worked_out(plan: Mapping[str, Any], as_of: Day) -> tuple[Network, dict[str, Span], dict[str, Counted]]:
    """The network with its early dates, the cover that counts, and the deadlines that follow from it."""
    network = read_network(plan, as_of)
    early = early_spans(network)
    counts = {s: counted(network, early, details) for s, details in plan.get("services", {}).items()}
    for m, milestone in network.milestones.items():
        start = early[m].start
        if milestone.committee and start and is_known(milestone, start):
            network.held.add(m)
    last_days = [(m, milestone.by) for m, milestone in network.milestones.items()]
    last_days += [(plan["services"][s].get("go_live"), found.latest) for s, found in counts.items()]
    for m, day in last_days:
        if m is not None and day is not None:
            network.deadlines[m] = min(day, network.deadlines.get(m, day))
    return network, early, counts


# ------------------------------------------------------------------------------ reading: dates and lengths


@dataclass(frozen=True)
class Length:
    """So many working days (``wd``), calendar days (``d``) or calendar months (``mo``)."""

    count: int
    unit: str


def days_meant(text: str) -> Window:
    """The first and the last day that a written date may mean ("Dates"): the same for a full date."""
    text = text.strip()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        day = Day.fromisoformat(text)
        return day, day
    if match := re.fullmatch(r"(\d{1,2}) ([A-Za-z]+) (\d{4})", text):
        day = Day(int(match[3]), MONTHS.index(match[2].lower()), int(match[1]))
        return day, day
    if match := re.fullmatch(r"([A-Za-z]+) (\d{4})", text):
        return whole_month(int(match[2]), MONTHS.index(match[1].lower()))
    if match := re.fullmatch(r"(\d{4})-(\d{2})", text):
        return whole_month(int(match[1]), int(match[2]))
    if re.fullmatch(r"\d{4}", text):
        return Day(int(text), 1, 1), Day(int(text), 12, 31)
    raise ValueError(f"no date: {text!r}")


def whole_month(year: int, month: int) -> Window:
    return Day(year, month, 1), Day(year, month, calendar.monthrange(year, month)[1])


def opening(text: str | None) -> Day | None:
    """Under "Dates": a month alone is its first day for a date that opens a period."""
    return days_meant(text)[0] if text else None


def closing(text: str | None) -> Day | None:
    """Under "Dates": a month alone is its last day for a date that closes a period."""
    return days_meant(text)[1] if text else None


def fixing(text: str, works: Works) -> Day:
    """Under "Dates": a month alone is its last working day for a date that fixes an event."""
    first, last = days_meant(text)
    return last if first == last else on_or_before(last, works)


def windows(text: str) -> Window:
    """A list item: a date, or a range ``2020-12-24..2020-12-31``."""
    first, _, last = text.partition("..")
    return days_meant(first)[0], days_meant(last or first)[1]


def read_length(text: str | None) -> Length | None:
    """Under "Durations and lags"; ``None`` for what is not said and for ``unknown``."""
    if text is None or text.strip() == "unknown":
        return None
    match = re.fullmatch(r"(\d+) ?(wd|d|w|mo|y|working days?|days?|weeks?|months?|years?)", text.strip())
    if not match:
        raise ValueError(f"no length: {text!r}")
    count, word = int(match[1]), match[2].rstrip("s")
    unit = {"working day": "wd", "day": "d", "week": "w", "month": "mo", "year": "y"}.get(word, word)
    if unit == "w":
        count, unit = 7 * count, "d"
    if unit == "y":
        count, unit = 12 * count, "mo"
    return Length(count, unit)


def read_work(text: str | None) -> Length | None:
    """What takes no time at all is an event, as is what takes nobody knows how long."""
    length = read_length(text)
    return length if length and length.count else None


def as_list(value: Any) -> list[str]:
    return [] if value is None else [value] if isinstance(value, str) else list(value)


# ------------------------------------------------------------------------------ working days and counting


@cache
def bank_holidays(name: str) -> frozenset[Day]:
    """Under "Calendars": ``united-kingdom`` counts a bank holiday in any of its parts."""
    years = range(2005, 2046)
    found = [holidays.country_holidays("GB", subdiv=part, years=years) for part in PARTS[name]]
    return frozenset(day for part in found for day in part)


def working_days(name: str, closures: list[Window]) -> Works:
    """Under "Calendars": Monday to Friday, but for bank holidays and closures; ``every-day`` has neither."""
    if name == "every-day":
        return lambda day: True
    free = bank_holidays(name)

    def works(day: Day) -> bool:
        return day.weekday() < 5 and day not in free and not any(a <= day <= b for a, b in closures)

    return works


def on_or_after(day: Day, works: Works) -> Day:
    """Rule 1: moved forward to the next working day."""
    while not works(day):
        day += ONE
    return day


def on_or_before(day: Day, works: Works) -> Day:
    """Rule 1: a day by which something must be given falls back to the working day before."""
    while not works(day):
        day -= ONE
    return day


def months_on(day: Day, months: int) -> tuple[Day, bool]:
    """The corresponding date so many months on, and whether the month has it; else the month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return Day(year, month + 1, min(day.day, last)), day.day <= last


def count_ends(start: Day, length: Length, works: Works) -> Day:
    """The last day of a period that begins with ``start`` ("Durations and lags"), before it is moved."""
    if length.unit == "d":
        return start + (length.count - 1) * ONE
    if length.unit == "mo":
        # From 1 March, 3mo end on 31 May; from 31 January, 1mo ends on the last day of February.
        corresponding, exists = months_on(start, length.count)
        return corresponding - ONE if exists else corresponding
    return nth_working_day(start - ONE, length.count, works)


def moved_by(day: Day, sign: int, length: Length | None, works: Works) -> Day:
    """Rule 3: a date moved by a lag, forward or back."""
    if length is None:
        return day
    if length.unit == "d":
        return day + sign * length.count * ONE
    if length.unit == "mo":
        return months_on(day, sign * length.count)[0]
    return nth_working_day(day, sign * length.count, works)


def nth_working_day(day: Day, n: int, works: Works) -> Day:
    """The n-th working day after ``day``, or before it where ``n`` is negative."""
    for _ in range(abs(n)):
        day += ONE if n > 0 else -ONE
        while not works(day):
            day += ONE if n > 0 else -ONE
    return day


def working_days_after(first: Day, last: Day, works: Works) -> int:
    """Rule 10: the working days after ``first`` up to ``last``, negative where ``last`` is the earlier."""
    if last < first:
        return -working_days_after(last, first, works)
    count = 0
    while first < last:
        first += ONE
        count += works(first)
    return count


# ---------------------------------------------------------------------------------- reading: the network


@dataclass(frozen=True)
class Relation:
    """``reaches`` of the successor waits for ``leaves`` of ``predecessor``, moved by the lag."""

    predecessor: str
    leaves: str  # "start" or "finish"
    reaches: str
    sign: int
    lag: Length | None


@dataclass(frozen=True)
class Committee:
    listed: frozenset[Day]
    every: str | None
    exceptions: tuple[Window, ...]
    papers: Length | None
    notice: Length | None
    decision_notice: Length | None
    call_in: Length | None


@dataclass(frozen=True)
class Milestone:
    id: str
    kind: str
    works: Works
    takes: Length | None
    committee: Committee | None
    relations: tuple[Relation, ...]
    blackouts: tuple[Window, ...]
    on: Day | None
    on_exact: bool
    not_before: Day | None
    by: Day | None
    started: Day | None
    done: Day | None
    failed: bool
    unknown: bool
    remaining: Length | None
    has_remaining: bool
    notice_given: Day | None

    @property
    def go_live(self) -> bool:
        return self.kind == "go-live"

    @property
    def is_work(self) -> bool:
        return self.takes is not None


@dataclass(frozen=True)
class Span:
    """The first and the last day, both inclusive; ``None`` where there is no such date."""

    start: Day | None
    finish: Day | None


NEVER = Span(None, None)


@dataclass(frozen=True)
class Network:
    as_of: Day
    works: Works  # by the plan's calendar
    milestones: dict[str, Milestone]
    order: tuple[str, ...]  # predecessors first
    deadlines: dict[str, Day]
    services: dict[str, str]  # service id: its go-live
    #: Meetings that the diary holds at their early date: going back they are held to days that it holds.
    held: set[str] = field(default_factory=set)
    placed: dict[tuple[str, Day | None, Day | None, bool], Span] = field(default_factory=dict)


def read_network(plan: Mapping[str, Any], as_of: Day) -> Network:
    closures = [window_of(closure) for closure in plan.get("closures", {}).values()]
    plan_calendar = plan.get("calendar", "england-and-wales")
    works = working_days(plan_calendar, closures)
    committees = {c: read_committee(about, works) for c, about in plan.get("committees", {}).items()}
    milestones = {}
    for m, written in plan.get("milestones", {}).items():
        about = written or {}
        own = working_days(about.get("calendar", plan_calendar), closures)
        milestones[m] = read_milestone(m, about, plan, committees, own, as_of)
    return Network(
        as_of=as_of,
        works=works,
        milestones=milestones,
        order=tuple(predecessors_first(milestones)),
        deadlines={},
        services={s: about["go_live"] for s, about in plan.get("services", {}).items() if "go_live" in about},
    )


def window_of(about: Mapping[str, Any]) -> Window:
    return days_meant(about["from"])[0], days_meant(about["to"])[1]


def read_committee(about: Mapping[str, Any], works: Works) -> Committee:
    listed: set[Day] = set()
    for item in as_list(about.get("meets")):
        if ".." in item:
            first, last = windows(item)
            listed.update(first + n * ONE for n in range((last - first).days + 1))
        else:
            listed.add(fixing(item, works))
    return Committee(
        listed=frozenset(listed),
        every=about.get("every"),
        exceptions=tuple(windows(item) for item in as_list(about.get("except"))),
        papers=read_length(about.get("papers")),
        notice=read_length(about.get("notice")),
        decision_notice=read_length(about.get("decision_notice")),
        call_in=read_length(about.get("call_in")),
    )


def read_milestone(
    id: str,
    about: Mapping[str, Any],
    plan: Mapping[str, Any],
    committees: Mapping[str, Committee],
    works: Works,
    as_of: Day,
) -> Milestone:
    committee = committees[about["at"]] if "at" in about else None
    starts_service = any(s.get("go_live") == id for s in plan.get("services", {}).values())
    kind = about.get("kind", "go-live" if starts_service else "approval" if committee else "other")
    named = [b for b in plan.get("blackouts", {}).values() if kind in as_list(b.get("for"))]
    started, done = opening(about.get("started")), closing(about.get("done"))
    return Milestone(
        id=id,
        kind=kind,
        works=works,
        takes=read_work(about.get("takes")),
        committee=committee,
        relations=tuple(
            [read_relation(text, "start") for text in as_list(about.get("after"))]
            + [read_relation(text, "finish") for text in as_list(about.get("finish_after"))]
        ),
        blackouts=tuple(window_of(blackout) for blackout in named),
        on=planned_date(about["on"], committee, works) if "on" in about else None,
        on_exact="on" in about and len(set(days_meant(about["on"]))) == 1,
        not_before=opening(about.get("not_before")),
        by=closing(about.get("by")),
        # "Dates": a fact known to the month is never later than as_of.
        started=min(started, as_of) if started else None,
        done=min(done, as_of) if done else None,
        failed=about.get("outcome") == "failed",
        unknown=about.get("takes") == "unknown" and "remaining" not in about,
        remaining=read_work(about.get("remaining")),
        has_remaining="remaining" in about,
        notice_given=opening(about.get("notice_given")),
    )


def planned_date(text: str, committee: Committee | None, works: Works) -> Day:
    """Under "Dates": ``on`` a month alone is, at a committee with a diary, its last meeting in that month."""
    first, last = days_meant(text)
    if committee and first < last:
        day = last
        while day >= first:
            if in_diary(committee, day):
                return day
            day -= ONE
    return fixing(text, works)


def read_relation(text: str, reaches: str) -> Relation:
    """Rules 2 to 4: ``[start of] ID [+ LENGTH | - LENGTH]``."""
    match = re.fullmatch(r"(start of )?([a-z0-9-]+?)(?: ([+-]) (.+))?", text.strip())
    if not match:
        raise ValueError(f"no relation: {text!r}")
    return Relation(
        predecessor=match[2],
        leaves="start" if match[1] else "finish",
        reaches=reaches,
        sign=-1 if match[3] == "-" else 1,
        lag=read_length(match[4]),
    )


def predecessors_first(milestones: Mapping[str, Milestone]) -> Iterator[str]:
    seen: set[str] = set()
    while len(seen) < len(milestones):
        ready = [
            m
            for m, milestone in milestones.items()
            if m not in seen and all(r.predecessor in seen for r in milestone.relations)
        ]
        if not ready:
            raise ValueError("a loop")
        seen.update(ready)
        yield from ready


# ------------------------------------------------------------------------------------------- committees


def in_diary(committee: Committee, day: Day) -> bool:
    """Under "Diaries": what is listed, and outside its span the rule, without its exceptions."""
    if committee.listed and min(committee.listed) <= day <= max(committee.listed):
        return day in committee.listed
    excepted = any(first <= day <= last for first, last in committee.exceptions)
    return committee.every is not None and not excepted and recurs(committee.every, day)


def one_more(milestone: Milestone) -> Day | None:
    """Under "Diaries": an ``on`` with its day, outside the listed span or with no list, is one more possible day."""
    committee = milestone.committee
    assert committee is not None
    if milestone.on is None or not milestone.on_exact:
        return None
    inside = committee.listed and min(committee.listed) <= milestone.on <= max(committee.listed)
    return None if inside else milestone.on


def is_known(milestone: Milestone, day: Day) -> bool:
    assert milestone.committee is not None
    return in_diary(milestone.committee, day) or day == one_more(milestone)


def recurs(every: str, day: Day) -> bool:
    """Whether ``day`` is the ``third monday`` of its month, or whatever ``every`` says.

    ``first and third tuesday of march and october`` has several of each.
    """
    rule, _, months = every.lower().partition(" of ")
    *which, weekday = [word for word in rule.split() if word != "and"]
    number, is_last = (day.day - 1) // 7, (day + 7 * ONE).month != day.month
    return (
        weekday == WEEKDAYS[day.weekday()]
        and (not months or MONTHS[day.month] in months.split())
        and (not which or ORDINALS[number] in which or ("last" in which and is_last))
    )


def may_meet(milestone: Milestone, day: Day, forward: bool, held: bool) -> bool:
    """Under "Diaries": whether the milestone's committee can meet on ``day``."""
    committee = milestone.committee
    assert committee is not None
    if is_known(milestone, day):
        return True
    if committee.every or not milestone.works(day):
        return False
    after = not committee.listed or day > max(committee.listed)
    if forward:
        return after
    extra = one_more(milestone)
    firsts = [min(committee.listed)] if committee.listed else []
    firsts += [extra] if extra else []
    before = bool(firsts) and day < min(firsts)
    return before or (after and not held)


def no_more(milestone: Milestone, day: Day) -> bool:
    """Whether no known meeting comes on ``day`` or after it."""
    committee, extra = milestone.committee, one_more(milestone)
    assert committee is not None
    return not committee.every and not any(day <= known for known in [*committee.listed, *([extra] if extra else [])])


def papers_due(milestone: Milestone, meeting: Day) -> Day:
    """Rule 5: the day by which the papers of ``meeting`` must be given; rule 1: a working day."""
    assert milestone.committee is not None
    papers = milestone.committee.papers
    if papers is None:
        return meeting
    return on_or_before(moved_by(meeting, -1, papers, milestone.works), milestone.works)


def notice_is_enough(milestone: Milestone, given: Day, meeting: Day) -> bool:
    """Rule 5: whether the clear days of the notice lie between the day it is given and ``meeting``."""
    assert milestone.committee is not None
    notice = milestone.committee.notice
    if notice is None:
        return True
    if notice.unit == "mo":
        return meeting > months_on(given, notice.count)[0]
    clear, day = 0, given + ONE
    while day < meeting:
        clear += notice.unit == "d" or milestone.works(day)
        day += ONE
    return meeting > given and clear >= notice.count


def counts_from(milestone: Milestone, finish: Day) -> tuple[Day, bool]:
    """Rules 2 and 5: the day that what comes after counts from, and whether it is free from its start."""
    committee = milestone.committee
    if committee is None:
        return finish, milestone.go_live
    published = moved_by(finish, 1, committee.decision_notice, milestone.works)
    if committee.call_in is None:
        return published, False
    return moved_by(published, 1, committee.call_in, milestone.works) + ONE, True


# --------------------------------------------------------------------------------- what a relation asks for


def asked(network: Network, relation: Relation, predecessor: Span, successor: Milestone) -> Day | None:
    """Rules 2 to 4: the first day left to the end of ``successor`` that ``relation`` reaches."""
    before = network.milestones[relation.predecessor]
    if relation.leaves == "start":
        if predecessor.start is None:
            return None
        return moved_by(predecessor.start, relation.sign, relation.lag, successor.works)
    if predecessor.finish is None:
        return None
    finish, from_its_start = counts_from(before, predecessor.finish)
    day = moved_by(finish, relation.sign, relation.lag, successor.works)
    if relation.reaches == "finish":
        return day
    if from_its_start:
        return day + ONE if before.go_live and successor.go_live else day
    return day + ONE if successor.is_work or successor.go_live else day


# ------------------------------------------------------------------------------------- putting a milestone


def finish_of(milestone: Milestone, start: Day) -> Day:
    """Rule 1: the day on which work that starts on ``start`` ends."""
    if milestone.takes is None:
        return start
    return on_or_after(count_ends(start, milestone.takes, milestone.works), milestone.works)


def put(milestone: Milestone, day: Day, forward: bool, held: bool = False) -> Span | None:
    """The milestone put on ``day``, if rules 1, 5 and 7 let it: as its start, under way as its finish."""
    if milestone.started:
        return Span(milestone.started, day) if milestone.works(day) else None
    if milestone.committee:
        allowed = may_meet(milestone, day, forward, held)
    elif milestone.go_live or day == milestone.on:
        allowed = True
    else:
        allowed = milestone.works(day) or (milestone.takes is not None and milestone.takes.unit != "wd")
    if not allowed:
        return None
    finish = finish_of(milestone, day)
    # Rule 7: it takes no day of a blackout.
    if any(day <= last and first <= finish for first, last in milestone.blackouts):
        return None
    return Span(day, finish)


def place(network: Network, m: str, start_from: Day | None, finish_from: Day | None, forward: bool) -> Span:
    """The first span that the asked-for days leave, with the milestone's own holds only if ``forward``."""
    key = (m, start_from, finish_from, forward)
    if key not in network.placed:
        network.placed[key] = first_span(network, network.milestones[m], start_from, finish_from, forward)
    return network.placed[key]


def first_span(
    network: Network, milestone: Milestone, start_from: Day | None, finish_from: Day | None, forward: bool
) -> Span:
    """Rules 1 to 8: day after day is tried until every rule holds."""
    not_before: list[Day | None] = [finish_from if milestone.started else start_from]
    if forward and milestone.started:
        not_before += [network.as_of, own_finish(network, milestone)]
    elif forward:
        not_before += [network.as_of, milestone.not_before, milestone.on]
    known = [day for day in not_before if day is not None]
    if known:
        first = max(known)
    else:
        # Only the finish is held back: begin well before any start that could reach it.
        assert finish_from is not None
        first = finish_from - reach_back(milestone.takes) * ONE
    for n in range(FAR):
        if milestone.id in network.held and not forward and no_more(milestone, first + n * ONE):
            break
        span = put(milestone, first + n * ONE, forward, milestone.id in network.held)
        if span and everything_holds(network, milestone, span, start_from, finish_from, forward):
            return span
    return NEVER


def own_finish(network: Network, milestone: Milestone) -> Day:
    """Rule 8: work under way goes on from its start, or for what remains from ``as_of``."""
    assert milestone.started is not None
    if not milestone.has_remaining:
        return finish_of(milestone, milestone.started)
    if milestone.remaining is None:
        return network.as_of
    return count_ends(network.as_of, milestone.remaining, milestone.works)


def reach_back(takes: Length | None) -> int:
    days_each = {"wd": 3, "d": 1, "mo": 31}
    return 40 + (takes.count * days_each[takes.unit] if takes else 0)


def everything_holds(
    network: Network,
    milestone: Milestone,
    span: Span,
    start_from: Day | None,
    finish_from: Day | None,
    forward: bool,
) -> bool:
    assert span.start is not None and span.finish is not None
    if milestone.committee:
        # Rule 5: papers and notice.
        papers = papers_due(milestone, span.start)
        given = milestone.notice_given or network.as_of
        return (
            (start_from is None or start_from <= papers)
            and (finish_from is None or finish_from <= papers)
            and (not forward or notice_is_enough(milestone, given, span.start))
        )
    return finish_from is None or finish_from <= span.finish


# ---------------------------------------------------------------------------------------------- forwards


def early_spans(network: Network, instead: Mapping[str, Span] | None = None) -> dict[str, Span]:
    """Rules 1 to 8: each milestone's early dates, with those of ``instead`` taken as given."""
    early: dict[str, Span] = {}
    for m in network.order:
        early[m] = instead[m] if instead and m in instead else early_span(network, early, m)
    return early


def early_span(network: Network, early: Mapping[str, Span], m: str) -> Span:
    milestone = network.milestones[m]
    if milestone.done:
        return Span(milestone.started or milestone.done, milestone.done)  # rule 8: done is fact
    asks: dict[str, list[Day]] = {"start": [], "finish": []}
    for relation in waiting_relations(network, milestone):
        day = ask_forward(network, early, relation, milestone)
        if day is None:
            return Span(milestone.started, None)
        asks[relation.reaches].append(day)
    return place(network, m, latest(asks["start"]), latest(asks["finish"]), forward=True)


def latest(days: list[Day]) -> Day | None:
    return max(days) if days else None


def waiting_relations(network: Network, milestone: Milestone) -> list[Relation]:
    """Rule 8: links into a fact no longer move it."""
    if milestone.done:
        return []
    return [r for r in milestone.relations if not (milestone.started and r.reaches == "start")]


def ask_forward(network: Network, early: Mapping[str, Span], relation: Relation, milestone: Milestone) -> Day | None:
    """Rule 8: what is after a failure cannot happen; otherwise rules 2 to 4."""
    if network.milestones[relation.predecessor].failed and relation.leaves == "finish":
        return None
    return asked(network, relation, early[relation.predecessor], milestone)


# ---------------------------------------------------------------------------------------------- backwards


def late_span(network: Network, early: Mapping[str, Span], m: str) -> Span:
    """Rule 9, by its definition: the latest date with which everything after it is still met."""
    milestone = network.milestones[m]
    if milestone.done:
        return NEVER  # rule 8
    concerned = [m, *what_comes_after(network, m)]
    limits = {x: network.deadlines[x] for x in concerned if x in network.deadlines}
    if not limits:
        if early[m].finish is None:
            return NEVER
        end = max(span.finish for span in early.values() if span.finish)
        limits = {x: end for x in concerned if early[x].finish}
    day = max(limits.values()) + room_for_leads(network) * ONE
    for n in range(room_for_leads(network) + FAR):
        span = put(milestone, day - n * ONE, forward=False, held=m in network.held)
        if span and all_met(network, m, span, concerned, limits):
            return span
    return NEVER


def what_comes_after(network: Network, m: str) -> list[str]:
    """Whatever a move of ``m`` alone can move, predecessors first."""
    after = {m}
    for x in network.order:
        if any(r.predecessor in after for r in carrying_relations(network, x)):
            after.add(x)
    return [x for x in network.order if x in after and x != m]


def carrying_relations(network: Network, x: str) -> list[Relation]:
    """The links into ``x`` that pass a move on: neither end is a fact."""
    return [
        r
        for r in waiting_relations(network, network.milestones[x])
        if not network.milestones[r.predecessor].done
        and not (network.milestones[r.predecessor].started and r.leaves == "start")
    ]


def room_for_leads(network: Network) -> int:
    """Days by which a finish may lie after the deadline of what follows it, for its negative lags."""
    days_each = {"wd": 3, "d": 1, "mo": 31}
    relations = [r for milestone in network.milestones.values() for r in milestone.relations]
    return 60 + sum(r.lag.count * days_each[r.lag.unit] for r in relations if r.lag and r.sign < 0)


def all_met(network: Network, m: str, span: Span, concerned: list[str], limits: Mapping[str, Day]) -> bool:
    """Rule 9: whether, as far as ``m`` alone decides, everything is met with ``m`` at ``span``."""
    spans = {m: span}
    for x in concerned:
        if x != m:
            spans[x] = consequence(network, spans, x)
        finish = spans[x].finish
        if x in limits and (finish is None or finish > limits[x]):
            return False
    return True


def consequence(network: Network, spans: Mapping[str, Span], x: str) -> Span:
    """Where ``x`` comes to be for the sake of ``spans`` alone, nothing else holding it back."""
    milestone = network.milestones[x]
    asks: dict[str, list[Day]] = {"start": [], "finish": []}
    for relation in carrying_relations(network, x):
        if relation.predecessor in spans:
            day = asked(network, relation, spans[relation.predecessor], milestone)
            if day is None:
                return NEVER
            asks[relation.reaches].append(day)
    return place(network, x, latest(asks["start"]), latest(asks["finish"]), forward=False)


# -------------------------------------------------------------------------------------------------- float


def total_float(network: Network, early: Span, late: Span, m: str) -> int | None:
    """Rule 10: working days from the early to the late finish; for a go-live, calendar days."""
    if early.finish is None or late.finish is None:
        return None
    return days_of_float(network.milestones[m], early.finish, late.finish)


def days_of_float(milestone: Milestone, first: Day, last: Day) -> int:
    return (last - first).days if milestone.go_live else working_days_after(first, last, milestone.works)


def free_float(network: Network, early: Mapping[str, Span], total: int | None, m: str) -> int | None:
    """Rule 10: up to the latest finish that moves the early date of nothing after it."""
    milestone = network.milestones[m]
    begun = early[m]
    if milestone.done or begun.finish is None or begun.start is None:
        return None
    far_off = begun.finish + FAR * ONE
    if not moves_something(network, early, m, Span(milestone.started or far_off, far_off)):
        return total
    best = begun.finish
    first = begun.finish if milestone.started else begun.start
    for n in range(1, FAR):
        span = put(milestone, first + n * ONE, forward=True, held=m in network.held)
        if milestone.id in network.held and no_more(milestone, first + n * ONE):
            break
        if span is None or span.finish is None:
            continue
        if moves_something(network, early, m, span):
            break
        best = span.finish
    return days_of_float(milestone, begun.finish, best)


def moves_something(network: Network, early: Mapping[str, Span], m: str, span: Span) -> bool:
    after = early_spans(network, {m: span})
    return any(after[x] != early[x] for x in network.order if x != m)


# -------------------------------------------------------------------------------------------- critical path


def drivers(network: Network, early: Mapping[str, Span], m: str, waiting_only: bool = False) -> list[str]:
    """Rule 11: the predecessors (not done ones) whose links ask for the latest date, in the order of the links."""
    milestone = network.milestones[m]
    if milestone.done or early[m].finish is None:
        return []
    asks: list[tuple[Day, str]] = []
    for relation in waiting_relations(network, milestone):
        if waiting_only and network.milestones[relation.predecessor].done:
            continue
        day = ask_forward(network, early, relation, milestone)
        assert day is not None
        if milestone.started:
            alone = on_or_after(max(own_finish(network, milestone), network.as_of), milestone.works)
            if day <= alone:
                continue
        if relation.reaches == "finish" and milestone.is_work and not milestone.started:
            day = first_start_reaching(milestone, day)
        asks.append((day, relation.predecessor))
    latest = max((day for day, _ in asks), default=None)
    return list(dict.fromkeys(predecessor for day, predecessor in asks if day == latest))


def first_start_reaching(milestone: Milestone, finish: Day) -> Day:
    """Rule 4: what holds back the finish moves the start: the first day from which the count reaches it."""
    start = finish
    while finish_of(milestone, start - ONE) >= finish:
        start -= ONE
    return start


def critical_path(network: Network, early: Mapping[str, Span], total: Mapping[str, int | None]) -> set[str]:
    """Rule 11: all that is met going back from the go-live with the least float, or the latest finish."""
    going = {
        m: finish for m in network.order if (finish := early[m].finish) is not None and not network.milestones[m].done
    }
    if network.services:
        named = network.services.values()
        floats = {m: left for m in named if m in going and (left := total[m]) is not None}
        ends = [m for m in floats if floats[m] == min(floats.values())]
    else:
        ends = [m for m in going if going[m] == max(going.values())]
    critical: set[str] = set()
    while ends:
        m = ends.pop()
        if m not in critical:
            critical.add(m)
            ends += drivers(network, early, m, waiting_only=True)
    return critical


# ----------------------------------------------------------------------------------------- cover and gaps


@dataclass(frozen=True)
class Cover:
    """Days that a contract, or one step of an extension, covers; ``firm`` if nothing is left to be decided."""

    first: Day
    last: Day
    firm: bool
    contract: str
    extension: str | None = None
    planned: bool = False
    notice_by: Day | None = None

    def reaches(self, day: Day) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Counted:
    """The cover that counts, all that could, and the last day of the go-live with each."""

    go_live: Day | None
    counts: list[Cover]
    whole: list[Cover]
    latest: Day
    furthest: Day


def counted(network: Network, early: Mapping[str, Span], service: Mapping[str, Any]) -> Counted:
    """Under "One course", 2: firm cover, and the fewest planned steps that reach the day before the go-live."""
    m = service.get("go_live")
    go_live = early[m].finish if m and not network.milestones[m].failed else None
    over = bool(m and network.milestones[m].done)
    counts: list[Cover] = []
    whole: list[Cover] = []
    for contract in service.get("contracts", {}):
        reach = must_reach(service, contract, go_live)
        units = steps_of(network, service, contract, reach, over)
        counts += [unit for unit in units if not unit.planned and unit.extension is None]
        for unit in [unit for unit in units if unit.extension is not None]:
            if unit.planned and not unit.first <= reach:
                break
            counts.append(unit)
        whole += steps_of(network, service, contract, Day.max, over)
    latest = last_go_live(service, counts, go_live)
    if go_live:
        latest = min([latest, *steps_more(service, counts, whole)])
    return Counted(go_live, counts, whole, latest, last_go_live(service, whole, go_live))


def steps_more(service: Mapping[str, Any], counts: list[Cover], whole: list[Cover]) -> Iterator[Day]:
    """Of each contract that has further steps: the first day that nothing firm has and that would need one."""
    firm = firm_cover(service)
    for contract in service.get("contracts", {}):
        reached = max(c.last for c in counts if c.contract == contract)
        if max(c.last for c in whole if c.contract == contract) > reached:
            day = reached + ONE
            while any(c.reaches(day) for c in firm):
                day += ONE
            yield day


def first_known(service: Mapping[str, Any]) -> Day:
    contracts = service.get("contracts", {})
    known = [opening(about.get("start")) or closing(about["end"]) for about in contracts.values()]
    return min((day for day in known if day), default=Day.min)


def own_cover(service: Mapping[str, Any], contract: str) -> Cover:
    about = service["contracts"][contract]
    return Cover(opening(about.get("start")) or first_known(service), days_meant(about["end"])[1], True, contract)


def firm_cover(service: Mapping[str, Any]) -> list[Cover]:
    found = []
    for contract, about in service.get("contracts", {}).items():
        found.append(own_cover(service, contract))
        last = found[-1].last
        for _, details in in_order(about.get("extensions", {}), Day.max, set()):
            if details.get("status") != "exercised":
                break
            to = days_meant(details["to"])[1]
            found.append(Cover(last + ONE, to, True, contract))
            last = max(last, to)
    return found


def must_reach(service: Mapping[str, Any], contract: str, go_live: Day | None) -> Day:
    """The last day before the go-live, after the contract's own, that no firm cover has."""
    end = own_cover(service, contract).last
    if go_live is None:
        return Day.max
    firm = firm_cover(service)
    day = go_live - ONE
    while day > end and any(c.reaches(day) for c in firm):
        day -= ONE
    return max(day, end)


def steps_of(network: Network, service: Mapping[str, Any], contract: str, reach: Day, over: bool) -> list[Cover]:
    """The contract's cover, step by step, up to the first step whose notice day has passed."""
    about = service["contracts"][contract]
    passed: set[str] = set()
    while True:
        found, lost = [own_cover(service, contract)], None
        last, firm = found[0].last, True
        for extension, details in in_order(about.get("extensions", {}), reach, passed):
            status = details.get("status")
            if status not in TAKEN:
                break
            to = days_meant(details["to"])[1]
            firm = firm and status == "exercised"
            if status == "exercised":
                if to > last:
                    found.append(Cover(last + ONE, to, firm, contract, extension))
            else:
                for unit in planned_steps(network, contract, extension, details, last, to):
                    if (
                        not over
                        and unit.notice_by
                        and unit.notice_by < network.as_of
                        and not notice_kept(network, contract, extension, details, last, to, unit)
                    ):
                        lost = (extension, unit.first == last + ONE)
                        break
                    found.append(unit)
                if lost:
                    break
            last = max(last, to)
        others = kin_of(lost[0], about["extensions"]) - passed - {lost[0]} if lost else set()
        if lost and lost[1] and any(about["extensions"][o].get("status") == "planned" for o in others):
            passed.add(lost[0])
            continue
        return found


def planned_steps(
    network: Network, contract: str, extension: str, details: Mapping[str, Any], after: Day, to: Day
) -> Iterator[Cover]:
    step, notice = read_length(details.get("by")), read_length(details.get("notice"))
    while after < to:
        end = min(count_ends(after + ONE, step, network.works), to) if step else to
        by = on_or_before(moved_by(after, -1, notice, network.works), network.works) if notice else None
        yield Cover(after + ONE, end, False, contract, extension, True, by)
        after = end


def notice_kept(
    network: Network,
    contract: str,
    extension: str,
    details: Mapping[str, Any],
    after: Day,
    to: Day,
    unit: Cover,
) -> bool:
    """``notice_given`` answers for the first step whose last day it keeps, and for those before."""
    given = opening(details.get("notice_given"))
    if given is None:
        return False
    for other in planned_steps(network, contract, extension, details, after, to):
        assert other.notice_by is not None
        if given <= other.notice_by:
            return unit.first <= other.first
    return False


def kin_of(extension: str, extensions: Mapping[str, Any]) -> set[str]:
    """The alternatives of an extension, itself among them."""
    found = {extension}
    while True:
        more = {e for e in extensions if extensions[e].get("instead_of") in found}
        more |= {extensions[e]["instead_of"] for e in found if extensions[e].get("instead_of") in extensions}
        if more <= found:
            return found
        found |= more


def in_order(extensions: Mapping[str, Any], reach: Day, passed: set[str]) -> list[tuple[str, Any]]:
    """The extensions by their ``to``, without those that another is taken in place of."""
    standing = []
    for extension in extensions:
        kin = [e for e in extensions if e in kin_of(extension, extensions)]
        if extension != kin[0]:
            continue
        exercised = [e for e in kin if extensions[e].get("status") == "exercised"]
        planned = [e for e in kin if extensions[e].get("status") == "planned" and e not in passed]
        planned.sort(key=lambda e: days_meant(extensions[e]["to"])[1])
        reaching = [e for e in planned if days_meant(extensions[e]["to"])[1] >= reach]
        if exercised:
            standing.append(exercised[0])
        elif planned:
            longest = [e for e in planned if extensions[e]["to"] == extensions[planned[-1]]["to"]]
            standing.append(reaching[0] if reaching else longest[0])
        else:
            standing += kin
    return sorted(
        [(e, extensions[e]) for e in extensions if e in standing], key=lambda item: days_meant(item[1]["to"])[1]
    )


def last_go_live(service: Mapping[str, Any], cover: list[Cover], go_live: Day | None) -> Day:
    """The day after the cover ends: where it has a hole, the one before which the go-live must come."""
    if "needed_from" in service:
        needed = opening(service["needed_from"])
        assert needed is not None
        return needed
    if go_live is None:
        return max(c.last for c in cover) + ONE
    begins = min(c.first for c in cover)
    day = max(go_live - ONE, begins)
    if not any(c.reaches(day) for c in cover):
        return max((c.last for c in cover if c.last < day), default=max(c.last for c in cover)) + ONE
    while any(c.reaches(day) for c in cover):
        day += ONE
    return day


def service_cover(
    network: Network,
    early: Mapping[str, Span],
    late: Mapping[str, Span],
    service: Mapping[str, Any],
    found: Counted,
) -> dict[str, Any]:
    has = "contracts" in service
    gaps = gap_runs(service, found.counts, found.go_live)
    firm = [c.last for c in found.counts if c.firm]
    return {
        "verdict": verdict(network, early, service, gaps),
        "cover_ends": iso(found.latest - ONE) if has else None,
        "firm_cover_ends": iso(max(firm, default=None)),
        "furthest_cover_ends": iso(found.furthest - ONE) if has else None,
        "go_live": iso(found.go_live),
        "latest_go_live": iso(found.latest),
        "furthest_go_live": iso(found.furthest),
        "float": (found.latest - found.go_live).days if found.go_live else None,
        "gaps": gaps,
        "options": needed_options(found.counts),
    }


def verdict(network: Network, early: Mapping[str, Span], service: Mapping[str, Any], gaps: list[dict[str, Any]]) -> str:
    """Under "Verdicts": the worst of what the runs say, and whether the go-live hangs on what is not known."""
    if any(not gap["without"] for gap in gaps):
        return "gap"
    go_live = service.get("go_live")
    if gaps or (go_live and hangs(network, early, go_live)):
        return "depends"
    return "covered"


def hangs(network: Network, early: Mapping[str, Span], go_live: str) -> bool:
    """Whether work of unknown length, or a meeting that the diary does not hold, leads to a go-live still to come."""
    if network.milestones[go_live].done:
        return False
    for m, milestone in network.milestones.items():
        if milestone.done or go_live not in [m, *what_comes_after(network, m)]:
            continue
        start = early[m].start
        if milestone.unknown or (milestone.committee and start and not is_known(milestone, start)):
            return True
    return False


def gap_runs(service: Mapping[str, Any], cover: list[Cover], go_live: Day | None) -> list[dict[str, Any]]:
    """Under "What a check answers": a run for each stretch that firm cover does not reach."""
    begins = [c.first for c in cover if c.extension is None] + [
        day for day in [opening(service.get("needed_from"))] if day
    ]
    if not begins:
        return []
    ends = max((c.last for c in cover), default=None)
    stop = go_live or (ends + ONE if ends else min(begins))
    runs: list[dict[str, Any]] = []
    open_run: tuple[Day, bool] | None = None  # its last day, and whether planned cover reaches it
    day = min(begins)
    while day < stop:
        reaching = [c for c in cover if c.reaches(day)]
        if not any(c.firm for c in reaching):
            without = [c.extension for c in reaching]
            if open_run != (day - ONE, bool(without)):
                runs.append({"from": day, "to": day, "without": []})
            runs[-1]["to"] = day
            runs[-1]["without"] = list(dict.fromkeys([*runs[-1]["without"], *without]))
            open_run = (day, bool(without))
        day += ONE
    answer = [
        {
            "from": iso(run["from"]),
            "to": iso(run["to"]),
            "days": (run["to"] - run["from"]).days + 1,
            "without": run["without"],
        }
        for run in runs
    ]
    if go_live is None:
        # With no go-live that can happen the gap is open-ended.
        answer.append({"from": iso(max(stop, min(begins))), "to": None, "days": None, "without": []})
    return answer


def needed_options(counts: list[Cover]) -> list[dict[str, Any]]:
    """The planned extensions that count, with their steps and notice dates."""
    options: dict[tuple[str, str], list[Cover]] = {}
    for unit in counts:
        if unit.planned and unit.extension:
            options.setdefault((unit.contract, unit.extension), []).append(unit)
    return [
        {
            "contract": contract,
            "extension": extension,
            "steps": len(units),
            "to": iso(units[-1].last),
            "notice_by": [iso(unit.notice_by) for unit in units if unit.notice_by],
        }
        for (contract, extension), units in options.items()
    ]


def iso(day: Day | None) -> str | None:
    return day.isoformat() if day else None
