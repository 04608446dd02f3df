"""A plan file changed in place: read, changed, read again, compared, and only then replaced."""

from __future__ import annotations

from collections.abc import Callable

from commission_plan.analysis import Analysis
from commission_plan.cli.files import replace
from commission_plan.cli.plans import STDIN, CannotRun, content, judged
from commission_plan.cli.terminal import note, write_as_is
from commission_plan.findings import Finding, Severity
from commission_plan.model.plan import Plan
from commission_plan.pen.edits import Cannot, Edit, document, edited
from commission_plan.phrases import unbroken
from commission_plan.reports.plain import safe


def rewrite(path: str, changes: Callable[[Plan], list[Edit]], *, dry_run: bool, layout: bool = False) -> int:
    """Make the changes that ``changes`` asks for; 1 where the plan cannot be read, or would be invalid with them.

    With ``layout``, a file that is in the layout of ``plan fmt`` stays in it.

    Raises ``Cannot`` as the pen does, and ``CannotRun`` where the file cannot be read or written.
    """
    if path == STDIN:
        raise CannotRun("standard input cannot be changed: name a file")
    old = content(path)
    before = judged(path, old)
    if document(old)[0] is None or before.plan is None:
        from commission_plan.cli.answering import invalid

        invalid([before])
        return 1
    new = edited(old, changes(before.plan))
    if layout:
        new = _laid_out(old, new)
    worse = _new_errors(before, judged(path, new))
    if worse:
        for finding in worse:
            note(f"plan: {path}: {finding.message}" + (f"; {finding.fix}" if finding.fix else ""))
        note(f"plan: {path}: nothing was written: the plan would be invalid")
        return 1
    put(path, old, new, dry_run=dry_run)
    return 0


def put(path: str, old: bytes, new: bytes, *, dry_run: bool) -> None:
    """Show the change, and make it where ``dry_run`` does not forbid it."""
    if new == old:
        note(f"plan: {path}: says so already")
        return
    if not dry_run:
        replace(path, new, was=old)
    write_as_is(safe(difference(path, old, new)))


def difference(path: str, old: bytes, new: bytes) -> str:
    """A unified diff of the two, as git shows it, with a line of context."""
    from difflib import unified_diff

    name = unbroken(path.replace("\\", "/"))
    lines = [content.decode("utf-8-sig").splitlines() for content in (old, new)]
    found = unified_diff(lines[0], lines[1], f"a/{name}", f"b/{name}", lineterm="", n=1)
    return "".join(f"{line}\n" for line in found)


def _laid_out(old: bytes, new: bytes) -> bytes:
    from commission_plan.pen.tidy import tidied

    try:
        return tidied(new) if tidied(old) == old else new
    except Cannot:
        return new


def _new_errors(before: Analysis, after: Analysis) -> list[Finding]:
    """The errors that make the changed plan invalid and did not do so before."""
    if after.verdict != "invalid":
        return []
    known = {(finding.rule, finding.place) for finding in before.findings}
    errors = [finding for finding in after.findings if finding.severity is Severity.ERROR]
    return [finding for finding in errors if (finding.rule, finding.place) not in known]
