"""What ``plan check`` found out: a verdict per service, what to do, the dates to keep, then the findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from typing_extensions import TypedDict

from commission_plan.analysis import Analysis, Scheduled, scheduled
from commission_plan.course.facts import UnknownLength
from commission_plan.cover import Cover
from commission_plan.deadlines import deadlines
from commission_plan.findings import Finding, Severity
from commission_plan.obligations import Must, musts
from commission_plan.phrases import count, say
from commission_plan.reports.report import (
    Column,
    Date,
    Item,
    Items,
    Report,
    Row,
    Section,
    Sentence,
    Severe,
    Table,
    Verdict,
    sentence,
)
from commission_plan.reports.words.acts import MOST_WAYS, kept, room, shortened, to_do, too_late, under
from commission_plan.reports.words.heading import heading
from commission_plan.reports.words.judged import JudgedData, judged_data
from commission_plan.reports.words.verdict import named, verdicts
from commission_plan.verdicts import cut

#: Of one rule, and of one plan, no more findings than this are told.
_MOST_OF_A_RULE = 20
_MOST = 100
#: So many dates that have passed, and of those that come next.
_MOST_LATE, _MOST_NEXT = 8, 3
#: Of a plan with more steps than this no ways are looked for here.
_MOST_SOLVED = 200


class Checked(NamedTuple):
    """One plan, judged. ``quiet`` leaves out all but errors and warnings; ``every`` leaves out nothing."""

    analysis: Analysis
    quiet: bool = False
    every: bool = False


def report(answer: Checked) -> Report:
    analysis, quiet, every = answer
    shown = [finding for finding in analysis.findings if every or finding.severity is not Severity.INFO]
    if quiet:
        return Report(
            None, [Section(_findings(analysis, shown, f"{analysis.name}: {total(analysis)}"))] if shown else []
        )
    found = Section(_findings(analysis, shown, f"{total(analysis, hidden=not every)}. {_next(analysis)}"))
    plan = scheduled(analysis)
    if plan is None:
        return Report(heading(analysis), [Section([Items(_invalid(analysis))]), found])
    return Report(heading(analysis), [*_sections(plan, every), found])


def _invalid(analysis: Analysis) -> Iterator[Item]:
    errors = sum(finding.severity is Severity.ERROR for finding in analysis.findings)
    until = "that is fixed" if errors == 1 else "they are fixed"
    yield Item(
        f"The plan cannot be read: {count(errors, 'error')}. It has no dates until {until}.", mark=Verdict("invalid")
    )


def _sections(analysis: Scheduled, every: bool) -> Iterator[Section]:
    """The verdicts; what to do, what is too late, the dates to keep, and what comes next. Empty blocks are left out."""
    yield Section([Items(_verdicts(analysis))])
    blocks = [("What to do", _to_do(analysis))]
    owed = [must for must in deadlines(analysis) if must.place]
    blocks.append(("Too late already", _too_late(analysis, owed)))
    blocks += _dates(analysis, every)
    blocks.append(("Next dates", _next_dates(analysis, owed)))
    for title_, found in blocks:
        if any(isinstance(block, Sentence) or list(block.items) for block in found):
            yield Section(found, title_)


def _verdicts(analysis: Scheduled) -> list[Item]:
    if analysis.covers:
        return [*verdicts(analysis)]
    nothing = "No service is named, so there is nothing to check for gaps."
    return [Item(nothing, ("Name one under `services`: plan new writes an example.",), Verdict("covered"))]


def _to_do(analysis: Scheduled) -> list[Items | Sentence]:
    found: list[Items | Sentence] = [Items(to_do(analysis), numbered=True, close=True)]
    gap = [cover for cover in analysis.covers if cover.verdict == "gap" and _can_move(analysis, cover)]
    if gap and (more := _more_ways(analysis, gap)):
        found.append(sentence(more))
    conditions = [one for cover in analysis.covers for one in analysis.case.course.conditions(cover)]
    contracts = any(service.contracts for service in analysis.plan.services.values())
    unknown = any(isinstance(one, UnknownLength) and not one.longer for one in conditions)
    if unknown and contracts and not analysis.case.course.reserve and not any(c.options for c in analysis.covers):
        found.append(sentence("The contract has no other extension in this plan."))
    return found


def _can_move(analysis: Scheduled, cover: Cover) -> bool:
    """Whether its go-live has a day, and that day is still to come."""
    position = analysis.case.network.index.get(analysis.plan.services[cover.service].go_live or "")
    if position is None or cover.go_live is None:
        return False
    return analysis.case.network.activities[position].done is None


def _more_ways(analysis: Scheduled, gap: Sequence[Cover]) -> str:
    """How many ways there are beyond those that are shown; of a large plan where to look for them."""
    find = f"plan solve {analysis.name}"
    if len(analysis.case.network.activities) > _MOST_SOLVED:
        return f"To look for more ways, with less time for the work: {find}"
    from commission_plan.whatif.solve import WITH_LESS_TIME, solve

    shown = sum(min(len(analysis.case.course.remedies(cover)), MOST_WAYS) for cover in gap)
    ways = [way for solved in solve(analysis) for way in solved.ways]
    more = len(ways) - shown
    if more <= 0:
        return "" if shown else "We found no way to close the gap that keeps the shortest times and the law."
    harder = [way.rank for way in ways if way.rank >= WITH_LESS_TIME]
    less = ", with less time for the work" if harder == [WITH_LESS_TIME] * more else ""
    return f"{count(more, 'more way' if shown else 'way')}{less}: {find}"


def _too_late(analysis: Scheduled, owed: list[Must]) -> list[Items | Sentence]:
    lines = [*too_late(analysis, analysis.case.course.too_late)]
    of_course = {(must.by, must.what) for must in musts(analysis.case.course)}
    lines += [
        (must.by, f"{must.what}{_who(must)}")
        for must in owed
        if must.late(analysis.as_of) and (must.last, must.what) not in of_course and must.place[-1] != "by"
    ]
    items = [Item(cut(said), mark=Date(day)) for day, said in sorted(dict.fromkeys(lines))]
    return [Items(items[:_MOST_LATE]), *_more(len(items) - _MOST_LATE, f"plan deadlines {analysis.name} --overdue")]


def _more(left: int, where: str) -> list[Sentence]:
    return [sentence(f"and {left:,} more: {where}")] if left > 0 else []


def _dates(analysis: Scheduled, every: bool) -> Iterator[tuple[str, list[Items | Sentence]]]:
    """The dates to keep: of the course, and for each gap those of its first remedy."""
    course = analysis.case.course
    ways = [(cover, course.remedies(cover)[:1]) for cover in analysis.covers if cover.verdict == "gap"]
    taken = {option.extension for _, found in ways for remedy in found for option in remedy.options}
    reserve = [one for one in course.reserve if one.extension not in taken]
    items = shortened(kept(course, course.keep, reserve), analysis.name, every)
    yield "Dates to keep", [Items(items), *map(sentence, room(course, analysis.covers))]
    for cover, found in ways:
        for remedy in found:
            whose = f": {named(analysis.plan.services[cover.service], cover.service)}" if len(ways) > 1 else ""
            items = shortened(kept(course, remedy.keep), analysis.name, every)
            yield f"Dates to keep {under(remedy)}{whose}", [Items(items)]


def _next_dates(analysis: Scheduled, owed: list[Must]) -> list[Items | Sentence]:
    """The next dates of the law, of notices and of papers; and when the next procurement starts."""
    course, as_of = analysis.case.course, analysis.as_of
    own = {(must.last, must.what) for must in musts(course)}
    papers = {(one.papers_by, one.at) for one in course.keep if one.papers_by is not None}
    coming = [
        must
        for must in owed
        if must.kind == "by"
        and must.by >= as_of
        and (must.last, must.what) not in own
        and not (must.what.startswith("Papers") and (must.last, must.place[-1]) in papers)
    ]
    new = "new_contract"
    later = [must for must in coming if must.place[-1] == new]
    items = [
        Item(cut(f"{must.what}{_who(must)}"), mark=Date(must.by))
        for must in [must for must in coming if must.place[-1] != new][:_MOST_NEXT]
    ]
    found: list[Items | Sentence] = [Items(items)]
    cycles = [must for must in later if "next" in must.what]
    if cycles:
        found.append(sentence(f"{'Then ' if items else ''}{say(cycles[0].by)}: the next procurement starts."))
    return found


def _who(must: Must) -> str:
    return f" ({must.who})" if must.who else ""


def _next(analysis: Analysis) -> str:
    """The commands that go on from here."""
    if analysis.schedule is None:
        return f"Next: fix the file, then plan check {analysis.name}"
    return "Next: plan solve, plan show" if analysis.verdict == "gap" else "Next: plan deadlines, plan slip"


def _findings(analysis: Analysis, findings: list[Finding], ends: str) -> Iterator[Sentence | Items | Table]:
    """Every finding, of very many the first ones of each rule; then how many there are."""
    shown: dict[str, int] = {}
    left: dict[str, int] = {}
    rows: list[Row] = []
    excerpts: list[tuple[str, ...]] = []
    for finding in findings:
        if shown.get(finding.rule, 0) >= _MOST_OF_A_RULE or len(rows) >= _MOST:
            left[finding.rule] = left.get(finding.rule, 0) + 1
            continue
        shown[finding.rule] = shown.get(finding.rule, 0) + 1
        line, column = analysis.where(finding)
        where = f"{analysis.name}:{line}:{column}"
        rows.append((where, finding.severity.value, finding.rule, cut(finding.message), cut(finding.fix)))
        excerpts.append(finding.excerpt)
    if rows:
        yield _table(rows, excerpts)
    yield Items([f"and {number:,} more of [{rule}]" for rule, number in left.items()])
    yield sentence(ends)


def _table(rows: list[Row], excerpts: list[tuple[str, ...]]) -> Table:
    columns = (Column("Where"), Column("Severity"), Column("Rule"), Column("What", width=58), Column("Help", width=44))
    return Table(
        columns,
        rows,
        about="What was found when the plan was checked: where, how grave it is, which rule, and what helps.",
        name="Findings",
        lines=lambda rows: _lines(rows, excerpts),
    )


def _lines(rows: Iterable[Row], excerpts: list[tuple[str, ...]]) -> Iterator[Item]:
    helped: set[tuple[str, str]] = set()
    for row, excerpt in zip(rows, excerpts, strict=True):
        where, severity, rule, message, fix = map(str, row)
        # The same help once for each rule is enough.
        more: tuple[str, ...] = (f"help: {fix}",) if fix and (rule, fix) not in helped else ()
        helped.add((rule, fix))
        yield Item(sentence(f"{where}: ", Severe(severity), f"[{rule}] {message}"), (*excerpt, *more))


def total(analysis: Analysis, *, hidden: bool = False) -> str:
    """How many findings there are of each severity; ``hidden`` where the notes are not shown."""
    counts = {severity: 0 for severity in Severity}
    for finding in analysis.findings:
        counts[finding.severity] += 1
    said = [count(counts[Severity.ERROR], "error"), count(counts[Severity.WARNING], "warning")]
    if counts[Severity.INFO]:
        said.append(count(counts[Severity.INFO], "note") + (" (--all)" if hidden else ""))
    if analysis.accepted and not hidden:
        said.append(f"{len(analysis.accepted):,} accepted")
    if analysis.known:
        said.append(f"{len(analysis.known):,} known from the baseline")
    return ", ".join(said)


class CheckData(TypedDict):
    schema: int
    plans: list[JudgedData]


#: What ``data`` gives, for the schema of the answer.
Data = CheckData


def data(answer: Checked) -> CheckData:
    return {"schema": 2, "plans": [judged_data(answer.analysis)]}
