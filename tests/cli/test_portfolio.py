"""``plan portfolio``, run as a user runs it, in every format, with the plans of others in it."""

from __future__ import annotations

import json
import re
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from commission_plan.reports.timeline.tokens import RED
from tests.cli.running import ROOT, plan, text
from tests.cli.transcripts import Step, name, renewed, run, transcripts
from tests.hostile.texts import TITLES
from tests.reports.boxes import axis, boxes, crossed, outside, overlaps, shapes, share, smallest

MANUAL = ROOT / "docs/portfolio.md"
renewed(MANUAL)
EXAMPLE = "examples/portfolio"


@pytest.mark.parametrize("block", transcripts(MANUAL), ids=name)
def test_the_manual_shows_what_is_printed(block: list[Step]) -> None:
    assert block == run(block)


def as_json(*arguments: str) -> Any:
    return json.loads(text(plan("portfolio", *arguments, "--format", "json")))


def test_two_plans_that_each_pass_alone_clash_together() -> None:
    alone = plan("check", EXAMPLE, "--strict", "--fail-on", "warning")
    together = plan("portfolio", EXAMPLE, "--strict")

    assert (alone.returncode, together.returncode) == (0, 1)
    rules = re.findall(r"^warning\[([a-z-]+)\]", text(together), re.MULTILINE)
    assert rules == ["crowded-meeting", "owner-clash", "owner-clash"]
    assert (
        plan("portfolio", EXAMPLE).returncode == plan("portfolio", EXAMPLE, "--strict", "--exit-zero").returncode == 0
    )


def test_json_holds_what_each_plan_alone_says() -> None:
    found = as_json("plans")
    checked = {entry["path"]: entry for entry in json.loads(text(plan("check", "plans", "--format", "json")))["plans"]}

    assert found["schema"] == 2 and found["plans"][0]["verdict"] == "depends"
    for entry in found["plans"]:
        single = checked[entry["path"]]
        assert entry["verdict"] == single["verdict"] and entry["as_of"] == single["as_of"]
        assert [service["gaps"] for service in entry["services"]] == [s["gaps"] for s in single["services"]]
        if entry["verdict"] == "covered" and "cwd" not in entry["path"]:
            continue
        deadlines = json.loads(text(plan("deadlines", entry["path"], "--format", "json")))["deadlines"]
        coming = [must for must in deadlines if must["kind"] != "not before" and must["date"] >= found["as_of"]]
        first = {key: coming[0][key] for key in ("date", "what", "who")} if coming else None
        assert entry["next_deadline"] == first
        overdue = [must for must in deadlines if must["kind"] != "not before" and must["date"] < found["as_of"]]
        assert entry["overdue"] == len(overdue)


def test_meetings_and_months_lie_in_the_year_ahead() -> None:
    found = as_json(EXAMPLE)

    assert found["as_of"] == "2026-01-05" and found["year_ends"] == "2027-01-04"
    assert [(meeting["date"], len(meeting["items"]), meeting["crowded"]) for meeting in found["meetings"]] == [
        ("2026-03-12", 3, True),
        ("2026-06-11", 1, False),
        ("2026-07-09", 1, False),
    ]
    for month in found["months"]:
        assert month["dates"] and all(date["date"].startswith(month["month"]) for date in month["dates"])


def test_the_same_plans_give_the_same_bytes(tmp_path: Path) -> None:
    for ending in ("txt", "json", "html", "svg", "xlsx"):
        files = [tmp_path / f"{number}.{ending}" for number in range(2)]
        for file, jobs in zip(files, "12", strict=True):
            assert plan("portfolio", EXAMPLE, "-o", str(file), "-j", jobs).returncode == 0

        assert files[0].read_bytes() == files[1].read_bytes()


def test_a_register_tells_which_contract_has_no_plan() -> None:
    found = as_json(EXAMPLE, "--register", f"{EXAMPLE}/register.csv")

    # 256 days before 1 September 2026 is 19 December 2025.
    assert [(row["reference"], row["latest_start"]) for row in found["unplanned"]] == [("C-033", "2025-12-19")]
    assert as_json(EXAMPLE, "--register", f"{EXAMPLE}/register.csv", "--lead", "3mo")["unplanned"] == []
    assert as_json(EXAMPLE)["unplanned"] is None


