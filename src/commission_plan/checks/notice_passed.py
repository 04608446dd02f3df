"""The last day for the notice of a planned extension has passed.

A planned extension counts as cover, but a contract's option is lost when its notice is late. Where notice was
given in time, say so with `notice_given`; where the provider agrees all the same, make the extension `exercised`;
else plan without it.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.cover.terms import stages
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import count, listed, say

RULE = Rule("notice-passed", Severity.ERROR, __doc__)


def check(case: Case) -> Iterator[Finding]:
    for cover in case.covers:
        needed_to = None if cover.go_live is None else cover.go_live - 1
        for id, contract in case.plan.services[cover.service].contracts.items():
            for turn in contract.turns:
                extension = turn.extension
                if extension.status != "planned" or extension.notice is None:
                    continue
                # At least the first step: it is planned, needed or not.
                until = max(needed_to or extension.to.last, turn.after + 1)
                given = extension.notice_given
                passed = [
                    stage.notice_by
                    for stage in stages(extension, turn.after, until, case.calendar)
                    if stage.notice_by is not None and stage.notice_by < case.as_of and not stage.given
                ]
                if not passed:
                    continue
                place = ("services", cover.service, "contracts", id, "extensions", turn.name)
                last = f"the last day to give notice of extension '{turn.name}'"
                if extension.by is not None:
                    last = f"the last day to give notice of {count(len(passed), 'step')} of extension '{turn.name}'"
                message = f"{last} was {listed(say(day) for day in passed[:6])}: the option may be lost"
                if given is not None and given.first > passed[0] and extension.by is None:
                    message = (
                        f"notice of extension '{turn.name}' was given on {say(given.first)}, after its last day, "
                        f"{say(passed[0])}: the option may be lost"
                    )
                fix = "ask the provider to agree to it all the same, or plan without it"
                if given is None:
                    fix = f"if notice was given in time, add 'notice_given' with its date; else {fix}"
                yield RULE.finding(place, message, fix)
