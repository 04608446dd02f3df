"""The last day to give notice of an extension has passed.

If notice is late, the council may lose the extension. So we treat this step, and the steps after it, as ones that the
provider would have to agree. If notice was given in time, write `notice_given`. If the provider agrees all the same,
write `status: exercised`. If not, plan without it. Where the new service starts before the step is needed, this is a
warning.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.cover import Cover
from commission_plan.cover.terms import stages
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.model.turns import Turn
from commission_plan.phrases import days_in_words, iso, say

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
    of = f"extension '{turn.name}'"
    if extension.by is not None and len(passed) > 1:
        of = f"{len(passed)} steps of {of}"
    message = f"notice of {of} was due by {days_in_words(passed[:6])}, so the option may be lost"
    if given is not None and given.first > passed[0] and extension.by is None:
        message = f"notice of {of} was given on {say(given.first)}, after its last day, {say(passed[0])}"
    fix = "ask the provider to agree, or plan without it"
    if given is None:
        written = iso(passed[0])
        fix = f"if notice was given in time, write `notice_given: {written}`. If not, ask the provider to agree"
    yield RULE.finding(place, message, fix, severity=Severity.WARNING if lost is None else None)
