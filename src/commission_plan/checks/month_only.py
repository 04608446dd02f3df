"""Only the month of a date is known.

Where a period opens we use the month's first day, and where it closes the last. An event is on the last working day,
and at a committee on its last meeting of the month. The message says which day we used. A year alone is read the same
way.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.days.numbers import Day
from commission_plan.engine.periods import fixed_day
from commission_plan.findings import Finding, Place, Rule, Severity
from commission_plan.model.values import WrittenDate
from commission_plan.phrases import say

RULE = Rule("month-only", Severity.INFO, __doc__)


def check(case: Case) -> Iterator[Finding]:
    for place, written, day in _dates(case):
        if written is not None and not written.exact:
            known = "month" if written.last - written.first < 31 else "year"
            key = next(part for part in reversed(place) if isinstance(part, str))
            message = f"only the {known} of `{key}` is known. We used {say(day)}"
            yield RULE.finding(place, message, "write the day when you know it", at_key=False)


def _dates(case: Case) -> Iterator[tuple[Place, WrittenDate | None, Day]]:
    """Every date of the plan, with the day that it was taken as."""
    if case.as_of_from == "file":
        yield ("as_of",), case.plan.as_of, case.as_of
    for group in ("closures", "blackouts"):
        for id, window in getattr(case.plan, group).items():
            yield (group, id, "from"), window.start, window.start.first
            yield (group, id, "to"), window.end, window.end.last
    for id, committee in case.plan.committees.items():
        for number, item in enumerate(committee.meets):
            if isinstance(item, WrittenDate):
                yield ("committees", id, "meets", number), item, fixed_day(item, case.calendar)
    for id, service in case.plan.services.items():
        place: Place = ("services", id)
        if service.needed_from is not None:
            yield (*place, "needed_from"), service.needed_from, service.needed_from.first
        if service.new_contract is not None and service.new_contract.end is not None:
            yield (*place, "new_contract", "end"), service.new_contract.end, service.new_contract.end.last
        for name, contract in service.contracts.items():
            here = (*place, "contracts", name)
            if contract.start is not None:
                yield (*here, "start"), contract.start, contract.start.first
            yield (*here, "end"), contract.end, contract.end.last
            for other, extension in contract.extensions.items():
                yield (*here, "extensions", other, "to"), extension.to, extension.to.last
                given = extension.notice_given
                yield (*here, "extensions", other, "notice_given"), given, _opens(given)
    for place, _, milestone, activity, _ in case.milestones():
        yield (*place, "started"), milestone.started, _opens(milestone.started)
        yield (*place, "done"), milestone.done, activity.done or 0
        if activity.done is not None:
            continue  # Nothing rests on what was planned for it.
        yield (*place, "on"), milestone.on, activity.planned or 0
        yield (*place, "not_before"), milestone.not_before, _opens(milestone.not_before)
        yield (*place, "by"), milestone.by, activity.by or 0
        yield (*place, "notice_given"), milestone.notice_given, _opens(milestone.notice_given)


def _opens(date: WrittenDate | None) -> Day:
    """The first day that it can mean."""
    return 0 if date is None else date.first
