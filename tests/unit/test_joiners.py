"""Joiners that spell a word or an emoji stay; those that only hide something are shown."""

from __future__ import annotations

import pytest

from commission_plan.reports.exchange.mermaid import text
from commission_plan.reports.plain import shown


@pytest.mark.parametrize(
    "spelt",
    ["\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0915\u094d\u200d\u0937", "\U0001f469\u200d\U0001f4bb"],
    ids=["persian", "hindi", "emoji"],
)
def test_a_joiner_that_is_spelling_stays(spelt: str) -> None:
    assert shown(spelt) == spelt


@pytest.mark.parametrize("hidden", ["a\u200db", "a\u200c", "\u200d\u0915", "\u0645\u200b\u0645", "\U0001f469\u200cx"])
def test_a_joiner_that_hides_is_shown(hidden: str) -> None:
    assert "\\u200" in shown(hidden)


def test_a_title_that_begins_with_a_date_is_no_task_of_that_date() -> None:
    assert text("2026-11-02 Kick-off") == "(2026-11-02 Kick-off)"
