"""A committee's diary: which days are meetings, which are cancelled, and whose they are."""

from __future__ import annotations

import datetime

import pytest

from commission_plan.importing.diary import ReadDiary, held, off, read
from commission_plan.importing.problems import Unusable
from commission_plan.importing.recurring import days_of


def calendar(*events: str, head: str = "") -> bytes:
    body = "".join(f"BEGIN:VEVENT\r\n{event.strip()}\r\nEND:VEVENT\r\n".replace("\n", "\r\n") for event in events)
    whole = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{head}{body}END:VCALENDAR\r\n"
    return whole.replace("\r\r\n", "\r\n").encode()


def days(found: list[int]) -> list[str]:
    return [datetime.date.fromordinal(day).isoformat() for day in found]


def of(diary: ReadDiary, body: str) -> tuple[list[str], list[str]]:
    """The days on which the body meets, and those on which it was to."""
    meetings = diary.bodies().get(body, [])
    return days(held(meetings)), days(off(meetings))


def test_cancelled_meetings_are_none_and_are_told() -> None:
    diary = read(
        calendar(
            "UID:1\nDTSTART;TZID=Europe/London:20260615T100000\nSUMMARY:Cabinet",
            "UID:2\nDTSTART;VALUE=DATE:20260713\nSUMMARY:CANCELLED - Cabinet",
            "UID:3\nDTSTART;VALUE=DATE:20260817\nSUMMARY:Cabinet\nSTATUS:CANCELLED",
            "UID:4\nDTSTART;VALUE=DATE:20260921\nSUMMARY:Cabinet (postponed)",
            "UID:5\nDTSTART;VALUE=DATE:20260921\nSUMMARY:Cabinet",
        )
    )

    # The 21 September has a meeting all the same.
    assert of(diary, "Cabinet") == (["2026-06-15", "2026-09-21"], ["2026-07-13", "2026-08-17"])


def test_a_calendar_that_cancels_cancels_all_of_its_meetings() -> None:
    diary = read(calendar("UID:1\nDTSTART;VALUE=DATE:20260615\nSUMMARY:Cabinet", head="METHOD:CANCEL\r\n"))

    assert of(diary, "Cabinet") == ([], ["2026-06-15"])


@pytest.mark.parametrize(
    ("start", "day"),
    [
        # 23:30 in universal time is half past midnight in London's summer, and in its winter it is not.
        ("DTSTART:20260614T233000Z", "2026-06-15"),
        ("DTSTART:20261214T233000Z", "2026-12-14"),
        ("DTSTART:20260615T100000", "2026-06-15"),
        ("DTSTART;TZID=Europe/London:20260615T003000", "2026-06-15"),
    ],
)
def test_a_day_is_the_council_s_own(start: str, day: str) -> None:
    assert of(read(calendar(f"UID:1\n{start}\nSUMMARY:Cabinet")), "Cabinet")[0] == [day]


def test_a_series_has_its_days_without_those_taken_out_and_moved() -> None:
    # The third Monday: 15 June, 20 July, 17 August, 21 September 2026.
    series = "UID:1\nDTSTART:20260615T100000\nSUMMARY:Cabinet\nRRULE:FREQ=MONTHLY;BYDAY=3MO;COUNT=4\n"
    diary = read(
        calendar(
            series + "EXDATE:20260720T100000",
            "UID:1\nRECURRENCE-ID:20260817T100000\nDTSTART:20260824T100000\nSUMMARY:Cabinet",
            "UID:1\nRECURRENCE-ID:20260921T100000\nDTSTART:20260921T100000\nSUMMARY:Cabinet\nSTATUS:CANCELLED",
        )
    )

    assert of(diary, "Cabinet") == (["2026-06-15", "2026-08-24"], ["2026-09-21"])


