"""Where a finding is, as CI services name it: a file's address, and a fingerprint that outlives a moved line."""

from __future__ import annotations

import hashlib
import os.path
from collections import Counter
from collections.abc import Iterator
from urllib.parse import quote

from commission_plan.analysis import Analysis
from commission_plan.findings import Finding
from commission_plan.reports.plain import shown


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
