"""What ``plan portfolio`` found out: every plan, the worst first, and then what only all of them show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from typing_extensions import TypedDict

from commission_plan.analysis import Analysis, scheduled
from commission_plan.days.numbers import Day
from commission_plan.days.recurrence import MONTHS
from commission_plan.findings import Finding
from commission_plan.model.plan import title
from commission_plan.phrases import count, few, iso, listed, say, span, unbroken
from commission_plan.portfolio.plan_summary import Entry
from commission_plan.portfolio.portfolio import (
    Portfolio,
    at_stake,
    errors_in_words,
    float_of,
    gap_days,
    gap_in_words,
    open_ended,
    stale,
)
from commission_plan.portfolio.totals import Clash, Coming, PortfolioMeeting
from commission_plan.portfolio.unplanned import Unplanned
from commission_plan.reports.report import (
    Cell,
    Column,
    Date,
    Heading,
    Item,
    Nothing,
    Number,
    Report,
    Row,
    Section,
    Table,
    Verdict,
    sentence,
)
from commission_plan.reports.words.course import CourseData, course_data
from commission_plan.reports.words.cover import ServiceData, service_data
from commission_plan.reports.words.judged import JudgedData, judged_data
from commission_plan.verdicts import cut

#: Of one meeting, one clash, one month, no more than so much is said.
_MOST = 12


def report(portfolio: Portfolio) -> Report:
    return Report(Heading(in_a_line(portfolio)), _sections(portfolio))


def in_a_line(portfolio: Portfolio) -> str:
    """``6 plans: 1 has a gap, 3 depend on something, 2 are covered``."""
    return f"{count(portfolio.total, 'plan')}: {_verdicts(portfolio)}"


def _sections(portfolio: Portfolio) -> Iterator[Section]:
    failed = [sentence(f"FAILED   {cut(failed.why)}") for failed in portfolio.failed]
    yield Section([_plans(portfolio), *failed])
    yield Section([_services(portfolio)])
    yield Section([_meetings(portfolio)], "Meetings ahead", "meetings", "None.")
    yield Section([_clashes(portfolio)], "Teams with work of several plans at once", "clashes", "None.")
    if portfolio.register is not None:
        yield Section([_unplanned(portfolio)], "Contracts with no plan", "unplanned", "None.")
    yield Section(
        [_year(portfolio)], f"The next 12 months, to {say(portfolio.year_end)}", "year", "No dates in these 12 months."
    )
    yield Section([_findings(portfolio)])
    found = sum(1 for _ in portfolio.findings())
    together = f"{count(found, 'finding')} about all plans together. " if found else ""
    yield Section([sentence(f"{together}As a page: plan portfolio PATH -o year.html")])


def _verdicts(portfolio: Portfolio) -> str:
    said = [_counted(verdict, number) for verdict, number in portfolio.verdicts.items() if number]
    if portfolio.failed:
        said.append(f"{len(portfolio.failed):,} failed")
    return listed(said) or "none"


def _counted(verdict: str, number: int) -> str:
    """``1 has a gap``, ``3 depend on something``."""
    one, several = {
        "invalid": ("cannot be read", "cannot be read"),
        "gap": ("has a gap", "have a gap"),
        "depends": ("depends on something", "depend on something"),
        "covered": ("is covered", "are covered"),
    }[verdict]
    return f"{number:,} {one if number == 1 else several}"


def _columns(*heads: tuple[str, int]) -> tuple[Column, ...]:
    return tuple(Column(head, breaks=width > 20, width=width) for head, width in heads)


def _on(day: Day | None) -> Cell:
    return Nothing() if day is None else Date(day)


def _number(number: int | None) -> Cell:
    return Nothing() if number is None else Number(number, f"{number:,}")


def _plans(portfolio: Portfolio) -> Table:
    def lines(rows: Iterable[Row]) -> Iterator[Item]:
        for path, entry in portfolio.plans():
            yield _plan(path, entry, portfolio)

    return Table(
        _columns(
            *(
                ("Plan", 40),
                ("File", 30),
                ("Verdict", 10),
                ("Days without", 8),
                ("No service", 40),
                ("Days at stake", 8),
            ),
            *(("Days to spare", 8), ("Act by", 12), ("What", 40), ("Who", 24), ("Tightest point", 30)),
            *(("Days to spare there", 8), ("Last updated", 12), ("Update it", 8)),
            *(("Dates passed", 8), ("Errors", 8), ("Warnings", 9)),
        ),
        (_plan_row(path, entry, portfolio) for path, entry in portfolio.plans()),
        about="Every plan, the worst first: its verdict, its days without a service, and the next thing to do.",
        name="Plans",
        lines=lines,
    )


def _plan(path: str, entry: Entry, portfolio: Portfolio) -> Item:
    first = f"{entry['verdict'].upper():8} {cut(entry['plan']) or unbroken(path)}".rstrip()
    if entry["why"]:
        return Item(first, (cut(entry["why"]), unbroken(path)))
    told = [_capital(wrong(entry)), errors_in_words(entry), next_deadline(entry)]
    dated = f"{unbroken(path)}, as at {say(entry['as_of'])}" + (": update it" if stale(entry, portfolio) else "")
    return Item(first, (*(f"{line}." for line in told if line), f"{dated}."))


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def wrong(entry: Entry) -> str:
    """What is wrong with a plan, or what it depends on; of one that is covered where it is tightest."""
    if entry["verdict"] == "gap":
        return gap_in_words(entry)
    if entry["depends"]:
        return f"only with {listed(entry['depends'])}"
    if entry["tight"]:
        _, name, days = entry["tight"]
        return f"{name}: {count(days, 'working day')} to spare" if days else f"no slack at this step: {name}"
    return ""


def next_deadline(entry: Entry) -> str:
    """The first day on which something must be done, what and who; and how many dates have passed."""
    passed = ""
    if entry["overdue"]:
        passed = f"{count(entry['overdue'], 'date')} {'has' if entry['overdue'] == 1 else 'have'} passed"
    if not entry["act"]:
        return passed
    day, what, who = entry["act"]
    said = f"Act by {say(day)}: {cut(what)}" + (f" ({cut(who)})" if who else "")
    return f"{said}. {passed}" if passed else said


def _plan_row(path: str, entry: Entry, portfolio: Portfolio) -> Row:
    day, _, who = entry["act"] or (None, "", "")
    _, tightest, spare = entry["tight"] or ("", "", None)
    return (
        *(entry["plan"] or path, path, Verdict(entry["verdict"])),
        *("without end" if open_ended(entry) else _number(gap_days(entry)), entry["why"] or gap_in_words(entry)),
        *(_number(at_stake(entry)), _number(float_of(entry)), _on(day), entry["act_in_words"], who, tightest),
        *(_number(spare), _on(entry["as_of"]), "yes" if stale(entry, portfolio) else ""),
        *(_number(entry["overdue"]), _number(entry["errors"]), _number(entry["warnings"])),
    )


def _services(portfolio: Portfolio) -> Table:
    """Of a terminal's lines the gap and the float of each plan are enough."""

    def rows() -> Iterator[Row]:
        for path, entry in portfolio.plans():
            for service in entry["services"]:
                dates = (_on(service[key]) for key in ("firm", "ends", "go_live", "latest"))
                yield service["title"], path, Verdict(service["verdict"]), *dates, _number(service["float"])

    return Table(
        _columns(
            *(("Service", 40), ("File", 30), ("Verdict", 11), ("Certain to", 15), ("Cover ends", 14)),
            *(("New service", 14), ("Last day for it", 15), ("Days to spare", 12)),
        ),
        rows(),
        about="Each service of every plan with the days that decide its verdict.",
        name="Services",
        lines=lambda rows: (),
    )


