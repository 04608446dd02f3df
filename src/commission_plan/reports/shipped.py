"""What comes with the package for reports, and what they may point at: templates, and addresses on the web."""

from __future__ import annotations

from importlib.resources import files
from urllib.parse import urlsplit


def template(name: str) -> str:
    """The text of a file in ``templates``."""
    return files("commission_plan.reports.documents").joinpath("templates", name).read_text("utf-8")


def address(link: str) -> str | None:
    """``link`` where it leads to a page on the web, and None for everything else."""
    try:
        parts = urlsplit(link)
        plain = parts.scheme in ("https", "http") and bool(parts.hostname) and link.isascii() and link.isprintable()
    except ValueError:
        return None
    return link if plain and not set(link) & set(" \"'<>\\`{}") else None
