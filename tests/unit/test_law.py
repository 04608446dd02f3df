"""Stories of the law: how its rows go together in a plan. The worked date of every row is in ``test_law_worked.py``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from commission_plan.analysis import Analysis, analyse
from commission_plan.findings import Finding, Severity

PLANS = Path(__file__).parents[2] / "plans"
LAW = {"too-short-by-law", "too-late-by-law"}


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def iso(number: int) -> str:
    return date.fromordinal(number).isoformat()


def analysed(text: str) -> Analysis:
    found = analyse(text.encode(), today=date(2026, 1, 5))
    assert found.case is not None, [finding.message for finding in found.findings]
    return found


def found_by(text: str, *rules: str) -> list[Finding]:
    return [finding for finding in analysed(text).findings if finding.rule in (rules or LAW)]


QUALIFYING = """\
plan: After a planned procurement notice
as_of: {as_of}
calendar: every-day
regime: {regime}
procedure: {procedure}
electronic: yes
documents_with_notice: yes
milestones:
  early-notice: {{kind: planned-procurement-notice, on: {early}}}
  notice: {{kind: tender-notice, on: {notice}, after: early-notice}}
  {selection}
  tender: {{kind: tender, after: {before}, takes: {takes}d}}
"""


@pytest.mark.parametrize(
    ("regime", "procedure", "notice", "early", "takes"),
    [
        ("pa-2023", "open", "2026-04-20", "2026-03-11", 10),
        ("pcr-2015", "open", "2020-03-02", "2020-01-27", 15),
        ("pcr-2006", "open", "2010-03-01", "2010-01-08", 22),
        # 22 days from 10 April end on a Sunday before a bank holiday, and so on Tuesday 4 May.
        ("pcr-2006", "restricted", "2010-03-01", "2010-01-08", 24),
    ],
)
def test_an_early_notice_shortens_the_time_for_tenders(
    regime: str, procedure: str, notice: str, early: str, takes: int
) -> None:
    def text(published: str, takes: int) -> str:
        staged = procedure == "restricted"
        return QUALIFYING.format(
            as_of=published, regime=regime, procedure=procedure, early=published, notice=notice, takes=takes,
            selection="selection: {kind: selection, after: notice, takes: 40d}" if staged else "",
            before="selection" if staged else "notice",
        )  # fmt: skip

    too_old = iso(day(notice) - 370)
    in_time = [finding for finding in found_by(text(early, takes)) if finding.severity is Severity.ERROR]

    assert in_time == []
    # Where the last day is no working day, the older Regulations move it on: two days less are too few in any case.
    assert [finding.at for finding in found_by(text(early, takes - 3)) if finding.severity is Severity.ERROR] == [
        "tender"
    ]
    if procedure == "open":
        late = iso(day(early) + 1)
        assert "tender" in [finding.at for finding in found_by(text(late, takes))]
        assert "tender" in [finding.at for finding in found_by(text(too_old, takes))]


# Standstills.

STANDSTILL = """\
plan: Standstill
as_of: 2026-02-02
regime: {regime}
procedure: {procedure}
milestones:
  notice: {{kind: standstill-notice, on: {notice}, note: as planned}}
  standstill: {{kind: standstill, takes: {takes}, after: notice}}
  signed: {{kind: contract-signature, on: {signed}, note: as planned}}
"""


@pytest.mark.parametrize(
    ("regime", "procedure", "notice", "earliest"),
    [
        ("pa-2023", "open", "2026-06-04", "2026-06-17"),
        ("pa-2023", "open", "2026-03-11", "2026-03-24"),
        ("pa-2023", "open", "2026-11-24", "2026-12-05"),
        ("pcr-2015", "open", "2026-06-04", "2026-06-16"),
        ("pcr-2015", "light-touch", "2026-06-04", "2026-06-16"),
        ("psr-2023", "most-suitable-provider", "2026-06-04", "2026-06-18"),
        ("pcr-2006", "open", "2026-06-04", "2026-06-16"),
    ],
)
def test_a_contract_is_signed_on_the_day_after_the_standstill(
    regime: str, procedure: str, notice: str, earliest: str
) -> None:
    def signed(on: str) -> list[str]:
        # The plan's own standstill is a short one, so that the law's alone decides.
        text = STANDSTILL.format(regime=regime, procedure=procedure, notice=notice, takes="1d", signed=on)
        return [finding.at for finding in found_by(text, "signature-in-standstill")]

    assert signed(earliest) == []
    assert signed(iso(day(earliest) - 1)) == ["signed"]


def test_an_early_end_of_a_standstill_names_the_holiday_that_was_forgotten() -> None:
    [finding] = found_by(
        """\
