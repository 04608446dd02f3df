"""What a plan comes to in at most twelve words, with the day that decides it."""

from __future__ import annotations

from datetime import date

import pytest

from commission_plan.analysis import analyse, scheduled
from commission_plan.reports.words.finding import finding

# Twelve weeks from 5 January 2026 end on Sunday 29 March, so the work on Monday 30; the service starts on the 31st.
PLAN = """plan: Care
as_of: 2026-01-05
services: {{care: {{title: {title}, go_live: start, contracts: {{current: {{end: {end}{extension}}}}}}}}}
milestones: {{work: {{takes: {takes}}}, start: {{after: work}}}}
"""


def found(end: str = "2026-02-28", takes: str = "12w", extension: str = "", title: str = "Home care") -> str:
    text = PLAN.format(end=end, takes=takes, extension=extension and f", extensions: {extension}", title=title)
    analysis = scheduled(analyse(text.encode(), today=date(2026, 1, 5)))
    assert analysis is not None
    return finding(analysis).text


def test_a_gap_without_a_remedy_says_how_long_and_from_when() -> None:
    # 1 to 30 March.
    assert found() == "Home care: no service for 30 days from 1 March 2026"


def test_a_gap_that_an_extension_closes_says_by_when_it_must_be_taken() -> None:
    # Four weeks before Saturday 28 February is a Saturday, so that notice is given on the Friday before it.
    extension = "{more: {to: 2026-06-30, status: available, notice: 4w}}"

    assert found(extension=extension) == "Home care: no service for 30 days unless extended by 30 January"


def test_what_hangs_on_a_planned_extension_says_by_when_it_must_be_taken() -> None:
    extension = "{more: {to: 2026-06-30, status: planned, notice: 4w}}"

    assert found(extension=extension) == "Home care: no service for 30 days unless extended by 30 January"


def test_what_hangs_on_a_length_that_nobody_knows_names_the_step_and_its_last_day() -> None:
    # The last working day before Sunday 1 March, the first day without cover.
    assert found(takes="unknown") == "Home care: late unless Work ends by 27 February"


def test_a_day_more_than_a_year_away_has_its_year() -> None:
    assert found(takes="unknown", end="2027-05-31") == "Home care: late unless Work ends by 28 May 2027"


def test_what_is_covered_says_when_the_new_service_starts() -> None:
    assert found(end="2026-03-30") == "Home care: covered, new service starts 31 March 2026"


def test_with_a_name_of_one_word_there_is_room_for_all_of_it() -> None:
    assert found(end="2026-03-30", title="Care") == "Care: a service on every day, new service starts 31 March 2026"


def test_a_long_name_stands_above_the_title_alone_where_there_is_one_service() -> None:
    named = "Support for adult survivors of abuse in all of the county"

    assert found(title=named) == "No service for 30 days from 1 March 2026"
    assert found(title=named, end="2026-03-30") == "Covered, new service starts 31 March 2026"


@pytest.mark.parametrize("words", [3, 8, 30])
def test_of_several_services_the_worst_is_told_by_its_first_words(words: int) -> None:
    name = " ".join(f"name{number}" for number in range(words))
    text = f"""plan: Two
as_of: 2026-01-05
services:
  fine: {{title: Fine, go_live: start, contracts: {{current: {{end: 2026-12-31}}}}}}
  bad: {{title: {name}, go_live: start, contracts: {{current: {{end: 2026-02-28}}}}}}
milestones: {{work: {{takes: 12w}}, start: {{after: work}}}}
"""
    analysis = scheduled(analyse(text.encode(), today=date(2026, 1, 5)))
    assert analysis is not None
    title = finding(analysis).text

    assert title.startswith("name0 name1") and title.endswith(": no service for 30 days from 1 March 2026")
    assert len(title.split()) <= 12


def test_without_a_service_it_says_what_there_is() -> None:
    text = "plan: Work\nas_of: 2026-01-05\nmilestones: {a: {takes: 1w}, b: {takes: 1w, after: a}}\n"
    analysis = scheduled(analyse(text.encode(), today=date(2026, 1, 5)))
    assert analysis is not None

    # A week from the 5th ends on Sunday the 11th, so on Monday the 12th; another from the 13th on the 19th.
    assert finding(analysis).text == "2 steps, the last done by 19 January 2026"
