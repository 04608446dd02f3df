"""``plan report``: which format, what is shown, what is kept from it, and what is never written over."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from commission_plan.analysis import analyse
from commission_plan.contents import Contents, Wanted, contents
from commission_plan.reports.timeline import png, svg
from tests.cli.running import ROOT, plan, text

CSE = "plans/cse.yaml"


def report(*arguments: str, **more: str) -> str:
    done = plan("report", *arguments, **more)

    assert done.returncode == 0, done.stderr.decode()
    return text(done)


@pytest.mark.parametrize("name", ["x.svg", "x.SVG", "x.md", "x.markdown"])
def test_the_format_follows_from_the_ending(tmp_path: Path, name: str) -> None:
    assert plan("report", CSE, "-o", str(tmp_path / name)).returncode == 0

    written = (tmp_path / name).read_text()
    assert written.startswith("<?xml") if name.lower().endswith("svg") else written.startswith("# ")
    assert [tmp_path / name] == list(tmp_path.iterdir())


def test_what_is_asked_for_goes_before_the_ending(tmp_path: Path) -> None:
    assert plan("report", CSE, "-o", str(tmp_path / "x.txt"), "--format", "svg").returncode == 0
    assert (tmp_path / "x.txt").read_text() == report(CSE, "--format", "svg")


def test_a_png_goes_to_a_pipe_too() -> None:
    done = plan("report", "examples/first-plan.yaml", "--format", "png")

    assert done.returncode == 0
    assert done.stdout.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((CSE,), "name a file with -o"),
        ((CSE, "-o", "x.bmp"), "--output: '.bmp' is not known; end it in .svg, .png"),
        ((CSE, "-o", "x"), "name a file with -o"),
        ((CSE, "--format", "svg", "--what", "deadlines"), "and not the deadlines. For that, write html,"),
        ((CSE, "--format", "svg", "--what", "risk", "--what", "timeline"), "svg holds one picture; ask for"),
        ((CSE, "--format", "svg", "--what", "risk", "--layout", "slide"), "--layout slide is for the timeline"),
        ((CSE, "--format", "ics", "--what", "risk"), "ics shows the timetable and deadlines, and not the risk."),
        ((CSE, "--format", "xml", "--what", "slips"), "write html, pdf, docx, xlsx, markdown, csv or json"),
        ((CSE, "--format", "mermaid", "--what", "risk"), "mermaid shows the timeline, and not the risk. For that,"),
        ((CSE, "--format", "dot", "--what", "slips"), "dot shows the timeline, and not the slips. For that"),
        ((CSE, "--format", "csv", "--what", "risk", "--what", "slips"), "csv holds one table"),
        ((CSE, "--format", "md", "--runs", "10"), "--runs goes with --what risk"),
        ((CSE, "--format", "md", "--what", "slips", "--seed", "2"), "--seed goes with --what risk"),
        ((CSE, "--format", "md", "--what", "risk", "--runs", "0"), "--runs: 0 is not between 1 and 10,000,000"),
        ((CSE, "--format", "md", "--what", "risk", "--history", CSE), "--history: "),
        ((CSE, "--format", "md", "--what", "everything"), "'everything' is not known; it is timeline, timetable"),
        ((CSE, "--format", "md", "--what", "changes"), "--what changes needs an earlier version: name it with --since"),
        ((CSE, "--format", "svg", "--since", CSE), "--since is for html, pdf, docx, xlsx, markdown"),
        ((CSE, "--format", "md", "--layout", "slide"), "--layout is for svg and png"),
        ((CSE, "--format", "svg", "--layout", "poster"), "'poster' is not known; it is page or slide"),
        ((CSE, "--format", "svg", "--group", "size"), "it is service, phase, owner, committee or none"),
        ((CSE, "--format", "svg", "--only", "late"), "--only: 'late' is not known; it is critical"),
        ((CSE, "--format", "svg", "--lang", "fr"), "--lang: 'fr' is not known; it is en-GB"),
        ((CSE, "--format", "svg", "--from", "soon"), "--from: 'soon' is not a date"),
        ((CSE, "--format", "svg", "--from", "2020-06", "--to", "2020-05"), "--to is before --from"),
        ((CSE, "--format", "svg", "--anonymous", "--group", "owner"), "--anonymous leaves out the teams"),
        ((CSE, "--format", "svg", "--template", CSE), "--template is for"),
        (("no-such-plan.yaml", "--format", "svg"), "we cannot find no-such-plan.yaml"),
        ((CSE, "--format", "md", "--since", "no-such-plan.yaml"), "no-such-plan.yaml is not a file or a version"),
        ((CSE, "-o", "no-such-folder/x.svg"), "no-such-folder/x.svg cannot be written: its folder is not there"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(arguments: tuple[str, ...], said: str) -> None:
    done = plan("report", *arguments)

    assert done.returncode == 2
    assert done.stdout == b""
    assert said in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


def test_an_invalid_plan_is_told_as_a_check_tells_it_where_the_report_was_to_be(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("plan: Broken\nmilestones: {a: {takes: soon}}\n")
    for arguments in ((str(broken),), (CSE, "--since", str(broken))):
        done = plan("report", *arguments, "-o", str(tmp_path / "x.md"))

        told = (tmp_path / "x.md").read_text()
        assert (done.returncode, text(done)) == (1, "")
        assert "INVALID" in told and "wrong-value" in told
    drawn = plan("report", str(broken), "-o", str(tmp_path / "x.svg"))
    assert drawn.returncode == 1 and "INVALID" in text(drawn)
    assert not (tmp_path / "x.svg").exists()


def test_nothing_that_is_read_is_written_over(tmp_path: Path) -> None:
    plan_file, link = tmp_path / "plan.md", tmp_path / "link.md"
    plan_file.write_text((ROOT / CSE).read_text())
    link.symlink_to(plan_file)
    before = plan_file.read_bytes()
    for written in (plan_file, link):
        done = plan("report", str(plan_file), "-o", str(written))
        assert done.returncode == 2 and b"is the plan" in done.stderr
    done = plan("report", CSE, "--since", str(plan_file), "-o", str(plan_file))

    assert done.returncode == 2 and b"is what --since names" in done.stderr
    assert plan_file.read_bytes() == before


def test_the_days_asked_for_leave_out_what_lies_outside() -> None:
    # Of the CSE plan, June 2020 has the approval of 15 June and the tender documents of 25 June to 8 July.
    rows = [
        line.split(" | ")[0]
        for line in report(
            CSE, "--format", "md", "--what", "timetable", "--from", "2020-06", "--to", "2020-06"
        ).splitlines()
    ]
    timetable = rows[rows.index("## Timetable") :]

    assert [row[2:] for row in timetable if row.startswith("| ")][2:] == [
        "Cabinet approves the specification and the tender",
        "Tender documents made ready",
    ]


def test_only_the_critical_path_is_shown_where_that_is_asked() -> None:
    timetable = (CSE, "--format", "md", "--what", "timetable")
    whole, critical = report(*timetable), report(*timetable, "--only", "critical")

    assert "Public survey" in whole and "Public survey" not in critical
    assert "Cabinet awards the contracts" in critical


@pytest.mark.parametrize(
    ("by", "heads"),
    [
        ("phase", ["Preparation", "Tender", "Award", "Mobilisation and start"]),
        ("committee", ["Cabinet", "No committee"]),
        (
            "owner",
            [
                "Commissioning, Performance and Quality",
                "Improving Lives Select Commission",
                "Procurement",
                "No owner named",
            ],
        ),
        ("none", ["What has to happen, in date order"]),
    ],
)
def test_milestones_are_grouped_as_asked(by: str, heads: list[str]) -> None:
    written = report(CSE, "--format", "svg", "--group", by)
    heads_of = "(?:service|phase|owner|committee|none)"
    groups = re.findall(rf'<g class="group" data-id="{heads_of}-\d+">.*?</g>', written, re.DOTALL)

    assert ["".join(re.findall(r">([^<>\n]+)</text>", group)).replace(" ", "") for group in groups] == [
        head.replace(" ", "") for head in heads
    ]


def test_grouped_by_service_the_steps_stand_below_the_cover_of_their_own() -> None:
    written = report("plans/early-help.yaml", "--format", "svg", "--group", "service")
    blocks = re.findall(r'<g class="(group|cover|milestone)" data-id="([^"]+)">', written)
    heads = [number for number, (kind, _) in enumerate(blocks) if kind == "group"]

    assert [blocks[number][1] for number in heads][:2] == ["core-services", "childrens-centres"]
    assert blocks[heads[0] + 1] == ("cover", "after")
    own = {id for kind, id in blocks[heads[0] : heads[1]] if kind == "milestone"}
    assert "core-services-start" in own and "childrens-centres-start" not in own


def test_the_same_input_gives_the_same_bytes() -> None:
    one, two = (
        report("plans/misper.yaml", "--format", "svg", PYTHONHASHSEED=seed, TZ=zone)
        for seed, zone in (("1", "Pacific/Auckland"), ("2", "America/Los_Angeles"))
    )

    assert one == two and one


def test_a_missing_extra_is_named_with_what_installs_it(tmp_path: Path) -> None:
    (tmp_path / "resvg_py.py").write_text("raise ImportError('No module named resvg_py')\n")
    done = plan("report", CSE, "--format", "png", PYTHONPATH=str(tmp_path))

    assert done.returncode == 2
    assert b"png needs more packages, those of the extra 'report' (No module named resvg_py): " in done.stderr
    assert b" -m pip install " in done.stderr and b'"resvg-py>=' in done.stderr
    assert done.stderr.count(b"\n") == 1


def test_a_picture_too_high_for_pixels_is_refused_and_says_what_would_do(tmp_path: Path) -> None:
    milestones = "".join(f"  m-{number}: {{takes: 1d}}\n" for number in range(2_000))
    (tmp_path / "plan.yaml").write_text(f"plan: Many\nas_of: 2026-01-05\nmilestones:\n{milestones}")
    done = plan("report", str(tmp_path / "plan.yaml"), "-o", str(tmp_path / "x.png"))

    assert done.returncode == 2
    assert b"write svg, or show less with --only, --from and --to" in done.stderr
    assert not (tmp_path / "x.png").exists()


# Anonymous.

NAMED = """\
plan: Advice from Zebra Ltd
as_of: 2026-01-05
regime: pa-2023
committees: {cabinet: {title: Cabinet, every: third monday, papers: 5d, decision_notice: 2d}}
services:
  advice:
    owner: The Heron Team
    contracts:
      zebra-ltd:
        title: "The contract of ZEBRA  Ltd, as was"
        suppliers: [Zebra Ltd, Quagga & Sons]
        end: 2026-10-31
        note: Quagga & Sons subcontracts to Zebra Ltd.
        extensions:
          first: {to: 2026-12-31, notice: 1mo, status: planned, decision: heron-team-agrees}
    go_live: start
