"""Plain words: short sentences and the words of a council officer, on pages that are held to it and in ``--help``."""

from __future__ import annotations

import re

import pytest

from tests.cli.running import ROOT, plan, text

MOST_WORDS = 25
NOT_SAID = r"\b(?:anew|mend(?:s|ed|ing)?|for want of|firmly|data date|of no use|please|via|e\.g\.|i\.e\.)\b"
#: The pages in the voice. The others are not rewritten yet, and join this list when they are.
PAGES = ["docs/api.md", "docs/glossary.md", "docs/import.md"]


def faults(said: str) -> list[str]:
    """The sentences that are too long, and the words that are not said."""
    prose = re.sub(r"^```.*?^```\n?", "", said, flags=re.M | re.S)
    joined = re.sub(r"(?<!\n)\n(?![\n|#*-])", " ", prose)
    parts = [part for part in re.split(r"(?<=[.!?:])\s+|\n|\|", joined) if part.strip()]
    return [part for part in parts if len(part.split()) > MOST_WORDS] + re.findall(NOT_SAID, prose, re.I)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_in_plain_words(page: str) -> None:
    assert faults((ROOT / page).read_text(encoding="utf-8")) == []


def test_the_help_is_in_plain_words() -> None:
    assert faults(text(plan("--help"))) == []


def test_the_check_finds_what_is_not_plain() -> None:
    assert faults("It is made anew.") == ["anew"]
    assert len(faults("word " * 13 + "\n" + "word " * 13 + "end.")) == 1
