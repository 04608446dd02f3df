"""To whom and to what the law applies: for each, the last unlawful and the first lawful day, or the other way round.

The days are counted by hand from the provisions. Easter 2027: 26 and 29 March; 17 March is a holiday in one nation.
"""

from __future__ import annotations

from datetime import date

import pytest

from commission_plan.analysis import analyse
from commission_plan.deadlines import deadlines
from commission_plan.findings import Finding, Severity

BASE = """\
plan: Scope
as_of: {as_of}
calendar: every-day
tupe: false
electronic: true
documents_with_notice: true
{keys}
milestones:
{steps}
"""


def found(keys: str, steps: str, as_of: str = "2026-11-02") -> list[Finding]:
    text = BASE.format(as_of=as_of, keys=keys, steps="".join(f"  {line.strip()}\n" for line in steps.splitlines()))
    analysis = analyse(text.encode(), today=date(2026, 1, 5))
    assert analysis.case is not None, [finding.message for finding in analysis.findings]
    return analysis.findings


def listed(keys: str, steps: str, as_of: str = "2026-11-02") -> list[tuple[str, str, str]]:
    """Kind, last day and words of each date that ``plan deadlines`` tells."""
    text = BASE.format(as_of=as_of, keys=keys, steps="".join(f"  {line.strip()}\n" for line in steps.splitlines()))
    told = deadlines(analyse(text.encode(), today=date(2026, 1, 5)))
    return [(must.kind, date.fromordinal(must.last).isoformat(), must.what) for must in told]


ACT = "regime: pa-2023\nvalue: £900,000 inc VAT\nprocedure: "
PSR = "regime: psr-2023\nprocedure: "
PCR = "regime: pcr-2015\nvalue: £900,000 inc VAT\nprocedure: "
UK6 = "uk6: {kind: standstill-notice, on: 2027-03-16}\nsigned: {kind: contract-signature, on: DAY, after: uk6}"
NOTICE = "n: {kind: standstill-notice, on: 2026-12-17}\nsigned: {kind: contract-signature, on: DAY, after: n}"
AWARDED = "award: {kind: award, on: 2027-01-21}\nd: {kind: details-notice, on: DAY}"
AWARDED_2024 = "award: {kind: award, on: 2024-09-30}\nd: {kind: details-notice, on: DAY}"
CABINET = "\ncommittees: {cabinet: {executive: true, meets: [2027-02-15]}}"
MEETING = "kd: {step: key-decision-notice, on: DAY}\nok: {kind: approval, at: cabinet, on: 2027-02-15}"
ALONE = "kd: {step: key-decision-notice, on: DAY}\nit: {kind: KIND, on: 2027-02-08}"
MODIFIED = (
    "uk10: {step: change-notice, on: 2027-03-24, standstill_offered: true}\n"
    "mod: {step: modification, on: DAY, after: uk10}"
)
STAGES = """\
notice: {kind: tender-notice, on: 2027-03-01}
selection: {kind: selection, takes: 25d, after: notice}
invited: {step: invitation, on: 2027-04-07, after: selection}
tender: {kind: tender, on: DAY, after: invited}"""
INVITED = "invited: {kind: tender-notice, on: 2027-01-04}\ntender: {kind: tender, on: DAY, after: invited}"
OLD = "regime: pcr-2006\nprocedure: "
AWARDED_2014 = "award: {kind: award, on: 2014-02-18}\nd: {kind: details-notice, on: DAY}"
VTN = "vtn: {step: transparency-notice, on: VTN}\nsigned: {kind: contract-signature, on: DAY, after: vtn}"
ENDED = "\nservices: {a: {contracts: {old: {start: 2025-02-24, end: 2028-01-31"
BREACHES = {"too-short-by-law", "too-late-by-law", "signature-in-standstill"}

