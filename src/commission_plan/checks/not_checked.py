"""A rule of the law turns on something that the plan does not say, so it is not checked.

Nothing is guessed. Say the fact at the plan, or at the milestone that it is about: `electronic`,
`documents_with_notice`, `tupe`, `key_decision`, `value` with its VAT, `executive` at a committee, `procedure`. One
finding for each fact names the rows that wait for it; `plan rules ROW` prints one of them. A `step` that no rule of the
plan's law speaks of is a warning, as nothing is checked at it either.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.model.wording import nearest
from commission_plan.phrases import listed

RULE = Rule("not-checked", Severity.INFO, __doc__)
_MOST_ROWS = 4
_SUGGESTIONS = 20


def check(case: Case) -> Iterator[Finding]:
    if case.law is None:
        return
    for fact, (place, rows) in case.law.unsaid().items():
        shown = [*rows[:_MOST_ROWS], *([f"{len(rows) - _MOST_ROWS} more"] if len(rows) > _MOST_ROWS else [])]
        are = "is" if len(rows) == 1 else "are"
        said = "whether VAT is in 'value'" if fact == "value" and case.plan.value is not None else f"{fact!r}"
        message = f"the plan does not say {said}, so {listed(shown)} {are} not checked"
        yield RULE.finding(
            place, message, _FIXES.get(fact, f"say {fact}: true or false, of the plan or of a milestone")
        )
    for number, (id, step, known) in enumerate(case.law.unknown_steps()):
        # Names are compared letter by letter: of very many wrong ones only the first get a suggestion.
        meant = nearest(step, known) if number < _SUGGESTIONS else None
        message = f"no rule of this plan's law speaks of {step!r}, so nothing is checked at {id!r}"
        fix = f"did you mean {meant!r}?" if meant else f"events without a kind: {listed(known)}"
        yield RULE.finding(("milestones", id, "step"), message, fix, severity=Severity.WARNING)


_FIXES = {
    "value": "say value: £663,540 inc VAT, or ex VAT, over the contract's whole term",
    "procedure": "say the procedure, such as procedure: open",
    "executive": "say executive: true at the committee that is the council's executive, executive: false at others",
}
