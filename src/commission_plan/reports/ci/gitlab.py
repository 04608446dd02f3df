"""What ``plan check --format gitlab`` prints: a code quality report, as GitLab shows it beside a merge request."""

from __future__ import annotations

from typing import Any

from commission_plan.analysis import Analysis
from commission_plan.findings import Finding, Severity
from commission_plan.reports.places import fingerprints, path
from commission_plan.reports.plain import as_json, one_line

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(analyses: list[Analysis]) -> str:
    return as_json([entry for analysis in analyses for entry in _entries(analysis)])


def _entries(analysis: Analysis) -> list[dict[str, Any]]:
    prints = fingerprints(analysis, analysis.findings)
    return [_entry(analysis, finding, next(prints)) for finding in analysis.findings]


def _entry(analysis: Analysis, finding: Finding, fingerprint: str) -> dict[str, Any]:
    return {
        "description": one_line(finding.message + (f" (help: {finding.fix})" if finding.fix else "")),
        "check_name": finding.rule,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": path(analysis), "lines": {"begin": analysis.where(finding).line}},
    }