def _meetings(portfolio: Portfolio) -> Table:
    def lines(rows: Iterable[Row]) -> Iterator[Item]:
        return (_meeting(meeting, portfolio) for meeting in portfolio.meetings())

    def rows() -> Iterator[Row]:
        for meeting in portfolio.meetings():
            numbers = _number(len(meeting.items)), _number(meeting.most)
            for item in meeting.items:
                yield Date(meeting.day), portfolio.committee(meeting), *numbers, item.title, item.path

    heads = (("Meeting", 14), ("Committee", 26), ("Decisions", 10), ("At most", 9), ("Item", 40), ("File", 30))
    about = "Each meeting with what it is asked to decide."
    return Table(_columns(*heads), rows(), about=about, name="Meetings", lines=lines)


def _meeting(meeting: PortfolioMeeting, portfolio: Portfolio) -> Item:
    told = few([f"{item.id} ({unbroken(item.path)})" for item in meeting.items], _MOST)
    mark = f"TOO MANY, at most {meeting.most:,}" if meeting.crowded else f"of at most {meeting.most:,}"
    name = cut(portfolio.committee(meeting), 100)
    return Item(f"{name}, {len(meeting.items):,} {mark}: {listed(told)}", mark=Date(meeting.day))


def _clashes(portfolio: Portfolio) -> Table:
    def lines(rows: Iterable[Row]) -> Iterator[str]:
        return (_clash(clash, portfolio) for clash in portfolio.clashes())

    def rows() -> Iterator[Row]:
        for clash in portfolio.clashes():
            for work in clash.works:
                days = Date(clash.first), Date(clash.last)
                yield portfolio.owner(clash), *days, work.title, Date(work.first), Date(work.last), work.path

    heads = (("Team", 26), ("From", 14), ("To", 14), ("Work", 40), ("Starts", 14), ("Finishes", 14), ("File", 30))
    about = "Each team that has work of several plans at the same time, and that work."
    return Table(_columns(*heads), rows(), about=about, name="Clashes", lines=lines)


