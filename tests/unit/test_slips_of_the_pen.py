"""A slip in a plan file is told once, by its cause, on its line, with what to write."""

from __future__ import annotations

from datetime import date

import pytest

from commission_plan.analysis import analyse

TODAY = date(2026, 10, 5)

#: A plan with nothing wrong in it: lines 15 to 20 are three steps, and each test spoils something.
PLAN = """plan: Day centre
as_of: 2026-10-05
committees:
  cabinet:
    meets: [2026-11-16, 2026-12-14, 2027-01-18]
services:
  day-centre:
    contracts:
      current:
        end: 2027-06-30
    go_live: opening
milestones:
  approval:
    at: cabinet
  tender:
    takes: 35d
    after: approval
  opening:
    after: tender
"""


def told(old: str, new: str, line_end: str = "\n") -> list[tuple[int, str, str, str]]:
    """Line, rule, message and help of each error in the plan with ``new`` in place of ``old``."""
    assert old in PLAN
    content = PLAN.replace(old, new, 1).replace("\n", line_end).encode()
    result = analyse(content, today=TODAY)
    return [
        (result.where(found).line, found.rule, found.message, found.fix)
        for found in result.findings
        if found.severity.value == "error"
    ]


def test_the_plan_itself_has_no_error() -> None:
    assert told("Day", "Day") == []


