"""A length lies outside its own range.

`takes` is the likely length, so it lies between the shortest and the longest. A what-if often changes one and not the
other. `plan risk` then uses the nearer end of the range as the likely length.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.model.values import Duration, length_in_words, shorter

RULE = Rule("off-range", Severity.WARNING, __doc__)


def check(case: Case) -> Iterator[Finding]:
    for place, id, milestone, activity, _ in case.milestones():
        takes, between = milestone.takes, milestone.shortest_longest
        if activity.done is not None or between is None or not isinstance(takes, Duration):
            continue
        shortest, longest = between
        if shorter(takes, shortest):
            beyond = f"less than the shortest of its range, {length_in_words(shortest)}"
        elif shorter(longest, takes):
            beyond = f"more than the longest of its range, {length_in_words(longest)}"
        else:
            continue
        fix = "change `takes` or `range`: `takes` is the likely length"
        yield RULE.finding((*place, "range"), f"{id!r} takes {length_in_words(takes)}, {beyond}", fix)
