"""``plan report`` as JSON: the same facts as data. Fields may be added, never renamed, while ``schema`` is 2."""

from __future__ import annotations

from typing import Any

from commission_plan.contents import Contents, Stage
from commission_plan.layout import CoverRow
from commission_plan.obligations import Must
from commission_plan.phrases import iso
from commission_plan.reports.plain import as_json
from commission_plan.reports.words.found import finding_data


def render(report: Contents) -> bytes:
    analysis = report.analysis
    found: dict[str, Any] = {
        "schema": 2,
        "path": analysis.path,
        "plan": report.title,
        "scenario": analysis.scenario,
        "as_of": iso(analysis.as_of),
        "verdict": report.verdict,
        "services": [
            {"id": said.service, "verdict": said.verdict, "sentence": said.sentence} for said in report.judgements
        ],
    }
    if report.has("timetable"):
        found["timetable"] = [_stage(stage) for stage in report.timetable]
    if report.has("deadlines"):
        found["deadlines"] = [_must(must, analysis.as_of) for must in report.deadlines]
    if report.has("cover"):
        found["cover"] = [
            {"service": group.id, "title": group.title, "rows": [_cover(row) for row in group.rows]}
            for group in report.timeline.groups
            if group.verdict is not None
        ]
    if report.risk is not None:
        from commission_plan.reports.answers import risk

        found["risk"] = risk.data(risk.Simulated(analysis, report.risk, report.wanted.history))
    if report.has("slips"):
        from commission_plan.reports.words.slips import slip_data

        found["slips"] = [slip_data(row) for row in report.slips]
    if report.has("findings"):
        found["findings"] = [finding_data(analysis, finding) for finding in report.findings]
    if report.has("changes") and report.changes is not None:
        from commission_plan.reports.answers import diff

        found["changes"] = diff.data(diff.Compared(report.changes))
    return as_json(found).encode()


def _stage(stage: Stage) -> dict[str, Any]:
    row = stage.row
    return {
        "id": stage.id,
        "title": stage.title,
        "kind": row.kind,
        "group": stage.group,
        "start": iso(stage.start),
        "finish": iso(stage.finish),
        "latest": iso(row.late_finish),
        "float": row.total_float,
        "float_unit": "days" if row.float_unit == "d" else "working days",
        "owner": stage.owner,
        "decision_maker": stage.decision_maker,
        "note": stage.note,
        "critical": row.critical,
        "done": row.done,
        "failed": row.failed,
        "under_way": row.under_way,
        "late": row.late,
        "event": row.event,
    }


def _must(must: Must, as_of: int) -> dict[str, Any]:
    return {
        "date": iso(must.by),
        "limit": must.kind,
        "what": must.what,
        "who": must.who,
        "why": must.why,
        "source": must.source,
        "link": must.link,
        "overdue": must.late(as_of),
        "decided": must.decided,
        "place": list(must.place),
    }


def _cover(row: object) -> dict[str, Any]:
    assert isinstance(row, CoverRow)
    return {
        "kind": row.kind,
        "id": row.id,
        "title": row.title,
        "from": iso(row.start),
        "to": iso(row.finish),
        "status": row.status or None,
        "counts": row.counts,
    }
