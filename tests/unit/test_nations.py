"""The decision table: which law judges a plan, by its nation, whose arrangement it is under, its day and its value."""

from __future__ import annotations

from datetime import date

import pytest

from commission_plan.analysis import analyse
from commission_plan.checks.case import Case
from commission_plan.findings import Finding
from commission_plan.model.load import load
from commission_plan.nation import nation
from commission_plan.source import read

STEPS = "milestones:\n  notice: {kind: tender-notice, on: DAY}\n  signed: {kind: contract-signature, after: notice}\n"


def judged(keys: str, day: str) -> tuple[Case, list[Finding]]:
    text = f"plan: A plan\nas_of: 2015-01-05\n{keys}\n{STEPS.replace('DAY', day)}"
    found = analyse(text.encode(), today=date(2027, 1, 4))
    assert found.case is not None, [finding.message for finding in found.findings]
    return found.case, found.findings


def packs(keys: str, day: str = "2027-03-01") -> list[str]:
    case, _ = judged(keys, day)
    return [] if case.law is None else [pack.id for pack in case.law.packs]


OPEN = "procedure: open\n"
SCOTLAND = f"nation: scotland\n{OPEN}"


@pytest.mark.parametrize(
    ("keys", "day", "expected"),
    [
        # Scotland: 2026's threshold for services is £207,720 with VAT; £50,000 without is where regulation begins.
        (SCOTLAND + "value: £207,720 inc VAT", "2027-03-01", ["pcs-2015", "pra-2014", "scotland-council", "tupe"]),
        (SCOTLAND + "value: £207,719 inc VAT", "2027-03-01", ["pra-2014", "scotland-council", "tupe"]),
        (SCOTLAND + "value: £50,000 ex VAT", "2027-03-01", ["pra-2014", "scotland-council", "tupe"]),
        (SCOTLAND + "value: £49,999 ex VAT", "2027-03-01", ["scotland-council"]),
        (SCOTLAND + "light_touch: true\nvalue: £663,539 inc VAT", "2027-03-01",
         ["pra-2014", "scotland-council", "tupe"]),
        (SCOTLAND + "value: £900,000 ex VAT", "2016-04-17", ["scotland-council"]),
        (SCOTLAND + "value: £900,000 ex VAT", "2016-04-18", ["pcs-2015", "pra-2014", "scotland-council", "tupe"]),
        (SCOTLAND + "arrangement: reserved", "2025-12-19", ["scotland-council"]),
        (SCOTLAND + "arrangement: reserved", "2025-12-20", ["pa-2023", "scotland-council", "tupe"]),
        (SCOTLAND + "arrangement: scottish\nvalue: £900,000", "2025-12-20",
         ["pcs-2015", "pra-2014", "scotland-council", "tupe"]),
        ("nation: wales\n" + OPEN, "2025-02-24", ["pa-2023", "wales", "tupe"]),
        ("nation: wales\n" + OPEN, "2025-02-23", ["pcr-2015", "wales", "tupe"]),
        ("nation: wales\nhealth: true\n" + OPEN, "2025-02-24", ["psr-wales-2025", "wales", "tupe"]),
        ("nation: northern-ireland\nhealth: true\n" + OPEN, "2027-03-01", ["pa-2023", "northern-ireland", "tupe"]),
        ("nation: wales\narrangement: scottish\n" + OPEN, "2027-03-01", ["wales"]),
        ("nation: england\nhealth: true\n" + OPEN, "2024-01-01",
         ["psr-2023", "england-executive", "tupe", "consultation", "pre-election"]),
        # The same, at the values and days on either side of each line of the table.
        (SCOTLAND + "works: true\nvalue: £5,193,000 inc VAT", "2027-03-01",
         ["pcs-2015", "pra-2014", "scotland-council", "tupe"]),
        (SCOTLAND + "works: true\nvalue: £2,000,000 ex VAT", "2027-03-01", ["pra-2014", "scotland-council", "tupe"]),
        (SCOTLAND + "works: true\nvalue: £1,999,999 ex VAT", "2027-03-01", ["scotland-council"]),
        (SCOTLAND + "value: £663,540 inc VAT\nlight_touch: true", "2027-03-01",
         ["pcs-2015", "pra-2014", "scotland-council", "tupe"]),
        (SCOTLAND + "arrangement: welsh", "2025-02-24", ["scotland-council"]),
        (SCOTLAND + "arrangement: northern-irish", "2027-03-01", ["pa-2023", "scotland-council", "tupe"]),
        (SCOTLAND + "arrangement: reserved\nvalue: £900,000", "2025-02-23",
         ["pcs-2015", "pra-2014", "scotland-council", "tupe"]),
        ("nation: wales\nhealth: true\n" + OPEN, "2025-02-23", ["pcr-2015", "wales", "tupe"]),
        ("nation: wales\narrangement: reserved\n" + OPEN, "2027-03-01", ["pa-2023", "wales", "tupe"]),
        ("nation: wales\n" + OPEN, "2015-02-26", ["pcr-2015", "wales", "tupe"]),
        ("nation: northern-ireland\n" + OPEN, "2025-02-24", ["pa-2023", "northern-ireland", "tupe"]),
        ("nation: northern-ireland\narrangement: reserved\n" + OPEN, "2027-03-01",
         ["pa-2023", "northern-ireland", "tupe"]),
        ("nation: northern-ireland\n" + OPEN, "2025-02-23", ["pcr-2015", "northern-ireland", "tupe"]),
        ("nation: northern-ireland\n" + OPEN, "2015-02-26", ["pcr-2015", "northern-ireland", "tupe"]),
        ("nation: england\narrangement: scottish\n" + OPEN, "2025-12-20", ["england-executive"]),
        ("nation: england\narrangement: scottish\n" + OPEN, "2025-12-19",
         ["pa-2023", "england-executive", "tupe", "consultation", "pre-election"]),
        ("nation: northern-ireland\narrangement: scottish\n" + OPEN, "2025-12-20", ["northern-ireland"]),
        ("nation: england\n" + OPEN, "2027-03-01",
         ["pa-2023", "england-executive", "tupe", "consultation", "pre-election"]),
        ("nation: england\n" + OPEN, "2015-02-25",
         ["pcr-2006", "england-executive", "tupe", "consultation", "pre-election"]),
        (OPEN, "2027-03-01", []),
    ],
)  # fmt: skip
def test_the_table_chooses(keys: str, day: str, expected: list[str]) -> None:
    assert packs(keys, day) == expected


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("calendar: scotland", ("scotland", "calendar")),
        ("calendar: northern-ireland", ("northern-ireland", "calendar")),
        ("calendar: scotland\nnation: england", ("england", "nation")),
        ("authority: City of Edinburgh Council", ("scotland", "authority")),
        ("authority: Perth & Kinross Council", ("scotland", "authority")),
        ("authority: Comhairle nan Eilean Siar", ("scotland", "authority")),
        ("authority: Isle of Anglesey County Council", ("wales", "authority")),
        ("authority: Newport City Council", ("wales", "authority")),
        ("authority: Mid and East Antrim Borough Council", ("northern-ireland", "authority")),
        ("authority: Newport Pagnell Town Council", None),
        ("authority: Rotherham Metropolitan Borough Council", None),
        ("authority: Highland Home Care", None),
        ("calendar: england-and-wales", None),
    ],
)
def test_where_a_council_is(keys: str, expected: tuple[str, str] | None) -> None:
    document, _ = read(f"plan: A plan\n{keys}\n".encode())
    assert document is not None
    plan = load(document)[0]
    assert plan is not None

    assert nation(plan) == expected


