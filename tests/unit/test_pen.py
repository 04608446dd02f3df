"""The pen: only what must change changes, one layout is one layout, and a mended finding is gone."""

from __future__ import annotations

import random
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commission_plan.analysis import Analysis, analyse
from commission_plan.findings import Finding
from commission_plan.model.plan import Plan
from commission_plan.pen import record
from commission_plan.pen.edits import Cannot, Edit, document, edited
from commission_plan.pen.mend import changed as with_change
from commission_plan.pen.mend import mended
from commission_plan.pen.tidy import tidied
from commission_plan.source import read
from tests.hostile.corpus import cases

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 1, 5)
PLANS = sorted([*ROOT.glob("plans/*.yaml"), *ROOT.glob("examples/*.yaml")])
#: Every file that the reader reads without a finding, however odd.
READABLE = [case for case in cases() if not case.big and document(case.data)[0] is not None]


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
        facts = record.Facts(done="2020-01-31") if milestone.done is None else record.Facts(outcome="failed")
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


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in READABLE])
def test_laid_out_twice_is_laid_out_once(case: Any) -> None:
    once = tidied(case.data)

    assert once == tidied(once)


def distorted(content: str, random_: random.Random) -> str:
    """The same plan, carelessly written."""
    lines = []
    deep, opened = False, 0
    wide = random_.choice([2, 3, 4])
    for line in content.splitlines():
        bare = line.lstrip(" ")
        indent = len(line) - len(bare)
        if deep and bare and indent <= opened:
            deep = False
        if re.search(r":\s*[>|][+-]?\s*$", line) and not deep:
            deep, opened = True, indent
        elif not deep:
            if bare and not bare.startswith("#") and ": " in bare and '"' not in bare and random_.random() < 0.2:
                bare = bare.replace(": ", ":   ", 1)
            if random_.random() < 0.2 and bare:
                bare += "   "
            if random_.random() < 0.1 and "#" not in bare and bare and not bare.startswith("-"):
                bare += " # said aside"
            if random_.random() < 0.1 and not bare:
                lines += ["", " "]
            bare = re.sub(r"(?<=: )(\d{4})-01-(\d\d)$", r"\2 January \1", bare)
        lines.append(" " * (indent // 2 * wide) + bare if bare else bare)
    ends = random_.choice(["\n", "\r\n"])
    return ends.join(lines) + random_.choice(["", ends, ends * 3])


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PLANS), st.randoms(use_true_random=False))
def test_however_it_was_written_it_is_laid_out_alike_and_means_the_same(path: Path, random_: random.Random) -> None:
    messy = distorted(path.read_text(encoding="utf-8"), random_)
    if not read(messy.encode())[0] or read(messy.encode())[1]:
        return
    once = tidied(messy.encode())

    assert once == tidied(once)
    assert loaded(once) == loaded(messy.encode())
    assert sorted(c.strip() for c in comments(once)) == sorted(c.strip() for c in comments(messy.encode()))
    if "said aside" not in messy:
        assert blankless(once) == blankless(tidied(path.read_bytes()))


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


def with_mend() -> list[tuple[str, bytes, Finding]]:
    """Each finding of a hostile file that says how it is mended."""
    found = []
    for case in READABLE:
        for finding in judged(case.data).findings[:5]:
            if finding.mend is not None:
                found.append((case.name, case.data, finding))
    return found


MENDED = with_mend()


def test_there_are_mends_of_every_kind() -> None:
    assert {"unknown-key", "wrong-value"} <= {finding.rule for _, _, finding in MENDED}


@pytest.mark.parametrize(("name", "content", "finding"), MENDED, ids=[f"{m[0]}-{n}" for n, m in enumerate(MENDED)])
def test_a_mend_takes_its_finding_away_and_brings_none(name: str, content: bytes, finding: Finding) -> None:
    assert finding.mend is not None
    try:
        after = judged(with_change(content, finding.mend))
    except Cannot:
        return
    before = judged(content)
    known = {(found.rule, found.place) for found in before.findings}
    now = {(found.rule, found.place) for found in after.findings}
    if (finding.rule, finding.place) in now:
        # Then it is not made: --fix tries each of them first.
        assert finding not in mended(content, judged).findings
    elif finding.rule != "unknown-key" and before.verdict != "invalid":
        assert now <= known


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

    assert mended(text, judged) == (text, [])