plan: The standstill of the Act
as_of: 2026-03-02
regime: pa-2023
procedure: open
milestones:
  standstill: {kind: standstill, not_before: 2026-03-11, takes: 8wd}
"""
    )

    assert finding.severity is Severity.ERROR
    assert finding.message == (
        "'standstill' ends on 20 March 2026. The first lawful day is 23 March 2026: 8 working days from "
        "11 March 2026, that day included. Not counted: 17 March, a bank holiday in Northern Ireland "
        "(Procurement Act 2023, s 51(2), s 123)"
    )


def test_a_standstill_of_ten_days_after_letters_ends_in_time_on_its_own() -> None:
    text = STANDSTILL.format(regime="pcr-2015", procedure="open", notice="2026-06-05", takes="10d", signed="2026-06-16")

    assert found_by(text, "too-short-by-law", "signature-in-standstill") == []


def test_a_standstill_on_the_data_date_is_still_short_on_every_day_calendar() -> None:
    # Ten days after Thursday 4 June end on Sunday 14; the Regulations move that to Monday.
    text = STANDSTILL.format(
        regime="pcr-2015", procedure="open", notice="2026-06-04", takes="10d", signed="2026-06-16"
    ).replace("regime:", "calendar: every-day\nregime:")

    assert [finding.at for finding in found_by(text, "too-short-by-law")] == ["standstill"]


def test_a_standstill_that_was_too_short_is_past_mending() -> None:
    [finding] = found_by(
        """\
plan: Past
as_of: 2026-04-01
regime: pa-2023
procedure: open
milestones:
  notice: {kind: standstill-notice, done: 2026-03-11}
  standstill: {kind: standstill, takes: 8wd, started: 2026-03-11, done: 2026-03-20, after: notice}
""",
        "too-short-by-law",
    )

    assert finding.severity is Severity.WARNING
    assert "The first lawful day was 23 March 2026" in finding.message


def test_a_fact_known_to_the_month_is_read_as_the_law_would_have_it_best() -> None:
    text = """\
plan: Months
as_of: 2026-04-01
regime: pa-2023
procedure: open
milestones:
  notice: {kind: standstill-notice, done: 2026-03}
  standstill: {kind: standstill, done: 2026-03, after: notice}
  signed: {kind: contract-signature, done: 2026-03, after: standstill}
"""

    assert found_by(text, "too-short-by-law", "signature-in-standstill") == []


# Time for tenders.

TENDER = """\
plan: Tender
as_of: 2026-02-02
calendar: every-day
regime: pa-2023
procedure: {procedure}
{facts}
milestones:
  notice: {{kind: tender-notice, on: 2026-03-02, note: as planned}}
  tender: {{kind: tender, takes: {days}d, after: notice}}
"""
ONLINE = "electronic: yes\ndocuments_with_notice: yes"


@pytest.mark.parametrize(
    ("procedure", "facts", "least"),
    [
        ("open", ONLINE, 25),
        ("open", "electronic: yes\ndocuments_with_notice: no", 30),
        ("open", "electronic: no\ndocuments_with_notice: yes", 30),
        ("open", "electronic: no\ndocuments_with_notice: no", 35),
        ("open", f"{ONLINE}\nurgent: yes", 10),
        ("open", f"{ONLINE}\npreselected: yes", 10),
        ("dynamic-market", ONLINE, 10),
        ("light-touch", "", 1),
        ("open", "light_touch: true", 1),
    ],
)
def test_the_shortest_time_that_applies_is_the_minimum(procedure: str, facts: str, least: int) -> None:
    def found(days: int) -> list[str]:
        text = TENDER.format(procedure=procedure, facts=facts, days=days)
        return [finding.rule for finding in found_by(text, "too-short-by-law", "not-checked") if finding.at != "plan"]

    assert found(least) == []
    if least > 1:
        assert found(least - 1) == ["too-short-by-law"]


def test_25_days_from_a_monday_end_on_a_friday() -> None:
    text = TENDER.format(procedure="open", facts=ONLINE, days=24)
    [finding] = found_by(text)

    assert "The first lawful day is 27 March 2026: 25 days after 2 March 2026" in finding.message


def test_a_fact_that_is_not_said_is_told_only_where_it_matters() -> None:
    def found(days: int) -> list[str]:
        text = TENDER.format(procedure="open", facts="tupe: false", days=days)
        return [finding.rule for finding in found_by(text, "too-short-by-law", "not-checked")]

    assert found(35) == []
    assert found(34) == ["not-checked", "not-checked"]
    assert found(25) == ["not-checked", "not-checked"]
    assert found(24) == ["too-short-by-law"]


def test_two_stages_take_25_and_10_days() -> None:
    text = """\
