"""What runs mean for cover: which go-lives leave no gap, with and without each extension, and which step they need.

Whether a day leaves a gap is asked of ``cover`` itself, once for each day that comes up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from commission_plan.cover import leaves_gap, needs
from commission_plan.cover.terms import ExtensionStep, Taking, stages, terms
from commission_plan.days.calendars import Calendar
from commission_plan.days.numbers import FIRST_DAY, Day
from commission_plan.model.plan import Service
from commission_plan.model.turns import turns
from commission_plan.risk.arrays import FAR, Days, Lookup, Mask


class Answers:
    """A question about a go-live day (None: there is none), asked once for each day."""

    def __init__(self, question: Callable[[Day | None], bool]) -> None:
        self._question = question
        never = 1 + question(None)
        self._answers = Lookup(lambda day: 1 + question(day), FIRST_DAY, FAR, 2, never)

    def __call__(self, days: Days | None, count: int) -> Mask:
        """The answer for each of ``count`` runs."""
        if days is None or isinstance(days, int):
            return np.full(count, self._question(None if days is None or days >= FAR else days))
        return self._answers(days) == 2


@dataclass(frozen=True, slots=True)
class Trial:
    """An extension that is not yet taken: the answers to "no gap?" with it and without it, and its steps."""

    service: str
    contract: str
    extension: str
    status: str
    with_it: Answers
    without_it: Answers
    steps: tuple[tuple[ExtensionStep, Answers], ...]


def no_gap(service: Service) -> Answers:
    """Whether a go-live leaves no gap, planned extensions taken."""
    found = terms(service)
    return Answers(lambda day: not leaves_gap(service, found, day))


def trials(id: str, service: Service, calendar: Calendar) -> Iterator[Trial]:
    """Every extension that is planned or available, in the order of its contract's time."""
    for name, contract in service.contracts.items():
        offered: list[str] = []
        for turn in contract.turns:
            extension = turn.extension
            if extension.status not in ("planned", "available"):
                continue
            offered += [turn.name] if extension.status == "available" else []
            # What is available goes on from what is available before it.
            mine = frozenset(offered) if extension.status == "available" else frozenset()
            without = _declined(service, name, turn.name)
            own = next(found for found in turns(contract, mine) if found.name == turn.name)
            if not own.counts:
                continue
            yield Trial(
                id,
                name,
                turn.name,
                extension.status,
                _answers(service, {name: mine}),
                _answers(without, {name: mine - {turn.name}}),
                tuple(_steps(service, without, stages(extension, own.after, extension.to.last, calendar))),
            )


def _answers(service: Service, taking: Taking) -> Answers:
    found = terms(service, taking)
    return Answers(lambda day: not leaves_gap(service, found, day))


def _steps(service: Service, without: Service, found: list[ExtensionStep]) -> Iterator[tuple[ExtensionStep, Answers]]:
    others = terms(without)
    for stage in found:

        def needed(day: Day | None, stage: ExtensionStep = stage) -> bool:
            last = stage.to if day is None else min(day - 1, stage.to)
            return last > stage.after and needs(others, (stage.after + 1, last))

        yield stage, Answers(needed)


def _declined(service: Service, contract: str, extension: str) -> Service:
    """``service`` without that extension."""
    of = service.contracts[contract]
    declined = of.extensions[extension].model_copy(update={"status": "declined"})
    changed = of.model_copy(update={"extensions": {**of.extensions, extension: declined}})
    return service.model_copy(update={"contracts": {**service.contracts, contract: changed}})


def counted(days: Days | None, count: int) -> dict[Day | None, int]:
    """How many of ``count`` runs have each day."""
    if days is None or isinstance(days, int):
        return {None if days is None or days >= FAR else days: count}
    days = np.minimum(days, FAR)
    first = int(days.min())
    found: dict[Day | None, int] = {}
    for place, number in enumerate(np.bincount(days - first).tolist()):
        if number:
            found[None if first + place == FAR else first + place] = number
    return found
