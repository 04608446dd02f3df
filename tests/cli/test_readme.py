"""The README's tour is run: what it shows is what ``plan`` prints."""

from __future__ import annotations

import re

import pytest

from tests.cli.running import ROOT
from tests.cli.transcripts import printed, renewed, transcripts

README = ROOT / "README.md"
renewed(README)
TOUR = transcripts(README)


@pytest.mark.parametrize(("arguments", "output"), TOUR, ids=[arguments for arguments, _ in TOUR])
def test_the_tour_prints_what_the_readme_shows(arguments: str, output: str) -> None:
    assert output == printed(arguments)


def test_the_tour_visits_every_command() -> None:
    visited = {arguments.split()[0] for arguments, _ in TOUR}

    assert {"check", "schedule", "show", "why", "rules", "new", "record", "fmt", "diff"} <= visited


def test_the_first_two_sh_blocks_are_the_two_commands() -> None:
    first, second = re.findall(r"^```sh\n(.*?)```", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)[:2]

    assert "plan check plans/cse.yaml" in first
    assert "pytest" in second
