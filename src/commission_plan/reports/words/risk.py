"""How sure a plan is, in sentences and tables: for the answer of ``plan risk`` and for a report that has that part."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from commission_plan.contents import Contents
from commission_plan.phrases import count, say
from commission_plan.reports.report import CHANGE, DAYS, SHARE, Cell, Date, Nothing, Number, Row, Table
from commission_plan.reports.words.tables import NO_DATE, made
from commission_plan.risk.history import ENOUGH, Kind
from commission_plan.risk.results import Chance, Driver, Extended, GoLive, Need, RiskResult
from commission_plan.verdicts import cut

#: Pictures are drawn of no more go-lives than this.
MOST_CURVES = 20
#: Of the tornado no more rows than this are told.
MOST_ROWS = 40
#: What to say where no service can have a gap.
NO_SERVICE = "No service of this plan names the step with which it starts, so there is nothing to check for gaps."
#: What to say where the day of a notice comes after all that decides whether it is needed.
KNOWN = "The plan will show by then whether it is needed."
#: What to say where a plan says nothing of what is uncertain.
NOTHING = "Nothing in this plan is uncertain: every run is the same. Give a step a range."
_KINDS = {"milestone": "step", "risk": "risk"}
_RUNS = ("5 in 10 runs by", "8 in 10 runs by", "9 in 10 runs by")
#: Of the staircase people are told when it reaches these.
_STEPS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


def risk_said(report: Contents) -> list[str]:
    """What stands before the tables: the chance of no gap, and how many runs say so."""
    risk = report.risk
    assert risk is not None
    lead = every_day(risk) if risk.go_lives else NO_SERVICE
    nothing = [] if risk.uncertain else [NOTHING]
    drawn = []
    if len(risk.go_lives) > MOST_CURVES:
        drawn = [f"Pictures show the first {MOST_CURVES} of {len(risk.go_lives):,} services; the tables have all."]
    return [*nothing, lead, *drawn, *ending(risk, report.wanted.history, every=False)]


def every_day(risk: RiskResult) -> str:
    """``In 69 of 100 runs people have a service on every day.``, of one service with its 8 in 10 runs."""
    said = f"{of_100(risk.no_gap.chance)} people have a service on every day."
    said = f"{said[0].upper()}{said[1:]}"
    if len(risk.go_lives) != 1 or not risk.uncertain:
        return said
    (go_live,) = risk.go_lives
    sure = go_live.p80.day
    if sure is None or go_live.p80.jumps:
        return said
    after = sure - go_live.latest
    where = (
        f", {count(abs(after), 'day')} {'after' if after > 0 else 'before'} the last day" if after else ", the last day"
    )
    return f"{said} In 8 of 10 runs the new service has started by {say(sure)}{where}."


def of_100(share: float) -> str:
    """``in 69 of 100 runs``."""
    if share in (0, 1):
        return "in all runs" if share else "in no run"
    whole = round(share * 100)
    few, nearly = "in fewer than 1 of 100 runs", "in more than 99 of 100 runs"
    return few if whole < 1 else nearly if whole > 99 else f"in {whole} of 100 runs"


def in_100(share: float) -> str:
    """``69 in 100``, for lists and tables."""
    if share in (0, 1):
        return "every run" if share else "no run"
    whole = round(share * 100)
    return "under 1 in 100" if whole < 1 else "over 99 in 100" if whole > 99 else f"{whole} in 100"


def risk_tables(report: Contents, data: bool) -> Iterator[Table]:
    """Those in which something stands; with ``data`` every fact has a column of its own, and every day its row."""
    risk = report.risk
    assert risk is not None
    found = [
        _chances(report, risk, data),
        _go_lives(risk, data),
        _meetings(risk, data),
        _needs(report, risk, data),
        gains_table(risk, data),
    ]
    found.append(_staircase(risk) if data else _steps(risk))
    return (table for table in found if table.rows)


def _share(share: float) -> Number:
    return Number(round(share, 6), in_100(share), SHARE)


def _around(chance: Chance) -> Number:
    return Number(chance.plus_minus, points(chance.plus_minus), SHARE)


def _on(day: int | None) -> Cell:
    return NO_DATE if day is None else Date(day)


def _go_lives(risk: RiskResult, data: bool) -> Table:
    heads = ["Service", "Planned", "At the latest", *(["P50", "P80", "P90"] if data else _RUNS), "No gap"]
    rows = []
    for go_live in risk.go_lives:
        cells: list[Cell] = [cut(go_live.title), _on(go_live.planned), Date(go_live.latest)]
        for quantile in (go_live.p50, go_live.p80, go_live.p90):
            cells += [_on(quantile.day)]
            cells += [_on(quantile.earliest), _on(quantile.latest)] if data else []
        rows.append((*cells, _share(go_live.no_gap.chance)))
    if data:
        names = [(name, f"{name} earliest", f"{name} latest") for name in ("P50", "P80", "P90")]
        heads[3:6] = [name for three in names for name in three]
    return made(
        "GoLive",
        "When the new service starts",
        "For each service the day of the plan, the last day without a gap, and the days by which the new service has"
        " started in 5, 8 and 9 of 10 runs.",
        tuple(heads),
        tuple(rows),
        tuple(go_live.milestone for go_live in risk.go_lives),
        (30, *[18] * (len(heads) - 2), 12),
    )


def _chances(report: Contents, risk: RiskResult, data: bool) -> Table:
    """More than the one chance that the sentence says: of each service, with and without each extension."""
    said: list[tuple[str, str, Chance]] = [("", "all services", risk.no_gap)] if data and risk.go_lives else []
    if len(risk.go_lives) > 1:
        said += [(found.service, cut(found.title), found.no_gap) for found in risk.go_lives]
    for found in risk.extensions:
        name = _extension(report, found)
        said += [
            (found.extension, f"If {name[:1].lower()}{name[1:]} is taken", found.with_it),
            (found.extension, "If it is not taken", found.without_it),
        ]
    return made(
        "Chances",
        "A service on every day",
        "In how many runs people have a service on every day: of each service, with and without each extension.",
        ("Of", "Runs", *(("±",) if data else ())),
        tuple((what, _share(chance.chance), *((_around(chance),) if data else ())) for _, what, chance in said),
        tuple(id for id, _, _ in said),
        (50, 14, *((10,) if data else ())),
    )


def _extension(report: Contents, found: Extended) -> str:
    """By its title; one that has none by its name in the plan."""
    contract = report.analysis.plan.services[found.service].contracts[found.contract]
    return cut(contract.extensions[found.extension].title or f"Extension '{found.extension}'")


def _meetings(risk: RiskResult, data: bool) -> Table:
    rows: list[Row] = []
    ids = []
    for meeting in risk.meetings:
        for day, chance in meeting.dates:
            when: Cell = "no date in the plan" if day is None else Date(day)
            planned = "as planned" if day is not None and day == meeting.planned else ""
            what = f"{cut(meeting.title)}: {cut(meeting.committee)}"
            rows.append((what, when, _share(chance.chance), *((_around(chance),) if data else ()), planned))
            ids.append(meeting.milestone)
    return made(
        "Meetings",
        "Which meeting it will be",
        "For each decision the meetings at which it may be taken, and in how many runs it is each of them.",
        ("Decision", "Meeting on", "Runs", *(("±",) if data else ()), "Note"),
        tuple(rows),
        tuple(ids),
        (40, 20, 12, *((10,) if data else ()), 14),
    )


def _needs(report: Contents, risk: RiskResult, data: bool) -> Table:
    found = [(extended, step) for extended in risk.extensions for step in extended.steps if step.needed.chance]
    return made(
        "Extensions",
        "How long extensions are needed",
        "For each step of an extension the day of its notice, in how many runs it is needed, and what the plan will"
        " show on that day.",
        ("Extension", "To", "Notice by", "Needed", *_known_heads(data)),
        tuple(
            (
                _extension(report, extended),
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
        yield known(step)


def gains_table(risk: RiskResult, data: bool = False) -> Table:
    """The tornado, and what was critical besides."""
    found = [driver for driver in risk.drivers if driver.uncertain or driver.criticality > 0] if risk.uncertain else []
    shown = found if data else found[:MOST_ROWS]
    left = f" {len(found) - len(shown):,} more gain less." if len(found) > len(shown) else ""
    heads = ("If this went as likely", "Kind", "Critical", "Chance of no gap", "Days earlier")
    return made(
        "Gains",
        "Which step to secure first",
        "What is gained if one step takes its likely time: runs without a gap, and days by which the new service"
        f" starts earlier in 8 of 10 runs.{left}",
        heads if data else ("If this is secure", "Kind", "On the longest chain", "Without a gap", "8 in 10 runs start"),
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
    chance = Number(round(driver.gain_chance, 6), more_runs(driver) or "no change", CHANGE)
    days = driver.gain_p80
    if days is None:
        return chance, "from or to no date"
    return chance, Number(days, earlier(days) or "no change", DAYS)


def more_runs(driver: Driver) -> str:
    """``18 in 100 more``; empty where it changes nothing that can be said."""
    whole = round(abs(driver.gain_chance) * 100)
    if abs(driver.gain_chance) < 0.0005:
        return ""
    return f"{f'{whole} in 100' if whole else 'under 1 in 100'} {'more' if driver.gain_chance > 0 else 'fewer'}"


def earlier(days: int) -> str:
    """``23 days earlier``; empty where nothing moves."""
    return f"{count(abs(days), 'day')} {'earlier' if days > 0 else 'later'}" if days else ""


def _steps(risk: RiskResult) -> Table:
    """The staircase for those who do not see it: the first days on which it reaches so much."""
    found = [(go_live, share, _first(go_live, share)) for go_live in risk.go_lives for share in _STEPS]
    shown = found if risk.uncertain else []
    return made(
        "Staircase",
        "How the chance rises",
        "For each service the first day by which it has started in so many runs.",
        ("Service", "In so many runs", "Started by"),
        tuple(
            (cut(go_live.title), Number(share, f"{share * 100:.0f} in 100", SHARE), _on(day))
            for go_live, share, day in shown
        ),
        tuple(go_live.milestone for go_live, _, _ in shown),
        (40, 20, 24),
    )


def _first(go_live: GoLive, share: float) -> int | None:
    return next((day for day, chance in go_live.staircase if chance >= share - 1e-9), None)


def _staircase(risk: RiskResult) -> Table:
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
        "For each service each day on which it may start, the chance of that day, and of that day or one before.",
        ("Service", "Day", "Chance of the day", "On this day or before"),
        tuple(rows),
        tuple(ids),
        (40, 18, 18, 22),
    )


def ending(risk: RiskResult, kinds: Sequence[Kind], *, every: bool) -> Iterator[str]:
    """What was drawn from, what was left out, and how exact the figures are."""
    yield from (_recorded(kind) for kind in kinds)
    yield from risk.notes
    if not risk.uncertain:
        return
    if every:
        yield f"{count(risk.runs, 'run')}, seed {risk.seed}. ±: the truth is as near as this in 95 of 100 cases."
    else:
        most = max((chance.plus_minus for chance in _all(risk)), default=0.0)
        yield f"{count(risk.runs, 'run')}. Figures may be out by {math.ceil(most * 100 - 1e-9)} in 100."
    if not risk.steady:
        yield "The day for 8 in 10 runs is not steady yet: more runs may move it."


def _all(risk: RiskResult) -> Iterator[Chance]:
    """Every chance that people read."""
    yield risk.no_gap
    for meeting in risk.meetings:
        yield from (chance for _, chance in meeting.dates)
    for extended in risk.extensions:
        yield from (extended.with_it, extended.without_it, *(step.needed for step in extended.steps))


def _recorded(kind: Kind) -> str:
    """What a council's record has of one kind, and whether it was drawn from."""
    times = count(len(kind.ratios), "time")
    if not kind.used:
        return f"'{kind.kind}' is in your record {times}. Fewer than {ENOUGH} are not used."
    return (
        f"'{kind.kind}' is drawn from your own record, which has it {times}. 5 in 10 took at most {kind.p50:.2f} times"
        f" what was planned, 8 in 10 at most {kind.p80:.2f} times."
    )


def known(step: Need, *, exactly: bool = False) -> str:
    """What the plan will show on the day of the notice; empty where it has none."""
    if step.seen is None or step.missed is None or step.in_vain is None:
        return ""
    if not step.missed.chance and not step.in_vain.chance:
        return KNOWN

    def often(chance: Chance) -> str:
        return f"in {percent(chance.chance)} of the runs" if exactly else of_100(chance.chance)

    return (
        f"The plan shows the need on that day {often(step.seen)}. It is needed and not shown {often(step.missed)}. "
        f"It is shown and not needed {often(step.in_vain)}."
    )


def percent(chance: float) -> str:
    """``69.5%``; what is more than none and less than can be said is ``<0.1%``, and likewise at the other end."""
    if chance in (0, 1):
        return f"{chance:.0%}"
    return "<0.1%" if chance < 0.0005 else ">99.9%" if chance > 0.9995 else f"{chance:.1%}"


def points(chance: float) -> str:
    """How far to either side: told as none only where it is none."""
    return f"{chance:.1%}" if chance >= 0.0005 or chance == 0 else "0.1%"
