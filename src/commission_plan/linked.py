"""Plans that a plan names under ``plans``: what it waits for there becomes part of its own network.

A milestone of another plan is called by the name that ``plans`` gives that plan and its id: ``trs/award``. It comes in
with all that it waits for itself, in its own plan's calendar and at its own plan's data date, so that its date is the
one that its own plan tells. Its deadlines stay behind: each plan answers for its own.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, Protocol

from commission_plan.checks.structure import unknown_name
from commission_plan.days.numbers import Day
from commission_plan.engine.build import Local
from commission_plan.findings import Finding, Place, Rule, Severity
from commission_plan.model.load import load
from commission_plan.model.plan import Committee, Milestone, Plan, title
from commission_plan.model.values import Link
from commission_plan.model.wording import WRONG_VALUE
from commission_plan.phrases import count
from commission_plan.source import Document, read

LINKED_PLAN = Rule(
    "linked-plan",
    Severity.ERROR,
    """Another plan that this one waits for cannot be used.

Its file is not there, cannot be read, or has errors. So nobody can say when the steps that this plan waits for will
happen. `plan check` with that file shows its errors. We never repeat here what it holds. You also see this where 2
names are the same file, or where a plan names itself.
""",
)
RULES = (LINKED_PLAN,)
#: No plan hangs together with more others than this.
_MOST_PLANS = 500


class NotBeside(Exception):
    """A file that the plan names beside it cannot be read; the message says why."""


class Neighbours(Protocol):
    """Reads the plans that a plan names. Every file has a key, the same however it is reached."""

    @property
    def own(self) -> str:
        """The key of the plan itself."""
        ...

    def read(self, base: str, name: str) -> tuple[str, bytes]:
        """The key and the bytes of the file that the plan with the key ``base`` calls ``name``.

        Raises ``NotBeside`` where it cannot be read.
        """
        ...


class PlanNeighbours(Neighbours, Protocol):
    """Reads rule packs too."""

    def pack(self, name: str) -> bytes:
        """A file in the plan's folder or below it. Raises ``NotBeside`` where it cannot be read."""
        ...


class Other(NamedTuple):
    """Another plan, as it was read."""

    key: str
    #: Its file as a message names it, from the folder of the plan that is looked at.
    shown: str
    plan: Plan
    document: Document


@dataclass
class Others:
    """Every other plan that has been read, each once."""

    neighbours: Neighbours | None = None
    known: dict[str, Other | str] = field(default_factory=dict)

    def of(self, base: str, name: str, shown: str) -> Other:
        """The plan that ``base`` calls ``name``. Raises ``NotBeside`` where it cannot be used."""
        if self.neighbours is None:
            raise NotBeside("we cannot read other files here")
        key, content = self.neighbours.read(base, name)
        if key not in self.known:
            if len(self.known) >= _MOST_PLANS:
                raise NotBeside(f"more than {_MOST_PLANS} plans wait for each other")
            self.known[key] = _read(key, shown, content)
        found = self.known[key]
        if isinstance(found, str):
            raise NotBeside(found)
        return found

    @property
    def own(self) -> str:
        return "" if self.neighbours is None else self.neighbours.own


def _read(key: str, shown: str, content: bytes) -> Other | str:
    found = _loaded(content)
    return found if isinstance(found, str) else Other(key, shown, *found)


@lru_cache(maxsize=32)
def _loaded(content: bytes) -> tuple[Plan, Document] | str:
    """The plan in ``content``, or why it cannot be used. Many plans of a folder may wait for the same one."""
    document, findings = read(content)
    if document is not None:
        loaded = load(document)
        findings += loaded.findings
        document = loaded.document
        if loaded.plan is not None:
            elsewhere = dict.fromkeys(loaded.plan.plans)
            findings += unknown_name.check(loaded.plan, document.data, elsewhere)
            errors = [finding for finding in findings if finding.severity is Severity.ERROR]
            if not errors:
                return loaded.plan, document
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    first = errors[0]
    span = first.span or (document.locate(first.place, first.at_key) if document is not None else None)
    where = f", {'the first ' if len(errors) > 1 else ''}on line {span.line}" if span is not None else ""
    # Any file of the machine may be named: a check of that file alone says what it holds.
    return f"it has {count(len(errors), 'error')}{where} [{first.rule}]"


class Linked(NamedTuple):
    """A plan together with what it waits for in others."""

    #: The plan with the milestones and committees of others that matter to it, under their long ids.
    plan: Plan
    #: By the name that a plan has here, what its dates are counted with.
    locals: dict[str, Local]
    #: The same names, and the plans.
    others: dict[str, Other]
    #: What ``plans`` names, and the ids there; None for a plan that cannot be used.
    known: dict[str, Mapping[str, object] | None]
    findings: list[Finding]

    def locate(self, place: Place) -> tuple[str, int] | None:
        """The file and the line of a place under the long id of another plan's milestone; None for any other."""
        if len(place) < 2 or "/" not in str(place[1]):
            return None
        name, _, id = str(place[1]).rpartition("/")
        other = self.others[name]
        return other.shown, other.document.locate((place[0], id, *place[2:]), at_key=False).line


def linked(plan: Plan, others: Others, day_of: Callable[[Plan], Day]) -> Linked:
    """``plan`` with all that it waits for in the plans that it names; ``day_of`` gives each plan's data date."""
    return _Gathering(plan, others, day_of).done()


