"""Bytes -> text: UTF-8 without what a reader could not see, and nothing that is plainly something else than a plan."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from commission_plan.findings import Finding, Rule, Severity, Span

MAX_BYTES = 16 * 1024 * 1024

#: What helps where a file is no plan, or has a character in it that cannot be seen.
BEGINS = "plan import reads timetables (.docx, .xlsx, .csv). A plan begins with `plan:` and its title"
RETYPE = "delete it and type the text again"
_NOT_UTF_8, _SAVE = "the file is not saved as UTF-8", "save the file as UTF-8"

ENCODING = Rule(
    "encoding",
    Severity.ERROR,
    """The file has characters that cannot be read safely.

A plan is UTF-8 text. Some characters cannot be seen, or turn the direction of the text. With them, what a reader sees
is not what the file says. Save the file as UTF-8, delete such characters, and type the text again.
""",
)
NOT_A_PLAN = Rule(
    "not-a-plan",
    Severity.ERROR,
    """The file is not a plan.

It is a Word document, a spreadsheet, a PDF, a half-merged file or an empty one. A plan begins with `plan:` and its
title. `plan import` reads timetables (.docx, .xlsx, .csv).
""",
)
TOO_LARGE = Rule(
    "too-large",
    Severity.ERROR,
    """The file is larger than any plan.

Values may be inside values 20 deep. A plan has at most 16 MiB and one million values, and names at most 20 rule packs.
It has at most 100 committees and 200 services. The ranges in diaries are at most 200,000 days together. A service has
at most 1,000 contracts and extensions, and a scenario builds on at most 20 others. Rolling extensions have at most
100,000 steps together. Blackouts of a kind, times the different lengths, committees and calendars of its steps, are at
most 200,000. Where the law is asked, at most 5,000 steps are of kinds that it speaks of. Of many gaps a check works out
the first, and `plan solve` each.
""",
)


def decoded(content: bytes) -> tuple[str | None, list[Finding]]:
    """The text in ``content``, its lines ended by line feeds, or None and why it is none."""
    if len(content) > MAX_BYTES:
        size = len(content) / 1024 / 1024
        message = f"the file is {math.ceil(size)} MiB, and a plan has at most {MAX_BYTES // 1024 // 1024}"
        return None, [at(TOO_LARGE, Span(1, 1), message, "split it into several plans")]
    for signature, what in _SIGNATURES:
        if content.startswith(signature):
            what = _zipped(content) if signature == b"PK" else what
            return None, [at(NOT_A_PLAN, Span(1, 1), f"this is {what}, not a plan", BEGINS)]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, [at(ENCODING, Span(1, 1), _NOT_UTF_8, _SAVE)]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
        span = Span(before.count("\n") + 1, len(before) - before.rfind("\n"))
        return None, [at(ENCODING, span, _NOT_UTF_8, _SAVE)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    unseen = [_unseen(text, match) for match in _first(UNSEEN.finditer(text), 5)]
    if unseen:
        return None, unseen
    if match := _CONFLICT.search(text):
        line = text.count("\n", 0, match.start()) + 1
        message = f"git has left a conflict in this file: line {line} begins with {match[0].strip()}"
        fix = "keep one side, and take out the lines with <<<<<<<, ======= and >>>>>>>"
        return None, [at(NOT_A_PLAN, Span(line, 1), message, fix)]
    return text, []


def _zipped(content: bytes) -> str:
    return next((what for folder, what in _ZIPPED if folder in content), "a zip file")


def at(rule: Rule, span: Span, message: str, fix: str = "") -> Finding:
    """What is wrong at that line and column, wherever that is in the plan."""
    return rule.finding((), message, fix, span=span)


# What a reader could not see, or would see otherwise than it is: controls, line separators, direction marks.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
_SIGNATURES = (
    (b"PK", "a zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word document"),
    (b"\x1f\x8b", "a gzip file"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"BZh", "a bzip2 file"),
    (b"7z\xbc\xaf", "a 7-Zip file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
)
#: What a zip file is, by the folder that it has inside.
_ZIPPED = ((b"word/", "a Word document"), (b"xl/", "a spreadsheet"), (b"ppt/", "a PowerPoint file"))
_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: |$)", re.MULTILINE)


def _first(matches: Iterator[re.Match[str]], most: int) -> list[re.Match[str]]:
    return [match for match, _ in zip(matches, range(most), strict=False)]


def _unseen(text: str, match: re.Match[str]) -> Finding:
    line = text.count("\n", 0, match.start()) + 1
    column = match.start() - text.rfind("\n", 0, match.start())
    message = f"the file has a hidden character (U+{ord(match[0]):04X}) here"
    return at(ENCODING, Span(line, column), message, RETYPE)
