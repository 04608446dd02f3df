"""What ``plan risk`` found out: the gap, meetings, go-live, extensions, what to mend first, and the runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from typing_extensions import TypedDict

from commission_plan.analysis import Scheduled
from commission_plan.days.numbers import Day
from commission_plan.phrases import count, days_in_words, iso, say, unbroken
from commission_plan.reports.report import (
    RATIO,
    Column,
    Heading,
    Item,
    Items,
    Number,
    Report,
    Row,
    Section,
    Table,
    sentence,
)
from commission_plan.reports.words.course import CourseData, OfMilestoneData, course_data, of_milestone
from commission_plan.reports.words.cover import ServiceData, service_data
from commission_plan.reports.words.heading import OfPlanData, heading, of
from commission_plan.reports.words.judged import JudgedData
from commission_plan.reports.words.risk import (
    KNOWN,
    MOST_ROWS,
    NO_SERVICE,
    NOTHING,
    earlier,
    ending,
    gains_table,
    in_100,
    known,
    more_runs,
    of_100,
    percent,
    points,
)
from commission_plan.risk.history import ENOUGH, Kind
from commission_plan.risk.results import Chance, Driver, Extended, GoLive, MeetingChances, Quantile, RiskResult
from commission_plan.verdicts import cut

#: So many of the steps to secure first, and of what is gained less than this nothing.
_MOST_SECURE, _LEAST = 5, 0.005
#: What to write, where a plan says nothing of what is uncertain.
_ADVICE = (
    NOTHING,
    "A range is the shortest and the longest length. A risk adds time when it comes. For example:",
    "  evaluation: {takes: 25wd, range: [15wd, 40wd]}",
    "  risks: {no-tenders: {chance: 10%, at: tender, adds: 16w}}",
    "Or draw lengths from your own record: plan risk FILE --history record.csv",
)


class Simulated(NamedTuple):
    """What many runs say of one plan; ``kinds`` are those of the council's own record, if one was given."""

    analysis: Scheduled
    risk: RiskResult
    kinds: Sequence[Kind] = ()
    #: Whether to say every figure, and as exactly as it is known.
    every: bool = False


class Recorded(NamedTuple):
    """A council's own record alone, kind by kind."""

    kinds: Sequence[Kind]


class Each(NamedTuple):
    """Many plans, each by itself: of each what ``plan_data`` says of it, of an invalid one what a check does."""

    plans: Sequence[Mapping[str, Any]]


Answer = Simulated | Recorded | Each


def report(answer: Answer) -> Report:
    if isinstance(answer, Recorded):
        return _record(answer.kinds)
    if isinstance(answer, Each):
        return _each(answer.plans)
    found = heading(answer.analysis)
    if answer.risk.uncertain:
        found = found._replace(about=tuple(f"{line}: {count(answer.risk.runs, 'run')}" for line in found.about))
    return Report(found, _sections(answer))


def _record(kinds: Sequence[Kind]) -> Report:
    rows: list[Row] = [
        (
            kind.kind,
            Number(len(kind.ratios), f"{len(kind.ratios):,}"),
            *(Number(ratio, f"{ratio:.2f}", RATIO) for ratio in (kind.p50, kind.p80)),
            "" if kind.used else _unused(kind),
        )
        for kind in kinds
    ]
    heads = ("Kind", "Times", "5 in 10", "8 in 10", "Note")
    columns = tuple(Column(head, right=0 < number < 4) for number, head in enumerate(heads))
    said = "5 in 10 and 8 in 10: at most so many times the planned length was taken by that share of your record."
    return Report(None, [Section([Table(columns, rows, name="History")]), Section([sentence(said)])])


def _unused(kind: Kind) -> str:
    return f"fewer than {ENOUGH}: not used"


