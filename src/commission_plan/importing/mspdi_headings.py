"""Headings (summary tasks): what stands on one is carried to the tasks that it holds."""

from __future__ import annotations

from collections.abc import Sequence

from commission_plan.importing.mspdi_file import ImportedTask, TaskLink


class Headings:
    """Which tasks stand under each heading, and which of them come first and last there."""

    def __init__(self, tasks: Sequence[ImportedTask], taken: Sequence[ImportedTask]) -> None:
        self._tasks = {task.uid: task for task in tasks}
        self._under: dict[int, list[ImportedTask]] = {}
        for task in taken:
            for heading in task.headings:
                self._under.setdefault(heading, []).append(task)

    def under(self, heading: int) -> list[ImportedTask]:
        return self._under.get(heading, [])

    def firsts(self, heading: int) -> list[ImportedTask]:
        """Those that no other one under the heading holds back: what holds these back holds back all."""
        tasks = self.under(heading)
        return [task for task in tasks if not self._follows(task, heading)] or tasks

    def lasts(self, heading: int) -> list[ImportedTask]:
        """Those whose finish holds back no other one under the heading: when these are done, all are."""
        tasks = self.under(heading)
        held: set[int] = set()
        for task in tasks:
            for each in self._within(task, heading):
                for link in each.links:
                    if link.type[0] == "F" and _forward(link):
                        held.add(link.uid)
        return [task for task in tasks if not held & {task.uid, *task.headings} - {heading}] or tasks

    def _follows(self, task: ImportedTask, heading: int) -> bool:
        for each in self._within(task, heading):
            for link in each.links:
                before = self._tasks.get(link.uid)
                inside = before is not None and (heading in before.headings) and before.started is None
                if inside and link.type[1] == "S" and _forward(link) and before is not None and not before.percent:
                    return True
        return False

    def _within(self, task: ImportedTask, heading: int) -> list[ImportedTask]:
        """The task, and the headings between it and ``heading``."""
        depth = task.headings.index(heading)
        return [task, *(self._tasks[uid] for uid in task.headings[depth + 1 :])]


def _forward(link: TaskLink) -> bool:
    return link.lag.minutes >= 0 and not link.elsewhere
