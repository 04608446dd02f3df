"""The plan goes past the bank holidays announced so far.

We work out later ones from the rules that have held so far; after 2100 we know none. A bank holiday can still be moved
or added, as in 2020, 2022 and 2023. So dates after the announced years may move by a day or two.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.days.calendars import announced_to
from commission_plan.days.numbers import last_of_month
from commission_plan.findings import Finding, Rule, Severity

RULE = Rule("bank-holidays-not-announced", Severity.INFO, __doc__)


def check(case: Case) -> Iterator[Finding]:
    announced = last_of_month(announced_to(), 12)
    beyond = [
        activity.id
        for _, _, _, activity, dates in case.milestones()
        if activity.calendar.name != "every-day" and (finish := dates.early_finish) is not None and finish > announced
    ]
    if beyond:
        message = f"bank holidays are announced to the end of {announced_to()}. Later dates may move by a day or two"
        yield RULE.finding(("milestones", beyond[0]), message, "check the plan again when later ones are announced")
