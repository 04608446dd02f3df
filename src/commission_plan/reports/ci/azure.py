"""What ``plan check --format azure`` prints below the text report: issues of an Azure Pipelines run, each at its line.

Azure knows errors and warnings alone: notes stay in the text.
"""

from __future__ import annotations

from commission_plan.analysis import Analysis
from commission_plan.findings import Finding, Severity
from commission_plan.reports.places import path
from commission_plan.reports.plain import one_line, safe

_TYPES = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def render(analyses: list[Analysis]) -> str:
    """Lines that are orders to the agent; nothing in them is an order of the plan's."""
    found = [(analysis, finding) for analysis in analyses for finding in analysis.findings]
    worst_first = sorted(found, key=lambda entry: entry[1].severity.rank)
    return "".join(f"{_issue(*entry)}\n" for entry in worst_first if entry[1].severity in _TYPES)


def _issue(analysis: Analysis, finding: Finding) -> str:
    line, column = analysis.where(finding)
    properties = {
        "type": _TYPES[finding.severity],
        "sourcepath": path(analysis),
        "linenumber": str(line),
        "columnnumber": str(column),
        "code": finding.rule,
    }
    listed = ";".join(f"{name}={_property(value)}" for name, value in properties.items())
    said = one_line(finding.message) + (f". Help: {one_line(finding.fix)}" if finding.fix else "")
    return f"##vso[task.logissue {listed}]{_message(said)}"


def _message(text: str) -> str:
    """``text`` as the agent takes a message: its own escapes for what would end it."""
    return safe(text).replace("%", "%AZP25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace("]", "%5D").replace(";", "%3B")
