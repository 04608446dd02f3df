"""Which command has which formats: one table for all, by which ``--format`` and the ending of ``-o`` are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    "html": Format(("html", "htm"), "a web page that is one file (of `plan report` with the extra `report`)"),
    "xlsx": Format(("xlsx",), "an Excel workbook", "report", text=False),
    "github": Format((), "annotations of a pull request's lines"),
    "azure": Format((), "issues of an Azure Pipelines run, at their lines"),
    "gitlab": Format((), "a GitLab code quality report"),
    "sarif": Format(("sarif",), "SARIF 2.1.0, for code scanning"),
    "junit": Format(("xml",), "a JUnit test report"),
    "svg": Format(("svg",), "a picture, for the web and for print"),
    "png": Format(("png",), "a picture in pixels", "report", text=False),
    "pdf": Format(("pdf",), "paper, tagged for those who have it read to them", "pdf", text=False),
    "docx": Format(("docx",), "a Word document", "report", text=False),
    "mermaid": Format(("mmd", "mermaid"), "the timeline as a Mermaid Gantt"),
    "dot": Format(("dot", "gv"), "what waits for what, for Graphviz"),
    "ics": Format(("ics",), "a calendar of meetings, deadlines and notices", "report"),
    "xml": Format(("xml",), "a project for MS Project and ProjectLibre (MSPDI)"),
}
#: Those that any report can be rendered in.
GENERAL = ("text", "markdown", "json", "csv", "html", "xlsx")
SPOKEN = GENERAL[:3]
#: By command its formats; the first is used where none is asked for.
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "check": (*SPOKEN, "github", "azure", "gitlab", "sarif", "junit"),
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
    "report": ("svg", "png", "html", "pdf", "docx", "xlsx", "markdown", "csv", "json", "mermaid", "dot", "ics", "xml"),
}
#: Commands that answer in no format but one that is asked for.
_UNASKED = frozenset({"report"})


class NoSuchFormat(LookupError):
    """The command has no such format; the message says which it has."""


def chosen(command: str, format: str | None, output: str | None) -> str:
    """The format of a command's answer: as asked for, else as the ending of the file says, else the command's first.

    A format may be asked for by its name or by an ending. Raises ``NoSuchFormat``.
    """
    endings = {ending: name for name in COMMANDS[command] for ending in (name, *FORMATS[name].endings)}
    if format is not None:
        if format.lower() not in endings:
            from commission_plan.model.wording import hint

            every = f"it is {listed(COMMANDS[command], 'or')}"
            raise NoSuchFormat(f"--format: '{format}' is not known; {hint(format.lower(), COMMANDS[command], every)}")
        return endings[format.lower()]
    ending = _ending(output)
    if not ending:
        if command in _UNASKED:
            known = listed(COMMANDS[command], "or")
            raise NoSuchFormat(f"name a file with -o whose ending says the format, or --format: {known}")
        return COMMANDS[command][0]
    if ending not in endings:
        usual = [FORMATS[name].endings[0] for name in COMMANDS[command] if FORMATS[name].endings]
        raise _no_such_ending(ending, usual, ", or give --format")
    return endings[ending]


def fits(output: str | None, *endings: str) -> None:
    """Raises ``NoSuchFormat`` where the file's ending means another format than the only one that is written."""
    if (ending := _ending(output)) and ending not in endings:
        raise _no_such_ending(ending, endings)


def _ending(output: str | None) -> str:
    return Path(output or "").suffix.removeprefix(".").lower()


def _no_such_ending(ending: str, known: Sequence[str], otherwise: str = "") -> NoSuchFormat:
    from commission_plan.model.wording import hint

    every = f"end it in {listed((f'.{end}' for end in known), 'or')}{otherwise}"
    return NoSuchFormat(f"--output: '.{ending}' is not known; {hint(ending, known, every)}")


def table() -> str:
    """Which command has which formats, as a table in Markdown."""
    lines = ["| format | endings | what it is | needs | commands |", "| --- | --- | --- | --- | --- |"]
    for name, format in FORMATS.items():
        endings = ", ".join(f"`.{ending}`" for ending in format.endings)
        extra = f"`{format.extra}`" if format.extra else ""
        commands = ", ".join(f"`{command}`" for command, known in COMMANDS.items() if name in known)
        lines.append(f"| `{name}` | {endings} | {format.about} | {extra} | {commands} |")
    return "\n".join(lines) + "\n"
