"""The README, the tour, the what-ifs and a page for each kind of ``depends`` are run, and print what they show."""

from __future__ import annotations

import re

import pytest

from commission_plan.cli.app import COMMANDS
from tests.cli.running import ROOT
from tests.cli.transcripts import Step, name, renewed, run, transcripts

README = ROOT / "README.md"
PAGES = [README, ROOT / "docs/tour.md", ROOT / "docs/what-if.md", *sorted((ROOT / "docs").glob("depends-*.md"))]
for page in PAGES:
    renewed(page)
TOUR = transcripts(PAGES[1])
#: What stands in several is run once.
SHOWN = list({str(block): block for page in PAGES for block in transcripts(page)}.values())


@pytest.mark.parametrize("block", SHOWN, ids=name)
def test_the_program_prints_what_the_page_shows(block: list[Step]) -> None:
    assert block == run(block)


def test_the_tour_visits_every_command() -> None:
    visited = {step.command.split()[0] for block in TOUR for step in block}

    assert visited >= set(COMMANDS) - {"completion"}


def test_the_files_that_the_architecture_names_are_there() -> None:
    folders = ("src", "tests", "scripts", "benchmarks")
    here = {path.as_posix() for folder in folders for path in (ROOT / folder).rglob("*.py")}
    named = set(re.findall(r"`([\w/]+\.py)`", (ROOT / "docs/architecture.md").read_text(encoding="utf-8")))

    assert len(named) > 50
    assert [name for name in sorted(named) if not any(path.endswith(f"/{name}") for path in here)] == []


def test_the_readme_names_every_command_and_shows_the_first_example() -> None:
    text = README.read_text(encoding="utf-8")
    example = (ROOT / "examples/first-plan.yaml").read_text(encoding="utf-8")
    (shown,) = re.findall(r"^```yaml\n(.*?)```", text, re.MULTILINE | re.DOTALL)

    assert [name for name, what in COMMANDS.items() if f"| `plan {name}` | {what} |" not in text] == []
    assert len(shown.splitlines()) > 5
    assert shown in example


def test_the_first_two_sh_blocks_are_the_two_commands() -> None:
    first, second = re.findall(r"^```sh\n(.*?)```", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)[:2]

    assert "plan check plans/cse.yaml" in first
    assert "pytest" in second


def test_every_link_leads_to_a_file() -> None:
    pages = [README, *ROOT.glob("docs/*.md"), *ROOT.glob("examples/**/*.md"), *ROOT.glob("benchmarks/*.md")]
    links = [(page, to) for page in pages for to in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))]
    inside = [(page, to) for page, to in links if "://" not in to]

    assert len(inside) > 20
    assert [(page.name, to) for page, to in inside if not (page.parent / to).exists()] == []
