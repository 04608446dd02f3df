"""Plans of every kind for pictures."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from benchmarks.generate import plan as generated
from commission_plan.analysis import analyse
from commission_plan.contents import Contents, Wanted, contents
from commission_plan.reports.timeline import svg
from commission_plan.reports.timeline.pages import on_screen
from tests.reports.boxes import read

PLANS = Path(__file__).parents[2] / "plans"
TODAY = date(2026, 1, 5)

TITLES = (
    "<script>alert(1)</script>",
    "'\" onload='alert(1)",
    "a & b < c > d ]]> <![CDATA[ x",
    "&lt;b&gt; &#60;i&#62; &nbsp;",
    "日本語の題名はここに書かれていて、とても長いので折り返さなければならない場合があります",
    "مرحبا بكم في خطة التكليف الطويلة جدا للخدمات",
    "Ze\u0301ro\u0301 e" + "\u0301" * 40,
    "word " * 160,
    "x" * 800,
    "emoji 👩‍👩‍👧‍👦 family 🏳️‍🌈",
    "url(javascript:alert(1)) http://example.com/x.png",
    "New\nline\ttab \u00a0 space",
    "Ŵŷ Łódź Ελληνικά Русский",
    "{{ braces }} ${x} %s \\n",
)
SERVICE = "Service </svg><script>x</script> " + "long " * 40


def hostile() -> str:
    """A plan whose every text is one that a picture could stumble over."""
    cabinet = "The Joint Committee of the " + "Combined Authority and its Partners " * 6
    lines = [
        f"plan: {json.dumps('Hostile <b>titles</b> & ' + 'very long ' * 30)}",
        "as_of: 2026-01-05",
        f"committees:\n  c: {{title: {json.dumps(cabinet)}, every: third monday}}",
        f"services:\n  s:\n    title: {json.dumps(SERVICE)}\n    contracts:\n      old:",
        f"        title: {json.dumps('Contract &amp; <i>')}\n        start: 2020-04-01\n        end: 2026-05-31",
        "        extensions: {roll: {to: 2027-03-31, by: 1mo, notice: 1mo, status: proposed}}",
        "    go_live: start\nmilestones:\n  start: {kind: go-live, after: m-13}",
    ]
    for number, title in enumerate(TITLES):
        takes = "at: c" if number % 4 == 1 else f"takes: {5 + number}wd"
        after = f", after: m-{number - 1}" if number else ""
        lines.append(f"  m-{number}: {{title: {json.dumps(title, ensure_ascii=False)}, {takes}{after}}}")
    return "\n".join(lines) + "\n"


NO_SERVICE = "plan: No service\nas_of: 2026-01-05\nmilestones:\n  a: {takes: 6w}\n  b: {takes: unknown, after: a}\n"
ONE_DAY = "plan: One day\nas_of: 2026-01-05\nmilestones:\n  only: {takes: 1wd}\n"
ALL_DONE = """\
plan: All done
as_of: 2026-01-05
services: {care: {contracts: {old: {end: 2016-01-31}}, go_live: end}}
milestones:
  work: {takes: 2w, started: 2015-11-04, done: 2015-12-15}
  end: {kind: go-live, after: work, done: 2016-01-18}
"""
THIRTY_YEARS = """\
plan: Thirty years
as_of: 2026-01-05
services: {light: {contracts: {old: {end: 2031-03-31}}, go_live: start, new_contract: {term: 25y}}}
committees: {cabinet: {title: Cabinet, every: third monday}}
milestones:
  outline: {takes: 3y}
  decide: {at: cabinet, after: outline}
  tender: {kind: tender, takes: 2y, after: decide}
  start: {kind: go-live, after: tender, on: 2056-04-01}
"""
MANY_SERVICES = "plan: Many services\nas_of: 2026-01-05\nservices:\n" + "".join(
    f"  s-{n}: {{contracts: {{c: {{end: 2026-{4 + n % 6:02}-{1 + n:02}}}}}, go_live: g-{n}}}\n" for n in range(24)
)
MANY_SERVICES += "milestones:\n" + "".join(f"  g-{n}: {{kind: go-live, on: 2026-07-{1 + n:02}}}\n" for n in range(24))
STUCK = """\
plan: Stuck
as_of: 2026-01-05
services: {care: {contracts: {old: {end: 2026-05-31}}, go_live: start}}
milestones:
  first: {kind: tender, takes: 8w, started: 2025-10-01, done: 2025-12-19, outcome: failed}
  award: {after: first}
  start: {kind: go-live, after: award, on: 2026-05-01}
"""


@cache
def sources() -> dict[str, tuple[str, str | None]]:
    """Each plan's text by a name for it, and its scenario."""
    found: dict[str, tuple[str, str | None]] = {path.stem: (path.read_text(), None) for path in PLANS.glob("*.yaml")}
    found["gap"] = (found["cse"][0], "no-rolling-extension")
    odd = {"hostile": hostile(), "no-service": NO_SERVICE, "one-day": ONE_DAY, "all-done": ALL_DONE}
    odd["late"] = (PLANS.parent / "examples/failing-plan.yaml").read_text()
    odd |= {
        "thirty-years": THIRTY_YEARS,
        "many-services": MANY_SERVICES,
        "stuck": STUCK,
        "eighty": generated(80),
        "twelve": generated(12),
    }
    odd["empty"] = "plan: Nothing yet\nas_of: 2026-01-05\n"
    return found | {name: (text, None) for name, text in odd.items()}


@cache
def report(name: str, wanted: Wanted | None = None) -> Contents:
    text, scenario = sources()[name]
    analysis = analyse(text.encode(), today=TODAY, scenario=scenario)
    assert analysis.schedule is not None, [finding.message for finding in analysis.findings]
    return contents(analysis, wanted or Wanted(parts=("timeline",)))


@cache
def drawn(name: str, medium: str = "paper") -> ElementTree.Element:
    """The picture on paper, on a slide, on a page on a screen, or on a phone."""
    if medium in ("paper", "slide"):
        return read(svg(report(name), layout="slide" if medium == "slide" else "page"))
    wide, narrow = on_screen(report(name))
    return read(wide.svg if medium == "page" else narrow.svg)
