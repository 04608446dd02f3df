"""Twelve timetables in the shapes in which councils publish them, from Word and Excel: every dated row is right."""

from __future__ import annotations

import datetime
import io
from typing import Any, NamedTuple

import pytest

from commission_plan.importing.detect import kind_of
from commission_plan.importing.imported_plan import Given
from commission_plan.importing.register_plan import Terms
from commission_plan.importing.timetable import brought
from commission_plan.phrases import iso

TODAY = datetime.date(2026, 1, 5)
Day = datetime.date


class Published(NamedTuple):
    heads: list[str]
    rows: list[list[Any]]
    #: Of each dated step its first and last day, or ``by`` and its last day.
    dates: dict[str, str]


PUBLISHED = {
    "one date a stage, in a cabinet report": Published(
        ["Stage", "Date"],
        [
            ["Cabinet approval", "Monday 19 January 2026"],
            ["Publish contract notice", "2 February 2026"],
            ["Deadline for tenders", "12 noon, Friday 6 March 2026"],
            ["Contract start", "1st July 2026"],
        ],
        {
            "cabinet-approval": "2026-01-19",
            "publish-contract-notice": "2026-02-02",
            "deadline-for-tenders": "2026-03-06",
            "contract-start": "2026-07-01",
        },
    ),
    "from and to": Published(
        ["Activity", "Start date", "End date"],
        [
            ["Market engagement", "05/01/2026", "30/01/2026"],
            ["Tender period", "02/02/2026", "06/03/2026"],
            ["Evaluation and moderation", "09/03/2026", "27/03/2026"],
        ],
        {
            "market-engagement": "2026-01-05 to 2026-01-30",
            "tender-period": "2026-02-02 to 2026-03-06",
            "evaluation-and-moderation": "2026-03-09 to 2026-03-27",
        },
    ),
    "ranges in one cell": Published(
        ["Procurement stage", "Indicative dates"],
        [
            ["Issue of ITT", "w/c 12 January 2026"],
            ["Clarification questions", "12 - 23 January 2026"],
            ["Evaluation", "From 16/02/2026 to 27/02/2026"],
            ["Award", "By 13 March 2026"],
        ],
        {
            "issue-of-itt": "2026-01-12",
            "clarification-questions": "2026-01-12 to 2026-01-23",
            "evaluation": "2026-02-16 to 2026-02-27",
            "award": "by 2026-03-13",
        },
    ),
    "completed by, with who does it": Published(
        ["Key milestones", "Responsible", "To be completed by"],
        [
            ["Specification signed off", "Commissioning team", "16/01/2026"],
            ["Gateway report", "Procurement", "No later than 30/01/2026"],
            ["Standstill ends", "", "Midnight 23/04/2026"],
        ],
        {"specification-signed-off": "2026-01-16", "gateway-report": "by 2026-01-30", "standstill-ends": "2026-04-23"},
    ),
    "numbered, with headings over parts": Published(
        ["No.", "Task", "Start", "Finish"],
        [
            ["1", "Preparation", "", ""],
            ["1.1", "Needs analysis", "05/01/2026", "06/02/2026"],
            ["1.2", "Specification", "09/02/2026", "06/03/2026"],
            ["2", "Procurement", "", ""],
            ["2.1", "Tender", "09/03/2026", "02/04/2026"],
        ],
        {
            "needs-analysis": "2026-01-05 to 2026-02-06",
            "specification": "2026-02-09 to 2026-03-06",
            "tender": "2026-03-09 to 2026-04-02",
        },
    ),
    "indented names": Published(
        ["Stage", "Dates"],
        [
            ["Procurement", ""],
            ["  Selection", "5 to 16 January 2026"],
            ["  Tender", "19 January to 20 February 2026"],
            ["Mobilisation", "2 March to 29 May 2026"],
        ],
        {
            "selection": "2026-01-05 to 2026-01-16",
            "tender": "2026-01-19 to 2026-02-20",
            "mobilisation": "2026-03-02 to 2026-05-29",
        },
    ),
    "lengths and dates": Published(
        ["Milestone", "Duration", "Start", "End"],
        [
            ["Consultation", "12 weeks", "05/01/2026", "27/03/2026"],
            ["Tender", "20 working days", "30/03/2026", "28/04/2026"],
            ["Call-in", "5 days", "", "14/05/2026"],
        ],
        {
            # Good Friday, Easter Monday are 3 and 6 April 2026; the bank holiday in May is the 4th.
            "consultation": "2026-01-05 to 2026-03-27",
            "tender": "2026-03-30 to 2026-04-28",
            "call-in": "2026-05-08 to 2026-05-14",
        },
    ),
    "a schedule copied out of Microsoft Project": Published(
        ["ID", "Task Name", "Duration", "Start", "Finish", "Predecessors"],
        [
            ["1", "Draft report", "10 days", "Mon 05/01/26", "Fri 16/01/26", ""],
            ["2", "Legal clearance", "5 days", "Mon 19/01/26", "Fri 23/01/26", "1"],
            ["3", "Cabinet", "0 days", "Mon 09/02/26", "Mon 09/02/26", "2"],
        ],
        {
            "draft-report": "2026-01-05 to 2026-01-16",
            "legal-clearance": "2026-01-19 to 2026-01-23",
            "cabinet": "2026-02-09",
        },
    ),
    "months alone, and what is not known": Published(
        ["Action", "When", "Comments"],
        [
            ["Soft market testing", "Tuesday 10th February 2026", "with providers"],
            ["Committee decision", "Council, 25 February 2026", ""],
            ["Service review", "TBC", "depends on the budget"],
        ],
        {"soft-market-testing": "2026-02-10", "committee-decision": "2026-02-25"},
    ),
    "what was planned, and what happened": Published(
        ["Event", "Planned date", "Actual date"],
        [
            ["Strategy agreed", "03/11/2025", "10/11/2025"],
            ["Notice published", "12/01/2026", ""],
            ["Tenders back", "13/02/2026", ""],
        ],
        {"strategy-agreed": "2025-11-10", "notice-published": "2026-01-12", "tenders-back": "2026-02-13"},
    ),
    "written as starts and ends": Published(
        ["Process", "Timescale"],
        [
            ["Advertise", "Starts 05/01/2026 Ends: 06/02/2026"],
            ["Shortlist", "Week commencing 09/02/2026"],
            ["Interviews", "Between 16/02/2026 and 20/02/2026"],
            ["Award letters", "27/02/2026 (provisional)"],
        ],
        {
            "advertise": "2026-01-05 to 2026-02-06",
            "shortlist": "2026-02-09",
            "interviews": "2026-02-16 to 2026-02-20",
            "award-letters": "2026-02-27",
        },
    ),
    "with a key below": Published(
        ["Step", "Target date", "Lead officer", "Status"],
        [
            ["Issue tender", "2026-01-12", "A Person", "Green"],
            ["Return of tenders", "2026-02-13", "A Person", "Amber"],
            ["Key:", "", "", ""],
            ["Green: on time", "", "", ""],
            ["Amber: at risk", "", "", ""],
        ],
        {"issue-tender": "2026-01-12", "return-of-tenders": "2026-02-13"},
    ),
}


