"""Contracts of OCDS releases: the dates that stand there, and none that are computed."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from commission_plan.importing.notice_plan import brought
from commission_plan.importing.ocds import read
from commission_plan.importing.problems import Problem, Unusable
from commission_plan.importing.register_plan import Terms
from commission_plan.model.values import WrittenDate

EXAMPLES = Path(__file__).parents[3] / "examples/import"
TODAY = datetime.date(2026, 1, 5)


def day(text: str) -> WrittenDate:
    number = datetime.date.fromisoformat(text).toordinal()
    return WrittenDate(number, number)


def release(**parts: Any) -> dict[str, Any]:
    return {"ocid": "ocds-h6vhtk-1", "id": "1", "date": "2025-01-01T00:00:00Z", "tag": ["contract"], **parts}


def packaged(*releases: dict[str, Any]) -> bytes:
    return json.dumps({"uri": "https://example.gov.uk", "releases": releases}).encode()


CONTRACT = {"id": "1", "awardID": "1", "status": "active", "period": {"endDate": "2027-03-31T23:59:59+01:00"}}


def test_a_notice_of_find_a_tender_gives_a_contract_with_its_renewal_in_words() -> None:
    (process,) = read((EXAMPLES / "find-a-tender.json").read_bytes())
    (contract,) = process.contracts

    assert (process.ocid, process.buyer, process.regime) == (
        "ocds-h6vhtk-04a1b2",
        "Borsetshire County Council",
        "pa-2023",
    )
    assert contract.suppliers == ["Example Home Care Ltd"]
    # Midnight of 1 October in London is 23:00 of 30 September in universal time.
    assert (contract.start, contract.end, contract.latest) == (day("2025-10-01"), day("2029-09-30"), day("2033-09-30"))
    assert contract.renewal == ["4+2+2"]


def test_no_end_is_computed_from_a_length() -> None:
    lots = [{"id": "1", "hasRenewal": True, "renewal": {"description": "2 one-year extension options"}}]
    award = {"id": "1", "status": "active", "relatedLots": ["1"]}
    award["contractPeriod"] = {"startDate": "2022-04-01T00:00:00+01:00", "durationInDays": 1440}
    (process,) = read(packaged(release(tender={"title": "Stairlifts", "lots": lots}, awards=[award])))
    (contract,) = process.contracts

    assert (contract.start, contract.end, contract.length) == (day("2022-04-01"), None, "1440 days")
    assert contract.renewal == ["2 one-year extension options"]
    refused = brought(process, Terms(), TODAY, None, [])
    assert isinstance(refused, Problem) and "1440 days, from which none is computed" in refused.message
    made = brought(process, Terms(), TODAY, day("2026-03-31"), [])
    assert not isinstance(made, Problem)
    assert b"end: 2026-03-31" in made.plan and b"2 one-year extension options" in made.plan


def test_a_notice_of_contracts_finder_tells_of_options_in_its_description() -> None:
    (process,) = read((EXAMPLES / "contracts-finder.json").read_bytes())
    (contract,) = process.contracts

    # In its shape there is no renewal: the sentence is taken from the description, and the rest of that is kept too.
    assert contract.renewal == [
        "The contract runs for four years, with the option to extend it twice for a further year each (4+1+1)"
    ]
    assert contract.description == ["Support for children who look after a parent, at school and at home"]
    made = brought(process, Terms(), TODAY, None, [])
    assert not isinstance(made, Problem)
    assert b"(4+1+1)" in made.plan and b"extensions: {first" in made.plan
    assert any("--extension" in line for line in made.asked)


@pytest.mark.parametrize(
    ("sentence", "speaks"),
    [
        ("A contract of three years with the option to extend for a further 1 year period (3+1)", True),
        ("Initial term 4 years plus up to 2 years", True),
        ("This contract may be prolonged by 24 months", True),
        ("The term is 2 + 1 + 1", True),
        ("It is renewable each year", True),
        ("An additional 12 months may be granted", True),
        ("Home care for 350 people in 12 wards", False),
        ("The council buys 2 vans and 3 lorries", False),
    ],
)
def test_which_sentences_speak_of_going_on(sentence: str, speaks: bool) -> None:
    tender = {"title": "Advice", "description": f"First. {sentence}. Last"}

    (process,) = read(packaged(release(contracts=[CONTRACT], tender=tender)))

    assert process.contracts[0].renewal == ([sentence] if speaks else [])
    assert process.contracts[0].description == ["First. Last" if speaks else f"First. {sentence}. Last"]


LOTS = [{"id": "1", "title": "North"}, {"id": "2", "title": "South"}, {"id": "3", "title": "East"}]


def award(id: str, lot: str, status: str = "active", end: str = "2027-03-31") -> dict[str, Any]:
    period = {"endDate": f"{end}T23:59:59+01:00"}
    return {"id": id, "status": status, "relatedLots": [lot], "contractPeriod": period, "suppliers": [{"name": "Care"}]}


def test_an_award_without_a_contract_counts_beside_the_contract_of_another() -> None:
    awards = [award("1", "1"), award("2", "2", end="2028-03-31")]

    (process,) = read(packaged(release(contracts=[CONTRACT], awards=awards, tender={"lots": LOTS[:2]})))

    assert [(found.where, found.title, found.end) for found in process.contracts] == [
        ("contracts/0", "North", day("2027-03-31")),
        ("awards/1", "South", day("2028-03-31")),
    ]


def test_what_is_pending_gone_or_not_awarded_is_told_with_its_name() -> None:
    awards = [award("1", "1"), award("2", "2", "pending")]

    (process,) = read(packaged(release(awards=awards, tender={"lots": LOTS})))

    assert [found.title for found in process.contracts] == ["North"]
    assert [str(problem) for problem in process.problems][:2] == [
        "ocds-h6vhtk-1 awards/1: 'South', 'Care', to 2027-03-31 is pending, and left out",
        "ocds-h6vhtk-1 tender/lots/2: the lot 'East' has no award, and is left out",
    ]


def test_an_award_whose_contract_was_cancelled_does_not_count_again() -> None:
    contract = {**CONTRACT, "status": "cancelled"}

    (process,) = read(packaged(release(contracts=[contract], awards=[award("1", "1")], tender={"title": "Advice"})))

    assert [found.where for found in process.contracts] == ["tender"]
    assert "cancelled" in process.problems[0].message


def test_an_award_that_no_contract_names_is_told_where_a_contract_names_none() -> None:
    contract = {"id": "1", "status": "active", "period": {"endDate": "2027-03-31"}}

    (process,) = read(packaged(release(contracts=[contract], awards=[award("1", "1"), award("2", "2")])))

    assert [found.where for found in process.contracts] == ["contracts/0"]
    assert sum("no contract says that it is its own" in problem.message for problem in process.problems) == 2


@pytest.mark.parametrize(
    "parts",
    [
        {"ocid": "ocds-r6ebe6-0000000001"},
        {"parties": [{"id": "b", "roles": ["buyer"], "address": {"region": "UKM82"}}]},
        {"parties": [{"id": "b", "roles": ["buyer"], "address": {"countryName": "Scotland"}}]},
        {"buyer": {"id": "GB-LAS-GLG", "name": "Strathexample Council"}},
    ],
)
def test_no_english_law_is_given_to_scotland(parts: dict[str, Any]) -> None:
    law = {"title": "Stairlifts", "legalBasis": {"id": "32014L0024", "scheme": "CELEX"}}

    (scottish,) = read(packaged(release(contracts=[CONTRACT], tender=law) | parts))
    (english,) = read(packaged(release(contracts=[CONTRACT], tender=law)))

    assert scottish.regime is None and any("Scotland" in problem.message for problem in scottish.problems)
    assert english.regime == "pcr-2015"


#: A release in which everything that is read is said.
WHOLE: dict[str, Any] = {
    "ocid": "ocds-h6vhtk-1",
    "id": "release-one",
    "date": "2025-01-01T00:00:00Z",
    "buyer": {"id": "b", "name": "Borsetshire"},
    "parties": [{"id": "b", "name": "Borsetshire", "roles": ["buyer"], "address": {"countryName": "England"}}],
    "tender": {
        "title": "Advice",
        "description": "Advice for all. With an option of a year",
        "legalBasis": {"id": "2023/54", "scheme": "UKPGA"},
        "lots": [{"id": "1", "title": "North"}, {"id": "2", "title": "South"}],
        "contractPeriod": {"startDate": "2024-04-01", "endDate": "2027-03-31"},
    },
    "awards": [
        {
            "id": "1",
            "status": "active",
            "suppliers": [{"id": "s", "name": "Care"}],
            "relatedLots": ["1"],
            "contractPeriod": {"startDate": "2024-04-01", "endDate": "2027-03-31", "maxExtentDate": "2029-03-31"},
        },
        {"id": "2", "status": "active", "relatedLots": ["2"], "contractPeriod": {"endDate": "2028-03-31"}},
    ],
    "contracts": [{"id": "1", "awardID": "1", "status": "active", "period": {"endDate": "2027-03-31"}}],
}


def places(part: Any, above: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place in the release, the outermost alone left out."""
    inner = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    found = [above] if above else []
    for key, value in inner:
        found += places(value, (*above, key))
    return found


