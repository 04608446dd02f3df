"""We chose the law that the plan is checked against, by its nation, its day and its value.

A plan with `nation` and without `regime` is checked against the law that applies there. `plan rules --regime PACK`
prints it. The nation is that of the key `nation`, else of a calendar that only one nation has, else of the authority's
name. Write `regime` to choose another law. You also see this where the calendar is not that of `nation`: the law counts
in its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.nation import title

RULE = Rule("law-chosen", Severity.INFO, __doc__)
_CALENDARS = {"scotland": "scotland", "northern-ireland": "northern-ireland"}


def check(case: Case) -> Iterator[Finding]:
    law = case.law
    if law is None or law.nation is None:
        return
    nation, key = law.nation
    if law.choice.why is not None and law.regime is not None:
        by = f"checked against the {law.regime.title} ({law.regime.id}): {law.choice.why}"
        yield RULE.finding((key,), by, f"write `regime: {law.regime.id}` to say so, or another law", at_key=False)
    calendar = _CALENDARS.get(nation, "england-and-wales")
    if key == "nation" and case.plan.calendar not in (calendar, "united-kingdom", "every-day"):
        message = (
            f"a council in {title(nation)} has the calendar {case.plan.calendar!r}. Its law counts in {calendar!r}"
        )
        yield RULE.finding(("nation",), message, f"write `calendar: {calendar}`", at_key=False)