def test_a_law_that_is_not_here_is_told_and_no_other_put_in_its_place() -> None:
    case, findings = judged(SCOTLAND + "value: £900,000 ex VAT", "2016-04-17")
    told = [finding for finding in findings if finding.rule == "not-checked" and "could not check" in finding.message]

    assert [finding.severity.value for finding in told if "Scottish Regulations" in finding.message] == ["warning"]
    assert case.law is not None and case.law.regime is None


@pytest.mark.parametrize(
    ("keys", "rule", "fix"),
    [
        ("nation: scotland\nregime: pa-2023", "wrong-regime", "pcs-2015"),
        ("nation: wales\nregime: psr-2023\nhealth: true", "wrong-regime", "psr-wales-2025"),
        ("nation: northern-ireland\nregime: pcs-2015", "wrong-regime", "pa-2023"),
        ("nation: scotland\nregime: pa-2023\narrangement: reserved", None, ""),
        ("nation: scotland\nregime: pcs-2015", None, ""),
    ],
)
def test_a_law_of_another_nation_is_an_error(keys: str, rule: str | None, fix: str) -> None:
    told = [finding for finding in judged(keys, "2027-03-01")[1] if finding.rule == "wrong-regime"]

    assert [finding.severity.value for finding in told] == (["error"] if rule else [])
    assert all(fix in finding.fix for finding in told)