def _clash(clash: Clash, portfolio: Portfolio) -> str:
    told = few([f"{work.id} ({unbroken(work.path)}, {span(work.first, work.last)})" for work in clash.works], _MOST)
    return f"{cut(portfolio.owner(clash), 100)}, {span(clash.first, clash.last)}: {listed(told)}"


def _unplanned(portfolio: Portfolio) -> Table:
    def lines(rows: Iterable[Row]) -> Iterator[str]:
        for contract, start in portfolio.unplanned():
            name = " ".join(part for part in (contract.reference, contract.title) if part)
            supplier = f", {cut(contract.supplier, 60)}" if contract.supplier else ""
            ends = f"ends {say(contract.end)}, start work by {say(start)} ({contract.where})"
            yield f"{cut(name, 120)}{supplier}: {ends}"

    def rows() -> Iterator[Row]:
        for contract, start in portfolio.unplanned():
            names = contract.title or contract.reference, contract.reference, contract.supplier
            yield *names, Date(contract.end), Date(start), contract.where

    heads = (("Contract", 40), ("Reference", 18), ("Supplier", 30), ("Ends", 14), ("Start work by", 14), ("Where", 18))
    about = "Each contract of the register that has no plan, and the day by which work on one must start."
    return Table(_columns(*heads), rows(), about=about, name="No plan", lines=lines)


def _year(portfolio: Portfolio) -> Table:
    def lines(rows: Iterable[Row]) -> Iterator[Item]:
        for (year, month), dates in portfolio.months():
            shown = list(islice(dates, _MOST))
            more = sum(1 for _ in dates)
            found = count(len(shown) + more, "date")
            left = (Item(f"and {more:,} more"),) if more else ()
            yield Item(f"{MONTHS[month - 1].capitalize()} {year}: {found}", (*map(_coming, shown), *left))

    def rows() -> Iterator[Row]:
        for _, dates in portfolio.months():
            yield from ((Date(date.day), date.what, date.who, date.path) for date in dates)

    heads = (("Date", 14), ("What", 60), ("Who", 26), ("File", 30))
    about = "Every date of all plans in the next 12 months."
    return Table(_columns(*heads), rows(), about=about, name="Year ahead", lines=lines)


def _coming(date: Coming) -> Item:
    who = f" ({cut(date.who)})" if date.who else ""
    return Item(f"{cut(date.what)}{who}, {unbroken(date.path)}", mark=Date(date.day))


def _findings(portfolio: Portfolio) -> Table:
    def lines(rows: Iterable[Row]) -> Iterator[Item]:
        for severity, rule, message, fix in rows:
            yield Item(f"{severity}[{rule}] {cut(str(message))}", (f"help: {fix}",))

    rows = ((finding.severity.value, finding.rule, finding.message, finding.fix) for finding in portfolio.findings())
    heads = (("Severity", 10), ("Rule", 18), ("What", 90), ("Help", 60))
    about = "What only all plans together show."
    return Table(_columns(*heads), rows, about=about, name="Findings", lines=lines)


class PortfolioServiceData(ServiceData):
    title: str


class PortfolioDeadlineData(TypedDict):
    date: str
    what: str
    who: str


class PortfolioRowData(TypedDict):
    """What the portfolio says of a plan, be it sound or invalid."""

    path: str
    authority: str | None
    as_of: str
    #: Days that nothing covers; null where they have no end.
    gap_days: int | None
    #: Days that only planned extensions cover.
    option_days: int
    float: int | None
    next_deadline: PortfolioDeadlineData | None
    #: The first thing that must be done, as at the plan's own data date.
    next_act: PortfolioDeadlineData | None
    depends_on: list[str]
    stale: bool
    overdue: int
    errors: int
    warnings: int
    why: str | None
    linked: list[str]


class PortfolioPlanData(PortfolioRowData, CourseData):
    plan: str
    verdict: str
    services: list[PortfolioServiceData]


class InvalidPlanData(PortfolioRowData, JudgedData):
    """An invalid plan, with all that a check says of it."""


class ItemData(TypedDict):
    path: str
    id: str
    title: str


class PortfolioMeetingData(TypedDict):
    date: str
    committee: str
    authority: str | None
    most: int
    crowded: bool
    items: list[ItemData]


WorkData = TypedDict("WorkData", {"path": str, "id": str, "title": str, "from": str, "to": str})
ClashData = TypedDict(
    "ClashData",
    {"owner": str, "authority": str | None, "from": str, "to": str, "at_once": int, "works": list[WorkData]},
)


class UnplannedData(TypedDict):
    reference: str | None
    title: str | None
    supplier: str | None
    end: str
    latest_start: str
    where: str


