"""A plan without the names of its owners and its suppliers: as if the file had never held them.

They are taken out of the plan's data before it is scheduled, so that no report, whatever it shows, can tell them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from commission_plan.analysis import Scheduled, scheduled, what_if
from commission_plan.findings import Place
from commission_plan.linked import Other, Others
from commission_plan.model.fields import choices_at, parser_at
from commission_plan.model.load import load
from commission_plan.model.plan import Plan, title
from commission_plan.model.wording import class_at

#: Keys whose values name other records of the plan.
_REFERENCES = {"after", "finish_after", "at", "go_live", "instead_of", "decision", "next_meeting", "repeat"}
_LEFT_OUT = {"owner", "suppliers"}
_ARTICLE = re.compile(r"^\s*the\s+(?=\S)", re.IGNORECASE)
#: What stands in a text where a name stood.
OWNER, SUPPLIER = "[owner]", "[supplier]"


@dataclass(frozen=True)
class PrivateNames:
    """The names that are not to be told."""

    owners: frozenset[str]
    suppliers: frozenset[str]


def names(analyses: Iterable[Scheduled]) -> PrivateNames:
    """Every owner and every supplier that the plans name, and those that they wait for.

    A committee that owns a milestone is no secret: what it decides is decided in public.
    """
    plans = [plan for analysis in analyses for plan in _plans(analysis)]
    owners = {owner for plan in plans for owner in _owners(plan)}
    committees = {title(committee, id) for plan in plans for id, committee in plan.committees.items()}
    services = [service for plan in plans for service in plan.services.values()]
    suppliers = {name for service in services for contract in service.contracts.values() for name in contract.suppliers}
    return PrivateNames(frozenset(owners - committees), frozenset(suppliers))


def _plans(analysis: Scheduled) -> Iterator[Plan]:
    if analysis.plan is not None:
        yield analysis.plan
    yield from (other.plan for other in analysis.others.known.values() if not isinstance(other, str))


def _owners(plan: Plan) -> Iterator[str]:
    for service in plan.services.values():
        yield service.owner or ""
    for milestone in plan.milestones.values():
        yield milestone.owner or ""


def anonymous(analysis: Scheduled, hidden: PrivateNames) -> Scheduled:
    """The analysis of the same plan, had its file named none of ``hidden``. It must have a schedule."""
    scrub = _Scrub(hidden)
    asked = date.fromordinal(analysis.as_of) if analysis.as_of_from == "option" else None
    today, packs = date.fromordinal(analysis.case.today or analysis.as_of), analysis.case.packs
    analysis = replace(analysis, others=scrub.others(analysis.others))
    data = scrub.record(analysis.document.data, ())
    found = scheduled(what_if(analysis, data, as_of=asked, today=today, packs=packs))
    # Other names make no plan invalid.
    assert found is not None
    document = found.document._replace(text="")
    scenario = analysis.scenario and scrub.id(analysis.scenario)
    return replace(found, document=document, path=scrub.text(analysis.path), scenario=scenario)


class _Scrub:
    def __init__(self, hidden: PrivateNames) -> None:
        self._suppliers = _anywhere(hidden.suppliers, _words, re.IGNORECASE)
        self._owners = _anywhere(hidden.owners, _words)
        # A single word, such as 'legal', tells nobody's name where it is part of an id.
        owners = {_slug(name) for name in hidden.owners if "-" in _slug(name)}
        suppliers = {_slug(name) for name in hidden.suppliers}
        self._slugs = _anywhere(owners | suppliers, re.escape)
        # Ids that were different stay so.
        self._instead = {slug: f"owner-no-{number}" for number, slug in enumerate(sorted(owners), start=1)}
        self._instead |= {slug: f"supplier-no-{number}" for number, slug in enumerate(sorted(suppliers), start=1)}

    def record(self, value: Any, place: Place) -> Any:
        """What stands at ``place``, without the names."""
        if isinstance(value, dict):
            named = class_at(place) is not None
            kept = {key: inner for key, inner in value.items() if not (named and key in _LEFT_OUT)}
            return {self._key(place, key): self.record(inner, (*place, key)) for key, inner in kept.items()}
        if isinstance(value, list):
            return [self.record(inner, (*place, number)) for number, inner in enumerate(value)]
        return self._value(value, place) if isinstance(value, str) else value

    def others(self, others: Others) -> Others:
        """The plans that this one waits for, without the names: what is told of them is their titles and their ids."""
        known: dict[str, Other | str] = {}
        for key, other in others.known.items():
            known[key] = other
            if not isinstance(other, str):
                document = other.document._replace(data=self.record(other.document.data, ()))
                plan = load(document).plan
                known[key] = other if plan is None else other._replace(plan=plan, document=document)
        return replace(others, known=known)

    def _key(self, place: Place, key: str) -> str:
        if place == ("plans",):
            return self.id(key)
        is_id = class_at(place) is None and (class_at((*place, key)) is not None or place[:1] == ("ignore",))
        return self.id(key) if is_id else key

    def _value(self, value: str, place: Place) -> str:
        key = place[-1] if isinstance(place[-1], str) or len(place) == 1 else place[-2]
        if key in _REFERENCES:
            return self.id(value)
        return value if choices_at(place) or parser_at(place) is not None else self.text(value)

    def text(self, text: str) -> str:
        """A text that says what it likes, an id among it too."""
        for pattern, instead in ((self._suppliers, SUPPLIER), (self._owners, OWNER)):
            text = text if pattern is None else pattern.sub(instead, text)
        return self.id(text)

    def id(self, text: str) -> str:
        """An id, or what is written with ids."""
        return text if self._slugs is None else self._slugs.sub(lambda found: self._instead[found[0]], text)


def _anywhere(names: Iterable[str], written: Callable[[str], str], flags: int = 0) -> re.Pattern[str] | None:
    """A pattern of any of the names, the longest first, where it stands as a word of its own."""
    found = sorted({written(name) for name in names if name.strip()}, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)", flags) if found else None


def _words(name: str) -> str:
    return r"\s+".join(map(re.escape, _ARTICLE.sub("", name).split()))


def _slug(name: str) -> str:
    """The name as the ids of a plan would write it."""
    return re.sub("[^a-z0-9]+", "-", _ARTICLE.sub("", name).casefold()).strip("-")