def test_a_law_of_one_nation_is_not_taken_without_the_key() -> None:
    found = analyse(
        f"plan: A plan\nregime: pcs-2015\n{STEPS.replace('DAY', '2027-03-01')}".encode(), today=date(2027, 1, 4)
    )
    [finding] = [finding for finding in found.findings if finding.rule == "wrong-value"]

    assert (finding.place, finding.fix) == (("regime",), "add nation: scotland")


# Section 24: more than £100,000 with all options and other contracts, and beyond the date in the direction.
SECTION = "section_24: {from: 2026-06-01, date: 2027-04-01, KEYS}"


@pytest.mark.parametrize(
    ("keys", "needed"),
    [
        # £45000 a year: six months are £22,500, with an option of 24 months £112,500.
        ("consideration: £112500, ends: 2029-03-31", True),
        ("consideration: £22500, ends: 2027-03-31", False),
        ("consideration: £33750, other_contracts: £80000, ends: 2027-06-30", True),
        ("consideration: £100000, ends: 2029-03-31", False),
        ("consideration: £100001, ends: 2027-04-01", False),
        ("consideration: £100001, ends: 2027-04-02", True),
        ("consideration: £1000000, capital: true", False),
        ("consideration: £1000001, capital: true", True),
        ("consideration: £112500, ends: 2029-03-31, general_consent: true", False),
    ],
)
def test_consent_is_asked_for(keys: str, needed: bool) -> None:
    found = judged(f"nation: england\n{SECTION.replace('KEYS', keys)}", "2026-10-01")[1]

    assert any("no section 24 consent" in finding.message for finding in found) is needed


def test_what_consent_turns_on_is_asked_and_not_guessed() -> None:
    found = judged(f"nation: england\n{SECTION.replace('KEYS', 'consideration: £112500')}", "2026-10-01")[1]

    assert any("s24-rev" in finding.fix for finding in found if finding.rule == "not-checked")


@pytest.mark.parametrize(("nation", "owed"), [("england", True), ("wales", False), ("scotland", False)])
def test_leaseholders_of_each_nation_have_their_own_law(nation: str, owed: bool) -> None:
    assert ("leaseholders" in packs(f"nation: {nation}\nleaseholders: works\n{OPEN}")) is owed


@pytest.mark.parametrize(
    ("keys", "kept"),
    [("nation: england", False), ("nation: northern-ireland", True),
     ("nation: northern-ireland\narrangement: reserved", False)],
)  # fmt: skip
def test_a_change_notice_is_not_owed_in_northern_ireland(keys: str, kept: bool) -> None:
    text = f"plan: A plan\nas_of: 2027-01-04\nregime: pa-2023\nprocedure: open\n{keys}\nmilestones:\n"
    text += "  change: {step: modification, on: 2027-03-01}\n  told: {step: change-notice, on: 2027-03-02}\n"
    found = analyse(text.encode(), today=date(2027, 1, 4)).findings

    assert any("s 75" in finding.message for finding in found) is not kept


