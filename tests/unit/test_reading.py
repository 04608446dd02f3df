"""What a plan's text means: values by hand, the reader's strictness, and scenarios laid over a plan."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from commission_plan.analysis import Analysis, analyse
from commission_plan.days.numbers import Day
from commission_plan.model import load
from commission_plan.model.values import (
    UNKNOWN,
    DateRange,
    Duration,
    Link,
    Money,
    Unreadable,
    WrittenDate,
    parse_chance,
    parse_date,
    parse_days,
    parse_duration,
    parse_every,
    parse_link,
    parse_meeting,
    parse_money,
    parse_range,
    parse_takes,
)
from commission_plan.source import NULL, Document, read

TODAY = date(2027, 3, 1)


def day(text: str) -> Day:
    return date.fromisoformat(text).toordinal()


def dates(first: str, last: str) -> WrittenDate:
    return WrittenDate(day(first), day(last))


def document(text: str) -> Document:
    found, findings = read(text.encode())
    assert found is not None
    assert findings == []
    return found


def said(text: str | bytes, scenario: str | None = None) -> list[tuple[int, str, str]]:
    """Line, rule and message of everything that is wrong."""
    result: Analysis = analyse(text if isinstance(text, bytes) else text.encode(), today=TODAY, scenario=scenario)
    return [(result.where(finding).line, finding.rule, finding.message) for finding in result.findings]


# Values.


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("2027-03-31", dates("2027-03-31", "2027-03-31")),
        ("31 March 2027", dates("2027-03-31", "2027-03-31")),
        ("1 march 2027", dates("2027-03-01", "2027-03-01")),
        ("01 March 2027", dates("2027-03-01", "2027-03-01")),
        ("2027-02", dates("2027-02-01", "2027-02-28")),
        ("2028-02", dates("2028-02-01", "2028-02-29")),
        ("February 2028", dates("2028-02-01", "2028-02-29")),
        ("2028-02-29", dates("2028-02-29", "2028-02-29")),
        ("1990-01-01", dates("1990-01-01", "1990-01-01")),
        ("2199-12-31", dates("2199-12-31", "2199-12-31")),
        # As people write them.
        ("Wednesday 30 June 2027", dates("2027-06-30", "2027-06-30")),
        ("Wed, 30 June 2027", dates("2027-06-30", "2027-06-30")),
        ("Wed. 30th Jun. 2027", dates("2027-06-30", "2027-06-30")),
        ("Wed 2027-06-30", dates("2027-06-30", "2027-06-30")),
        ("30 Sept 2026", dates("2026-09-30", "2026-09-30")),
        ("30 Sept. 2026.", dates("2026-09-30", "2026-09-30")),
        ("30th of September 2026", dates("2026-09-30", "2026-09-30")),
        ("31 Mar 2027", dates("2027-03-31", "2027-03-31")),
        ("31st March 2027", dates("2027-03-31", "2027-03-31")),
        ("Sept 2026", dates("2026-09-01", "2026-09-30")),
    ],
)
def test_a_date_is_read(text: str, meaning: WrittenDate) -> None:
    assert parse_date(text) == meaning


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("2027-02-30", "write 2027-02-28, or the day you mean"),
        ("2027-04-31", "write 2027-04-30, or the day you mean"),
        ("29 February 2023", "write 2023-02-28, or the day you mean"),
        ("2027-00-10", "write the year, the month and the day: 2027-01-10"),
        ("2027-13-01", "write the year, the month and the day: 2027-01-13"),
        ("2027-30-06", "write the year, the month and the day: 2027-06-30"),
        ("2027-13", "write the year, the month and the day: 2027-01"),
        ("0 March 2027", "write 2027-03-01, or the day you mean"),
        ("31/03/2027", "write 2027-03-31"),
        ("31.03.2027", "write 2027-03-31"),
        ("1/4/2027", "write 2027-04-01"),
        ("03/31/2027", "write 2027-03-31"),  # no 31st month: the month is first
        ("31/03/27", "write 2027-03-31"),
        ("31/3/26", "write 2026-03-31"),
        ("03/31/27", "write 2027-03-31"),
        ("30-Jun-27", "write 2027-06-30"),
        ("30 Jun 27", "write 2027-06-30"),
        ("30-Jun-2027", "write 2027-06-30"),
        ("Jun-27", "write 2027-06"),
        ("06/2027", "write 2027-06"),
        ("March 31, 2027", "write 2027-03-31"),
        ("Tuesday 30 June 2027", "write 2027-06-30, or the day you mean"),  # a Wednesday
        ("Autumn 2026", "write the last month it can be: 2026-11"),
        ("spring 2027", "write the last month it can be: 2027-05"),
        ("Winter 2026", "write the last month it can be: 2027-02"),  # December 2026 to February 2027
        ("Q3 2026", "write the last month it can be: 2026-09"),
        ("Q4 2026/27", "write the last month it can be: 2027-03"),  # of a financial year
        ("week 27 2027", "write the last month it can be: 2027-07"),
        ("end of May 2027", "write the last month it can be: 2027-05"),
        ("20270331", "write 2027-03-31"),
        ("2027-3-31", "write 2027-03-31"),
        ("2027-03-31T00:00:00", "write 2027-03-31"),
        ("2027-W13-3", "write the last month it can be: 2027-04"),
        ("２０２７-03-31", "write a date"),
        ("12:30", "write a date"),
        ("2027", "write 2027-03 or 2027-03-31"),
        ("Easter 2027", "write a date"),
        ("", "write a date"),
        ("1989-12-31", "check the year"),
        ("2200-01-01", "check the year"),
        ("0000-01", "check the year"),
        ("1 January 9999", "check the year"),
    ],
)
def test_no_date_is_refused_with_what_to_write_instead(text: str, fix: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse_date(text)

    assert refused.value.fix.startswith(fix)


def test_a_year_alone_is_read_only_where_it_opens_or_closes_a_period() -> None:
    assert parse_date("2011", year_alone=True) == dates("2011-01-01", "2011-12-31")
    for text in ("1989", "2200", "11", "02011"):
        with pytest.raises(Unreadable):
            parse_date(text, year_alone=True)


def test_a_slashed_date_that_does_not_exist_is_not_offered() -> None:
    with pytest.raises(Unreadable) as refused:
        parse_date("31/02/2027")

    assert "2027-02-31" not in refused.value.fix


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020-12-24..2020-12-31", "2020-12-24", "2020-12-31"),
        ("2020-12-24 .. 2020-12-31", "2020-12-24", "2020-12-31"),
        ("24 December 2020..31 December 2020", "2020-12-24", "2020-12-31"),
        ("2020-07..2020-08", "2020-07-01", "2020-08-31"),
        ("2020-08", "2020-08-01", "2020-08-31"),
        ("2020-12-24..2020-12-24", "2020-12-24", "2020-12-24"),
    ],
)
def test_days_are_read_from_the_first_to_the_last(text: str, first: str, last: str) -> None:
    assert parse_days(text) == (day(first), day(last))


@pytest.mark.parametrize(
    "text", ["2020-12-31..2020-12-24", "2020-12-24..", "..2020-12-24", "2020..2021", "a..b", "...."]
)
def test_days_in_no_order_are_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        parse_days(text)


def test_a_meeting_is_a_date_or_every_day_of_a_range() -> None:
    assert parse_meeting("2020-06-15") == dates("2020-06-15", "2020-06-15")
    assert parse_meeting("2020-06") == dates("2020-06-01", "2020-06-30")
    assert parse_meeting("2020-06-15..2020-06-16") == DateRange(day("2020-06-15"), day("2020-06-16"))


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("20wd", Duration(20, "wd")),
        ("20 wd", Duration(20, "wd")),
        ("20 working days", Duration(20, "wd")),
        ("1 working day", Duration(1, "wd")),
        ("35d", Duration(35, "d")),
        ("35 days", Duration(35, "d")),
        ("1 day", Duration(1, "d")),
        ("4w", Duration(4, "w")),
        ("4 weeks", Duration(4, "w")),
        ("3mo", Duration(3, "mo")),
        ("3 months", Duration(3, "mo")),
        ("1y", Duration(1, "y")),
        ("1 year", Duration(1, "y")),
        ("2 years", Duration(2, "y")),
        ("0d", Duration(0, "d")),
        ("9999d", Duration(9999, "d")),
    ],
)
def test_a_length_of_time_is_read(text: str, meaning: Duration) -> None:
    assert parse_duration(text) == meaning
    assert parse_takes(text) == meaning


@pytest.mark.parametrize(
    "text",
    [
        "1_000wd",
        "²wd",
        "٢٠wd",
        "-5wd",
        "+5wd",
        "5",
        "wd",
        "",
        "05wd",
        "10000d",
        "2.5w",
        "2,5w",
        "1e3d",
        "0x10d",
        "5 WD",
        "5wd ",
        "5  wd",
        "5\twd",
        "5m",
        "5min",
        "5h",
        "5 working  days",
        "5working days and 2d",
        "12:30",
        "P4W",
        "a week",
        "unknown",
    ],
)
def test_no_length_of_time_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match=r"not a length of time|has no unit|begins with a nought") as refused:
        parse_duration(text)

    assert refused.value.fix.startswith("write ")
    assert refused.value.meant is None


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("010d", "write 10d"),
        ("4 wks", "write 4w"),
        ("5 WD", "write 5wd"),
        ("4-week", "write 4w"),
        ("four weeks", "write 4w"),
        ("20", "write 20wd (working days), 20d (days), 20w or 20mo"),
        ("about a month", "write 20wd (working days), 35d (days), 4w, 3mo or 1y. If nobody knows, write unknown"),
        # Half way between the two, and rounded up.
        ("8-10 weeks", "write `takes: 9w` and `range: [8w, 10w]`"),
        ("8 to 11 weeks", "write `takes: 10w` and `range: [8w, 11w]`"),
        ("20wd-30wd", "write `takes: 25wd` and `range: [20wd, 30wd]`"),
        ("between 2 and 4 months", "write `takes: 3mo` and `range: [2mo, 4mo]`"),
        # Units that do not add up: the longest.
        ("6 weeks to 2 months", "write `takes: 2mo` and `range: [6w, 2mo]`"),
    ],
)
def test_a_length_of_time_as_people_write_it_is_told_as_a_plan_has_it(text: str, fix: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse_takes(text)

    assert refused.value.fix == fix


def test_unknown_is_a_duration_of_work_alone() -> None:
    assert parse_takes("unknown") is UNKNOWN
    for text in ("Unknown", "unknown ", "not known", "tbc"):
        with pytest.raises(Unreadable) as refused:
            parse_takes(text)

        assert refused.value.fix.endswith("If nobody knows, write unknown")


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("tender", Link("tender")),
        ("second-tender-2", Link("second-tender-2")),
        ("2nd-tender", Link("2nd-tender")),
        ("start of tender", Link("tender", True)),
        ("tender + 5wd", Link("tender", False, Duration(5, "wd"))),
        ("tender+5wd", Link("tender", False, Duration(5, "wd"))),
        ("tender + 5 working days", Link("tender", False, Duration(5, "wd"))),
        ("tender - 5wd", Link("tender", False, Duration(5, "wd"), True)),
        ("tender -5wd", Link("tender", False, Duration(5, "wd"), True)),
        ("start of tender + 10d", Link("tender", True, Duration(10, "d"))),
        ("start of tender - 1w", Link("tender", True, Duration(1, "w"), True)),
        # A hyphen with no space before it belongs to the id.
        ("tender-5wd", Link("tender-5wd")),
        ("start", Link("start")),
        ("5wd", Link("5wd")),
    ],
)
def test_a_link_is_read(text: str, meaning: Link) -> None:
    assert parse_link(text) == meaning


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Tender",
        "the tender",
        "tender notice",
        "tender_notice",
        "-tender",
        "tender-",
        "tender--notice",
        "end of tender",
        "finish of tender",
        "start of",
        "Start of tender",
        "tender +",
        "tender + soon",
        "tender + -5wd",
        "tender + 5wd + 2d",
        "tender + unknown",
        "tender, award",
        "ténder",
    ],
)
def test_no_link_is_refused(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse_link(text)

    assert "start of tender + 10d" in refused.value.fix


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("£663,540", Money(66_354_000)),
        ("£663540", Money(66_354_000)),
        ("£ 663,540", Money(66_354_000)),
        ("£3,266.61", Money(326_661)),
        ("£0", Money(0)),
        ("£0.05", Money(5)),
        ("£663,540 inc VAT", Money(66_354_000, "inc VAT")),
        ("£1,000,000.00 ex VAT", Money(100_000_000, "ex VAT")),
    ],
)
def test_money_is_read(text: str, meaning: Money) -> None:
    assert parse_money(text) == meaning


@pytest.mark.parametrize(
    "text",
    [
        "663,540",
        "663540",
        "£663,54",
        "£6,63,540",
        "£3.5",
        "£3.555",
        "£-5",
        "-£5",
        "£1_000",
        "£1m",
        "$5",
        "£5 VAT",
        "£",
        "",
    ],
)
def test_no_money_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match=r"not an amount of money|has no pound sign"):
        parse_money(text)


@pytest.mark.parametrize(
    ("text", "chance"), [("0%", 0.0), ("10%", 0.1), ("2.5%", 0.025), ("100%", 1.0), ("100.0%", 1.0)]
)
def test_a_chance_is_read(text: str, chance: float) -> None:
    assert parse_chance(text) == chance


@pytest.mark.parametrize("text", ["10", "0.1", "101%", "100.1%", "-1%", "10 %", "1_0%", "%", "ten%", "1,5%", "¹0%"])
def test_no_chance_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="is not a percentage"):
        parse_chance(text)


@pytest.mark.parametrize(
    "text",
    [
        "monday",
        "third monday",
        "last friday of march",
        "first and third tuesday",
        "second wednesday of june and october",
    ],
)
def test_a_rule_for_meetings_is_read(text: str) -> None:
    assert parse_every(text) == text


@pytest.mark.parametrize("text", ["", "third", "3rd monday", "sixth monday", "every monday", "third mondays", "may"])
def test_no_rule_for_meetings_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="is not a rule that we can read"):
        parse_every(text)


def test_a_run_of_milestones_is_two_ids() -> None:
    assert parse_range("tender..evaluation") == ("tender", "evaluation")
    assert parse_range("tender .. evaluation") == ("tender", "evaluation")
    for text in ("tender", "tender..", "..tender", "tender...evaluation", "Tender..evaluation", "a..b..c"):
        with pytest.raises(Unreadable):
            parse_range(text)


# The file.


def test_a_duplicate_key_names_both_lines_and_keeps_the_first() -> None:
    found, findings = read(b"plan: Respite\nnote: one\n\nnote: two\nnote: three\n")

    assert found is not None
    assert found.data == {"plan": "Respite", "note": "one"}
    assert [finding.message for finding in findings] == [
        "'note' is on line 2 and again on line 4",
        "'note' is on line 2 and again on line 5",
    ]
    assert [finding.span.line for finding in findings if finding.span] == [4, 5]


def test_keys_that_differ_only_in_their_quotes_are_the_same() -> None:
    _, findings = read(b"plan: Respite\n'note': one\n\"note\": two\n")

    assert [finding.rule for finding in findings] == ["duplicate-key"]


def test_the_same_key_in_two_mappings_is_no_duplicate() -> None:
    assert document("plan: Respite\nmilestones:\n  a: {note: x}\n  b: {note: x}\n")


PLAN = "plan: Respite\nas_of: 2027-03-01\nmilestones:\n  survey:\n    takes: eight weeks\n"


@pytest.mark.parametrize(
    "content",
    [
        PLAN.encode(),
        b"\xef\xbb\xbf" + PLAN.encode(),
        PLAN.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + PLAN.replace("\n", "\r\n").encode(),
        PLAN.replace("\n", "\r").encode(),
        PLAN.rstrip().encode(),
    ],
    ids=["plain", "bom", "crlf", "bom-crlf", "cr", "no-last-newline"],
)
def test_line_ends_and_a_byte_order_mark_change_no_line_number(content: bytes) -> None:
    assert [(line, rule) for line, rule, _ in said(content)] == [(5, "wrong-value")]


def test_a_column_counts_characters_not_bytes() -> None:
    result = analyse("plan: Respite\nmilestones: {café: {takes: 1d}}\n".encode(), today=TODAY)
    [finding] = result.findings

    assert result.where(finding) == (2, 14)


def test_nothing_is_given_a_meaning_that_it_was_not_written_with() -> None:
    read_as = document(
        "plan: no\na: 1:30\nb: 2020-06\nc: 010\nd: 1_000\ne: ~\nf: yes\ng: 0x1F\nh: null\ni: .inf\nj:\n"
    ).data

    assert read_as == {
        "plan": "no",
        "a": "1:30",
        "b": "2020-06",
        "c": "010",
        "d": "1_000",
        "e": "~",
        "f": "yes",
        "g": "0x1F",
        "h": "null",
        "i": ".inf",
        "j": "",
    }


@pytest.mark.parametrize(
    ("content", "line", "rule", "message"),
    [
        (b"", 1, "not-a-plan", "this is an empty file, not a plan"),
        (b"# only a comment\n", 1, "not-a-plan", "this is an empty file, not a plan"),
        (b"- a\n- b\n", 1, "not-a-plan", "this is a list, not a plan"),
        (b"Respite care\n", 1, "not-a-plan", "this is a single text, not a plan"),
        (b"PK\x03\x04", 1, "not-a-plan", "this is a zip file, not a plan"),
        (b"PK\x03\x04 word/document.xml", 1, "not-a-plan", "this is a Word document, not a plan"),
        (b"PK\x03\x04 xl/workbook.xml", 1, "not-a-plan", "this is a spreadsheet, not a plan"),
        (b"%PDF-1.7", 1, "not-a-plan", "this is a PDF, not a plan"),
        (b"plan: a\n<<<<<<< HEAD\n", 2, "not-a-plan", "git has left a conflict in this file: line 2"),
        ("plan: Respite\n".encode("utf-16"), 1, "encoding", "the file is not saved as UTF-8"),
        (b"plan: a\nnote: \xa320\n", 2, "encoding", "the file is not saved as UTF-8"),
        (b"plan: a\nnote: \x00\n", 2, "encoding", "the file has a hidden character (U+0000) here"),
        ("plan: a\nnote: x\u202ey\n".encode(), 2, "encoding", "the file has a hidden character (U+202E) here"),
        (b'plan: a\nnote: "\\x1b[2J"\n', 2, "encoding", "the text has a hidden character (U+001B)"),
        (b"plan: !!str a\n", 1, "plain-data", "!!str is not used in plans"),
        (b"plan: &a a\n", 1, "plain-data", "&a is not used in plans"),
        (b"plan: a\nnote: *a\n", 2, "plain-data", "*a is not used in plans"),
        (b"plan: a\n<<: {note: b}\n", 2, "plain-data", "<< is not used in plans"),
        (b"%YAML 1.1\n---\nplan: a\n", 1, "plain-data", "a line that begins with % is not used in plans"),
        (b"plan: a\n---\nplan: b\n", 2, "plain-data", "a second document is not used in plans"),
        (b"plan: a\n? [x]\n: y\n", 2, "plain-data", "a list or a mapping as a key is not used in plans"),
        (b"plan: a: b\n", 1, "syntax", "the text after `plan:` has a colon in it"),
        (b"plan: 'a\n", 1, "syntax", "the quote on line 1 is never closed"),
        (b"plan: a\nnote: " + b"[" * 21, 2, "too-large", "the file has values inside values, more than 20 deep"),
    ],
)
def test_what_is_no_plain_plan_is_told_with_its_line(content: bytes, line: int, rule: str, message: str) -> None:
    found = said(content)

    assert [(number, name) for number, name, _ in found][:1] == [(line, rule)]
    assert found[0][2].startswith(message)


def test_of_a_broken_record_only_what_is_broken_is_told() -> None:
    """Without its unreadable duration the survey would seem to be an event that was started."""
    found = said(
        """plan: Respite
