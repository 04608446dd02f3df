"""The pen: only what must change changes, a plan is laid out as the manual says, and a mended finding is gone."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from commission_plan.analysis import Analysis, analyse
from commission_plan.model.plan import Plan
from commission_plan.pen import record
from commission_plan.pen.edits import Cannot, Edit, edited
from commission_plan.pen.mend import mended
from commission_plan.pen.tidy import tidied

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 1, 5)
PLANS = sorted([*ROOT.glob("plans/*.yaml"), *ROOT.glob("examples/*.yaml")])


def changed(text: str, *edits: Edit) -> str:
    return edited(text.encode(), edits).decode()


# Edits.


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ("plan: P  # a title\n", Edit(("plan",), "Q"), "plan: Q  # a title\n"),
        ("plan: P\n", Edit(("as_of",), "2026-01-05"), "plan: P\nas_of: 2026-01-05\n"),
        ("plan: P", Edit(("as_of",), "2026-01-05"), "plan: P\nas_of: 2026-01-05"),
        ("plan: P\r\n", Edit(("as_of",), "2026-01-05"), "plan: P\r\nas_of: 2026-01-05\r\n"),
        ("plan: P\nas_of:\n", Edit(("as_of",), "2026"), "plan: P\nas_of: 2026\n"),
        ("plan: 'P'\n", Edit(("plan",), "A: b"), 'plan: "A: b"\n'),
        ("plan: £5 x\nas_of: 2026  # £\n", Edit(("as_of",), "2027"), "plan: £5 x\nas_of: 2027  # £\n"),
        ("{plan: P}\n", Edit(("as_of",), "2026"), "{plan: P, as_of: 2026}\n"),
        (
            "plan: P\nmilestones:\n  a: {}\n",
            Edit(("milestones", "a", "done"), "2026-01-05"),
            "plan: P\nmilestones:\n  a: {done: 2026-01-05}\n",
        ),
        (
            "plan: P\nmilestones:\n  a: {takes: 5d, after: b}  # x\n\n  b:\n    takes: 5d\n",
            Edit(("milestones", "a", "started"), "2026", ("takes",)),
            "plan: P\nmilestones:\n  a: {takes: 5d, started: 2026, after: b}  # x\n\n  b:\n    takes: 5d\n",
        ),
        (
            "plan: P\nmilestones:\n  b:\n    note: |\n      more\n\n      lines\n\n  # next\n  c: {}\n",
            Edit(("milestones", "b", "done"), "2026"),
            "plan: P\nmilestones:\n  b:\n    done: 2026\n    note: |\n      more\n\n      lines\n\n  # next\n  c: {}\n",
        ),
        (
            "plan: P\nmilestones:\n  b:\n    takes: 5d  # days\n    # about after\n    after: c\n",
            Edit(("milestones", "b", "done"), "2026", ("takes",)),
            "plan: P\nmilestones:\n  b:\n    takes: 5d  # days\n    done: 2026\n    # about after\n    after: c\n",
        ),
        (
            "plan: P\nmilestones:\n  b:\n    takes: 5d  # keep me\n    after: c\n  c: {}\n",
            Edit(("milestones", "b", "takes"), None),
            "plan: P\nmilestones:\n  b:\n    # keep me\n    after: c\n  c: {}\n",
        ),
        (
            "plan: P\nignore: {gap: {a: x, b: y, c: z}}\n",
            Edit(("ignore", "gap", "b"), None),
            "plan: P\nignore: {gap: {a: x, c: z}}\n",
        ),
        (
            "plan: P\nignore:\n  gap:\n    a: x\n",
            Edit(("ignore", "gap", "a"), None),
            "plan: P\n",
        ),
        (
            "plan: P\nmilestones:\n  a: {after: [b, tneder + 5d]}\n",
            Edit(("milestones", "a", "after", 1), "tender + 5d"),
            "plan: P\nmilestones:\n  a: {after: [b, tender + 5d]}\n",
        ),
        (
            "plan: P\nmilestones:\n  a: {tkaes: 5d}\n",
            Edit(("milestones", "a", "tkaes"), "takes", rename=True),
            "plan: P\nmilestones:\n  a: {takes: 5d}\n",
        ),
    ],
)
def test_only_what_must_change_changes(before: str, change: Edit, after: str) -> None:
    assert after == changed(before, change)


def test_a_byte_order_mark_stays() -> None:
    assert edited(b"\xef\xbb\xbfplan: P\n", [Edit(("plan",), "Q")]) == b"\xef\xbb\xbfplan: Q\n"


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("plan: P\nnote: |\n  a\n  b\n", Edit(("note",), "c")),
        ("plan: P\nmilestones: {a: {}}\n", Edit(("milestones", "a"), "c")),
        ("plan: P\nmilestones: {a: {}}\n", Edit(("milestones", "b", "done"), "c")),
        ("plan: P\n", Edit(("plan",), None)),
        ("plan: P\nnote: x\n", Edit(("note",), "plan", rename=True)),
    ],
)
def test_what_cannot_be_changed_by_itself_is_refused(text: str, change: Edit) -> None:
    with pytest.raises(Cannot):
        changed(text, change)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.name)
def test_recording_any_milestone_of_a_plan_changes_one_line_each(path: Path) -> None:
    content = path.read_bytes()
    plan = loaded(content)
    for id, milestone in plan.milestones.items():
        recorded = {"done": "2020-01-31"} if milestone.done is None else {"outcome": "failed"}
        facts = record.RecordFacts(**recorded)
        new = edited(content, record.milestone(plan, id, facts))

        before, after = content.decode().split("\n"), new.decode().split("\n")
        assert len(lines_gone(before, after)) <= 2 and len(lines_gone(after, before)) <= 1
        assert comments(content) == comments(new)


def lines_gone(before: list[str], after: list[str]) -> list[str]:
    left = list(after)
    gone = []
    for line in before:
        if line in left:
            left.remove(line)
        else:
            gone.append(line)
    return gone


def comments(content: bytes) -> list[str]:
    return sorted(re.findall(r"(?m)(?:^|\s)#.*$", content.decode()))


def loaded(content: bytes) -> Plan:
    """The plan; what its scenarios write is kept as text, in which a date may have another form."""
    plan = analyse(content, today=TODAY).plan
    assert plan is not None
    return plan.model_copy(update={"scenarios": {}})


@pytest.mark.parametrize(
    ("name", "found"),
    [("current/rolling", True), ("cse-support/current/rolling", True), ("current/roling", False), ("rolling", False)],
)
def test_an_extension_is_named_by_its_contract(name: str, found: bool) -> None:
    plan = loaded((ROOT / "plans/cse.yaml").read_bytes())
    if found:
        assert record.exercise(plan, name).value == "exercised"
    else:
        with pytest.raises(Cannot):
            record.exercise(plan, name)


# One layout.


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.name)
def test_the_plans_here_are_laid_out(path: Path) -> None:
    assert tidied(path.read_bytes()) == path.read_bytes()


def blankless(content: bytes) -> list[str]:
    return [line for line in content.decode().splitlines() if line]


MESSY = """\


