"""The plan reaches past the years for which bank holidays have been announced.

Later ones are worked out from the rules that have held so far, and after 2100 none are known. A bank holiday may
yet be moved or added, as in 2020, 2022 and 2023: dates beyond the announced years may still change by a day or two.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.days.calendars import announced_to
from commission_plan.days.numbers import last_of_month
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import count

RULE = Rule("bank-holidays-not-announced", Severity.INFO, __doc__)


def check(case: Case) -> Iterator[Finding]:
    announced = last_of_month(announced_to(), 12)
    beyond = [
        activity.id
        for _, _, _, activity, dates in case.milestones()
        if activity.calendar.name != "every-day" and (finish := dates.early_finish) is not None and finish > announced
    ]
    if beyond:
        others = f" and {count(len(beyond) - 1, 'more milestone')}" if len(beyond) > 1 else ""
        message = f"bank holidays are announced to the end of {announced_to()}; {beyond[0]!r}{others} may move"
        yield RULE.finding(("milestones", beyond[0]), message, "check the plan again when the later ones are announced")