#: Faults that leave nothing to lose: ids that name nothing else, and what is merely said besides.
_HARMLESS = ("id", "parties", "date", "ocid", "scheme")


@pytest.mark.parametrize("place", places(WHOLE), ids=lambda place: "/".join(map(str, place)))
def test_a_fault_in_any_field_is_told_or_kept_and_breaks_nothing(place: tuple[str | int, ...]) -> None:
    broken = json.loads(json.dumps(WHOLE))
    holder = broken
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = "f4ult"

    (process,) = read(packaged(broken))
    made = brought(process, Terms(), TODAY, None, [])

    assert isinstance(made, Problem) or made.analysis.verdict != "invalid"
    said = str(made) if isinstance(made, Problem) else made.plan.decode() + "".join(map(str, made.left))
    if not set(_HARMLESS) & {*place[:1], place[-1]}:
        assert "f4ult" in said


def test_options_are_asked_for_and_never_made() -> None:
    (process,) = read((EXAMPLES / "find-a-tender.json").read_bytes())

    made = brought(process, Terms(), TODAY, None, [])
    assert not isinstance(made, Problem)
    assert made.analysis.plan is not None
    contract = made.analysis.plan.services["home-care-in-the-west-of-the-county"].contracts["current"]
    assert contract.extensions == {} and "4+2+2" in (contract.note or "")
    assert any("--extension" in line for line in made.asked)

    told = brought(process, Terms(), TODAY, None, [("first", day("2031-09-30"))])
    assert not isinstance(told, Problem) and told.analysis.plan is not None
    extension = (
        told.analysis.plan.services["home-care-in-the-west-of-the-county"].contracts["current"].extensions["first"]
    )
    assert (extension.to, extension.status) == (day("2031-09-30"), "available")
    assert told.asked == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2027-03-31T23:59:59+01:00", "2027-03-31"),
        ("2027-03-31T00:00:00Z", "2027-03-31"),
        # Sloppy, and common: the last second of the day, told as if London had no summer.
        ("2027-03-31T23:59:59Z", "2027-03-31"),
        ("2027-03-31T23:00:00Z", "2027-04-01"),
        ("2027-12-31T23:00:00Z", "2027-12-31"),
        ("2027-03-31", "2027-03-31"),
    ],
)
def test_a_moment_is_the_day_that_its_writer_meant(written: str, meant: str) -> None:
    (process,) = read(packaged(release(contracts=[{**CONTRACT, "period": {"endDate": written}}])))

    assert process.contracts[0].end == day(meant)


