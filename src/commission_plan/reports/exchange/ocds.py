"""A plan as an OCDS release package: its milestones, its periods, and the contracts that run now.

The plan is one contracting process; each contract that runs now is another one, which it follows. Days become moments
on London's clocks. Nothing is told as a length, which others would count in their own way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from dateutil.tz import gettz

from commission_plan.analysis import Scheduled
from commission_plan.cover import Cover
from commission_plan.days.numbers import Day
from commission_plan.engine.schedule import Dates
from commission_plan.model.plan import Contract, Milestone, Plan, title
from commission_plan.phrases import iso
from commission_plan.reports.plain import one_line

_RAW = "https://raw.githubusercontent.com/"
_LOTS = _RAW + "open-contracting-extensions/ocds_lots_extension/master/extension.json"
_UK = _RAW + "cabinetoffice/ocds_uk_extension/main/extension.json"
_OCID = re.compile(r"\bocds-[a-z0-9]{6}-[A-Za-z0-9./_-]*[A-Za-z0-9]", re.ASCII)
#: The kinds of a plan in the words of the standard's list.
_TYPES = {
    **dict.fromkeys(("needs-analysis", "specification", "planned-procurement-notice"), "preProcurement"),
    **dict.fromkeys(("market-engagement", "consultation"), "engagement"),
    **dict.fromkeys(("approval", "scrutiny", "award", "decision", "contract-signature"), "approval"),
    **dict.fromkeys(("selection", "evaluation"), "assessment"),
    **dict.fromkeys(("mobilisation", "go-live"), "delivery"),
    "review": "reporting",
}
_PROCEDURES = {
    **dict.fromkeys(("open", "light-touch", "below-threshold"), "open"),
    **dict.fromkeys(("restricted", "competitive-negotiation", "competitive-dialogue"), "selective"),
    **dict.fromkeys(("direct-award", "most-suitable-provider"), "direct"),
}


class _Step(NamedTuple):
    id: str
    milestone: Milestone
    kind: str
    dates: Dates


def render(analysis: Scheduled, ocid: str) -> dict[str, Any]:
    """The package; ``analysis`` has a schedule. ``ocid`` is the process's own, or stands for one."""
    plan = analysis.plan
    now = [release for release in _running(analysis, ocid)]
    buyer = _buyer(plan)
    return {
        "uri": f"urn:uuid:{uuid5(NAMESPACE_URL, f'{ocid} {iso(analysis.as_of)}')}",
        "version": "1.1",
        "publishedDate": _moment(analysis.as_of),
        "publisher": {"name": buyer["name"] if buyer else "not told"},
        "extensions": [*([_LOTS] if len(plan.services) > 1 else []), _UK],
        "releases": [_release(analysis, ocid, now), *now],
    }


def _release(analysis: Scheduled, ocid: str, now: list[dict[str, Any]]) -> dict[str, Any]:
    plan = analysis.plan
    steps = list(_steps(analysis))
    begun = [step for step in steps if step.kind in ("tender-notice", "tender")]
    opened = min((step.dates.early_start for step in begun if step.dates.early_start is not None), default=None)
    before = [step for step in steps if opened is not None and (step.dates.early_finish or opened) < opened]
    after = [step for step in steps if step not in before]
    tendered = any(step.milestone.done is not None for step in begun)
    tender = {
        "id": "tender",
        "title": one_line(plan.plan),
        "status": "active" if tendered else "planned",
        "procurementMethod": _PROCEDURES.get(plan.procedure or ""),
        **_periods(steps),
        **_new_contracts(analysis),
        "milestones": [_milestone(step, analysis) for step in after],
    }
    return _told(
        {
            "ocid": ocid,
            "id": f"{ocid}-{iso(analysis.as_of)}",
            "date": _moment(analysis.as_of),
            "tag": ["tender" if tendered else "planning"],
            "initiationType": "tender",
            "language": "en",
            "parties": _parties(plan, ()),
            "buyer": _buyer(plan),
            "planning": {"milestones": [_milestone(step, analysis) for step in before]} if before else None,
            "tender": _told(tender),
            "awards": list(_awards(steps)),
            "relatedProcesses": [
                {"id": str(number), "relationship": ["prior"], "scheme": "ocid", "identifier": release["ocid"]}
                for number, release in enumerate(now, 1)
            ],
        }
    )


def _steps(analysis: Scheduled) -> Iterator[_Step]:
    """The plan's own: what it waits for in other plans belongs to other processes."""
    for _, id, milestone, _, dates in analysis.case.milestones():
        yield _Step(id, milestone, analysis.case.kind(id), dates)


def _milestone(step: _Step, analysis: Scheduled) -> dict[str, Any]:
    done, finish = step.milestone.done, step.dates.early_finish
    status = "scheduled"
    if done is not None:
        status = "notMet" if step.milestone.outcome == "failed" else "met"
    notes = (text for text in (step.milestone.note, step.milestone.source) if text)
    return _told(
        {
            "id": step.id,
            "title": one_line(title(step.milestone, step.id)),
            "type": _TYPES.get(step.kind),
            "code": step.kind,
            "description": one_line("; ".join(notes)),
            "dueDate": _moment(finish, end=True),
            "dateMet": None if done is None or status == "notMet" else _moment(done.last, end=True),
            "dateModified": _moment(analysis.as_of),
            "status": status,
        }
    )