def test_a_series_without_an_end_is_read_three_years_on_and_told() -> None:
    diary = read(calendar("UID:1\nDTSTART;VALUE=DATE:20260615\nSUMMARY:Cabinet\nRRULE:FREQ=YEARLY"))

    assert of(diary, "Cabinet")[0] == ["2026-06-15", "2027-06-15", "2028-06-15", "2029-06-15"]
    assert "without an end" in diary.problems[0].message


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY", "FREQ=MINUTELY;COUNT=9", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=99999999", "FREQ=X"]
)
def test_a_series_that_would_never_end_ends(rule: str) -> None:
    text = f"UID:1\nDTSTART;VALUE=DATE:20260615\nSUMMARY:Cabinet\nRRULE:{rule}"

    diary = read(calendar(text, "UID:2\nDTSTART;VALUE=DATE:20260713\nSUMMARY:Cabinet"))

    assert "2026-07-13" in of(diary, "Cabinet")[0] and len(of(diary, "Cabinet")[0]) <= 2


def test_a_newer_version_of_an_entry_takes_the_place_of_the_old_one() -> None:
    diary = read(
        calendar(
            "UID:1\nSEQUENCE:0\nDTSTART;VALUE=DATE:20260615\nSUMMARY:Cabinet",
            "UID:1\nSEQUENCE:1\nDTSTART;VALUE=DATE:20260622\nSUMMARY:Cabinet",
        )
    )

    assert of(diary, "Cabinet")[0] == ["2026-06-22"]


def test_an_entry_without_a_day_costs_itself_alone() -> None:
    diary = read(
        calendar(
            "UID:1\nDTSTART:rubbish\nSUMMARY:Cabinet",
            "UID:2\nSUMMARY:Cabinet",
            "UID:3\nDTSTART;VALUE=DATE:20260615\nSUMMARY:Cabinet",
        )
    )

    assert of(diary, "Cabinet")[0] == ["2026-06-15"]
    assert [problem.where for problem in diary.problems] == ["event 1 ('Cabinet')", "event 2 ('Cabinet')"]


def test_a_sheet_says_which_meetings_there_are() -> None:
    text = "Meeting,Date,Status\nCabinet,15/06/2026,\nCabinet,17/08/2026,Cancelled\nCabinet,June 2026,\n"
    text += "Planning Committee,09/06/2026,Provisional\nCabinet,31/06/2026,\n"

    diary = read(text.encode())

    assert of(diary, "Cabinet") == (["2026-06-15"], ["2026-08-17"])
    assert [meeting.provisional for meeting in diary.bodies()["Planning Committee"]] == [True]
    assert [problem.where for problem in diary.problems] == ["B4", "B6"]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Cabinet", "Cabinet"),
        ("CANCELLED: Cabinet", "Cabinet"),
        ("Meeting of the Cabinet, Monday 15 June 2026 10.00 am", "Cabinet"),
        ("Cabinet - moved to 22 June", "Cabinet"),
        ("Cabinet - moved to the Council Chamber", "Cabinet"),
    ],
)
def test_a_body_is_called_the_same_in_each_of_its_entries(title: str, body: str) -> None:
    diary = read(calendar(f"UID:1\nDTSTART;VALUE=DATE:20260615\nSUMMARY:{title}"))

    assert list(diary.bodies()) == [body]
    # A meeting that is moved to another room takes place.
    assert bool(held(diary.meetings)) == ("CANCELLED" not in title and "22" not in title)


@pytest.mark.parametrize("content", [b"BEGIN:VCALENDAR\r\n", b"BEGIN:VCALENDAR\r\n" * 3_000, b"Stage,What\n1,2\n", b""])
def test_what_is_no_diary_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(Unusable):
        read(content)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;INTERVAL=10",
        "FREQ=WEEKLY",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU",
        "FREQ=MONTHLY",
        "FREQ=MONTHLY;BYDAY=3MO",
        "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=MONTHLY;BYMONTHDAY=-1",
        "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR",
        "FREQ=YEARLY",
        "FREQ=YEARLY;BYMONTH=3,9",
        "FREQ=YEARLY;BYMONTH=5;BYDAY=1TH",
        "FREQ=YEARLY;BYDAY=20MO",
        "FREQ=DAILY;BYMONTH=1;BYDAY=MO",
    ],
)
@pytest.mark.parametrize("start", ["2026-06-15", "2026-01-31", "2024-02-29"])
def test_a_series_has_the_days_that_dateutil_gives_it(rule: str, start: str) -> None:
    from dateutil.rrule import rrulestr

    opening = datetime.datetime.fromisoformat(start)
    first, last = opening.toordinal(), opening.toordinal() + 1_000
    parts = {key: value.split(",") for key, value in (part.split("=") for part in rule.split(";"))}

    found = rrulestr(rule, dtstart=opening).between(opening, opening.fromordinal(last), inc=True)

    assert list(days_of(parts, first, last)) == [day.toordinal() for day in found]


