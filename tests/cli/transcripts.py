"""Transcripts in documents: every ``console`` block whose first line is ``$ plan ...`` prints what stands below it."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

from tests.cli.running import plan, text

_BLOCK = re.compile(r"^```console\n\$ plan (?P<arguments>.*)\n(?P<output>(?:.*\n)*?)```$", re.MULTILINE)


def transcripts(document: Path) -> list[tuple[str, str]]:
    """The arguments and the output of each transcript."""
    return [(match["arguments"], match["output"]) for match in _BLOCK.finditer(document.read_text(encoding="utf-8"))]


def printed(arguments: str) -> str:
    """What ``plan`` prints, at 80 columns."""
    return text(plan(*shlex.split(arguments), COLUMNS="80"))


def renewed(document: Path) -> None:
    """Write the transcripts anew where ``PLAN_GOLDEN=write`` asks for it."""
    if os.environ.get("PLAN_GOLDEN") != "write":
        return

    def run(match: re.Match[str]) -> str:
        arguments = match["arguments"]
        return f"```console\n$ plan {arguments}\n{printed(arguments)}```"

    document.write_text(_BLOCK.sub(run, document.read_text(encoding="utf-8")), encoding="utf-8")
