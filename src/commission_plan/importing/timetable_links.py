"""What the stages of a timetable wait for: other stages, by their number, their title or their heading."""

from __future__ import annotations

import re

from commission_plan.importing import cells as told
from commission_plan.importing.columns import HeadedSheet, heading
from commission_plan.importing.imported_plan import ImportedStep
from commission_plan.importing.problems import Problem
from commission_plan.importing.sheets import shown
from commission_plan.importing.timetable_words import waits
from commission_plan.model.values import Unreadable


class StageLinks:
    """The stages of a table by all their names; ``ids`` has of each row the ids of the steps that are made of it."""

    def __init__(self, table: HeadedSheet, ids: dict[int, list[str]], left: list[Problem]) -> None:
        self._table, self._left = table, left
        self._names: dict[str, list[str]] = {}
        for number, named in ids.items():
            for name in (shown(table.cell(number, "stage")), shown(table.cell(number, "id"))):
                self._names.setdefault(heading(name), named)
        self._names.pop("", None)

    def tie(self, number: int, step: ImportedStep) -> None:
        text = shown(self._table.cell(number, "after"))
        if told.nothing(self._table.cell(number, "after"), words=False):
            return
        parts = [text] if heading(text) in self._names else re.split(r"[;,]|\band\b|&", text)
        for part in parts:
            where = self._table.place(number, "after")
            try:
                found = waits(part)
            except Unreadable as error:
                self._left.append(Problem(where, error.message, "link it by hand"))
                continue
            if not part.strip():
                continue
            named = [id for id in self._names.get(heading(found.name), []) if id != step.id]
            if not named or found.kind == "SF":
                why = "does not name another stage" if not named else "links a finish to a start"
                self._left.append(Problem(where, f"'{part.strip()}' {why}", "link it by hand"))
                continue
            opening = "start of " if found.kind == "SS" else ""
            links = step.finish_after if found.kind == "FF" else step.after
            links += [f"{opening}{id}{found.lag}" for id in named]

    def hold_back(self, number: int, steps: list[ImportedStep]) -> None:
        """What the heading in the row waits for holds back all the steps under it."""
        waiting = ImportedStep("", "", "")
        self.tie(number, waiting)
        own = {step.id for step in steps}
        for step in steps:
            if not own & {after.removeprefix("start of ").split(" ")[0] for after in step.after}:
                step.after += [after for after in waiting.after if after not in step.after]
        if waiting.finish_after:
            self._left.append(Problem(self._table.place(number, "after"), "a heading's finish waits for nothing here"))
