"""One layout for a plan, however it was written."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commission_plan.pen.edits import document
from commission_plan.pen.tidy import tidied
from commission_plan.source import read
from tests.hostile.corpus import cases
from tests.unit.test_pen import PLANS, blankless, comments, loaded

#: Every file that the reader reads without a finding, however odd.
READABLE = [case for case in cases() if not case.big and document(case.data)[0] is not None]


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