def _sections(answer: Simulated) -> Iterator[Section]:
    analysis, risk, kinds, every = answer
    if not risk.uncertain:
        yield Section([Items(_ADVICE)])
        return
    yield Section([Items(tuple(_every_day(risk, every)))])
    for go_live in risk.go_lives:
        yield Section([Items(tuple(_start(go_live)))], _start_title(risk, go_live))
    if risk.meetings:
        yield Section([Items([_meeting(meeting, every) for meeting in risk.meetings])], "Which meeting it will be")
    for extended in risk.extensions:
        which = "the extension" if len(risk.extensions) == 1 else f"extension '{extended.extension}'"
        needs = Items(tuple(_needs(extended, beyond(analysis, extended), every)))
        yield Section([needs], f"How long {which} is needed")
    yield Section([_secure(risk, every)], "Which step to secure first")
    more = () if every else ("Precise figures: --all",)
    yield Section([Items((*ending(risk, kinds, every=every), *more))])


def _often(chance: Chance, every: bool) -> str:
    """``69 in 100``; with every figure ``69.2% (±0.9%)``."""
    if not every:
        return in_100(chance.chance)
    around = f" (±{points(chance.plus_minus)})" if chance.plus_minus else ""
    return f"{percent(chance.chance)}{around}"


def _every_day(risk: RiskResult, every: bool) -> Iterator[str]:
    """In how many runs people have a service on every day; with and without each extension."""
    if not risk.go_lives:
        yield NO_SERVICE
        return
    alone = risk.extensions[0] if len(risk.extensions) == 1 and len(risk.go_lives) == 1 else None
    if alone is None:
        said = f"{of_100(risk.no_gap.chance)} people have a service on every day."
        yield f"{said[0].upper()}{said[1:]}"
    else:
        yield f"If the extension is taken, people have a service on every day {of_100(alone.with_it.chance)}."
        without = of_100(alone.without_it.chance)
        yield "If it is not taken, " + (
            f"they have one {without}." if alone.without_it.chance else "they are without one in all runs."
        )
    if every:
        yield f"Exactly: {_often(risk.no_gap, every)}."
    if len(risk.go_lives) > 1:
        yield from (f"{cut(one.title, 60)}: {_often(one.no_gap, every)}." for one in risk.go_lives)
    for extended in risk.extensions if alone is None else ():
        name = f"extension '{extended.extension}' of '{extended.contract}'"
        yield f"If {name} is taken: {_often(extended.with_it, every)}. If not: {_often(extended.without_it, every)}."


def _start_title(risk: RiskResult, go_live: GoLive) -> str:
    planned = "no date" if go_live.planned is None else say(go_live.planned)
    whose = f": {cut(go_live.title, 60)}" if len(risk.go_lives) > 1 else ""
    return f"When the new service starts{whose} (planned: {planned})"


def _start(go_live: GoLive) -> Iterator[str]:
    found = [_quantile(quantile) for quantile in (go_live.p50, go_live.p80, go_live.p90)]
    plain = [len(said) for said in found if not said.startswith("either")]
    for runs, said in zip((5, 8, 9), found, strict=True):
        yield f"{runs} in 10 runs   by {said:>{max(plain, default=0)}}"
    if go_live.planned != go_live.latest:
        yield f"The last day without a gap: {say(go_live.latest)}"


def _quantile(quantile: Quantile) -> str:
    return "no date" if quantile.day is None else say(quantile.day)


def _meeting(meeting: MeetingChances, every: bool) -> Item:
    wide = max(len(_when(day)) for day, _ in meeting.dates)
    more = [
        f"{_when(day):<{wide}}   {_often(chance, every):>9}"
        f"{'   as planned' if day is not None and day == meeting.planned else ''}"
        for day, chance in meeting.dates
    ]
    return Item(cut(meeting.title), tuple(more))


def _when(day: Day | None) -> str:
    return "no date in the plan" if day is None else say(day)


