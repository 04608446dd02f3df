"""A name in the plan points to nothing.

Steps are named in `after`, `finish_after`, `go_live`, `decision` and in risks, committees in `at`, extensions of the
same contract in `instead_of`. The nearest name is offered. A step of another plan has the name that `plans` gives that
plan before its id: `trs/award`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from commission_plan.findings import Finding, Mend, Place, Rule, Severity
from commission_plan.model.plan import Plan
from commission_plan.model.values import as_id
from commission_plan.model.wording import nearest, slip_of_the_pen
from commission_plan.phrases import count

RULE = Rule("unknown-name", Severity.ERROR, __doc__)
_SUGGESTIONS = 20


def check(
    plan: Plan, written: dict[str, Any], others: Mapping[str, Mapping[str, object] | None] | None = None
) -> Iterator[Finding]:
    """``written`` is the plan's data: a record that is broken in it has a name all the same.

    ``others`` holds the milestones of each plan that ``plans`` names; None for one that nobody has read.
    """
    milestones = _ids(plan.milestones, written.get("milestones"))
    committees = _ids(plan.committees, written.get("committees"))
    unknown: dict[tuple[str, str], list[tuple[Place, dict[str, Any]]]] = {}
    for place, name, what, known in _references(plan, milestones, committees):
        if "/" in name and place[1] in milestones and "/" in str(place[1]):
            continue  # A link of another plan.
        if what == "step" and "/" in name:
            if (finding := _elsewhere(place, name, others or {})) is not None:
                yield finding
        elif name not in known:
            unknown.setdefault((what, name), []).append((place, known))
    for number, ((what, name), places) in enumerate(unknown.items()):
        place, known = places[0]
        # Names are compared letter by letter: of very many wrong ones only the first get a suggestion.
        meant = nearest(name, list(known)) if number < _SUGGESTIONS else None
        fix = f"write {meant}, or add {name}" if meant else f"add {name}, or write the id of another {what}"
        message = f"there is no {what} {name!r} in this plan"
        if len(places) > 1:
            message += f", and {count(len(places), 'place')} name it"
        clear = meant is not None and len(places) == 1 and slip_of_the_pen(name, meant)
        mend = _mend(written, place, name, meant) if meant and clear else None
        yield RULE.finding(place, message, fix, at_key=False, mend=mend)


def _elsewhere(place: Place, name: str, others: Mapping[str, Mapping[str, object] | None]) -> Finding | None:
    """What is wrong with the name of another plan's milestone."""
    plan, _, id = name.partition("/")
    if plan not in others:
        meant = nearest(plan, list(others))
        fix = f"write {meant}/{id}" if meant else f"write where it is: `plans: {{{plan}: {plan}.yaml}}`"
        return RULE.finding(place, f"there is no plan {plan!r} under `plans`", fix, at_key=False)
    known = others[plan]
    if known is None or id in known:
        return None
    meant = nearest(id, list(known))
    fix = f"write {plan}/{meant}" if meant else "write the id of a step that it has"
    return RULE.finding(place, f"there is no step {id!r} in the plan {plan!r}", fix, at_key=False)


def _mend(written: dict[str, Any], place: Place, name: str, meant: str) -> Mend | None:
    """The link or the name as it is written, with the one for the other in it."""
    value: Any = written
    for part in place:
        if isinstance(value, str):
            break  # A single text stands for a list of one.
        value = value[part]
    if not isinstance(value, str) or value.count(name) != 1:
        return None
    return Mend(place, value.replace(name, meant))


def _ids(known: dict[str, Any], written: Any) -> dict[str, Any]:
    names = written if isinstance(written, dict) else {}
    # A record whose own id cannot be read is there all the same, under the id that is offered for it.
    return {**{as_id(str(name)): record for name, record in names.items()}, **names, **known}


def _references(
    plan: Plan, milestones: dict[str, Any], committees: dict[str, Any]
) -> Iterator[tuple[Place, str, str, dict[str, Any]]]:
    """Every reference: its place, the name, what it should be, and what there is."""
    for id, milestone in plan.milestones.items():
        for key, links in (("after", milestone.after), ("finish_after", milestone.finish_after)):
            for number, link in enumerate(links):
                yield ("milestones", id, key, number), link.milestone, "step", milestones
        if milestone.at is not None:
            yield ("milestones", id, "at"), milestone.at, "committee", committees
    for id, service in plan.services.items():
        if service.go_live is not None:
            yield ("services", id, "go_live"), service.go_live, "step", milestones
        for name, contract in service.contracts.items():
            for other, extension in contract.extensions.items():
                place: Place = ("services", id, "contracts", name, "extensions", other)
                if extension.decision is not None:
                    yield (*place, "decision"), extension.decision, "step", milestones
                if extension.instead_of is not None:
                    yield (*place, "instead_of"), extension.instead_of, "extension", contract.extensions
    for id, risk in plan.risks.items():
        yield ("risks", id, "at"), risk.at, "step", milestones
        for name in risk.repeat or ():
            yield ("risks", id, "repeat"), name, "step", milestones
        if risk.next_meeting is not None:
            yield ("risks", id, "next_meeting"), risk.next_meeting, "committee", committees