#: What it is, the keys, the steps, the last unlawful and the first lawful day (of a latest date the other way round).
EDGES = [
    ("UK6, light touch, offered", ACT + "light-touch\nstandstill_offered: true", UK6, "2027-03-30", "2027-03-31"),
    ("UK6, light touch, none offered", ACT + "light-touch", UK6, None, "2027-03-16"),
    ("UK6, call-off, none offered", ACT + "framework-call-off", UK6, None, "2027-03-16"),
    ("UK6, mini-competition, none offered", ACT + "framework-mini-competition", UK6, None, "2027-03-16"),
    ("UK6, dynamic market, none offered", ACT + "dynamic-market", UK6, None, "2027-03-16"),
    ("UK6, dynamic market, offered", ACT + "dynamic-market\nstandstill_offered: true", UK6, "2027-03-30", "2027-03-31"),
    ("UK6, urgent direct award", ACT + "direct-award\nurgent: true", UK6, None, "2027-03-16"),
    ("UK6, direct award", ACT + "direct-award", UK6, "2027-03-30", "2027-03-31"),
    ("UK6, urgent open procedure", ACT + "open\nurgent: true", UK6, "2027-03-30", "2027-03-31"),
    ("UK6, open procedure", ACT + "open", UK6, "2027-03-30", "2027-03-31"),
    ("call-off 2015, award notice", PCR + "framework-call-off", AWARDED_2024, None, "2025-01-30"),
    ("mini-competition 2015", PCR + "framework-mini-competition", AWARDED_2024, None, "2025-01-30"),
    ("open 2015, award notice", PCR + "open", AWARDED_2024, "2024-10-31", "2024-10-30"),
    ("PSR, direct award A", PSR + "direct-award-a", NOTICE, None, "2026-12-17"),
    ("PSR, direct award B", PSR + "direct-award-b", NOTICE, None, "2026-12-17"),
    ("PSR, direct award C", PSR + "direct-award-c", NOTICE, "2027-01-04", "2027-01-05"),
    ("PSR, most suitable provider", PSR + "most-suitable-provider", NOTICE, "2027-01-04", "2027-01-05"),
    ("PSR, competitive", PSR + "competitive", NOTICE, "2027-01-04", "2027-01-05"),
    ("PSR, mini-competition", PSR + "framework-mini-competition", NOTICE, "2027-01-04", "2027-01-05"),
    ("PSR, call-off without competition", PSR + "framework-call-off", NOTICE, None, "2026-12-17"),
    ("PSR, urgent", PSR + "competitive\nurgent: true", NOTICE, None, "2026-12-17"),
    *(
        (f"PSR, award notice, {procedure}", PSR + procedure, AWARDED, "2027-02-21", "2027-02-20")
        for procedure in ("direct-award-a", "direct-award-b", "direct-award-c", "competitive", "framework-call-off")
    ),
    ("PSR, urgent award notice", PSR + "direct-award-c\nurgent: true", AWARDED, "2027-02-21", "2027-02-20"),
    ("UK5 before the award", ACT + "direct-award", "uk5: {step: transparency-notice, on: DAY}\n"
     "award: {kind: award, on: 2027-02-08}\nuk6: {kind: standstill-notice, on: 2027-02-09}",
     "2027-02-09", "2027-02-08"),
    ("UK5 before UK6, no award in the plan", ACT + "direct-award", "uk5: {step: transparency-notice, on: DAY}\n"
     "uk6: {kind: standstill-notice, on: 2027-02-09}", "2027-02-10", "2027-02-09"),
    ("modification in its standstill", ACT + "open", MODIFIED, "2027-04-06", "2027-04-07"),
    ("key decision at Cabinet", ACT + "open\nkey_decision: true" + CABINET, MEETING, "2027-01-18", "2027-01-17"),
    ("urgent is no exception", ACT + "open\nkey_decision: true\nurgent: true" + CABINET, MEETING,
     "2027-01-18", "2027-01-17"),
    ("general exception", ACT + "open\nkey_decision: true\nkey_decision_exception: general" + CABINET, MEETING,
     "2027-02-08", "2027-02-07"),
    ("special urgency", ACT + "open\nkey_decision: true\nkey_decision_exception: special" + CABINET, MEETING,
     None, "2027-02-14"),
    *(
        (f"key decision of one, {kind}", ACT + "open\nkey_decision: true", ALONE.replace("KIND", kind),
         "2027-01-11", "2027-01-10")
        for kind in ("award", "approval", "decision")
    ),
    ("representations", PSR + "competitive", "f: {step: further-decision, on: 2026-12-24}\n"
     "signed: {kind: contract-signature, on: DAY, after: f}", "2027-01-05", "2027-01-06"),
    ("invitation after a selection", ACT + "competitive-flexible", STAGES, "2027-04-16", "2027-04-17"),
    ("conflicts assessment before UK5", ACT + "direct-award", "coi: {step: conflicts-assessment, on: DAY}\n"
     "uk5: {step: transparency-notice, on: 2027-02-08}", "2027-02-09", "2027-02-08"),
    ("mini-competition of a day", ACT + "framework-call-off", INVITED, None, "2027-01-05"),
    ("open procedure", ACT + "open", INVITED, "2027-01-28", "2027-01-29"),
    ("dynamic market, ten days", ACT + "dynamic-market", INVITED, "2027-01-13", "2027-01-14"),
    ("direct award, no time for tenders", ACT + "direct-award", INVITED, None, "2027-01-05"),
    # 18 February 2014 and 48 days: 10 days of February, 31 of March, 7 of April, a Monday.
    ("open 2006, award notice", OLD + "open", AWARDED_2014, "2014-04-08", "2014-04-07"),
    ("call-off 2006, award notice", OLD + "framework-call-off", AWARDED_2014, None, "2014-06-30"),
    # 30 September 2024 and 30 days: 30 October, a Wednesday.
    ("dynamic market 2015, award notice", PCR + "dynamic-market", AWARDED_2024, "2024-10-31", "2024-10-30"),
    # 5 February 2027 and 30 days: 23 days of February, 7 of March, a Sunday that stays.
    ("PSR, urgent, signed at once", PSR + "direct-award-c\nurgent: true",
     "award: {kind: award, on: 2027-02-05}\nsigned: {kind: contract-signature, on: 2027-02-05, after: award}\n"
     "d: {kind: details-notice, on: DAY}", "2027-03-08", "2027-03-07"),
    # 2 to 11 October 2024, a Friday; and 3 to 12 October, a Saturday, so Monday 14.
    ("VTN of 1 October 2024", PCR + "direct-award", VTN.replace("VTN", "2024-10-01"), "2024-10-11", "2024-10-12"),
    ("VTN of 2 October 2024", PCR + "direct-award", VTN.replace("VTN", "2024-10-02"), "2024-10-14", "2024-10-15"),
    ("staff told before they transfer", ACT + "open", "told: {step: employees-informed, on: DAY}\n"
     "live: {kind: go-live, tupe: true, on: 2027-10-01}", "2027-10-01", "2027-09-30"),
    # Twelve months that begin with 13 April 2027 end with 12 April 2028.
    ("first performance notice", "regime: pa-2023\nvalue: £6,000,000 inc VAT\nframework: false\nconcession: false\n"
     "procedure: open", "signed: {kind: contract-signature, on: 2027-04-13}\n"
     "uk9: {step: performance-notice, on: DAY, after: signed}", "2028-04-13", "2028-04-12"),
    # Five clear working days before Tuesday 13 April 2027: 12, 9, 8, 7 and 6 April; 5 April is a Monday after Easter.
    ("agenda", ACT + "open" + CABINET.replace("2027-02-15", "2027-04-13"),
     "agenda: {step: agenda, on: DAY}\nok: {kind: approval, at: cabinet, on: 2027-04-13}", "2027-04-06", "2027-04-05"),
    # £60,000: the notice goes before the advertisement, on the same day at the latest.
    ("below the threshold, notice first", "regime: pa-2023\nvalue: £60,000 inc VAT\nprocedure: below-threshold",
     "advert: {step: advertisement, on: DAY}\nuk4: {kind: tender-notice, on: 2027-01-11}", "2027-01-10", "2027-01-11"),
    # 8 February and 29 days, that day included: 9 March.
    ("below the threshold, details", "regime: pa-2023\nvalue: £60,000 inc VAT\nprocedure: below-threshold",
     "signed: {kind: contract-signature, on: 2027-02-08}\nuk7: {kind: details-notice, on: DAY, after: signed}",
     "2027-03-10", "2027-03-09"),
    ("conflicts assessment before UK4", ACT + "open", "coi: {step: conflicts-assessment, on: DAY}\n"
     "uk4: {kind: tender-notice, on: 2027-02-08}", "2027-02-09", "2027-02-08"),
    ("conflicts assessment before UK13", ACT + "open", "coi: {step: conflicts-assessment, on: DAY}\n"
     "uk13: {step: dynamic-market-notice, on: 2027-02-08}", "2027-02-09", "2027-02-08"),
    # The end counts as the first of thirty days: 31 January, and 29 days of February 2028.
    ("termination notice", ACT + "open" + ENDED + ", regime: pa-2023}}}}",
     "uk11: {step: termination-notice, on: DAY}", "2028-03-01", "2028-02-29"),
    ("termination notice, under the law before", ACT + "open" + ENDED + ", regime: pcr-2015}}}}",
     "uk11: {step: termination-notice, on: DAY}", None, "2028-03-01"),
    ("PSR, modification of £500,000 by the authority's own decision", PSR + "competitive\nlarge_change: true",
     "mod: {step: modification, on: 2027-04-01}\nn: {step: change-notice, on: DAY, after: mod}",
     "2027-05-02", "2027-05-01"),
    ("private meeting, second notice", ACT + "open\nprivate: true" + CABINET.replace("2027-02-15", "2027-04-13"),
     "n: {step: private-meeting-second-notice, on: DAY}\nok: {kind: approval, at: cabinet, on: 2027-04-13}",
     "2027-04-06", "2027-04-05"),
    ("private meeting, first notice", ACT + "open\nprivate: true" + CABINET.replace("2027-02-15", "2027-04-13"),
     "n: {step: private-meeting-notice, on: DAY}\nok: {kind: approval, at: cabinet, on: 2027-04-13}",
     "2027-03-16", "2027-03-15"),
]  # fmt: skip