plan: Two stages
as_of: 2026-02-02
calendar: every-day
regime: pa-2023
procedure: competitive-flexible
electronic: yes
documents_with_notice: yes
milestones:
  notice: {{kind: tender-notice, on: 2026-03-02, note: as planned}}
  selection: {{kind: selection, takes: {first}d, after: notice}}
  shortlisting: {{takes: 5wd, after: selection}}
  tender: {{kind: tender, takes: {second}d, after: shortlisting}}
"""
    assert found_by(text.format(first=25, second=10)) == []
    assert [finding.at for finding in found_by(text.format(first=24, second=9))] == ["selection", "tender"]


def test_a_milestones_own_word_goes_before_the_plans() -> None:
    text = TENDER.format(procedure="open", facts=ONLINE, days=26).replace(
        "kind: tender,", "kind: tender, electronic: no,"
    )
    [finding] = found_by(text)

    assert "30 days after" in finding.message


# Councils.

CABINET = """\
plan: Cabinet
as_of: 2026-05-01
regime: pa-2023
committees:
  cabinet: {{executive: true, meets: [2026-07-14], {committee}}}
milestones:
  decision: {{at: cabinet, key_decision: true, {milestone}}}
"""


@pytest.mark.parametrize(("given", "at"), [("2026-06-15", []), ("2026-06-16", ["decision"]), ("2026-06", [])])
def test_a_key_decision_has_28_clear_days(given: str, at: list[str]) -> None:
    text = CABINET.format(committee="title: Cabinet", milestone=f"notice_given: {given}")

    assert [finding.at for finding in found_by(text)] == at


@pytest.mark.parametrize(("notice", "at"), [("28d", []), ("27d", ["cabinet"]), ("20wd", []), ("19wd", ["cabinet"])])
def test_a_committee_whose_own_notice_is_too_short_is_told(notice: str, at: list[str]) -> None:
    text = CABINET.format(committee=f"notice: {notice}", milestone="title: It decides")

    assert [finding.at for finding in found_by(text)] == at


@pytest.mark.parametrize(("papers", "at"), [("6wd", []), ("5wd", ["cabinet"]), ("8d", []), ("7d", ["cabinet"])])
def test_papers_leave_five_clear_days_for_the_agenda(papers: str, at: list[str]) -> None:
    # Cabinet on Tuesday 14 July 2026: the agenda is published on Monday 6 July.
    text = CABINET.format(committee=f"notice: 28d, papers: {papers}", milestone="title: It decides")
    found = found_by(text)

    assert [finding.at for finding in found] == at
    assert all(finding.severity is Severity.WARNING and "Not certain" in finding.message for finding in found)


def test_the_last_day_for_an_agenda_is_told() -> None:
    text = CABINET.format(committee="notice: 28d, papers: 5wd", milestone="title: It decides")
    [finding] = found_by(text)

    assert "by 6 July 2026" in finding.fix


def test_a_councils_own_row_takes_the_place_of_the_programs() -> None:
    ours = """\
pack: Our constitution
link: https://example.org/constitution
defaults:
  link: https://example.org/constitution
  calendar: plan
  roll: none
  force: constitution
  in_force: {from: 2020}
  confidence: S
  looked_up: 2026-01-05
  who: Democratic Services
rows:
  gov-agenda:
    what: agenda and reports, published before the meeting
    from: agenda
    to: meeting
    edge: minimum
    count: clear
    length: 5d
    applies: {needs: {executive: yes}}
    citation: Constitution, part 4, rule 7
  gov-clearance:
    what: reports cleared by finance before the meeting
    from: clearance
    to: meeting
    edge: minimum
    count: after
    length: 10wd
    applies: {over: "£500,000 ex VAT"}
    citation: Constitution, part 4, rule 9
"""
    text = CABINET.format(committee="notice: 28d, papers: 5wd", milestone="after: clearance")
    text = text.replace("regime:", "rulepacks: [ours.yaml]\nvalue: £600,000 ex VAT\nregime:")
    text += "  clearance: {step: clearance, on: 2026-07-01}\n"
    found = analyse(text.encode(), today=date(2026, 5, 1), beside={"ours.yaml": ours.encode()}.__getitem__)

    assert [(f.rule, f.at) for f in found.findings if f.rule in LAW] == [("too-short-by-law", "decision")]
    assert "Constitution, part 4, rule 9" in next(f.message for f in found.findings if f.rule in LAW)


# The transfer of staff.


@pytest.mark.parametrize(
    ("given", "severities"), [("2026-06-02", []), ("2026-06-03", ["info"]), ("2026-06-04", ["error", "info"])]
)
def test_employee_information_comes_28_days_before_the_transfer(given: str, severities: list[str]) -> None:
    text = f"""\
