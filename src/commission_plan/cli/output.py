"""Where text leaves the program: nothing but text goes out, and no console is too simple for it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from commission_plan.reports.plain import safe

if TYPE_CHECKING:
    from commission_plan.reports.report import Screen


def write(text: str) -> None:
    """``text`` on standard output, as far as the console can show it."""
    write_as_is(safe(text))


def write_as_is(text: str) -> None:
    """``text``, which holds nothing that is not meant, on standard output."""
    try:
        sys.stdout.write(text)
    except BrokenPipeError:
        hang_up()


def hang_up() -> None:
    """Whoever was reading has gone: what is still to be written goes nowhere, and the exit code stays what it is."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())


def note(text: str) -> None:
    """``text`` on standard error, on one line."""
    sys.stderr.write(safe(text).replace("\n", "\\n") + "\n")


def notes(text: str) -> None:
    """The lines of ``text`` on standard error."""
    for line in text.splitlines():
        note(line)


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


def asks() -> bool:
    """Whether somebody sits there who can be asked."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


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


def screen(*, whole: bool = False) -> Screen:
    """What standard output shows text on; ``whole`` where it goes to a file, whose lines stay whole.

    A pipe keeps its lines whole too, unless ``COLUMNS`` says how wide they are to be.
    """
    from commission_plan.reports.report import Screen

    if whole:
        return Screen(width())
    wraps = sys.stdout.isatty() or bool(os.environ.get("COLUMNS"))
    return Screen(width(), wraps, speaks_unicode(), colours())


def bug(error: Exception) -> str:
    """An error of the program's own, in a sentence."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f" ({place.tb_frame.f_globals.get('__name__')}:{place.tb_lineno})" if place else ""
    return f"this is our mistake, not yours: {type(error).__name__}: {error}{where}"
