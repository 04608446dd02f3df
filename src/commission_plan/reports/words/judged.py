"""One plan, judged, as data: what ``plan check`` says of it, and every command of one that is invalid."""

from __future__ import annotations

from commission_plan.analysis import Analysis
from commission_plan.cover import Verdict
from commission_plan.phrases import iso
from commission_plan.reports.words.course import CourseData, course_data
from commission_plan.reports.words.cover import ServiceData, service_data
from commission_plan.reports.words.found import FindingData, finding_data


class AcceptedData(FindingData):
    reason: str


class JudgedData(CourseData):
    """One plan, judged."""

    path: str
    plan: str | None
    scenario: str | None
    as_of: str
    as_of_from: str
    verdict: Verdict
    services: list[ServiceData]
    findings: list[FindingData]
    accepted: list[AcceptedData]
    known: list[FindingData]


def judged_data(analysis: Analysis) -> JudgedData:
    return {
        "path": analysis.path,
        "plan": analysis.plan.plan if analysis.plan is not None else None,
        "scenario": analysis.scenario,
        "as_of": iso(analysis.as_of),
        "as_of_from": analysis.as_of_from,
        "verdict": analysis.verdict,
        **course_data(analysis.course),
        "services": [service_data(analysis.course, cover) for cover in analysis.covers if analysis.course is not None],
        "findings": [finding_data(analysis, finding) for finding in analysis.findings],
        "accepted": [{**finding_data(analysis, finding), "reason": reason} for finding, reason in analysis.accepted],
        "known": [finding_data(analysis, finding) for finding in analysis.known],
    }
