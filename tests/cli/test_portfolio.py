"""``plan portfolio``, run as a user runs it, in every format, with the plans of others in it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.cli.running import ROOT, plan, text
from tests.cli.transcripts import Step, name, renewed, run, transcripts
from tests.hostile.texts import TITLES

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


@pytest.mark.parametrize(
    ("plans", "as_of", "legend"),
    [
        (EXAMPLE, "2026-01-05", ["firm cover", "new service", "go-live"]),
        # The new services start beyond the years that are shown.
        (EXAMPLE, "2020-01-06", ["firm cover"]),
        ("plans/early-help.yaml", "2020-06-01", ["gap: no cover", "new service", "go-live"]),
        (
            "plans",
            "2020-06-01",
            ["firm cover", "cover if the planned extension is taken", "gap: no cover", "new service", "go-live"],
        ),
    ],
)
def test_the_legend_of_the_picture_has_the_signs_that_occur(plans: str, as_of: str, legend: list[str]) -> None:
    root = ElementTree.fromstring(text(plan("portfolio", plans, "--format", "svg", "--as-of", as_of)))

    assert [element.text for element in root.iterfind(".//{*}text[@class='legend']")] == legend


def test_titles_are_text_in_the_picture(hostile: Path, tmp_path: Path) -> None:
    plan("portfolio", str(hostile), "-o", str(tmp_path / "p.svg"))
    root = ElementTree.parse(tmp_path / "p.svg").getroot()

    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert names <= {"svg", "title", "desc", "defs", "pattern", "rect", "path", "g", "text", "circle"}
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
        for wide, dark in ((1280, False), (320, True)):
            context = browser.new_context(
                viewport={"width": wide, "height": 800}, color_scheme="dark" if dark else "light", bypass_csp=True
            )
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
    assert len(requests) == 2


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

    assert "gap: 29 days" in texts
    ticks = [said for said in texts if said in ("Sep", "Oct", "Nov")]
    assert ticks[:3] == ["Sep", "Oct", "Nov"]


def test_no_month_of_the_picture_runs_into_the_next(tmp_path: Path) -> None:
    for months in (9, 14, 15, 16, 33):
        year, month = divmod(2 + months, 12)
        end = f"{2026 + year}-{month + 1:02}-01"
        (tmp_path / "one.yaml").write_text(STALE.format(name="One", as_of="2026-02-02", end=end))
        root = ElementTree.fromstring(text(plan("portfolio", str(tmp_path / "one.yaml"), "--format", "svg")))
        ticks = [one for one in root.iter("{http://www.w3.org/2000/svg}text") if one.get("class") == "tick"]
        ends = [float(one.get("x", 0)) + float(one.get("textLength", 0)) for one in ticks]
        assert len(ticks) > 5
        assert all(end < float(after.get("x", 0)) - 1 for end, after in zip(ends, ticks[1:], strict=False))
