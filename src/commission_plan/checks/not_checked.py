"""We could not check a rule, because the plan leaves out a fact.

We never guess. Write the fact at the plan, or at the step that it is about. Facts are `electronic`,
`documents_with_notice`, `tupe`, `key_decision`, `value` with its VAT, `executive` at a committee, and `procedure`.
There is one note for each fact, with the rules that wait for it. A `step` that no rule knows is a warning, because
nothing is checked there either. A plan of a procurement without a `regime` has one note that no procurement law was
checked, unless its nation chooses one. So has an old contract that does not say its law, where this plan's law may
apply to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Place, Rule, Severity
from commission_plan.model.plan import NATIONS
from commission_plan.model.wording import nearest
from commission_plan.phrases import few, listed

RULE = Rule("not-checked", Severity.INFO, __doc__)
_MOST_TOPICS = 3
_SUGGESTIONS = 20


def check(case: Case) -> Iterator[Finding]:
    if case.plan.regime is None and (case.law is None or case.law.nation is None):
        yield from _no_regime(case)
    if case.law is None:
        return
    for doubt in case.law.choice.doubts:
        yield RULE.finding((doubt.key,), doubt.message, doubt.fix, severity=doubt.severity)
    for fact, (place, rows) in case.law.unsaid().items():
        vat = fact == "value" and case.plan.value is not None
        said = "whether VAT is in the value" if vat else SAID.get(fact, f"`{fact}`")
        rules = f"rules on {listed(few(case.law.about(rows), _MOST_TOPICS))}"
        fix = _FIXES.get(fact, f"write `{fact}: true` or `{fact}: false`")
        known = [row for row in rows if row != "value-threshold"]
        if known:
            fix += f". To read {'the rule' if len(rows) == 1 else 'one of the rules'}: plan rules {known[0]}"
        yield RULE.finding(place, f"we could not check {rules}: the plan does not say {said}", fix)
    for place, what in case.law.law_not_said():
        message = f"we could not check the {what} of {place[-1]!r}: the plan does not say its law"
        fix = "write its `regime`, such as `regime: pa-2023` if its procurement began on or after 24 February 2025"
        yield RULE.finding(place, message, fix)
    for number, (id, step, known) in enumerate(case.law.unknown_steps()):
        # Names are compared letter by letter: of very many wrong ones only the first get a suggestion.
        meant = nearest(step, known) if number < _SUGGESTIONS else None
        message = f"we could not check {id!r}: no rule of this plan's law has the step {step!r}"
        fix = f"write `step: {meant}`" if meant else f"write one of {listed(known)}"
        yield RULE.finding(("milestones", id, "step"), message, fix, severity=Severity.WARNING)


def _no_regime(case: Case) -> Iterator[Finding]:
    """Said where the plan tells so much of a procurement that somebody may think its law was checked."""
    plan = case.plan
    told = next((key for key in ("procedure", "value") if getattr(plan, key) is not None), None)
    place: Place | None = (told,) if told is not None else None
    if place is None:
        place = next((place for place, id, *_ in case.milestones() if case.kind(id) in _PROCURES), None)
    if place is not None:
        message = "we could not check procurement law: the plan does not say `regime`"
        nations = f"`nation: {NATIONS[0]}`, or {listed(NATIONS[1:], 'or')}"
        fix = f"write {nations}. Or write the law, such as `regime: pa-2023`"
        yield RULE.finding(place, message, fix)


#: Kinds of step that only a procurement has, and of which the law says when they may come.
_PROCURES = ("tender-notice", "standstill-notice", "contract-signature", "details-notice")
#: What the plan does not say, in words.
SAID = {
    "process": "which direct award process it is, A, B or C",
    "procedure": "the procedure",
    "value": "the value of the contract",
    "executive": "which committee is the council's executive",
    "key_decision": "whether this is a key decision",
    "tupe": "whether staff transfer",
    "electronic": "whether tenders are sent electronically",
    "documents_with_notice": "whether all documents come with the notice",
    "preselected": "whether suppliers are selected first",
    "framework": "whether the contract is a framework",
    "concession": "whether the contract is a concession",
    "large_change": "whether the change is worth £500,000 or more",
    "consent_needed": "what the contract costs and when it ends, options included",
}
_FIXES = {
    "process": "write `procedure: direct-award-a`, `direct-award-b` or `direct-award-c`",
    "consent_needed": "write `consideration` and `ends` under `section_24`",
    "value": "write `value: £663,540 inc VAT`, or ex VAT, for all the years of the contract",
    "procedure": "write the procedure, such as `procedure: open`",
    "executive": "write `executive: true` at the council's executive, and `executive: false` at other committees",
}
