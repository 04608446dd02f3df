"""A committee's diary to its ``meets``: printed, or written into a plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from commission_plan.cli.imports.written import name_of, today, told
from commission_plan.cli.inputs import CannotRun
from commission_plan.cli.output import note, notes, write_as_is
from commission_plan.cli.rewriting import rewrite
from commission_plan.days.numbers import Day
from commission_plan.importing.columns import heading
from commission_plan.importing.diary import DiaryMeeting, ReadDiary, held, off, read
from commission_plan.model.plan import Committee, Plan, title
from commission_plan.model.values import DateRange, WrittenDate
from commission_plan.model.wording import hint
from commission_plan.pen.compose import Ids, KeyEntry, composed
from commission_plan.pen.edits import Cannot, Edit
from commission_plan.pen.record import in_iso
from commission_plan.phrases import count, iso, listed, quoted, say
from commission_plan.phrases import span as _span
from commission_plan.reports.plain import safe


def take(content: bytes, asked: dict[str, Any]) -> int:
    """0, or 1 where an entry of the diary could not be read."""
    diary = read(content, today(asked))
    if diary.taken:
        note("What we took:")
        notes("".join(f"  {line}\n" for line in diary.taken))
    code = _into(diary, asked) if asked["into"] is not None else _print(diary, asked)
    if diary.told:
        note("Check how we read:")
        notes(told(diary.told))
    if diary.problems:
        entries = "1 entry" if len(diary.problems) == 1 else f"{len(diary.problems):,} entries"
        note(f"We could not read {entries} of the diary, or not to the end:")
        notes(told(diary.problems))
    return max(code, 1 if diary.problems else 0)


def _print(diary: ReadDiary, asked: dict[str, Any]) -> int:
    """The committees of the diary as a part of a plan file."""
    bodies = diary.bodies()
    wanted = asked["body"] or asked["committee"]
    if wanted is not None:
        bodies = {wanted: _of(bodies, wanted, "--body" if asked["body"] else "--committee")}
    ids = Ids()
    entries = []
    for body, meetings in bodies.items():
        _tell(body, meetings)
        meets = [iso(day) or "" for day in held(meetings)]
        inner = [KeyEntry("title", body or "Committee"), KeyEntry("meets", meets), KeyEntry("source", name_of(asked))]
        if meets:
            entries.append(KeyEntry(ids.give(body, "committee"), inner))
    if not entries:
        raise CannotRun(_none(diary, asked))
    write_as_is(safe(composed([], [KeyEntry("committees", entries)]).decode()))
    return 0


def _none(diary: ReadDiary, asked: dict[str, Any]) -> str:
    """That there is nothing to import; what could not be read is listed before."""
    notes(told(diary.problems))
    return f"{asked['file']}: we found no meeting in it that takes place"


def _of(bodies: dict[str, list[DiaryMeeting]], wanted: str, option: str) -> list[DiaryMeeting]:
    """The meetings of one body, by its name or by its id. Raises ``CannotRun`` where the diary has it not."""
    for body, meetings in bodies.items():
        if heading(body) == heading(wanted.replace("-", " ")):
            return meetings
    said = hint(wanted, bodies, f"it has {quoted(bodies, most=12)}")
    raise CannotRun(f"{option}: the diary has no meetings of '{wanted}'. {said}")


def _tell(body: str, meetings: Sequence[DiaryMeeting]) -> None:
    called = f"'{body}'" if body else "the committee"
    days = held(meetings)
    note(f"{called}: {count(len(days), 'meeting')}" + (f", {say(days[0])} to {say(days[-1])}" if days else ""))
    if cancelled := off(meetings):
        note(f"  cancelled or postponed, so left out: {listed(map(say, cancelled))}")
    if doubtful := sorted({meeting.day for meeting in meetings if meeting.provisional}):
        note(f"  not certain yet: {listed(map(say, doubtful))}")


def _into(diary: ReadDiary, asked: dict[str, Any]) -> int:
    id = asked["committee"]
    if id is None:
        raise CannotRun("--into: say which committee of the plan it is, with --committee ID")

    def changes(plan: Plan) -> list[Edit]:
        if id not in plan.committees:
            said = hint(id, plan.committees, f"it has {quoted(plan.committees) or 'none'}")
            raise CannotRun(f"--committee: the plan has no committee '{id}'. {said}")
        committee = plan.committees[id]
        meetings = _meetings(diary, asked["body"], id, committee)
        if not held(meetings):
            raise CannotRun(_none(diary, asked))
        _tell(title(committee, id), meetings)
        return _edits(id, committee, meetings, name_of(asked))

    try:
        return rewrite(asked["into"], changes, dry_run=asked["dry_run"], layout=True)
    except Cannot as error:
        raise CannotRun(f"{asked['into']}: {error}") from None


def _meetings(diary: ReadDiary, body: str | None, id: str, committee: Committee) -> list[DiaryMeeting]:
    """The committee's meetings: by the name that is given, else by its own; of a diary of one body, all."""
    bodies = diary.bodies()
    if body is not None:
        return _of(bodies, body, "--body")
    for name in (committee.title, id):
        for found, meetings in bodies.items():
            if name is not None and heading(found) == heading(name.replace("-", " ")):
                return meetings
    if len(bodies) == 1:
        return next(iter(bodies.values()))
    raise CannotRun(f"whose meetings are those of '{id}'? name one with --body: {quoted(bodies, most=12)}")


def _edits(id: str, committee: Committee, meetings: list[DiaryMeeting], file: str) -> list[Edit]:
    """From its first day to its last the diary says which meetings there are; what the plan has around it stays."""
    days, cancelled = held(meetings), off(meetings)
    first, last = min(days + cancelled), max(days + cancelled)
    kept = [
        span
        for span in committee.meets
        if span.last < first or span.first > last or (span.first == span.last and span.first in days)
    ]
    gone = [span for span in committee.meets if span not in kept]
    if gone:
        note(
            f"  in the plan and not in the diary, so taken out: {listed(_span(span.first, span.last) for span in gone)}"
        )
    meets = tuple(_in_order(kept, set(days) - {span.first for span in kept if span.first == span.last}))
    if committee.every is not None:
        opens = min([days[0], *(span.first for span in kept)])
        closes = max([days[-1], *(span.last for span in kept)])
        note(
            f"  '{id}' still meets by the rule {committee.every}, which adds meetings before {say(opens)} "
            f"and after {say(closes)}. Take out 'every' when the diary is complete"
        )
    edits = [Edit(("committees", id, "meets"), meets, ("title",))]
    if committee.source is None:
        edits.append(Edit(("committees", id, "source"), file))
    return edits


def _in_order(kept: Sequence[WrittenDate | DateRange], new: Iterable[Day]) -> list[str]:
    """What stays in the order of the file, and each new day before the first that is later."""
    spans = list(kept)
    for day in sorted(new):
        at = next((number for number, span in enumerate(spans) if span.first > day), len(spans))
        spans.insert(at, WrittenDate(day, day))
    return [in_iso(span) if isinstance(span, WrittenDate) else f"{iso(span.first)}..{iso(span.last)}" for span in spans]
