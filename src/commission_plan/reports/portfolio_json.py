"""What ``plan portfolio --format json`` prints. Fields may be added, never renamed or taken away, while schema is 1."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from commission_plan.phrases import iso
from commission_plan.portfolio.entry import Entry
from commission_plan.portfolio.whole import Portfolio, at_stake, float_of, gap_days, open_ended


def render(portfolio: Portfolio) -> Iterator[str]:
    """One object, part by part; each plan, meeting and month on a line of its own."""
    head = {
        "schema": 1,
        "as_of": iso(portfolio.as_of),
        "year_ends": iso(portfolio.year_end),
        "verdicts": portfolio.verdicts,
        "failed": [{"path": failed.path, "error": failed.why} for failed in portfolio.failed],
    }
    yield _line(head).removesuffix("}")
    yield from _list("plans", (_plan(path, entry) for path, entry in portfolio.plans()))
    yield from _list("meetings", (_meeting(meeting) for meeting in portfolio.meetings()))
    yield from _list("clashes", (_clash(clash) for clash in portfolio.clashes()))
    register = None if portfolio.register is None else [_unplanned(found) for found in portfolio.unplanned()]
    yield f',\n"unplanned": {_line(register)}'
    yield from _list("months", (_month(*month) for month in portfolio.months()))
    yield from _list("findings", (_finding(finding) for finding in portfolio.findings()))
    yield "}\n"


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True).replace("##", "#\\u0023")


def _list(name: str, values: Iterable[Any]) -> Iterator[str]:
    yield f',\n"{name}": ['
    for number, value in enumerate(values):
        yield (",\n" if number else "\n") + _line(value)
    yield "]"


def _plan(path: str, entry: Entry) -> dict[str, Any]:
    coming = entry["coming"]
    days = gap_days(entry)
    return {
        "path": path,
        "plan": entry["plan"],
        "authority": entry["authority"] or None,
        "as_of": iso(entry["as_of"]),
        "verdict": entry["verdict"],
        # Days that nothing covers (None: without end), and days that only planned extensions cover.
        "gap_days": None if open_ended(entry) else days,
        "option_days": at_stake(entry),
        "float": float_of(entry),
        "next_deadline": {"date": iso(coming[0][0]), "what": coming[0][1], "who": coming[0][2]} if coming else None,
        "overdue": entry["overdue"],
        "errors": entry["errors"],
        "warnings": entry["warnings"],
        "why": entry["why"] or None,
        "linked": entry["linked"],
        "services": [_service(service) for service in entry["services"]],
    }


def _service(service: Entry) -> dict[str, Any]:
    return {
        "id": service["id"],
        "title": service["title"],
        "verdict": service["verdict"],
        "cover_ends": iso(service["ends"]),
        "firm_cover_ends": iso(service["firm"]),
        "go_live": iso(service["go_live"]),
        "latest_go_live": iso(service["latest"]),
        "float": service["float"],
        "gaps": [
            {
                "from": iso(first),
                "to": iso(last),
                "days": None if last is None else last - first + 1,
                "without": without,
            }
            for first, last, without in service["gaps"]
        ],
    }


def _meeting(meeting: Any) -> dict[str, Any]:
    return {
        "date": iso(meeting.day),
        "committee": meeting.committee,
        "authority": meeting.authority or None,
        "most": meeting.most,
        "crowded": meeting.crowded,
        "items": [{"path": item.path, "id": item.id, "title": item.title} for item in meeting.items],
    }


def _clash(clash: Any) -> dict[str, Any]:
    return {
        "owner": clash.owner,
        "authority": clash.authority or None,
        "from": iso(clash.first),
        "to": iso(clash.last),
        "at_once": clash.at_once,
        "works": [
            {
                "path": work.path,
                "id": work.id,
                "title": work.title,
                "from": iso(work.first),
                "to": iso(work.last),
            }
            for work in clash.works
        ],
    }


def _unplanned(found: Any) -> dict[str, Any]:
    contract = found.contract
    return {
        "reference": contract.reference or None,
        "title": contract.title or None,
        "supplier": contract.supplier or None,
        "end": iso(contract.end),
        "latest_start": iso(found.latest_start),
        "where": contract.where,
    }


def _month(month: tuple[int, int], dates: Iterable[Any]) -> dict[str, Any]:
    told = [{"date": iso(date.day), "what": date.what, "who": date.who or None, "path": date.path} for date in dates]
    return {"month": f"{month[0]}-{month[1]:02}", "dates": told}


def _finding(finding: Any) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "fix": finding.fix,
    }
