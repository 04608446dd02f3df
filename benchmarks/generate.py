"""Write a generated plan of N milestones, of the shape that a real programme has.

    python benchmarks/generate.py 1000 > plan.yaml

Streams of work run side by side; in each, eight milestones follow each other from a needs analysis to a go-live,
two of them at a committee's meeting, and every stream's mobilisation also waits for one of the stream before it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

HEAD = """\
plan: A generated programme
authority: Example Council
as_of: 2026-01-05
committees:
  cabinet:
    title: Cabinet
    every: third monday
    except: [2026-08, 2027-08]
    papers: 10wd
    decision_notice: 2wd
    call_in: 5wd
services:
  support:
    title: Support
    contracts:
      current:
        suppliers: [Example Provider]
        start: 2022-04-01
        end: 2029-03-31
    go_live: go-live-0
milestones:
"""
STREAM = (
    ("needs-analysis", "takes: {a}wd"),
    ("specification", "takes: {b}wd\n    after: needs-analysis-{n}"),
    ("permission", "at: cabinet\n    after: specification-{n}"),
    ("tender", "kind: tender\n    takes: 35d\n    after: permission-{n}"),
    ("evaluation", "takes: {a}wd\n    after: tender-{n} + 2wd"),
    ("award", "at: cabinet\n    after: evaluation-{n}"),
    ("standstill", "kind: standstill\n    takes: 10d\n    after: award-{n}"),
    ("mobilisation", "kind: mobilisation\n    takes: 8w\n    after: [standstill-{n}, start of evaluation-{m} + 1mo]"),
    ("go-live", "kind: go-live\n    after: mobilisation-{n}"),
)


RANGES = {
    "needs-analysis": "[{a}wd, {a2}wd]",
    "specification": "[10wd, 30wd]",
    "tender": "[30d, 50d]",
    "evaluation": "[{a}wd, {a2}wd]",
    "mobilisation": "[8w, 16w]",
}


def lines(milestones: int, *, ranges: bool = False) -> Iterator[str]:
    yield HEAD
    for number in range(milestones):
        stream, step = divmod(number, len(STREAM))
        name, text = STREAM[step]
        if ranges and name in RANGES:
            text += f"\n    range: {RANGES[name]}"
        a = 10 + stream % 30
        filled = text.format(n=stream, m=max(stream - 1, 0), a=a, a2=2 * a, b=15 + stream % 7)
        yield f"  {name}-{stream}:\n    {filled}\n"


def plan(milestones: int, *, ranges: bool = False) -> str:
    """The text of a plan with so many milestones; with ``ranges`` for the work, for the simulation."""
    return "".join(lines(milestones, ranges=ranges))


if __name__ == "__main__":
    sys.stdout.write(plan(int(sys.argv[1])))