CALLED_OFF = ["Cabinet - Meeting Cancelled", "Cabinet: MEETING CANCELED", "Cabinet (meeting cancelled)"]


@pytest.mark.parametrize("said", CALLED_OFF)
def test_a_meeting_that_is_called_off_in_its_title_is_one_of_its_committee(said: str) -> None:
    held, off = "UID:1\nDTSTART:20260615T100000\nSUMMARY:Cabinet", f"UID:2\nDTSTART:20260713T100000\nSUMMARY:{said}"
    diary = read(calendar(held, off))

    assert of(diary, "Cabinet") == (["2026-06-15"], ["2026-07-13"])


def test_a_day_that_cannot_be_read_is_told_as_it_is_written() -> None:
    events = (f"UID:{day}\nDTSTART:{day}\nSUMMARY:Cabinet" for day in ("the 15th", "20260713T100000"))
    diary = read(calendar(*events))

    assert [problem.message for problem in diary.problems] == ["we cannot read its day ('the 15th')"]
    assert of(diary, "Cabinet")[0] == ["2026-07-13"]


CABINET = "UID:1\nSUMMARY:Cabinet\n"
EVENINGS = CABINET + "DTSTART;TZID=Europe/London:20260602T190000\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;"


@pytest.mark.parametrize(
    ("until", "last"),
    [
        # 19:00 in London's summer is 18:00 in universal time.
        ("20260630T175959Z", "2026-06-16"),
        ("20260630T180000Z", "2026-06-30"),
        ("20260630", "2026-06-30"),
        ("20260630T185900", "2026-06-16"),
    ],
)
def test_a_series_ends_at_its_moment(until: str, last: str) -> None:
    assert of(read(calendar(f"{EVENINGS}UNTIL={until}")), "Cabinet")[0][-1] == last


@pytest.mark.parametrize("end", ["COUNT=60", "UNTIL=20270531T170000Z"])
def test_a_series_with_an_end_is_read_to_it(end: str) -> None:
    text = CABINET + f"DTSTART;TZID=Europe/London:20220613T180000\nRRULE:FREQ=MONTHLY;BYDAY=2MO;{end}"
    found = read(calendar(text))

    # Second Mondays: 7 in 2022, 12 in each of four years, 5 to May 2027.
    assert len(of(found, "Cabinet")[0]) == 60 and of(found, "Cabinet")[0][-1] == "2027-05-10"
    assert found.problems == []


def test_a_series_that_is_cut_off_says_up_to_which_day_it_was_read() -> None:
    endless = read(calendar(CABINET + "DTSTART;VALUE=DATE:20100614\nRRULE:FREQ=YEARLY"), datetime.date(2026, 6, 1))
    long = read(calendar(CABINET + "DTSTART;VALUE=DATE:20260614\nRRULE:FREQ=YEARLY;COUNT=99"))

    assert of(endless, "Cabinet")[0][-1] == "2028-06-14"
    assert "read to 1 June 2029" in endless.problems[0].message
    assert "read to 14 June 2086" in long.problems[0].message


@pytest.mark.parametrize(
    "rule", ["", "FREQ=MONTHLY;COUNT=-1", "FREQ=WEEKLY;INTERVAL=0", "every Monday", "FREQ=FORTNIGHTLY"]
)
def test_a_rule_that_cannot_be_read_leaves_the_first_day_and_is_told(rule: str) -> None:
    diary = read(calendar(f"{CABINET}DTSTART;VALUE=DATE:20260615\nRRULE:{rule}"))

    assert of(diary, "Cabinet")[0] == ["2026-06-15"]
    assert [problem.where for problem in diary.problems] == ["event 1 ('Cabinet')"]