def test_a_contract_without_a_last_day_is_told_and_never_taken_as_ended(tmp_path: Path) -> None:
    (tmp_path / "register.csv").write_text("Ref,Title,End date\nC-1,Advice,ongoing\nC-2,Meals,\nC-3,Bins,31/12/2026\n")
    done = plan("portfolio", EXAMPLE, "--register", str(tmp_path / "register.csv"), "--as-of", "2026-06-01")

    assert "2 contracts without a last day left out" in done.stderr.decode()
    assert "C-3 Bins: ends 31 December 2026" in text(done)


def test_a_plan_named_in_two_ways_is_one_plan() -> None:
    same = (f"{EXAMPLE}/outreach.yaml", f"./{EXAMPLE}/outreach.yaml", f"{EXAMPLE}/../portfolio/outreach.yaml")

    assert text(plan("portfolio", *same)).startswith("1 plan: ")


def test_a_plan_with_a_data_date_of_its_own_says_so() -> None:
    told = text(plan("portfolio", "plans/cse.yaml", "plans/cwd.yaml"))

    assert "2 plans: " in told and told.count(", as at 1 March 2020: update it.\n") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("no-such-folder",), "we cannot find no-such-folder"),
        (("plans", "--format", "pdf"), "--format: 'pdf' is not known"),
        (("plans", "-o", "portfolio.doc"), "--output: '.doc' is not known"),
        (("plans", "--lead", "soon"), "--lead: 'soon' is not a length of time"),
        (("plans", "--lead", "20wd"), "--lead: it is counted in calendar time"),
        (("plans", "-o", "plans/cse.yaml", "--format", "text"), "is a plan that we read, so we do not write over it"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(arguments: tuple[str, ...], said: str) -> None:
    done = plan("portfolio", *arguments)

    assert done.returncode == 2 and said in done.stderr.decode() and done.stderr.count(b"\n") == 1


def test_a_file_that_is_no_plan_is_told_and_costs_itself_alone(tmp_path: Path) -> None:
    for file in (ROOT / EXAMPLE).glob("*.yaml"):
        shutil.copy(file, tmp_path)
    (tmp_path / "broken.yaml").write_text("plan: Broken\nmilestones: {a: {takes: soon}}\n")

    done = plan("portfolio", str(tmp_path), str(tmp_path / "gone.yaml"), "--format", "json")
    found = json.loads(done.stdout)

    assert done.returncode == 2 and found["failed"][0]["path"].endswith("gone.yaml")
    assert [entry["verdict"] for entry in found["plans"]] == ["invalid", "covered", "covered"]
    assert "soon" in found["plans"][0]["why"]


# Every text of a plan's is data.


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    titles = [title for group in TITLES.values() for title in group if title.strip() and title.isprintable()][::2]
    for number, title in enumerate(titles):
        value = json.dumps(title)  # YAML's double quotes are JSON's
        (folder / f"{number:03}.yaml").write_text(
            f"plan: {value}\nauthority: {value}\nas_of: 2026-01-05\n"
            f"committees: {{board: {{title: {value}, every: third monday, papers: 5wd, most: 1}}}}\n"
            f"services: {{s: {{title: {value}, contracts: {{c: {{end: 2026-02-28}}}}, go_live: live}}}}\nmilestones:\n"
            f"  work: {{title: {value}, takes: 20wd, owner: {value}}}\n"
            f"  award: {{title: {value}, at: board, after: work, owner: {value}}}\n"
            "  live: {kind: go-live, after: award}\n"
        )
    return folder


def test_titles_are_text_in_the_terminal_and_in_json(hostile: Path) -> None:
    done = plan("portfolio", str(hostile))

    assert done.returncode == 1 and not done.stderr
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text(done))
    assert not re.search(r"^\s*::|##\[", text(done), re.MULTILINE)
    assert len(as_json(str(hostile))["plans"]) == len(list(hostile.iterdir()))


