"""Reports that are text: Markdown, CSV, JSON, Mermaid and DOT, read by what is not ours where there is such a thing."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from typing import Any

import pytest

from commission_plan.analysis import analyse
from commission_plan.cli.neighbours import Beside
from commission_plan.contents import Wanted, contents
from commission_plan.phrases import iso
from commission_plan.reports import REPORTS
from commission_plan.reports.exchange import dot as report_dot
from tests.cli.running import plan as run
from tests.cli.running import text as printed
from tests.reports.making import CSE, HOSTILE, PLANS, ROOT, TODAY, hostile, made, report

OURS = ("docx", "xlsx", "markdown", "csv", "json", "mermaid", "dot", "ics", "xml")


@pytest.mark.parametrize("name", [name for name in OURS if name != "docx"])
def test_the_same_plan_gives_the_same_bytes(name: str):
    assert made(name, CSE) == made(name, CSE)


def test_so_does_a_document_without_its_picture_and_the_picture_alone_is_tested_with_pictures():
    assert made("docx", CSE, parts=("timetable",)) == made("docx", CSE, parts=("timetable",))


@pytest.mark.parametrize("name", ["markdown", "csv", "json", "mermaid", "dot", "ics", "xml"])
def test_an_anonymous_report_names_no_owner_and_no_supplier(name: str):
    told = made(name, CSE, anonymous=True).decode()

    for hidden in ("Rotherham Rise", "GROW", "Rothacs", "Commissioning, Performance and Quality"):
        assert hidden not in told


@pytest.mark.parametrize("name", OURS[2:])
def test_only_what_is_critical_is_told_where_that_is_asked_for(name: str):
    parts = [part for part in REPORTS[name].parts if part not in ("deadlines", "findings")]
    told = made(name, CSE, only_critical=True, parts=parts)

    # A calendar folds its lines.
    told = told.replace(b"\r\n ", b"")
    assert b"Evaluation of tenders" in told and b"Public survey" not in told


# Markdown.


def test_markdown_has_a_table_for_each_part():
    lines = made("markdown", CSE).decode().splitlines()

    assert [line for line in lines if line.startswith("#")] == [
        "# Re-commissioning of CSE support services",
        "## Will people have a service on every day?",
        "## What to do, and by when",
        "## Timetable",
        "## Dates that the law sets",
        "### Other dates",
        "## Contracts and extensions",
        "## What we assumed",
        "## For the plan’s author",
        "### 2 warnings, 10 notes",
        "#### Warnings",
        "#### Notes",
        "#### Accepted, with the reason that the plan gives",
    ]
    (tender,) = (line for line in lines if line.startswith("| Tender |"))
    assert tender.startswith("| Tender | 9 July to 19 August 2020 |  | Procurement | ")
    assert "| Step | When | Who decides | Who | Days to spare |" in lines
    widths = {line.replace("\\|", "").count("|") for line in lines if line.startswith("| Tender")}
    assert widths == {6}
    assert not [line for line in lines if line.startswith("| Tender") and "9 July 2020" in line]


def test_hostile_titles_begin_no_heading_and_no_row_of_markdown():
    lines = made("markdown", hostile(), parts=("timetable",)).decode().splitlines()

    assumed = lines.index("## What we assumed") if "## What we assumed" in lines else len(lines)
    rows = [line for line in lines[lines.index("## Timetable") : assumed] if line.startswith("| ")]
    heads = [line for line in lines if line.startswith("#")]
    # One table for each service, and one for what no service waits for, each with its head and its rule.
    assert len(rows) == 2 * (len(heads) - 4) + len(HOSTILE)
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} <= {4, 5, 6}
    assert not re.search(r"<(?!https)|(?<!\\)!\[|(?<!\\)`", "\n".join(rows))


# CSV.


def read(content: bytes) -> list[dict[str, str]]:
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_is_one_table_with_dates_in_iso_form():
    content = made("csv", CSE)
    rows = read(content)

    heads = b"Id,Step,Start,Finish,By,Days to spare,Who decides,Who,Waits for,State"
    assert content.startswith(b"\xef\xbb\xbf" + heads + b"\r\n")
    assert content.count(b"\r\n") == content.count(b"\n") == 1 + len(report(CSE).timetable)
    award = next(row for row in rows if row["Id"] == "award")
    # An event has one date.
    assert (award["Start"], award["Finish"], award["Who decides"]) == ("", "2020-10-19", "Cabinet")


def test_csv_holds_the_table_that_is_asked_for():
    rows = read(made("csv", CSE, parts=("deadlines",)))

    assert [row["Date"] for row in rows] == [iso(must.by) for must in report(CSE).deadlines]
    told = run("report", str(CSE), "--format", "csv", "--what", "cover")
    assert printed(told).startswith("\ufeffId,Service,Cover,From,To,State")
    both = run("report", str(CSE), "--format", "csv", "--what", "cover", "--what", "deadlines")
    assert both.returncode == 2 and b"csv holds one table" in both.stderr


def test_no_cell_of_csv_begins_a_formula():
    cells = [cell for row in read(made("csv", hostile())) for cell in row.values()]

    assert "'=cmd|'/c calc'!A1" in cells and "'@SUM(A1)" in cells and "'-2+3" in cells
    assert not [cell for cell in cells if re.match("[\\s]*[=+\\-@\uff1d\uff0b\uff20]", cell)]


# JSON.


def test_json_has_every_part_as_data():
    found: Any = json.loads(made("json", CSE))

    assert found["schema"] == 2 and found["as_of"] == "2020-03-01" and found["verdict"] == "depends"
    tender = next(stage for stage in found["timetable"] if stage["id"] == "tender")
    # Papers for 19 October are due on 5 October; the 25 working days that end on it begin on Tuesday 1 September,
    # behind a bank holiday and a weekend.
    assert (tender["start"], tender["finish"], tender["latest"]) == ("2020-07-09", "2020-08-19", "2020-08-28")
    assert (tender["float"], tender["float_unit"], tender["critical"]) == (7, "working days", True)
    (service,) = found["cover"]
    assert [row["to"] for row in service["rows"] if row["kind"] == "extension"] == ["2020-09-30", "2021-03-31"]
    assert len(found["deadlines"]) == len(report(CSE).deadlines)
    assert {"rule", "severity", "message", "line"} <= set(found["findings"][0])


SUNDAY = """\
plan: Sundays
as_of: DAY
services:
  advice:
    contracts:
      current: {end: 2026-05-31, extensions: {more: {to: 2026-08-31, status: planned}}}
    go_live: start
    new_contract: {end: 2028-12-31}
