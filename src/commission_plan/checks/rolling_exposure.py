"""The service relies on more than 3 steps of a rolling extension.

Every step needs its own notice, and the provider's patience. One extension to a fixed day, or a shorter plan, is safer.
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
                notices = ", each with its own notice" if option.notice_by else ""
                message = f"the service needs {option.steps} steps of extension '{option.extension}'{notices}"
                fix = f"agree one extension to {say(option.to)} instead, or start the new service earlier"
                yield RULE.finding(place, message, fix)
