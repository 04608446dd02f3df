"""``Document`` -> ``Plan``, or findings: validation, scenario overlays, and what keys ask of each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from pydantic import ValidationError

from commission_plan.findings import Finding, Place
from commission_plan.model import limits, wording
from commission_plan.model.plan import Extension, Milestone, Plan, Service
from commission_plan.model.values import Unknown, WrittenDate, length_in_words, shorter
from commission_plan.model.wording import MISSING_KEY, WRONG_VALUE
from commission_plan.source import NULL, Document, Mark
from commission_plan.source.encoding import TOO_LARGE

_MOST_OF_ONE_KIND = 1_000


#: A slip may hide another one: a plan is read as it was meant at most so often.
_MOST_READINGS = 4


class Loaded(NamedTuple):
    """A plan as far as it could be read. With errors in it, what is broken is left out of ``plan``.

    ``document`` is the plan's data as it was meant: see ``repair``. Without such slips it is what was read.
    """

    plan: Plan | None
    findings: list[Finding]
    document: Document


def load(document: Document) -> Loaded:
    """The plan that ``document`` holds, and everything that is wrong with its keys and values."""
    plan, findings, document = _validated(document)
    if plan is not None:
        # A record with something broken left out of it seems to lack what it has.
        pruned = {finding.place[:2] for finding in findings}
        findings += [finding for finding in coherence(plan) if finding.place[:2] not in pruned]
        findings += limits.past(plan)
    return Loaded(plan, [finding for finding in findings if not _follows(finding, document.broken)], document)


def _validated(document: Document) -> tuple[Plan | None, list[Finding], Document]:
    try:
        return Plan.model_validate(document.data), [], document
    except ValidationError as error:
        errors = error.errors(include_url=False)
    from commission_plan.model.repair import repaired

    told: list[Finding] = []
    guessed: list[Place] = []
    for _ in range(_MOST_READINGS):
        found = repaired(document, errors) if len(errors) <= _MOST_OF_ONE_KIND else None
        if found is None:
            break
        document = found.document
        told += [_unmended(finding, guessed) for finding in found.findings]
        guessed += found.guessed
        try:
            return Plan.model_validate(document.data), told, document
        except ValidationError as error:
            errors = error.errors(include_url=False)
    findings = [
        _unmended(wording.finding(entry, document), guessed)
        for entry in errors[:_MOST_OF_ONE_KIND]
        # Of a value that is read by guess nothing more is said: the guess may be wrong.
        if not _guess(entry["loc"], guessed, document)
    ]
    # What is left without the broken parts can still be looked at.
    try:
        return Plan.model_validate(_without(document.data, [entry for entry in errors])), told + findings, document
    except ValidationError:
        return None, told + findings, document


def _guess(place: Place, guessed: list[Place], document: Document) -> bool:
    for guess in guessed:
        if place[: len(guess)] == guess:
            value: Any = document.data
            for part in guess:
                value = value.get(part) if isinstance(value, dict) else None
            if not isinstance(value, dict):
                return True
    return False


def _unmended(finding: Finding, guessed: list[Place]) -> Finding:
    """``finding`` without its change, where the file has its place only as it was meant."""
    if finding.mend is None or not any(finding.mend.place[: len(guess)] == guess for guess in guessed):
        return finding
    return finding._replace(mend=None)


def _without(data: dict[str, Any], errors: list[Any]) -> dict[str, Any]:
    """A copy of ``data`` without the values that ``errors`` speak of, and with a title where it has none."""
    pruned: dict[str, Any] = _copied(data)
    for entry in sorted(errors, key=lambda entry: -len(entry["loc"])):
        place = entry["loc"]
        if (place and place[-1] == "[key]") or entry["type"] == "missing":
            place = place[:-1]
        # A broken item takes its whole list with it.
        while place and isinstance(place[-1], int):
            place = place[:-1]
        _remove(pruned, place)
    pruned.setdefault("plan", "(no title)")
    return pruned


def _copied(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _copied(value) for key, value in data.items()}
    return data


def _remove(data: Any, place: Place) -> None:
    for part in place[:-1]:
        if not isinstance(data, dict) or part not in data:
            return
        data = data[part]
    if place and isinstance(data, dict):
        data.pop(place[-1], None)


def _follows(finding: Finding, broken: frozenset[Place]) -> bool:
    """Whether the finding is about a value of which something worse has been said already."""
    return any(finding.place[: len(place)] == place for place in broken) if broken else False


# Scenarios: JSON Merge Patch (RFC 7396) on the data and on its marks alike.


def overlay(document: Document, name: str) -> tuple[Document | None, list[Finding]]:
    """``document`` with its scenario ``name`` laid over it; None, with the reason, where there is no such scenario."""
    scenarios = document.data.get("scenarios")
    chain: list[str] = []
    wanted: str | None = name
    while wanted is not None:
        place: Place = ("scenarios", chain[-1], "like") if chain else ("scenarios",)
        if not isinstance(scenarios, dict) or not isinstance(scenarios.get(wanted), dict):
            known = [other for other in scenarios if other not in chain] if isinstance(scenarios, dict) else []
            meant = wording.nearest(wanted, known)
            fix = f"write {meant}" if meant else f"write {' or '.join(known[:6])}" if known else "take the line out"
            return None, [WRONG_VALUE.finding(place, f"there is no scenario {wanted!r} in this plan", fix)]
        if wanted in chain:
            return None, [_circle(chain[chain.index(wanted) :], list(scenarios))]
        if len(chain) > limits.MOST_LIKE:
            message = f"more than {limits.MOST_LIKE} scenarios build on each other"
            return None, [
                TOO_LARGE.finding(
                    ("scenarios", name, "like"), message, "build on one that is nearer to the plan itself"
                )
            ]
        chain.append(wanted)
        like = scenarios[wanted].get("like")
        if like is not None and not isinstance(like, str):
            message = "`like` needs the name of one scenario"
            fix = "write the scenario that this one builds on: `like: other`"
            return None, [WRONG_VALUE.finding(("scenarios", wanted, "like"), message, fix)]
        wanted = like
    data, marks = document.data, document.marks
    for scenario in reversed(chain):
        patch = {key: value for key, value in document.data["scenarios"][scenario].items() if key != "like"}
        patch_marks = document.marks[1]["scenarios"][1][1][scenario][1]
        data, marks = _patched(data, marks, patch, patch_marks)
    if not isinstance(data, dict):
        return None, [
            WRONG_VALUE.finding(
                ("scenarios", name), f"scenario {name!r} leaves no plan", "write keys of the plan in it"
            )
        ]
    return Document(data, marks, document.broken, document.text), []


def _circle(loop: list[str], known: list[str]) -> Finding:
    """Begins with the one that the plan writes first, so that every scenario in the circle says the same."""
    start = loop.index(min(loop, key=known.index))
    turned = [*loop[start:], *loop[:start], loop[start]]
    pairs = [f"{one!r} is like {other!r}" for one, other in pairwise(turned)]
    if len(pairs) == 1:
        message = f"scenario {turned[0]!r} is like itself"
    else:
        message = f"scenario {', '.join(pairs[:-1])}, and {pairs[-1]}"
    return WRONG_VALUE.finding(("scenarios", turned[0], "like"), message, "take out one `like`")


def _patched(data: Any, mark: Mark, patch: Any, patch_mark: Mark) -> tuple[Any, Mark]:
    """RFC 7396, section 2, with the place of every value kept beside it. Depth is bounded by the reader."""
    if not isinstance(patch, dict):
        return patch, patch_mark
    if isinstance(data, dict):
        merged, marks, own = dict(data), dict(mark[1]), mark[0]
    else:
        merged, marks, own = {}, {}, patch_mark[0]
    for key, value in patch.items():
        if value is NULL:
            merged.pop(key, None)
            marks.pop(key, None)
            continue
        key_mark, value_mark = patch_mark[1][key]
        old_key_mark, old_mark = marks.get(key, (key_mark, None))
        merged[key], new_mark = _patched(merged.get(key), old_mark, value, value_mark)
        marks[key] = (old_key_mark if isinstance(new_mark, tuple) and old_mark is not None else key_mark, new_mark)
    return merged, (own, marks)


# What keys ask of each other.


#: Laws that govern in one nation alone, and that no plan of another may be judged by unawares.
_LAWS_OF = {"pcs-2015": "scotland", "pra-2014": "scotland", "psr-wales-2025": "wales"}


def coherence(plan: Plan) -> list[Finding]:
    """Keys that cannot stand together, or that need another beside them."""
    findings: list[Finding] = []
    for id, closure in plan.closures.items():
        findings += _in_order(("closures", id), closure.start, closure.end)
    for id, blackout in plan.blackouts.items():
        findings += _in_order(("blackouts", id), blackout.start, blackout.end)
    for id, service in plan.services.items():
        findings += _service(("services", id), service)
    for id, milestone in plan.milestones.items():
        findings += _milestone(("milestones", id), milestone, plan.kind(id) == "go-live")
    findings += _go_lives(plan)
    elsewhere = _LAWS_OF.get(plan.regime or "")
    if elsewhere is not None and plan.nation is None:
        message = (
            f"{plan.regime!r} is a law of {elsewhere.title()}, and the plan does not say that its council is there"
        )
        findings.append(WRONG_VALUE.finding(("regime",), message, f"add nation: {elsewhere}", at_key=False))
    for id, risk in plan.risks.items():
        effects = [name for name in ("adds", "repeat", "next_meeting", "hold") if getattr(risk, name) is not None]
        if len(effects) != 1:
            message = f"{id!r} has {_and(effects)}, and needs one of them" if effects else f"{id!r} has no effect"
            fix = "keep one of them" if effects else "add `adds: 4w`, or `repeat`, `next_meeting` or `hold`"
            findings.append((WRONG_VALUE if effects else MISSING_KEY).finding(("risks", id), message, fix))
        if risk.hold is not None and any(shorter(later, earlier) for earlier, later in pairwise(risk.hold)):
            message, fix = f"the `hold` of {id!r} is not in order", "write `hold: [shortest, likely, longest]`"
            findings.append(WRONG_VALUE.finding(("risks", id, "hold"), message, fix))
    return findings


def _go_lives(plan: Plan) -> Iterator[Finding]:
    for id, service in plan.services.items():
        milestone = plan.milestones.get(service.go_live or "")
        if milestone is not None and milestone.kind not in (None, "go-live"):
            message = f"{service.go_live!r} starts {id!r}, and its kind is {milestone.kind}"
            fix = f"write `kind: go-live` in {service.go_live!r}, or name another step in `go_live`"
            yield WRONG_VALUE.finding(("services", id, "go_live"), message, fix, at_key=False)


def _in_order(place: Place, start: WrittenDate, end: WrittenDate) -> Iterator[Finding]:
    if start.first > end.last:
        yield WRONG_VALUE.finding((*place, "to"), f"{place[-1]!r} ends before it begins", "swap the two dates")


def _service(place: Place, service: Service) -> Iterator[Finding]:
    if service.contracts and service.needed_from is not None:
        message = f"{place[-1]!r} has a contract now, and a day from which it is needed"
        fix = "keep `contracts`, or `needed_from` if there is no contract yet"
        yield WRONG_VALUE.finding((*place, "needed_from"), message, fix)
    if not service.contracts and service.needed_from is None:
        fix = "add `contracts: {current: {end: 2027-03-31}}`, or `needed_from` if there is no contract yet"
        yield MISSING_KEY.finding(place, f"{place[-1]!r} has no `contracts`", fix)
    new = service.new_contract
    if new is not None and (new.term is None) == (new.end is None):
        fix = "keep one of them" if new.term else "add `term: 2y` for how long it runs, or `end` for its last day"
        have = "`term` and `end`, and needs one of them" if new.term else "no `term`"
        yield WRONG_VALUE.finding((*place, "new_contract"), f"`new_contract` has {have}", fix)
    for length in [] if new is None else [*([new.term] if new.term else []), *new.extensions]:
        if length.unit == "wd" or length.count == 0:
            fix = "write weeks, months or years, such as 2y"
            message = f"{length_in_words(length)} cannot be the length of a contract"
            yield WRONG_VALUE.finding((*place, "new_contract"), message, fix)
    for id, contract in service.contracts.items():
        here = (*place, "contracts", id)
        if contract.start is not None and contract.start.first > contract.end.last:
            yield WRONG_VALUE.finding((*here, "end"), f"{id!r} ends before it starts", "swap the two dates")
        for name, extension in contract.extensions.items():
            yield from _extension((*here, "extensions", name), extension, contract.end)


def _extension(place: Place, extension: Extension, contract_end: WrittenDate) -> Iterator[Finding]:
    name = place[-1]
    if extension.to.last <= contract_end.last:
        when = "ends with the contract" if extension.to.last == contract_end.last else "ends before the contract does"
        message = f"extension {name!r} {when}"
        yield WRONG_VALUE.finding((*place, "to"), message, "correct `to`, or the contract's `end`")
    if extension.by is not None and (extension.by.count == 0 or extension.by.unit == "wd"):
        message = f"extension {name!r} cannot be taken {length_in_words(extension.by)} at a time"
        yield WRONG_VALUE.finding((*place, "by"), message, "write weeks, months or years, such as `by: 1mo`")


def _milestone(place: Place, milestone: Milestone, go_live: bool) -> Iterator[Finding]:
    id = place[-1]
    takes_time = milestone.takes is not None and (isinstance(milestone.takes, Unknown) or milestone.takes.count > 0)
    work = takes_time and milestone.at is None and not go_live

    def wrong(key: str, message: str, fix: str) -> Finding:
        return WRONG_VALUE.finding((*place, key), message, fix)

    if takes_time and milestone.at is not None:
        yield wrong("takes", f"{id!r} happens on the day of the meeting", _OF_ITS_OWN)
    elif takes_time and go_live:
        yield wrong("takes", f"{id!r} happens on the day on which the new service starts", _OF_ITS_OWN)
    if go_live and milestone.at is not None:
        message = f"{id!r} is the start of a service, and `at` is for what a committee decides"
        yield wrong("at", message, "take out `at`, or `kind: go-live`")
    if milestone.on is not None and work:
        fix = "write `not_before` for its first day, or `by` for its last"
        yield wrong("on", f"{id!r} takes time, and `on` is for a single day", fix)
    if milestone.started is not None and not work:
        fix = "write how long it takes in `takes`, or `done` alone"
        yield wrong("started", f"{id!r} happens on a single day, and `started` is for what takes time", fix)
    if milestone.remaining is not None and (not work or not milestone.under_way):
        fix = "write `started`, or take out `remaining`"
        yield wrong("remaining", f"{id!r} {_not_under_way(milestone, work)}, so it has nothing remaining", fix)
    if milestone.outcome is not None and milestone.done is None:
        yield wrong("outcome", f"{id!r} has an outcome and no day", "write `done` with the day on which it ended")
    if milestone.started is not None and milestone.done is not None and milestone.done.last < milestone.started.first:
        yield wrong("done", f"{id!r} ended before it started", "correct one of the two dates")
    if milestone.shortest_longest is not None and not work:
        fix = "take out `range`, or write how long it takes in `takes`"
        yield wrong("range", f"{id!r} happens on a single day, and `range` is for what takes time", fix)
    if milestone.shortest_longest is not None and shorter(*reversed(milestone.shortest_longest)):
        yield wrong("range", f"the `range` of {id!r} begins with the longer time", "write `range: [shortest, longest]`")
    if milestone.fixed and not work:
        fix = "take out `fixed`, or write how long it takes in `takes`"
        yield wrong("fixed", f"{id!r} happens on a single day, and `fixed` is for what takes time", fix)
    if milestone.distribution is not None and milestone.shortest_longest is None:
        fix = "add `range: [shortest, longest]`, or take out `distribution`"
        yield wrong("distribution", f"{id!r} has no range for its distribution", fix)
    if milestone.notice_given is not None and milestone.at is None and not milestone.key_decision:
        fix = "write the committee in `at`, or `key_decision: true` where one member or officer decides"
        yield wrong("notice_given", f"no committee decides {id!r}, so it has no notice", fix)


_OF_ITS_OWN = "take out `takes`. Make the work before it a step of its own"


def _not_under_way(milestone: Milestone, work: bool) -> str:
    if not work:
        return "happens on a single day"
    return "has ended" if milestone.done is not None else "has not started"


def _and(keys: list[str]) -> str:
    """``a`` and ``b``."""
    shown = [f"`{key}`" for key in keys]
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 2 else shown)