milestones:
  start: {kind: go-live, on: 2026-08-30, by: 2026-08-30}
"""


@pytest.mark.parametrize(("day", "overdue"), [("2026-05-30", False), ("2026-05-31", False), ("2026-06-01", True)])
def test_what_may_still_be_done_on_a_day_off_is_overdue_in_no_format(day: str, overdue: bool):
    # Exercised by Friday 29 May: the last day, 31 May 2026, is a Sunday.
    plan = SUNDAY.replace("DAY", day)
    found: Any = json.loads(made("json", plan))
    (due,) = (due for due in found["deadlines"] if due["date"] == "2026-05-29")
    lines = made("markdown", plan).decode().splitlines()
    (at,) = (number for number, line in enumerate(lines) if "29 May 2026" in line and line.startswith("|"))

    assert due["overdue"] is overdue
    late = "### Too late already" in lines[:at] and "## Will people" not in "".join(lines[:at][-6:])
    assert late is overdue


# Mermaid: its grammar of a Gantt, as far as we use it.

_TASK = re.compile(
    r"    [^:;#%]+ :(?:(?:done|crit|active|milestone), )*(?:row-\d+|as-at), \d{4}-\d\d-\d\d, (?:0d|\d{4}-\d\d-\d\d)"
)
_SECTION = re.compile(r"    section [^:;#%]+")
_FIXED = re.compile(
    r"    (?:title [^:;#%]+|acc(?:Title|Descr): [^:;#%]+|dateFormat YYYY-MM-DD|inclusiveEndDates|axisFormat %b %Y|"
    r"todayMarker off)"
)


@pytest.mark.parametrize("path", [*PLANS, None], ids=lambda path: path.stem if path else "hostile")
def test_every_line_of_mermaid_is_one_that_we_mean(path: Any):
    lines = made("mermaid", path or hostile()).decode().splitlines()

    assert lines[0].startswith('%%{init: {"theme": "base", ') and lines[1] == "gantt"
    strange = [line for line in lines[2:] if not any(form.fullmatch(line) for form in (_TASK, _SECTION, _FIXED))]
    assert strange == []
    names = [line.split(" :")[0].strip().lower() for line in lines[2:] if _TASK.fullmatch(line)]
    assert not [name for name in names if re.match(r"(?:end|section|title|click|gantt)\b", name)]


def test_mermaid_has_the_dates_of_the_plan():
    lines = made("mermaid", CSE).decode().splitlines()

    assert any(line.startswith("    Tender :row-") and line.endswith("2020-07-09, 2020-08-19") for line in lines)
    assert any(line.startswith("    Cabinet awards the contracts (Cabinet) :milestone, ") for line in lines)
    # The contract has run since long before the days shown, and the new service goes on after them.
    new = next(line for line in lines if line.startswith("    New service :active, "))
    assert new.partition(" 2021-01-01, ")[2] <= "2021-06-30"
    assert not any(line.endswith((", 2016-03-31", "9999-12-31")) for line in lines)


# DOT.


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not on this machine")
@pytest.mark.parametrize("content", [CSE, hostile()], ids=["cse", "hostile"])
def test_graphviz_reads_the_graph(content: Any):
    done = subprocess.run(["dot", "-Tjson0"], input=made("dot", content), capture_output=True, timeout=60)

    assert done.returncode == 0 and done.stderr == b""
    graph = json.loads(done.stdout)
    nodes = [node for node in graph["objects"] if "nodes" not in node]
    assert len(nodes) == len(report(content).timetable)
    assert not any("href" in node or "URL" in node for node in nodes)


def test_the_graph_tells_the_types_of_links_and_their_lags():
    text = """
