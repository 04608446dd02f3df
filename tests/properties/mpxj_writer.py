"""A schedule as MPXJ writes it, so that what is read was not written by this program: to the path that is given."""

from __future__ import annotations

import sys


def main() -> None:
    import jpype
    import mpxj

    assert mpxj.mpxj_dir
    jpype.startJVM("-Djava.awt.headless=true", "-Xrs")
    from java.time import LocalDateTime
    from org.mpxj import ConstraintType, Duration, ProjectFile, Relation, RelationType, TimeUnit
    from org.mpxj.writer import FileFormat, UniversalProjectWriter

    project = ProjectFile()
    calendar = project.addDefaultBaseCalendar()
    project.setDefaultCalendar(calendar)
    properties = project.getProjectProperties()
    properties.setProjectTitle("Home care")
    properties.setStartDate(LocalDateTime.parse("2026-06-01T08:00:00"))
    properties.setStatusDate(LocalDateTime.parse("2026-06-01T17:00:00"))

    def task(name: str, start: str, finish: str, days: int, under: object = None) -> object:
        made = under.addTask() if under is not None else project.addTask()  # type: ignore[attr-defined]
        made.setName(name)
        made.setStart(LocalDateTime.parse(start))
        made.setFinish(LocalDateTime.parse(finish))
        made.setDuration(Duration.getInstance(days, TimeUnit.DAYS))
        made.setMilestone(days == 0)
        return made

    def link(successor: object, predecessor: object, kind: object, lag: int, unit: object = TimeUnit.DAYS) -> None:
        made = Relation.Builder().predecessorTask(predecessor).type(kind).lag(Duration.getInstance(lag, unit))
        successor.addPredecessor(made)  # type: ignore[attr-defined]

    market = task("To the market", "2026-06-01T08:00:00", "2026-07-10T17:00:00", 30)
    specification = task("Specification", "2026-06-01T08:00:00", "2026-06-12T17:00:00", 10, market)
    approval = task("Cabinet approves", "2026-06-15T17:00:00", "2026-06-15T17:00:00", 0, market)
    tender = task("Tender", "2026-06-22T08:00:00", "2026-07-10T17:00:00", 15, market)
    evaluation = task("Evaluation", "2026-07-06T08:00:00", "2026-07-24T17:00:00", 15)
    report = task("Report", "2026-07-13T08:00:00", "2026-07-17T17:00:00", 5)
    handover = task("Handover", "2026-07-09T08:00:00", "2026-07-15T17:00:00", 5)
    standstill = task("Standstill", "2026-08-03T08:00:00", "2026-08-12T17:00:00", 8)
    link(approval, specification, RelationType.FINISH_START, 1)
    link(tender, approval, RelationType.FINISH_START, 4)
    link(evaluation, tender, RelationType.START_START, 10)
    link(report, market, RelationType.FINISH_START, 0)
    link(handover, report, RelationType.START_FINISH, 3)
    link(standstill, evaluation, RelationType.FINISH_START, 7, TimeUnit.ELAPSED_DAYS)
    tender.setConstraintType(ConstraintType.START_NO_EARLIER_THAN)  # type: ignore[attr-defined]
    tender.setConstraintDate(LocalDateTime.parse("2026-06-22T08:00:00"))  # type: ignore[attr-defined]
    standstill.setDeadline(LocalDateTime.parse("2026-08-14T17:00:00"))  # type: ignore[attr-defined]
    report.setConstraintType(ConstraintType.AS_LATE_AS_POSSIBLE)  # type: ignore[attr-defined]
    project.addResource().setName("Somebody")
    UniversalProjectWriter(FileFormat.MSPDI).write(project, sys.argv[1])


if __name__ == "__main__":
    main()
