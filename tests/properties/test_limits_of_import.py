"""A file that is too large to import is refused before anything is made of it."""

from __future__ import annotations

import time

import pytest

from commission_plan.importing.detect import kind_of
from commission_plan.importing.diary import read
from commission_plan.importing.problems import Unusable

ROWS = 300_000
ICS = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{}END:VCALENDAR\r\n"


def event(number: int, more: str = "") -> str:
    start = f"DTSTART;VALUE=DATE:2026{1 + number % 12:02}{1 + number % 28:02}"
    return f"BEGIN:VEVENT\r\nUID:{number}\r\n{start}\r\n{more}SUMMARY:Cabinet\r\nEND:VEVENT\r\n"


LARGE = {
    "rows": "Title,Start date,End date\n" + "Contract,01/04/2024,31/03/2027\n" * ROWS,
    "rows with broken quotes": "Title,Start date,End date\n" + '"Contract,01/04/2024,31/03/2027\n' * ROWS,
    "meetings in rows": "Date,Committee\n" + "01/04/2024,Cabinet\n" * 90_000,
    "entries": ICS.format("".join(event(number) for number in range(60_000))),
    "lines": ICS.format(event(1, "COMMENT:x\r\n" * 400_000)),
    "a long line": ICS.format(event(1, f"COMMENT:{'x' * 4_000_000}\r\n")),
}


@pytest.mark.parametrize("name", LARGE)
def test_a_large_file_is_refused_within_two_seconds(name: str) -> None:
    content = LARGE[name].encode()

    began = time.process_time()
    with pytest.raises(Unusable) as refused:
        kind_of(content)
        read(content)
    took = time.process_time() - began

    assert "more than" in str(refused.value)
    assert took < 2


def test_meetings_that_are_repeated_are_counted_while_they_are_read() -> None:
    daily = ICS.format("".join(event(number, "RRULE:FREQ=DAILY\r\n") for number in range(200)))

    with pytest.raises(Unusable, match="the diary has more than 20,000 meetings"):
        read(daily.encode())