def word(published: Published) -> bytes:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_heading("Home care: procurement timetable", 1)
    document.add_paragraph("The table below has the main dates, which may change.")
    table = document.add_table(rows=0, cols=len(published.heads))
    for row in (published.heads, *published.rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text.lstrip()
            if text.startswith("  "):
                cell.paragraphs[0].paragraph_format.left_indent = docx.shared.Cm(1)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def excel(published: Published) -> bytes:
    """As a workbook, in which a date that stands alone is one."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["Home care: procurement timetable"])
    book.active.append([])
    for row in (published.heads, *published.rows):
        book.active.append([dated(cell) for cell in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def dated(cell: str) -> Any:
    try:
        return datetime.datetime.strptime(cell, "%d/%m/%Y")
    except ValueError:
        return cell or None


@pytest.mark.parametrize("name", PUBLISHED)
@pytest.mark.parametrize("write", [word, excel])
def test_every_dated_row_is_right(name: str, write: Any) -> None:
    content = write(PUBLISHED[name])
    made = brought(content, Given("timetable", TODAY, TODAY, Terms()))

    assert kind_of(content) == "timetable" and made.title == "Home care: procurement timetable"
    assert made.analysis.plan is not None and made.analysis.schedule is not None
    found = {}
    for id, step in made.analysis.plan.milestones.items():
        days = made.analysis.schedule.dates[id]
        start, finish = iso(days.early_start), iso(days.early_finish)
        if step.by is not None and step.on is None and step.takes is None:
            found[id] = f"by {iso(step.by.last)}"
        elif b"unknown" not in made.plan.split(f"  {id}:".encode())[1].split(b"source")[0]:
            found[id] = f"{start}" if start == finish else f"{start} to {finish}"
    assert found == PUBLISHED[name].dates
