"""For random plans: every way that closes a gap closes it, and none could be smaller."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from commission_plan.analysis import Analysis, analyse, what_if
from commission_plan.days.calendars import calendar
from commission_plan.linked import Neighbours
from commission_plan.model.values import Duration, parse_duration
from commission_plan.reports.answers.solve import Ways
from commission_plan.whatif.compare import Leaf, changed
from commission_plan.whatif.solve import Change, Way, solve
from tests.reference.agreement import random_plans
from tests.reference.plans import Plan, fixed_on_days_off, plans, to_yaml
from tests.said import said as told
from tests.said import sound
from tests.unit.test_solve import TODAY, Other, ways

FEWER = settings(random_plans, max_examples=random_plans.max_examples // 5)


@st.composite
def plans_with_a_gap(draw: st.DrawFn) -> Plan:
    """A random plan whose services all have cover that ends too early, some of them with an option to go on."""
    return with_a_gap(draw, draw(plans() | fixed_on_days_off()), None)


def with_a_gap(draw: st.DrawFn, plan: Plan, neighbours: Neighbours | None) -> Plan:
    found = analyse(to_yaml(plan).encode(), today=TODAY, neighbours=neighbours)
    for cover in found.covers:
        if cover.go_live is None or cover.go_live < found.as_of:
            continue
        ends = date.fromordinal(cover.go_live - draw(st.integers(2, 60)))
        current: Plan = {"start": "2019-01-01", "end": ends.isoformat()}
        longer = draw(st.integers(0, 80))
        if longer:
            to = date.fromordinal(ends.toordinal() + longer).isoformat()
            current["extensions"] = {"more": {"to": to, **draw(st.sampled_from([{}, {"by": "2w"}, {"by": "1mo"}]))}}
        go_live = plan["services"][cover.service]["go_live"]
        plan["services"][cover.service] = {"go_live": go_live, "contracts": {"current": current}}
    for milestone in plan["milestones"].values():
        if milestone.get("takes", "unknown") != "unknown" and draw(st.booleans()):
            milestone["range"] = ["1d", milestone["takes"]]
    return plan


def with_leaves(before: Analysis, leaves: list[Leaf]) -> Analysis:
    assert before.document is not None
    as_of = date.fromordinal(before.as_of)
    return what_if(before, changed(before.document.data, leaves), as_of=as_of, today=TODAY)


def verdict(analysis: Analysis, service: str) -> str:
    return next(cover.verdict for cover in analysis.covers if cover.service == service)


def worse(tried: Analysis, way: Way, service: str) -> bool:
    """Whether there is a gap, or it depends on more than what the way asks for."""
    cover = next(cover for cover in tried.covers if cover.service == service)
    if cover.verdict == "gap":
        return True
    assert tried.course is not None and way.analysis.course is not None
    return len(tried.course.conditions(cover)) > len(way.analysis.course.conditions(way.cover))


def smaller(before: Analysis, change: Change) -> Leaf | None:
    """The same change by one day, working day or meeting less; None for none at all."""
    assert before.plan is not None and before.case is not None
    new, place = change.leaf.new, change.leaf.place
    if change.kind == "duration":
        length = parse_duration(new)
        length = Duration(7 * length.count, "d") if length.unit == "w" else length
        more = f"{length.count + 1}{length.unit}"
        # A month is some days: to take one day less off it may be to take none.
        return change.leaf._replace(new=more)
    if change.kind == "planned-date":
        milestone = before.plan.milestones[str(place[1])]
        own = calendar(milestone.calendar or before.plan.calendar, [])
        day = date.fromisoformat(new).toordinal() + 1
        day = day if before.plan.kind(str(place[1])) == "go-live" else own.next(day)
        return change.leaf._replace(new=date.fromordinal(day).isoformat())
    if change.kind == "meeting":
        own = before.case.calendar
        day = own.next(date.fromisoformat(new[-1]).toordinal() + 1)
        return change.leaf._replace(new=[*new[:-1], date.fromordinal(day).isoformat()])
    return None


@FEWER
@given(plans_with_a_gap())
def test_every_way_closes_the_gap_and_none_could_be_smaller(plan: Plan) -> None:
    before = analyse(to_yaml(plan).encode(), today=TODAY)
    if before.schedule is None:
        return
    for solved, way in ways(before):
        leaves = [change.leaf for change in way.changes]
        assert verdict(with_leaves(before, leaves), solved.service) != "gap"

        for number, change in enumerate(way.changes):
            less = smaller(before, change)
            others = [*leaves[:number], *leaves[number + 1 :]]
            tried = with_leaves(before, [*others, less] if less is not None else others)
            if tried.schedule is None:
                continue
            assert worse(tried, way, solved.service), (change.sentence, less)


@st.composite
def plans_with_a_gap_that_wait(draw: st.DrawFn) -> tuple[Plan, Other]:
    """A random plan with a gap, and another one, which some of its milestones wait for; each has its own data date."""
    plan, other = draw(plans()), draw(plans(max_milestones=5))
    if draw(st.booleans()):
        del draw(st.sampled_from([plan, other]))["as_of"]
    plan["plans"] = {"other": "other.yaml"}
    for id in draw(st.lists(st.sampled_from(sorted(plan["milestones"])), min_size=1, max_size=2, unique=True)):
        links = plan["milestones"][id].get("after", [])
        waits = f"other/{draw(st.sampled_from(sorted(other['milestones'])))}"
        plan["milestones"][id]["after"] = [*([links] if isinstance(links, str) else links), waits]
    beside = Other(to_yaml(other).encode())
    return with_a_gap(draw, plan, beside), beside


def test_every_way_of_a_plan_that_waits_for_another_closes_the_gap_once_it_is_written() -> None:
    found = []

    @settings(random_plans, max_examples=random_plans.max_examples // 2)
    @given(plans_with_a_gap_that_wait(), st.sampled_from([None, None, date(2021, 6, 1)]))
    def holds(linked: tuple[Plan, Other], as_of: date | None) -> None:
        plan, beside = linked
        before = analyse(to_yaml(plan).encode(), today=TODAY, as_of=as_of, neighbours=beside)
        if before.schedule is None:
            return
        assert told("solve", Ways(sound(before), solve(before)))
        for solved, way in ways(before):
            assert before.document is not None
            written = to_yaml(changed(before.document.data, [change.leaf for change in way.changes])).encode()
            after = analyse(written, today=TODAY, as_of=as_of, neighbours=beside)

            assert all("/" not in str(part) for change in way.changes for part in change.leaf.place)
            assert verdict(after, solved.service) == way.cover.verdict != "gap"
            found.append(way)

    holds()

    # So that there was something to notice.
    assert len(found) >= 10


def test_the_random_plans_have_gaps_that_can_be_closed() -> None:
    # So that the test above would notice.
    kinds: dict[str, int] = {}

    @settings(random_plans, derandomize=True)
    @given(plans_with_a_gap())
    def count(plan: Plan) -> None:
        before = analyse(to_yaml(plan).encode(), today=TODAY)
        for _, way in ways(before) if before.schedule is not None else []:
            for change in way.changes:
                kinds[change.kind] = kinds.get(change.kind, 0) + 1

    count()

    assert all(kinds.get(kind, 0) >= 1 for kind in ("duration", "planned-date", "extension")), kinds
