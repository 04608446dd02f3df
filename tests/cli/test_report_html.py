"""The page that ``plan report`` writes, opened in a real browser as a person would."""

from __future__ import annotations

import io
import re
import sys
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from unicodedata import normalize

import pytest

from tests.cli.browsing import Browser, browsing
from tests.cli.reporting import report
from tests.cli.running import ROOT, plan
from tests.hostile.texts import TITLES, showing

sys.path.insert(0, str(ROOT / "benchmarks"))
from generate import plan as generated

PHONE = {"viewport": {"width": 320, "height": 640}}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as started:
        yield started


@pytest.fixture(scope="module")
def cse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("pages") / "cse.html", "plans/cse.yaml")


def written(to: Path, file: str, *options: str) -> Path:
    done = plan("report", file, "-o", str(to), *options)
    assert (done.returncode, done.stderr) == (0, b"")
    return to


def shown(page: object) -> list[str]:
    """The titles of the stages that can be seen."""
    return page.locator("tr.stage:visible > th").all_inner_texts()  # type: ignore[attr-defined, no-any-return]


def test_the_page_asks_for_nothing_and_its_policy_stops_nothing_of_its_own(browser: Browser, cse: Path) -> None:
    with browser.open(cse) as opened:
        assert opened.page.title() == "Depends on 2 things: Re-commissioning of CSE support services"
        assert opened.page.locator("#tools").is_visible()
        assert (opened.requests, opened.said, opened.refused) == ([cse.as_uri()], [], [])
        # One landmark of each kind, and headings that leave no level out.
        for landmark in ("header", "nav", "main", "h1"):
            assert opened.page.locator(landmark).count() == 1
        levels = [
            int(name[1]) for name in opened.page.locator(":is(h1,h2,h3)").evaluate_all("a => a.map(e => e.tagName)")
        ]
        assert levels[0] == 1 and all(after <= before + 1 for before, after in pairwise(levels))


def test_the_policy_stops_whatever_somebody_else_puts_into_the_page(
    browser: Browser, cse: Path, tmp_path: Path
) -> None:
    text = cse.read_text()
    foreign = (
        "<script>window.ran = 1</script><p id=p style='color: red' onclick='window.ran = 1'>x</p>"
        "<img src='https://t.example/p.png'><iframe src='https://t.example/'></iframe>"
        "<link rel=stylesheet href='https://t.example/x.css'><form action='https://t.example/'><button>x</button></form>"
    )
    (tmp_path / "foreign.html").write_text(text.replace("</main>", f"{foreign}</main>"))

    with browser.open(tmp_path / "foreign.html") as opened:
        opened.page.locator("#p").click()
        assert opened.page.evaluate("window.ran") is None
        assert {"script-src-elem", "style-src-attr", "img-src", "frame-src", "style-src-elem"} <= set(opened.refused)
        assert not [url for url in opened.requests if "t.example" in url and not opened.refused]


@pytest.mark.parametrize("wide", [1280, 390, 320])
@pytest.mark.parametrize(
    "how",
    [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}, {"contrast": "more"}],
    ids=["light", "dark", "forced-colors", "contrast"],
)
def test_axe_finds_nothing(browser: Browser, cse: Path, how: dict[str, object], wide: int) -> None:
    with browser.open(cse, **how, viewport={"width": wide, "height": 800}) as opened:
        opened.page.select_option("#chain", "new-service")
        assert opened.axe() == []


@pytest.mark.parametrize("plan_file", ["plans/cse.yaml", "plans/early-help.yaml", "examples/failing-plan.yaml"])
def test_the_verdict_and_what_to_do_stand_on_the_first_screen(browser: Browser, tmp_path: Path, plan_file: str) -> None:
    page = written(tmp_path / "page.html", plan_file)
    for wide, high in ((1280, 800), (390, 844)):
        with browser.open(page, viewport={"width": wide, "height": high}) as opened:
            first = opened.page.locator(".acts li").first.bounding_box()
            verdict = opened.page.locator("p.verdict").first.bounding_box()
            assert first and verdict
            assert verdict["y"] + verdict["height"] <= high and first["y"] + first["height"] <= high, (wide, first)
            # Nothing to fill in stands before what to read.
            tools = opened.page.locator("#tools").bounding_box()
            assert tools and tools["y"] > high


