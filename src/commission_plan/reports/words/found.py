"""A finding, as data."""

from __future__ import annotations

from typing_extensions import TypedDict

from commission_plan.analysis import Analysis
from commission_plan.findings import Finding


class FindingData(TypedDict):
    rule: str
    severity: str
    message: str
    fix: str
    at: str
    line: int
    column: int


def finding_data(analysis: Analysis, found: Finding) -> FindingData:
    line, column = analysis.where(found)
    return {
        "rule": found.rule,
        "severity": found.severity.value,
        "message": found.message,
        "fix": found.fix,
        "at": found.at,
        "line": line,
        "column": column,
    }
