"""The portfolio as an Excel workbook: a sheet for each part, with real dates, frozen heads and filters.

No text of a plan is ever a formula or a link. Rows go to the disk as they come, however many there are.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter
from xlsxwriter.workbook import Workbook

from commission_plan.phrases import say
from commission_plan.portfolio.whole import Portfolio, at_stake, float_of, gap_days, gap_in_words, open_ended
from commission_plan.reports.plain import one_line

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}
#: Excel has no earlier dates than those of 1900, no more rows than these, and no longer texts.
_FIRST = date(1900, 3, 1).toordinal()
_ROWS = 1_048_000
_LONGEST = 32_000


class On(NamedTuple):
    """A day, as a cell has it; None is an empty cell."""

    day: int | None


class _Sheet(NamedTuple):
    title: str
    #: Each head, and the width of its column.
    heads: tuple[tuple[str, int], ...]
    rows: Iterator[tuple[Any, ...]]


def render(portfolio: Portfolio) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "portfolio.xlsx"
        book = xlsxwriter.Workbook(str(file), _OPTIONS)
        created = datetime.fromordinal(portfolio.as_of)
        book.set_properties({"title": f"Portfolio, data date {say(portfolio.as_of)}", "created": created})
        for sheet in _sheets(portfolio):
            _write(book, sheet)
        book.close()
        return file.read_bytes()


def _write(book: Workbook, sheet: _Sheet) -> None:
    plain = {"font_name": "Arial", "font_size": 10, "valign": "top", "text_wrap": True}
    body = book.add_format(plain)
    day = book.add_format({**plain, "num_format": "d mmm yyyy", "text_wrap": False})
    head = book.add_format({**plain, "bold": True, "bg_color": "#E7EBEF", "bottom": 2})
    page = book.add_worksheet(sheet.title)
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.freeze_panes(1, 1)
    for column, (text, wide) in enumerate(sheet.heads):
        page.set_column(column, column, wide)
        page.write_string(0, column, text, head)
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        if last > _ROWS:
            page.write_string(last, 0, "and more", body)
            break
        for column, value in enumerate(row):
            _cell(page, last, column, value, body, day)
    page.autofilter(0, 0, max(last, 1), len(sheet.heads) - 1)


def _cell(page: Any, row: int, column: int, value: Any, body: Any, day: Any) -> None:
    if isinstance(value, On):
        if value.day is None:
            return
        if value.day < _FIRST:
            page.write_string(row, column, say(value.day), body)
        else:
            page.write_datetime(row, column, datetime.fromordinal(value.day), day)
    elif isinstance(value, int):
        page.write_number(row, column, value, body)
    elif value:
        page.write_string(row, column, one_line(value, _LONGEST), body)


def _sheets(portfolio: Portfolio) -> Iterator[_Sheet]:
    yield _Sheet("Plans", _PLANS, _plans(portfolio))
    yield _Sheet("Services", _SERVICES, _services(portfolio))
    yield _Sheet("Meetings", _MEETINGS, _meetings(portfolio))
    yield _Sheet("Clashes", _CLASHES, _clashes(portfolio))
    if portfolio.register is not None:
        yield _Sheet("No plan", _UNPLANNED, _unplanned(portfolio))
    yield _Sheet("Year ahead", _YEAR, _year(portfolio))
    yield _Sheet("Findings", _FINDINGS, _findings(portfolio))


_PLANS = (
    *(("Plan", 40), ("File", 30), ("Verdict", 11), ("Gap in days", 12), ("Gap", 40), ("Days at stake", 12)),
    *(("Float in days", 12), ("Next deadline", 14), ("What", 50), ("Who holds it", 24), ("Overdue", 10)),
    *(("Data date", 14), ("Errors", 8), ("Warnings", 10)),
)


def _plans(portfolio: Portfolio) -> Iterator[tuple[Any, ...]]:
    for path, entry in portfolio.plans():
        coming = entry["coming"][0] if entry["coming"] else None
        yield (
            *(entry["plan"] or path, path, entry["verdict"]),
            *("without end" if open_ended(entry) else gap_days(entry), entry["why"] or gap_in_words(entry)),
            *(at_stake(entry), float_of(entry), On(coming[0] if coming else None)),
            *(coming[1] if coming else "", coming[2] if coming else "", entry["overdue"]),
            *(On(entry["as_of"]), entry["errors"], entry["warnings"]),
        )


_SERVICES = (
    *(("Service", 40), ("File", 30), ("Verdict", 11), ("Firm cover ends", 15), ("Cover ends", 14)),
    *(("New service", 14), ("Latest day for it", 15), ("Float in days", 12)),
)


def _services(portfolio: Portfolio) -> Iterator[tuple[Any, ...]]:
    for path, entry in portfolio.plans():
        for service in entry["services"]:
            dates = (On(service[key]) for key in ("firm", "ends", "go_live", "latest"))
            yield service["title"], path, service["verdict"], *dates, service["float"]


_MEETINGS = (("Meeting", 14), ("Committee", 26), ("Decisions", 10), ("At most", 9), ("Item", 40), ("File", 30))


def _meetings(portfolio: Portfolio) -> Iterator[tuple[Any, ...]]:
    for meeting in portfolio.meetings():
        for item in meeting.items:
            yield On(meeting.day), portfolio.committee(meeting), len(meeting.items), meeting.most, item.title, item.path


_CLASHES = (("Owner", 26), ("From", 14), ("To", 14), ("Work", 40), ("Starts", 14), ("Finishes", 14), ("File", 30))


def _clashes(portfolio: Portfolio) -> Iterator[tuple[Any, ...]]:
    for clash in portfolio.clashes():
        for work in clash.works:
            days = On(clash.first), On(clash.last)
            yield portfolio.owner(clash), *days, work.title, On(work.first), On(work.last), work.path


_UNPLANNED = (("Contract", 40), ("Reference", 18), ("Supplier", 30), ("Ends", 14), ("To begin by", 14), ("Where", 18))


def _unplanned(portfolio: Portfolio) -> Iterator[tuple[Any, ...]]:
    for contract, start in portfolio.unplanned():
        names = contract.title or contract.reference, contract.reference, contract.supplier
        yield *names, On(contract.end), On(start), contract.where


_YEAR = (("Date", 14), ("What", 60), ("Who", 26), ("File", 30))


def _year(portfolio: Portfolio) -> Iterator[tuple[Any, ...]]:
    for _, dates in portfolio.months():
        yield from ((On(date.day), date.what, date.who, date.path) for date in dates)


_FINDINGS = (("Severity", 10), ("Rule", 18), ("What", 90), ("Help", 60))


def _findings(portfolio: Portfolio) -> Iterator[tuple[Any, ...]]:
    for finding in portfolio.findings():
        yield finding.severity.value, finding.rule, finding.message, finding.fix
