"""Ids that are made of titles: whatever the title, an id of the plan file's own, and no two alike."""

from __future__ import annotations

import pytest

from commission_plan.pen.compose import Ids, slug


@pytest.mark.parametrize(
    ("title", "id"),
    [
        # The 38th sign of the id is a hyphen: behind it another one would be none.
        ("Read and moderate the written answers of bidders", "read-and-moderate-the-written-answers-2"),
        ("a" * 60, "a" * 38 + "-2"),
        ("step-2", "step-2-2"),
        ("", "step-2"),
        ("合同", "step-2"),
        ("Café № 4", "cafe-no-4-2"),
    ],
)
def test_a_title_that_comes_twice_gets_a_number(title: str, id: str) -> None:
    ids = Ids()
    ids.give(title, "step")

    assert ids.give(title, "step") == id


def test_a_number_never_takes_the_id_of_another_title() -> None:
    ids = Ids()

    assert [ids.give(title, "step") for title in ("Lot 2", "Lot", "Lot", "Lot 2")] == [
        "lot-2",
        "lot",
        "lot-3",
        "lot-2-2",
    ]


def test_an_id_is_in_small_letters() -> None:
    assert slug("№ 4 Kelvin K") == "no-4-kelvin-k"
