"""MSPDI as it is written: the project, its calendars, its tasks and their links, by the published schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from commission_plan.days.numbers import Day, Interval
from commission_plan.importing.mspdi_calendars import Week, week
from commission_plan.importing.problems import Problem, Unusable
from commission_plan.importing.sheets import clean
from commission_plan.importing.steps import MOST_STEPS
from commission_plan.importing.xml import Node, Refused, tree

#: The parts of the file that are read; assignments and their hours are most of a large one.
_READ = ("Project", "Tasks", "Calendars", "ExtendedAttributes", "Resources")
_TYPES = {0: "FF", 1: "FS", 2: "SF", 3: "SS"}
_CONSTRAINTS = {1: "ALAP", 2: "MSO", 3: "MFO", 4: "SNET", 5: "SNLT", 6: "FNET", 7: "FNLT"}
_LENGTH = re.compile(r"P(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:\.\d+)?S)?)?", re.ASCII)
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T(\d{2}):(\d{2}))?.*", re.ASCII)
#: A moment from this hour on stands for the end of its day.
_AFTERNOON = 12 * 60
#: Formats of lengths by the clock (elapsed), with 32 more where they are estimated; and shares of another length.
_ELAPSED = (4, 6, 8, 10, 12)
_PERCENT = (19, 20)


class Moment(NamedTuple):
    """A day, and the minute of it."""

    day: Day
    minute: int

    @property
    def end(self) -> bool:
        """Whether it is the end of its day rather than its start."""
        return self.minute >= _AFTERNOON

    @property
    def date(self) -> date:
        return date.fromordinal(self.day)

    def later(self, minutes: int) -> Moment:
        days, minute = divmod(self.minute + minutes, 24 * 60)
        return Moment(self.day + days, minute)


class Lag(NamedTuple):
    """Minutes of working time, or of the clock (``elapsed``); or a share of the other task's length."""

    minutes: int
    elapsed: bool
    percent: bool


class Link(NamedTuple):
    uid: int
    type: str
    lag: Lag
    #: It leads into another file.
    elsewhere: bool


@dataclass(frozen=True, slots=True)
class Task:
    uid: int
    where: str
    name: str
    #: It is the heading of the tasks below it.
    summary: bool
    active: bool
    manual: bool
    event: bool
    estimated: bool
    start: Moment | None
    finish: Moment | None
    minutes: int
    elapsed: bool
    started: Moment | None
    done: Moment | None
    constraint: str
    constraint_date: Moment | None
    deadline: Moment | None
    calendar: int
    notes: str
    links: list[Link]
    #: The uids of the headings that it stands under.
    headings: tuple[int, ...] = ()
    #: Texts in fields of somebody's own, by what they call them.
    texts: dict[str, str] = field(default_factory=dict)


class Project(NamedTuple):
    title: str
    status: Moment | None
    minutes_a_day: int
    span: Interval
    week: Week
    weeks: dict[int, Week]
    tasks: list[Task]
    resources: int
    left: list[Problem]


def read(content: bytes) -> Project:
    """Raises ``Unusable`` where the file is no MSPDI, or has more tasks than any plan."""
    try:
        root = tree(content, _READ)
    except Refused as error:
        raise Unusable(f"it is not read: {error}") from None
    if root.name != "Project":
        raise Unusable(f"it is XML, but no schedule of Microsoft Project's: it begins with <{clean(root.name)[:40]}>")
    fields = {node.text("FieldID"): node.text("Alias") for node in root.all("ExtendedAttributes", "ExtendedAttribute")}
    nodes = root.all("Tasks", "Task")
    if len(nodes) > MOST_STEPS:
        raise Unusable(f"it has {len(nodes):,} tasks; a plan is made of {MOST_STEPS:,} at most")
    left: list[Problem] = []
    tasks = list(_tasks(nodes, fields, left))
    weeks = {_number(node.text("UID")): week(node) for node in root.all("Calendars", "Calendar")}
    days = [moment.day for task in tasks for moment in (task.start, task.finish) if moment is not None]
    return Project(
        clean(root.text("Title")) or clean(root.text("Name")) or "Imported schedule",
        _moment(root.text("StatusDate")),
        _number(root.text("MinutesPerDay")) or 480,
        (min(days, default=1), max(days, default=0)),
        weeks.get(_number(root.text("CalendarUID")), Week("", False, False, [], [])),
        weeks,
        tasks,
        sum(1 for node in root.all("Resources", "Resource") if clean(node.text("Name"))),
        left,
    )


