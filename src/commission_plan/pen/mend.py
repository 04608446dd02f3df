"""Findings mended: the changes of which there is no question, made in the file and tried."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from commission_plan.analysis import Analysis
from commission_plan.findings import Finding, Mend, Severity
from commission_plan.pen.edits import Cannot, Edit, edited

_MOST_ROUNDS = 500


class Mended(NamedTuple):
    """The file with what could be mended, and the findings that are gone from it for that reason."""

    content: bytes
    findings: list[Finding]
    #: Those whose mending would have left more errors than there were.
    left: list[Finding]


def changed(content: bytes, mend: Mend) -> bytes:
    """``content`` with the change made.

    Raises ``Cannot`` where it cannot be made in this file.
    """
    if not mend.lines:
        return edited(content, [Edit(mend.place, mend.text, rename=mend.key)])
    # Each line keeps what ends it, and the first one its byte order mark.
    bom, text = (b"\xef\xbb\xbf", content[3:]) if content.startswith(b"\xef\xbb\xbf") else (b"", content)
    lines = re.split(rb"(\r\n|\r|\n)", text)
    for number, new in mend.lines:
        lines[2 * (number - 1)] = new.encode()
    return bom + b"".join(lines)


def mended(content: bytes, judge: Callable[[bytes], Analysis]) -> Mended:
    """``content`` with every finding of ``judge`` mended that says how, one after the other.

    A change that does not take its finding away, or that brings another one of its kind, is not made. Where what was
    hidden comes out, all is left as it was at the last point at which there were no more errors than at first.
    """
    made: list[Finding] = []
    refused: set[Mend] = set()
    analysis = judge(content)
    most = _errors(analysis)
    kept = Mended(content, [], [])
    for _ in range(_MOST_ROUNDS):
        finding = next((found for found in analysis.findings if found.mend and found.mend not in refused), None)
        if finding is None or finding.mend is None:
            break
        try:
            tried = changed(content, finding.mend)
        except Cannot:
            refused.add(finding.mend)
            continue
        after = judge(tried)
        if _better(finding, analysis, after):
            content, analysis = tried, after
            made.append(finding)
            if _errors(analysis) <= most:
                kept = Mended(content, [*made], [])
        else:
            refused.add(finding.mend)
    return kept._replace(left=made[len(kept.findings) :])


def _better(finding: Finding, before: Analysis, after: Analysis) -> bool:
    """Whether the finding is gone and the change brought no other.

    What was hidden is no fault of the change: of a file that could not be read nothing was known. Below a key that was
    not known nothing had been read, and a plan that was invalid was not checked any further.
    """
    if finding.mend is not None and finding.mend.lines:
        return after.document is not None
    known = {_key(found) for found in before.findings}
    mend = finding.mend
    below = (*mend.place[:-1], mend.text) if mend is not None and mend.key else None
    new = [found for found in after.findings if _key(found) not in known and found.place[: len(below or ())] != below]
    if before.verdict == "invalid" and after.verdict != "invalid":
        new = []
    return _key(finding) not in {_key(found) for found in after.findings} and not new


def _errors(analysis: Analysis) -> int:
    return sum(finding.severity is Severity.ERROR for finding in analysis.findings)


def _key(finding: Finding) -> tuple[str, object, str]:
    return finding.rule, finding.place, finding.message