class _Gathering:
    def __init__(self, plan: Plan, others: Others, day_of: Callable[[Plan], Day]) -> None:
        self._plan, self._others, self._day_of = plan, others, day_of
        #: By name here: the plan; by its key: its name here, which is empty for the plan itself.
        self._named: dict[str, Other] = {}
        self._names: dict[str, str] = {others.own: ""}
        self._milestones: dict[str, Milestone] = {}
        self._committees: dict[str, Committee] = {}
        self._findings: list[Finding] = []
        self._told: set[str] = set()
        self._waiting: list[tuple[str, str]] = []

    def done(self) -> Linked:
        known = {alias: self._first(alias, file) for alias, file in self._plan.plans.items()}
        for reference in self._plan.named_elsewhere():
            alias, _, id = reference.partition("/")
            if id in (known.get(alias) or ()):
                self._need(alias, id)
        while self._waiting:
            name, id = self._waiting.pop()
            self._bring(name, id)
        self._findings += self._go_lives(known)
        milestones = {**self._plan.milestones, **self._milestones}
        committees = {**self._plan.committees, **self._committees}
        whole = self._plan.model_copy(update={"milestones": milestones, "committees": committees})
        locals = {name: Local(self._day_of(other.plan), other.plan) for name, other in self._named.items()}
        return Linked(whole, locals, self._named, known, self._findings)

    def _first(self, alias: str, file: str) -> Mapping[str, object] | None:
        """The milestones of a plan that the plan itself names; None where it cannot be used."""
        place: Place = ("plans", alias)
        try:
            other = self._others.of(self._others.own, file, posixpath.normpath(file))
        except NotBeside as error:
            self._broken(place, f"{file!r} cannot be used: {error}", file=file)
            return None
        name = self._names.get(other.key)
        if name is not None:
            same = "is this plan" if not name else f"and '{name}' are the same file"
            self._broken(
                place, f"{alias!r} {same}", f"keep '{name}', and take out {alias!r}" if name else "take it out"
            )
            return None
        self._names[other.key], self._named[alias] = alias, other
        return other.plan.milestones

    def _broken(self, place: Place, message: str, fix: str = "", file: str = "") -> None:
        if message not in self._told:
            self._told.add(message)
            fix = fix or f"correct the file name in `plans`, or fix that plan: plan check {file}"
            self._findings.append(LINKED_PLAN.finding(place, message, fix, at_key=False))

    def _need(self, name: str, id: str) -> None:
        if name and f"{name}/{id}" not in self._milestones:
            # A place is kept, so that the order is that in which they were asked for.
            self._milestones[f"{name}/{id}"] = self._named[name].plan.milestones[id]
            self._waiting.append((name, id))

    def _bring(self, name: str, id: str) -> None:
        """A milestone of another plan, as it stands in the network of this one."""
        other = self._named[name]
        milestone = other.plan.milestones[id]
        changed: dict[str, object] = {
            "after": [self._link(name, link) for link in milestone.after],
            "finish_after": [self._link(name, link) for link in milestone.finish_after],
            "kind": other.plan.kind(id),
            "calendar": milestone.calendar or other.plan.calendar,
            "title": title(milestone, id),
            "by": None,
        }
        if milestone.at is not None:
            at = f"{name}/{milestone.at}"
            committee = other.plan.committees[milestone.at]
            named = {"title": title(committee, milestone.at), "executive": None}
            self._committees.setdefault(at, committee.model_copy(update=named))
            changed["at"] = at
        self._milestones[f"{name}/{id}"] = milestone.model_copy(update=changed)

    def _link(self, name: str, link: Link) -> Link:
        """A link of another plan, with the long id of what it names."""
        alias, slash, id = link.milestone.partition("/")
        if not slash:
            self._need(name, link.milestone)
            return link._replace(milestone=f"{name}/{link.milestone}")
        reached = self._reached(name, alias)
        if reached is None or id not in (self._named[reached].plan if reached else self._plan).milestones:
            if reached is not None:
                shown = self._named[name].shown
                self._broken(
                    _root(name),
                    f"{shown!r} cannot be used: it names '{link.milestone}', which does not exist",
                    file=shown,
                )
            return link
        self._need(reached, id)
        return link._replace(milestone=f"{reached}/{id}" if reached else id)

    def _reached(self, name: str, alias: str) -> str | None:
        """What a plan that another one calls ``alias`` is called here; None where it cannot be used."""
        base = self._named[name]
        file = base.plan.plans[alias]
        shown = posixpath.normpath(posixpath.join(posixpath.dirname(base.shown), file))
        try:
            other = (
                None
                if self._others.neighbours is not None
                and self._others.neighbours.read(base.key, file)[0] == self._others.own
                else self._others.of(base.key, file, shown)
            )
        except NotBeside as error:
            message = f"{shown!r}, which {base.shown!r} names, cannot be used: {error}"
            self._broken(_root(name), message, file=shown)
            return None
        if other is None:
            return ""
        if other.key not in self._names:
            self._names[other.key] = f"{name}/{alias}"
            self._named[f"{name}/{alias}"] = other
        return self._names[other.key]

    def _go_lives(self, known: Mapping[str, Mapping[str, object] | None]) -> Iterator[Finding]:
        """A service can be replaced by nothing but a go-live of another plan."""
        for id, service in self._plan.services.items():
            alias, slash, milestone = (service.go_live or "").partition("/")
            if not slash or milestone not in (known.get(alias) or ()):
                continue
            kind = self._named[alias].plan.kind(milestone)
            if kind != "go-live":
                message = f"{service.go_live!r} starts {id!r}, and its kind is {kind}"
                fix = f"write `kind: go-live` in {self._named[alias].shown}, or name another step in `go_live`"
                yield WRONG_VALUE.finding(("services", id, "go_live"), message, fix, at_key=False)


def _root(name: str) -> Place:
    """Where the plan itself names the plan from which ``name`` is reached."""
    return ("plans", name.partition("/")[0])
