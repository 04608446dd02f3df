"""A calendar, read by icalendar: all-day events that keep their UID, and what a new issue of it says."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from commission_plan.contents import Wanted, contents
from commission_plan.reports import CannotShow
from tests.reports.making import CSE, HOSTILE, analysed, hostile, made

icalendar = pytest.importorskip("icalendar")
from commission_plan.reports.exchange import ics as report_ics  # noqa: E402

PLAN = CSE.read_text()
#: What leads every entry of that plan.
WHOSE = "Support for adult survivors of child sexual exploitation: "


def issued(text: str, previous: bytes | None = None, **options: Any) -> bytes:
    wanted = Wanted(parts=("timetable", "deadlines"), previous=previous)
    return report_ics.render(contents(analysed(text, **options), wanted))


def events(content: bytes) -> dict[str, Any]:
    return {str(event["UID"]): event for event in icalendar.Calendar.from_ical(content).walk("VEVENT")}


def named(content: bytes, name: str) -> Any:
    (found,) = [event for event in events(content).values() if str(event["SUMMARY"]) == name]
    return found


def test_meetings_deadlines_and_notices_are_days_with_reminders():
    content = issued(PLAN)

    award = named(content, f"{WHOSE}Cabinet awards the contracts")
    assert award["DTSTART"].dt == date(2020, 10, 19)
    assert award["DTEND"].dt == date(2020, 10, 20)  # the end of an all-day event is the day after
    assert award.categories == ["Meeting"]
    reminders = [alarm["TRIGGER"].dt for alarm in award.walk("VALARM")]
    # Nine in the morning, a week before and the day before.
    assert reminders == [timedelta(days=-7, hours=9), timedelta(days=-1, hours=9)]
    tender = named(content, f"{WHOSE}Tender")
    assert (tender["DTSTART"].dt, tender["DTEND"].dt) == (date(2020, 7, 9), date(2020, 8, 20))
    notice = named(content, f"{WHOSE}last day to give the providers notice: on to 31 October 2020 (1 of 3)")
    assert (notice["DTSTART"].dt, notice.categories) == (date(2020, 8, 28), ["Notice"])
    # Notice has more to prepare: two weeks before, and two days before.
    assert [alarm["TRIGGER"].dt for alarm in notice.walk("VALARM")] == [
        timedelta(days=-14, hours=9),
        timedelta(days=-2, hours=9),
    ]
    assert str(notice["DESCRIPTION"]) == (
        "If notice is late, people may have no service after the contract ends. Who: Contract manager. "
        "Source: minutes, paragraph 2. Plan: Re-commissioning of CSE support services."
    )
    # Planned days and last days are no facts yet.
    assert {str(event["STATUS"]) for event in events(content).values()} == {"TENTATIVE"}
    assert all(str(event["SUMMARY"]).startswith(WHOSE) for event in events(content).values())
    assert b"METHOD:PUBLISH\r\n" in content


def test_the_same_plan_again_gives_the_same_calendar():
    first = issued(PLAN)

    assert issued(PLAN) == first
    assert issued(PLAN, first) == first


def test_what_moved_keeps_its_uid_and_gets_a_higher_sequence_and_the_rest_stays():
    first = issued(PLAN)
    later = PLAN.replace("takes: 25wd", "takes: 30wd")

    second = issued(later, first)

    old, new = events(first), events(second)
    assert old.keys() == new.keys()
    raised = {str(event["SUMMARY"]) for uid, event in new.items() if event["SEQUENCE"] == old[uid]["SEQUENCE"] + 1}
    same = [uid for uid, event in new.items() if event.to_ical() == old[uid].to_ical()]
    assert raised == {f"{WHOSE}Evaluation of tenders"}
    assert len(same) == len(old) - 1


def test_the_steps_of_an_extension_keep_their_uids_when_there_are_more_of_them():
    first = issued(PLAN)
    later = PLAN.replace("on: 2021-01-01", "on: 2021-02-01")

    second = issued(later, first)

    old = named(first, f"{WHOSE}last day to give the providers notice: on to 31 October 2020 (1 of 3)")
    new = named(second, f"{WHOSE}last day to give the providers notice: on to 31 October 2020 (1 of 4)")
    assert old["UID"] == new["UID"] and new["SEQUENCE"] > old["SEQUENCE"]


def test_what_is_gone_is_cancelled_once_and_what_has_passed_is_left_alone():
    first = issued(PLAN)
    without = PLAN.replace("as_of: 2020-03", "as_of: 2020-04-15")
    without = without.replace("            by: 1mo\n            notice: 1mo\n", "")

    second = issued(without, first)
    third = issued(without, second)

    gone = [event for event in events(second).values() if event["STATUS"] == "CANCELLED"]
    assert {str(event["SUMMARY"]) for event in gone if "notice:" in event["SUMMARY"]} == {
        f"{WHOSE}last day to give the providers notice: on to {step}"
        for step in ("31 October 2020 (1 of 3)", "30 November 2020 (2 of 3)", "31 December 2020 (3 of 3)")
    }
    old = events(first)
    assert all(event["SEQUENCE"] > old[str(event["UID"])]["SEQUENCE"] for event in gone)
    assert third == second
    passed = named(first, f"{WHOSE}Public survey")
    assert passed["DTEND"].dt < date(2020, 4, 15)
    assert all(str(event["SUMMARY"]) != f"{WHOSE}Public survey" for event in gone)


def test_without_the_earlier_file_a_later_data_date_still_replaces_the_events():
    first = issued(PLAN)
    second = issued(PLAN, as_of=date(2020, 3, 2))

    old, new = events(first), events(second)
    assert len(old.keys() & new.keys()) > 30
    assert all(new[uid]["SEQUENCE"] > old[uid]["SEQUENCE"] for uid in old.keys() & new.keys())


def test_the_calendar_of_another_plan_is_not_gone_on_from_and_another_file_is_refused():
    other = issued(PLAN.replace("plan: Re-commissioning", "plan: Another"))

    assert issued(PLAN, other) == issued(PLAN)
    for previous in (b"a note of mine", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"):
        with pytest.raises(CannotShow, match="something else than a calendar"):
            issued(PLAN, previous)


def test_hostile_titles_make_no_event_and_no_property_and_lines_are_folded():
    content = made("ics", hostile())

    assert len(events(content)) >= len(HOSTILE)
    assert any(str(event["SUMMARY"]).endswith(": x BEGIN:VEVENT") for event in events(content).values())
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    known = {"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "CATEGORIES", "STATUS"}
    known |= {"TRANSP", "X-MICROSOFT-CDO-ALLDAYEVENT", "X-MICROSOFT-CDO-BUSYSTATUS"}
    assert all(set(event) <= known for event in events(content).values())


LATER = """plan: Advice
as_of: 2026-09-01
committees: {cabinet: {title: Cabinet, meets: [2026-10-12, 2026-11-09, 2026-12-14]}}
services:
  advice: {title: Advice, go_live: start, contracts: {current: {end: 2027-03-31,
    extensions: {more: {to: 2027-09-30, status: planned, notice: 3mo}}}}}
milestones:
  talks: {title: Talks, takes: unknown}
  approval: {title: Approval, at: cabinet, after: talks}
  start: {title: Start, after: approval + 20wd}
"""


def test_what_follows_an_unknown_length_has_no_entry_and_an_extension_in_reserve_has_its_notice_day():
    found = {str(event["SUMMARY"]): event for event in events(issued(LATER)).values()}

    # 31 March 2027 less three months is 31 December 2026.
    notice = found["Advice: last day to extend to 30 September 2027 (not needed so far)"]
    assert notice["DTSTART"].dt == date(2026, 12, 31) and len(notice.walk("VALARM")) == 2
    assert not {"Advice: Approval at Cabinet", "Advice: Start", "Advice: Talks"} & set(found)


def test_a_last_meeting_on_its_planned_day_is_one_entry():
    content = issued(LATER.replace("takes: unknown", "takes: 20wd").replace("2026-10-12, 2026-11-09, ", ""))

    assert [str(event["SUMMARY"]) for event in events(content).values() if "Approval" in event["SUMMARY"]] == [
        "Advice: Approval at Cabinet"
    ]
