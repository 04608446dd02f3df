"""Notice of an extension is due before the decision to use it.

`decision` names the step that decides whether to use the extension. It comes after the last day for notice. So the
council would have to give notice before it has decided, or lose the extension.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.cover.terms import notice_by
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import say

RULE = Rule("notice-before-decision", Severity.WARNING, __doc__)


def check(case: Case) -> Iterator[Finding]:
    for service, described in case.plan.services.items():
        for id, contract in described.contracts.items():
            for turn in contract.turns:
                extension = turn.extension
                if extension.decision not in case.plan.milestones or extension.status not in ("planned", "available"):
                    continue
                deadline = notice_by(extension, turn.after, case.calendar)
                decided = case.schedule.dates[extension.decision].early_finish
                if deadline is None or extension.notice_given is not None:
                    continue
                if decided is not None and decided <= deadline:
                    continue
                place = ("services", service, "contracts", id, "extensions", turn.name)
                when = f"is on {say(decided)}" if decided is not None else "has no date"
                message = (
                    f"notice of extension '{turn.name}' is due by {say(deadline)}, and '{extension.decision}', "
                    f"which decides it, {when}"
                )
                fix = f"bring '{extension.decision}' forward to {say(deadline)} or earlier"
                fix = fix if decided is not None else f"plan '{extension.decision}' for {say(deadline)} or earlier"
                yield RULE.finding((*place, "decision"), message, fix)
