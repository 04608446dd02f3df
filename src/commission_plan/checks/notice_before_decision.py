"""An extension must be given notice of before the decision to use it is taken.

`decision` names the milestone at which using the extension is decided. Its early date comes after the last day
for the notice, so notice must be given blind, or the option is lost.
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
                when = f"is only on {say(decided)}" if decided is not None else "has no date"
                message = (
                    f"notice of extension '{turn.name}' must be given by {say(deadline)}, but '{extension.decision}', "
                    f"which decides on it, {when}"
                )
                way = f"bring '{extension.decision}' forward" if decided is not None else "give it a date"
                fix = f"decide by {say(deadline)}: {way}, or decide at another milestone"
                yield RULE.finding((*place, "decision"), message, fix)
