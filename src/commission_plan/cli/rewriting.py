"""A plan file changed in place: read, changed, read again, compared, and only then replaced."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable

from commission_plan.analysis import Analysis
from commission_plan.cli.files import Changed, replace
from commission_plan.cli.inputs import STDIN, CannotRun, content, judged
from commission_plan.cli.output import note, write_as_is
from commission_plan.findings import Finding, Severity
from commission_plan.model.plan import Plan
from commission_plan.pen.edits import Cannot, Edit, document, edited
from commission_plan.phrases import unbroken
from commission_plan.reports.plain import safe

_END = re.compile("\r\n|\r|\n")
#: How often a change is made anew where others change the file at the same time.
_TRIES = 20


#: What is told of a change that was made: of the plan as it was, the plan as it is, and what was written.
Told = Callable[[Analysis, Analysis, list[Edit]], None]


def rewrite(
    path: str, changes: Callable[[Plan], list[Edit]], *, dry_run: bool, layout: bool = False, told: Told | None = None
) -> int:
    """Make the changes that ``changes`` asks for; 1 where the plan cannot be read, or would be invalid with them.

    With ``layout``, a file that is in the layout of ``plan fmt`` stays in it. The change is shown as a patch, or as
    ``told`` says it once it is made.

    Raises ``Cannot`` as the pen does, and ``CannotRun`` where the file cannot be read or written.
    """
    if path == STDIN:
        raise CannotRun("standard input cannot be changed: name a file")
    for _ in range(_TRIES - 1):
        # Somebody else's change, and then this one.
        with contextlib.suppress(Changed):
            return _rewritten(path, changes, dry_run=dry_run, layout=layout, told=told)
    return _rewritten(path, changes, dry_run=dry_run, layout=layout, told=told)


def _rewritten(
    path: str, changes: Callable[[Plan], list[Edit]], *, dry_run: bool, layout: bool, told: Told | None
) -> int:
    old = content(path)
    before = judged(path, old)
    if document(old)[0] is None or before.plan is None:
        from commission_plan.cli.answering import invalid

        invalid([before])
        return 1
    edits = changes(before.plan)
    new = edited(old, edits)
    if layout:
        new = _laid_out(old, new)
    after = judged(path, new)
    worse = _new_errors(before, after)
    if worse:
        for finding in worse:
            note(f"plan: {path}: {finding.message}" + (f"; {finding.fix}" if finding.fix else ""))
        note(f"plan: {path}: Nothing was written, because the plan could no longer be read.")
        return 1
    refused = _refused(after, edits)
    if refused:
        for finding in refused:
            note(f"plan: {path}: {_right(after, finding) or _in_sentences(finding)}")
        note(f"plan: {path}: Nothing was written.")
        return 1
    if dry_run or told is None or new == old:
        put(path, old, new, dry_run=dry_run)
    else:
        replace(path, new, was=old)
        told(before, after, edits)
    return 0


def put(path: str, old: bytes, new: bytes, *, dry_run: bool) -> None:
    """Show the change, and make it where ``dry_run`` does not forbid it."""
    if new == old:
        note(f"plan: {path}: This is in the file already. Nothing was written.")
        return
    if not dry_run:
        replace(path, new, was=old)
    write_as_is(safe(difference(path, old, new)))


def difference(path: str, old: bytes, new: bytes) -> str:
    """A unified diff of the two, as git shows it, with a line of context."""
    from difflib import unified_diff

    name = unbroken(path.replace("\\", "/"))
    texts = [content.decode("utf-8-sig") for content in (old, new)]
    lines = [_END.split(text.rstrip("\r\n")) for text in texts]
    if lines[0] == lines[1]:
        # Only how lines end is another.
        lines = [text.split("\n") for text in texts]
    found = unified_diff(lines[0], lines[1], f"a/{name}", f"b/{name}", lineterm="", n=1)
    return "".join(f"{line}\n" for line in found)


def _laid_out(old: bytes, new: bytes) -> bytes:
    from commission_plan.pen.tidy import tidied

    try:
        return tidied(new) if tidied(old) == old else new
    except Cannot:
        return new


def _in_sentences(finding: Finding) -> str:
    return f"{finding.message}. {finding.fix[:1].upper()}{finding.fix[1:]}."


def _new_errors(before: Analysis, after: Analysis) -> list[Finding]:
    """The errors that make the changed plan invalid and did not do so before."""
    if after.verdict != "invalid":
        return []
    known = {(finding.rule, finding.place) for finding in before.findings}
    errors = [finding for finding in after.findings if finding.severity is Severity.ERROR]
    return [finding for finding in errors if (finding.rule, finding.place) not in known]


def _refused(after: Analysis, edits: list[Edit]) -> list[Finding]:
    """The errors at the very values that were written; a day behind the last known meeting is one of the committee."""
    written = {edit.place for edit in edits if edit.value is not None}
    written |= {(*place[:-1], "at") for place in written if place[0] == "milestones" and place[-1] == "on"}
    return [found for found in after.findings if found.severity is Severity.ERROR and found.place in written]


def _right(after: Analysis, finding: Finding) -> str:
    """The meetings next to a planned day on which there is none; empty for any other finding."""
    if after.case is None or finding.place[:1] != ("milestones",) or finding.place[2:] not in (("on",), ("at",)):
        return ""
    from commission_plan.days.numbers import NEVER
    from commission_plan.engine.periods import known
    from commission_plan.model.plan import title
    from commission_plan.phrases import days_in_words, say

    plan, calendar = after.case.plan, after.case.calendar
    milestone = plan.milestones[str(finding.place[1])]
    committee = plan.committees.get(milestone.at or "")
    if committee is None or not (committee.meets or committee.every) or milestone.on is None:
        return ""
    meetings = known(committee, calendar).meetings
    before, next_one = meetings.last_to(milestone.on.first), meetings.first_from(milestone.on.first)
    if next_one == milestone.on.first:
        return ""
    near = [*([] if before is None else [before]), *([] if next_one >= NEVER else [next_one])]
    nearest = f" The nearest {'is' if len(near) == 1 else 'are'} {days_in_words(near)}." if near else ""
    return f"{say(milestone.on.first)} is not a {title(committee, milestone.at or '')} date.{nearest}"