@pytest.mark.parametrize(
    ("keys", "day"),
    [(SCOTLAND + "arrangement: reserved", "2025-12-19"),
     ("nation: england\narrangement: scottish\n" + OPEN, "2025-12-20"),
     ("nation: wales\narrangement: scottish\n" + OPEN, "2027-03-01"),
     ("nation: northern-ireland\narrangement: scottish\n" + OPEN, "2027-03-01")],
)  # fmt: skip
def test_where_two_laws_claim_a_contract_neither_is_checked(keys: str, day: str) -> None:
    case, findings = judged(keys, day)

    assert [finding.rule for finding in findings if "two laws claim" in finding.message] == ["not-checked"]
    assert case.law is not None and case.law.regime is None


@pytest.mark.parametrize("procedure", ["framework-call-off", "framework-mini-competition", "dynamic-market"])
@pytest.mark.parametrize("nation", ["scotland", "wales", "northern-ireland"])
def test_a_call_off_is_asked_whose_framework_it_is(nation: str, procedure: str) -> None:
    keys = f"nation: {nation}\nprocedure: {procedure}\nvalue: £900,000\n"
    asked = [it for it in judged(keys, "2027-03-01")[1] if "whose framework" in it.message]

    assert [finding.rule for finding in asked] == ["not-checked"]
    assert not [it for it in judged(keys + "arrangement: reserved", "2027-03-01")[1] if "whose framework" in it.message]


# Letters of Monday 7 March 2016 and ten days: Thursday 17, a bank holiday in Northern Ireland, so Friday 18 there.
@pytest.mark.parametrize(("nation", "signed"), [("wales", "2016-03-18"), ("northern-ireland", "2016-03-19")])
def test_the_regulations_of_2015_count_with_the_bank_holidays_of_the_council(nation: str, signed: str) -> None:
    def early(on: str) -> bool:
        text = f"plan: A plan\nas_of: 2016-01-04\nnation: {nation}\nregime: pcr-2015\nprocedure: open\nposted: false\n"
        text += "milestones:\n  letters: {kind: standstill-notice, on: 2016-03-07}\n"
        text += f"  signed: {{kind: contract-signature, on: {on}, after: letters}}\n"
        found = analyse(text.encode(), today=date(2016, 1, 4)).findings
        return "signature-in-standstill" in {finding.rule for finding in found}

    before = date.fromordinal(date.fromisoformat(signed).toordinal() - 1).isoformat()
    assert (early(before), early(signed)) == (True, False)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("consideration: £112500, ends: 2029-03-31",
         "The council pays £112,500 over the whole term with all options: over £100,000. "
         "The contract can run to 31 March 2029, beyond 1 April 2027"),
        ("consideration: £33750, other_contracts: £80000, ends: 2027-06-30",
         "The council pays £33,750 over the whole term with all options and £80,000 under other contracts: "
         "£113,750 in all, over £100,000. The contract can run to 30 June 2027, beyond 1 April 2027"),
        ("consideration: £1000001, capital: true",
         "The council pays £1,000,001 over the whole term with all options: over £1,000,000"),
    ],
)  # fmt: skip
def test_the_sum_that_asks_for_consent_is_shown(keys: str, said: str) -> None:
    [finding] = [
        it
        for it in judged(f"nation: england\n{SECTION.replace('KEYS', keys)}", "2026-10-01")[1]
        if "no section 24 consent" in it.message
    ]

    assert finding.message.endswith(said)


def test_any_price_of_a_capital_contract_that_may_vary_asks_for_consent() -> None:
    keys = f"nation: england\nprice_variation: true\n{SECTION.replace('KEYS', 'consideration: £10, capital: true')}"

    assert any("any amount needs consent" in finding.message for finding in judged(keys, "2026-10-01")[1])