@pytest.mark.parametrize(("keys", "steps", "unlawful", "lawful"), [pytest.param(*it[1:], id=it[0]) for it in EDGES])
def test_the_edge_is_where_the_law_has_it(keys: str, steps: str, unlawful: str | None, lawful: str) -> None:
    def breaches(on: str) -> set[str]:
        as_of = "2014-01-06" if "pcr-2006" in keys else "2024-09-02" if "pcr-2015" in keys else "2026-11-02"
        return {finding.rule for finding in found(keys, steps.replace("DAY", on), as_of)} & BREACHES

    assert breaches(lawful) == set()
    if unlawful is not None:
        assert breaches(unlawful)


@pytest.mark.parametrize(
    ("signed", "notice", "late"),
    [("2024-03-20", "2024-04-19", False), ("2024-03-20", "2024-04-22", True), (None, "2024-04-03", True)],
)
def test_an_award_notice_of_2015_counts_from_the_contract_where_there_is_one(
    signed: str | None, notice: str, late: bool
) -> None:
    # Decided on Friday 1 March 2024. Thirty days end on Sunday 31 March, and so on Tuesday 2 April after Easter Monday.
    contract = f"signed: {{kind: contract-signature, on: {signed}, after: award}}\n" if signed else ""
    details = f"d: {{kind: details-notice, on: {notice}, after: award}}"
    steps = "award: {kind: award, on: 2024-03-01}\n" + contract + details
    rules = [finding.rule for finding in found(PCR + "open\nposted: false", steps, "2024-02-01")]

    assert ("too-late-by-law" in rules) is late


