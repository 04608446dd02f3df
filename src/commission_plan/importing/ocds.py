"""Contracts of OCDS releases, packages and records, as Find a Tender and Contracts Finder publish them.

Only dates that stand there are taken. How long a contract runs is often given as a number of days that stands for
months (720 for 24), and options as prose ("4+2+2"): no end is computed from the one, and no option from the other.
The prose is kept, and the planner is asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from commission_plan.importing.ocds_awards import ProcessContract, awarded
from commission_plan.importing.ocds_law import regime
from commission_plan.importing.ocds_values import Parts, day
from commission_plan.importing.ocds_values import text as _text
from commission_plan.importing.problems import Problem, Unusable
from commission_plan.importing.sheets import clean
from commission_plan.model.values import Unreadable

MOST_RELEASES = 5_000
#: What is read of a release, of its tender and of each award, contract and lot.
_READ = {
    "": ("ocid", "id", "date", "tag", "initiationType", "language", "buyer", "tender", "awards", "contracts", "title"),
    "tender": ("id", "title", "description", "status", "lots", "contractPeriod", "legalBasis"),
    "tender/lots": ("id", "title", "description", "status", "contractPeriod"),
    "awards": ("id", "title", "description", "status", "suppliers", "relatedLots", "contractPeriod"),
    "contracts": ("id", "awardID", "title", "description", "status", "period", "contractPeriod"),
}
_PERIOD = ("startDate", "endDate", "maxExtentDate")
_LENGTHS = ("durationInDays", "durationInMonths")
#: And of the objects within them.
_READ_WITHIN = {
    "contractPeriod": _PERIOD,
    "period": _PERIOD,
    "suppliers": ("id", "name"),
    "legalBasis": ("id", "description", "scheme"),
}
_OPTIONS = ("hasRenewal", "renewal", "hasOptions", "options")


class Process(NamedTuple):
    """One contracting process: what its releases say together."""

    ocid: str
    release: str
    title: str
    buyer: str | None
    regime: str | None
    contracts: list[ProcessContract]
    problems: list[Problem]
    #: What was taken for what.
    taken: Sequence[str] = ()


def read(content: bytes) -> list[Process]:
    """The processes in a release, a release package, a record or a record package.

    Raises ``Unusable`` where the file is none of these.
    """
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Unusable("it is not UTF-8 text, as JSON must be") from None
    except (ValueError, RecursionError) as error:
        raise Unusable(f"it cannot be read as JSON: {clean(str(error))[:200]}") from None
    together: dict[str, list[dict[str, Any]]] = {}
    for release in _releases(data):
        together.setdefault(_text(release.get("ocid")) or "no ocid", []).append(release)
    if not together:
        raise Unusable("no release of the Open Contracting Data Standard is in it")
    if sum(map(len, together.values())) > MOST_RELEASES:
        raise Unusable(f"it has more than {MOST_RELEASES:,} releases. Split it")
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
    problems: list[Problem] = []
    for release in releases:
        try:
            day(release.get("date"))
        except Unreadable as error:
            message = f"{error.message}: the last release that says something may not be the one that was taken"
            problems.append(Problem(f"{ocid} date", message))
    found = awarded(merged, ocid, problems)
    law = regime(merged, ocid, problems)
    contracts = enumerate(_objects(merged.get("contracts")))
    named = {"tender/title": _object(merged.get("tender")).get("title")}
    named |= {f"contracts/{number}/title": contract.get("title") for number, contract in contracts}
    named["title"] = merged.get("title")
    place, title = next(((place, name) for place, each in named.items() if (name := _text(each))), ("ocid", ocid))
    buyer = _text(Parts(problems).object(merged, "buyer", ocid).get("name"))
    if buyer is None:
        problems.append(Problem(f"{ocid} buyer", "it has no name", "name the council with --authority"))
    problems += _not_read(merged, ocid, all(each.end is not None for each in found))
    taken = [f"{ocid} {place} as the plan's title: '{title}'"]
    taken += [f"{ocid} buyer as the authority: '{buyer}'"] if buyer else []
    taken += [f"{ocid} tender/legalBasis as the law of what runs now: {law}"] if law else []
    problems = list(dict.fromkeys(problems))
    return Process(ocid, _text(merged.get("id")) or "", title, buyer, law, found, problems, taken)


def _not_read(merged: dict[str, Any], ocid: str, dated: bool) -> Iterator[Problem]:
    """What the releases say besides, by where it stands; lengths too where each contract has its last day."""
    tender = _object(merged.get("tender"))
    holders = {"": [merged], "tender": [tender], "tender/lots": _objects(tender.get("lots"))}
    holders |= {name: _objects(merged.get(name)) for name in ("awards", "contracts")}
    found = [
        f"{place}/{clean(key)[:60]}".lstrip("/")
        for place, parts in holders.items()
        for key in dict.fromkeys(key for part in parts for key in part)
        if key not in _READ[place] and key not in _OPTIONS
    ]
    for place, parts in holders.items():
        for name, known in _READ_WITHIN.items():
            inner = [each for part in parts for each in (_object(part.get(name)), *_objects(part.get(name)))]
            spare = dict.fromkeys(key for each in inner for key in each if key not in known)
            found += [f"{place}/{name}/{clean(key)[:60]}".lstrip("/") for key in spare if dated or key not in _LENGTHS]
    if found:
        yield Problem(ocid, f"not used: {', '.join(found[:60])}" + (" and more" if len(found) > 60 else ""))


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


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _objects(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
