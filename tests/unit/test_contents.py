"""What a report says, whatever its format."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from commission_plan.analysis import Analysis, analyse
from commission_plan.contents import BY_NAME, PARTS, Wanted, contents
from commission_plan.phrases import iso

TODAY = date(2026, 1, 5)
CSE = (Path(__file__).parents[2] / "plans/cse.yaml").read_bytes()
OLD = CSE.replace(b"owner: Procurement", b"owner: The Zebra Office", 1).replace(b"2020-06-15", b"2020-03-16")


def analysed(content: bytes = CSE) -> Analysis:
    found = analyse(content, today=TODAY)
    assert found.schedule is not None
    return found


def test_only_the_parts_that_are_asked_for_are_there() -> None:
    whole, some = contents(analysed()), contents(analysed(), Wanted(parts=("timetable",)))

    # Nothing can have changed where no earlier version is given.
    assert whole.parts == tuple(part for part in PARTS if part not in ("changes", *BY_NAME)) and whole.changes is None
    assert some.parts == ("timetable",) and some.deadlines == ()
    assert [stage.id for stage in some.timetable] == [stage.id for stage in whole.timetable]


def test_the_timetable_stands_under_its_heads_in_the_order_of_its_dates() -> None:
    timetable = contents(analysed(), Wanted(grouping="phase")).timetable
    heads = list(dict.fromkeys(stage.group for stage in timetable))

    assert heads == ["Preparation", "Tender", "Award", "Mobilisation and start"]
    for head in heads:
        days = [stage.start or stage.finish or 0 for stage in timetable if stage.group == head]
        assert days == sorted(days)


def test_deadlines_are_those_of_the_days_asked_for() -> None:
    # 'papers' for the meeting of 15 June 2020 are due ten working days before it, on 1 June.
    june = Wanted(since=date(2020, 6, 1).toordinal(), until=date(2020, 6, 30).toordinal())
    found = contents(analysed(), june).deadlines

    assert iso(found[0].by) == "2020-06-01" and "Papers for Cabinet on 15 June" in found[0].what
    assert all("2020-06-01" <= str(iso(must.by)) <= "2020-06-30" for must in found)
    assert len(found) < len(contents(analysed()).deadlines)


def test_what_has_changed_since_an_earlier_version_is_told() -> None:
    changes = contents(analysed(), old=analysed(OLD), today=TODAY).changes

    assert changes is not None
    assert [moved.id for moved in changes.milestones if moved.id == "permission-to-tender"]


def test_an_anonymous_report_holds_no_name_in_any_part() -> None:
    report = contents(analysed(), Wanted(anonymous=True), old=analysed(OLD), today=TODAY)
    assert report.analysis.document is not None and report.analysis.plan is not None and report.changes is not None
    assert report.changes.old.document is not None
    everything = repr((report.deadlines, report.timetable, report.findings, report.changes, report.analysis.plan))
    everything += repr((report.analysis.document.data, report.changes.old.document.data))

    for name in ("Rotherham Rise", "GROW", "Rothacs", "Zebra"):
        assert name not in everything
        assert name in repr((analysed().plan, analysed(OLD).plan))
    assert {stage.owner for stage in report.timetable} == {must.who for must in report.deadlines} == {""}


def test_an_anonymous_report_keeps_scenario_data_date_and_verdict() -> None:
    found = analyse(CSE, today=TODAY, as_of=date(2020, 3, 2), scenario="no-rolling-extension")
    report = contents(found, Wanted(anonymous=True))
    hidden = report.analysis

    assert (hidden.verdict, hidden.as_of, hidden.as_of_from) == ("gap", date(2020, 3, 2).toordinal(), "option")
    assert (hidden.scenario, report.timeline.scenario) == ("no-rolling-extension", "no-rolling-extension")
    assert [stage.finish for stage in report.timetable] == [stage.finish for stage in contents(found).timetable]
