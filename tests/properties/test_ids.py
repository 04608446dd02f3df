"""Ids of a hundred thousand titles: each an id of the plan file's own, and no two alike."""

from __future__ import annotations

import datetime
import json
import random
from html import escape

import pytest

from commission_plan.importing import mspdi, timetable
from commission_plan.importing import notice_plan as noticed
from commission_plan.importing.brought import Brought
from commission_plan.importing.imported_plan import Given
from commission_plan.importing.ocds import read
from commission_plan.importing.register_plan import Terms
from commission_plan.model.values import ID
from commission_plan.pen.compose import Ids

TODAY = datetime.date(2026, 1, 5)
#: Letters with and without accents, other scripts, digits that are none, joiners, controls, and what looks like ids.
_SIGNS = (
    "abcxyzABCXYZ0123456789",
    "éàüßøŁİıŠčñ",
    "абвгдЖЩ",
    "你好世界合同",
    "العقدה",
    "①²½№ⅣKÅﬁ",
    "---___   ///...:,#&*'\"%@!?|>{}[]",
    "\u200b\u200d\u00ad\u202e\ufeff\t\n\r\x00\x7f",
    "👩‍👧🏴🇬🇧",
)


def titles(number: int) -> list[str]:
    """Titles of every length, many of them alike for longer than an id is."""
    draw = random.Random(13)
    stems = ["".join(draw.choice(_SIGNS[0] + " -") for _ in range(length)) for length in range(1, 120, 3)]
    found = []
    for _ in range(number):
        signs = draw.choice(_SIGNS) + draw.choice(_SIGNS)
        tail = "".join(draw.choice(signs) for _ in range(draw.randrange(12)))
        found.append(draw.choice(stems) + tail if draw.random() < 0.6 else tail * draw.randrange(30))
    return found


@pytest.mark.parametrize("longest", [40, 60, 80])
def test_a_hundred_thousand_titles_get_ids_that_are_ids_and_no_two_alike(longest: int) -> None:
    ids = Ids()

    made = [ids.give(title, "step", longest) for title in titles(100_000)]

    assert len(set(made)) == len(made)
    assert [id for id in made if not ID.fullmatch(id) or len(id) > longest] == []


def xml(title: str) -> str:
    return escape("".join(sign for sign in title if sign.isprintable()))


def test_plans_of_such_titles_are_plans() -> None:
    names = [title for title in titles(600) if title.strip()]
    tasks = "".join(
        f"<Task><UID>{uid}</UID><Name>{xml(name)}</Name><Duration>PT8H0M0S</Duration></Task>"
        for uid, name in enumerate(names, 1)
    )
    schedule = f"<Project><Title>{xml(names[0])}</Title><Tasks>{tasks}</Tasks></Project>".encode()
    period = {"endDate": "2027-03-31"}
    awards = [{"id": str(id), "title": name, "contractPeriod": period} for id, name in enumerate(names)]
    (process,) = read(json.dumps({"ocid": "ocds-1", "date": "2026-01-05", "awards": awards}).encode())
    rows = "".join('"{}",01/06/2026\n'.format(xml(name).replace('"', "'")) for name in names)
    given = Given("file", None, TODAY, Terms())

    made = [
        mspdi.brought(schedule, given),
        noticed.brought(process, Terms(), TODAY, None, []),
        timetable.brought(f"Stage,Date\n{rows}".encode(), given),
    ]

    for each in made:
        assert isinstance(each, Brought) and each.analysis.plan is not None
        assert each.analysis.verdict != "invalid"
