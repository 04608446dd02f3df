"""What has happened, as changes to a plan file: a milestone done, a date planned, an extension exercised."""

from __future__ import annotations

from typing import NamedTuple

from commission_plan.cover.terms import stages
from commission_plan.days.calendars import calendar
from commission_plan.findings import Place
from commission_plan.model.plan import Plan
from commission_plan.model.values import Unreadable, WrittenDate, parse_date
from commission_plan.model.wording import hint
from commission_plan.pen.edits import Cannot, Edit
from commission_plan.phrases import iso, listed, quoted, say

#: Behind which key a new one goes, the nearest first.
_AFTER = {
    "started": ("takes", "kind", "title"),
    "done": ("started", "takes", "on", "at", "kind", "title"),
    "outcome": ("done",),
    "on": ("after", "at", "kind", "title"),
    "as_of": ("authority", "plan"),
    "status": ("to",),
    "notice_given": ("notice", "to", "at", "kind", "title"),
}


class RecordFacts(NamedTuple):
    """What is to be recorded of one milestone; every date as it was typed."""

    done: str | None = None
    started: str | None = None
    outcome: str | None = None
    on: str | None = None
    notice_given: str | None = None


def milestone(plan: Plan, id: str, facts: RecordFacts) -> list[Edit]:
    """The changes that record ``facts`` of the milestone. Raises ``Cannot`` for one that the plan has not."""
    alias, _, own = id.partition("/")
    if alias in plan.plans and own:
        raise Cannot(f"'{id}' is a step of another plan: record '{own}' in {plan.plans[alias]}")
    if id not in plan.milestones:
        raise Cannot(f"there is no step '{id}' in this plan{_meant(id, list(plan.milestones))}")
    known = plan.milestones[id]
    place: Place = ("milestones", id)
    if facts.outcome is not None and facts.outcome != "failed":
        raise Cannot(f"--outcome: '{facts.outcome}' is not an outcome; write failed")
    if facts.outcome is not None and facts.done is None and known.done is None:
        raise Cannot(f"'{id}' has not ended yet; write the day on which it failed with --done DATE")
    if facts.on is not None and (facts.done is not None or known.done is not None):
        raise Cannot(f"'{id}' is done, so it has no planned day")
    edits = []
    for key in ("on", "notice_given", "started", "done"):
        text = getattr(facts, key)
        if text is not None:
            option = f"--{key.replace('_', '-')}"
            edits.append(_edit((*place, key), date(option, text, year_alone=key != "on")))
    if facts.outcome is not None:
        edits.append(_edit((*place, "outcome"), facts.outcome))
    if facts.done is not None and known.remaining is not None:
        # Nothing remains of what is done.
        edits.append(Edit((*place, "remaining"), None))
    return edits


def as_of(text: str) -> Edit:
    return _edit(("as_of",), date("--as-of", text, year_alone=True))


def exercise(plan: Plan, name: str) -> Edit:
    """The change that makes an extension exercised: ``CONTRACT/EXTENSION``, or ``SERVICE/CONTRACT/EXTENSION``."""
    return _edit((*_extension("--exercise", plan, name), "status"), "exercised")


def notice_given(plan: Plan, said: str) -> Edit:
    """The change that records when notice of an extension was given: ``CONTRACT/EXTENSION=DATE``."""
    name, _, day = said.partition("=")
    place = _extension("--notice-given", plan, name.strip())
    return _edit((*place, "notice_given"), date("--notice-given", day.strip(), year_alone=True))


def step_of_notice(plan: Plan, said: str) -> str:
    """To which step of a rolling extension a notice belongs, in a sentence; empty for an extension without steps."""
    name, _, text = said.partition("=")
    _, service, _, contract, _, id = _extension("--notice-given", plan, name.strip())
    turn = next(turn for turn in plan.services[str(service)].contracts[str(contract)].turns if turn.name == id)
    if turn.extension.by is None or turn.extension.notice is None:
        return ""
    own = calendar(plan.calendar, [(closure.start.first, closure.end.last) for closure in plan.closures.values()])
    found = stages(turn.extension, turn.after, turn.extension.to.last, own)
    given = parse_date(text.strip(), year_alone=True).first
    number = next(
        (at for at, stage in enumerate(found) if stage.notice_by is not None and given <= stage.notice_by), None
    )
    if number is None:
        return f"This notice is after the last day for every step of '{id}'."
    step = f"step {number + 1} of {len(found)} of '{id}'"
    return f"This notice is for {step}: the contract runs on to {say(found[number].to)}."


def moved_on(plan: Plan, edits: list[Edit]) -> str | None:
    """The data date that notices ask for which are given after the plan's own; None where it can stay.

    A plan that has no data date of its own is as of today, and stays so.
    """
    days = [str(edit.value) for edit in edits if edit.place[-1] == "notice_given"]
    latest = max((parse_date(day, year_alone=True).first for day in days), default=None)
    return iso(latest) if latest is not None and plan.as_of is not None and latest > plan.as_of.first else None


def _extension(option: str, plan: Plan, name: str) -> Place:
    """The place of the one extension of that name."""
    places: dict[tuple[str, str, str], Place] = {
        (service, contract, extension): ("services", service, "contracts", contract, "extensions", extension)
        for service, described in plan.services.items()
        for contract, terms in described.contracts.items()
        for extension in terms.extensions
    }
    parts = tuple(name.split("/"))
    found = [place for key, place in places.items() if parts in (key, key[1:])]
    if len(found) == 1:
        return found[0]
    known = ["/".join(key[1:]) for key in places]
    if found:
        names = listed(("/".join(key) for key in places if key[1:] == parts), "or")
        raise Cannot(f"{option}: several services have '{name}': write {names}")
    raise Cannot(f"{option}: there is no extension '{name}' in this plan{_meant(name, known)}")


def _edit(place: Place, value: str) -> Edit:
    return Edit(place, value, _AFTER[str(place[-1])])


def date(option: str, text: str, *, year_alone: bool = False) -> str:
    """The date in ISO form, as exact as it was typed. Raises ``Cannot`` where it is none."""
    try:
        return in_iso(parse_date(text, year_alone=year_alone))
    except Unreadable as error:
        raise Cannot(f"{option}: {error.message}; {error.fix}") from None


def in_iso(day: WrittenDate) -> str:
    """``2020-06-15``, ``2020-06`` or ``2020``."""
    first = iso(day.first)
    assert first is not None
    if day.exact:
        return first
    return first[:7] if day.last - day.first < 31 else first[:4]


def _meant(word: str, known: list[str]) -> str:
    return f"; {hint(word, known, f'the plan has {quoted(known, most=12)}')}" if known else ""
