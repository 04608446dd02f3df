"""More than three steps of a rolling extension are relied on.

Every step needs a notice of its own and the provider's patience. A fixed extension, or a shorter plan, is safer.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import say

RULE = Rule("rolling-exposure", Severity.WARNING, __doc__)
_MOST_STEPS = 3


def check(case: Case) -> Iterator[Finding]:
    for cover in case.covers:
        for option in cover.options:
            if option.steps > _MOST_STEPS:
                place = ("services", cover.service, "contracts", option.contract, "extensions", option.extension)
                notices = ", each with a notice of its own" if option.notice_by else ""
                message = (
                    f"{case.service(cover.service)} relies on {option.steps} steps of extension "
                    f"'{option.extension}', to {say(option.to)}{notices}"
                )
                fix = f"agree one fixed extension to {say(option.to)} instead, or bring the go-live forward"
                yield RULE.finding(place, message, fix)
