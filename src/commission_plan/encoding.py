"""Bytes -> text: UTF-8 without what a reader could not see, and nothing that is plainly something else than a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commission_plan.findings import Finding, Rule, Severity, Span

MAX_BYTES = 16 * 1024 * 1024

ENCODING = Rule(
    "encoding",
    Severity.ERROR,
    """The file holds bytes or characters that are no plain text.

A plan is UTF-8 text. Control characters, line separators and characters that turn the direction of the text
are refused, because what a reader sees would not be what the file says. Save the file as UTF-8.
""",
)
NOT_A_PLAN = Rule(
    "not-a-plan",
    Severity.ERROR,
    """The file is something else than a plan: a spreadsheet, an archive, a half-merged file, an empty one.

A plan is a YAML mapping that begins with `plan:` and its title.
""",
)
TOO_LARGE = Rule(
    "too-large",
    Severity.ERROR,
    """The file is larger or more deeply nested than any plan.

The limits are 16 MiB, one million values, and a nesting of 20. A plan names at most 20 rule packs and has at most 100
committees, in whose diaries ranges are at most 200,000 days together. A service has at most 1,000 contracts and
extensions, and a scenario builds on at most 20 others. Rolling extensions have at most 100,000 steps together.
Blackouts of a kind, times the different lengths, committees and calendars of its milestones, are at most 200,000.
""",
)


def decoded(content: bytes) -> tuple[str | None, list[Finding]]:
    """The text in ``content``, its lines ended by line feeds, or None and why it is none."""
    if len(content) > MAX_BYTES:
        size = len(content) / 1024 / 1024
        message = f"the file has {size:.0f} MiB; a plan has at most {MAX_BYTES // 1024 // 1024}"
        return None, [at(TOO_LARGE, Span(1, 1), message, "split it into several plans")]
    for signature, what in _SIGNATURES:
        if content.startswith(signature):
            fix = "give a plan: a YAML text file that begins with 'plan:'"
            return None, [at(NOT_A_PLAN, Span(1, 1), f"this is {what}, not a plan", fix)]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, [at(ENCODING, Span(1, 1), "the file is UTF-16 text", "save it as UTF-8")]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
        span = Span(before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = f"byte 0x{content[error.start]:02x} is no UTF-8 text"
        return None, [at(ENCODING, span, message, "save the file as UTF-8")]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    unseen = [_unseen(text, match) for match in _first(UNSEEN.finditer(text), 5)]
    if unseen:
        return None, unseen
    if match := _CONFLICT.search(text):
        line = text.count("\n", 0, match.start()) + 1
        message = f"the file holds git's conflict marker {match[0].strip()!r}"
        return None, [at(NOT_A_PLAN, Span(line, 1), message, "finish the merge: keep one side, remove the markers")]
    return text, []


def at(rule: Rule, span: Span, message: str, fix: str = "") -> Finding:
    """What is wrong at that line and column, wherever that is in the plan."""
    return rule.finding((), message, fix, span=span)


# What a reader could not see, or would see otherwise than it is: controls, line separators, direction marks.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
_SIGNATURES = (
    (b"PK", "a spreadsheet, a Word document or another zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
)
_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: |$)", re.MULTILINE)


def _first(matches: Iterator[re.Match[str]], most: int) -> list[re.Match[str]]:
    return [match for match, _ in zip(matches, range(most), strict=False)]


def _unseen(text: str, match: re.Match[str]) -> Finding:
    line = text.count("\n", 0, match.start()) + 1
    column = match.start() - text.rfind("\n", 0, match.start())
    message = f"character U+{ord(match[0]):04X} is not plain text: it cannot be seen, or changes how the rest is seen"
    return at(ENCODING, Span(line, column), message, "remove it")
