"""The steps of somebody else's schedule as milestones, and the plan that they make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from commission_plan.analysis import Analysis, analyse
from commission_plan.days.numbers import Day, Interval
from commission_plan.importing.brought import Brought
from commission_plan.importing.columns import heading
from commission_plan.importing.problems import Problem
from commission_plan.importing.register_plan import Terms
from commission_plan.model.plan import KINDS
from commission_plan.model.values import WrittenDate
from commission_plan.pen.compose import Ids, KeyEntry, composed, slug
from commission_plan.pen.draft import UNKNOWN
from commission_plan.pen.record import in_iso
from commission_plan.phrases import iso, say

MOST_STEPS = 10_000
_PREFACE = "Imported. Put in what the file does not say: owners, committees, what the law asks for."

_KEYS = (
    *("title", "kind", "takes", "calendar", "after", "finish_after", "on", "not_before", "by", "started", "done"),
    *("owner", "note", "source"),
)


class Given(NamedTuple):
    """What the planner says of a file that becomes one plan."""

    file: str
    #: The data date, where the planner gives one.
    as_of: date | None
    today: date
    terms: Terms
    #: The last day of the contract that runs now, and the milestone at which the new service takes over.
    end: WrittenDate | None = None
    go_live: str | None = None
    #: Each step comes after the one above it.
    in_order: bool = False


@dataclass(slots=True)
class ImportedStep:
    """One step, in the words of a plan; empty where the file has nothing to say."""

    id: str
    title: str
    source: str
    kind: str = ""
    takes: str = ""
    takes_comment: str = ""
    calendar: str = ""
    after: list[str] = field(default_factory=list)
    finish_after: list[str] = field(default_factory=list)
    on: str = ""
    not_before: str = ""
    by: str = ""
    started: str = ""
    done: str = ""
    owner: str = ""
    note: str = ""
    #: The dates that the file has for it, against which the plan's own are held.
    dates: tuple[Day, Day] | None = None

    def entry(self) -> KeyEntry:
        entries = [KeyEntry(key, value, self.takes_comment if key == "takes" else "") for key, value in self._values()]
        return KeyEntry(self.id, entries)

    def _values(self) -> Iterator[tuple[str, str | list[str]]]:
        for key in _KEYS:
            value = getattr(self, key)
            if value:
                yield key, value[0] if isinstance(value, list) and len(value) == 1 else value


class PlanFrame(NamedTuple):
    """What a schedule says besides its steps."""

    title: str
    as_of: date
    calendar: str = ""
    closures: Mapping[str, Interval] = {}
    remarks: Sequence[str] = ()


def kind_of(title: str) -> str:
    """The kind that a step is called by in so many words; empty where it is called otherwise."""
    plain = heading(title).replace(" ", "-")
    return plain if plain in KINDS and plain not in ("other", "decision") else ""


def planned(steps: Sequence[ImportedStep], frame: PlanFrame, given: Given, left: list[Problem]) -> Brought:
    """The plan of ``steps``, held against the dates that the file has for them."""
    asked = []
    if given.go_live is None:
        asked.append("When does the contract end, and which step starts the new service? Give --end DATE --go-live ID")
    if given.go_live is not None and given.go_live not in {step.id for step in steps}:
        asked.append(f"--go-live: the plan has no step '{given.go_live}'")
    steps, given = _taken_over(steps, given, left)
    plan = composed((_PREFACE, *frame.remarks), _entries(steps, frame, given))
    analysis = analyse(plan, path=given.file, today=given.today)
    return Brought(frame.title, plan, analysis, left + _moved(steps, analysis), asked)


def _taken_over(steps: Sequence[ImportedStep], given: Given, left: list[Problem]) -> tuple[list[ImportedStep], Given]:
    """The steps with the go-live among them; one that is work is followed by it, as a go-live takes no time."""
    found = []
    for step in steps:
        found.append(step)
        if step.id != given.go_live:
            continue
        if step.takes not in ("", UNKNOWN):
            ids = Ids(other.id for other in steps)
            live = ImportedStep(
                ids.give("new-service", "go-live"), "New service", step.source, "go-live", after=[step.id]
            )
            message = (
                f"'{step.id}' takes {step.takes}, and a go-live no time: '{live.id}' after it starts the new service"
            )
            left.append(Problem("--go-live", message))
            step.kind = "" if step.kind == "go-live" else step.kind
            found.append(live)
            given = given._replace(go_live=live.id)
            continue
        step.kind = "go-live"
        step.on, step.not_before = step.on or step.not_before, ""
        step.takes = ""
    return found, given


def _entries(steps: Sequence[ImportedStep], frame: PlanFrame, given: Given) -> list[KeyEntry]:
    terms = given.terms
    entries = [KeyEntry("plan", frame.title)]
    entries += [KeyEntry("authority", terms.authority)] if terms.authority else []
    comment = "move it on with what is recorded: see plan record"
    entries.append(KeyEntry("as_of", frame.as_of.isoformat(), comment))
    known = {"calendar": frame.calendar, "regime": terms.regime, "procedure": terms.procedure}
    entries += [KeyEntry(key, value) for key, value in known.items() if value]
    entries.append(KeyEntry("source", given.file))
    closed = [
        KeyEntry(
            id, [KeyEntry("from", iso(first) or ""), KeyEntry("to", iso(last) or ""), KeyEntry("source", given.file)]
        )
        for id, (first, last) in frame.closures.items()
    ]
    entries.append(KeyEntry("closures", closed))
    service = _service(frame, given)
    missing: tuple[str, ...] = ()
    if service is None:
        missing = ("Which service does it keep going? With its contract a gap can be found, such as:",)
        missing += ("services: {advice: {contracts: {current: {end: 2027-03-31}}, go_live: new-service}}",)
    else:
        entries.append(KeyEntry("services", [service]))
    entries.append(KeyEntry("milestones", [step.entry() for step in steps], above=missing))
    return entries


def _service(frame: PlanFrame, given: Given) -> KeyEntry | None:
    if given.end is None or given.go_live is None:
        return None
    contract = KeyEntry(
        "current", [KeyEntry("end", in_iso(given.end)), KeyEntry("source", "said when it was imported")]
    )
    inner = [KeyEntry("title", frame.title), KeyEntry("contracts", [contract]), KeyEntry("go_live", given.go_live)]
    return KeyEntry(slug(frame.title) or "service", inner)


def _moved(steps: Sequence[ImportedStep], analysis: Analysis) -> list[Problem]:
    """The steps that have other dates in the plan than in the file."""
    if analysis.schedule is None:
        return []
    told = []
    for step in steps:
        dates = analysis.schedule.dates.get(step.id)
        if dates is None or step.dates is None or dates.early_start is None or dates.early_finish is None:
            continue
        start, finish = step.dates
        if dates.early_start != start:
            message = f"starts on {say(start)} in the file and on {say(dates.early_start)} in the plan"
        elif dates.early_finish != finish:
            message = f"finishes on {say(finish)} in the file and on {say(dates.early_finish)} in the plan"
        else:
            continue
        told.append(Problem(step.source, f"'{step.id}' {message}", f"see: plan why FILE {step.id}"))
    return told
