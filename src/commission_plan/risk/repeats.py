"""A run of milestones that may have to be done again: written into the plan a second time, after the first.

Where the mishap does not come, the second time stands for nothing: its dates are those of the first.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from commission_plan.engine.network import Network
from commission_plan.model.plan import Milestone, Plan, Risk
from commission_plan.model.values import Link


@dataclass(slots=True)
class Twice:
    """A plan that has some of its milestones more than once."""

    plan: Plan
    #: Of each milestone of the plan itself the id of its last time.
    last: dict[str, str]
    #: Of each later time: the time before it, the milestone of the plan itself, and the risk that it comes with.
    before: dict[str, tuple[str, str, str]] = field(default_factory=dict)


def written_twice(plan: Plan, network: Network, repeating: dict[str, Risk]) -> Twice:
    """``plan`` with the runs of these risks in it a second time. ``network`` is the one of the plan itself."""
    twice = Twice(plan, {id: id for id in plan.milestones})
    for name, risk in repeating.items():
        assert risk.repeat is not None
        members = _members(network, risk)
        if members:
            _repeat(twice, name, risk, members, plan)
    return twice


def _members(network: Network, risk: Risk) -> list[str]:
    """What is done again: everything between the two ends of the run, and on to the milestone that is struck."""
    assert risk.repeat is not None
    first, last = (network.index[id] for id in risk.repeat)
    after = network.following([first])
    if last not in after:
        return []
    struck = network.index[risk.at]
    between = after & network.leading_to([last, struck] if struck in after else [last])
    return [network.activities[position].id for position in sorted(between)]


def _repeat(twice: Twice, name: str, risk: Risk, members: list[str], plan: Plan) -> None:
    assert risk.repeat is not None
    first, last = risk.repeat
    new = {id: f"{twice.last[id]} again for {name}" for id in members}
    ends = twice.last[risk.at if risk.at in new else last]
    milestones = dict(twice.plan.milestones)
    # What comes after the run waits for its last time.
    renamed = {twice.last[id]: new[id] for id in members}
    kept = set(renamed) | {before for before, *_ in twice.before.values()}
    for id, milestone in milestones.items():
        if id not in kept:
            milestones[id] = _linked(milestone, renamed)
    for id in members:
        milestone = _linked(plan.milestones[id], {**twice.last, **new}).model_copy(
            update={"kind": plan.kind(id), **_FRESH}
        )
        if id == first:
            milestone = milestone.model_copy(update={"after": [*milestone.after, Link(ends)]})
        milestones[new[id]] = milestone
        twice.before[new[id]] = (twice.last[id], id, name)
        twice.last[id] = new[id]
    twice.plan = twice.plan.model_copy(update={"milestones": milestones})


#: A second time is no fact. (A day that was planned still holds it back: it comes no earlier than that.)
_FRESH = dict.fromkeys(("started", "done", "remaining", "outcome", "notice_given"))


def _linked(milestone: Milestone, renamed: dict[str, str]) -> Milestone:
    """``milestone`` with its links to other names."""
    if not any(link.milestone in renamed for link in (*milestone.after, *milestone.finish_after)):
        return milestone
    links = {
        key: [link._replace(milestone=renamed.get(link.milestone, link.milestone)) for link in getattr(milestone, key)]
        for key in ("after", "finish_after")
    }
    return milestone.model_copy(update=links)
