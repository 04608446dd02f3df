"""Files out: whole or not at all, whatever happens while they are written."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterator

from commission_plan.cli.plans import STDIN, CannotRun


def replace(path: str, content: bytes, *, was: bytes | None = None) -> None:
    """Make ``content`` what the file holds. At any moment it holds the old bytes or the new ones, never a part.

    A new file lies beside the old one until its bytes are on the disk, and then takes its place. A symbolic link stays
    one: what it leads to is replaced. The mode stays. With ``was``, the bytes that the file had when it was read, a
    file that has others by now is left as it is.

    Raises ``CannotRun`` where that is so or the file cannot be written.
    """
    target = os.path.realpath(path)
    with _told(path), _fresh(target, content) as fresh:
        if was is not None and _read(target) != was:
            raise CannotRun(f"{path}: somebody else has changed it meanwhile; nothing was written, try again")
        os.replace(fresh, target)


@contextlib.contextmanager
def _told(path: str) -> Iterator[None]:
    """Raises ``CannotRun`` for what the system has against writing ``path``."""
    try:
        yield
    except FileExistsError:
        raise CannotRun(f"{path}: is there already, and is not written over") from None
    except FileNotFoundError:
        raise CannotRun(f"{path}: no such folder") from None
    except OSError as error:
        raise CannotRun(f"{path}: cannot be written: {error.strerror or error}") from None


@contextlib.contextmanager
def _fresh(target: str, content: bytes) -> Iterator[str]:
    """A new file beside ``target``, with ``content`` on the disk, for the block to give its name.

    After the block no other file is left, and the folder's own entry is on the disk too.
    """
    folder, name = os.path.split(target)
    descriptor, fresh = tempfile.mkstemp(prefix=f".{name[:80]}.", suffix=".tmp", dir=folder)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            _like(target, file.fileno())
            os.fsync(file.fileno())
        yield fresh
    finally:
        with contextlib.suppress(OSError):
            os.unlink(fresh)
    _sync(folder)


def _read(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def _like(target: str, descriptor: int) -> None:
    """Give the open file the mode and the owner of ``target``; of no file those that any new one has."""
    try:
        old = os.stat(target)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        _mode(descriptor, 0o666 & ~mask)
        return
    if hasattr(os, "fchown"):
        with contextlib.suppress(OSError):
            os.fchown(descriptor, old.st_uid, old.st_gid)
    _mode(descriptor, stat.S_IMODE(old.st_mode))


def _mode(descriptor: int, mode: int) -> None:
    if hasattr(os, "fchmod"):
        os.fchmod(descriptor, mode)


def _sync(folder: str) -> None:
    """Have the folder's own entry on the disk, where the system knows such a thing."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def keep(output: str | None, read: dict[str, str | None]) -> None:
    """Nothing that is read is written over. Raises ``CannotRun``; ``read`` is what each file is, and its path."""
    if output is None or not os.path.exists(output):
        return
    for what, path in read.items():
        if path is not None and path != STDIN and os.path.exists(path) and os.path.samefile(path, output):
            raise CannotRun(f"--output: '{output}' is {what}")


def put(path: str, content: bytes) -> None:
    """``replace`` for a report: a pipe or a device, which has no old bytes, is written to as it is."""
    with _told(path):
        plain = not os.path.exists(path) or stat.S_ISREG(os.stat(path).st_mode)
        if not plain:
            with open(path, "wb") as file:
                file.write(content)
    if plain:
        replace(path, content)


def create(path: str, content: bytes) -> None:
    """Make a new file, whole or not at all.

    Raises ``CannotRun`` where there is one of that name already, or it cannot be written.
    """
    target = os.path.realpath(path)
    with _told(path):
        if os.path.lexists(path):
            raise FileExistsError
        with _fresh(target, content) as fresh:
            _name(fresh, target)


def _name(fresh: str, target: str) -> None:
    """Give the new file its name. Raises ``FileExistsError`` where another has taken it meanwhile."""
    try:
        os.link(fresh, target)
    except FileExistsError:
        raise
    except OSError:
        # A disk without links: the file was not there a moment ago.
        if os.path.lexists(target):
            raise FileExistsError from None
        os.rename(fresh, target)
