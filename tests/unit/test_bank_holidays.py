"""The package's bank holidays are those of the ``holidays`` package, and of the dates that GOV.UK announced."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import holidays
import pytest

from commission_plan.days.calendars import bank_holidays, calendar

ROOT = Path(__file__).parents[2]
SUBDIVISIONS = {"england-and-wales": ["ENG", "WLS"], "scotland": ["SCT"], "northern-ireland": ["NIR"]}


@pytest.mark.parametrize("part", SUBDIVISIONS)
def test_the_table_is_the_one_that_the_holidays_package_gives(part: str) -> None:
    for subdivision in SUBDIVISIONS[part]:
        known = holidays.country_holidays("GB", subdiv=subdivision, years=range(1990, 2101))
        expected = sorted(day.toordinal() for day in known if day.weekday() < 5)

        assert expected == list(bank_holidays(part))


def test_the_script_writes_the_file_that_is_there() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/bank_holidays.py", "--check"], cwd=ROOT, capture_output=True, text=True
    )

    assert (done.returncode, done.stderr) == (0, "")


# Each as GOV.UK announced it: https://www.gov.uk/bank-holidays
ONE_OFFS = [
    ("2012-06-04", "england-and-wales"),
    ("2012-06-05", "england-and-wales"),
    ("2020-05-08", "england-and-wales"),
    ("2022-06-02", "england-and-wales"),
    ("2022-06-03", "england-and-wales"),
    ("2022-09-19", "northern-ireland"),
    ("2023-05-08", "scotland"),
    ("2026-06-15", "scotland"),
]


@pytest.mark.parametrize(("day", "part"), ONE_OFFS)
def test_a_bank_holiday_announced_for_one_year_is_no_working_day(day: str, part: str) -> None:
    assert not calendar(part).works(date.fromisoformat(day).toordinal())


@pytest.mark.parametrize("day", ["2020-05-04", "2026-06-15", "2022-05-30"])
def test_a_day_that_was_moved_or_is_kept_elsewhere_is_a_working_day(day: str) -> None:
    assert calendar("england-and-wales").works(date.fromisoformat(day).toordinal())


def test_the_united_kingdom_is_closed_where_any_part_of_it_is() -> None:
    # 17 March in Northern Ireland, 2 January and 15 June 2026 in Scotland, Easter Monday in England.
    own = calendar("united-kingdom")

    for day in ("2026-03-17", "2026-01-02", "2026-06-15", "2026-04-06"):
        assert not own.works(date.fromisoformat(day).toordinal())


def test_every_day_works_in_the_calendar_of_that_name_closures_included() -> None:
    christmas = date(2020, 12, 25).toordinal()

    assert calendar("every-day", [(christmas, christmas)]).works(christmas)
