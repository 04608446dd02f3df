"""A service's go-live fits, with few days to spare.

Fewer than ten working days, or less than a twentieth of the time that is left: one missed meeting would open a gap.
The ratio is the critical path length index: working days to the latest go-live over working days to the planned one.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import count, say

RULE = Rule("thin-float", Severity.WARNING, __doc__)
_FEW_DAYS = 10
_INDEX = 1.05


def check(case: Case) -> Iterator[Finding]:
    for cover in case.covers:
        go_live = case.plan.services[cover.service].go_live
        if cover.go_live is None or go_live is None or cover.go_live > cover.latest_go_live:
            continue
        if case.network.activities[case.network.index[go_live]].done is not None:
            continue
        spare = case.calendar.between(cover.go_live, cover.latest_go_live)
        length = case.calendar.between(case.as_of, cover.go_live)
        if spare < _FEW_DAYS or length + spare < _INDEX * length:
            message = (
                f"{go_live!r} on {say(cover.go_live)} has {count(spare, 'working day')} to spare in {length:,}: "
                f"it must be no later than {say(cover.latest_go_live)}"
            )
            fix = f"start earlier, add an extension, or shorten the critical path: {case.critical_path()}"
            yield RULE.finding(("services", cover.service, "go_live"), message, fix)
