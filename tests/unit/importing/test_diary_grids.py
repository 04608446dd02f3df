"""Diaries in grids, as councils publish their year: months or dates on one side, bodies on the other."""

from __future__ import annotations

import datetime

import pytest

from commission_plan.importing.detect import kind_of
from commission_plan.importing.diary import ReadDiary, held, read
from commission_plan.importing.problems import Unusable

CABINET = ["2026-05-18", "2026-06-15", "2026-07-13"]
COUNCIL = ["2026-05-20", "2026-07-08"]
GRIDS = {
    "months along the top": "Committee,May 2026,June 2026,July 2026\nCabinet,18,15,Mon 13\nCouncil,20,,8th (6.30pm)\n",
    "months at the left": "Month,Cabinet,Council\nMay 2026,18,20\nJun-26,15,\nJuly 2026,13,8\n",
    "the years above": "Calendar of meetings 2026/27\n,May,Jun,Jul\nCabinet,18,15,13\nCouncil,20,-,8\n",
    "the year once": "Committee,May 2026,June,July\nCabinet,18,15,13\nCouncil,20,No meeting,8\n",
    "marks": "Date,Cabinet,Council\n18/05/2026,X,\n20/05/2026,,6.30pm\n15 June 2026,x,\n08/07/2026,,✓\n13/07/2026,X,\n",
    "dates below": "Cabinet,Council\n18/05/2026,20/05/2026\n15/06/2026,08/07/2026\n13/07/2026,\n",
    "dates behind": "Committee,Dates,,\nCabinet,18/05/2026,15/06/2026,13/07/2026\nCouncil,20/05/2026,08/07/2026,\n",
    "dates of several kinds": "Agenda despatch,Cabinet,Council\n1/5/2026,18/05/2026,20 May 2026\n"
    "1/6/2026,15/06/2026,Wed 8 July 2026\n1/7/2026,13/07/2026,\n",
}


def days(diary: ReadDiary) -> dict[str, list[str]]:
    return {
        body: [datetime.date.fromordinal(day).isoformat() for day in held(found)]
        for body, found in diary.bodies().items()
    }


@pytest.mark.parametrize("name", GRIDS)
def test_a_grid_is_a_diary_whichever_way_it_lies(name: str) -> None:
    content = GRIDS[name].encode()
    diary = read(content)

    assert kind_of(content) == "diary"
    assert {body: sorted(found) for body, found in days(diary).items()} == {"Cabinet": CABINET, "Council": COUNCIL}
    assert diary.problems == [] and any("the committees" in line for line in diary.taken)


def test_several_days_of_a_month_and_what_is_said_of_one() -> None:
    diary = read(b'Committee,May 2026,June 2026\nPlanning Committee,"6, 27",10 & 24\nCabinet,18 (cancelled),15\n')

    assert days(diary) == {
        "Planning Committee": ["2026-05-06", "2026-05-27", "2026-06-10", "2026-06-24"],
        "Cabinet": ["2026-06-15"],
    }
    assert [meeting.where for meeting in diary.meetings if meeting.cancelled] == ["B3"]


def test_what_a_grid_has_besides_is_told_with_its_cell() -> None:
    grid = (
        "Committee,Time,May 2026,June 2026,\nCabinet,6pm,18,31,\n,,25,,\nCouncil,7pm,Tue 20,15 May,9\nAudit,7pm,4,2,\n"
    )
    diary = read(grid.encode())

    # June has 30 days, 20 May 2026 is a Wednesday, and 15 May is not in June.
    assert [problem.where for problem in diary.problems] == ["D2", "C4", "D4", "C3"]
    assert "E1 is empty, and what belongs to it is not used" in diary.taken and "'Time': not used" in diary.taken


def test_a_meeting_on_another_day_of_the_week_than_it_says_is_left_out_and_named() -> None:
    diary = read(b"Committee,Date\nCabinet,Tuesday 8 July 2026\nCabinet,Monday 13 July 2026\n")

    (problem,) = diary.problems
    assert days(diary) == {"Cabinet": ["2026-07-13"]}
    assert str(problem).startswith(
        "B2: 'Tuesday 8 July 2026' names another day of the week: 8 July 2026 is a Wednesday. W"
    )


@pytest.mark.parametrize("above", ["", "Meetings 2026", "Meetings 2025 and 2027"])
def test_months_without_a_year_are_refused(above: str) -> None:
    grid = f"{above}\nCommittee,November,December,January\nCabinet,16,14,11\nCouncil,18,9,20\n"

    with pytest.raises(Unusable, match="the months have no year"):
        read(grid.encode())


def test_other_tables_are_no_grids() -> None:
    # A chart of bars, and a diary of one committee.
    with pytest.raises(Unusable):
        read(b"Stage,May 2026,June 2026\nSpecification,X,X\nTender,,X\n")
    assert days(read(b"Date,Venue,Webcast\n06/05/2026,Town Hall,Y\n18/05/2026,Town Hall,N\n")) == {
        "": ["2026-05-06", "2026-05-18"]
    }


def test_a_calendar_and_an_answer_in_utf_16_are_read() -> None:
    event = "BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20260518\r\nSUMMARY:Cabinet\r\nEND:VEVENT\r\n"
    calendar = f"BEGIN:VCALENDAR\r\n{event}END:VCALENDAR\r\n"
    meeting = "<meeting><meetingdate>18/05/2026</meetingdate></meeting>"
    head = '<?xml version="1.0" encoding="utf-16"?>'
    answer = f"{head}<getmeetings><committeetitle>Cabinet</committeetitle>{meeting}</getmeetings>"

    for text in (calendar, answer):
        assert kind_of(text.encode("utf-16")) == "diary"
        assert days(read(text.encode("utf-16"))) == {"Cabinet": ["2026-05-18"]}


def test_each_property_of_a_calendar_is_listed_with_what_it_was_taken_for() -> None:
    event = "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260518\r\nSUMMARY:Cabinet\r\nLOCATION:Hall\r\nEND:VEVENT\r\n"
    diary = read(f"BEGIN:VCALENDAR\r\n{event}END:VCALENDAR\r\n".encode())

    assert diary.taken == [
        "DTSTART: the day",
        "LOCATION: not used",
        "SUMMARY: the committee, and what is said of the meeting",
    ]


def test_of_a_committee_systems_answer_only_what_is_there_is_listed() -> None:
    meeting = "<meeting><meetingdate>18/05/2026</meetingdate><meetingvenue>Town Hall</meetingvenue></meeting>"
    diary = read(f"<getmeetings><committeetitle>Cabinet</committeetitle>{meeting}</getmeetings>".encode())

    assert diary.taken == ["committeetitle: the committee", "meetingdate: the day", "meetingvenue: not used"]
