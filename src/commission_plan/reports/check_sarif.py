"""What ``plan check --format sarif`` prints: SARIF 2.1.0, as code scanning services read it."""

from __future__ import annotations

from typing import Any

from commission_plan import __version__
from commission_plan.analysis import Analysis
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.reports.places import fingerprints, uri
from commission_plan.reports.plain import as_json, one_line
from commission_plan.rules import rules

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
#: A service refuses a file with more results.
_MOST = 25_000


def render(analyses: list[Analysis]) -> str:
    known = rules()
    positions = {rule.id: number for number, rule in enumerate(known)}
    results = [result for analysis in analyses for result in _results(analysis, positions)]
    if len(results) > _MOST:
        order = list(_LEVELS.values())
        results = sorted(results, key=lambda result: order.index(result["level"]))[:_MOST]
    run = {
        "tool": {"driver": {"name": "plan", "version": __version__, "rules": [_rule(rule) for rule in known]}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return as_json({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.page.strip()},
        "help": {"text": rule.page.strip(), "markdown": rule.page.strip()},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _results(analysis: Analysis, positions: dict[str, int]) -> list[dict[str, Any]]:
    accepted = {id(entry.finding): entry.reason for entry in analysis.accepted}
    known = {id(finding) for finding in analysis.known}
    findings = [*analysis.findings, *analysis.known, *(entry.finding for entry in analysis.accepted)]
    prints = fingerprints(analysis, findings)
    results = []
    for finding in findings:
        result = _result(analysis, finding, positions[finding.rule], next(prints))
        if id(finding) in accepted:
            reason = one_line(accepted[id(finding)])
            result["suppressions"] = [{"kind": "inSource", "status": "accepted", "justification": reason}]
        elif id(finding) in known:
            result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": "in the baseline"}]
        results.append(result)
    return results


def _result(analysis: Analysis, finding: Finding, position: int, fingerprint: str) -> dict[str, Any]:
    line, column = analysis.where(finding)
    return {
        "ruleId": finding.rule,
        "ruleIndex": position,
        "level": _LEVELS[finding.severity],
        "message": {"text": one_line(finding.message + (f". Help: {finding.fix}" if finding.fix else ""))},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": uri(analysis)},
                    "region": {"startLine": line, "startColumn": column},
                },
                "logicalLocations": [{"name": one_line(finding.at), "kind": "member"}],
            }
        ],
        "partialFingerprints": {"planFinding/v1": fingerprint},
    }
