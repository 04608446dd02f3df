"""Contracts of OCDS releases: the dates that stand there, and none that are computed."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from commission_plan.importing.due import Terms
from commission_plan.importing.noticed import brought
from commission_plan.importing.ocds import read
from commission_plan.importing.problems import Problem, Unusable
from commission_plan.model.values import Date

EXAMPLES = Path(__file__).parents[3] / "examples/import"
TODAY = datetime.date(2026, 1, 5)


def day(text: str) -> Date:
    number = datetime.date.fromisoformat(text).toordinal()
    return Date(number, number)


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
    (process,) = read((EXAMPLES / "contracts-finder.json").read_bytes())
    (contract,) = process.contracts

    assert (contract.start, contract.end, contract.length) == (day("2022-04-01"), None, "1440 days")
    assert contract.renewal == ["2 one-year extension options"]
    refused = brought(process, Terms(), TODAY, None, [])
    assert isinstance(refused, Problem) and "1440 days, from which none is computed" in refused.message
    made = brought(process, Terms(), TODAY, day("2026-03-31"), [])
    assert not isinstance(made, Problem)
    assert b"end: 2026-03-31" in made.plan and b"2 one-year extension options" in made.plan


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
