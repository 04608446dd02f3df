"""Steps that the law, or good practice, asks for and the plan does not have."""

from collections.abc import Iterator
from typing import NamedTuple

from commission_plan.findings import Place, Severity
from commission_plan.law.events import Events
from commission_plan.law.owed import Owed
from commission_plan.law.reorganisation import reckoning
from commission_plan.law.standstill import Minimum
from commission_plan.law.wording import notice
from commission_plan.model.plan import KINDS, Plan
from commission_plan.phrases import say

#: Procedures that are advertised: a tender follows a notice.
_ADVERTISED = (
    "open",
    "restricted",
    "competitive-flexible",
    "competitive-negotiation",
    "competitive-dialogue",
    "light-touch",
)
#: Notices that come before something, and that a plan which needs them should have.
_NOTICES = (
    "transparency-notice",
    "standstill-notice",
    "leaseholder-notice",
    "leaseholder-proposal",
    "section-24-consent",
)


class Missing(NamedTuple):
    place: Place
    message: str
    fix: str
    severity: Severity


def missing(plan: Plan, events: Events, minimum: Minimum, owed: list[Owed]) -> Iterator[Missing]:
    without = list(_standstills(events, minimum))
    yield from without
    yield from _notices_before(plan, events, owed, {entry.place for entry in without})
    yield from _key_decision_notices(plan, owed)
    yield from _tender_notices(plan, events)
    yield from _notices_after(events, owed)
    yield from _mobilisation(events)


def _standstills(events: Events, minimum: Minimum) -> Iterator[Missing]:
    """No standstill between an award and its contract; where no contract is in the plan, after an award."""
    if events.at("standstill") or events.at("standstill-notice"):
        signed = [at for at in events.at("contract-signature") if not _has_standstill(events, at)]
        if len(events.at("contract-signature")) < 2:
            signed = []
    else:
        signed = events.at("contract-signature") or [
            at for at in events.at("award") if events.follows("go-live", at) is not None
        ]
    for position in signed:
        day = events.finish(position)
        if day is None or events.done(position):
            continue
        award = events.leads("award", position)
        sent = events.effective(award) if award is not None else None
        asked = minimum("standstill", events.ids[position], (sent or day).first)
        if asked is None:
            continue
        rule, end = asked
        id = events.ids[position]
        message = f"there is no standstill before {id!r} on {say(day.first)}"
        severity = Severity.WARNING
        if sent is not None and award != position:
            message += f". From {events.ids[award or 0]!r} on {say(sent.first)} it runs to {say(end)} at the earliest"
            severity = Severity.ERROR if day.last <= end else Severity.WARNING
        elif events.is_at("award", position):
            message = f"there is no standstill after {id!r} on {say(day.first)}"
        fix = "add a step with `kind: standstill-notice`, and one with `kind: standstill` after it"
        yield Missing(("milestones", id), f"{message} ({rule.row.citation})", fix, severity)


def _has_standstill(events: Events, position: int) -> bool:
    return any(events.leads(kind, position) is not None for kind in ("standstill", "standstill-notice"))


def _notices_before(plan: Plan, events: Events, owed: list[Owed], said: set[Place]) -> Iterator[Missing]:
    """No transparency notice before a direct award, no contract award notice before a contract."""
    for found in owed:
        row = found.rule.row
        if (
            found.keeper
            or found.done
            or found.unsaid
            or row.optional
            or row.starts not in _NOTICES
            or (row.starts == "standstill-notice" and found.place in said)
        ):
            continue
        # A standstill of the plan stands for the notice that begins it.
        act = events.network.index[found.event]
        if row.starts == "standstill-notice" and (row.edge != "order" or _has_standstill(events, act)):
            continue
        kind = "kind" if row.starts in KINDS else "step"
        named = notice(row.starts, found.rule.pack)
        message = f"there is no {named} before {found.event!r}. It is due by {say(found.by)}"
        fix = f"add a step with `{kind}: {row.starts}`"
        why = reckoning(plan) if row.starts == "section-24-consent" and row.ends != "disposal" else ""
        yield Missing(found.place, f"{message} ({row.citation}){why and '. ' + why[:-1]}", fix, Severity.WARNING)


def _key_decision_notices(plan: Plan, owed: list[Owed]) -> Iterator[Missing]:
    for found in owed:
        milestone = plan.milestones.get(found.event)
        if (
            found.rule.row.starts != "key-decision-notice"
            or found.unsaid
            or found.keeper
            or found.done
            or not milestone
        ):
            continue
        committee = plan.committees.get(milestone.at or "")
        if committee is None or committee.notice is None:
            message = (
                f"there is no key decision notice before {found.event!r} on {say(found.event_day)}. "
                f"It is due by {say(found.by)} ({found.rule.row.citation})"
            )
            fix = f"write `notice: 28d` under {milestone.at!r}, or `notice_given` in {found.event!r}"
            if committee is None:
                fix = "add a step with `step: key-decision-notice`, or write `notice_given` in this one"
            yield Missing(found.place, message, fix, Severity.WARNING)


def _tender_notices(plan: Plan, events: Events) -> Iterator[Missing]:
    if events.at("tender-notice") or plan.procedure not in _ADVERTISED or plan.regime in ("psr-2023", "psr-wales-2025"):
        return
    for position in [*events.at("selection"), *events.at("tender")][:1]:
        if not events.done(position):
            id = events.ids[position]
            message = f"there is no tender notice before {id!r}. We assume that it is published the day before"
            yield Missing(("milestones", id), message, "add a step with `kind: tender-notice`", Severity.INFO)


def _notices_after(events: Events, owed: list[Owed]) -> Iterator[Missing]:
    """No notice of the award, or of the contract's details."""
    said: set[str] = set()
    for found in owed:
        row = found.rule.row
        if row.ends != "details-notice" or found.keeper or found.unsaid or found.event in said:
            continue
        said.add(found.event)
        named = notice(row.ends, found.rule.pack)
        message = f"there is no {named} after {found.event!r}. It is due by {say(found.by)} ({row.citation})"
        yield Missing(found.place, message, "add a step with `kind: details-notice`", Severity.INFO)


def _mobilisation(events: Events) -> Iterator[Missing]:
    for position in events.at("go-live"):
        if events.done(position) or events.leads("mobilisation", position) is not None:
            continue
        before = events.leads("contract-signature", position)
        before = events.leads("award", position) if before is None else before
        if before is not None:
            id, other = events.ids[position], events.ids[before]
            message = f"there is no mobilisation between {other!r} and {id!r}"
            fix = "add a step with `kind: mobilisation`, for as long as the provider needs"
            yield Missing(("milestones", id), message, fix, Severity.INFO)
