"""Where text leaves the program: nothing but text goes out, and no console is too simple for it."""

from __future__ import annotations

import json
import os
import re
import sys
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
    text = _UNSAFE.sub(_escaped, text)
    return _ORDER.sub("# ", _ORDER_AT_START.sub(r"\1: :", text))


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def write(text: str) -> None:
    """``text`` on standard output, as far as the console can show it."""
    _out(safe(text))


def write_json(value: Any) -> None:
    """``value`` as JSON in ASCII, two spaces deep."""
    text = json.dumps(value, indent=2, ensure_ascii=True)
    _out(text.replace("##", "#\\u0023") + "\n")


def _out(text: str) -> None:
    try:
        sys.stdout.write(text)
    except BrokenPipeError:
        hang_up()


def hang_up() -> None:
    """Whoever was reading has gone: what is still to be written goes nowhere, and the exit code stays what it is."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())


def note(text: str) -> None:
    """``text`` on standard error."""
    sys.stderr.write(safe(text) + "\n")


def prepare() -> None:
    """Characters that a console does not know become escapes instead of an error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def colours() -> bool:
    """Whether to use colours: ``NO_COLOR`` decides before ``FORCE_COLOR``, and that before whether it is a terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    forced = os.environ.get("FORCE_COLOR")
    if forced is not None:
        return forced not in ("", "0", "false")
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def speaks_unicode() -> bool:
    """Whether standard output can show box-drawing characters."""
    try:
        "\u2588\u2591\u25c6\u2502".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def width() -> int:
    """The columns of the terminal; ``COLUMNS`` first, 80 where there is none."""
    import shutil

    return max(40, shutil.get_terminal_size((80, 24)).columns)