# top
plan:   "Messy"   # the title
as_of:  15 June 2020


note: |-   # block
     Line one
       Line two

     Line three
closures:
     a: {from:  2020-12-24 ,to: 24 December 2021}
services:
   s:
      contracts:
        # about c
         c: {end: 2020-12,
            # inside
            start: 2019}    # trailing
      go_live: live   # one
milestones:
      a:            # first
          takes: 5d # x
          # deeper
      # which
      b: {takes: 5d,
           after: a}
      live:
          kind: go-live
          after:
          - a
          - b   # items
"""
TIDY = """\
# top
plan: "Messy"  # the title
as_of: 2020-06-15

note: |-  # block
  Line one
    Line two

  Line three
closures:
  a: {from: 2020-12-24, to: 2021-12-24}
services:
  s:
    contracts:
      # about c
      c: {end: 2020-12,
        # inside
        start: 2019}  # trailing
    go_live: live     # one
milestones:
  a:           # first
    takes: 5d  # x
    # deeper
  # which
  b: {takes: 5d, after: a}
  live:
    kind: go-live
    after:
      - a
      - b  # items
"""


def test_a_messy_plan_is_laid_out_as_the_manual_says() -> None:
    assert tidied(MESSY.encode()).decode() == TIDY


def test_a_long_list_in_brackets_is_wrapped() -> None:
    days = ", ".join(f"2026-{month:02}-0{day}" for month in range(1, 13) for day in (1, 2))

    laid = tidied(f"plan: P\ncommittees:\n  c:\n    meets: [{days}]\n".encode()).decode()

    assert max(map(len, laid.splitlines())) <= 100
    assert len(laid.splitlines()) == 7
    assert tidied(laid.encode()).decode() == laid


# Findings mended.


def judged(content: bytes) -> Analysis:
    return analyse(content, today=TODAY)


BROKEN = {
    "a key": ("plan: P\nmilestones: {a: {tkaes: 5d}}\n", "takes: 5d"),
    "a top-level key": ("plan: P\nmilestnes: {a: {takes: 5d}}\n", "milestones:"),
    "a key and what is below it": ("plan: P\nprocedur: opn\n", "procedure: open"),
    "a milestone": ("plan: P\nmilestones: {tender: {}, award: {after: tneder + 5wd}}\n", "after: tender + 5wd"),
    "a committee": (
        "plan: P\ncommittees: {cabinet: {}}\nmilestones: {a: {at: cabinett, done: 2025-03}}\n",
        "cabinet,",
    ),
    "a kind": ("plan: P\nmilestones: {a: {kind: tendr}}\n", "kind: tender"),
    "slashes": ("plan: P\nas_of: 31/03/2026\n", "as_of: 2026-03-31"),
    "a month in the middle": ("plan: P\nas_of: 3-Feb-2026\n", "as_of: 2026-02-03"),
    "long dashes": ("plan: P\nas_of: 2026–02–03\n", "as_of: 2026-02-03"),
    "a long dash in a link": ("plan: P\nmilestones: {a-b: {}, c: {after: a–b, note: n}}\n", "after: a-b,"),
    "curly quotes": ("plan: P\nmilestones: {a: {takes: “4w”, note: “n”}}\n", "{takes: 4w, note: “n”}"),
    "curly quotes around a key": ("plan: P\nmilestones:\n  a:\n    “takes”: 4w\n", "    takes: 4w"),
    "a council word": ("plan: P\nmilestones: {a: {duration: 4w}}\n", "{takes: 4w}"),
    "a tab": ("plan: P\nmilestones:\n  a:\n\ttakes: 4w\n    note: n\n", "\n    takes: 4w\n    note"),
    "tabs": ("plan: P\nmilestones:\n\ta:\n\t\ttakes: 4w\n\t\tnote: n\n", "    a:\n        takes: 4w\n        note"),
    "a hard space as indent": ("plan: P\nmilestones:\n  a:\n  \xa0 takes: 4w\n    note: n\n", "\n    takes: 4w\n"),
    "a hard space at a key alone": ("plan: P\nmilestones:\n\xa0 a: {takes: 4w}\n", "\n  a: {takes: 4w}\n"),
    "a hard space after a colon": ("plan: P\nmilestones:\n  a:\n    takes:\xa04w\n    note: n\n", "takes: 4w\n"),
    "with other line ends": ("plan: P\r\nmilestones:\r\n\ta: {takes: 4w}\r\n", "milestones:\r\n    a: {takes: 4w}\r\n"),
    "single digits": ("plan: P\nas_of: 2026-3-1\n", "as_of: 2026-03-01"),
    "in a list": ("plan: P\ncommittees: {c: {meets: [2026-03-02, 1/4/2026]}}\n", "2026-04-01]"),
    "in a scenario": ("plan: P\nmilestones: {a: {}}\nscenarios: {x: {milestones: {a: {tkaes: 5d}}}}\n", "{takes: 5d}"),
    "an unused entry": ("plan: P\nignore: {gap: {a: gone}}\nnote: n\n", "plan: P\nnote: n"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_finding_is_mended(name: str) -> None:
    text, wanted = BROKEN[name]

    found = mended(text.encode(), judged)

    assert wanted in found.content.decode()
    assert not [finding for finding in judged(found.content).findings if finding.severity.value != "info"]
    assert found.findings


def test_what_is_in_doubt_is_left_alone() -> None:
    text = b"plan: P\nas_of: 31/31/2026\nmilestones: {a: {colour: red, takes: soon}}\n"

    assert mended(text, judged) == (text, [], [])
