"""How sure a plan is, in sentences and tables: for the answer of ``plan risk`` and for a report that has that part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commission_plan.contents import Contents
from commission_plan.phrases import count
from commission_plan.reports.report import CHANGE, DAYS, SHARE, Cell, Date, Nothing, Number, Row, Table
from commission_plan.reports.words.tables import NO_DATE, made
from commission_plan.risk.history import ENOUGH, Kind
from commission_plan.risk.results import Chance, Driver, Extended, GoLive, Need, Risk
from commission_plan.verdicts import cut

#: Pictures are drawn of no more go-lives than this.
MOST_CURVES = 20
#: Of the tornado no more rows than this are told.
MOST_ROWS = 40
#: What to say where a plan says nothing of what is uncertain.
NOTHING = "Nothing in this plan is uncertain: every run is the same. Give a step a range."
_KINDS = {"milestone": "stage", "risk": "risk"}
#: Of the staircase people are told when it reaches these.
_STEPS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


def risk_said(report: Contents) -> list[str]:
    """What stands before the tables: the chance of no gap, and how many runs say so."""
    risk = report.risk
    assert risk is not None
    lead = (
        f"{odds(risk.no_gap)}{_around_it(risk.no_gap)}"
        if risk.go_lives
        else "The plan names no service with a go-live, so there is no gap to speak of"
    )
    nothing = [] if risk.uncertain else [NOTHING]
    drawn = []
    if len(risk.go_lives) > MOST_CURVES:
        drawn = [
            f"Pictures are drawn of the first {MOST_CURVES} of {len(risk.go_lives):,} go-lives; the tables have all."
        ]
    return [*nothing, f"{lead}.", *drawn, *(_sentence(line) for line in ending(risk, report.wanted.history))]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def risk_tables(report: Contents, data: bool) -> Iterator[Table]:
    """Those in which something stands; with ``data`` every fact has a column of its own, and every day its row."""
    risk = report.risk
    assert risk is not None
    found = [_chances(risk, data), _go_lives(risk, data), _meetings(risk), _needs(risk, data), gains_table(risk, data)]
    found.append(_staircase(risk) if data else _steps(risk))
    return (table for table in found if table.rows)


def odds(chance: Chance) -> str:
    """``In 69 of 100 runs people have a service on every day``."""
    in_hundred = round(chance.chance * 100)
    runs = f"In {in_hundred} of 100 runs"
    if chance.chance in (0, 1):
        runs = "In every run" if chance.chance else "In no run"
    elif in_hundred in (0, 100):
        runs = "In more than 99 of 100 runs" if in_hundred else "In fewer than 1 of 100 runs"
    return f"{runs} people have a service on every day"


def _around_it(chance: Chance) -> str:
    return f" (± {points(chance.plus_minus)})" if chance.plus_minus else ""


def _share(share: float) -> Number:
    return Number(round(share, 6), percent(share), SHARE)


def _around(chance: Chance) -> Number:
    return Number(chance.plus_minus, points(chance.plus_minus), SHARE)


def _on(day: int | None) -> Cell:
    return NO_DATE if day is None else Date(day)


def _go_lives(risk: Risk, data: bool) -> Table:
    heads = ["Service", "Planned", "At the latest", "P50", "P80", "P90", "No gap"]
    rows = []
    for go_live in risk.go_lives:
        cells: list[Cell] = [cut(go_live.title), _on(go_live.planned), Date(go_live.latest)]
        for quantile in (go_live.p50, go_live.p80, go_live.p90):
            cells.append(_on(quantile.day))
            cells += [_on(quantile.earliest), _on(quantile.latest)] if data else []
        rows.append((*cells, _share(go_live.no_gap.chance)))
    if data:
        names = [(name, f"{name} earliest", f"{name} latest") for name in ("P50", "P80", "P90")]
        heads[3:6] = [name for three in names for name in three]
    return made(
        "GoLive",
        "When it goes live",
        "For each service the go-live of the plan, the last one that leaves no gap, and the days by which half, four in"
        " five and nine in ten of the runs have gone live.",
        tuple(heads),
        tuple(rows),
        tuple(go_live.milestone for go_live in risk.go_lives),
        (30, *[18] * (len(heads) - 2), 12),
    )


def _chances(risk: Risk, data: bool) -> Table:
    """More than the one chance that the sentence says: of each service, with and without each extension."""
    said: list[tuple[str, str, Chance]] = [("", "all services", risk.no_gap)] if data and risk.go_lives else []
    if len(risk.go_lives) > 1:
        said += [(found.service, cut(found.title), found.no_gap) for found in risk.go_lives]
    for found in risk.extensions:
        name = f"{_extension(found)} ({found.status})"
        said += [(found.extension, f"with {name}", found.with_it), (found.extension, "without it", found.without_it)]
    return made(
        "Chances",
        "Chance of no gap",
        "The chance of no gap of each service, and with and without each extension.",
        ("Of", "Chance", "±"),
        tuple((what, _share(chance.chance), _around(chance)) for _, what, chance in said),
        tuple(id for id, _, _ in said),
        (50, 14, 10),
    )


def _extension(found: Extended) -> str:
    return f"extension '{cut(found.extension)}' of '{cut(found.contract)}'"


def _meetings(risk: Risk) -> Table:
    rows: list[Row] = []
    ids = []
    for meeting in risk.meetings:
        for day, chance in meeting.dates:
            when: Cell = "no meeting that the diary knows" if day is None else Date(day)
            planned = "as planned" if day is not None and day == meeting.planned else ""
            what = f"{cut(meeting.title)}: {cut(meeting.committee)}"
            rows.append((what, when, _share(chance.chance), _around(chance), planned))
            ids.append(meeting.milestone)
    return made(
        "Meetings",
        "Which meeting decides",
        "For each decision the dates of the committee on which it may be taken, and the chance of each.",
        ("Decision", "Meeting on", "Chance", "±", "Note"),
        tuple(rows),
        tuple(ids),
        (40, 20, 12, 10, 14),
    )


def _needs(risk: Risk, data: bool) -> Table:
    found = [(extended, step) for extended in risk.extensions for step in extended.steps if step.needed.chance]
    return made(
        "Extensions",
        "Will an extension be needed",
        "For each step of an extension the day of its notice, the chance that it will be needed, and what the plan will"
        " show on that day.",
        ("Extension", "To", "Notice by", "Needed", *_known_heads(data)),
        tuple(
            (
                _sentence(_extension(extended)).rstrip("."),
                Date(step.to),
                Nothing() if step.notice_by is None else Date(step.notice_by),
                _share(step.needed.chance),
                *_known(step, data),
            )
            for extended, step in found
        ),
        tuple(f"{extended.contract}.{extended.extension}" for extended, _ in found),
        (28, 22, 22, 12, *((14, 14, 14) if data else (40,))),
    )


def _known_heads(data: bool) -> tuple[str, ...]:
    return ("Shown by then", "Not shown and needed", "Shown in vain") if data else ("By the day of the notice",)


def _known(step: Need, data: bool) -> Iterator[Cell]:
    if step.seen is None or step.missed is None or step.in_vain is None:
        yield from ("", "", "") if data else ("",)
    elif data:
        yield from (_share(step.seen.chance), _share(step.missed.chance), _share(step.in_vain.chance))
    else:
        yield known(step.seen, step.missed, step.in_vain)


def gains_table(risk: Risk, data: bool = False) -> Table:
    """The tornado, and what was critical besides."""
    found = [driver for driver in risk.drivers if driver.uncertain or driver.criticality > 0] if risk.uncertain else []
    shown = found if data else found[:MOST_ROWS]
    left = f" {len(found) - len(shown):,} more gain less." if len(found) > len(shown) else ""
    return made(
        "Gains",
        "What would be gained",
        "For each stage and risk, how often it was critical, and what the chance of no gap and P80 of go-live would"
        f" gain if that one went as likely.{left}",
        ("If this went as likely", "Kind", "Critical", "Chance of no gap", "Days earlier" if data else "Go-live (P80)"),
        tuple(
            (cut(driver.title), _KINDS[driver.kind], _share(driver.criticality), *_gained(driver, data))
            for driver in shown
        ),
        tuple(driver.id for driver in shown),
        (40, 12, 12, 18, 18),
    )


def _gained(driver: Driver, data: bool) -> tuple[Cell, Cell]:
    if not driver.uncertain:
        return "", ""
    if not driver.tried:
        return "not tried", "not tried"
    points = f"{driver.gain_chance * 100:+.1f} points" if abs(driver.gain_chance) >= 0.0005 else "no change"
    chance = Number(round(driver.gain_chance, 6), points, CHANGE)
    days = driver.gain_p80
    if days is None:
        return chance, "from or to no date"
    said = f"{count(abs(days), 'day')} {'earlier' if days > 0 else 'later'}" if days else "no change"
    return chance, Number(days, said, DAYS)


def _steps(risk: Risk) -> Table:
    """The staircase for those who do not see it: the first days on which it reaches so much."""
    found = [(go_live, share, _first(go_live, share)) for go_live in risk.go_lives for share in _STEPS]
    shown = found if risk.uncertain else []
    return made(
        "Staircase",
        "How the chance rises",
        "For each go-live the first day by which the chance that it has come reaches so much.",
        ("Service", "Chance of at least", "On this day or before"),
        tuple((cut(go_live.title), Number(share, f"{share:.0%}", SHARE), _on(day)) for go_live, share, day in shown),
        tuple(go_live.milestone for go_live, _, _ in shown),
        (40, 20, 24),
    )


def _first(go_live: GoLive, share: float) -> int | None:
    return next((day for day, chance in go_live.staircase if chance >= share - 1e-9), None)


def _staircase(risk: Risk) -> Table:
    rows: list[Row] = []
    ids = []
    for go_live in risk.go_lives:
        days = dict(go_live.days)
        for day, chance in go_live.staircase:
            rows.append((cut(go_live.title), Date(day), _share(days[day]), _share(chance)))
            ids.append(go_live.milestone)
    return made(
        "Staircase",
        "How the chance rises",
        "For each go-live each day on which it may come, the chance of that day, and of that day or one before.",
        ("Service", "Day", "Chance of the day", "On this day or before"),
        tuple(rows),
        tuple(ids),
        (40, 18, 18, 22),
    )


def ending(risk: Risk, kinds: Sequence[Kind]) -> Iterator[str]:
    """What was drawn from, what was left out, and how many runs were made."""
    yield from (_recorded(kind) for kind in kinds)
    yield from risk.notes
    why = ""
    if risk.uncertain and not risk.fixed_runs:
        why = ", until P80 was steady to a day" if risk.steady else ", and P80 is not steady to a day even so"
    elif risk.uncertain and not risk.steady:
        why = "; P80 is not steady to a day: more runs would tell"
    yield f"{count(risk.runs, 'run')}, seed {risk.seed}{why}"
    if risk.uncertain:
        yield "±: the truth lies so near with a chance of 95%"


def _recorded(kind: Kind) -> str:
    """What a council's record has of one kind, and whether it was drawn from."""
    times = count(len(kind.ratios), "time")
    if not kind.used:
        return f"'{kind.kind}' is in your record {times}: fewer than {ENOUGH}, so it is not used"
    return (
        f"'{kind.kind}' is drawn from your own record, which has it {times}: half took at most {kind.p50:.2f} times"
        f" what was planned, four in five at most {kind.p80:.2f} times"
    )


def known(seen: Chance, missed: Chance, in_vain: Chance) -> str:
    """What the plan will show on the day of the notice."""
    if not missed.chance and not in_vain.chance:
        return "the plan will show by then whether it is"
    return (
        f"the plan of that day will show the need with a chance of {percent(seen.chance)}; it will be needed although"
        f" the plan does not show it with one of {percent(missed.chance)}, and shown in vain with one of"
        f" {percent(in_vain.chance)}"
    )


def percent(chance: float) -> str:
    """``69.5%``; what is more than none and less than can be said is ``<0.1%``, and likewise at the other end."""
    if chance in (0, 1):
        return f"{chance:.0%}"
    return "<0.1%" if chance < 0.0005 else ">99.9%" if chance > 0.9995 else f"{chance:.1%}"


def points(chance: float) -> str:
    """How far to either side: told as none only where it is none."""
    return f"{chance:.1%}" if chance >= 0.0005 or chance == 0 else "0.1%"
