"""A date set by hand is later than it need be.

`on` holds a step back although it could happen earlier, and the days between are not used. Say why in `note` or
`source`, or take out `on`.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import count, say

RULE = Rule("pinned-date", Severity.WARNING, __doc__)


def check(case: Case) -> Iterator[Finding]:
    for place, id, milestone, activity, dates in case.milestones():
        planned = activity.planned
        if planned is None or activity.done is not None or dates.early_finish != planned:
            continue
        if milestone.note is not None or milestone.source is not None or not milestone.after:
            continue
        asked = case.schedule.asked(case.network.index[id])
        possible = activity.opening.forward(max(asked, activity.hold))
        if milestone.on is not None and not milestone.on.exact and possible >= milestone.on.first:
            continue  # The month that is written holds nothing back.
        hidden = activity.float_between(possible, planned)
        if hidden > 0:
            days = count(hidden, "day" if activity.go_live else "working day")
            verb = "is" if hidden == 1 else "are"
            message = f"{id!r} is set for {say(planned)}, and could happen on {say(possible)}: {days} {verb} not used"
            yield RULE.finding((*place, "on"), message, "say why in `note`, or take out `on`", at_key=False)
