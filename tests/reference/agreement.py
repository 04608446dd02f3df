"""What the production engine and the reference each answer for a plan, in one form, and where they differ."""

from __future__ import annotations

import datetime
import os
from typing import Any

from hypothesis import HealthCheck, Phase, settings

from commission_plan.analysis import pursued
from commission_plan.cover import Cover
from commission_plan.cover.terms import Now
from commission_plan.days.calendars import calendar
from commission_plan.days.numbers import Day
from commission_plan.engine.build import build
from commission_plan.engine.network import Network
from commission_plan.model.load import load
from commission_plan.model.plan import Plan as Model
from commission_plan.source import read

from .engine import reference_cover, reference_schedule
from .plans import Plan, as_of, resolved, to_yaml

DATES = ("early_start", "early_finish", "late_start", "late_finish")
DAYS = ("cover_ends", "firm_cover_ends", "furthest_cover_ends", "go_live", "latest_go_live", "furthest_go_live")
REST = ("total_float", "free_float", "critical")

Answers = dict[str, Any]

#: The same plans on every run; more of them with ``PLAN_EXAMPLES`` in the environment.
random_plans = settings(
    max_examples=int(os.environ.get("PLAN_EXAMPLES", "300")),
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def differences(plan: Plan) -> list[str]:
    """Each value on which the two do not agree, one line each; empty where they do."""
    ours, theirs = flat(produced(plan)), flat(referred(plan))
    places = dict.fromkeys([*ours, *theirs])
    return [
        f"{place}: production {ours.get(place)}, reference {theirs.get(place)}"
        for place in places
        if ours.get(place) != theirs.get(place)
    ]


def produced(plan: Plan) -> Answers:
    """The production engine's answers, from the plan as a file; the checks that follow them are left out."""
    model = loaded(plan)
    closures = [(closure.start.first, closure.end.last) for closure in model.closures.values()]
    own = calendar(model.calendar, closures)
    found, course = pursued(model, {}, network_of(model, as_of(plan)), Now(as_of(plan).toordinal(), own))
    return {
        "milestones": {
            id: {
                **{name: iso(getattr(dates, name)) for name in DATES},
                **{name: getattr(dates, name) for name in REST},
                "driven_by": found.driven_by(id),
            }
            for id, dates in found.dates.items()
        },
        "services": {cover.service: told(cover) for cover in course.covers},
    }


def loaded(plan: Plan) -> Model:
    """The plan as the production engine reads it from a file, which must hold nothing to complain of."""
    document, findings = read(to_yaml(plan).encode())
    assert document is not None and not findings, findings
    result = load(document)
    assert result.plan is not None and not result.findings, result.findings
    return result.plan


def network_of(model: Model, day: datetime.date) -> Network:
    return build(model, day.toordinal())


def told(cover: Cover) -> Answers:
    """A service's cover, as ``plan check`` prints it."""
    return {
        "verdict": cover.verdict,
        **{name: iso(getattr(cover, name)) for name in DAYS},
        # Of a start that is only "not before" no float is said, and the reference says it of every start.
        "float": cover.latest_go_live - cover.go_live if cover.at_the_earliest and cover.go_live else cover.float,
        "gaps": [
            {"from": iso(gap.first), "to": iso(gap.last), "days": gap.days, "without": list(gap.without)}
            for gap in cover.gaps
        ],
        "options": [
            {
                "contract": option.contract,
                "extension": option.extension,
                "steps": option.steps,
                "to": iso(option.to),
                "notice_by": [iso(day) for day in option.notice_by],
            }
            for option in cover.options
        ],
    }


def referred(plan: Plan) -> Answers:
    """The reference's answers, from the plan as it was drawn."""
    day = as_of(plan)
    return {**resolved(reference_schedule(plan, day)), "services": reference_cover(plan, day)}


def iso(day: Day | None) -> str | None:
    if day is None:
        return None
    return datetime.date.fromordinal(day).isoformat() if day > 0 else str(day)


def flat(answers: Answers) -> dict[str, Any]:
    """Every value by its place, such as ``milestones.m1.early_start``."""
    return {
        f"{part}.{id}.{name}": value
        for part, records in answers.items()
        for id, record in records.items()
        for name, value in record.items()
    }
