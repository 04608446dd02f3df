"""The rows of a service's cover: its contracts and their extensions, the gaps, the new service."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from commission_plan.cover import Cover, Gap, Option
from commission_plan.cover.terms import steps
from commission_plan.days.numbers import Day
from commission_plan.layout.parts import Bar, CoverRow, Group, Window
from commission_plan.model.plan import Contract, Plan, Service, title
from commission_plan.model.turns import Turn
from commission_plan.phrases import count


def cover_group(plan: Plan, cover: Cover, frame: Window) -> Group:
    service = plan.services[cover.service]
    rows = [*_contracts(service, cover, frame)]
    rows += [_gap(cover, gap, number, frame) for number, gap in enumerate(cover.gaps, start=1)]
    rows.append(_new_service(service, cover, frame))
    return Group(cover.service, title(service, cover.service), cover.verdict, tuple(rows))


def _contracts(service: Service, cover: Cover, frame: Window) -> Iterator[CoverRow]:
    options = {(option.contract, option.extension): option for option in cover.options}
    for id, contract in service.contracts.items():
        start = None if contract.start is None else contract.start.first
        bar = frame.bar("cover", start or 0, contract.end.last)
        named = contract.title or f"Contract '{id}'"
        yield CoverRow("contract", id, named, start, contract.end.last, (bar,))
        for turn in contract.turns:
            yield _extension(contract, turn, options.get((id, turn.name)), frame)


def _extension(contract: Contract, turn: Turn, option: Option | None, frame: Window) -> CoverRow:
    extension = turn.extension
    last = extension.to.last
    first = min(turn.after + 1, last)
    bars, label = _taken(turn, option, first, frame)
    named = extension.title or turn.name
    return CoverRow("extension", turn.name, named, first, last, bars, label, extension.status, turn.counts)


def _taken(turn: Turn, option: Option | None, first: Day, frame: Window) -> tuple[tuple[Bar, ...], str]:
    """The bars of an extension, and what is said beside them: of a rolling one each step that is needed."""
    extension, last = turn.extension, turn.extension.to.last
    if extension.status == "declined":
        return (), "declined"
    if not turn.counts:
        return (frame.bar("optional", first, last),), "no cover unless " + _PRICE.get(extension.status, "in its turn")
    if turn.firm:
        return (frame.bar("cover", first, last),), ""
    if extension.by is None:
        return (frame.bar("planned", first, last),), ""
    reached = turn.after if option is None else option.to
    taken = steps(extension, turn.after, reached)
    bars = [frame.bar("planned", after + 1, end) for after, end in taken]
    if reached < last:
        bars.append(frame.bar("further", reached + 1, last))
    return tuple(bars), count(len(taken), "step")


_PRICE = {"available": "taken", "proposed": "agreed"}


def _gap(cover: Cover, gap: Gap, number: int, frame: Window) -> CoverRow:
    days = "gap without end" if gap.days is None else f"gap {count(gap.days, 'day')}"
    kind: Literal["gap", "gap-without"] = "gap-without" if gap.without else "gap"
    named = "Gap without " + " and ".join(f"'{name}'" for name in gap.without) if gap.without else days.upper()
    bar = frame.bar(kind, gap.first, gap.last)
    return CoverRow(kind, f"gap-{number}", named, gap.first, gap.last, (bar,), days if gap.without else days.upper())


def _new_service(service: Service, cover: Cover, frame: Window) -> CoverRow:
    if cover.go_live is None:
        return CoverRow("new-service", service.go_live or "", "New service", None, None, (), "no go-live can happen")
    ends = cover.next_cycle.ends if cover.next_cycle is not None else None
    bar = frame.bar("new-service", cover.go_live, ends)
    return CoverRow("new-service", service.go_live or "", "New service", cover.go_live, ends, (bar,))
