"""What ``plan check --format junit`` prints: a test suite for each plan, a test for each finding.

A finding that fails the check is a failure; a milder one is a test that passes and says what it has to say. A plan
without findings is one test that passes.
"""

from __future__ import annotations

import re
from collections import Counter
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from commission_plan.analysis import Analysis
from commission_plan.findings import Finding, Severity
from commission_plan.phrases import iso
from commission_plan.reports.places import path
from commission_plan.reports.plain import one_line, safe

#: What no XML 1.0 document may hold, escaped or not.
_NO_XML = re.compile("[^\x09\x0a\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(analyses: list[Analysis], *, level: Severity) -> str:
    """``level`` is the mildest severity that fails the check."""
    suites = [_suite(analysis, level) for analysis in analyses]
    root = Element("testsuites", name="plan check")
    for key in ("tests", "failures", "errors"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in suites)))
    root.extend(suites)
    indent(root)
    body: bytes = tostring(root, encoding="us-ascii")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body.decode("ascii")}\n'


def _suite(analysis: Analysis, level: Severity) -> Element:
    failing = sum(finding.severity.rank <= level.rank for finding in analysis.findings)
    suite = Element(
        "testsuite",
        name=_xml(path(analysis) + (f" ({analysis.scenario})" if analysis.scenario else "")),
        tests=str(len(analysis.findings) or 1),
        failures=str(failing),
        errors="0",
    )
    properties = SubElement(suite, "properties")
    for name, value in (("verdict", analysis.verdict), ("as_of", iso(analysis.as_of) or "")):
        SubElement(properties, "property", name=name, value=value)
    seen: Counter[str] = Counter()
    for finding in analysis.findings:
        name = _xml(f"{finding.rule} at {one_line(finding.at)}")
        seen[name] += 1
        # Of tests of one name a service shows the first alone.
        unique = name if seen[name] == 1 else f"{name} #{seen[name]}"
        _test(suite, analysis, finding, unique, finding.severity.rank <= level.rank)
    if not analysis.findings:
        SubElement(suite, "testcase", name=f"plan is {analysis.verdict}", classname=_xml(path(analysis)))
    return suite


def _test(suite: Element, analysis: Analysis, finding: Finding, name: str, fails: bool) -> None:
    test = SubElement(suite, "testcase", name=name, classname=_xml(path(analysis)))
    line, column = analysis.where(finding)
    said = f"{path(analysis)}:{line}:{column}: {finding.severity.value}[{finding.rule}] {one_line(finding.message)}"
    if finding.fix:
        said += f"\nhelp: {one_line(finding.fix)}"
    if fails:
        SubElement(test, "failure", type=finding.severity.value, message=_xml(one_line(finding.message))).text = _xml(
            said
        )
    else:
        SubElement(test, "system-out").text = _xml(said)


def _xml(text: str) -> str:
    return _NO_XML.sub("?", safe(text))
