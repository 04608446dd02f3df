"""What ``plan risk`` found out: the gap, meetings, go-live, extensions, what to mend first, and the runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from typing_extensions import TypedDict

from commission_plan.analysis import Scheduled
from commission_plan.phrases import count, iso, say, unbroken
from commission_plan.reports.columns import clean
from commission_plan.reports.columns import cut as fitted
from commission_plan.reports.report import (
    RATIO,
    Column,
    Heading,
    Item,
    Items,
    Number,
    Ref,
    Report,
    Row,
    Section,
    Sentence,
    Table,
    sentence,
)
from commission_plan.reports.words.heading import heading
from commission_plan.reports.words.risk import MOST_ROWS, NOTHING, ending, gains_table, known, percent, points
from commission_plan.risk.history import ENOUGH, Kind
from commission_plan.risk.results import Chance, Driver, Extended, GoLive, Meeting, Quantile, Risk
from commission_plan.verdicts import cut

_BAR = 16
#: What to write, where a plan says nothing of what is uncertain.
_ADVICE = f"""\
{NOTHING} Write for example:
  evaluation: {{takes: 25wd, range: [15wd, 40wd]}}          shortest and longest, beside the likely time
  risks: {{no-tenders: {{chance: 10%, at: tender, adds: 16w}}}}
or have lengths drawn from your own record: plan risk FILE --history record.csv"""


class Simulated(NamedTuple):
    """What many runs say of one plan; ``kinds`` are those of the council's own record, if one was given."""

    analysis: Scheduled
    risk: Risk
    kinds: Sequence[Kind] = ()


class Recorded(NamedTuple):
    """A council's own record alone, kind by kind."""

    kinds: Sequence[Kind]


class Each(NamedTuple):
    """Many plans, each by itself: of each what ``plan_data`` says of it, of one without a schedule its verdict."""

    plans: Sequence[Mapping[str, Any]]


Answer = Simulated | Recorded | Each


def report(answer: Answer) -> Report:
    if isinstance(answer, Recorded):
        return _record(answer.kinds)
    if isinstance(answer, Each):
        return _each(answer.plans)
    return Report(heading(answer.analysis), _sections(answer.analysis, answer.risk, answer.kinds))


def _record(kinds: Sequence[Kind]) -> Report:
    def lines(rows: Iterable[Row]) -> Iterator[str]:
        yield f"{'Kind':28} {'n':>5} {'P50':>6} {'P80':>6}"
        for kind in kinds:
            note = f"  {_unused(kind)}" if not kind.used else ""
            yield f"{kind.kind:28} {len(kind.ratios):>5} {kind.p50:>6.2f} {kind.p80:>6.2f}{note}"

    rows: list[Row] = [
        (
            kind.kind,
            Number(len(kind.ratios), f"{len(kind.ratios):,}"),
            *(Number(ratio, f"{ratio:.2f}", RATIO) for ratio in (kind.p50, kind.p80)),
            "" if kind.used else _unused(kind),
        )
        for kind in kinds
    ]
    columns = tuple(
        Column(head, right=0 < number < 4) for number, head in enumerate(("Kind", "n", "P50", "P80", "Note"))
    )
    said = "actual time over planned time: half of all took no longer than P50, four in five no longer than P80"
    return Report(None, [Section([Table(columns, rows, name="History", lines=lines)]), Section([sentence(said)])])


def _unused(kind: Kind) -> str:
    return f"fewer than {ENOUGH}: shown, not used"


def _sections(analysis: Scheduled, risk: Risk, kinds: Sequence[Kind]) -> Iterator[Section]:
    if not risk.uncertain:
        yield Section([sentence(_ADVICE)])
        return
    yield Section([_no_gap(risk)])
    yield from (Section([_meeting(meeting)]) for meeting in risk.meetings)
    yield from (Section([_go_live(go_live)]) for go_live in risk.go_lives)
    yield from (Section([_needs(extended, beyond(analysis, extended))]) for extended in risk.extensions)
    yield Section([_tornado(risk)])
    yield Section([Items(tuple(ending(risk, kinds)))])


def _chance(chance: Chance) -> str:
    around = f" (±{points(chance.plus_minus)})" if chance.plus_minus else ""
    return f"{percent(chance.chance)}{around}"