class ComingData(TypedDict):
    date: str
    what: str
    who: str | None
    path: str


class MonthData(TypedDict):
    month: str
    dates: list[ComingData]


class PortfolioFindingData(TypedDict):
    rule: str
    severity: str
    message: str
    fix: str


class FailedData(TypedDict):
    path: str
    error: str


class PortfolioData(TypedDict):
    schema: int
    as_of: str
    year_ends: str
    verdicts: dict[str, int]
    failed: list[FailedData]
    plans: list[PortfolioPlanData | InvalidPlanData]
    meetings: list[PortfolioMeetingData]
    clashes: list[ClashData]
    #: Null where no register was given.
    unplanned: list[UnplannedData] | None
    months: list[MonthData]
    findings: list[PortfolioFindingData]


#: What ``data`` gives, for the schema of the answer.
Data = PortfolioData


def data(portfolio: Portfolio) -> dict[str, Any]:
    """As ``PortfolioData`` has it, with iterators for lists: what is very long is written as it is made."""
    register = None if portfolio.register is None else [_unplanned_data(found) for found in portfolio.unplanned()]
    return {
        "schema": 2,
        "as_of": iso(portfolio.as_of),
        "year_ends": iso(portfolio.year_end),
        "verdicts": portfolio.verdicts,
        "failed": [{"path": failed.path, "error": failed.why} for failed in portfolio.failed],
        "plans": ({**entry["whole"], **_row_data(path, entry, portfolio)} for path, entry in portfolio.plans()),
        "meetings": map(_meeting_data, portfolio.meetings()),
        "clashes": map(_clash_data, portfolio.clashes()),
        "unplanned": register,
        "months": (_month_data(*month) for month in portfolio.months()),
        "findings": map(_finding_data, portfolio.findings()),
    }


def whole(analysis: Analysis) -> Mapping[str, Any]:
    """What the JSON of a portfolio says of a plan beyond its entry: the course, or why the plan is invalid."""
    sound = scheduled(analysis)
    if sound is None:
        return judged_data(analysis)
    plan, course = sound.plan, sound.course
    services: list[PortfolioServiceData] = [
        {**service_data(course, cover), "title": title(plan.services[cover.service], cover.service)}
        for cover in analysis.covers
    ]
    return {"plan": plan.plan, "verdict": analysis.verdict, **course_data(course), "services": services}


def _row_data(path: str, entry: Entry, portfolio: Portfolio) -> PortfolioRowData:
    coming, act = entry["coming"], entry["act"]
    days = gap_days(entry)
    return {
        "path": path,
        "authority": entry["authority"] or None,
        "as_of": iso(entry["as_of"]),
        "gap_days": None if open_ended(entry) else days,
        "option_days": at_stake(entry),
        "float": float_of(entry),
        "next_deadline": {"date": iso(coming[0][0]), "what": coming[0][1], "who": coming[0][2]} if coming else None,
        "next_act": {"date": iso(act[0]), "what": act[1], "who": act[2]} if act else None,
        "depends_on": entry["depends"],
        "stale": stale(entry, portfolio),
        "overdue": entry["overdue"],
        "errors": entry["errors"],
        "warnings": entry["warnings"],
        "why": entry["why"] or None,
        "linked": entry["linked"],
    }


def _meeting_data(meeting: PortfolioMeeting) -> PortfolioMeetingData:
    return {
        "date": iso(meeting.day),
        "committee": meeting.committee,
        "authority": meeting.authority or None,
        "most": meeting.most,
        "crowded": meeting.crowded,
        "items": [{"path": item.path, "id": item.id, "title": item.title} for item in meeting.items],
    }


def _clash_data(clash: Clash) -> ClashData:
    return {
        "owner": clash.owner,
        "authority": clash.authority or None,
        "from": iso(clash.first),
        "to": iso(clash.last),
        "at_once": clash.at_once,
        "works": [
            {
                "path": work.path,
                "id": work.id,
                "title": work.title,
                "from": iso(work.first),
                "to": iso(work.last),
            }
            for work in clash.works
        ],
    }


def _unplanned_data(found: Unplanned) -> UnplannedData:
    contract = found.contract
    return {
        "reference": contract.reference or None,
        "title": contract.title or None,
        "supplier": contract.supplier or None,
        "end": iso(contract.end),
        "latest_start": iso(found.latest_start),
        "where": contract.where,
    }


def _month_data(month: tuple[int, int], dates: Iterable[Coming]) -> MonthData:
    told: list[ComingData] = [
        {"date": iso(date.day), "what": date.what, "who": date.who or None, "path": date.path} for date in dates
    ]
    return {"month": f"{month[0]}-{month[1]:02}", "dates": told}


def _finding_data(finding: Finding) -> PortfolioFindingData:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "fix": finding.fix,
    }
