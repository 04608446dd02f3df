"""The README's tour is run: what it shows is what ``plan`` prints."""

from __future__ import annotations

import re

import pytest

from commission_plan.cli.app import COMMANDS
from tests.cli.running import ROOT
from tests.cli.transcripts import Step, name, renewed, run, transcripts

README = ROOT / "README.md"
WHAT_IF = ROOT / "docs/what-if.md"
renewed(README)
renewed(WHAT_IF)
TOUR = transcripts(README)
#: What stands in both is run once.
SHOWN = [*TOUR, *(block for block in transcripts(WHAT_IF) if block not in TOUR)]


@pytest.mark.parametrize("block", SHOWN, ids=name)
def test_the_tour_prints_what_the_readme_shows(block: list[Step]) -> None:
    assert block == run(block)


def test_the_tour_visits_every_command() -> None:
    visited = {step.command.split()[0] for block in TOUR for step in block}

    assert visited >= set(COMMANDS) - {"completion"}


def test_the_first_two_sh_blocks_are_the_two_commands() -> None:
    first, second = re.findall(r"^```sh\n(.*?)```", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)[:2]

    assert "plan check plans/cse.yaml" in first
    assert "pytest" in second