@pytest.mark.parametrize("procedure", ["light-touch", "framework-call-off", "dynamic-market", "direct-award"])
def test_a_missing_contract_award_notice_is_told_where_no_standstill_is_mandatory(procedure: str) -> None:
    keys = ACT + procedure + ("\nurgent: true" if procedure == "direct-award" else "")
    steps = "award: {kind: award, on: 2027-02-08}\nsigned: {kind: contract-signature, on: 2027-02-10, after: award}"

    assert any(finding.rule == "missing-step" and "UK6" in finding.message for finding in found(keys, steps))
    assert ("by", "2027-02-10") in {(kind, day) for kind, day, what in listed(keys, steps) if "UK6" in what}


def test_a_direct_award_without_its_transparency_notice_is_told_so_unless_the_user_chooses() -> None:
    steps = "award: {kind: award, on: 2027-02-08}"

    assert any("UK5" in finding.message for finding in found(ACT + "direct-award", steps))
    assert not any("UK5" in finding.message for finding in found(ACT + "direct-award\nuser_choice: true", steps))


def test_a_call_off_of_health_services_with_offers_is_a_mini_competition() -> None:
    steps = "award: {kind: award, on: 2027-02-08}\nsigned: {kind: contract-signature, on: 2027-02-10, after: award}"
    competed = "offers: {kind: tender, on: 2027-02-05}\n" + steps.replace("08}", "08, after: offers}")

    for text, asked in ((steps, False), (competed, True)):
        told = [finding for finding in found(PSR + "framework-call-off", text) if finding.rule == "missing-step"]
        assert any("standstill" in finding.message for finding in told) is asked


