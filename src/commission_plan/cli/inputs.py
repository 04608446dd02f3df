"""Plan files in: which files are meant, their bytes, and the data date."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import TypeVar

from commission_plan.analysis import Analysis, NoSuchScenario, Scheduled, analyse
from commission_plan.cli.neighbours import STDIN, Beside
from commission_plan.phrases import quoted
from commission_plan.source.encoding import MAX_BYTES

__all__ = [
    "STDIN",
    "CannotRun",
    "analysed",
    "content",
    "data_date",
    "files",
    "is_pack",
    "judged",
    "keep_plans",
    "needs",
    "no_file",
    "no_milestone",
    "typed",
]
_Value = TypeVar("_Value")
#: So much of a file is looked at to see whether it is a rule pack.
_HEAD = 4096


class CannotRun(Exception):
    """What was asked cannot be done as asked: exit 2."""


def needs(what: str, extra: str, error: ImportError) -> CannotRun:
    """What is said where ``what`` needs packages of an extra that is not installed."""
    from commission_plan.extras import install

    return CannotRun(f"{what} needs more packages, those of the extra '{extra}' ({error}): {install(extra)}")


def no_file(path: str, why: str = "") -> CannotRun:
    """What is said where there is no file of that name; a folder that is not there either is said too."""
    folder, name = os.path.split(path)
    if folder and not os.path.isdir(folder):
        return CannotRun(f"we cannot find {path}: the folder {folder} is not there{why}")
    return CannotRun(f"we cannot find {name or path} in {folder or 'this folder'}{why}")


def files(paths: list[str]) -> Iterator[str]:
    """The plan files that ``paths`` mean, each once: a folder means every ``.yaml`` and ``.yml`` under it, sorted.

    Raises ``CannotRun`` for a path that does not exist and a folder without plans.
    """
    seen: set[str] = set()
    for path in paths:
        found = [path]
        if path != STDIN and os.path.isdir(path):
            found = sorted(_under(path))
            if not found:
                raise CannotRun(f"{path} has no plans in it. Plans end in .yaml or .yml")
        for file in found:
            # './plans/a.yaml' and 'plans/a.yaml' are one.
            same = os.path.normpath(file)
            if same not in seen:
                seen.add(same)
                yield file


def _under(folder: str) -> Iterator[str]:
    """The plan files under ``folder``; what is hidden (``.git``, ``.github``) holds none, and a rule pack is none."""
    waiting = [os.path.normpath(folder)]
    while waiting:
        inner = waiting.pop()
        try:
            entries = list(os.scandir(inner))
        except OSError:
            # Told as a file is that cannot be read: it costs itself alone.
            yield inner.removeprefix(f".{os.sep}")
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
            elif entry.name.endswith((".yaml", ".yml")) and _is_file(entry) and not is_pack(entry.path):
                yield entry.path.removeprefix(f".{os.sep}")


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether it is a file, or a link that leads to none because it leads in a circle: that is told as any other is."""
    try:
        return entry.is_file()
    except OSError:
        return True


def is_pack(file: str) -> bool:
    """Whether the file says of itself that it is a rule pack: it has the key ``pack``, and not ``plan``."""
    if file == STDIN or not os.path.isfile(file):
        return False
    try:
        with open(file, "rb", buffering=0) as opened:
            head = opened.read(_HEAD)
    except OSError:
        return False
    if b"pack:" not in head:
        return False
    from commission_plan.rulepacks.naming import is_pack as named

    return named({line.partition(b":")[0].decode("utf-8", "replace") for line in head.splitlines() if b":" in line})


def content(path: str, most: int = MAX_BYTES) -> bytes:
    """The bytes of a file, or of standard input for ``-``; at most one byte more than ``most``.

    Raises ``CannotRun`` where there is no such file, or it cannot be read.
    """
    if path == STDIN:
        return _standard_input(most)
    try:
        # A named pipe or a device could keep us waiting for ever.
        found_there = os.stat(path)
        if stat.S_ISDIR(found_there.st_mode) and not os.access(path, os.R_OK | os.X_OK):
            raise CannotRun(f"{path}: we may not look into this folder")
        if not stat.S_ISREG(found_there.st_mode):
            raise CannotRun(f"{path}: not a file")
        size = found_there.st_size
        with open(path, "rb") as file:
            # Not asked for more than there is: so large a buffer costs time, file for file.
            found = file.read(min(size, most) + 1)
            return found if len(found) <= size else found + file.read(most + 1 - len(found))
    except FileNotFoundError:
        raise no_file(path) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise CannotRun(f"{path}: cannot be read: {reason}") from None


def _standard_input(most: int) -> bytes:
    if sys.stdin is None:
        raise CannotRun("standard input is closed, and there is nothing to read: name a file")
    try:
        return sys.stdin.buffer.read(most + 1)
    except (OSError, ValueError) as error:
        raise CannotRun(f"standard input cannot be read: {error}") from None


def analysed(path: str, as_of: date | None, scenario: str | None) -> Analysis:
    """The analysis of one plan file. Raises ``CannotRun`` as ``content`` does, and for a scenario that it has not."""
    try:
        return judged(path, content(path), as_of, scenario)
    except NoSuchScenario as error:
        raise CannotRun(f"{'<stdin>' if path == STDIN else path}: {error}") from None


def judged(path: str, content: bytes, as_of: date | None = None, scenario: str | None = None) -> Analysis:
    """The analysis of these bytes as the plan at ``path``, with the files that it names beside it."""
    name, around = "<stdin>" if path == STDIN else path, Beside(path)
    today = date.today()
    return analyse(
        content, path=name, as_of=as_of, today=today, scenario=scenario, beside=around.pack, neighbours=around
    )


def no_milestone(analysis: Scheduled, id: str) -> CannotRun:
    """What is said where the plan has no step of this id."""
    from commission_plan.model.wording import hint

    known = list(analysis.schedule.dates)
    said = hint(id, known, f"the plan has {quoted(known, most=12)}")
    return CannotRun(f"{analysis.name}: there is no step '{id}' in this plan; {said}")


def keep_plans(plans: list[str], written: dict[str, str | None]) -> None:
    """No plan that is read is written over. ``written`` holds the file of each option that names one.

    Raises ``CannotRun`` where one is.
    """
    for option, file in written.items():
        if file is not None and os.path.exists(file):
            for path in plans:
                if os.path.exists(path) and os.path.samefile(path, file):
                    raise CannotRun(f"{option}: '{file}' is a plan that we read, so we do not write over it")


def data_date(text: str | None) -> date | None:
    """The value of ``--as-of``. Raises ``CannotRun`` where it is no date."""
    if text is None:
        return None
    from commission_plan.model.values import parse_date

    return date.fromordinal(typed("--as-of", text, partial(parse_date, year_alone=True)).first)


def typed(option: str, text: str, parse: Callable[[str], _Value]) -> _Value:
    """The value of an option, as a parser of ``model.values`` reads it. Raises ``CannotRun`` where it cannot."""
    from commission_plan.model.values import Unreadable

    try:
        return parse(text)
    except Unreadable as error:
        raise CannotRun(f"{option}: {error.message}; {error.fix}") from None