def beyond(analysis: Scheduled, extended: Extended) -> tuple[int, Chance] | None:
    """How many steps of an extension the course needs, and how often more than these are needed."""
    options = (option for cover in analysis.covers if cover.service == extended.service for option in cover.options)
    here = (extended.contract, extended.extension)
    option = next((option for option in options if (option.contract, option.extension) == here), None)
    if option is None:
        return None
    more = next((step.needed for step in extended.steps if step.to > option.to), None)
    return None if more is None else (option.steps, more)


def _needs(extended: Extended, more_steps: tuple[int, Chance] | None, every: bool) -> Iterator[Item]:
    steps = [step for step in extended.steps if step.needed.chance > 0]
    if not steps:
        yield Item("It is needed in no run.")
        return
    groups = [list(group) for _, group in groupby(steps, key=lambda step: step.needed if not every else step)]
    wide = max(len(say(group[-1].to)) for group in groups)
    for group in groups:
        due = [step.notice_by for step in group if step.notice_by is not None]
        notice = ""
        if due:
            several = f"notices by {days_in_words(due)}" if len(due) < 4 else f"last notice by {say(due[-1])}"
            notice = f"{f'notice by {say(due[0])}' if len(due) == 1 else several}"
        mark = f"to {say(group[-1].to):<{wide}}   {_often(group[-1].needed, every):>9}   "
        shown = known(group[-1], exactly=every)
        yield Item(notice, (shown,) if shown and (every or shown != KNOWN) else (), mark)
    if len(steps) < len(extended.steps):
        yield Item("No further step is needed in any run.")
    if more_steps is not None:
        needed, often = more_steps
        yield Item(f"More than the {count(needed, 'step')} of the plan: {_often(often, every)}.")


def _secure(risk: RiskResult, every: bool) -> Table:
    """The steps and risks that gain most if they go as likely."""
    shown = [driver for driver in risk.drivers if driver.uncertain or driver.criticality > 0]
    most = len(shown) if every else _MOST_SECURE
    gaining = shown if every else [driver for driver in risk.tornado if _gains(driver)]

    def lines(rows: Iterable[Row]) -> Iterator[str]:
        if not gaining:
            yield "No step changes the chance of a gap."
            return
        yield from (_driver(driver, every) for driver in gaining[: min(most, MOST_ROWS)])
        left = len(gaining) - min(most, MOST_ROWS)
        if left > 0:
            yield f"and {left:,} more: {'--format json has them all' if every else '--all'}"

    return replace(gains_table(risk), title="", lines=lines)


def _gains(driver: Driver) -> bool:
    return driver.uncertain and driver.tried and (abs(driver.gain_chance) >= _LEAST or bool(driver.gain_p80))


def _driver(driver: Driver, every: bool) -> str:
    """``Mobilisation: 18 in 100 more runs without a gap. 8 in 10 runs start 23 days earlier.``"""
    name = f"{cut(driver.title, 60)}{' (risk)' if driver.kind == 'risk' else ''}"
    chain = f" On the longest chain: {percent(driver.criticality)} of the runs." if every else ""
    if not driver.uncertain:
        return f"{name}: its length is certain.{chain}"
    if not driver.tried:
        return f"{name}: not tried, because there are too many.{chain}"
    more = f"{driver.gain_chance * 100:+.1f} in 100" if every else more_runs(driver)
    parts = [f"{more} runs without a gap"] if more_runs(driver) else []
    if driver.gain_p80 is None:
        parts.append("8 in 10 runs come to or from no date")
    elif driver.gain_p80:
        parts.append(f"8 in 10 runs start {earlier(driver.gain_p80)}")
    return f"{name}: {'. '.join(parts) or 'no change'}.{chain}"


def _each(plans: Sequence[Mapping[str, Any]]) -> Report:
    """Each plan's chance of no gap, and P80 of its go-lives, the worst first."""
    rows = sorted(plans, key=_worst_first)
    return Report(Heading(f"{count(len(rows), 'plan')}, the likeliest gap first"), _plans(rows))


