"""MSPDI as it is written: the project, its calendars, its tasks and their links, by the published schema."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from commission_plan.days.numbers import Interval
from commission_plan.importing.imported_plan import MOST_STEPS
from commission_plan.importing.mspdi_fields import DayMinute, Fields
from commission_plan.importing.mspdi_week import USUAL, Hours, WorkingWeek, weeks
from commission_plan.importing.problems import Problem, Unusable
from commission_plan.importing.sheets import clean
from commission_plan.importing.xml import Refused, XmlElement, tree

#: The parts of the file that are read; assignments and their hours are most of a large one.
_READ = ("Project", "Tasks", "Calendars", "ExtendedAttributes", "Resources")
_TYPES = {0: "FF", 1: "FS", 2: "SF", 3: "SS"}
_CONSTRAINTS = {0: "", 1: "ALAP", 2: "MSO", 3: "MFO", 4: "SNET", 5: "SNLT", 6: "FNET", 7: "FNLT"}
#: Formats of lengths by the clock (elapsed), with 32 more where they are estimated; and shares of another length.
_ELAPSED = (4, 6, 8, 10, 12)
_PERCENT = (19, 20)
_FORMATS = range(64)
#: What a task may have that a plan has no place for, and what a value says that nothing is there.
_NOT_READ = {
    "Baseline": "baselines",
    "Cost": "costs",
    "FixedCost": "fixed costs",
    "Contact": "contacts",
    "Hyperlink": "hyperlinks",
    "HyperlinkAddress": "hyperlinks",
    "SubprojectName": "projects inserted from other files",
    "Priority": "priorities",
    "LevelingDelay": "delays by levelling",
    "OutlineCode": "outline codes",
    "Recurring": "tasks that recur",
}
_NOTHING = ("", "0", "500", "false", "0.0", "0.00")
#: The fields of a schedule that this program wrote.
OURS = ("Plan id", "Owner", "Decision maker", "Kind", "State")


class TaskLag(NamedTuple):
    """Minutes of working time, or of the clock (``elapsed``); or a share of the other task's length."""

    minutes: int
    elapsed: bool
    percent: bool


class TaskLink(NamedTuple):
    uid: int
    type: str
    lag: TaskLag
    #: It leads into another file.
    elsewhere: bool


@dataclass(frozen=True, slots=True)
class ImportedTask:
    uid: int
    where: str
    name: str
    #: It is the heading of the tasks below it.
    summary: bool
    active: bool
    manual: bool
    event: bool
    estimated: bool
    start: DayMinute | None
    finish: DayMinute | None
    #: None where it is not said.
    minutes: int | None
    elapsed: bool
    started: DayMinute | None
    done: DayMinute | None
    percent: int
    constraint: str
    constraint_date: DayMinute | None
    deadline: DayMinute | None
    calendar: int
    notes: str
    links: list[TaskLink]
    #: The uids of the headings that it stands under.
    headings: tuple[int, ...] = ()
    #: Texts in fields of somebody's own, by what they call them.
    texts: dict[str, str] = field(default_factory=dict)


class ImportedProject(NamedTuple):
    title: str
    #: Nothing that goes by its links alone begins before it.
    start: DayMinute | None
    status: DayMinute | None
    minutes_a_day: int
    span: Interval
    week: WorkingWeek
    weeks: dict[int, WorkingWeek]
    tasks: list[ImportedTask]
    resources: int
    left: list[Problem]