plan: Transfer
as_of: 2026-05-01
tupe: true
milestones:
  staff-list: {{step: employee-information, on: {given}, note: as agreed}}
  start: {{kind: go-live, on: 2026-07-01, after: staff-list, note: as agreed}}
"""
    assert sorted(finding.severity.value for finding in found_by(text)) == severities


# After the signature.


@pytest.mark.parametrize(("facts", "last"), [("light_touch: false", "2026-03-30"), ("light_touch: true", "2026-06-28")])
def test_details_of_a_contract_are_published_in_time(facts: str, last: str) -> None:
    def found(on: str) -> list[str]:
        text = f"""\
plan: Details
as_of: 2026-02-02
calendar: every-day
regime: pa-2023
procedure: open
{facts}
milestones:
  signed: {{kind: contract-signature, on: 2026-03-01, note: as planned}}
  details: {{kind: details-notice, on: {on}, after: signed, note: as planned}}
"""
        return [finding.rule for finding in found_by(text)]

    assert found(last) == []
    assert found(iso(day(last) + 1)) == ["too-late-by-law"]


# The regime, by the day on which the procurement begins.


@pytest.mark.parametrize(
    ("regime", "begins", "right"),
    [
        ("pcr-2006", "2015-02-25", True),
        ("pcr-2006", "2015-02-26", False),
        ("pcr-2015", "2015-02-25", False),
        ("pcr-2015", "2015-02-26", True),
        ("pcr-2015", "2025-02-23", True),
        ("pcr-2015", "2025-02-24", False),
        ("pa-2023", "2025-02-23", False),
        ("pa-2023", "2025-02-24", True),
        ("psr-2023", "2023-12-31", False),
        ("psr-2023", "2024-01-01", True),
    ],
)
def test_the_day_on_which_it_begins_decides_which_law_governs(regime: str, begins: str, right: bool) -> None:
    text = f"""\
plan: Regime
as_of: {begins}
regime: {regime}
procedure: open
milestones:
  early: {{kind: planned-procurement-notice, done: {iso(day(begins) - 100)}}}
  notice: {{kind: tender-notice, done: {begins}}}
  signed: {{kind: contract-signature, on: {iso(day(begins) + 400)}, note: as planned}}
"""
    text = text.replace(f"as_of: {begins}", f"as_of: {iso(day(begins) + 1)}")

    assert (found_by(text, "wrong-regime") == []) is right


# Value.


@pytest.mark.parametrize(
    ("value", "rules"),
    [
        ("£207,720 inc VAT", []),
        ("£207,719 inc VAT", ["value-threshold"]),
        ("£207,720 ex VAT", []),
        ("£173,100 ex VAT", ["not-checked"]),
        ("£173,099 ex VAT", ["value-threshold"]),
        ("£190,000", ["not-checked"]),
        ("£900,000", []),
    ],
)
def test_the_value_goes_with_the_threshold(value: str, rules: list[str]) -> None:
    text = f"""\
plan: Value
as_of: 2026-02-02
regime: pa-2023
procedure: open
tupe: false
value: "{value}"
milestones:
  notice: {{kind: tender-notice, on: 2026-03-02, note: as planned}}
"""
    assert [finding.rule for finding in found_by(text, "value-threshold", "not-checked")] == rules


# The five plans, and plans without the law.


@pytest.mark.parametrize("file", sorted(PLANS.glob("*.yaml")), ids=lambda file: file.stem)
def test_the_plans_keep_the_law_of_their_own_time(file: Path) -> None:
    found = analyse(file.read_bytes(), today=date(2026, 1, 5))
    assert found.case is not None and found.case.law is not None

    assert found.worst is not Severity.ERROR
    assert not {"wrong-regime", "too-short-by-law", "too-late-by-law"} & {finding.rule for finding in found.findings}


def test_a_plan_that_asks_for_no_law_has_none() -> None:
    found = analysed("plan: No law\nas_of: 2026-01-05\nmilestones:\n  standstill: {kind: standstill, takes: 1d}\n")
    assert found.case is not None

    assert found.case.law is None


@pytest.mark.parametrize("said", ["True", "YES", "1", "on", "maybe", "[true]", "~"])
def test_a_fact_is_yes_or_no_and_nothing_else(said: str) -> None:
    found = analyse(f"plan: Facts\nas_of: 2026-01-05\ntupe: {said}\n".encode(), today=date(2026, 1, 5))

    assert [finding.rule for finding in found.findings] == ["wrong-value"]


@pytest.mark.parametrize("said", ["true", "yes", "false", "no", '"no"'])
def test_yes_and_no_are_read_in_both_their_forms(said: str) -> None:
    found = analysed(f"plan: Facts\nas_of: 2026-01-05\ntupe: {said}\n")
    assert found.plan is not None

    assert found.plan.tupe is (said in ("true", "yes"))
