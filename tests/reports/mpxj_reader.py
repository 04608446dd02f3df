"""Reads MSPDI with MPXJ, in a process of its own: a path a line in, what MPXJ makes of it as a line of JSON out.
The first line tells the order of elements in the published schema.

Each task is told as it was read, and as MPXJ schedules it again by the rules of MS Project.
"""

from __future__ import annotations

import json
import sys
from typing import Any


def main() -> None:
    import jpype
    import mpxj

    assert mpxj.mpxj_dir
    jpype.startJVM("-Djava.awt.headless=true", "-Xrs")
    _say({name: _order(name) for name in ("", "$Tasks$Task", "$Calendars$Calendar", *_PARTS)})
    for line in sys.stdin:
        _say(_project(line.rstrip("\n")))


_PARTS = ("$Calendars$Calendar$Exceptions$Exception", "$Tasks$Task$PredecessorLink")


def _say(what: Any) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def _order(name: str) -> list[str]:
    """The elements of one kind in the order of the published schema, from which MPXJ's own classes are made."""
    from java.lang import Class

    found = Class.forName(f"org.mpxj.mspdi.schema.Project{name}").getAnnotations()
    (order,) = [mark.propOrder() for mark in found if str(mark.annotationType().getSimpleName()) == "XmlType"]
    return [str(element).lower() for element in order]


def _project(path: str) -> Any:
    from java.lang import Throwable
    from org.mpxj.cpm import MicrosoftScheduler
    from org.mpxj.reader import UniversalProjectReader

    try:
        project = UniversalProjectReader().read(path)
        tasks = {int(task.getUniqueID()): _task(task) for task in project.getTasks()}
        calendars = {str(calendar.getName()): _calendar(calendar) for calendar in project.getCalendars()}
    except Throwable as error:
        return {"error": str(error)}
    found: dict[str, Any] = {
        "tasks": tasks,
        "calendars": calendars,
        "title": _text(project.getProjectProperties().getName()),
    }
    try:
        MicrosoftScheduler().schedule(project, project.getProjectProperties().getStartDate())
        for task in project.getTasks():
            tasks[int(task.getUniqueID())]["again"] = [_when(task.getStart()), _when(task.getFinish())]
    except Throwable as error:
        found["unscheduled"] = str(error)
    return found


def _task(task: Any) -> Any:
    return {
        "name": _text(task.getName()),
        "start": _when(task.getStart()),
        "finish": _when(task.getFinish()),
        "deadline": _when(task.getDeadline()),
        "constraint": _text(task.getConstraintType()),
        "constraint_date": _when(task.getConstraintDate()),
        "actual_start": _when(task.getActualStart()),
        "actual_finish": _when(task.getActualFinish()),
        "percent": float(task.getPercentageComplete() or 0),
        "duration": _text(task.getDuration()),
        "summary": bool(task.getSummary()),
        "milestone": bool(task.getMilestone()),
        "critical": bool(task.getCritical()),
        "manual": _text(task.getTaskMode()) == "MANUALLY_SCHEDULED",
        "calendar": _text(task.getCalendar().getName()) if task.getCalendar() is not None else None,
        "parent": int(task.getParentTask().getUniqueID()) if task.getParentTask() is not None else None,
        "id": _text(task.getText(1)),
        "owner": _text(task.getText(2)),
        "notes": _text(task.getNotes()),
        "links": [
            [int(link.getPredecessorTask().getUniqueID()), str(link.getType()), str(link.getLag())]
            for link in task.getPredecessors()
        ],
    }


def _calendar(calendar: Any) -> Any:
    return [
        [_text(off.getName()), str(off.getFromDate()), str(off.getToDate())] for off in calendar.getCalendarExceptions()
    ]


def _when(moment: Any) -> str | None:
    return None if moment is None else str(moment)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


if __name__ == "__main__":
    main()
