"""Transcripts in documents: ``console`` blocks of ``$ plan ...`` lines, each with what it prints below it."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import tempfile
from pathlib import Path
from typing import NamedTuple

from tests.cli.running import ROOT, plan

_BLOCK = re.compile(r"^```console\n(?P<text>\$ plan .*\n(?:.*\n)*?)```$", re.MULTILINE)
_STEP = re.compile(r"^\$ plan (?P<command>.*)\n(?P<output>(?:(?!\$ plan ).*\n)*)", re.MULTILINE)
_FIRST_LINES = re.compile(r"^(?P<command>.*?) \| head -n (?P<lines>\d+)$")
#: What a tour is taken through: a copy, so that its commands may write.
_SHOWN = ("plans", "examples")


class Step(NamedTuple):
    """One command of a block, and what stands below it."""

    command: str
    output: str


def transcripts(document: Path) -> list[list[Step]]:
    """The blocks of the document; the commands of one are run one after the other in the same folder."""
    return [_steps(match["text"]) for match in _BLOCK.finditer(document.read_text(encoding="utf-8"))]


def name(block: list[Step]) -> str:
    return block[0].command


def _steps(text: str) -> list[Step]:
    return [Step(match["command"], match["output"]) for match in _STEP.finditer(text)]


def run(block: list[Step]) -> list[Step]:
    """The same commands with what ``plan`` prints in a copy of this repository's plans, at 80 columns."""
    with tempfile.TemporaryDirectory() as folder:
        for shown in _SHOWN:
            shutil.copytree(ROOT / shown, Path(folder) / shown, ignore=shutil.ignore_patterns("reports"))
        return [Step(step.command, _printed(step.command, Path(folder))) for step in block]


def _printed(command: str, folder: Path) -> str:
    head = _FIRST_LINES.match(command)
    done = plan(*shlex.split(head["command"] if head else command), cwd=folder, COLUMNS="80")
    lines = done.stdout.decode("utf-8").splitlines(keepends=True)
    return done.stderr.decode("utf-8") + "".join(lines[: int(head["lines"])] if head else lines)


def renewed(document: Path) -> None:
    """Write the transcripts anew where ``PLAN_GOLDEN=write`` asks for it."""
    if os.environ.get("PLAN_GOLDEN") != "write":
        return

    def again(match: re.Match[str]) -> str:
        steps = run(_steps(match["text"]))
        return "```console\n" + "".join(f"$ plan {step.command}\n{step.output}" for step in steps) + "```"

    document.write_text(_BLOCK.sub(again, document.read_text(encoding="utf-8")), encoding="utf-8")