def test_this_and_following_meetings_are_moved_together() -> None:
    # First Tuesdays: 2 June, 7 July, 4 August 2026; from July on a day later.
    moved = "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/London:20260707T190000\n"
    moved += "DTSTART;TZID=Europe/London:20260708T190000"
    start = "DTSTART;TZID=Europe/London:20260602T190000\nRRULE:FREQ=MONTHLY;BYDAY=1TU;COUNT=3"
    diary = read(calendar(CABINET + start, CABINET + moved))

    assert of(diary, "Cabinet")[0] == ["2026-06-02", "2026-07-08", "2026-08-05"]
    assert "THISANDFUTURE" in diary.told[0].message


def test_further_dates_may_be_periods() -> None:
    periods = "RDATE;VALUE=PERIOD:20260616T180000Z/20260616T200000Z,20260623T230000Z/PT2H"
    diary = read(calendar(CABINET + "DTSTART:20260602T180000Z\n" + periods))

    # 23:00 in universal time is midnight in London's summer.
    assert of(diary, "Cabinet")[0] == ["2026-06-02", "2026-06-16", "2026-06-24"]


@pytest.mark.parametrize(
    ("span", "days"),
    [
        ("DTSTART;VALUE=DATE:20260701\nDTEND;VALUE=DATE:20260703", ["2026-07-01", "2026-07-02"]),
        ("DTSTART;VALUE=DATE:20260701\nDURATION:P2D", ["2026-07-01", "2026-07-02"]),
        ("DTSTART:20260701T090000Z\nDTEND:20260702T150000Z", ["2026-07-01", "2026-07-02"]),
        ("DTSTART:20260701T180000Z\nDTEND:20260702T000000Z", ["2026-07-01"]),
        ("DTSTART;VALUE=DATE:20260801\nDTEND;VALUE=DATE:20260901", []),
    ],
)
def test_a_meeting_of_several_days_is_on_each_of_them(span: str, days: list[str]) -> None:
    diary = read(calendar(CABINET + span))

    assert of(diary, "Cabinet")[0] == days
    assert bool(diary.told) == (len(days) > 1) and bool(diary.problems) == (days == [])


def test_line_ends_of_any_kind_are_read() -> None:
    content = calendar(CABINET + "DTSTART;VALUE=DATE:20260615")

    for ends in (b"\r\r\n", b"\r", b"\n"):
        assert of(read(content.replace(b"\r\n", ends)), "Cabinet")[0] == ["2026-06-15"]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Planning Committee (North)", "Planning Committee (North)"),
        ("Cabinet (Resources) Panel", "Cabinet (Resources) Panel"),
        ("Cabinet (moved from 15 June)", "Cabinet"),
        ("Planning Committee (North) - cancelled", "Planning Committee (North)"),
        ("Cabinet - New Homes", "Cabinet - New Homes"),
        ("Council (Annual Meeting)", "Council"),
    ],
)
def test_a_body_keeps_its_brackets_and_loses_remarks(title: str, body: str) -> None:
    assert list(read(f'Committee,Date\n"{title}",15/06/2026\n'.encode()).bodies()) == [body]


def test_the_answer_of_a_committee_system_is_a_diary() -> None:
    meeting = (
        "<meeting><meetingid>{}</meetingid><meetingdate>{}</meetingdate><meetingstatus>{}</meetingstatus></meeting>"
    )
    meetings = meeting.format(1, "14/09/2026", "Confirmed") + meeting.format(2, "12/10/2026", "Cancelled")
    meetings += meeting.format(3, "31/11/2026", "")
    body = f"<committee><committeetitle>Cabinet</committeetitle><meetings>{meetings}</meetings></committee>"
    diary = read(f'<?xml version="1.0"?><getmeetings>{body}</getmeetings>'.encode())

    assert of(diary, "Cabinet") == (["2026-09-14"], ["2026-10-12"])
    assert [problem.where for problem in diary.problems] == ["meeting 3"]
    with pytest.raises(Unusable):
        read(b"<Project/>")
