"""The last day for the notice of a planned extension has passed.

A contract's option is lost when its notice is late, so the step counts as one that is still to be agreed, and so do
the steps after it. Where notice was given in time, say so with `notice_given`; where the provider agrees all the same,
make the extension `exercised`; else plan without it. Where the new service starts before the step is needed, it is a
warning.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.cover import Cover
from commission_plan.cover.terms import stages
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.model.turns import Turn
from commission_plan.phrases import count, listed, say

RULE = Rule("notice-passed", Severity.ERROR, __doc__)


def check(case: Case) -> Iterator[Finding]:
    for cover in case.covers:
        if _over(case, cover):
            continue
        for id, contract in case.plan.services[cover.service].contracts.items():
            for turn in contract.turns:
                if turn.extension.status == "planned" and turn.extension.notice is not None:
                    yield from _passed(case, cover, id, turn)


def _over(case: Case, cover: Cover) -> bool:
    """Whether the new service has started."""
    position = case.network.index.get(case.plan.services[cover.service].go_live or "")
    return position is not None and case.network.activities[position].done is not None


def _passed(case: Case, cover: Cover, contract: str, turn: Turn) -> Iterator[Finding]:
    extension = turn.extension
    given = extension.notice_given
    lost = next((one for one in cover.lost if (one.contract, one.extension) == (contract, turn.name)), None)
    # At least the first step: it is planned, needed or not.
    found = stages(extension, turn.after, turn.after + 1, case.calendar) if lost is None else lost.stages
    passed = [stage.notice_by for stage in found if stage.passed(case.as_of) and stage.notice_by is not None]
    if not passed:
        return
    place = ("services", cover.service, "contracts", contract, "extensions", turn.name)
    last = f"the last day to give notice of extension '{turn.name}'"
    if extension.by is not None:
        last = f"the last day to give notice of {count(len(passed), 'step')} of extension '{turn.name}'"
    message = f"{last} was {listed(say(day) for day in passed[:6])}: the option may be lost"
    if given is not None and given.first > passed[0] and extension.by is None:
        message = (
            f"notice of extension '{turn.name}' was given on {say(given.first)}, after its last day, "
            f"{say(passed[0])}: the option may be lost"
        )
    fix = "ask the provider to agree to it all the same, or plan without it"
    if given is None:
        fix = f"if notice was given in time, add 'notice_given' with its date; else {fix}"
    yield RULE.finding(place, message, fix, severity=Severity.WARNING if lost is None else None)
