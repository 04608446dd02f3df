"""Files out: whole or not at all, whatever happens while they are written."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import tempfile
import time
from collections.abc import Iterator

from commission_plan.cli.inputs import STDIN, CannotRun

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

#: So much of a file's name is in that of the new one that is to take its place.
_LONGEST_NAME = 80
#: Seconds for which another run is waited for.
_LONGEST_WAIT = 20


class Changed(CannotRun):
    """Somebody else has changed the file since it was read."""


def replace(path: str, content: bytes, *, was: bytes | None = None) -> None:
    """Make ``content`` what the file holds. At any moment it holds the old bytes or the new ones, never a part.

    A new file lies beside the old one until its bytes are on the disk, and then takes its place. A symbolic link stays
    one: what it leads to is replaced. The mode stays. With ``was``, the bytes that the file had when it was read, a
    file that has others by now is left as it is: nobody who writes so comes between the comparison and the change.

    Raises ``Changed`` where that is so, and ``CannotRun`` where the file cannot be written, is read-only, or has
    another name, which would go on with the old bytes.
    """
    target = os.path.realpath(path)
    with _told(path):
        _may_be_replaced(path, target)
        with _fresh(target, content) as fresh, _alone(os.path.dirname(target)):
            if was is not None and _read(target) != was:
                raise Changed(f"{path} has changed since we read it. Nothing was written. Try again.")
            os.replace(fresh, target)


def _may_be_replaced(path: str, target: str) -> None:
    try:
        found = os.stat(target)
    except FileNotFoundError:
        return
    # The mode is asked too: it speaks to an administrator, who may write to any file, as well.
    if not found.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(target, os.W_OK):
        raise CannotRun(f"{path} is read-only. Nothing was written.")
    if found.st_nlink > 1:
        raise CannotRun(
            f"{path} is one of {found.st_nlink} names of the same file (hard links). The others would keep the old "
            "text. Nothing was written. Copy the file first."
        )


@contextlib.contextmanager
def _alone(folder: str) -> Iterator[None]:
    """No other run is in such a block for ``folder`` at the same time, where the system has locks.

    Raises ``BlockingIOError`` where another program does not let go of the folder.
    """
    if fcntl is None:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        end = time.monotonic() + _LONGEST_WAIT
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.005)
                continue
            except OSError:
                pass  # A disk that knows no locks is written to without.
            break
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _told(path: str) -> Iterator[None]:
    """Raises ``CannotRun`` for what the system has against writing ``path``."""
    try:
        yield
    except FileExistsError:
        raise CannotRun(f"{path} is there already. Nothing was written.") from None
    except FileNotFoundError:
        raise CannotRun(f"{path} cannot be written: its folder is not there") from None
    except OSError as error:
        raise CannotRun(f"{path} cannot be written: {error.strerror or error}") from None


@contextlib.contextmanager
def _fresh(target: str, content: bytes) -> Iterator[str]:
    """A new file beside ``target``, with ``content`` on the disk, for the block to give its name.

    After the block no other file is left, and the folder's own entry is on the disk too.
    """
    folder, name = os.path.split(target)
    with _alone(folder):
        _sweep(folder, name)
        descriptor, fresh = tempfile.mkstemp(prefix=f".{name[:_LONGEST_NAME]}.", suffix=".tmp", dir=folder)
        _hold(descriptor)
    file = os.fdopen(descriptor, "wb")
    try:
        file.write(content)
        file.flush()
        _like(target, file.fileno())
        os.fsync(file.fileno())
        if fcntl is None:
            file.close()  # Windows names no file anew that is open.
        yield fresh
    finally:
        file.close()
        with contextlib.suppress(OSError):
            os.unlink(fresh)
    _sync(folder)


def _hold(descriptor: int) -> bool:
    """Show that a run is at work with the open file, as long as it is open; False where another is."""
    if fcntl is None:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _sweep(folder: str, name: str) -> None:
    """Take away the new files of ``name`` that runs which were killed have left: nobody holds them."""
    if fcntl is None:
        return
    left = re.compile(rf"\.{re.escape(name[:_LONGEST_NAME])}\.[a-z0-9_]{{8}}\.tmp")
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if left.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                with contextlib.suppress(OSError):
                    descriptor = os.open(entry.path, os.O_RDONLY | os.O_NOFOLLOW)
                    try:
                        if _hold(descriptor):
                            os.unlink(entry.path)
                    finally:
                        os.close(descriptor)


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
