"""``Analysis`` -> text or plain data; one format per file."""

from __future__ import annotations

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