@pytest.mark.parametrize("plans", [EXAMPLE, "plans"])
def test_the_picture_tells_of_each_plan_what_to_do_by_when_and_who_the_worst_first(plans: str) -> None:
    root = ElementTree.fromstring(text(plan("portfolio", plans, "--format", "svg", "--as-of", "2020-06-01")))
    texts = [box.text for box in boxes(root)]
    badges = [box.text for box in boxes(root) if box.role == "badge"]

    assert badges == sorted(badges, key=["INVALID", "GAP", "DEPENDS", "COVERED"].index)
    assert len([said for said in texts if said.startswith("As at 1 June 2020. ")]) == len(badges)
    assert any(said.startswith("As at 1 June 2020. Act by ") for said in texts)
    assert overlaps(root) == [] and outside(root) == [] and smallest(root) >= 9 and share(root) >= 0.6


def test_plans_that_lie_more_than_three_years_apart_are_drawn_each_around_the_end_of_its_cover() -> None:
    root = ElementTree.fromstring(text(plan("portfolio", "plans", "--format", "svg")))
    found = list(boxes(root))

    ticks = [box.text for box in found if box.role == "tick"]
    assert ticks[:3] == ["certain cover ends", "months after", "months before"]
    # Each has its own date: that of cwd, 1 July 2021, is the last, and the others are older than 35 days.
    notes = [box.text for box in found if box.role == "note"]
    assert len(notes) == 4 and "last updated 1 Mar 2020: update it" in notes
    assert overlaps(root) == [] and outside(root) == [] and crossed(root) == []


def test_titles_are_text_in_the_picture(hostile: Path, tmp_path: Path) -> None:
    plan("portfolio", str(hostile), "-o", str(tmp_path / "p.svg"))
    root = ElementTree.parse(tmp_path / "p.svg").getroot()

    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert names <= {"svg", "title", "desc", "defs", "pattern", "rect", "path", "g", "text", "circle", "style"}
    assert not [key for element in root.iter() for key in element.attrib if key.startswith("on") or "href" in key]


def test_titles_are_text_in_the_workbook(hostile: Path, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="needs openpyxl")
    plan("portfolio", str(hostile), "-o", str(tmp_path / "p.xlsx"))
    book = openpyxl.load_workbook(tmp_path / "p.xlsx")

    assert book.sheetnames == ["Plans", "Services", "Meetings", "Clashes", "Year ahead", "Findings", "About"]
    for sheet in book:
        assert sheet.title == "About" or (sheet.freeze_panes == "B2" and sheet.auto_filter.ref)
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f" or cell.hyperlink]
    assert book["Services"]["E2"].is_date