def _no_gap(risk: Risk) -> Sentence | Items:
    if not risk.go_lives:
        return sentence("the plan names no service with a go-live, so there is no gap to speak of")
    more = []
    if len(risk.go_lives) > 1:
        more += [f"{cut(go_live.title, 60)}: {_chance(go_live.no_gap)}" for go_live in risk.go_lives]
    for extended in risk.extensions:
        name = f"extension '{extended.extension}' of '{extended.contract}' ({extended.status})"
        more += [f"with {name}: {_chance(extended.with_it)}", f"without it: {_chance(extended.without_it)}"]
    return Items([Item(f"chance of no gap: {_chance(risk.no_gap)}", tuple(more))])


def _meeting(meeting: Meeting) -> Items:
    more = []
    for day, chance in meeting.dates:
        when = "no meeting that its diary knows" if day is None else say(day)
        planned = "  as planned" if day is not None and day == meeting.planned else ""
        around = f" ±{points(chance.plus_minus)}" if chance.plus_minus else ""
        more.append(f"{when:>18}  {percent(chance.chance):>6}{around}{planned}")
    named = sentence(Ref(meeting.milestone, cut(meeting.title)), f" at {cut(meeting.committee, 60)}:")
    return Items([Item(named, tuple(more))])


def _go_live(go_live: GoLive) -> Items:
    planned = "no date" if go_live.planned is None else say(go_live.planned)
    said = f"go-live of {cut(go_live.title, 60)}, planned for {planned}, at the latest {say(go_live.latest)}:"
    quantiles = (("P50", go_live.p50), ("P80", go_live.p80), ("P90", go_live.p90))
    return Items([Item(said, tuple(f"{name}  {_quantile(quantile)}" for name, quantile in quantiles))])


def beyond(analysis: Scheduled, extended: Extended) -> tuple[int, Chance] | None:
    """How many steps of an extension the course needs, and how often more than these are needed."""
    options = (option for cover in analysis.covers if cover.service == extended.service for option in cover.options)
    here = (extended.contract, extended.extension)
    option = next((option for option in options if (option.contract, option.extension) == here), None)
    if option is None:
        return None
    more = next((step.needed for step in extended.steps if step.to > option.to), None)
    return None if more is None else (option.steps, more)


def _needs(extended: Extended, more_steps: tuple[int, Chance] | None) -> Sentence | Items:
    steps = [step for step in extended.steps if step.needed.chance > 0]
    name = f"extension '{extended.extension}' of '{extended.contract}'"
    if not steps:
        return sentence(f"{name} is needed in no run")
    more = []
    for step in steps:
        notice = f", notice by {say(step.notice_by)}" if step.notice_by is not None else ""
        more.append(f"to {say(step.to)}{notice}: needed with a chance of {_chance(step.needed)}")
        if step.seen is not None and step.missed is not None and step.in_vain is not None:
            more.append(f"  {known(step.seen, step.missed, step.in_vain)}")
    if len(steps) < len(extended.steps):
        more.append("no further step is needed in any run")
    if more_steps is not None:
        steps_needed, often = more_steps
        more.append(f"more than the {count(steps_needed, 'step')} of the plan: {_chance(often)} of the runs")
    return Items([Item(f"will {name} be needed?", tuple(more))])


def _tornado(risk: Risk) -> Table:
    shown = [driver for driver in risk.drivers if driver.uncertain or driver.criticality > 0]

    def lines(rows: Iterable[Row]) -> Iterator[str]:
        names = {id(driver): clean(driver.id, True) for driver in shown}
        wide = min(max((len(name) for name in names.values()), default=0), 36)
        most = max((abs(driver.gain_chance) for driver in risk.tornado), default=0.0)
        yield f"{'':{wide}}  critical  no gap     P80"
        for driver in shown[:MOST_ROWS]:
            yield _driver(driver, fitted(names[id(driver)], wide, True), wide, most)
        if len(shown) > MOST_ROWS:
            yield f"and {len(shown) - MOST_ROWS:,} more, which gain less: --format json has them all"

    table = gains_table(risk)
    said = "what would be gained if one thing went as likely (no gap: the chance; P80: days earlier)"
    return replace(table, title=said, lines=lines)


def _driver(driver: Driver, name: str, wide: int, most: float) -> str:
    line = f"{name:{wide}}  {percent(driver.criticality):>8}"
    if not driver.uncertain:
        return f"{line}       -       -"
    if not driver.tried:
        return f"{line}  not tried: too many"
    days = "none" if driver.gain_p80 is None else f"{driver.gain_p80:+,}d" if driver.gain_p80 else "0d"
    bar = "█" * round(abs(driver.gain_chance) / most * _BAR) if most else ""
    kind = " (risk)" if driver.kind == "risk" else ""
    return f"{line}  {_signed(driver.gain_chance):>6}  {days:>6}  {bar}{kind}".rstrip()


