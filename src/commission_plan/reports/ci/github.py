"""What ``plan check --format github`` prints below the text report: annotations of a pull request's lines.

GitHub shows ten of each kind and step, so the worst come first and no more than ten of a kind are given.
"""

from __future__ import annotations

from collections import Counter

from commission_plan.analysis import Analysis
from commission_plan.findings import Finding, Severity
from commission_plan.reports.places import path
from commission_plan.reports.plain import one_line, safe

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
MOST_OF_A_KIND = 10


def render(analyses: list[Analysis]) -> str:
    """Lines that are orders to the runner; nothing in them is an order of the plan's."""
    found = [(analysis, finding) for analysis in analyses for finding in analysis.findings]
    shown: Counter[Severity] = Counter()
    lines = []
    for analysis, finding in sorted(found, key=lambda entry: entry[1].severity.rank):
        shown[finding.severity] += 1
        if shown[finding.severity] <= MOST_OF_A_KIND:
            lines.append(_annotation(analysis, finding))
    return "".join(f"{line}\n" for line in lines)


def _annotation(analysis: Analysis, finding: Finding) -> str:
    line, column = analysis.where(finding)
    properties = {"file": path(analysis), "line": str(line), "col": str(column), "title": f"plan: {finding.rule}"}
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {listed}::{_message(_said(finding))}"


def _said(finding: Finding) -> str:
    return one_line(finding.message) + (f"\nhelp: {one_line(finding.fix)}" if finding.fix else "")


def _message(text: str) -> str:
    """``text`` as the runner takes a message: its own escapes for what would end it."""
    return safe(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