def _tasks(nodes: list[Node], fields: dict[str, str], left: list[Problem]) -> Iterator[Task]:
    above: list[tuple[int, int]] = []
    seen: set[int] = set()
    for number, node in enumerate(nodes):
        uid, level = _number(node.text("UID"), -1), _number(node.text("OutlineLevel"))
        where = f"task {node.text('ID') or number}"[:40]
        name = clean(node.text("Name"))
        if _yes(node, "IsNull") or not name:
            continue
        if uid in seen or uid < 0:
            left.append(Problem(where, f"'{name}' has no number of its own, and is left out"))
            continue
        seen.add(uid)
        above = [heading for heading in above if heading[0] < level]
        yield _task(node, uid, where, name, tuple(heading for _, heading in above), fields)
        if _yes(node, "Summary"):
            above.append((level, uid))


def _task(node: Node, uid: int, where: str, name: str, headings: tuple[int, ...], fields: dict[str, str]) -> Task:
    minutes = _minutes(node.text("Duration"))
    form = _number(node.text("DurationFormat"))
    texts = {
        fields[extra.text("FieldID")]: text
        for extra in node.all("ExtendedAttribute")
        if fields.get(extra.text("FieldID")) and (text := clean(extra.text("Value")))
    }
    return Task(
        uid,
        where,
        name,
        _yes(node, "Summary"),
        node.text("Active") not in ("0", "false"),
        _yes(node, "Manual"),
        minutes == 0,
        _yes(node, "Estimated"),
        _moment(node.text("Start")),
        _moment(node.text("Finish")),
        minutes,
        form % 32 in _ELAPSED,
        _moment(node.text("ActualStart")),
        _moment(node.text("ActualFinish")),
        _CONSTRAINTS.get(_number(node.text("ConstraintType")), ""),
        _moment(node.text("ConstraintDate")),
        _moment(node.text("Deadline")),
        _number(node.text("CalendarUID"), -1),
        clean(node.text("Notes")),
        [_link(link) for link in node.all("PredecessorLink")],
        headings,
        texts,
    )


def _link(node: Node) -> Link:
    form = _number(node.text("LagFormat")) % 32
    lag = Lag(_number(node.text("LinkLag")) // 10, form in _ELAPSED, form in _PERCENT and node.text("LinkLag") != "0")
    kind = _TYPES.get(_number(node.text("Type"), 1), "FS")
    return Link(_number(node.text("PredecessorUID"), -1), kind, lag, _yes(node, "CrossProject"))


def _yes(node: Node, name: str) -> bool:
    return node.text(name).strip() in ("1", "true")


def _number(text: str, otherwise: int = 0) -> int:
    return int(text) if re.fullmatch(r"-?\d{1,12}", text.strip(), re.ASCII) else otherwise


def _minutes(text: str) -> int:
    """``PT40H0M0S`` in minutes; 0 for what is no length."""
    match = _LENGTH.fullmatch(text.strip())
    if match is None:
        return 0
    days, hours, minutes, _ = (int(part or 0) for part in match.groups())
    return days * 24 * 60 + hours * 60 + minutes


def _moment(text: str) -> Moment | None:
    """A moment as it is written, in the clock of whoever wrote it; None for none, and for years outside any plan."""
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        return None
    try:
        day = datetime.fromisoformat(match[1]).date()
    except ValueError:
        return None
    if not 1990 <= day.year <= 2199:
        return None
    return Moment(day.toordinal(), int(match[2] or 0) * 60 + int(match[3] or 0))