def test_the_page_runs_nothing_fetches_nothing_and_axe_finds_nothing(hostile: Path, tmp_path: Path) -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("needs Chromium, as Debian's package 'chromium' has it")
    sync = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")
    plan("portfolio", str(hostile), EXAMPLE, "-o", str(tmp_path / "p.html"))
    policy = "default-src 'none'; style-src 'sha256-"
    assert policy in (tmp_path / "p.html").read_text().replace("&#x27;", "'")
    with sync.sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path=chromium, args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        requests: list[str] = []
        said: list[str] = []
        looks: list[tuple[int, dict[str, Any]]] = [
            (1280, {}),
            (390, {"forced_colors": "active"}),
            (320, {"color_scheme": "dark"}),
        ]
        for wide, look in looks:
            context = browser.new_context(viewport={"width": wide, "height": 800}, bypass_csp=True, **look)
            page = context.new_page()
            page.on("request", lambda request: requests.append(request.url))
            page.on("dialog", lambda dialog: said.append(dialog.message))
            page.goto((tmp_path / "p.html").as_uri())
            found = axe.Axe().run(page).response["violations"]
            assert not [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{wide} px"
            assert (
                page.evaluate("document.querySelectorAll('script, iframe, object, img, [onclick], [style]').length")
                == 0
            )
            context.close()
        browser.close()
    assert not said and {url for url in requests if not url.startswith("file:")} == set()
    assert len(requests) == 3


STALE = """plan: {name}
as_of: {as_of}
services: {{s: {{title: {name}, contracts: {{current: {{end: {end}}}}}, go_live: start}}}}
milestones: {{work: {{takes: 90d}}, start: {{after: work}}}}
"""


def test_the_axis_of_the_picture_begins_before_the_earliest_gap_and_says_how_long_it_is(tmp_path: Path) -> None:
    # 90 days from 1 August 2025 end on 29 October: from 1 October on nobody has a service for 29 days.
    for title, as_of, end in (("Old", "2025-08-01", "2025-09-30"), ("New", "2026-02-01", "2026-12-31")):
        (tmp_path / f"{title}.yaml").write_text(STALE.format(name=title, as_of=as_of, end=end))
    written = text(plan("portfolio", str(tmp_path), "--format", "svg"))
    root = ElementTree.fromstring(written)
    texts = ["".join(one.itertext()) for one in root.iter("{http://www.w3.org/2000/svg}text")]

    assert "no service: 29 days" in texts
    # The axis begins on 1 October, and so does the gap.
    ticks = [box.text for box in boxes(root) if box.role == "tick" and len(box.text) < 4]
    assert ticks[0] in ("O", "Oct")
    assert min(one.left for one in shapes(root) if one.fill == RED) < axis(root).left + 0.01


def test_no_month_of_the_picture_runs_into_the_next(tmp_path: Path) -> None:
    for months in (9, 14, 15, 16, 33):
        year, month = divmod(2 + months, 12)
        end = f"{2026 + year}-{month + 1:02}-01"
        (tmp_path / "one.yaml").write_text(STALE.format(name="One", as_of="2026-02-02", end=end))
        root = ElementTree.fromstring(text(plan("portfolio", str(tmp_path / "one.yaml"), "--format", "svg")))
        assert len([box for box in boxes(root) if box.role == "tick"]) > 5
        assert overlaps(root) == []


def test_the_page_says_of_each_plan_what_to_do_by_when_and_who_and_leads_to_its_page(tmp_path: Path) -> None:
    for one in ("cse", "misper"):
        (tmp_path / f"{one}.yaml").write_bytes((ROOT / f"plans/{one}.yaml").read_bytes())
    (tmp_path / "gap.yaml").write_bytes((ROOT / "examples/failing-plan.yaml").read_bytes())
    plan("report", str(tmp_path / "cse.yaml"), "-o", str(tmp_path / "cse.html"))
    plan("portfolio", str(tmp_path), "-o", str(tmp_path / "all.html"))
    page = (tmp_path / "all.html").read_text()
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", page[page.index('id="plans"') : page.index('id="timeline"')])
    told = [" ".join(re.sub(r"<[^>]*>", " ", row).split()) for row in rows]

    # The worst first; each with its days, its act, its tightest point, and when it was brought up to date.
    assert told[0].startswith(
        "✖ GAP Home care, commissioned anew 28 days, 1 to 28 October 2025 30 Jun 2025 Give notice:"
    )
    assert "extend the contract to 31 March 2026 Contract manager" in told[0]
    (cse,) = (row for row in told if "CSE" in row)
    assert "92 days if not extended; if 1 step of unknown length comes too late 1 Jun 2020" in cse
    assert "no slack: Cabinet approves the specification and the tender 1 Mar 2020 update it" in cse
    assert "update it" not in told[0]
    assert re.findall(r'<a href="([^#"]*)">', page) == ["cse.html"]
    assert "<title>3 plans: 1 has a gap and 2 depend on something</title>" in page


def test_the_workbook_says_so_too_and_prints_on_a4(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="needs openpyxl")
    plan("portfolio", "plans", "-o", str(tmp_path / "p.xlsx"))
    sheet = openpyxl.load_workbook(tmp_path / "p.xlsx")["Plans"]
    rows = [
        dict(zip((cell.value for cell in sheet[1]), row, strict=True)) for row in sheet.iter_rows(2, values_only=True)
    ]
    (cse,) = (row for row in rows if "CSE" in str(row["Plan"]))

    assert (cse["Act by"], cse["Who"]) == (datetime(2020, 6, 1), "Commissioning, Performance and Quality")
    assert (cse["Tightest point"], cse["Days to spare there"]) == (
        "Cabinet approves the specification and the tender",
        0,
    )
    assert cse["Last updated"] == datetime(2020, 3, 1)
    pixels = sum(one.width * 7 * (one.max - one.min + 1) for one in sheet.column_dimensions.values())
    assert 277 / 25.4 * 96 / pixels * 10 >= 8
    assert all(sheet.row_dimensions[number].height for number in range(2, sheet.max_row + 1))
