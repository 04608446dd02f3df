"""A council's own record: how long things took against what was planned for them, by kind of milestone.

A CSV file with the columns ``kind``, ``planned`` and ``actual``; other columns are left aside. Both times of a line are
plain numbers in one unit, or lengths as plans have them, such as ``20wd`` and ``31wd``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from commission_plan.model.plan import KINDS
from commission_plan.model.values import Duration, Unreadable, parse_duration
from commission_plan.model.wording import hint
from commission_plan.risk.distributions import quantile

#: A kind with fewer lines than that is shown and not drawn from.
ENOUGH = 10
COLUMNS = ("kind", "planned", "actual")
_MOST_LINES = 100_000


class MalformedHistory(ValueError):
    """The file is no such record; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What the record has of one kind: actual over planned, one ratio for each line, sorted."""

    kind: str
    ratios: tuple[float, ...]

    @property
    def used(self) -> bool:
        return len(self.ratios) >= ENOUGH

    @property
    def p50(self) -> float:
        return quantile(self.ratios, 0.5)

    @property
    def p80(self) -> float:
        return quantile(self.ratios, 0.8)


def history(content: bytes) -> list[Kind]:
    """The kinds of a record, in the order of the commissioning cycle. Raises ``MalformedHistory``."""
    found: dict[str, list[float]] = {}
    for line, kind, ratio in _rows(content):
        if kind not in KINDS:
            said = hint(kind, KINDS, f"the kinds are {', '.join(KINDS)}")
            raise MalformedHistory(f"line {line}: '{kind[:80]}' is not a kind of step; {said}")
        found.setdefault(kind, []).append(ratio)
    return [Kind(kind, tuple(sorted(found[kind]))) for kind in KINDS if kind in found]


def _rows(content: bytes) -> Iterator[tuple[int, str, float]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MalformedHistory(f"it is not saved as UTF-8 (byte {error.start + 1})") from None
    head = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ",")
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        missing = [name for name in COLUMNS if name not in names]
        if missing:
            raise MalformedHistory(f"it has no column '{missing[0]}': begin with a line 'kind,planned,actual'")
        places = [names.index(name) for name in COLUMNS]
        for number, row in enumerate(reader):
            if number >= _MOST_LINES:
                raise MalformedHistory(f"it has more than {_MOST_LINES:,} lines")
            if any(cell.strip() for cell in row):
                kind, planned, actual = (row[place].strip() if place < len(row) else "" for place in places)
                yield reader.line_num, kind, _ratio(planned, actual, reader.line_num)
    except csv.Error as error:
        raise MalformedHistory(f"line {reader.line_num}: {error}") from None


def _ratio(planned: str, actual: str, line: int) -> float:
    values = []
    for name, text in (("planned", planned), ("actual", actual)):
        try:
            values.append(parse_duration(text if not _plain(text) else f"{text}d"))
        except Unreadable:
            fix = "write 20wd, 35d, 4w or 3mo, or a number"
            raise MalformedHistory(
                f"line {line}: '{text[:80]}' under '{name}' is not a length of time; {fix}"
            ) from None
    if (values[0].unit == "wd") != (values[1].unit == "wd"):
        raise MalformedHistory(f"line {line}: one of the two times is in working days, and the other is not")
    if not values[0].count:
        raise MalformedHistory(f"line {line}: nothing was planned, so there is nothing to compare with")
    return _size(values[1]) / _size(values[0])


def _plain(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _size(length: Duration) -> float:
    if length.unit == "wd":
        return float(length.count)
    return float(length.days) if length.days is not None else length.months * 365.2425 / 12
