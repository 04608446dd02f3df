"""Make every row of the law that computes a day longer and a day shorter in turn, and ask its worked date each time.

python scripts/law_by_a_day.py            says which changes the suite did not notice; fails where there is one
python scripts/law_by_a_day.py pa-ss      the same for one row

A row that lets off can only be made longer. Months cannot be made a day longer: they are turned into the days that they
are at the row's first worked date.
"""

from __future__ import annotations

import contextlib
import io
import sys
from datetime import date
from pathlib import Path

import pytest

from commission_plan.days.calendars import calendar
from commission_plan.model.values import Duration, parse_duration
from commission_plan.rulepacks import NAMES, pack
from commission_plan.rulepacks.clock import clock
from commission_plan.rulepacks.pack import Row

TESTS = Path(__file__).parent.parent / "tests" / "unit"
WORKED = TESTS / "test_law_worked.py"


def main() -> int:
    sys.path.insert(0, str(TESTS))
    from test_law_worked import WORKED as dates  # type: ignore[import-not-found]

    missed, tried = [], 0
    for name in NAMES:
        rows = pack(name).rows
        for id, row in list(rows.items()):
            if not row.computes or (sys.argv[1:] and id not in sys.argv[1:]):
                continue
            for by in (1, -1):
                changed = moved(row, by, date.fromisoformat(dates[id][0][0]).toordinal())
                if changed is None:
                    continue
                tried += 1
                rows[id] = changed
                if not noticed(id):
                    missed.append(f"{id}: a day {'longer' if by > 0 else 'shorter'}")
                rows[id] = row
    print(*missed, sep="\n", end="\n" if missed else "")
    print(f"{tried - len(missed)} of {tried} changes noticed")
    return 1 if missed else 0


def moved(row: Row, by: int, event: int) -> Row | None:
    """The row with a length that is longer or shorter by a day; None where there is no such row."""
    if row.length is None:
        return row._replace(length=Duration(by, "d"))
    if row.length.count == 0:
        return row._replace(length=Duration(1, "d"), counted="after") if by > 0 else None
    if row.length.unit == "wd":
        return row._replace(length=Duration(row.length.count + by, "wd"))
    if row.length.days is not None:
        return row._replace(length=parse_duration(f"{row.length.days + by}d"))
    ends = clock(row._replace(roll="none", then=None), calendar("every-day")).forward(event)
    return row._replace(length=parse_duration(f"{ends - event + (row.counted == 'with') + by}d"))


def noticed(id: str) -> bool:
    with contextlib.redirect_stdout(io.StringIO()):
        test = f"{WORKED}::test_a_row_is_kept_on_its_worked_day_and_broken_a_day_from_it[{id}]"
        return pytest.main(["-q", "-x", "-n", "0", "-p", "no:cacheprovider", "--no-header", test]) == 1


if __name__ == "__main__":
    sys.exit(main())
