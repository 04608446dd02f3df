"""What ``plan check --format sarif`` prints: SARIF 2.1.0, as code scanning services read it."""

from __future__ import annotations

import re
from typing import Any

from commission_plan import __version__
from commission_plan.analysis import Analysis
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.reports.places import fingerprints, home, uri, word_ends
from commission_plan.reports.plain import as_json, one_line
from commission_plan.rules import rules

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
#: What would begin or end the text of a link.
_LINK = re.compile(r"[\[\]]")
#: A service refuses a file with more results.
_MOST = 25_000


def render(analyses: list[Analysis]) -> str:
    known = rules()
    positions = {rule.id: number for number, rule in enumerate(known)}
    results = [result for analysis in analyses for result in _results(analysis, positions)]
    if len(results) > _MOST:
        order = list(_LEVELS.values())
        results = sorted(results, key=lambda result: order.index(result["level"]))[:_MOST]
    driver = {
        "name": "plan",
        "informationUri": home(),
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(rule) for rule in known],
    }
    run = {
        "tool": {"driver": driver},
        # A run of another kind on the same commit, of another tool say, takes no result of this one away.
        "automationDetails": {"id": "plan-check/"},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return as_json({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": _text(rule.title)},
        "fullDescription": {"text": _text(rule.page.strip())},
        "help": {"text": _text(rule.page.strip()), "markdown": rule.page.strip()},
        "helpUri": f"{home()}#{rule.id}",
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _results(analysis: Analysis, positions: dict[str, int]) -> list[dict[str, Any]]:
    accepted = {id(entry.finding): entry.reason for entry in analysis.accepted}
    known = {id(finding) for finding in analysis.known}
    findings = [*analysis.findings, *analysis.known, *(entry.finding for entry in analysis.accepted)]
    prints, ends = fingerprints(analysis, findings), word_ends(analysis, findings)
    results = []
    for finding in findings:
        result = _result(analysis, finding, positions[finding.rule], next(prints), next(ends))
        if id(finding) in accepted:
            reason = one_line(accepted[id(finding)])
            result["suppressions"] = [{"kind": "inSource", "status": "accepted", "justification": reason}]
        elif id(finding) in known:
            result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": "in the baseline"}]
        results.append(result)
    return results


def _result(analysis: Analysis, finding: Finding, position: int, fingerprint: str, end: int) -> dict[str, Any]:
    line, column = analysis.where(finding)
    region = {"startLine": line, "startColumn": column, "endLine": line, "endColumn": end}
    return {
        "ruleId": finding.rule,
        "ruleIndex": position,
        "level": _LEVELS[finding.severity],
        "message": {"text": _text(one_line(finding.message + (f". Help: {finding.fix}" if finding.fix else "")))},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": uri(analysis)},
                    "region": region,
                },
                "logicalLocations": [{"name": one_line(finding.at), "kind": "member"}],
            }
        ],
        # GitHub reads the first, and works out a hash of the lines where it is missing: an alert that was dismissed
        # would come back as soon as a line near it changes.
        "partialFingerprints": {"primaryLocationLineHash": f"{fingerprint[:16]}:1", "planFinding/v1": fingerprint},
    }


def _text(text: str) -> str:
    """``text`` as a message of SARIF, in which braces hold a place and brackets make a link."""
    return _LINK.sub(r"\\\g<0>", text.replace("{", "{{").replace("}", "}}"))