def _worst_first(plan: Mapping[str, Any]) -> tuple[bool, float, str]:
    """What is invalid comes first: nobody knows whether it has a gap."""
    sure = plan["no_gap"]["chance"] if plan["verdict"] != "invalid" and plan["go_live"] else 1.0
    return plan["verdict"] != "invalid", sure, plan["path"]


def _plans(rows: Sequence[Mapping[str, Any]]) -> Iterator[Section]:
    for plan in rows:
        invalid = plan["verdict"] == "invalid"
        title = "" if invalid else cut(plan["plan"])
        more = []
        if not invalid and not plan["uncertain"]:
            more.append("Nothing in this plan is uncertain: every run is the same.")
        for found in plan["go_live"] if not invalid and plan["uncertain"] else ():
            when = "no date" if found["p80"] is None else _said(found["p80"])
            more.append(
                f"{cut(found['title'])}: 8 in 10 runs start by {when}. At the latest: {_said(found['latest'])}."
            )
        said = f"{unbroken(plan['path'])}: {title}".rstrip(": ")
        yield Section([Items([Item(said, tuple(more), f"{_of(plan):>14}  ")])])
    uncertain = [plan for plan in rows if plan["verdict"] != "invalid" and plan["uncertain"]]
    if uncertain:
        yield Section([sentence("In so many runs people have a service on every day. Next: plan risk FILE")])
    else:
        yield Section([sentence("Next: plan risk FILE says how to write down what is uncertain.")])


def _of(plan: Mapping[str, Any]) -> str:
    if plan["verdict"] == "invalid":
        return "invalid"
    if not plan["go_live"]:
        return "no service"
    return in_100(plan["no_gap"]["chance"]) if plan["uncertain"] else "no range"


def _said(day: str) -> str:
    return say(date.fromisoformat(day).toordinal())


class ChanceData(TypedDict):
    chance: float
    plus_minus: float


class RiskStepData(TypedDict):
    to: str
    notice_by: str | None
    needed: ChanceData
    seen: ChanceData | None
    missed: ChanceData | None
    in_vain: ChanceData | None


ExtendedData = TypedDict(
    "ExtendedData",
    {
        "service": str,
        "contract": str,
        "extension": str,
        "status": str,
        "with": ChanceData,
        "without": ChanceData,
        "steps": list[RiskStepData],
    },
)


class MeetingDateData(ChanceData):
    date: str | None


class RiskMeetingData(OfMilestoneData):
    id: str
    title: str
    committee: str
    planned: str | None
    dates: list[MeetingDateData]


class DayData(TypedDict):
    date: str | None
    chance: float


class RiskGoLiveData(OfMilestoneData):
    id: str
    service: str
    title: str
    planned: str | None
    latest: str
    no_gap: ChanceData
    p50: str | None
    p80: str | None
    p90: str | None
    p50_between: list[str | None]
    p80_between: list[str | None]
    p90_between: list[str | None]
    days: list[DayData]


class DriverData(TypedDict):
    id: str
    title: str
    kind: str
    uncertain: bool
    drawn_from: str | None
    criticality: float
    gain_chance: float | None
    gain_p80_days: int | None


class KindData(TypedDict):
    kind: str
    n: int
    p50: float
    p80: float
    used: bool


class RiskPlanData(OfPlanData, CourseData):
    plan: str
    verdict: str
    services: list[ServiceData]
    runs: int
    seed: int
    steady: bool
    uncertain: bool
    no_gap: ChanceData
    extensions: list[ExtendedData]
    meetings: list[RiskMeetingData]
    go_live: list[RiskGoLiveData]
    drivers: list[DriverData]
    history: list[KindData]
    notes: list[str]


class OneData(RiskPlanData):
    schema: int


class RecordedData(TypedDict):
    schema: int
    history: list[KindData]


class EachData(TypedDict):
    schema: int
    plans: list[RiskPlanData | JudgedData]


Data = OneData | RecordedData | EachData


