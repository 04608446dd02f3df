"""The program's own rule packs: every row has its source, every worked date comes out in both directions."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path

import pytest

from commission_plan.days.calendars import calendar
from commission_plan.findings import Severity
from commission_plan.law.events import FIRST_OF
from commission_plan.model.plan import KINDS
from commission_plan.rulepacks import NAMES, pack, stored
from commission_plan.rulepacks.clock import clock, counting, in_words
from commission_plan.rulepacks.pack import Pack, Row
from commission_plan.rulepacks.reading import Broken, load

PACKAGE = Path(__file__).parents[2] / "src" / "commission_plan"
ENGLAND = calendar("england-and-wales")
ROWS = {id: row for name in NAMES for id, row in pack(name).rows.items()}
COMPUTING = {id: row for id, row in ROWS.items() if row.computes}
#: Events that no kind of milestone says.
EVENTS = {
    "decision-by-one",
    "abandonment", "abandonment-notice", "agenda", "assessment-summaries", "breach", "change-notice", "claim",
    "cma-notice", "cma-report", "cma-request", "community-benefits", "conflicts-assessment", "consent-request",
    "contract-copy", "dynamic-market-notice", "contract-end", "contract-payment-notice", "decision-record", "disposal",
    "documents-to-members", "employee-information", "employee-information-date", "employees-informed",
    "equality-analysis", "financial-year-end", "financial-year-start", "first-dismissal", "funding-notice",
    "further-decision", "further-information", "hr1", "invitation", "invoice", "key-decision-notice", "knowledge",
    "kpis", "leaseholder-notice", "leaseholder-proposal", "leaseholder-reasons", "lgps-application",
    "market-engagement-notice", "meeting", "modification", "modification-standstill", "modified-contract-copy",
    "notice-of-election", "observation-answered", "observation-received", "own-start", "papers-given", "payment",
    "payments-compliance-notice", "performance-notice", "pipeline-notice", "poll", "private-meeting-notice",
    "private-meeting-second-notice", "published", "reasons-given", "reasons-request", "records",
    "redundancy-consultation", "report", "reporting-period-end", "representations", "request-assessed",
    "request-received", "reservation-decided", "scrutiny-agreement", "section-24-consent", "social-value",
    "subsidy-given", "sustainability-duty", "termination-notice", "transparency-notice", "works-start",
}  # fmt: skip


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def iso(number: int) -> str:
    return date.fromordinal(number).isoformat()


@pytest.mark.parametrize("name", NAMES)
def test_what_is_stored_of_a_pack_is_what_its_yaml_says(name: str) -> None:
    # The program reads the JSON, people the YAML: python scripts/rule_packs.py stores it anew.
    written = load(name, (PACKAGE / "rulepacks" / f"{name}.yaml").read_bytes())

    assert isinstance(written, Pack)
    # Named tuples are equal where their fields are: the text tells their classes too.
    assert repr(written) == repr(pack(name))
    assert stored.text(written) == (PACKAGE / "rulepacks" / f"{name}.json").read_text(encoding="utf-8")


def test_a_row_stands_in_one_pack_alone() -> None:
    assert len(ROWS) == sum(len(pack(name).rows) for name in NAMES)


@pytest.mark.parametrize("id", ROWS)
def test_a_row_says_where_it_comes_from(id: str) -> None:
    row = ROWS[id]

    assert row.citation and any(letter.isdigit() or letter == "C" for letter in row.citation)
    assert row.link.startswith("http") and "." in row.link
    assert row.confidence in "SGLCM"
    assert day("2000-01-01") < row.looked_up.first <= day("2026-11-28")
    assert row.who and row.what and row.in_force.first.first > 0


#: What a provision is called in a link, by what it is called in a citation.
_PROVISIONS = {"section": r"ss? ", "regulation": r"regs? ", "article": r"arts? ", "schedule": "Sch "}


@pytest.mark.parametrize("id", ROWS)
def test_a_link_to_a_law_leads_to_the_provision_that_is_cited(id: str) -> None:
    row = ROWS[id]
    if "legislation.gov.uk" not in row.link:
        return
    found = re.search(r"/(section|regulation|article|schedule)/(\w+)(?:/part/(\w+))?(?:/paragraph/(\w+))?", row.link)
    assert found is not None, row.link
    kind, number, part, paragraph = found.groups()
    cited = (
        _PROVISIONS[kind]
        + rf"(?:\d+[A-Z]*(?:\([^)]*\))*(?:, | to |, (?:{_PROVISIONS[kind]})| to (?:{_PROVISIONS[kind]})))*"
    )

    if id not in _BY_ANOTHER:
        assert re.search(cited + rf"{number}\b", row.citation), (row.citation, row.link)
    if part is not None:
        assert f"Sch {number}, Part {part}" in row.citation
    if paragraph is not None:
        assert re.search(rf"Sch {number}, paras? {paragraph}\b", row.citation)


#: The pension direction has no page of its own: the power under which it was made is linked.
_BY_ANOTHER = {"pen-dir"}


@pytest.mark.parametrize("name", NAMES)
def test_thresholds_and_polls_say_where_they_come_from(name: str) -> None:
    for entry in [*pack(name).thresholds.values(), *pack(name).polls.values()]:
        assert entry.citation and entry.link.startswith("http")


@pytest.mark.parametrize("id", ROWS)
def test_a_row_speaks_of_events_that_are_known(id: str) -> None:
    for event in (ROWS[id].starts, ROWS[id].ends):
        assert event is None or event in {*KINDS, *EVENTS, *FIRST_OF}


@pytest.mark.parametrize("id", ROWS)
def test_what_was_not_verified_is_never_more_than_information(id: str) -> None:
    row = ROWS[id]

    assert row.confidence != "M" or row.severity is Severity.INFO
    assert row.force != "guidance" or row.severity is not Severity.ERROR
    assert in_words(row) or row.length is None


@pytest.mark.parametrize("missing", ["citation", "link"])
def test_a_pack_with_a_row_that_cites_nothing_cannot_be_read(missing: str) -> None:
    lines = {
        "what": "a rule", "edge": "told", "calendar": "plan", "roll": "none", "force": "constitution",
        "in_force": "{from: 2020}", "confidence": "S", "looked_up": "2026", "who": "us",
        "citation": "rule 1", "link": "https://example.org/rules",
    }  # fmt: skip
    del lines[missing]
    text = "pack: Ours\nlink: https://example.org/rules\nrows:\n  ours:\n"
    text += "".join(f"    {key}: {value}\n" for key, value in lines.items())

    broken = load("ours", text.encode())

    assert isinstance(broken, Broken)
    assert (broken.line, broken.why) == (4, f"the key '{missing}' is missing")


@pytest.mark.parametrize("id", [id for id, row in COMPUTING.items() if row.length is not None and row.length.count])
def test_a_row_counts_back_to_the_day_from_which_it_counted(id: str) -> None:
    step = clock(ROWS[id], ENGLAND)
    for event in range(day("2025-11-01"), day("2026-07-01")):
        lawful = step.forward(event)

        assert step.back(lawful) >= event
        assert step.forward(step.back(lawful)) <= lawful
        assert step.forward(step.back(lawful) + 1) > lawful
        assert counting(ROWS[id], event, lawful, ENGLAND)


# Worked dates: row, day of the event, day to which it leads. For a minimum the second is the last day of the period,
# lawful as its end, and the day before is not; for a latest date it is the last lawful day.
WORKED = [
    # Three standstills, three clocks.
    ("pa-ss", "2026-06-04", "2026-06-16"),
    ("pcr-ss-e", "2026-06-04", "2026-06-15"),
    ("psr-ss", "2026-06-04", "2026-06-17"),
    # Bank holidays in any part of the United Kingdom.
    ("pa-ss", "2026-03-11", "2026-03-23"),
    ("pa-ss", "2026-06-10", "2026-06-22"),
    ("pa-ss", "2026-07-06", "2026-07-16"),
    ("pa-ss", "2026-07-27", "2026-08-06"),
    ("pa-ss", "2026-11-24", "2026-12-04"),
    ("pa-ss", "2024-12-24", "2025-01-08"),
    # Christmas.
    ("pa-ss", "2025-12-18", "2025-12-31"),
    ("pa-ss", "2025-12-19", "2026-01-05"),
    ("pa-ss", "2025-12-24", "2026-01-08"),
    ("pa-ss", "2025-12-31", "2026-01-13"),
    # The 2015 and 2006 Regulations roll on to a working day.
    ("p06-ss", "2010-03-23", "2010-04-06"),
    ("pcr-ss-e", "2010-03-23", "2010-04-06"),
    ("pcr-ss-e", "2020-04-28", "2020-05-11"),
    ("pcr-ss-e", "2022-05-23", "2022-06-06"),
    ("pcr-ss-e", "2022-09-09", "2022-09-20"),
    ("pcr-ss-e", "2016-12-15", "2016-12-28"),
    # No roll under the Act: from Wednesday 4 March 2026, 25 days end on Sunday 29.
    ("pa-tend-25", "2026-03-04", "2026-03-29"),
    # Section 54 leaves the day of the invitation out.
    ("pa-tend-25", "2026-03-02", "2026-03-27"),
    # The window of a planned procurement notice.
    ("pa-qppn", "2026-03-11", "2026-04-20"),
    ("pa-qppn-clear", "2026-03-10", "2026-04-20"),
    # "Beginning with" counts the day itself.
    ("pa-cdn", "2026-03-01", "2026-03-30"),
    ("pa-cdn-light", "2026-03-01", "2026-06-28"),
    ("pa-copy", "2026-03-01", "2026-05-29"),
    ("pa-copy-light", "2026-03-01", "2026-08-27"),
    ("pa-pcn", "2026-03-31", "2026-04-29"),
    ("pa-pcn", "2026-09-30", "2026-10-29"),
    # Clear days.
    ("gov-key", "2026-06-15", "2026-07-14"),
    ("gov-priv", "2026-06-15", "2026-07-14"),
    # 5 clear working days from Monday 6 July end on Monday 13.
    ("gov-agenda", "2026-07-06", "2026-07-14"),
    # TUPE.
    ("tupe-eli", "2026-06-03", "2026-07-01"),
    ("tupe-eli-clear", "2026-06-02", "2026-07-01"),
    ("tupe-eli-old", "2014-04-16", "2014-04-30"),
    # The Provider Selection Regime.
    ("psr-msp", "2026-06-01", "2026-06-15"),
    # Expiry is an event.
    ("pa-end", "2027-03-31", "2027-04-29"),
    # Published on a Saturday, the first working day counted is Monday.
    ("pa-ss", "2026-06-06", "2026-06-18"),
    # The pipeline notice's 56 days begin with 1 April.
    ("pa-pipe", "2026-04-01", "2026-05-26"),
]


@pytest.mark.parametrize(("id", "event", "leads_to"), WORKED)
def test_a_worked_date_comes_out_forwards(id: str, event: str, leads_to: str) -> None:
    assert leads_to == iso(clock(ROWS[id], ENGLAND).forward(day(event)))


@pytest.mark.parametrize(("id", "event", "leads_to"), WORKED)
def test_a_worked_date_comes_out_backwards(id: str, event: str, leads_to: str) -> None:
    step = clock(ROWS[id], ENGLAND)
    latest = step.back(day(leads_to))

    # Several days may lead to the same one (weekends, rolls): the event is one of them, and no later one is.
    assert day(event) <= latest and leads_to == iso(step.forward(latest))
    assert step.forward(latest + 1) > day(leads_to)
    assert step.back(day(leads_to) - 1) < day(event)


def test_easter_moves_the_last_day_for_an_agenda() -> None:
    # Nuneaton, meeting of Tuesday 23 April 2019: Thursday 11 April, not Monday 15.
    assert iso(clock(ROWS["gov-agenda"], ENGLAND).back(day("2019-04-23"))) == "2019-04-11"


@pytest.mark.parametrize("year", pack("pre-election").polls)
def test_the_notice_of_an_election_is_the_25th_day_of_its_timetable_before_the_poll(year: str) -> None:
    poll = pack("pre-election").polls[year]

    assert poll.notice.first == ENGLAND.nth(ENGLAND.count(poll.poll.first) - 25)
    assert date.fromordinal(poll.poll.first).isoweekday() == 4


def test_a_skipped_holiday_is_named_with_its_part_of_the_kingdom() -> None:
    event = day("2026-03-11")

    assert counting(ROWS["pa-ss"], event, day("2026-03-23"), ENGLAND) == (
        "8 working days from 11 March 2026, that day included. "
        "Not counted: 17 March, a bank holiday in Northern Ireland"
    )


def test_a_day_that_rolls_is_named() -> None:
    assert counting(ROWS["pcr-ss-e"], day("2026-06-04"), day("2026-06-15"), ENGLAND) == (
        "10 days after 4 June 2026, moved on from Sunday 14 June"
    )


def test_the_packs_are_read_by_nothing_that_a_plan_without_law_loads() -> None:
    # The checks see the law through their case alone.
    for file in [PACKAGE / "analysis.py", PACKAGE / "obligations.py", *PACKAGE.glob("checks/*.py")]:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in tree.body:
            if isinstance(node, ast.ImportFrom):
                assert not (node.module or "").startswith(("commission_plan.law", "commission_plan.rulepacks")), file


def test_the_severity_of_a_row_follows_from_its_force() -> None:
    def row(**changed: str) -> Row:
        return ROWS["pa-ss"]._replace(**changed)

    assert row().severity is Severity.ERROR
    assert row(force="constitution").severity is Severity.ERROR
    assert row(force="guidance").severity is Severity.WARNING
    assert row(confidence="M").severity is Severity.INFO