def _periods(steps: list[_Step]) -> dict[str, Any]:
    return {
        "tenderPeriod": _span(step for step in steps if step.kind == "tender"),
        "awardPeriod": _span(step for step in steps if step.kind in ("evaluation", "award")),
    }


def _awards(steps: list[_Step]) -> Iterator[dict[str, Any]]:
    """The award to come, for the standstill that it opens."""
    standstill = _span(step for step in steps if step.kind == "standstill")
    for step in [step for step in steps if step.kind == "award"][:1]:
        status = "active" if step.milestone.done is not None else "pending"
        found = {"id": step.id, "title": one_line(title(step.milestone, step.id)), "status": status}
        yield _told({**found, "date": _moment(step.dates.early_finish), "standstillPeriod": standstill})


def _new_contracts(analysis: Scheduled) -> dict[str, Any]:
    """When the new contracts run: of one service the tender's own period, of several each in a lot."""
    periods = {cover.service: _new_period(cover) for cover in analysis.covers}
    if len(periods) < 2:
        return {"contractPeriod": next(iter(periods.values()), None)}
    services = analysis.plan.services
    lots = ({"id": id, "title": one_line(title(services[id], id)), "contractPeriod": periods[id]} for id in periods)
    return {"lots": [_told(lot) for lot in lots]}


def _new_period(cover: Cover) -> dict[str, Any] | None:
    if cover.go_live is None:
        return None
    cycle = cover.next_cycle
    ends = cycle.ends if cycle is not None else None
    latest = cycle.extension_ends[-1] if cycle is not None and cycle.extension_ends else None
    return _period(cover.go_live, ends, latest)


# The contracts that run now.


def _running(analysis: Scheduled, ocid: str) -> Iterator[dict[str, Any]]:
    plan = analysis.plan
    for service, described in plan.services.items():
        for id, contract in described.contracts.items():
            name = one_line(contract.title or f"{title(described, service)}, {title(contract, id).lower()} contract")
            suppliers = [_organisation(supplier) for supplier in dict.fromkeys(contract.suppliers)]
            found = _OCID.search(contract.source or "")
            # Several contracts may come of one process, each in a release of its own.
            own = found[0] if found else f"{ocid}-{service}-{id}"
            release = f"{own}-{service}-{id}" if found else own
            award = {"id": id, "title": name, "status": "active", "suppliers": suppliers}
            held = {"id": id, "awardID": id, "title": name, "status": "active", "period": _contract_period(contract)}
            yield _told(
                {
                    "ocid": own,
                    "id": f"{release}-{iso(analysis.as_of)}",
                    "date": _moment(analysis.as_of),
                    "tag": ["contract"],
                    "initiationType": "tender",
                    "language": "en",
                    "parties": _parties(plan, contract.suppliers),
                    "buyer": _buyer(plan),
                    "awards": [_told(award)],
                    "contracts": [_told({**held, "description": one_line(contract.note or "")})],
                }
            )


def _contract_period(contract: Contract) -> dict[str, Any]:
    """To the end of what has been exercised; and, with every option that there is, at the latest."""
    options = contract.extensions.values()
    taken = [option.to.last for option in options if option.status == "exercised"]
    there = [option.to.last for option in options if option.status in ("exercised", "planned", "available")]
    ends, latest = max([contract.end.last, *taken]), max([contract.end.last, *there])
    start = contract.start.first if contract.start is not None else None
    return _period(start, ends, latest if latest > ends else None)


def _buyer(plan: Plan) -> dict[str, Any] | None:
    return _organisation(plan.authority) if plan.authority else None


def _parties(plan: Plan, suppliers: Iterable[str]) -> list[dict[str, Any]]:
    """Each once, also an authority that supplies the service itself."""
    roles = {plan.authority: ["buyer", "procuringEntity"]} if plan.authority else {}
    for supplier in dict.fromkeys(suppliers):
        roles.setdefault(supplier, []).append("supplier")
    return [{**_organisation(name), "roles": told} for name, told in roles.items()]


def _organisation(name: str) -> dict[str, Any]:
    return {"id": f"urn:uuid:{uuid5(NAMESPACE_URL, name)}", "name": one_line(name)}


# Days.


def _span(steps: Iterable[_Step]) -> dict[str, Any] | None:
    found = list(steps)
    starts = [step.dates.early_start for step in found if step.dates.early_start is not None]
    finishes = [step.dates.early_finish for step in found if step.dates.early_finish is not None]
    if not starts or len(finishes) < len(found):
        return None
    return _period(min(starts), max(finishes), None)


def _period(start: Day | None, end: Day | None, latest: Day | None) -> dict[str, Any]:
    days = {"startDate": _moment(start), "endDate": _moment(end, end=True), "maxExtentDate": _moment(latest, end=True)}
    return _told(days)


def _moment(day: Day | None, *, end: bool = False) -> str | None:
    """The start of the day in London, or its last second."""
    if day is None:
        return None
    at = time(23, 59, 59) if end else time(0)
    return datetime.combine(date.fromordinal(day), at, tzinfo=gettz("Europe/London")).isoformat()


def _told(found: dict[str, Any]) -> dict[str, Any]:
    """Without what there is nothing to say of: the standard has no empty values."""
    return {key: value for key, value in found.items() if value not in (None, "", [], {})}
