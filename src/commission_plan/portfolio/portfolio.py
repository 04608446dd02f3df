"""The portfolio: all plans together, worst first, and what only all of them show.

Rows lie on a ``Shelf``, which sorts them without holding them in memory; everything here goes through them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from commission_plan.cover import VERDICTS, Verdict
from commission_plan.days.numbers import Day, corresponding_day
from commission_plan.findings import Finding, Rule, Severity
from commission_plan.model.values import Duration
from commission_plan.phrases import count, few, listed, say, span
from commission_plan.portfolio.plan_summary import Entry
from commission_plan.portfolio.totals import (
    AgendaItem,
    Clash,
    Coming,
    OwnerWork,
    PortfolioMeeting,
    clashes,
    meetings,
    months,
)
from commission_plan.portfolio.unplanned import Held, Unplanned, unplanned

CROWDED_MEETING = Rule(
    "crowded-meeting",
    Severity.WARNING,
    """Several plans ask one meeting for more decisions than it takes.

Each plan alone relies on the meeting. Together they ask for more decisions than the committee's `most`: the lowest
number that a plan gives, or 6 where none does. Some of them will wait for the next meeting. `plan portfolio` finds
this. It knows a committee by the plan's `authority` and the committee's title.
""",
)
OWNER_CLASH = Rule(
    "owner-clash",
    Severity.WARNING,
    """One team has work of several plans at the same time.

Each plan alone relies on all of the team. The message says on which days, and which work. Steps side by side within one
plan do not count. `plan portfolio` finds this. It knows a team by the plan's `authority` and the team's name.
""",
)
NO_PLAN = Rule(
    "no-plan",
    Severity.WARNING,
    """A contract in the register has no plan, and work on its replacement is due.