def read(content: bytes) -> ImportedProject:
    """Raises ``Unusable`` where the file is no MSPDI, or has more tasks than any plan."""
    try:
        root = tree(content, _READ)
    except Refused as error:
        raise Unusable(f"it is not read: {error}") from None
    if root.name != "Project":
        raise Unusable(f"it is XML, but not a schedule of Microsoft Project: it begins with <{clean(root.name)[:40]}>")
    nodes = root.all("Tasks", "Task")
    if len(nodes) > MOST_STEPS:
        raise Unusable(f"it has {len(nodes):,} tasks. A plan is made of {MOST_STEPS:,} at most")
    left: list[Problem] = []
    whole = Fields(root, "project", "", left)
    tasks = _Tasks(root, nodes, left).tasks()
    days = [moment.day for task in tasks for moment in (task.start, task.finish) if moment is not None]
    span = min(days, default=1), max(days, default=0)
    found = weeks(root.all("Calendars", "Calendar"), _usual(root))
    number = whole.number("CalendarUID", -1)
    if found and number not in found:
        left.append(Problem("project", "its calendar is not in the file: here work is from Monday to Friday"))
    left += _unknown_calendars(tasks, found)
    a_day = whole.number("MinutesPerDay", 480, "480")
    return ImportedProject(
        whole.text("Title") or whole.text("Name") or "Imported schedule",
        whole.moment("StartDate"),
        whole.moment("StatusDate"),
        a_day if a_day > 0 else 480,
        span,
        found.get(number, WorkingWeek()),
        found,
        tasks,
        sum(1 for node in root.all("Resources", "Resource") if clean(node.text("Name"))),
        left,
    )


def _usual(root: XmlElement) -> Hours:
    """When is worked on a day of which no hours are told: within the hours of the whole project."""
    first, last = (root.text(name).strip()[:5] for name in ("DefaultStartTime", "DefaultFinishTime"))
    try:
        begins, ends = (int(text[:2]) * 60 + int(text[3:]) for text in (first, last))
    except ValueError:
        return USUAL
    return ((begins, ends),) if 0 <= begins < ends <= 24 * 60 and (begins, ends) != (480, 1020) else USUAL


def _unknown_calendars(tasks: list[ImportedTask], found: dict[int, WorkingWeek]) -> Iterator[Problem]:
    for task in tasks:
        if task.calendar != -1 and task.calendar not in found:
            message = f"'{task.name}' goes by calendar {task.calendar}, which is not in the file"
            yield Problem(task.where, message)


