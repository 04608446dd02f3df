"""What ``plan risk --format json`` prints. Fields may be added, never renamed or taken away, while schema is 1."""

from __future__ import annotations

from typing import Any

from commission_plan.analysis import Analysis
from commission_plan.phrases import iso
from commission_plan.reports.heading import as_data
from commission_plan.risk.history import Kind
from commission_plan.risk.summary import Chance, Extended, GoLive, Meeting, Quantile, Risk


def render(analysis: Analysis, risk: Risk, kinds: list[Kind]) -> dict[str, Any]:
    assert analysis.plan is not None
    return {
        "schema": 1,
        **as_data(analysis, title=True),
        "runs": risk.runs,
        "seed": risk.seed,
        "steady": risk.steady,
        "uncertain": risk.uncertain,
        "no_gap": _chance(risk.no_gap),
        "extensions": [_extended(extended) for extended in risk.extensions],
        "meetings": [_meeting(meeting) for meeting in risk.meetings],
        "go_live": [_go_live(go_live) for go_live in risk.go_lives],
        "drivers": [
            {
                "id": driver.id,
                "title": driver.title,
                "kind": driver.kind,
                "uncertain": driver.uncertain,
                "drawn_from": driver.source or None,
                "criticality": driver.criticality,
                "gain_chance": round(driver.gain_chance, 12) if driver.tried or not driver.uncertain else None,
                "gain_p80_days": driver.gain_p80 if driver.tried or not driver.uncertain else None,
            }
            for driver in risk.drivers
        ],
        "history": [kind(found) for found in kinds],
        "notes": list(risk.notes),
    }


def kind(found: Kind) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "n": len(found.ratios),
        "p50": round(found.p50, 4),
        "p80": round(found.p80, 4),
        "used": found.used,
    }


def _chance(chance: Chance) -> dict[str, float]:
    return {"chance": chance.chance, "plus_minus": chance.plus_minus}


def _if_known(chance: Chance | None) -> dict[str, float] | None:
    return None if chance is None else _chance(chance)


def _extended(extended: Extended) -> dict[str, Any]:
    return {
        "service": extended.service,
        "contract": extended.contract,
        "extension": extended.extension,
        "status": extended.status,
        "with": _chance(extended.with_it),
        "without": _chance(extended.without_it),
        "steps": [
            {
                "to": iso(step.to),
                "notice_by": iso(step.notice_by),
                "needed": _chance(step.needed),
                "seen": _if_known(step.seen),
                "missed": _if_known(step.missed),
                "in_vain": _if_known(step.in_vain),
            }
            for step in extended.steps
        ],
    }


def _meeting(meeting: Meeting) -> dict[str, Any]:
    return {
        "id": meeting.milestone,
        "title": meeting.title,
        "committee": meeting.committee,
        "planned": iso(meeting.planned),
        "dates": [{"date": iso(day), **_chance(chance)} for day, chance in meeting.dates],
    }


def _go_live(go_live: GoLive) -> dict[str, Any]:
    return {
        "id": go_live.milestone,
        "service": go_live.service,
        "title": go_live.title,
        "planned": iso(go_live.planned),
        "latest": iso(go_live.latest),
        "no_gap": _chance(go_live.no_gap),
        "p50": iso(go_live.p50.day),
        "p80": iso(go_live.p80.day),
        "p90": iso(go_live.p90.day),
        "p50_between": _between(go_live.p50),
        "p80_between": _between(go_live.p80),
        "p90_between": _between(go_live.p90),
        "days": [{"date": iso(day), "chance": share} for day, share in go_live.days],
    }


def _between(quantile: Quantile) -> list[str | None]:
    return [iso(quantile.earliest), iso(quantile.latest)]