LINE_UP = "keys of one step line up: "
BELONG = "keys that belong together line up: "
#: What is spoilt: the text, what becomes of it, the line, the message, the help.
SYNTAX = {
    "one space short": (
        "    takes: 35d",
        "   takes: 35d",
        (17, "line 17 starts 4 spaces in, and line 16 above it 3", f"{LINE_UP}put one more space before `takes`"),
    ),
    "one space short in the second key": (
        "    after: approval",
        "   after: approval",
        (17, "line 17 starts 3 spaces in, and line 16 above it 4", f"{LINE_UP}put one more space before `after`"),
    ),
    "two spaces too far in": (
        "    after: approval",
        "      after: approval",
        (17, "line 17 starts 6 spaces in, and line 16 above it 4", f"{LINE_UP}take out 2 spaces before `after`"),
    ),
    "a step too far out": (
        "  tender:",
        " tender:",
        (15, "line 15 starts 1 space in, and line 13 above it 2", f"{LINE_UP}put one more space before `tender`"),
    ),
    "deeper down": (
        "    go_live: opening",
        "     go_live: opening",
        (11, "line 11 starts 5 spaces in, and line 8 above it 4", f"{BELONG}take out one space before `go_live`"),
    ),
    "not inside what it belongs to": (
        "    contracts:",
        "  contracts:",
        (11, "line 11 starts 4 spaces in, and line 8 above it 2", f"{BELONG}put 2 more spaces before `contracts`"),
    ),
    "a tab": ("    takes", "\ttakes", (16, "line 16 is indented with a tab", "use spaces (`--fix` does it)")),
    "a tab behind spaces": (
        "    takes",
        "  \ttakes",
        (16, "line 16 is indented with a tab", "use spaces (`--fix` does it)"),
    ),
    "hard spaces": (
        "    takes",
        "\xa0\xa0\xa0\xa0takes",
        (
            16,
            "line 16 begins with non-breaking spaces, pasted from Word or Teams",
            "type ordinary spaces (`--fix` does it)",
        ),
    ),
    "hard spaces of another kind, among ordinary ones": (
        "    takes",
        " \u202f  takes",
        (
            16,
            "line 16 begins with non-breaking spaces, pasted from Word or Teams",
            "type ordinary spaces (`--fix` does it)",
        ),
    ),
    "a hard space after a colon": (
        "takes: 35d",
        "takes:\xa035d",
        (
            16,
            "line 16 has a non-breaking space, pasted from Word or Teams",
            "type an ordinary space (`--fix` does it)",
        ),
    ),
    "no space after a colon": (
        "takes: 35d",
        "takes:35d",
        (16, "there is no space after the colon of `takes`", "write `takes: 35d`"),
    ),
    "no colon": (
        "takes: 35d",
        "takes 35d",
        (16, "there is no colon after `takes`", "write `takes:` and then its value"),
    ),
    "no colon and no value": (
        "  tender:",
        "  tender",
        (15, "there is no colon after `tender`", "write `tender:` and then its value"),
    ),
    "a colon in a text": (
        "takes: 35d",
        "title: Tender: lot 1",
        (16, "the text after `title:` has a colon in it", 'put the text in quotes: `title: "Tender: lot 1"`'),
    ),
    "a colon in a text with quotes of its own": (
        "takes: 35d",
        'note: the "old" plan: see there',
        (
            16,
            "the text after `note:` has a colon in it",
            "put the text in quotes: `note: 'the \"old\" plan: see there'`",
        ),
    ),
    "a colon in braces": (
        "    at: cabinet",
        "    note: {a: agreed: see minutes}",
        (14, "the text after `a:` has a colon in it", 'put the text in quotes: `a: "agreed: see minutes"`'),
    ),
    "a bracket at the beginning": (
        "takes: 35d",
        "note: [draft] of the minutes",
        (
            16,
            "the value of `note` begins with [, which YAML keeps for itself",
            'put the text in quotes: `note: "[draft] of the minutes"`',
        ),
    ),
    "a special sign": (
        "takes: 35d",
        "note: %5 of it",
        (
            16,
            "the value of `note` begins with %, which YAML keeps for itself",
            'put the text in quotes: `note: "%5 of it"`',
        ),
    ),
    "a bracket at the beginning, in braces over several lines": (
        "  opening:\n    after: tender",
        "  opening: {\n    note: [draft] one,\n    after: tender}",
        (
            19,
            "the value of `note` begins with [, which YAML keeps for itself",
            'put the text in quotes: `note: "[draft] one"`',
        ),
    ),
    "a bracket too many": (
        "2027-01-18]",
        "2027-01-18]]",
        (5, "line 5 has one ] too many", "take out one ]"),
    ),
    "no space after a dash": (
        "after: approval",
        "after:\n    -approval",
        (18, "there is no space after the dash on line 18", "write `- approval`"),
    ),
    "an open quote": ("takes: 35d", 'note: "abc', (16, "the quote on line 16 is never closed", 'add the closing "')),
    "an open bracket": (
        "after: approval",
        "after: [approval",
        (17, "the bracket on line 17 is never closed", "add the closing ]"),
    ),
    "an open brace": (
        "  opening:\n    after: tender",
        "  opening: {after: tender",
        (18, "the brace on line 18 is never closed", "add the closing }"),
    ),
}


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("name", SYNTAX)
def test_what_is_not_yaml_is_told_by_its_cause(name: str, line_end: str) -> None:
    old, new, (line, message, fix) = SYNTAX[name]

    assert told(old, new, line_end) == [(line, "syntax", message, fix)]


