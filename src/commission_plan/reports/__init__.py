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


class Format(NamedTuple):
    """A format of ``plan report``: the module here that writes it, and the extra whose packages it needs."""

    module: str
    extra: str | None = None


#: What ``plan report --format`` knows; the ending of a file is its format's name.
REPORTS = {
    "md": Format("report_md"),
}