Work has to start so long before the contract ends as a replacement takes. You give that with `--lead`. Without it we
use what councils have taken from approval to the new service, before any needs analysis or consultation. A plan belongs
to a contract if it has the contract's reference or title. It may be an id, a title, a `source` or a `note`. `plan
portfolio` finds this.
""",
)
RULES = (CROWDED_MEETING, OWNER_CLASH, NO_PLAN)
#: Of a long list in a sentence no more than this.
_SAID = 6
#: A plan is stale so many days after its data date.
_STALE = 35


class Shelf(Protocol):
    """Rows of all plans, each kind sorted by its fields; every method may be called again."""

    @property
    def authorities(self) -> int:
        """Of how many authorities the plans are."""
        ...

    def plans(self) -> Iterator[tuple[str, Entry]]:
        """The path and the entry of each plan, the worst first."""
        ...

    def items(self, first: Day, last: Day) -> Iterator[AgendaItem]: ...

    def work(self) -> Iterator[OwnerWork]: ...

    def coming(self, first: Day, last: Day) -> Iterator[Coming]: ...

    def knows(self, name: str) -> bool:
        """Whether a plan has this name among those by which a contract is known."""
        ...


class Failed(NamedTuple):
    """A file of which nothing came, and why."""

    path: str
    why: str


@dataclass(frozen=True)
class Portfolio:
    shelf: Shelf
    #: The latest data date of all plans, or the one that was asked for.
    as_of: Day
    #: How many plans there are of each verdict, the worst first.
    verdicts: dict[Verdict, int]
    failed: list[Failed] = field(default_factory=list)
    #: None where no register was given.
    register: list[Held] | None = None
    #: How long a re-commissioning takes, for the register.
    lead: Duration = Duration(1, "y")  # noqa: RUF009 - it is frozen
    #: By the path of a plan where its page is, as a link from the page of all; empty where it has none.
    page_of: Callable[[str], str] = lambda path: ""

    @property
    def total(self) -> int:
        return sum(self.verdicts.values())

    @property
    def year_end(self) -> Day:
        """The last day of the year ahead."""
        return corresponding_day(self.as_of, 12) - 1

    def plans(self) -> Iterator[tuple[str, Entry]]:
        for path, entry in self.shelf.plans():
            yield path, self._now(entry)

    def _now(self, entry: Entry) -> Entry:
        """What a plan says, with the days that have passed since its own data date."""
        passed = sum(coming[0] < self.as_of for coming in entry["coming"])
        if not passed:
            return entry
        return entry | {"coming": entry["coming"][passed:], "overdue": entry["overdue"] + passed}

    def meetings(self) -> Iterator[PortfolioMeeting]:
        """The meetings of the year ahead, and later ones that are asked for too much."""
        for meeting in meetings(self.shelf.items(self.as_of, 10**7)):
            if meeting.day <= self.year_end or meeting.crowded:
                yield meeting

    def clashes(self) -> Iterator[Clash]:
        return clashes(self.shelf.work())

    def months(self) -> Iterator[tuple[tuple[int, int], Iterator[Coming]]]:
        return months(self.shelf.coming(self.as_of, self.year_end))

    def unplanned(self) -> list[Unplanned]:
        found = unplanned(self.register or [], self.shelf.knows, self.as_of, self.lead)
        return sorted(found, key=lambda contract: (contract.latest_start, contract.contract.end))

    def findings(self) -> Iterator[Finding]:
        for meeting in self.meetings():
            if meeting.crowded:
                yield _crowded(meeting, self.committee(meeting))
        for clash in self.clashes():
            yield _clash(clash, self.owner(clash))
        for contract in self.unplanned():
            yield _no_plan(contract)

    def committee(self, meeting: PortfolioMeeting) -> str:
        """Its name; with its authority where the plans are of several, which may all have a Cabinet."""
        return self._of(meeting.committee, meeting.authority)

    def owner(self, clash: Clash) -> str:
        """Its name; with its authority where the plans are of several."""
        return self._of(clash.owner, clash.authority)

    def _of(self, name: str, authority: str) -> str:
        return f"{name} ({authority})" if authority and self.shelf.authorities > 1 else name


def rank(entry: Entry) -> tuple[int, int, int, int, int]:
    """Where a plan stands among all.

    The worst verdict comes first, then the longest gap, then what has an error, then the least float and the next date.
    """
    spare = float_of(entry)
    coming = entry["coming"]
    return (
        -VERDICTS.index(entry["verdict"]),
        -(10**7 if open_ended(entry) else gap_days(entry)),
        -min(entry["errors"], 1),
        10**7 if spare is None else spare,
        coming[0][0] if coming else 10**7,
    )


def gap_days(entry: Entry) -> int:
    """The days without cover of all services, as far as they have an end."""
    return sum(last - first + 1 for first, last, without in _gaps(entry) if not without and last is not None)


def open_ended(entry: Entry) -> bool:
    """Whether a gap has no end, because no go-live can happen."""
    return any(last is None for _, last, without in _gaps(entry) if not without)


def at_stake(entry: Entry) -> int:
    """The days that only planned extensions cover."""
    return sum(last - first + 1 for first, last, without in _gaps(entry) if without and last is not None)


def float_of(entry: Entry) -> int | None:
    """The least float of its services' go-lives, in calendar days; None where there is none."""
    return min((service["float"] for service in entry["services"] if service["float"] is not None), default=None)


def _gaps(entry: Entry) -> Iterator[Any]:
    for service in entry["services"]:
        yield from service["gaps"]


def gap_in_words(entry: Entry) -> str:
    """``no service for 31 days, 1 to 31 July 2026``; empty where there is none."""
    open_days = [(first, last) for first, last, without in _gaps(entry) if not without]
    if open_days:
        spans = [f"from {say(first)} on" if last is None else span(first, last) for first, last in open_days]
        days = gap_days(entry)
        return f"no service for {count(days, 'day')}, {listed(spans)}" if days else f"no service {listed(spans)}"
    days = at_stake(entry)
    return f"no service for {count(days, 'day')} unless planned extensions are taken" if days else ""


def errors_in_words(entry: Entry) -> str:
    """``2 errors``; empty where there is none, and of an invalid plan, which says why it is."""
    return count(entry["errors"], "error") if entry["errors"] and not entry["why"] else ""


def stale(entry: Entry, portfolio: Portfolio) -> bool:
    """Whether it has not been brought up to date for more than 35 days."""
    return bool(portfolio.as_of - entry["as_of"] > _STALE)


def _crowded(meeting: PortfolioMeeting, committee: str) -> Finding:
    told = few([f"{item.id!r} ({item.path})" for item in meeting.items], _SAID)
    message = (
        f"{committee} on {say(meeting.day)} has {count(len(meeting.items), 'decision')}, and takes "
        f"{meeting.most:,}: {listed(told)}"
    )
    fix = "move one with `on`, or agree a higher number and write it in `most`"
    return CROWDED_MEETING.finding((), message, fix)


def _clash(clash: Clash, owner: str) -> Finding:
    told = few([f"{work.id!r} ({work.path}, {span(work.first, work.last)})" for work in clash.works], _SAID)
    plans = len({work.path for work in clash.works})
    message = f"{owner} has work of {plans:,} plans, {span(clash.first, clash.last)}: {listed(told)}"
    if clash.at_once > 2:
        message = (
            f"{owner} has work of {plans:,} plans, {span(clash.first, clash.last)}. From {say(clash.peak)} it has "
        )
        message += f"{clash.at_once:,} at once: {listed(told)}"
    return OWNER_CLASH.finding((), message, "move one with `not_before`, or name who else does it in `owner`")


def _no_plan(found: Unplanned) -> Finding:
    contract = found.contract
    name = contract.title or contract.reference
    reference = f" ({contract.reference})" if contract.title and contract.reference else ""
    message = (
        f"{name}{reference} ends on {say(contract.end)} and has no plan ({contract.where}). "
        f"Work on it was due to start by {say(found.latest_start)}"
    )
    return NO_PLAN.finding((), message, "plan new, or plan import REGISTER")