@pytest.mark.parametrize("name", ["early-help.yaml", "misper.yaml"])
def test_axe_finds_nothing_on_a_plan_of_two_services_and_on_one_with_a_failure(
    browser: Browser, tmp_path: Path, name: str
) -> None:
    (tmp_path / "page.html").write_bytes(report("html", ROOT / "plans" / name))

    with browser.open(tmp_path / "page.html") as opened:
        assert opened.axe() == []


def test_axe_finds_nothing_on_a_page_that_says_what_changed(browser: Browser, tmp_path: Path) -> None:
    old, new = "examples/first-plan.yaml", "examples/first-plan-later.yaml"

    with browser.open(written(tmp_path / "page.html", new, "--since", old), **PHONE) as opened:
        assert "Evaluation moved from 10 March to 14 April 2025" in opened.page.locator("#changes").inner_text()
        assert opened.axe() == []


def test_on_a_narrow_screen_nothing_is_lost_and_the_page_does_not_scroll_sideways(browser: Browser, cse: Path) -> None:
    with browser.open(cse) as opened:
        # Of the picture there are two, and a phone's says less; every date is in the timetable.
        wide = " ".join(opened.page.locator("main > section:not(#timeline)").all_inner_texts())
    with browser.open(cse, **PHONE) as opened:
        assert opened.page.evaluate("document.documentElement.scrollWidth") == 320
        words = set(re.findall(r"\w+", wide.casefold()))
        assert words <= set(re.findall(r"\w+", opened.page.locator("main").inner_text().casefold()))
        # What a finger must hit is 24 pixels large, but for links in a sentence.
        small = opened.page.locator("button, select, input, nav a").evaluate_all(
            "all => all.filter(e => e.offsetParent && Math.min(e.offsetHeight, e.offsetWidth) < 24).length"
        )
        assert small == 0


def test_eighty_milestones_fit_a_narrow_screen_and_long_words_break(browser: Browser, tmp_path: Path) -> None:
    long = generated(80).replace("takes: 35d", f"takes: 35d\n    title: {'x' * 300}")
    (tmp_path / "eighty.html").write_bytes(report("html", long))

    with browser.open(tmp_path / "eighty.html", **PHONE) as opened:
        assert opened.page.evaluate("document.documentElement.scrollWidth") == 320
        assert len(shown(opened.page)) == 80


def test_the_filter_and_the_chain_are_used_with_the_keyboard_alone(browser: Browser, cse: Path) -> None:
    with browser.open(cse) as opened:
        page, focused = opened.page, "document.activeElement.id"
        page.keyboard.press("Tab")
        assert page.locator(".skip").evaluate("e => e === document.activeElement && e.getBoundingClientRect().top >= 0")
        page.keyboard.press("Enter")
        # The picture is scrolled with the keyboard too.
        for _ in range(2):
            page.keyboard.press("Tab")
        assert page.evaluate(focused) == "words"
        assert page.locator("#words").evaluate("e => getComputedStyle(e).outlineStyle") == "solid"

        page.keyboard.type("tender")
        found = shown(page)
        assert 0 < len(found) < 18 and "Tender" in found
        assert page.locator("#said").inner_text().startswith(f"Shown: {len(found)} of 18 steps and ")
        page.keyboard.press("Escape")
        assert len(shown(page)) == 18

        page.keyboard.press("Tab")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.querySelector('#path').value") == "chain"
        assert len(shown(page)) == 13
        for _ in range(3):
            page.keyboard.press("Tab")
        assert page.evaluate(focused) == "chain"
        page.keyboard.type("New contracts")
        assert "‘New contracts start’ is driven by 12 steps:" in page.locator("#said").inner_text()
        links = page.locator("#links a").all_inner_texts()
        assert (links[0], links[-1], len(links)) == (
            "Needs analysis, from first draft to final",
            "New contracts start",
            13,
        )
        assert page.locator("tr.chained").count() == 13
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert (page.locator("tr.chained").count(), len(shown(page))) == (0, 18)


def test_a_mouse_follows_the_chain_from_the_table_and_from_the_picture(browser: Browser, cse: Path) -> None:
    with browser.open(cse) as opened:
        page = opened.page
        button = page.get_by_role("button", name="Chain of Standstill")
        button.click()
        assert button.get_attribute("aria-pressed") == "true"
        assert "‘Standstill’ is driven by 9 steps:" in page.locator("#said").inner_text()
        assert page.locator("tr.chained").last.locator("th").inner_text().startswith("Standstill")
        button.click()
        assert page.locator("tr.chained").count() == 0

        page.locator(".picture [data-id=tender]").first.click()
        assert page.locator("#chain").input_value() == "tender"
        assert page.locator(".picture .chained").count() > 0

        page.select_option("#owner", "Procurement")
        owners = page.locator("tr.stage:visible").evaluate_all("rows => rows.map(row => row.dataset.owner)")
        assert owners and set(owners) == {"Procurement"}