milestones:
  heron-team-agrees: {kind: decision, at: cabinet, owner: The Heron Team}
  tender: {kind: tender, takes: 30d, after: heron-team-agrees, owner: Okapi, title: Tender run by Okapi}
  standstill: {kind: standstill, takes: 2d, after: tender, owner: Okapi}
  visit: {takes: 5wd, after: standstill, title: "Visit of Quagga & Sons to The Heron Team", note: with Zebra Ltd}
  start: {kind: go-live, after: visit, owner: Cabinet}
"""
SECRETS = ("zebra", "quagga", "heron", "okapi")


@pytest.mark.parametrize("format", ["svg", "md"])
def test_an_anonymous_report_names_no_owner_and_no_supplier(tmp_path: Path, format: str) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(NAMED)
    named, hidden = (report(str(path), "--format", format, *more) for more in ((), ("--anonymous",)))

    assert {secret for secret in SECRETS if secret in named.lower()} == set(SECRETS)
    assert [secret for secret in SECRETS if secret in hidden.lower()] == []
    assert "[supplier]" in hidden.replace("\\", "") and "[owner]" in hidden.replace("\\", "")
    # A committee decides in public.
    assert "Cabinet" in hidden


def test_an_anonymous_report_has_the_same_dates(tmp_path: Path) -> None:
    dates = [
        re.findall(r"\d{1,2} [A-Z][a-z]+ 20\d\d", report(path, "--format", "md", *more))
        for path in (CSE, "plans/misper.yaml")
        for more in ((), ("--anonymous",))
    ]

    assert dates[0] == dates[1] and dates[2] == dates[3] and dates[0]


# On a terminal.


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of Unix")
def test_long_work_is_told_on_a_terminal_and_pixels_do_not_go_there() -> None:
    import pty

    code = (
        "import time, sys\n"
        "from commission_plan.cli.progress import working\n"
        "with working('reading the plan'): time.sleep(1.3)\n"
    )
    main, other = pty.openpty()
    subprocess.run([sys.executable, "-c", code], stderr=other, check=True, cwd=ROOT)
    told = os.read(main, 1000).decode()
    refused = subprocess.run(
        [sys.executable, "-m", "commission_plan", "report", CSE, "--format", "png"],
        stdout=other,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        check=False,
    )
    os.close(main)
    os.close(other)

    assert told == "\r\x1b[Kplan: reading the plan, 1 s\r\x1b[K"
    assert refused.returncode == 2 and b"png cannot be shown in a terminal" in refused.stderr


# What is kept in the repository.

KEPT = ROOT / "examples/reports"
PLANS = sorted(path.stem for path in (ROOT / "plans").glob("*.yaml"))


def kept(name: str) -> Contents:
    analysis = analyse((ROOT / f"plans/{name}.yaml").read_bytes(), today=date(2026, 1, 5))
    return contents(analysis, Wanted(parts=("timeline",)))


@pytest.mark.parametrize("name", PLANS)
def test_the_pictures_kept_in_the_repository_are_current(name: str) -> None:
    assert svg(kept(name)).encode() == (KEPT / f"{name}.svg").read_bytes(), "run the commands of docs/reports.md"


def test_the_command_writes_what_is_kept_in_the_repository() -> None:
    assert report(CSE, "--format", "svg") == (KEPT / "cse.svg").read_text()


@pytest.mark.parametrize("name", PLANS)
def test_the_pixels_kept_in_the_repository_are_current(name: str) -> None:
    resvg = pytest.importorskip("resvg_py")
    if resvg.__version__ != "0.5.0":
        pytest.skip("they were made by resvg-py 0.5.0")

    assert png(kept(name)) == (KEPT / f"{name}.png").read_bytes(), "run the commands of docs/reports.md"


@pytest.mark.parametrize("kind", ["dot", "html", "md", "json", "ics", "csv", "xml", "svg"])
def test_an_anonymous_report_names_nobody_of_the_plans_that_are_waited_for(kind: str, tmp_path: Path) -> None:
    # The other plan's name here is that of one of its suppliers, too.
    (tmp_path / "other.yaml").write_text(
        "plan: Other\nas_of: 2026-01-05\nservices:\n  s: {owner: Secret Team, go_live: live, contracts: {c: "
        "{end: 2026-12-31, suppliers: [TRS, Alpha Ltd]}}}\nmilestones:\n"
        "  alpha-ltd-signs: {title: Alpha Ltd signs with Secret Team, takes: 5wd, owner: Secret Team}\n"
        "  live: {kind: go-live, after: alpha-ltd-signs}\n"
    )
    (tmp_path / "ours.yaml").write_text(
        "plan: Ours\nas_of: 2026-01-05\nplans: {trs: other.yaml}\nservices:\n"
        "  s: {contracts: {c: {end: 2026-12-31}}, go_live: live}\nmilestones:\n"
        "  work: {takes: 5wd, after: trs/alpha-ltd-signs}\n  live: {kind: go-live, after: work}\n"
    )

    plain, hidden = (
        plan("report", "ours.yaml", "--format", kind, *more, cwd=tmp_path) for more in ((), ("--anonymous",))
    )

    assert plain.returncode == hidden.returncode == 0 and hidden.stderr == b""
    assert not re.search(rb"alpha|secret|\btrs\b", hidden.stdout, re.IGNORECASE)
    # Its dates are those of the plan that names them: 12 to 16 January.
    assert (b"2026-01-16" in plain.stdout) == (b"2026-01-16" in hidden.stdout)
