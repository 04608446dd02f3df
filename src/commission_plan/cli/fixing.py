"""``plan check --fix``: the findings that say how they are fixed, fixed in the file."""

from __future__ import annotations

from datetime import date

from commission_plan.analysis import Analysis
from commission_plan.cli.files import replace
from commission_plan.cli.inputs import STDIN, CannotRun, content, judged
from commission_plan.cli.output import note
from commission_plan.findings import Finding
from commission_plan.pen.mend import mended
from commission_plan.phrases import count, unbroken


def mend(path: str, as_of: date | None, scenario: str | None) -> None:
    """Write the file anew with what could be mended, and say on standard error what that was.

    Raises ``CannotRun`` where the file cannot be read or written.
    """
    if path == STDIN:
        raise CannotRun("--fix changes a file: name one")
    if scenario is not None:
        raise CannotRun("--fix changes the plan itself: leave --scenario out")

    def judge(content: bytes) -> Analysis:
        return judged(path, content, as_of)

    old = content(path)
    new, findings, left = mended(old, judge)
    for finding in left[:1]:
        note(
            f"plan: {unbroken(path)}: not fixed: {finding.message}. With that fixed there would be more errors than now"
        )
    if not findings:
        return
    replace(path, new, was=old)
    note(f"{count(len(findings), 'finding')} fixed in {unbroken(path)}")
    for finding in findings:
        note(f"  {finding.message}: {said(finding)}")


def said(finding: Finding) -> str:
    """What the change was, in words."""
    assert finding.mend is not None
    if finding.mend.text is None:
        return "taken out"
    return f"now {finding.mend.text!r}"