def test_a_link_leads_to_its_stage_also_where_the_filter_has_put_that_aside(browser: Browser, cse: Path) -> None:
    with browser.open(cse) as opened:
        page = opened.page
        page.select_option("#chain", "award-letters")
        page.fill("#words", "award letters")
        assert page.locator("tr.deadline:visible").count() == 0
        page.locator("#links a", has_text="Cabinet awards the contracts").click()
        assert page.url.endswith("#m-award") and page.locator("#m-award").is_visible()
        assert page.locator("tr.stage:visible").count() == 18


def test_without_a_script_everything_can_be_read(browser: Browser, cse: Path) -> None:
    with browser.open(cse, java_script_enabled=False) as opened:
        assert not opened.page.locator("#tools").is_visible()
        assert opened.page.locator("tr.stage:visible").count() == 18
        assert opened.page.locator("#m-tender td").first.inner_text() == "9 July to 19 August 2020"


def test_it_prints_on_a4_with_everything_but_the_tools(browser: Browser, cse: Path) -> None:
    from pypdf import PdfReader

    with browser.open(cse) as opened:
        titles = shown(opened.page)
        printed = PdfReader(io.BytesIO(opened.page.pdf(prefer_css_page_size=True)))

    # Some fonts have one sign for "fi".
    text = normalize("NFKC", " ".join(" ".join(page.extract_text() for page in printed.pages).split()))
    assert [title for title in titles if title not in text] == []
    assert "Find words" not in text
    width, height = (float(side) / 72 * 25.4 for side in printed.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (210, 297)


DRAWN = {
    "textlength",
    "lengthadjust",
    "font-weight",
    "text-anchor",
    "stroke",
    "stroke-width",
    "stroke-linejoin",
    "paint-order",
}


class Elements(HTMLParser):
    """The elements of a page and their attributes, without what stands in them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.all: Counter[tuple[str, tuple[str, ...]]] = Counter()
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        # How a text of the picture is drawn depends on how long it is.
        named = {name for name, _ in attributes} - (DRAWN if tag == "text" else set())
        self.all[tag, tuple(sorted(named))] += 1
        self.links += [value or "" for name, value in attributes if name in ("href", "src", "xlink:href", "action")]


@pytest.mark.parametrize("groups", [("html", "markup"), ("templates", "letters")])
def test_hostile_titles_are_text(browser: Browser, tmp_path: Path, groups: tuple[str, ...]) -> None:
    texts = [text for group in groups for text in TITLES[group]]
    hostile = report("html", showing(texts))
    found = Elements(hostile.decode())
    harmless = Elements(report("html", showing([f"Title {number}" for number, _ in enumerate(texts)])).decode())

    assert set(found.all) == set(harmless.all)
    assert found.all["script", ()] == found.all["style", ()] == 1
    assert all(link.startswith(("#", "https://www.legislation.gov.uk/")) for link in found.links)
    (tmp_path / "hostile.html").write_bytes(hostile)
    with browser.open(tmp_path / "hostile.html", **PHONE) as opened:
        opened.page.select_option("#chain", "new-service")
        opened.page.fill("#words", texts[0])
        assert (opened.said, opened.refused, len(opened.requests)) == ([], [], 1)
        assert opened.page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_options_leave_out_what_they_are_to() -> None:
    cse = ROOT / "plans/cse.yaml"
    deadlines = report("html", cse, parts=("deadlines",)).decode()
    critical = report("html", cse, only_critical=True).decode()
    nameless = report("html", cse, anonymous=True).decode()

    assert "Timetable" not in deadlines and 'id="deadlines"' in deadlines
    assert critical.count('class="stage') == 13
    assert "Procurement" not in nameless and "GROW" not in nameless and "Tender documents" in nameless


def test_the_same_plan_gives_the_same_bytes(cse: Path) -> None:
    assert plan("report", "plans/cse.yaml", "--format", "html").stdout == cse.read_bytes()
