"""The service needs an extension that is not taken yet.

Certain cover is the contracts, and the extensions that are taken. It ends before the new service starts, so the plan
relies on an extension that we only plan to take. Give its notice in time. A rolling extension is taken a month or a
week at a time, and each step has its own notice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from commission_plan.checks.case import Case
from commission_plan.cover import Cover, Option
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.model.values import length_in_words
from commission_plan.phrases import days_in_words

RULE = Rule("option-needed", Severity.WARNING, __doc__)


def check(case: Case) -> Iterator[Finding]:
    for cover in case.covers:
        for option in cover.options:
            yield _finding(case, cover, option)


def _finding(case: Case, cover: Cover, option: Option) -> Finding:
    place = ("services", cover.service, "contracts", option.contract, "extensions", option.extension)
    extension = case.plan.services[cover.service].contracts[option.contract].extensions[option.extension]
    message = f"the service needs extension '{option.extension}'"
    if option.steps > 1 and extension.by is not None:
        message += f" for {length_in_words(replace(extension.by, count=extension.by.count * option.steps))}"
    message += ", and it is not taken yet"
    coming = [stage.notice_by for stage in option.stages if stage.notice_by is not None and not stage.given]
    if coming and extension.notice_given is None:
        fix = f"give notice by {days_in_words(coming[:12])}. Then write `status: exercised`"
    else:
        fix = "when it is taken, write `status: exercised`"
    return RULE.finding(place, message, fix)
