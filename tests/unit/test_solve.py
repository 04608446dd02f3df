"""What closes a gap, worked by hand."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest

from commission_plan.analysis import Analysis, analyse
from commission_plan.reports.answers.check import Checked
from commission_plan.reports.answers.solve import Ways, data
from commission_plan.whatif.compare import ABSENT
from commission_plan.whatif.solve import Solved, Way, solve
from tests.reports.making import ROOT
from tests.said import said as told
from tests.said import sound
from tests.unit.test_compare import OLD, read

TODAY = date(2022, 3, 31)

# Evaluation of 14 working days ends on Tuesday 20 October 2026, the day after Cabinet; the next is on 23 November. Five
# weeks of mobilisation end on 28 December, a bank holiday, so on the 29th: go-live on the 30th. Cover ends on Sunday
# 20 December: a gap of 9 days.
LATE = OLD.replace("takes: 8wd", "takes: 14wd").replace("end: 2026-12-31}", "end: 2026-12-20}")


def sentences(text: str) -> list[list[str]]:
    (found,) = solve(read(text))
    return [[change.sentence for change in way.changes] for way in found.ways]


def test_the_smallest_changes_come_first() -> None:
    assert sentences(LATE) == [
        # 13 working days end on 19 October, the day of Cabinet.
        ["'evaluation': 13 working days, from 14."],
        # From 24 November 25 days end on Friday 18 December; 26 would end on the Monday after the cover. Between the
        # two ends, 18 and 28 December, lie 4 working days.
        ["'mobilisation': 25 days, from 5 weeks."],
        # Five weeks from the day after Friday 13 November end on 18 December.
        ["Ask Cabinet for an extra meeting on 13 November 2026, for 'award', not 23 November."],
    ]


def test_a_check_counts_the_ways_that_it_does_not_show() -> None:
    # The third way of LATE is an extra meeting.
    refused = (ROOT / "plans" / "cse.yaml").read_text().replace("status: planned", "status: declined")
    fixed = LATE.replace("takes: ", "fixed: true, takes: ")

    assert "\n  3 ways: plan solve plan.yaml\n" in told("check", Checked(read(LATE)))
    assert "\n  1 way: plan solve plan.yaml\n" in told("check", Checked(read(fixed)))
    assert "We found no way to close the gap that keeps the" in told("check", Checked(read(refused)))
    said = told("check", Checked(read((ROOT / "examples" / "failing-plan.yaml").read_text())))
    assert "\n  2 more ways, with less time for the work: plan solve plan.yaml\n" in said


def test_the_meeting_that_a_way_makes_is_told() -> None:
    said = told("solve", Ways(sound(read(LATE)), solve(read(LATE))))

    assert "'award' is then at Cabinet on 19 October 2026, not 23 November." in said
    assert "Then COVERED. The new service starts on 24 November 2026. 27 days to spare." in said


def test_an_extension_is_offered_with_its_steps_and_its_notice() -> None:
    # From 21 December a month ends on 20 January, which covers the 29th; the notice is due two weeks before the 20th of
    # December: on the 6th, a Sunday, so on Friday the 4th.
    text = LATE.replace(
        "end: 2026-12-20}", "end: 2026-12-20, extensions: {more: {to: 2027-06-30, by: 1mo, notice: 2w}}}"
    )

    assert sentences(text)[0] == ["Extend 'more' to 20 January 2027. Give the provider notice by 4 December 2026."]
    assert solve(read(text))[0].ways[0].cover.verdict == "depends"


def test_a_planned_day_that_is_late_for_no_reason_is_moved_to_the_last_that_is_not() -> None:
    text = OLD.replace("end: 2026-12-31}", "end: 2026-12-20}").replace(
        "after: mobilisation}", "after: mobilisation, on: 2027-01-04}"
    )

    assert sentences(text) == [["Plan 'new-service' for 21 December 2026, not 4 January 2027."]]


def test_less_time_and_planned_days_go_together() -> None:
    text = LATE.replace("at: cabinet,", "at: cabinet, on: 2026-11-23,").replace(
        "after: mobilisation}", "after: mobilisation, on: 2027-01-04}"
    )

    assert sentences(text)[:2] == [
        [
            "'evaluation': 13 working days, from 14.",
            "Take 'award' to Cabinet on 19 October 2026, not 23 November.",
            "Plan 'new-service' for 21 December 2026, not 4 January 2027.",
        ],
        [
            "'mobilisation': 25 days, from 5 weeks.",
            "Plan 'new-service' for 21 December 2026, not 4 January 2027.",
        ],
    ]


def test_where_no_change_is_enough_alone_several_are_taken_together() -> None:
    # Go-live by 21 November asks for Cabinet of 19 October, and so for an evaluation of 13 days at the most; and then
    # for mobilisation to end by Friday 20 November: 32 days from 20 October.
    text = LATE.replace("end: 2026-12-20}", "end: 2026-11-20}")

    assert sentences(text) == [
        [
            "'evaluation': 13 working days, from 14.",
            "'mobilisation': 32 days, from 5 weeks.",
        ]
    ]


def test_no_work_is_made_shorter_than_its_range() -> None:
    text = LATE.replace("takes: 14wd", "takes: 14wd, range: [14wd, 20wd]").replace(
        "takes: 5w", "takes: 5w, range: [4w, 6w]"
    )

    # 25 days of mobilisation would be needed: fewer than 4 weeks.
    assert [way[0].partition(",")[0] for way in sentences(text)] == [
        "Ask Cabinet for an extra meeting on 13 November 2026"
    ]


def test_no_work_is_made_shorter_than_the_law_allows() -> None:
    # An open procedure of 2015 asks for at least 30 days of tendering with an electronic notice.
    text = OLD.replace("as_of", "regime: pcr-2015\nprocedure: open\nelectronic: yes\nas_of").replace(
        "  evaluation: {kind: evaluation, takes: 8wd}",
        "  notice: {kind: tender-notice, done: 2026-09-30}\n"
        "  tender: {kind: tender, takes: 35d, range: [10d, 40d], after: notice}\n"
        "  evaluation: {kind: evaluation, takes: 1wd, after: tender}",
    )
    # Tendering from 1 October to 4 November, evaluation on the 5th, Cabinet on the 23rd, go-live on 30 December. For
    # Cabinet of 19 October tenders would have to be in by the 16th: 16 days.
    text = text.replace("end: 2026-12-31}", "end: 2026-12-20}")
    lawless = text.replace("regime: pcr-2015\nprocedure: open\nelectronic: yes\n", "")

    assert any("'tender'" in way[0] for way in sentences(lawless))
    assert not any("'tender'" in sentence for way in sentences(text) for sentence in way)


def test_a_standstill_is_left_alone() -> None:
    text = LATE.replace(
        "  mobilisation: {kind: mobilisation, takes: 5w, after: award}",
        "  standstill: {kind: standstill, takes: 35d, after: award}\n  mobilisation: {after: standstill}",
    )

    assert not any("'standstill'" in sentence for way in sentences(text) for sentence in way)


def test_a_diary_that_runs_out_is_no_gap() -> None:
    # 60 working days from 1 October end on 23 December, after the last meeting that is listed: Cabinet may meet that
    # day, and mobilisation ends long before the cover does.
    text = OLD.replace("takes: 8wd", "takes: 60wd").replace("end: 2026-12-31}", "end: 2027-03-31}")

    assert (read(text).verdict, solve(read(text))) == ("depends", [])


def test_work_of_a_fixed_length_is_left_alone() -> None:
    text = LATE.replace("takes: 5w", "takes: 5w, fixed: true")

    assert any("'evaluation'" in way[0] for way in sentences(text))
    assert not any("'mobilisation'" in sentence for way in sentences(text) for sentence in way)


def test_without_a_range_work_gives_at_most_a_third() -> None:
    # Go-live by Monday 14 December asks for mobilisation from 24 November to 11 December, 18 of 35 days; and Cabinet of
    # 19 October for 13 of 14 working days.
    text = LATE.replace("end: 2026-12-20}", "end: 2026-12-13}")

    assert not any("'mobilisation'" in sentence for way in sentences(text) for sentence in way)
    assert any("'mobilisation'" in way[0] for way in sentences(text.replace("takes: 5w", "takes: 5w, range: [2w, 6w]")))


def test_a_meeting_that_may_come_after_the_go_live_is_no_earlier_than_it_need_be() -> None:
    # Mobilisation may begin three weeks before the award allows it to: of a meeting on Monday 23 November on the 3rd,
    # to end on the 9th. For go-live on Friday 6 November it ends on Thursday the 5th, 14 days before Thursday the 19th.
    text = LATE.replace("mobilisation, takes: 5w, after: award", "mobilisation, takes: 1w, after: award - 3w")
    text = text.replace("end: 2026-12-20}", "end: 2026-11-05}")

    assert ["Ask Cabinet for an extra meeting on 19 November 2026, for 'award', not 23 November."] in sentences(text)


def test_an_extension_that_closes_a_part_goes_with_what_closes_the_rest() -> None:
    # To 27 December it covers 7 days of the gap: go-live by the 28th. 35 days from 24 November end on the 28th, which
    # rolls to the 29th; by Thursday the 24th it is 31 days.
    text = LATE.replace("end: 2026-12-20}", "end: 2026-12-20, extensions: {more: {to: 2026-12-27}}}")

    assert [
        "Extend 'more' to 27 December 2026.",
        "'mobilisation': 31 days, from 5 weeks.",
    ] in sentences(text)


def test_a_lost_notice_is_told_and_comes_after_less_time_for_the_work() -> None:
    text = LATE.replace("end: 2026-12-20}", "end: 2026-12-20, extensions: {more: {to: 2027-01-31, notice: 6mo}}}")

    (found,) = solve(read(text))

    # Less time for the work, then what the provider must agree to, then a meeting that nobody has called.
    assert [way.changes[0].kind for way in found.ways] == ["duration", "duration", "extension", "meeting"]
    assert "Ask the provider to agree" in found.ways[2].changes[0].sentence
    assert found.ways[2].changes[0].leaf.new == "exercised"


def test_where_nothing_can_be_done_nothing_is_offered() -> None:
    # Cover has ended long before the data date.
    text = OLD.replace("end: 2026-12-31}", "end: 2025-12-31}")

    (found,) = solve(read(text))

    assert found.ways == () and found.complete
    assert "We found no way" in told("solve", Ways(sound(read(text)), [found]))


#: Of CSE support, without its rolling extension: every length at the least that may be offered (by its range, else a
#: third less), Cabinet on every weekday of August, and no planned day that holds anything back.
AT_THE_LEAST = {
    "status: planned": "status: declined",
    "takes: 20wd\n    after: benchmarking": "takes: 14wd\n    after: benchmarking",
    "takes: 14mo": "takes: 10mo",
    "takes: 15wd": "takes: 10wd",
    "takes: 10wd\n    after: permission": "takes: 7wd\n    after: permission",
    "takes: 6w\n    range": "takes: 33d\n    range",
    "takes: 25wd": "takes: 15wd",
    "takes: 6w\n    after": "takes: 28d\n    after",
    "    on: 2020-06\n": "",
    "    on: 2020-10\n": "",
    "    on: 2021-01-01\n": "",
    "      - 2020-09-21\n": "".join(f"      - 2020-08-{day:02}\n" for day in range(3, 29) if day % 7 not in (1, 2))
    + "      - 2020-09-21\n",
}


def test_cse_support_without_its_extension_has_no_way() -> None:
    # The survey's month ends on 31 March, the specification on 16 April: too late for the papers of 20 April, so
    # Cabinet approves it on 18 May, in effect from 29 May. Documents to 8 June, 33 days of tender to Saturday 11 July,
    # so to the 13th, evaluation to 3 August, and papers ten working days before Cabinet on the 17th. That decision
    # stands from the 27th; standstill to 7 September, signed on the 8th, 28 days of mobilisation to 6 October: six days
    # after the cover. In the plan's own diary the award is on 21 September. So neither all lengths together nor one
    # extra meeting is enough.
    text = (ROOT / "plans" / "cse.yaml").read_text()
    (found,) = solve(read(text.replace("status: planned", "status: declined")))
    for now, least in AT_THE_LEAST.items():
        assert text.count(now) == 1, now
        text = text.replace(now, least)
    (gap,) = read(text).covers[0].gaps

    assert (found.ways, found.complete) == ((), True)
    assert (gap.days, gap.last) == (6, date(2020, 10, 6).toordinal())


def test_without_a_gap_there_is_nothing_to_solve() -> None:
    assert solve(read(OLD)) == []
    assert "There is no gap to close" in told("solve", Ways(sound(read(OLD)), []))
    assert "There is no gap to close" in told("solve", Ways(sound(read(OLD)), []), "markdown")


def test_each_way_is_an_overlay_that_a_plan_can_keep_as_a_scenario() -> None:
    import yaml

    before = read(LATE)
    rendered = data(Ways(sound(before), solve(before)))
    for number, way in enumerate(rendered["services"][0]["ways"]):
        laid = LATE + yaml.safe_dump({"scenarios": {f"way-{number}": way["patch"]}})

        after = analyse(laid.encode(), today=TODAY, scenario=f"way-{number}")

        assert after.verdict == way["after"]["verdict"] != "gap"


# Random plans: every way closes its gap, and with any one of its changes a little smaller it does not.


def ways(before: Analysis) -> list[tuple[Solved, Way]]:
    return [(solved, way) for solved in solve(before) for way in solved.ways]


class Other(NamedTuple):
    """The only plan beside the plan itself."""

    content: bytes
    own: str = "plan.yaml"

    def read(self, base: str, name: str) -> tuple[str, bytes]:
        return name, self.content


def test_a_way_is_tried_at_the_data_date_of_each_plan() -> None:
    # 13 weeks from 1 September 2026 end on 30 November; 12 weeks from 1 December on 22 February 2027, 11 on the 15th.
    plan = """
    plan: It waits for an earlier plan
    as_of: 2026-09-01
    services: {care: {contracts: {current: {end: 2027-02-15}}, go_live: new}}
    plans: {trs: trs.yaml}
    milestones:
      mobilisation: {takes: 12w, after: trs/handover}
      new: {kind: go-live, after: mobilisation}
    """
    other = "plan: Earlier\nas_of: DATE\nmilestones: {tender: {takes: 13w}, handover: {after: tender}}"

    def sentences(as_of: str) -> list[str]:
        beside = Other(other.replace("DATE", as_of).encode())
        (found,) = solve(analyse(plan.encode(), today=TODAY, neighbours=beside))
        return [change.sentence for way in found.ways for change in way.changes]

    assert sentences("2026-09-01") == ["'mobilisation': 11 weeks, from 12."]
    # With the other's data date earlier than this one's, its work has been under way since then.
    plan = plan.replace("as_of: 2026-09-01", "as_of: 2026-11-28")
    assert sentences("2026-09-01") == ["'mobilisation': 11 weeks, from 12."]
    # From 1 February 2027 the 13 weeks alone end when the cover has ended, and the other plan stays as it is.
    assert sentences("2027-02-01") == []


def test_a_gap_that_only_another_plan_could_close_has_no_way() -> None:
    plan = """
    plan: Its go-live is another plan's
    as_of: 2026-06-01
    services: {care: {contracts: {current: {end: 2027-04-30}}, go_live: trs/start}}
    plans: {trs: trs.yaml}
    """
    beside = Other(
        b"plan: Later\nas_of: 2027-02-01\nmilestones: {tender: {takes: 13w}, start: {kind: go-live, after: tender}}"
    )
    before = analyse(plan.encode(), today=TODAY, neighbours=beside)

    assert "We found no way" in told("solve", Ways(sound(before), solve(before)))


def test_absent_is_told_apart_from_a_value() -> None:
    before = read(LATE.replace("after: mobilisation}", "after: mobilisation, on: 2027-01-04}"))
    (found,) = solve(before)

    assert all(change.leaf.old is not ABSENT for way in found.ways for change in way.changes)


@pytest.mark.parametrize("name", ["evaluation", "mobilisation"])
def test_what_is_done_is_not_shortened(name: str) -> None:
    done = "2026-10-01"
    text = LATE.replace(f"kind: {name}, takes", f"kind: {name}, started: {done}, done: {done}, takes")
    before = read(text)

    assert not any(name in change.sentence for _, way in ways(before) for change in way.changes)