def _signed(chance: float) -> str:
    return f"{chance:+.1%}" if abs(chance) >= 0.0005 else "0.0%"


def _quantile(quantile: Quantile) -> str:
    return "no date" if quantile.day is None else say(quantile.day)


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
        invalid, indent = plan["verdict"] == "invalid", " " * 15
        title = "" if invalid else cut(plan["plan"])
        more = []
        if not invalid and not plan["uncertain"]:
            more.append(f"{indent}no range and no risk: every run is the plan itself")
        for found in () if invalid else plan["go_live"]:
            when = "no date" if found["p80"] is None else _said(found["p80"])
            more.append(f"{indent}{cut(found['title'])}: P80 of go-live {when}, at the latest {_said(found['latest'])}")
        said = f"{_of(plan):>15}  {unbroken(plan['path'])}: {title}".rstrip(": ")
        yield Section([Items([Item(said, tuple(more))])])
    uncertain = [plan for plan in rows if plan["verdict"] != "invalid" and plan["uncertain"]]
    if uncertain:
        seed = uncertain[0]["seed"]
        yield Section([sentence(f"chance of no gap; seed {seed}; ±: the truth lies so near with a chance of 95%")])
    else:
        yield Section([sentence("'plan risk FILE' says how to write down what is uncertain")])


def _of(plan: Mapping[str, Any]) -> str:
    if plan["verdict"] == "invalid":
        return "invalid"
    if not plan["go_live"]:
        return "no go-live"
    said = percent(plan["no_gap"]["chance"])
    return f"{said} ±{plan['no_gap']['plus_minus'] * 100:.1f}%" if plan["uncertain"] else said


def _said(day: str) -> str:
    return say(date.fromisoformat(day).toordinal())


class ChanceData(TypedDict):
    chance: float
    plus_minus: float


class StepData(TypedDict):
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
        "steps": list[StepData],
    },
)


class MeetingDateData(ChanceData):
    date: str | None


class MeetingData(TypedDict):
    id: str
    title: str
    committee: str
    planned: str | None
    dates: list[MeetingDateData]


class DayData(TypedDict):
    date: str | None
    chance: float


class GoLiveData(TypedDict):
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


class PlanData(TypedDict):
    path: str
    plan: str
    scenario: str | None
    as_of: str
    as_of_from: str
    runs: int
    seed: int
    steady: bool
    uncertain: bool
    no_gap: ChanceData
    extensions: list[ExtendedData]
    meetings: list[MeetingData]
    go_live: list[GoLiveData]
    drivers: list[DriverData]
    history: list[KindData]
    notes: list[str]


class OneData(PlanData):
    schema: int


class InvalidData(TypedDict):
    """A plan without a schedule, among many."""

    path: str
    verdict: str


class JudgedData(PlanData):
    verdict: str


class RecordedData(TypedDict):
    schema: int
    history: list[KindData]


class EachData(TypedDict):
    schema: int
    plans: list[JudgedData | InvalidData]


Data = OneData | RecordedData | EachData


def data(answer: Answer) -> Mapping[str, Any]:
    if isinstance(answer, Recorded):
        return {"schema": 2, "history": [_kind(kind) for kind in answer.kinds]}
    if isinstance(answer, Each):
        return {"schema": 2, "plans": list(answer.plans)}
    return {"schema": 2, **plan_data(answer)}


def plan_data(answer: Simulated) -> PlanData:
    analysis, risk, kinds = answer
    return {
        "path": analysis.path,
        "plan": analysis.plan.plan,
        "scenario": analysis.scenario,
        "as_of": iso(analysis.as_of),
        "as_of_from": analysis.as_of_from,
        "runs": risk.runs,
        "seed": risk.seed,
        "steady": risk.steady,
        "uncertain": bool(risk.uncertain),
        "no_gap": _chance_data(risk.no_gap),
        "extensions": [_extended_data(extended) for extended in risk.extensions],
        "meetings": [_meeting_data(meeting) for meeting in risk.meetings],
        "go_live": [_go_live_data(go_live) for go_live in risk.go_lives],
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


def _meeting_data(meeting: Meeting) -> MeetingData:
    return {
        "id": meeting.milestone,
        "title": meeting.title,
        "committee": meeting.committee,
        "planned": iso(meeting.planned),
        "dates": [{"date": iso(day), **_chance_data(chance)} for day, chance in meeting.dates],
    }


def _go_live_data(go_live: GoLive) -> GoLiveData:
    return {
        "id": go_live.milestone,
        "service": go_live.service,
        "title": go_live.title,
        "planned": iso(go_live.planned),
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