def data(answer: Answer) -> Mapping[str, Any]:
    if isinstance(answer, Recorded):
        return {"schema": 2, "history": [_kind(kind) for kind in answer.kinds]}
    if isinstance(answer, Each):
        return {"schema": 2, "plans": list(answer.plans)}
    return {"schema": 2, **plan_data(answer)}


def plan_data(answer: Simulated) -> RiskPlanData:
    analysis, risk, kinds, _ = answer
    return {
        **of(analysis),
        "plan": analysis.plan.plan,
        "verdict": analysis.verdict,
        **course_data(analysis.case.course),
        "services": [service_data(analysis.case.course, cover) for cover in analysis.covers],
        "runs": risk.runs,
        "seed": risk.seed,
        "steady": risk.steady,
        "uncertain": bool(risk.uncertain),
        "no_gap": _chance_data(risk.no_gap),
        "extensions": [_extended_data(extended) for extended in risk.extensions],
        "meetings": [_meeting_data(analysis, meeting) for meeting in risk.meetings],
        "go_live": [_go_live_data(analysis, go_live) for go_live in risk.go_lives],
        "drivers": [
            {
                "id": driver.id,
                "title": driver.title,
                "kind": driver.kind,
                "uncertain": driver.uncertain,
                "drawn_from": driver.source or None,
                "criticality": driver.criticality,
                "gain_chance": round(driver.gain_chance, 12) if driver.tried or not driver.uncertain else None,
                "gain_p80_days": driver.gain_p80 if driver.tried or not driver.uncertain else None,
            }
            for driver in risk.drivers
        ],
        "history": [_kind(found) for found in kinds],
        "notes": list(risk.notes),
    }


def _kind(found: Kind) -> KindData:
    return {
        "kind": found.kind,
        "n": len(found.ratios),
        "p50": round(found.p50, 4),
        "p80": round(found.p80, 4),
        "used": found.used,
    }


def _chance_data(chance: Chance) -> ChanceData:
    return {"chance": chance.chance, "plus_minus": chance.plus_minus}


def _if_known(chance: Chance | None) -> ChanceData | None:
    return None if chance is None else _chance_data(chance)


def _extended_data(extended: Extended) -> ExtendedData:
    return {
        "service": extended.service,
        "contract": extended.contract,
        "extension": extended.extension,
        "status": extended.status,
        "with": _chance_data(extended.with_it),
        "without": _chance_data(extended.without_it),
        "steps": [
            {
                "to": iso(step.to),
                "notice_by": iso(step.notice_by),
                "needed": _chance_data(step.needed),
                "seen": _if_known(step.seen),
                "missed": _if_known(step.missed),
                "in_vain": _if_known(step.in_vain),
            }
            for step in extended.steps
        ],
    }


def _meeting_data(analysis: Scheduled, meeting: MeetingChances) -> RiskMeetingData:
    return {
        "id": meeting.milestone,
        "title": meeting.title,
        "committee": meeting.committee,
        "planned": iso(meeting.planned),
        **of_milestone(analysis.case, meeting.milestone),
        "dates": [{"date": iso(day), **_chance_data(chance)} for day, chance in meeting.dates],
    }


def _go_live_data(analysis: Scheduled, go_live: GoLive) -> RiskGoLiveData:
    return {
        "id": go_live.milestone,
        "service": go_live.service,
        "title": go_live.title,
        "planned": iso(go_live.planned),
        **of_milestone(analysis.case, go_live.milestone),
        "latest": iso(go_live.latest),
        "no_gap": _chance_data(go_live.no_gap),
        "p50": iso(go_live.p50.day),
        "p80": iso(go_live.p80.day),
        "p90": iso(go_live.p90.day),
        "p50_between": _between(go_live.p50),
        "p80_between": _between(go_live.p80),
        "p90_between": _between(go_live.p90),
        "days": [{"date": iso(day), "chance": share} for day, share in go_live.days],
    }


def _between(quantile: Quantile) -> list[str | None]:
    return [iso(quantile.earliest), iso(quantile.latest)]
