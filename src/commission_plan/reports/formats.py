"""Which command has which formats: one table for all, by which ``--format`` and the ending of ``-o`` are read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from commission_plan.phrases import listed


class Format(NamedTuple):
    """How a format is called by its file, what it needs, and whether a terminal can show it."""

    #: The endings of files that mean it, without the dot; the first is the usual one.
    endings: tuple[str, ...]
    about: str
    #: The extra whose packages it needs.
    extra: str | None = None
    text: bool = True


FORMATS: Mapping[str, Format] = {
    "text": Format(("txt",), "for the terminal"),
    "markdown": Format(("md", "markdown"), "to paste, and for pull requests"),
    "json": Format(("json",), "for other programs"),
    "csv": Format(("csv",), "one table, for other programs"),
    "html": Format(("html", "htm"), "a web page that is one file"),
    "xlsx": Format(("xlsx",), "an Excel workbook", "report", text=False),
    "github": Format((), "annotations of a pull request's lines"),
    "gitlab": Format((), "a GitLab code quality report"),
    "sarif": Format(("sarif",), "SARIF 2.1.0, for code scanning"),
    "junit": Format(("xml",), "a JUnit test report"),
    "svg": Format(("svg",), "a picture"),
    "png": Format(("png",), "a picture", "report", text=False),
}
#: Those that any report can be rendered in.
GENERAL = ("text", "markdown", "json", "csv", "html", "xlsx")
SPOKEN = GENERAL[:3]
#: By command its formats; the first is used where none is asked for.
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "check": (*SPOKEN, "github", "gitlab", "sarif", "junit"),
    "schedule": GENERAL,
    "deadlines": GENERAL,
    "why": SPOKEN,
    "slip": GENERAL,
    "compare": GENERAL,
    "solve": SPOKEN,
    "diff": SPOKEN,
    "risk": (*SPOKEN, "svg", "png"),
    "rules": SPOKEN,
    "portfolio": (*GENERAL, "svg"),
}


class NoSuchFormat(LookupError):
    """The command has no such format; the message says which it has."""


def chosen(command: str, format: str | None, output: str | None) -> str:
    """The format of a command's answer: as asked for, else as the ending of the file says, else the command's first.

    A format may be asked for by its name or by an ending. Raises ``NoSuchFormat``.
    """
    endings = {ending: name for name in COMMANDS[command] for ending in (name, *FORMATS[name].endings)}
    if format is not None:
        if format.lower() not in endings:
            raise NoSuchFormat(f"--format: '{format}' is not known; it is {listed(COMMANDS[command], 'or')}")
        return endings[format.lower()]
    ending = Path(output or "").suffix.removeprefix(".").lower()
    if not ending:
        return COMMANDS[command][0]
    if ending not in endings:
        known = [f".{FORMATS[name].endings[0]}" for name in COMMANDS[command] if FORMATS[name].endings]
        raise NoSuchFormat(f"--output: '.{ending}' is not known; end it in {listed(known, 'or')}, or give --format")
    return endings[ending]