plan: Links
as_of: 2020-06-01
milestones:
  a: {takes: 10wd}
  b: {takes: 5wd, after: a + 5wd}
  c: {takes: 5wd, after: start of a - 2w}
  d: {takes: 5wd, finish_after: [a, start of b + 1mo]}
"""
    lines = made("dot", text).decode().splitlines()

    links = [re.sub(r".*label=\"([^\"]*)\".*", r"\1", line) for line in lines if "->" in line]
    assert links == ["FS + 5 working days", "SS - 2 weeks", "FF", "SF + 1 month"]


def test_the_graph_shows_what_is_waited_for_in_another_plan():
    file = ROOT / "examples/portfolio/outreach.yaml"
    analysis = analyse(file.read_bytes(), path="outreach.yaml", today=TODAY, neighbours=Beside(str(file)))
    text = report_dot.render(contents(analysis, Wanted())).decode()

    shown = re.findall(r"(other\d) \[label=\"([^\"]*)\"", text)
    names = {name.replace("\\n", ", "): id for id, name in shown}
    assert list(names) == ["Permission, in the plan advice, 12 March 2026", "Award, in the plan advice, 11 June 2026"]
    assert f"{names['Permission, in the plan advice, 12 March 2026']} -> m3 " in text
    assert "Dotted: in another plan." in text and "Dotted" not in made("dot", CSE).decode()


def test_every_quote_of_a_hostile_title_is_escaped_in_the_graph():
    text = made("dot", hostile()).decode()

    bare = re.sub(r'"(?:[^"\\]|\\.)*"', '""', text)
    assert not re.search(r"[\"\\<>](?<!\"\")", bare.replace('""', "").replace("->", ""))
    assert bare.count("{") == bare.count("}")


def test_a_report_of_a_scenario_says_so():
    done = run("report", str(CSE), "--format", "json", "--scenario", "no-rolling-extension")

    told = json.loads(printed(done))
    assert (told["scenario"], told["verdict"]) == ("no-rolling-extension", "gap")