def test_later_releases_change_what_earlier_ones_said() -> None:
    later = {**CONTRACT, "period": {"endDate": "2028-03-31T23:59:59+01:00"}}
    first = release(contracts=[CONTRACT, {**CONTRACT, "id": "2"}], tender={"title": "Advice"})
    second = release(contracts=[later, {"id": "2", "status": "cancelled"}], date="2026-01-01T00:00:00Z")

    (process,) = read(packaged(second, first))

    assert (process.title, [contract.end for contract in process.contracts]) == ("Advice", [day("2028-03-31")])
    assert "cancelled" in process.problems[0].message


def test_a_record_is_read_by_its_compiled_release() -> None:
    record = {"ocid": "ocds-h6vhtk-1", "compiledRelease": release(contracts=[CONTRACT]), "releases": [{"url": "x"}]}

    (process,) = read(json.dumps({"records": [record]}).encode())

    assert process.contracts[0].end == day("2027-03-31")


def test_lots_that_end_on_different_days_are_no_end_of_a_contract_that_names_none_of_them() -> None:
    lots = [
        {"id": id, "contractPeriod": {"endDate": f"{year}-03-31T23:59:59Z"}} for id, year in (("1", 2027), ("2", 2028))
    ]
    bare = {"id": "1", "awardID": "1", "status": "active"}

    (unsure,) = read(packaged(release(contracts=[bare], tender={"lots": lots}, awards=[{"id": "1"}])))
    (sure,) = read(
        packaged(release(contracts=[bare], tender={"lots": lots}, awards=[{"id": "1", "relatedLots": ["2"]}]))
    )

    assert unsure.contracts[0].end is None and "different ones" in unsure.problems[0].message
    assert sure.contracts[0].end == day("2028-03-31")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b"[" * 100_000,
        b'{"releases": [1, null, {}]}',
        b"\xff\xfe{",
        b'{"ocid": ' + b"9" * 9_999 + b"}",
    ],
)
def test_what_is_no_release_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(Unusable):
        read(content)


@pytest.mark.parametrize("junk", [1, None, [], "x", {"endDate": 5}, {"endDate": "soon"}, {"endDate": "2027-02-30"}])
def test_junk_in_a_release_breaks_nothing(junk: Any) -> None:
    (process,) = read(
        packaged(release(contracts=[{"id": 7, "period": junk}, junk], awards=junk, tender=junk, buyer=junk))
    )

    assert all(contract.end is None for contract in process.contracts)
