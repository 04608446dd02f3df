"""Reports of plans, made without a command, and the hostile texts as one plan."""

from __future__ import annotations

import json
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from commission_plan.analysis import Analysis, analyse
from commission_plan.contents import Contents, Wanted, contents
from commission_plan.reports import REPORTS
from tests.hostile.texts import TITLES

ROOT = Path(__file__).parents[2]
PLANS = sorted((ROOT / "plans").glob("*.yaml"))
CSE = ROOT / "plans" / "cse.yaml"
TODAY = date(2020, 6, 1)
HOSTILE = [text for texts in TITLES.values() for text in texts]


def analysed(content: str | bytes | Path, **options: Any) -> Analysis:
    if isinstance(content, Path):
        options = {"path": content.name, **options}
        content = content.read_bytes()
    found = analyse(content.encode() if isinstance(content, str) else content, today=TODAY, **options)
    assert found.schedule is not None, found.findings
    return found


def report(content: str | bytes | Path, **wanted: Any) -> Contents:
    parts = wanted.pop("parts", ())
    return contents(analysed(content), Wanted(parts=parts, **wanted))


def made(name: str, content: str | bytes | Path, **wanted: Any) -> bytes:
    """The report in the format ``name``, of the parts that it shows where none are asked for."""
    parts = wanted.pop("parts", REPORTS[name].parts[:1] if REPORTS[name].single else REPORTS[name].parts)
    rendered: bytes = import_module(f"commission_plan.reports.{REPORTS[name].module}").render(
        report(content, parts=parts, **wanted)
    )
    return rendered


def hostile() -> str:
    """A plan in which every text that may say what it likes is a hostile one."""
    texts = iter(HOSTILE * 4)
    lines = [f"plan: {_text(next(texts))}", f"authority: {_text(next(texts))}", "as_of: 2020-06-01", "committees:"]
    lines += [f"  c{n}: {{title: {_text(next(texts))}, every: third monday}}" for n in range(3)]
    lines += ["services:"]
    for number in range(3):
        title, owner, supplier = (_text(next(texts)) for _ in range(3))
        lines.append(f"  s{number}: {{title: {title}, owner: {owner}, go_live: m{number}, contracts: {{current: {{")
        lines.append(f"      title: {_text(next(texts))}, end: 2020-12-31, suppliers: [{supplier}],")
        lines.append(f"      extensions: {{more: {{title: {_text(next(texts))}, to: 2021-03-31, status: planned,")
        lines.append("      notice: 1mo}}}}}")
    lines += ["milestones:"]
    for number, text in enumerate(HOSTILE):
        at = f", at: c{number % 3}" if 3 <= number < 12 else ""
        more = f"title: {_text(text)}, owner: {_text(next(texts))}, note: {_text(next(texts))}"
        lines.append(f"  m{number}: {{{more}, source: {_text(next(texts))}{at}}}")
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