def test_which_process_a_direct_award_is_is_asked_and_not_guessed() -> None:
    told = found(PSR + "direct-award", NOTICE.replace("DAY", "2026-12-18"))

    assert [finding.fix for finding in told if finding.rule == "not-checked" and "process" in finding.message]
    assert "signature-in-standstill" not in {finding.rule for finding in told}


@pytest.mark.parametrize(
    ("value", "begins", "severities"),
    [
        ("£207,719 inc VAT", "2027-12-31", ["warning"]),
        ("£207,719 inc VAT", "2028-01-01", ["info"]),
        ("£186,948 inc VAT", "2028-01-01", ["info"]),
        ("£186,947 inc VAT", "2028-01-01", ["warning"]),
        ("£228,492 inc VAT", "2028-01-01", ["info"]),
        ("£228,493 inc VAT", "2028-01-01", []),
    ],
)
def test_thresholds_that_are_not_announced_are_not_judged_closely(
    value: str, begins: str, severities: list[str]
) -> None:
    told = found(f"regime: pa-2023\nprocedure: open\nvalue: {value}", f"notice: {{kind: tender-notice, on: {begins}}}")

    assert [finding.severity.value for finding in told if finding.rule == "value-threshold"] == severities


@pytest.mark.parametrize(
    ("nation", "owed"),
    [
        ("", True),
        ("nation: england", True),
        ("nation: wales", False),
        ("nation: northern-ireland", False),
        ("nation: wales\narrangement: reserved", True),
    ],
)
def test_the_copy_of_a_contract_is_not_owed_in_wales_and_northern_ireland(nation: str, owed: bool) -> None:
    keys = f"regime: pa-2023\nprocedure: open\nvalue: £6,000,000 inc VAT\n{nation}"
    told = listed(keys, "signed: {kind: contract-signature, on: 2027-03-01}")

    assert any("copy of the contract" in what for _, _, what in told) is owed


def test_frameworks_and_concessions_have_no_indicators() -> None:
    keys, steps = "regime: pa-2023\nprocedure: open\nvalue: £6,000,000 inc VAT\n", "signed: {kind: contract-signature}"

    neither = "framework: false\nconcession: false"
    for facts, owed in ((neither, True), ("framework: true", False), ("concession: true", False)):
        assert any("indicators" in what for _, _, what in listed(keys + facts, steps)) is owed


def test_both_rules_for_an_agenda_give_one_finding_where_either_applies() -> None:
    keys = "regime: pa-2023\nprocedure: open\nvalue: £900,000 inc VAT\ncommittees: {cabinet: {meets: [2027-04-13]}}"
    steps = "agenda: {step: agenda, on: DAY}\nok: {kind: approval, at: cabinet, on: 2027-04-13}"

    for on, expected in (("2027-04-05", 0), ("2027-04-06", 1)):
        told = found(keys, steps.replace("DAY", on))
        assert len([finding for finding in told if finding.rule == "too-short-by-law"]) == expected
        assert not [finding for finding in told if "gov-agenda" in finding.message]


def test_a_voluntary_notice_has_a_first_day_for_the_contract_and_no_last_day_of_its_own() -> None:
    notice = "vtn: {step: transparency-notice, on: 2024-10-02}\n"
    steps = notice + "signed: {kind: contract-signature, on: 2024-10-15, after: vtn}"
    told = listed(PCR + "direct-award", steps, "2024-09-02")

    assert ("not before", "2024-10-15", "The contract may be signed") in told
    assert not [what for kind, _, what in told if kind == "by" and "vtn" in what]


