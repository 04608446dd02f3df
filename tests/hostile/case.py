"""A hostile file: its bytes, and what must be said of it."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

# "either": the page leaves open whether the file is a plan; only the promises of safety are asked for.
Expect = Literal["reject", "accept", "either"]

LINE = "§"  # in a marked text: what follows stands on the line that a finding must name
OTHER = "¶"  # and this is the second line that must be named (the first of two duplicate keys)


@dataclass(frozen=True)
class Case:
    name: str
    expect: Expect
    make: Callable[[], bytes]
    group: str = ""
    big: bool = False  # 100 kB and more: made when asked for, run as a process of its own
    solo: bool = False  # small, and yet worth a process of its own
    line: int | None = None
    other: int | None = None
    says: str | None = None  # a lower-case part of the output
    most: int | None = None  # no more findings of severity error than this: one cause is told once

    @property
    def data(self) -> bytes:
        return self.make()


def reject(name: str, text: str, *, says: str | None = None, most: int | None = None, solo: bool = False) -> Case:
    """A small text that is no plan; its marks give the lines to be named."""
    plain, line, other = unmarked(text)
    data = plain.encode()
    return Case(name, "reject", lambda: data, line=line, other=other, says=says, most=most, solo=solo)


def reject_bytes(
    name: str, data: bytes, *, line: int | None = None, says: str | None = None, most: int | None = None
) -> Case:
    return Case(name, "reject", lambda: data, line=line, says=says, most=most)


def accept(name: str, text: str | bytes, *, solo: bool = False) -> Case:
    """An odd file that is a plan all the same: whatever is found in it, it is not its form."""
    data = text.encode() if isinstance(text, str) else text
    return Case(name, "accept", lambda: data, solo=solo)


def either(name: str, text: str, *, solo: bool = False) -> Case:
    data = text.encode()
    return Case(name, "either", lambda: data, solo=solo)


def big(
    name: str,
    expect: Expect,
    make: Callable[[], str | bytes],
    *,
    line: int | None = None,
    says: str | None = None,
) -> Case:
    def made() -> bytes:
        data = make()
        return data.encode() if isinstance(data, str) else data

    return Case(name, expect, made, big=True, line=line, says=says)


def unmarked(text: str) -> tuple[str, int | None, int | None]:
    """The text without its marks, and the lines (from 1) on which the two stood."""

    def line_of(mark: str) -> int | None:
        before, found, _ = text.partition(mark)
        return len(re.findall(r"\r\n?|\n", before)) + 1 if found else None

    return text.replace(LINE, "").replace(OTHER, ""), line_of(LINE), line_of(OTHER)


def quoted(text: str) -> str:
    """``text`` as a double-quoted YAML scalar; controls become escapes, all else stays as it is."""
    return json.dumps(text, ensure_ascii=False)


def escaped(text: str) -> str:
    """``text`` as a double-quoted YAML scalar in which every character is an escape of ASCII letters."""
    return '"' + "".join(f"\\U{ord(character):08x}" for character in text) + '"'


BASE = {
    "plan": "plan: Home care\n",
    "authority": "authority: Example Borough Council\n",
    "as_of": "as_of: 2020-03\n",
    "calendar": "calendar: england-and-wales\n",
    "regime": "regime: pcr-2015\n",
    "procedure": "procedure: light-touch\n",
    "closures": "closures:\n  christmas-2020: {from: 2020-12-24, to: 2020-12-31}\n",
    "blackouts": (
        "blackouts:\n  pre-election-2021: {from: 2021-03-22, to: 2021-05-06, for: [consultation, approval]}\n"
    ),
    "committees": """\
committees:
  cabinet:
    title: Cabinet
    meets: [2020-06-15, 2020-07-13, 2020-09-21, 2020-10-19]
    papers: 10wd
    notice: 28d
    decision_notice: 2wd
    call_in: 5wd
""",
    "services": """\
services:
  home-care:
    title: Home care
    contracts:
      current:
        suppliers: [Care Ltd]
        start: 2016-07-01
        end: 2019-03-31
        extensions:
          first: {to: 2020-09-30, status: exercised}
          rolling: {to: 2021-03-31, by: 1mo, notice: 1mo, status: planned}
    go_live: new-service
    new_contract: {term: 2y, extensions: [1y, 1y]}
""",
    "risks": "risks:\n  no-tenders: {chance: 10%, at: tender, adds: 16w}\n",
    "scenarios": (
        "scenarios:\n  slower:\n    milestones: {tender: {takes: 50d}}\n"
        "  slowest: {like: slower, milestones: {evaluation: {takes: 40wd}}}\n"
    ),
    "milestones": """\
milestones:
  specification:
    takes: 20wd
  permission-to-tender:
    at: cabinet
    after: specification
  tender:
    kind: tender
    takes: 35d
    after: permission-to-tender
  evaluation:
    takes: 20wd
    range: [15wd, 30wd]
    after: tender
  award:
    at: cabinet
    after: evaluation
  standstill:
    kind: standstill
    takes: 10d
    after: award
  contract-signed:
    after: standstill
  mobilisation:
    takes: 8w
    after: contract-signed
  new-service:
    kind: go-live
    after: mobilisation
""",
}


def plan(**blocks: str | None) -> str:
    """The base plan with some of its top-level blocks replaced, left out (None) or added at the end."""
    merged = {**BASE, **blocks}
    return "".join(block for block in merged.values() if block is not None)


def odd(lines: str, name: str = "odd") -> str:
    """The base plan with one more milestone, of these lines."""
    return plan(milestones=BASE["milestones"] + f"  {name}:\n" + textwrap.indent(lines.rstrip("\n"), "    ") + "\n")


def extra(line: str) -> str:
    """The base plan with this line, indented by two, at the end of its milestones."""
    return plan(milestones=f"{BASE['milestones']}  {line}\n")


def small(milestones: str, **blocks: str | None) -> str:
    """A plan of nothing but these milestones, a line each, and whatever else is named."""
    rest = "".join(block for block in blocks.values() if block is not None)
    return f"plan: Small\nas_of: 2020-03-02\n{rest}milestones:\n{milestones}"


def lines(items: Iterable[str]) -> str:
    return "".join(f"{item}\n" for item in items)
