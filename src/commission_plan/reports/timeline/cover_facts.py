"""The cover of a service in lanes: its contracts as far as they may run, the days without a service, the notices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from commission_plan.checks.case import Case
from commission_plan.cover import Cover
from commission_plan.days.numbers import Day
from commission_plan.deadlines import in_time
from commission_plan.layout import Bar, CoverRow
from commission_plan.obligations import kept
from commission_plan.phrases import count
from commission_plan.reports.acts import Act
from commission_plan.reports.timeline.step_facts import day_in_row
from commission_plan.reports.timeline.typeface import clean

Fill = Literal["contract", "taken", "could", "gap", "gap-if", "new"]


class Stretch(NamedTuple):
    """A bar of cover, the word in it, and what is said beside it where that has no room: empty, if nothing is."""

    fill: Fill
    first: Day
    last: Day
    cut_left: bool
    cut_right: bool
    word: str
    beside: str = ""
    #: The word where the other has no room.
    short: str = ""


class Notice(NamedTuple):
    """The last day for a notice, with the number of its act where it has one."""

    day: Day
    extension: str
    number: int | None


class Lane(NamedTuple):
    id: str
    title: str
    stretches: tuple[Stretch, ...]
    notices: tuple[Notice, ...] = ()
    #: What is said beside its notices.
    texts: tuple[str, ...] = ()


def lanes(case: Case, cover: Cover, rows: Sequence[CoverRow], acts: Sequence[Act]) -> Iterator[Lane]:
    """The contracts of a service, what comes after them, and the last days for notices."""
    contracts: list[list[CoverRow]] = []
    for row in rows:
        if row.kind == "contract":
            contracts.append([row])
        elif row.kind == "extension" and contracts:
            contracts[-1].append(row)
    for found in contracts:
        lane = _contract(found, alone=len(contracts) == 1)
        if lane.stretches:
            yield lane
    yield _after(cover, rows)
    yield from _notices(case, cover, acts)


def _contract(rows: list[CoverRow], *, alone: bool) -> Lane:
    contract, *extensions = rows
    own = clean(contract.title) or contract.id
    found = [_stretch("contract", bar, "contract" if alone else own) for bar in contract.bars]
    rolling = any(bar.kind in ("planned", "further") for row in extensions for bar in row.bars if len(row.bars) > 1)
    for row in extensions:
        found += _extended(row)
    kept = [one for one in _joined(found) if not (one.first == one.last and (one.cut_left or one.cut_right))]
    if kept and kept[0].word == "extended":
        kept[0] = kept[0]._replace(word="contract, extended")
    named = "Contract" if alone else own
    left = [row for row in extensions if row.status != "declined"]
    more = ", then step by step" if rolling else f", and its extension{'s' if len(left) > 1 else ''}" if left else ""
    return Lane(contract.id, f"{named}{more if alone else ''}", tuple(kept))


#: What is said in the bars of an extension that is no cover yet, by its status.
_NOT_YET = {"available": "not taken yet", "proposed": "not agreed yet"}


def _extended(row: CoverRow) -> Iterator[Stretch]:
    for bar in row.bars:
        if bar.kind == "cover":
            yield _stretch("contract", bar, "extended")
        elif bar.kind == "planned":
            yield _stretch("taken", bar, "if taken", "if taken")
        elif bar.kind in ("further", "optional"):
            word = "could run on" if bar.kind == "further" else _NOT_YET.get(row.status, "not taken yet")
            yield _stretch("could", bar, word, word)


def _stretch(fill: Fill, bar: Bar, word: str, beside: str = "") -> Stretch:
    return Stretch(fill, bar.first, bar.last, bar.cut_left, bar.cut_right, word, beside)


def _joined(found: list[Stretch]) -> Iterator[Stretch]:
    """Stretches of one kind that follow each other are one."""
    before: Stretch | None = None
    for one in sorted(found, key=lambda one: one.first):
        if before is not None and (before.fill, before.word) == (one.fill, one.word) and one.first <= before.last + 1:
            before = before._replace(last=max(before.last, one.last), cut_right=one.cut_right)
            continue
        if before is not None:
            yield before
        before = one
    if before is not None:
        yield before


def _after(cover: Cover, rows: Sequence[CoverRow]) -> Lane:
    """The days without a service, and the new one."""
    found = []
    for row in rows:
        for bar in row.bars:
            if row.kind in ("gap", "gap-without"):
                fill: Fill = "gap" if row.kind == "gap" else "gap-if"
                length = "" if row.finish is None or row.start is None else count(row.finish - row.start + 1, "day")
                beside = f"no service: {length}" if length else "no service"
                found.append(_stretch(fill, bar, length or "no service", beside))
            elif row.kind == "new-service":
                found.append(_stretch("new", bar, "new service")._replace(short="new"))
    kept = [one for one in found if not (one.first == one.last and (one.cut_left or one.cut_right))]
    return Lane("after", _named(cover, rows), tuple(kept))


def _named(cover: Cover, rows: Sequence[CoverRow]) -> str:
    kinds = {row.kind for row in rows}
    extensions = {row.status for row in rows if row.kind == "extension" and row.status != "declined" and not row.counts}
    if cover.go_live is None:
        return "No new service can start"
    if cover.verdict == "gap":
        return "Without the extension" if extensions else "No service, then the new one"
    if "gap-without" in kinds:
        return "If it is not extended"
    return "New service" if cover.verdict == "covered" else "New service, if it starts in time"


def _notices(case: Case, cover: Cover, acts: Sequence[Act]) -> Iterator[Lane]:
    course = case.course
    remedies = course.remedies(cover)
    keeps = [*course.keep, *(remedies[0].keep if remedies else ())]
    numbers = {(act.at, act.by): act.number for act in acts}
    found: dict[Day, Notice] = {}
    for one in keeps:
        if one.kind == "notice" and cover.service in one.services and one.by >= case.as_of:
            by = in_time(case, kept(course, one)).by
            found.setdefault(by, Notice(by, one.at, numbers.get((one.at, by))))
    contracts = case.plan.services[cover.service].contracts.values()
    providers = "provider" if all(len(contract.suppliers) < 2 for contract in contracts) else "providers"
    title = f"Notice to the {providers}"
    if found:
        days = sorted(found)
        dates = ", ".join(map(day_in_row, days))
        texts = (dates, f"{len(days)} notices") if len(days) > 1 else (f"by {dates}", dates)
        yield Lane("notices", title, (), tuple(found[day] for day in days), texts)
        return
    reserve = next((one for one in course.reserve if one.service == cover.service and one.notice_by is not None), None)
    if reserve is not None and reserve.notice_by is not None:
        by = case.calendar.previous(reserve.notice_by)
        told = (f"by {day_in_row(by)}, not needed so far", f"by {day_in_row(by)}", day_in_row(by))
        yield Lane("notices", title, (), (Notice(by, reserve.extension, None),), told)
