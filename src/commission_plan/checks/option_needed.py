"""A service is covered only through an extension that is planned and not yet exercised.

The days before go-live that firm cover (contracts and exercised extensions) does not reach are a gap unless the
planned extension is really taken, so its notice dates must be kept. A rolling extension is taken in steps, each
with a notice of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.checks.case import Case
from commission_plan.cover import Cover, Option
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.phrases import count, listed, say, span

RULE = Rule("option-needed", Severity.WARNING, __doc__)


def check(case: Case) -> Iterator[Finding]:
    for cover in case.covers:
        for option in cover.options:
            yield _finding(case, cover, option)


def _finding(case: Case, cover: Cover, option: Option) -> Finding:
    place = ("services", cover.service, "contracts", option.contract, "extensions", option.extension)
    gaps = [gap for gap in cover.gaps if option.extension in gap.without]
    lost = [f"a gap of {count(gap.days, 'day')}, {span(gap.first, gap.last)}" for gap in gaps if gap.days and gap.last]
    message = f"{case.service(cover.service)} needs extension '{option.extension}', planned and not yet exercised"
    if option.steps > 1:
        message += f", in {option.steps} steps to {say(option.to)}"
    if lost:
        message += f": without it there is {listed(lost)}"
    coming = [stage.notice_by for stage in option.stages if stage.notice_by is not None and not stage.given]
    extension = case.plan.services[cover.service].contracts[option.contract].extensions[option.extension]
    if coming and extension.notice_given is None:
        fix = f"give notice by {listed(say(day) for day in coming[:12])}"
    else:
        fix = "exercise it, and then write status: exercised"
    return RULE.finding(place, message, fix)
