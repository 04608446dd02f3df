"""How wide the columns of a table are on paper: no word and no date is broken, and long texts get what room is left."""

from __future__ import annotations

import re
from collections.abc import Sequence

from commission_plan.days.recurrence import MONTHS
from commission_plan.reports.media.paper import prose
from commission_plan.reports.report import Table

#: So many letters stand on a line of A4 in 11 points, less the edges of the cells.
LINE = 86
#: A day and its month and year stay together, where there is room.
_DATE = re.compile(rf"\d{{1,2}} (?:{'|'.join(MONTHS)})(?: \d{{4}})?", re.IGNORECASE)
#: A word longer than this is broken all the same.
_LONGEST_WORD = 20
#: Nobody needs a column wider than this.
_COMFORT = 44


def shares(table: Table, line: int = LINE) -> list[int]:
    """For each column the letters that it has room for; all together ``line``, or more where there are many columns."""
    rows = [[prose(cell) for cell in row] for row in table.rows]
    columns = [[head, *(row[place] for row in rows)] for place, head in enumerate(table.heads)]
    least = [max(map(_unbroken, texts)) + 1 for texts in columns]
    most = [max(map(len, texts)) + 1 for texts in columns]
    return _filled(least, most, max(line, sum(least)))


def _unbroken(text: str) -> int:
    """The longest stretch of a text that stays on one line."""
    dates = max((len(match[0]) for match in _DATE.finditer(text)), default=0)
    words = max(map(len, text.split()), default=0)
    return max(dates, min(words, _LONGEST_WORD))


def _filled(least: Sequence[int], most: Sequence[int], line: int) -> list[int]:
    """What is left of the line goes to those who want more; a long text takes several lines."""
    wanted = [max(0, min(high, _COMFORT) - low) for low, high in zip(least, most, strict=True)]
    left, every = line - sum(least), sum(wanted)
    if not every:
        return [low + left // len(least) for low in least]
    return [low + round(left * want / every) for low, want in zip(least, wanted, strict=True)]