VALUES = {
    "curly quotes": (
        "35d",
        "“35d”",
        (16, "line 16 has curly quotes (“ ”)", "take them out: `takes: 35d` (`--fix` does it)"),
    ),
    "curly quotes in a list": (
        "after: approval",
        "after: [“approval”]",
        (17, "line 17 has curly quotes (“ ”)", "take them out: `approval` (`--fix` does it)"),
    ),
    "long dashes": (
        "2027-06-30",
        "2027–06–30",
        (10, "line 10 has long dashes (–) in a date", "write 2027-06-30 (`--fix` does it)"),
    ),
    "a long dash in a link": (
        "after: tender",
        "after: tender — 5wd",
        (19, "line 19 has a long dash (—)", "write tender - 5wd (`--fix` does it)"),
    ),
    "a range with a long dash": (
        "35d",
        "8–10 weeks",
        (16, "'8–10 weeks' is a range", "write `takes: 9w` and `range: [8w, 10w]`"),
    ),
    "a range in one text": (
        "35d",
        "35d\n    range: 30-45 days",
        (17, "'30-45 days' is a range", "write `range: [30d, 45d]`"),
    ),
    "a committee by its title": (
        "at: cabinet",
        "at: Cabinet",
        (14, "'Cabinet' is the title of a committee", "write its id: cabinet"),
    ),
    "a step with a capital, and a lag": (
        "after: tender",
        "after: Tender + 5wd",
        (19, "'Tender' has capitals or spaces, and ids have none", "write its id: tender + 5wd"),
    ),
    "two names": (
        "after: tender",
        "after: approval, tender",
        (19, "'approval, tender' is one text with two names", "write `after: [approval, tender]`"),
    ),
    "three names in words": (
        "after: tender",
        "after: approval, tender and opening",
        (19, "'approval, tender and opening' is one text with 3 names", "write `after: [approval, tender, opening]`"),
    ),
    "two dates": (
        "[2026-11-16, 2026-12-14, 2027-01-18]",
        "16 November 2026; 14 December 2026",
        (
            5,
            "'16 November 2026; 14 December 2026' is one text with two dates",
            "write `meets: [16 November 2026, 14 December 2026]`",
        ),
    ),
    "two committees": (
        "at: cabinet",
        "at: cabinet and board",
        (14, "'cabinet and board' is one text with two names", "write one of them: `at: cabinet`"),
    ),
    "a council's word for a kind": (
        "takes: 35d",
        "kind: ITT",
        (16, "'ITT' is not a kind of step", "write tender-notice. All kinds: plan schema"),
    ),
    "a council's word for a status": (
        "end: 2027-06-30",
        "end: 2027-06-30\n        extensions: {one: {to: 2028-06-30, status: taken}}",
        (11, "'taken' is not a status of an extension", "write exercised"),
    ),
    "what is not inside its key": (
        "      current:\n        end",
        "      current:\n      end",
        (
            10,
            "line 10, `end`, is not inside `current` on line 9",
            "put 2 more spaces before `end`: further in than `current`",
        ),
    ),
    "two keys that are not inside their step": (
        "    takes: 35d\n    after: approval",
        "  takes: 35d\n  after: approval",
        (
            16,
            "line 16, `takes`, is not inside `tender` on line 15",
            "put 2 more spaces before `takes` and `after`: further in than `tender`",
        ),
    ),
    "a record that is not inside its section": (
        "    contracts:\n      current:\n        end",
        "    contracts:\n    current:\n        end",
        (
            9,
            "line 9, `current`, is not inside `contracts` on line 8",
            "put 2 more spaces before `current`: further in than `contracts`",
        ),
    ),
    "a comma at the end of a list's item": (
        "[2026-11-16, 2026-12-14, 2027-01-18]",
        "\n      - 2026-11-16,\n      - 2026-12-14",
        (6, "'2026-11-16,' ends with a comma", "take it out: 2026-11-16"),
    ),
    "a character that cannot be seen": (
        "35d",
        "35\u200bd",
        (16, "line 16 has a hidden character (U+200B)", "type it again: 35d (`--fix` does it)"),
    ),
    "what is not inside its key, in a scenario": (
        "    after: tender\n",
        "    after: tender\nscenarios:\n  late:\n    milestones:\n      tender:\n      takes: 40d\n",
        (
            24,
            "in scenario 'late', line 24, `takes`, is not inside `tender` on line 23",
            "put 2 more spaces before `takes`: further in than `tender`",
        ),
    ),
    "no space after the only colon": (
        "    takes: 35d\n    after: approval",
        "    takes:35d",
        (16, "there is no space after the colon of `takes`", "write `takes: 35d`"),
    ),
}


@pytest.mark.parametrize("name", VALUES)
def test_what_is_not_a_value_is_told_once_with_what_to_write(name: str) -> None:
    old, new, (line, message, fix) = VALUES[name]

    assert told(old, new) == [(line, "wrong-value", message, fix)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("35d", "35\xa0days"),
        ("35d", "35\u202fdays"),
        ("2027-06-30", "30\xa0June\xa02027"),
        ("after: tender", "after: tender\xa0+\xa05wd"),
        ("2027-06-30", "Wednesday 30 June 2027"),
        ("2027-06-30", "30th Jun. 2027"),
    ],
)
def test_what_everybody_can_read_is_read(old: str, new: str) -> None:
    assert told(old, new) == []


