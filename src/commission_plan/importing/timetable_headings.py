"""The many names by which the headings of a timetable go, Microsoft Project's own among them; the plainest first."""

from __future__ import annotations

import re

#: What each field is, as a reader of the timetable is told.
MEANINGS = {
    "stage": "the stage",
    "start": "its start",
    "finish": "its finish or date",
    "by": "by when it must be done",
    "takes": "how long it takes",
    "after": "what it waits for",
    "done": "the day on which it was done",
    "started": "the day on which it was started",
    "progress": "how much of it is done",
    "id": "its number",
    "outline": "how deep it is under headings",
    "wbs": "how deep it is under headings",
    "summary": "whether it is a heading",
    "active": "whether it counts",
    "kind": "its kind",
    "note": "its note",
}
#: Columns that are known and never used, and why not.
BUT = {"owner": "a plan names teams and roles, never people"}

ALIASES: dict[str, tuple[str, ...]] = {
    "stage": (
        *("task name", "stage", "stages", "procurement stage", "stage of procurement", "key stage", "project stage"),
        *("activity", "procurement activity", "key activity", "milestone activity", "task", "step", "action"),
        *("milestone", "milestones", "key milestone", "key milestones", "event", "process", "item", "phase", "what"),
        *("name", "title", "description"),
    ),
    "start": ("start", "start date", "planned start", "from", "begin", "begins", "date from", "starts", "commence"),
    "finish": (
        *(
            "finish",
            "finish date",
            "planned finish",
            "end",
            "end date",
            "planned end",
            "date to",
            "to",
            "date",
            "dates",
        ),
        *("planned date", "proposed date", "indicative date", "target date", "achieved by", "completion"),
        *("completion date", "completed by", "by when", "by", "when", "target", "timescale", "due date", "due"),
        *("deadline",),
    ),
    "by": ("deadline", "due date", "due", "latest date", "latest finish", "no later than", "must finish by"),
    "takes": ("takes", "duration", "length", "working days", "time needed", "how long", "time"),
    "after": (
        "predecessors",
        "predecessor",
        "after",
        "depends on",
        "follows",
        "waits for",
        "dependency",
        "dependencies",
    ),
    "done": ("actual finish", "actual date", "actual", "done", "completed on", "date completed", "completed"),
    "started": ("actual start", "started", "started on"),
    "progress": ("complete", "percent complete", "percentage complete", "progress"),
    "id": ("id", "no", "number", "task id", "step no", "ref", "unique id"),
    "outline": ("outline level", "level"),
    "wbs": ("outline number", "wbs", "wbs code"),
    "summary": ("summary", "is summary"),
    "active": ("active",),
    "kind": ("kind", "type"),
    "owner": (
        *("owner", "lead", "responsible", "responsibility", "who", "lead officer", "owner team", "resource names"),
        *("resources", "assigned to", "officer"),
    ),
    "note": ("notes", "note", "comments", "comment", "remarks", "decision maker", "status"),
}

_DATE = r"\b(?:dates?|when|timescales?|timelines?|deadlines?)\b"
_RULES: tuple[tuple[str, int, str], ...] = (
    ("", 0, r"\b(?:baseline|previous|original|constraint|early|float|slack|variance|cost|budget|mode|email|risk)\b"),
    ("after", 1, r"\b(?:predecessors?|depend\w+)\b"),
    ("", 0, r"\b(?:late|successors?)\b"),
    ("owner", 1, r"\b(?:owner|officer|lead|responsib\w+|resources?)\b"),
    ("done", 1, r"(?=.*\bactual\b)(?=.*\b(?:finish|end|complet\w*|date)\b)"),
    ("started", 1, r"(?=.*\bactual\b)(?=.*\b(?:start|begin|commenc\w*)\b)"),
    (
        "takes",
        1,
        r"\b(?:duration|how long|length of time)\b|^(?:number of )?(?:working |calendar )?(?:days|weeks|months)$",
    ),
    ("by", 1, r"\b(?:latest|no later than)\b"),
    ("start", 1, r"\b(?:start|starts|commenc\w*|begins?|beginning)\b"),
    ("finish", 1, r"(?=.*\b(?:revised|current|new|latest)\b)" + f"(?=.*{_DATE})"),
    ("finish", 2, r"\b(?:finish|ends?|complet\w*|achieved by)\b"),
    ("finish", 3, _DATE),
    ("stage", 1, r"\b(?:stages?|activit(?:y|ies)|tasks?|steps?|actions?|milestones?|phases?)\b"),
    ("note", 1, r"\b(?:notes?|comments?|remarks)\b"),
)


def meant(words: str) -> tuple[str, int] | None:
    """The field that a heading means by the words in it, and how plainly; None where it means nothing here."""
    for field, rank, pattern in _RULES:
        if re.search(pattern, words):
            return (field, rank) if field else None
    return None
