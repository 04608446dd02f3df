"""What was found out, in words and in looks: answers, media, and the parts of a report for people."""

from __future__ import annotations

from typing import NamedTuple

#: The parts of a report that only some formats show.
ALL = ("timeline", "timetable", "deadlines", "cover", "findings", "changes")
#: Those that are tables.
TABLES = ALL[1:]
#: Those that are shown only where they are asked for by name.
BY_NAME = ("risk", "slips")
#: Those that paper shows only where they, or all, are asked for: its picture has the contracts.
ON_PAPER = ("cover", "findings")


class Showing(NamedTuple):
    """What may be asked of a format of ``plan report``; ``formats`` says how it is called by a file."""

    #: The module here that writes it.
    module: str
    #: The extra whose packages this module needs, where other answers in this format need none.
    extra: str | None = None
    #: The parts of ``contents.PARTS`` that it can show.
    parts: tuple[str, ...] = ALL
    #: Those of them that it shows only where they, or all, are asked for: they are for whoever writes the plan.
    on_request: tuple[str, ...] = ("findings",)
    #: Those that it can show besides, where they are asked for by name.
    by_name: tuple[str, ...] = BY_NAME
    #: Whether it knows pages from slides.
    layouts: bool = False
    #: Whether it holds one part alone; the first one, where none is asked for.
    single: bool = False
    #: Whether it goes on from what it wrote to the same file before.
    previous: bool = False
    #: Whether it takes a council's own template.
    template: bool = False


class CannotShow(Exception):
    """The format cannot hold what is asked of it, or use what it is given; the message says why, and what to do."""


#: What ``plan report --format`` knows.
REPORTS = {
    "svg": Showing("timeline.svg", parts=("timeline",), by_name=("risk",), layouts=True),
    "png": Showing("timeline.png", parts=("timeline",), by_name=("risk",), layouts=True),
    "html": Showing("documents.html", extra="report"),
    "pdf": Showing("documents.pdf", on_request=ON_PAPER),
    "docx": Showing("documents.docx", on_request=ON_PAPER, template=True),
    "xlsx": Showing("documents.xlsx"),
    "markdown": Showing("documents.markdown", parts=TABLES),
    "csv": Showing("documents.csv_tables", parts=TABLES, single=True),
    "json": Showing("documents.json_text", parts=TABLES, on_request=()),
    "mermaid": Showing("exchange.mermaid", parts=("timeline",), by_name=()),
    "dot": Showing("exchange.dot", parts=("timeline",), by_name=()),
    "ics": Showing("exchange.ics", parts=("timetable", "deadlines"), by_name=(), previous=True),
    "xml": Showing("exchange.project", parts=("timeline", "deadlines", "cover"), by_name=()),
}