def test_a_plan_that_names_no_law_is_told_once_that_none_was_checked() -> None:
    told = found("procedure: open\nvalue: £900,000 inc VAT", "signed: {kind: contract-signature, on: 2027-03-01}")

    [finding] = [finding for finding in told if "procurement law" in finding.message]
    assert finding.severity is Severity.INFO


@pytest.mark.parametrize(("nation", "severity"), [("calendar: scotland", "warning"), ("nation: scotland", "error")])
def test_a_council_in_scotland_is_sent_to_no_english_law(nation: str, severity: str) -> None:
    text = f"plan: North\nas_of: 2027-02-01\n{nation}\nregime: pcr-2015\nmilestones: {{n: {{kind: tender-notice}}}}\n"
    told = [it for it in analyse(text.encode(), today=date(2027, 2, 1)).findings if it.rule == "wrong-regime"]

    [finding] = told
    assert (finding.severity.value, "Scotland" in finding.message, "pa-2023" in finding.fix) == (severity, True, False)


def test_the_help_names_days_on_which_somebody_works() -> None:
    # The thirtieth day after Thursday 21 January 2027 is Saturday 20 February.
    text = "plan: Help\nas_of: 2027-01-04\nregime: psr-2023\nprocedure: competitive\nmilestones:\n"
    text += "  award: {kind: award, on: 2027-01-21}\n  d: {kind: details-notice, on: 2027-02-22, after: award}\n"
    [late] = [it for it in analyse(text.encode(), today=date(2027, 1, 4)).findings if it.rule == "too-late-by-law"]

    assert "The last lawful day is 20 February 2027" in late.message
    assert late.fix == "move 'd' to 19 February 2027 or earlier"


def test_the_law_is_told_in_both_directions_for_steps_that_the_plan_lacks() -> None:
    steps = "award: {kind: award, on: 2027-02-08}\nsigned: {kind: contract-signature, on: 2027-02-24, after: award}"
    told = listed(ACT + "open", steps)

    # 8 to 12 and 15 to 17 February from the award; 15 to 19, 22 and 23 February, and 12, before the signature.
    assert ("not before", "2027-02-18", "The contract may be signed") in told
    assert [day for kind, day, what in told if kind == "by" and "UK6" in what] == ["2027-02-12"]


@pytest.mark.parametrize(
    ("keys", "wrong"),
    [
        ("value: £60,000 inc VAT", True),
        ("value: £207,719 inc VAT\nworks: true", True),
        ("value: £207,720 inc VAT\nworks: true", False),
        ("works: true", False),
        ("value: £60,000 inc VAT\nnation: wales", False),
        ("value: £60,000 inc VAT\nnation: northern-ireland", False),
    ],
)
def test_below_the_threshold_suppliers_are_selected_for_larger_works_alone(keys: str, wrong: bool) -> None:
    told = found(f"regime: pa-2023\nprocedure: below-threshold\n{keys}", "s: {kind: selection, on: 2027-02-01}")

    assert ("suitability-stage" in {finding.rule for finding in told}) is wrong


def test_a_missing_transparency_notice_is_a_warning() -> None:
    told = found(ACT + "direct-award", "award: {kind: award, on: 2027-02-08}")

    assert [it.severity for it in told if it.rule == "missing-step" and "UK5" in it.message] == [Severity.WARNING]


def test_representations_do_not_make_the_standstill_shorter() -> None:
    # The notice of 17 December 2026 leads to 4 January 2027; five working days after 21 December end on the 30th.
    steps = NOTICE.replace("DAY", "2027-01-05").replace("after: n}", "after: [n, f]}")
    steps += "\nf: {step: further-decision, on: 2026-12-21}"
    told = listed(PSR + "competitive", steps)

    assert {day for kind, day, what in told if what == "The contract may be signed"} == {"2027-01-05"}
    assert "signature-in-standstill" in {
        it.rule for it in found(PSR + "competitive", steps.replace("2027-01-05", "2027-01-04"))
    }
