"""``Analysis`` -> text or plain data; one format per file."""

from __future__ import annotations

from typing import NamedTuple

#: What ``plan check --format`` knows, and the module here that writes it.
FORMATS = {
    "text": "check_text",
    "json": "check_json",
    "github": "check_github",
    "gitlab": "check_gitlab",
    "sarif": "check_sarif",
    "junit": "check_junit",
    "markdown": "check_markdown",
}


#: The parts of a report that only some formats show.
ALL = ("timeline", "timetable", "deadlines", "cover", "findings", "changes")
#: Those that are tables.
TABLES = ALL[1:]
#: Those that are shown only where they are asked for by name.
BY_NAME = ("risk", "slips")


class Format(NamedTuple):
    """A format of ``plan report``, and what may be asked of it."""

    #: The module here that writes it.
    module: str
    #: The extra whose packages it needs.
    extra: str | None = None
    #: The endings of files that mean it, without the dot.
    endings: tuple[str, ...] = ()
    #: The parts of ``contents.PARTS`` that it can show.
    parts: tuple[str, ...] = ALL
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
    #: Whether it is text, which a terminal can show.
    text: bool = True


class CannotShow(Exception):
    """The format cannot hold what is asked of it, or use what it is given; the message says why, and what to do."""


#: What ``plan report --format`` knows.
REPORTS = {
    "svg": Format("report_svg", endings=("svg",), parts=("timeline",), by_name=("risk",), layouts=True),
    "png": Format("report_png", "report", ("png",), parts=("timeline",), by_name=("risk",), layouts=True, text=False),
    "html": Format("report_html", "report", endings=("html", "htm")),
    "pdf": Format("report_pdf", "pdf", endings=("pdf",), text=False),
    "docx": Format("report_docx", "report", ("docx",), template=True, text=False),
    "xlsx": Format("report_xlsx", "report", ("xlsx",), text=False),
    "md": Format("report_md", endings=("md", "markdown"), parts=TABLES),
    "csv": Format("report_csv", endings=("csv",), parts=TABLES, single=True),
    "json": Format("report_json", endings=("json",), parts=TABLES),
    "mermaid": Format("report_mermaid", endings=("mmd", "mermaid"), parts=("timeline",), by_name=()),
    "dot": Format("report_dot", endings=("dot", "gv"), parts=("timeline",), by_name=()),
    "ics": Format("report_ics", "report", ("ics",), parts=("timetable", "deadlines"), by_name=(), previous=True),
    "xml": Format("report_xml", endings=("xml",), parts=("timeline", "deadlines", "cover"), by_name=()),
}