as_of: 2027-03-01
services:
  respite: {contracts: {current: {start: 2022-04-01}}, go_live: new-service}
milestones:
  survey:
    takes: eight weeks
    started: 2027-02-01
    range: [4w, 8w]
  new-service: {after: survey}
"""
    )

    assert [(line, rule) for line, rule, _ in found] == [(4, "missing-key"), (7, "wrong-value")]


# Scenarios: JSON Merge Patch, RFC 7396.


def patched(plan: dict[str, Any], **scenarios: Any) -> Any:
    """The plan's data under the scenario ``one``."""
    laid, findings = load.overlay(document(as_yaml({**plan, "scenarios": scenarios})), "one")
    assert laid is not None
    assert findings == []
    return {key: value for key, value in laid.data.items() if key != "scenarios"}


def as_yaml(data: Any) -> str:
    """Flow YAML: every text in double quotes, and None as an unquoted null."""
    if data is None:
        return "null"
    if isinstance(data, dict):
        return "{" + ", ".join(f"{as_yaml(key)}: {as_yaml(value)}" for key, value in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(map(as_yaml, data)) + "]"
    return json.dumps(data, ensure_ascii=False)


#: The test cases of RFC 7396, appendix A, as far as a plan can hold them: original, patch, result.
RFC_7396 = [
    ({"a": "b"}, {"a": "c"}, {"a": "c"}),
    ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
    ({"a": "b"}, {"a": None}, {}),
    ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
    ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
    ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
    ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
    ({"a": [{"b": "c"}]}, {"a": ["1"]}, {"a": ["1"]}),
    ({"e": "x"}, {"a": "1"}, {"e": "x", "a": "1"}),
    ({"a": "b"}, {"a": {"b": "c"}}, {"a": {"b": "c"}}),
    ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
    ({"a": {"b": "c", "d": "e"}}, {"a": {}}, {"a": {"b": "c", "d": "e"}}),
]


@pytest.mark.parametrize(("original", "patch", "result"), RFC_7396)
def test_a_scenario_is_a_merge_patch(original: Any, patch: Any, result: Any) -> None:
    assert patched(original, one=patch) == result


def test_a_quoted_null_is_a_text() -> None:
    laid, _ = load.overlay(document("note: a\nsource: b\nscenarios: {one: {note: 'null', source: null}}\n"), "one")

    assert laid is not None
    assert laid.data["note"] == "null"
    assert laid.data["note"] is not NULL
    assert "source" not in laid.data


def test_a_null_in_the_plan_itself_deletes_nothing() -> None:
    assert said("plan: Respite\nas_of: 2027-03-01\nmilestones: {survey: {takes: null}}\n")[0][2].startswith(
        "'null' is not a length of time"
    )


def test_scenarios_build_on_each_other_the_nearest_last() -> None:
    one = {"like": "two", "a": "1"}
    two = {"like": "three", "a": "2", "b": "2"}
    three = {"a": "3", "b": "3", "c": "3", "d": None}

    assert patched({"d": "0"}, one=one, two=two, three=three) == {"a": "1", "b": "2", "c": "3"}


def test_what_one_scenario_deletes_a_nearer_one_may_bring_back() -> None:
    assert patched({"a": {"x": "0"}}, one={"like": "two", "a": {"y": "1"}}, two={"a": None}) == {"a": {"y": "1"}}


SCENARIOS = """plan: Respite
as_of: 2027-03-01
milestones:
  survey: {takes: 4w}
  report:
    takes: 2w
    after: survey
scenarios:
"""


@pytest.mark.parametrize(
    ("scenarios", "line", "message"),
    [
        (
            "  one: {like: two}\n  two: {like: one}\n",
            9,
            "scenario 'one' is like 'two', and 'two' is like 'one'",
        ),
        ("  one: {like: one}\n", 9, "scenario 'one' is like itself"),
        ("  one: {like: [two]}\n", 9, "`like` needs the name of one scenario"),
        ("  one:\n    like: too\n", 10, "there is no scenario 'too' in this plan"),
        ("  one:\n    milestones: {survey: {takes: soon}}\n", 10, "'soon' is not a length of time"),
        ("  one:\n    milestones:\n      survey:\n        takes: soon\n", 12, "'soon' is not a length of time"),
        ("  one:\n    milestones:\n      survey: {tkes: 5w}\n", 11, "`tkes` is not a key here"),
        ("  one:\n    milestones:\n      report: {after: survy}\n", 11, "there is no step 'survy' in this plan"),
        ("  one:\n    plan: null\n", 1, "the plan has no title"),
    ],
)
def test_what_is_wrong_in_a_scenario_is_told_where_it_stands(scenarios: str, line: int, message: str) -> None:
    asked_for = said(SCENARIOS + scenarios, "one")
    unasked = said(SCENARIOS + scenarios)

    assert (asked_for[0][0], asked_for[0][2]) == (line, message) or asked_for[0][2].startswith(message)
    assert [number for number, _, _ in asked_for] == [line]
    assert unasked[0][0] == line
    assert unasked[0][2].startswith(f"in scenario 'one', {message}")


def test_a_circle_of_scenarios_is_told_once() -> None:
    found = said(SCENARIOS + "  one: {like: two}\n  two: {like: three}\n  three: {like: two}\n")

    assert [(line, rule) for line, rule, _ in found] == [(10, "wrong-value")]


def test_what_is_wrong_without_the_scenario_too_is_told_once() -> None:
    found = said(SCENARIOS.replace("4w", "soon") + "  one: {milestones: {report: {takes: 3w}}}\n")

    assert [(line, rule) for line, rule, _ in found] == [(4, "wrong-value")]


def test_a_place_that_the_scenario_leaves_alone_stays_where_it_was() -> None:
    plan = document(SCENARIOS + "  one: {milestones: {report: {takes: 3w, note: slow}}}\n")
    laid, _ = load.overlay(plan, "one")

    assert laid is not None
    assert laid.locate(("milestones", "survey", "takes")).line == 4
    assert laid.locate(("milestones", "report")).line == 5
    assert laid.locate(("milestones", "report", "after")).line == 7
    assert laid.locate(("milestones", "report", "takes")).line == 9


def test_a_word_like_none_that_is_known_gets_two_that_are() -> None:
    (finding,) = analyse(b"plan: P\nregime: zzzzqq\n", today=date(2026, 1, 5)).findings

    assert finding.fix is not None and "such as pa-2023 or pcr-2015" in finding.fix
