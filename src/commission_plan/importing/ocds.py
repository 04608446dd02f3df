"""Contracts of OCDS releases, packages and records, as Find a Tender and Contracts Finder publish them.

Only dates that stand there are taken. How long a contract runs is often given as a number of days that stands for
months (720 for 24), and options as prose ("4+2+2"): no end is computed from the one, and no option from the other.
The prose is kept, and the planner is asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any, NamedTuple

from commission_plan.importing.problems import Problem, Unusable
from commission_plan.importing.sheets import clean
from commission_plan.model.values import Date, Unreadable, parse_date

MOST_RELEASES = 5_000
_GONE = ("cancelled", "unsuccessful", "withdrawn")
#: What a release calls the law under which it was made.
_REGIMES = {"2023/54": "pa-2023", "32014L0024": "pcr-2015", "2015/102": "pcr-2015", "2006/5": "pcr-2006"}


class Found(NamedTuple):
    """One contract of a process, as far as the releases say."""

    id: str
    #: Where it stands: ``contracts/0``.
    where: str
    title: str | None
    suppliers: list[str]
    start: Date | None
    end: Date | None
    #: Its last day with every option used.
    latest: Date | None
    #: Its length, in the words of the release, where it has no last day.
    length: str | None
    #: What is said of renewals and options, in its own words.
    renewal: list[str]


class Process(NamedTuple):
    """One contracting process: what its releases say together."""

    ocid: str
    release: str
    title: str
    buyer: str | None
    regime: str | None
    contracts: list[Found]
    problems: list[Problem]


def read(content: bytes) -> list[Process]:
    """The processes in a release, a release package, a record or a record package.

    Raises ``Unusable`` where the file is none of these.
    """
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Unusable("it is no UTF-8 text, which JSON is") from None
    except (ValueError, RecursionError) as error:
        raise Unusable(f"it cannot be read as JSON: {clean(str(error))[:200]}") from None
    together: dict[str, list[dict[str, Any]]] = {}
    for release in _releases(data):
        together.setdefault(_text(release.get("ocid")) or "no ocid", []).append(release)
    if not together:
        raise Unusable("no release of the Open Contracting Data Standard is in it")
    if sum(map(len, together.values())) > MOST_RELEASES:
        raise Unusable(f"it has more than {MOST_RELEASES:,} releases; split it")
    return [_process(ocid, releases) for ocid, releases in together.items()]


def _releases(data: Any) -> Iterator[dict[str, Any]]:
    for item in _objects(data if isinstance(data, list) else [data]):
        if isinstance(item.get("releases"), list) and "ocid" not in item:
            yield from _releases(item["releases"])
        elif isinstance(item.get("records"), list):
            for record in _objects(item["records"]):
                yield from _recorded(record)
        elif "ocid" in item and ("compiledRelease" in item or "releases" in item):
            yield from _recorded(item)
        elif "ocid" in item:
            yield item


def _recorded(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    compiled = record.get("compiledRelease")
    yield from [compiled] if isinstance(compiled, dict) else _objects(record.get("releases"))


def _process(ocid: str, releases: list[dict[str, Any]]) -> Process:
    merged: dict[str, Any] = {}
    for release in sorted(releases, key=lambda release: _text(release.get("date")) or ""):
        merged = _merged(merged, release)
    tender = _object(merged.get("tender"))
    named = (_text(each.get("title")) for each in (tender, *_objects(merged.get("contracts")), merged))
    title = next((name for name in named if name), ocid)
    buyer = _text(_object(merged.get("buyer")).get("name"))
    basis = _text(_object(tender.get("legalBasis")).get("id")) or ""
    problems: list[Problem] = []
    found = list(_contracts(merged, ocid, problems))
    return Process(ocid, _text(merged.get("id")) or "", title, buyer, _REGIMES.get(basis), found, problems)


def _merged(old: Any, new: Any) -> Any:
    """``old`` as ``new`` changes it: objects key by key, lists of objects by their ids, everything else as a whole."""
    if isinstance(old, dict) and isinstance(new, dict):
        result = dict(old)
        for key, value in new.items():
            result[key] = _merged(result.get(key), value)
        return {key: value for key, value in result.items() if value is not None}
    if isinstance(old, list) and isinstance(new, list) and all(_has_id(item) for item in old + new):
        by_id = {str(item["id"]): item for item in old}
        for item in new:
            by_id[str(item["id"])] = _merged(by_id.get(str(item["id"])), item)
        return list(by_id.values())
    return new


def _has_id(item: Any) -> bool:
    return isinstance(item, dict) and isinstance(item.get("id"), (str, int))


def _contracts(merged: dict[str, Any], ocid: str, problems: list[Problem]) -> Iterator[Found]:
    """The contracts; where none is told of, the awards; and where there are none either, what the tender says."""
    tender = _object(merged.get("tender"))
    awards = {str(award.get("id")): award for award in _objects(merged.get("awards"))}
    lots = {str(lot.get("id")): lot for lot in _objects(tender.get("lots"))}
    contracts, given = _objects(merged.get("contracts")), "contracts"
    if not contracts:
        made = [award for award in _objects(merged.get("awards")) if _text(award.get("status")) != "pending"]
        contracts, given = made, "awards"
    if not contracts:
        problems.append(Problem(ocid, "no contract has been made yet, nor awarded", "what is written is the tender's"))
        contracts, given = list(lots.values()) or [tender], "tender/lots" if lots else "tender"
    for number, contract in enumerate(contracts):
        where = f"{given}/{number}" if given != "tender" else given
        status = (_text(contract.get("status")) or "").lower()
        if status in _GONE or status == "terminated":
            problems.append(Problem(f"{ocid} {where}", f"it is {status}, and left out"))
            continue
        award = awards.get(str(contract.get("awardID")), contract if given == "awards" else {})
        of = [lots[str(lot)] for lot in _list(award.get("relatedLots")) if str(lot) in lots] or list(lots.values())
        if given == "tender/lots":
            of = [contract]
        yield _found(contract, award, of, tender, where, problems, ocid)


def _found(
    contract: dict[str, Any],
    award: dict[str, Any],
    lots: list[dict[str, Any]],
    tender: dict[str, Any],
    where: str,
    problems: list[Problem],
    ocid: str,
) -> Found:
    own = [contract.get("period"), contract.get("contractPeriod"), award.get("contractPeriod")]

    def day(name: str) -> Date | None:
        """The contract's own, else that of all its lots, else the tender's."""
        told = [_object(period).get(name) for period in own]
        of_lots = {str(value) for lot in lots if (value := _object(lot.get("contractPeriod")).get(name)) is not None}
        if not any(told) and len(of_lots) > 1:
            message = f"{name}: its lots have different ones, and it does not say which lots are its own"
            problems.append(Problem(f"{ocid} {where}", message))
            return None
        for value in (*told, *of_lots, _object(tender.get("contractPeriod")).get(name)):
            if value is not None:
                try:
                    return _day(value)
                except Unreadable as error:
                    problems.append(Problem(f"{ocid} {where}", f"{name}: {error.message}"))
        return None

    periods = [*own, *(lot.get("contractPeriod") for lot in lots), tender.get("contractPeriod")]
    lengths = [length for period in periods if (length := _length(_object(period)))]
    suppliers = [name for each in _objects(award.get("suppliers")) if (name := _text(each.get("name")))]
    return Found(
        _text(contract.get("id")) or where,
        where,
        _text(contract.get("title")) or (_text(lots[0].get("title")) if len(lots) == 1 else None),
        list(dict.fromkeys(suppliers)),
        day("startDate"),
        day("endDate"),
        day("maxExtentDate"),
        lengths[0] if lengths else None,
        list(dict.fromkeys(text for each in (contract, award, *lots, tender) for text in _renewal(each))),
    )


def _length(period: dict[str, Any]) -> str | None:
    for key, unit in (("durationInMonths", "months"), ("durationInDays", "days")):
        number = period.get(key)
        if isinstance(number, (int, float)) and not isinstance(number, bool) and 0 < number < 1e6:
            return f"{number:g} {unit}"
    return None


def _renewal(holder: dict[str, Any]) -> Iterator[str]:
    """What is said of going on, and nothing made of it."""
    for key, claim in (("renewal", "hasRenewal"), ("options", "hasOptions")):
        said = _object(holder.get(key))
        text = _text(said.get("description")) or _text(said.get("maximumRenewals"))
        if text:
            yield text
        elif holder.get(claim) is True:
            yield f"{'renewals' if key == 'renewal' else 'options'}, of which nothing more is said"


def _day(value: Any) -> Date:
    """The day of a moment as it is written; of midnight in London told in universal time, the day that begins."""
    text = _text(value) or ""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return parse_date(text)
    if moment.tzinfo is not None:
        from dateutil.tz import gettz

        local = moment.astimezone(gettz("Europe/London"))
        if local.time() == time(0):
            moment = local
    return parse_date(moment.date().isoformat())


def _text(value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    return clean(str(value)) or None


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _objects(value: Any) -> list[dict[str, Any]]:
    return [item for item in _list(value) if isinstance(item, dict)]