KEYS = {
    "duration": ("takes: 35d", "duration: 35d", 16, "for how long a step lasts, write `takes`"),
    "how long": ("takes: 35d", "How long?: 35d", 16, "for how long a step lasts, write `takes`"),
    "depends on": ("after: approval", "depends_on: approval", 17, "for what it waits for, write `after`"),
    "committee": ("at: cabinet", "committee: cabinet", 14, "for the committee that decides it, write `at`"),
    "lead officer": ("takes: 35d", "lead officer: Commissioning", 16, "for who does it, write `owner`"),
    "date": ("takes: 35d", "date: 2027-01-04", 16, "for the day of an event, write `on`"),
    "deadline": ("takes: 35d", "deadline: 2027-01-04", 16, "for a deadline, write `by`"),
    "expiry, and no end is missed": ("end:", "expiry:", 10, "for the last day of the contract, write `end`"),
    "a capital": ("takes: 35d", "Takes: 35d", 16, "write `takes`"),
    "letters the wrong way round": ("takes: 35d", "tkaes: 35d", 16, "write `takes`"),
    "dates of meetings": ("meets:", "dates:", 5, "for the dates of meetings, write `meets`"),
    "nothing like it": (
        "takes: 35d",
        "priority: high",
        16,
        "keys here: title, takes, after, at, on, by, and 39 more: plan schema",
    ),
}


@pytest.mark.parametrize("name", KEYS)
def test_a_key_that_plans_do_not_have_is_told_with_the_one_that_is_meant(name: str) -> None:
    old, new, line, fix = KEYS[name]
    key = new.rpartition(": ")[0] or new.rstrip(":")

    assert told(old, new) == [(line, "unknown-key", f"`{key}` is not a key here", fix)]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [("milestones:", "milestone:", 12), ("committees:", "Committees:", 3), ("services:", "servces:", 6)],
)
def test_what_follows_from_a_misspelt_section_is_left_out(old: str, new: str, line: int) -> None:
    message = f"`{new[:-1]}` is not a key here. Errors that follow from it are left out"

    assert told(old, new) == [(line, "unknown-key", message, f"write `{old[:-1]}`")]


def test_what_does_not_follow_from_a_misspelt_section_is_told() -> None:
    found = told(
        PLAN[PLAN.index("milestones:") :],
        PLAN[PLAN.index("milestones:") :].replace("milestones", "steps").replace("35d", "soon"),
    )

    assert [(line, rule) for line, rule, _, _ in found] == [(12, "unknown-key"), (16, "wrong-value")]


@pytest.mark.parametrize(
    ("new", "message", "fix"),
    [
        ("  opening: {after tender, by: 2027-06}", "there is no colon after `after`", "write `after: tender`"),
        (
            "  opening: {after: tender, value: £3,000}",
            "the amount in `value` has a comma in it",
            'put it in quotes: `value: "£3,000"`',
        ),
    ],
)
def test_a_part_in_braces_that_is_taken_for_a_key_is_told_by_its_cause(new: str, message: str, fix: str) -> None:
    assert told("  opening:\n    after: tender", new) == [(18, "unknown-key", message, fix)]


def test_a_tag_is_told_once() -> None:
    assert [(line, rule) for line, rule, _, _ in told("takes: 35d", "note: !important")] == [(16, "plain-data")]


def test_an_error_is_shown_with_its_line_and_a_caret() -> None:
    result = analyse(PLAN.replace("    after: approval", "   after: approval").encode(), today=TODAY)

    assert [finding.excerpt for finding in result.findings] == [
        (
            "16 |     takes: 35d",
            "17 |    after: approval",
            "   |    ^",
        )
    ]


def test_of_a_long_line_the_part_around_the_slip_is_shown() -> None:
    note = "x" * 200
    result = analyse(PLAN.replace("takes: 35d", f"{{note: {note}, takes: soon}}").encode(), today=TODAY)

    for finding in result.findings:
        for line in finding.excerpt:
            assert len(line) <= 80
