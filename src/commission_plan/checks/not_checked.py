"""A rule of the law turns on something that the plan does not say, so it is not checked.

Nothing is guessed. Say the fact at the plan, or at the milestone that it is about: `electronic`,
`documents_with_notice`, `tupe`, `key_decision`, `value` with its VAT, `executive` at a committee, `procedure`. One
finding for each fact names the rows that wait for it; `plan rules ROW` prints one of them. A `step` that no rule of the
plan's law speaks of is a warning, as nothing is checked at it either. A plan of a procurement that names no `regime` is
told once that no procurement law was checked; so is an old contract whose law nobody says, where this one's may be it.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Place, Rule, Severity
from commission_plan.model.plan import REGIMES
from commission_plan.model.wording import nearest
from commission_plan.phrases import listed

RULE = Rule("not-checked", Severity.INFO, __doc__)
_MOST_ROWS = 4
_SUGGESTIONS = 20


def check(case: Case) -> Iterator[Finding]:
    if case.plan.regime is None:
        yield from _no_regime(case)
    if case.law is None:
        return
    for fact, (place, rows) in case.law.unsaid().items():
        shown = [*rows[:_MOST_ROWS], *([f"{len(rows) - _MOST_ROWS} more"] if len(rows) > _MOST_ROWS else [])]
        are = "is" if len(rows) == 1 else "are"
        vat = fact == "value" and case.plan.value is not None
        said = "whether VAT is in 'value'" if vat else _SAID.get(fact, f"{fact!r}")
        message = f"the plan does not say {said}, so {listed(shown)} {are} not checked"
        yield RULE.finding(
            place, message, _FIXES.get(fact, f"say {fact}: true or false, of the plan or of a milestone")
        )
    for place, what in case.law.law_not_said():
        message = f"{place[-1]!r} does not say the law it was awarded under, so this is not checked: {what}"
        fix = "say its regime, such as regime: pa-2023 where its award began on or after 24 February 2025"
        yield RULE.finding(place, message, fix)
    for number, (id, step, known) in enumerate(case.law.unknown_steps()):
        # Names are compared letter by letter: of very many wrong ones only the first get a suggestion.
        meant = nearest(step, known) if number < _SUGGESTIONS else None
        message = f"no rule of this plan's law speaks of {step!r}, so nothing is checked at {id!r}"
        fix = f"did you mean {meant!r}?" if meant else f"events without a kind: {listed(known)}"
        yield RULE.finding(("milestones", id, "step"), message, fix, severity=Severity.WARNING)


def _no_regime(case: Case) -> Iterator[Finding]:
    """Said where the plan tells so much of a procurement that somebody may think its law was checked."""
    plan = case.plan
    told = next((key for key in ("procedure", "value") if getattr(plan, key) is not None), None)
    place: Place | None = (told,) if told is not None else None
    if place is None:
        place = next((place for place, id, *_ in case.milestones() if case.kind(id) in _PROCURES), None)
    if place is not None:
        message = "the plan names no 'regime', so no procurement law was checked"
        yield RULE.finding(place, message, f"say the regime: {listed(REGIMES, 'or')}")


#: Kinds of step that only a procurement has, and of which the law says when they may come.
_PROCURES = ("tender-notice", "standstill-notice", "contract-signature", "details-notice")
_SAID = {"process": "which direct award process it is, A, B or C"}
_FIXES = {
    "process": "write procedure: direct-award-a, direct-award-b or direct-award-c",
    "value": "say value: £663,540 inc VAT, or ex VAT, over the contract's whole term",
    "procedure": "say the procedure, such as procedure: open",
    "executive": "say executive: true at the committee that is the council's executive, executive: false at others",
}
