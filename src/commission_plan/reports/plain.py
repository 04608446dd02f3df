"""Text that is text alone: what leaves the program gives no order to a terminal or to a CI runner."""

from __future__ import annotations

import json
import re
from typing import Any

#: Control, format, surrogate, and line-separator characters, but for the line feed.
_UNSAFE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]"
)
# What a CI runner would take for an order: `::` at the start of a line, `##[` and `##vso[` anywhere.
_ORDER_AT_START = re.compile(r"^(\s*)::", re.MULTILINE)
_ORDER = re.compile(r"#(?=#(?:\[|vso\[))")


def safe(text: str) -> str:
    """``text`` with every character that is more than text shown as its escape, and no order to a CI runner in it."""
    text = shown(text)
    # Nearly no text holds either, and the search for it is dear.
    if "::" in text:
        text = _ORDER_AT_START.sub(r"\1: :", text)
    return _ORDER.sub("# ", text) if "##" in text else text


def shown(text: str) -> str:
    """``text`` with every character that is more than text shown as its escape."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return _UNSAFE.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    if match[0] in "\u200c\u200d" and _spells(match):
        return match[0]
    code = ord(match[0])
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


#: Scripts in which a joiner is part of how a word is spelt: Arabic and its kin, Indic, Myanmar, Khmer, Mongolian.
_JOINING = "\u0620-\u08e1\u08e3-\u0dff\u1000-\u109f\u1780-\u17ff\u1807-\u180d\u1810-\u18af"
_LETTERS = re.compile(f"[{_JOINING}]")
#: What emoji are joined of: pictures, their variation, their skin tones.
_PICTURES = re.compile("[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")


def _spells(match: re.Match[str]) -> bool:
    """Whether a joiner stands where spelling wants it: between such letters, or (the one that joins) within emoji."""
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    if _LETTERS.match(before) and _LETTERS.match(after):
        return True
    return match[0] == "\u200d" and bool(_PICTURES.match(before) and _PICTURES.match(after))


def one_line(text: str, most: int = 1_000) -> str:
    """``text`` on one line of a bounded length, every character of it visible."""
    flat = shown(" ".join(text.split()))
    return flat if len(flat) <= most else flat[: most - 3] + "..."


#: What a spreadsheet takes for the start of a formula, also in its wide forms and behind blanks.
_FORMULA = re.compile("\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20\u2212]")


def as_cell(text: str) -> str:
    """``text`` on one line for the cell of a text table: what would be a formula there is led by an apostrophe."""
    flat = one_line(text)
    return f"'{flat}" if _FORMULA.match(flat) else flat


def as_json(value: Any) -> str:
    """``value`` as JSON in ASCII, two spaces deep, without an order to a CI runner in it."""
    return json.dumps(value, indent=2, ensure_ascii=True).replace("##", "#\\u0023") + "\n"
