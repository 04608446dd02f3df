"""Where a finding is, as CI services name it: a file's address, and a fingerprint that outlives a moved line."""

from __future__ import annotations

import hashlib
import os.path
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, metadata
from urllib.parse import quote

from commission_plan.analysis import Analysis
from commission_plan.findings import Finding
from commission_plan.reports.plain import shown

_WORD = re.compile(r"[^\s,\[\]{}#]+")
_LINE_END = re.compile("\r\n|\r|\n")


def path(analysis: Analysis) -> str:
    """The file's path with forward slashes and without ``./``, as text."""
    return shown(_slashed(analysis))


def uri(analysis: Analysis) -> str:
    """The file's path as a URI reference, every byte of it that is no plain letter percent-encoded."""
    slashed = _slashed(analysis)
    encoded = quote(os.fsencode(slashed), safe="/")
    return f"file://{encoded}" if slashed.startswith("/") else encoded


def _slashed(analysis: Analysis) -> str:
    return os.path.normpath(analysis.path).replace(os.sep, "/")


@lru_cache(maxsize=1)
def home() -> str:
    """Where the program is told of: the address that its package names, else a name that leads nowhere.

    A tag is a right URI, and no address of somebody else.
    """
    try:
        named = metadata("commission-plan").get_all("Project-URL") or []
    except PackageNotFoundError:
        named = []
    return next((url.partition(",")[2].strip() for url in named), "tag:commission-plan.example,2026:plan")


def word_ends(analysis: Analysis, findings: list[Finding]) -> Iterator[int]:
    """Of each of ``findings`` the column behind the word that it is about, counted from 1."""
    lines = _LINE_END.split(analysis.document.text) if analysis.document is not None else []
    for finding in findings:
        line, column = analysis.where(finding)
        yield word_end(lines[line - 1] if line <= len(lines) else "", column - 1) + 1


def word_end(line: str, column: int) -> int:
    """The column behind the word that begins at ``column``, both counted from 0; a key's colon is not in it."""
    word = _WORD.match(line, column)
    end = word.end() - line[: word.end()].endswith(":") if word else column
    return max(end, column + 1)


def fingerprints(analysis: Analysis, findings: list[Finding]) -> Iterator[str]:
    """One for each of ``findings``: of its file, its rule and its place, and never of its line or its words.

    Findings that share all of these are told apart by their order.
    """
    seen: Counter[tuple[str, tuple[str | int, ...]]] = Counter()
    for finding in findings:
        key = (finding.rule, finding.place)
        seen[key] += 1
        parts = [_slashed(analysis), analysis.scenario or "", finding.rule, *map(str, finding.place), str(seen[key])]
        yield hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
