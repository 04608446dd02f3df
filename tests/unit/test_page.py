"""What every web page of ours promises: text is text, links lead to the web, and the policy names what may run."""

from __future__ import annotations

import base64
import hashlib
import re
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from commission_plan.analysis import analyse
from commission_plan.contents import contents
from commission_plan.reports.documents import html as report_html
from commission_plan.reports.media import html_page
from commission_plan.reports.policy import content_security_policy
from commission_plan.reports.report import Heading, Items, Report, Section
from commission_plan.reports.shipped import address, template
from commission_plan.reports.timeline.pages import pages
from commission_plan.reports.timeline.tokens import LIGHT, dark_style
from commission_plan.reports.words.names import Names, Piece, text
from tests.hostile.texts import CONTROLS, OPEN

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from generate import plan

CSE = Path(__file__).parents[2] / "plans" / "cse.yaml"


def test_the_policy_has_the_hash_of_each_script_and_style_and_nothing_else() -> None:
    policy = content_security_policy(["p {}"], ["go()"])

    hashed = [base64.b64encode(hashlib.sha256(text).digest()).decode() for text in (b"p {}", b"go()")]
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{hashed[0]}'",
        f"script-src 'sha256-{hashed[1]}'",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
    ]


def test_a_page_without_a_script_may_run_none() -> None:
    assert "script-src" not in content_security_policy(["p {}"], [])


@pytest.mark.parametrize(
    ("link", "leads"),
    [
        ("https://www.legislation.gov.uk/uksi/2015/102", True),
        ("http://t.example/?q=1", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT://t.example/%0aalert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("//t.example/x", False),
        ("https:///x", False),
        ("https://t.example/' onclick='x", False),
        ("https://t.example/\nx", False),
        ("https://[x", False),
        ("minutes, paragraph 7", False),
        ("", False),
    ],
)
def test_a_link_leads_to_the_web_or_nowhere(link: str, leads: bool) -> None:
    assert address(link) == (link if leads else None)


def test_no_character_of_a_page_is_invisible() -> None:
    analysis = analyse(CSE.read_bytes(), path="cse.yaml", as_of=None, today=date(2026, 1, 5), scenario=None)
    odd = "".join((*CONTROLS.values(), *OPEN.values()))
    page = report_html.render(replace(contents(analysis), title=odd)).decode()

    left = {
        character for text in (*CONTROLS.values(), *OPEN.values()) for character in text if not character.isprintable()
    }
    # A family of emoji is one picture, and is joined by characters that alone are not seen.
    page = page.replace(OPEN["joined-family"], "")
    # What a font may have a shape for is shown as it is.
    assert {character for character in left & set(page)} <= {"\n", "\ue000", "\u0378"}


def test_milestones_are_named_by_their_titles_but_for_ids_that_mean_something_else_too() -> None:
    analysis = analyse(
        b"plan: P\nas_of: 2026-01-05\n"
        b"milestones: {award: {title: Cabinet awards, takes: 1wd}, done: {title: D, takes: 1wd}}\n",
        path="p.yaml",
        as_of=None,
        today=date(2026, 1, 5),
        scenario=None,
    )
    assert analysis.plan is not None
    names = Names(analysis.plan, frozenset({"award"}))

    pieces = names.pieces("'done' of 'award' is late; so is 'other'")
    assert pieces == (
        Piece("'done' of "),
        Piece("Cabinet awards", "award", True),
        Piece(" is late; so is 'other'"),
    )
    assert text(pieces) == "'done' of ‘Cabinet awards’ is late; so is 'other'"


def test_every_colour_of_a_picture_has_another_where_the_page_is_dark_and_where_a_person_has_set_the_colours() -> None:
    used = set()
    for file in sorted(CSE.parent.glob("*.yaml")):
        for scenario in (None, "no-rolling-extension") if file == CSE else (None,):
            analysis = analyse(file.read_bytes(), path="p", as_of=None, today=date(2026, 1, 5), scenario=scenario)
            used |= set(
                re.findall(r'(fill|stroke)="(#[0-9a-f]{6})"', "".join(page.svg for page in pages(contents(analysis))))
            )
    dark, forced = template("picture.css").split("@media (forced-colors")

    assert len(used) > 12
    assert {colour for _, colour in used} <= set(LIGHT.values())
    assert dark_style(".picture ") in dark
    assert {(what, colour) for what, colour in used if f'[{what}="{colour}"]' not in forced} == set()


def test_a_long_timeline_is_in_parts_that_fit_a_page_and_each_row_is_in_one_of_them() -> None:
    analysis = analyse(plan(80).encode(), path="p", as_of=None, today=date(2026, 1, 5), scenario=None)
    parts = pages(contents(analysis))

    # 247 mm where the width is 170.
    assert len(parts) == 3 and all(part.high <= 247 / 170 for part in parts)
    rows = [id for part in parts for id in re.findall(r'<g class="milestone" data-id="([^"]+)"', part.svg)]
    assert sorted(rows) == sorted(analysis.schedule.dates if analysis.schedule else ())
    assert parts[1].said.startswith("Part 2 of 3. Timeline, January 2026 to ") and len(parts[1].said) <= 250
    assert "Part 2 of 3</text>" in parts[1].svg
    assert ", continued" in parts[1].svg
    # Several stand in one page.
    ids = [id for part in parts for id in re.findall(r' id="([^"]+)"', part.svg)]
    assert len(ids) == len(set(ids))


def test_the_title_of_a_list_leaves_no_level_of_headings_out() -> None:
    blocks = [Items(("one",), "A list")]
    page = html_page.render(Report(Heading("Title"), [Section(blocks), Section(blocks, "A section")])).decode()

    assert re.findall(r"<(h\d)>([^<]*)", page) == [
        ("h1", "Title"),
        ("h2", "A list"),
        ("h2", "A section"),
        ("h3", "A list"),
    ]
