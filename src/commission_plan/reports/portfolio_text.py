"""What ``plan portfolio`` says in a terminal: every plan, the worst first, and then what only all of them show."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from commission_plan.days.recurrence import MONTHS
from commission_plan.phrases import count, few, listed, say, short, span, unbroken
from commission_plan.portfolio.entry import Entry
from commission_plan.portfolio.sums import Clash, Meeting
from commission_plan.portfolio.whole import Portfolio, errors_in_words, float_of, gap_in_words, own_date
from commission_plan.verdicts import cut

#: Of one meeting, one clash, one month, no more than so much is said.
_MOST = 12


def render(portfolio: Portfolio) -> Iterator[str]:
    """The report, part by part."""
    yield _heading(portfolio)
    for path, entry in portfolio.plans():
        yield "".join(f"{line}\n" for line in _plan(path, entry, portfolio))
    for failed in portfolio.failed:
        yield f"FAILED   {cut(failed.why)}\n"
    yield from _section("Meetings to come", (_meeting(meeting, portfolio) for meeting in portfolio.meetings()))
    yield from _section("Work at the same time", (_clash(clash, portfolio) for clash in portfolio.clashes()))
    if portfolio.register is not None:
        yield from _section("Contracts without a plan", _unplanned(portfolio))
    yield from _section(f"The year ahead, to {say(portfolio.year_end)}", _months(portfolio))
    found = 0
    for finding in portfolio.findings():
        yield "\n" if not found else ""
        found += 1
        yield f"{finding.severity.value}[{finding.rule}] {cut(finding.message)}\n  help: {finding.fix}\n"
    yield f"\n{count(portfolio.total, 'plan')}: {_verdicts(portfolio)}; {count(found, 'finding')} about them together\n"


def _heading(portfolio: Portfolio) -> str:
    return f"{count(portfolio.total, 'plan')}, data date {say(portfolio.as_of)}: {_verdicts(portfolio)}\n\n"


def _verdicts(portfolio: Portfolio) -> str:
    said = [f"{number:,} {verdict}" for verdict, number in portfolio.verdicts.items() if number]
    if portfolio.failed:
        said.append(f"{len(portfolio.failed):,} failed")
    return listed(said) or "none"


def _plan(path: str, entry: Entry, portfolio: Portfolio) -> Iterator[str]:
    yield f"{entry['verdict'].upper():8} {unbroken(path)}: {cut(entry['plan'])}".rstrip(": ")
    if entry["why"]:
        yield f"         {cut(entry['why'])}"
        return
    spare = float_of(entry)
    said = [gap_in_words(entry), "" if spare is None else f"float {count(spare, 'day')}"]
    said += [errors_in_words(entry), own_date(entry, portfolio)]
    if any(said):
        yield f"         {'; '.join(part for part in said if part)}"
    yield f"         {next_deadline(entry)}"


def next_deadline(entry: Entry) -> str:
    """The next date that somebody must keep, and who; and how many have passed."""
    overdue = f"{entry['overdue']:,} overdue" if entry["overdue"] else ""
    if not entry["coming"]:
        return overdue or "nothing to come"
    day, what, who = entry["coming"][0]
    said = f"next: {say(day)}, {cut(what)}" + (f" ({cut(who)})" if who else "")
    return f"{said}; {overdue}" if overdue else said


def _section(head: str, lines: Iterator[str]) -> Iterator[str]:
    yield f"\n{head}\n"
    some = False
    for line in lines:
        some = True
        yield f"  {line}\n"
    if not some:
        yield "  none\n"


def _meeting(meeting: Meeting, portfolio: Portfolio) -> str:
    told = few([f"{item.id} ({unbroken(item.path)})" for item in meeting.items], _MOST)
    mark = f"TOO MANY, at most {meeting.most:,}" if meeting.crowded else f"of at most {meeting.most:,}"
    name = cut(portfolio.committee(meeting), 100)
    return f"{short(meeting.day):>11}  {name}, {len(meeting.items):,} {mark}: {listed(told)}"


def _clash(clash: Clash, portfolio: Portfolio) -> str:
    told = few([f"{work.id} ({unbroken(work.path)}, {span(work.first, work.last)})" for work in clash.works], _MOST)
    return f"{cut(portfolio.owner(clash), 100)}, {span(clash.first, clash.last)}: {listed(told)}"


def _unplanned(portfolio: Portfolio) -> Iterator[str]:
    for contract, start in portfolio.unplanned():
        name = " ".join(part for part in (contract.reference, contract.title) if part)
        supplier = f", {cut(contract.supplier, 60)}" if contract.supplier else ""
        yield f"{cut(name, 120)}{supplier}: ends {say(contract.end)}, to begin by {say(start)} ({contract.where})"


def _months(portfolio: Portfolio) -> Iterator[str]:
    for (year, month), dates in portfolio.months():
        shown = list(islice(dates, _MOST))
        more = sum(1 for _ in dates)
        yield f"{MONTHS[month - 1].capitalize()} {year}: {count(len(shown) + more, 'date')}"
        for date in shown:
            who = f" ({cut(date.who)})" if date.who else ""
            yield f"  {short(date.day):>11}  {cut(date.what)}{who}, {unbroken(date.path)}"
        if more:
            yield f"  and {more:,} more"