class _Tasks:
    def __init__(self, root: XmlElement, nodes: list[XmlElement], left: list[Problem]) -> None:
        attributes = root.all("ExtendedAttributes", "ExtendedAttribute")
        self._aliases = {
            node.text("FieldID"): clean(node.text("Alias")) or clean(node.text("FieldName")) for node in attributes
        }
        self._nodes, self._left = nodes, left
        self._levels = [self._level(node) for node in nodes]

    def _level(self, node: XmlElement) -> int:
        text = node.text("OutlineLevel").strip()
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else 0

    def tasks(self) -> list[ImportedTask]:
        found = list(self._read())
        self._left += self._not_read()
        return found

    def _read(self) -> Iterator[ImportedTask]:
        above: list[tuple[int, int]] = []
        seen: set[int] = set()
        for number, node in enumerate(self._nodes):
            where = f"task {clean(node.text('ID')) or number}"[:40]
            name = clean(node.text("Name"))
            fields = Fields(node, where, f"'{name}': " if name else "", self._left)
            if fields.yes("IsNull") or not node.children:
                continue
            if not name:
                name = f"Task {clean(node.text('ID')) or number}"[:40]
                self._left.append(Problem(where, f"it has no name, and is called '{name}' here"))
            uid, level = fields.number("UID", -1, within=range(10**12)), self._levels[number]
            fields.number("OutlineLevel", 0, "0", range(10_000))
            if uid in seen or uid < 0:
                self._left.append(Problem(where, f"'{name}' has no number (UID) of its own, and is left out"))
                continue
            seen.add(uid)
            above = [heading for heading in above if heading[0] < level]
            summary = self._summary(number, node, fields, name)
            yield self._task(node, fields, uid, where, name, summary, tuple(heading for _, heading in above))
            if summary:
                above.append((level, uid))

    def _summary(self, number: int, node: XmlElement, fields: Fields, name: str) -> bool:
        """Whether it is a heading: it says so, the next stands below it, or it is the project itself (number 0)."""
        if fields.yes("Summary"):
            return True
        level = self._levels[number]
        rows = range(number + 1, len(self._nodes))
        after = next((row for row in rows if self._nodes[row].text("IsNull").strip() not in ("1", "true")), None)
        if after is not None and self._levels[after] > level and node.text("OutlineLevel").strip():
            return True
        whole = node.text("UID").strip() == "0" and node.text("OutlineLevel").strip() == "0"
        return whole and len(self._nodes) == 1 and not node.all("PredecessorLink")

    def _task(
        self,
        node: XmlElement,
        fields: Fields,
        uid: int,
        where: str,
        name: str,
        summary: bool,
        headings: tuple[int, ...],
    ) -> ImportedTask:
        minutes = fields.minutes("Duration")
        start, finish = fields.moment("Start"), fields.moment("Finish")
        milestone = fields.yes("Milestone")
        event = minutes == 0 or (minutes is None and (milestone or (start is not None and start == finish)))
        form = fields.number("DurationFormat", 7, "days", _FORMATS)
        percent = fields.number("PercentComplete", 0)
        if not 0 <= percent <= 100:
            fields.tell(f"its PercentComplete '{percent}' is not a percentage. Left out")
        return ImportedTask(
            uid,
            where,
            name,
            summary,
            fields.yes("Active", otherwise=True),
            fields.yes("Manual"),
            event,
            fields.yes("Estimated"),
            start,
            finish,
            minutes,
            form % 32 in _ELAPSED,
            fields.moment("ActualStart"),
            fields.moment("ActualFinish"),
            percent if 0 <= percent <= 100 else 0,
            fields.one_of("ConstraintType", _CONSTRAINTS, ""),
            fields.moment("ConstraintDate"),
            fields.moment("Deadline"),
            fields.number("CalendarUID", -1),
            fields.text("Notes"),
            [_link(link, where, name, self._left) for link in node.all("PredecessorLink")],
            headings,
            self._texts(node),
        )

    def _texts(self, node: XmlElement) -> dict[str, str]:
        found = {}
        for extra in node.all("ExtendedAttribute"):
            alias, text = self._aliases.get(extra.text("FieldID"), ""), clean(extra.text("Value"))
            if text:
                found[alias or f"field {clean(extra.text('FieldID'))[:20]}"] = text
        return found

    def _not_read(self) -> Iterator[Problem]:
        """What tasks have besides, and a plan has no place for."""
        found: Counter[str] = Counter()
        for node in self._nodes:
            has = {
                _NOT_READ[child.name]
                for child in node.children
                if child.name in _NOT_READ and (child.children or child.said.strip() not in _NOTHING)
            }
            found.update(has | {f"the field '{name}'" for name in self._texts(node) if name not in OURS})
        if found:
            listed = ", ".join(f"{what} ({number:,})" for what, number in sorted(found.items()))
            yield Problem("tasks", f"not read, with how many tasks have them: {listed}")


def _link(node: XmlElement, where: str, name: str, left: list[Problem]) -> TaskLink:
    number = clean(node.text("PredecessorUID"))[:20]
    fields = Fields(node, f"{where}, link to task {number}", f"'{name}': ", left)
    form = fields.number("LagFormat", 7, "days", _FORMATS) % 32
    lag = fields.number("LinkLag", 0)
    kind = fields.one_of("Type", _TYPES, "FS", "finish to start")
    share = form in _PERCENT and lag != 0
    return TaskLink(
        fields.number("PredecessorUID", -1),
        kind,
        TaskLag(lag if share else _tenths(lag), form in _ELAPSED, share),
        fields.yes("CrossProject"),
    )


def _tenths(lag: int) -> int:
    """Tenths of a minute in minutes, to the nearer one."""
    return (lag + 5) // 10
