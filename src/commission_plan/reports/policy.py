"""What stands inside a web page that is one file, and the policy under which it runs that and nothing else."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable

from commission_plan.reports.shipped import template


def inside(names: Iterable[str], element: str) -> str:
    """The text of these templates, one after the other, to stand in one element."""
    text = "".join(template(name) for name in names)
    assert f"</{element}" not in text
    return text


def content_security_policy(styles: Iterable[str], scripts: Iterable[str]) -> str:
    """A policy under which a page runs these styles and scripts, to the letter, and fetches and sends nothing.

    Each is what stands between the tags of one element. There is none for attributes: a ``style`` or an ``onclick``
    in the page does nothing.
    """
    allowed = {"style-src": sorted(map(_hash, styles)), "script-src": sorted(map(_hash, scripts))}
    parts = ["default-src 'none'"]
    parts += [f"{what} {' '.join(hashes)}" for what, hashes in allowed.items() if hashes]
    return "; ".join([*parts, "base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'"])


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
