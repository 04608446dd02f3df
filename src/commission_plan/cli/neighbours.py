"""The files that a plan names beside it: rule packs in its folder, other plans in its repository."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple

from commission_plan.analysis import MOST_OF_A_PACK
from commission_plan.linked import NotBeside
from commission_plan.source.encoding import MAX_BYTES

STDIN = "-"
#: With this set to ``yes`` a plan may name plans outside its repository.
ANYWHERE = "PLAN_LINKS_ANYWHERE"


class ReadFile(NamedTuple):
    """One file that was read, or could not be: who named it, how, and its bytes; None and why where it could not."""

    kind: Literal["pack", "plan"]
    base: str
    name: str
    content: bytes | None
    why: str


class Beside:
    """Reads what the plan at ``path`` names, and remembers what it has read."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.has_read: dict[tuple[str, str, str], ReadFile] = {}

    @cached_property
    def own(self) -> str:
        """The plan's own key, every link followed."""
        return "" if self._path == STDIN else os.path.realpath(self._path)

    @cached_property
    def _repository(self) -> str | None:
        """The folder of the git repository in which the plan lies; None where it lies in none."""
        folder = os.path.dirname(self.own)
        while folder and not os.path.lexists(os.path.join(folder, ".git")):
            around = os.path.dirname(folder)
            folder = "" if around == folder else around
        return folder or None

    def pack(self, name: str) -> bytes:
        """A regular file in the folder of the plan or below it, and no other.

        Links are followed first: where they lead out of the folder, the file is none of the plan's.
        """
        return self._kept("pack", self.own, name, self._pack(name))

    def read(self, base: str, name: str) -> tuple[str, bytes]:
        """The key and the bytes of the plan that the one at ``base`` calls ``name``."""
        key = os.path.realpath(os.path.join(os.path.dirname(base), name)) if base else ""
        return key, self._kept("plan", base, name, self._plan(base, key))

    def now(self, kind: str, base: str, name: str) -> bytes | None:
        """The bytes of a file that was read so before; None where it cannot be read."""
        try:
            return self.pack(name) if kind == "pack" else self.read(base, name)[1]
        except NotBeside:
            return None

    def _kept(self, kind: Literal["pack", "plan"], base: str, name: str, found: bytes | str) -> bytes:
        if isinstance(found, bytes):
            self.has_read[kind, base, name] = ReadFile(kind, base, name, found, "")
            return found
        self.has_read[kind, base, name] = ReadFile(kind, base, name, None, found)
        raise NotBeside(found)

    def _pack(self, name: str) -> bytes | str:
        if self._path == STDIN:
            return "a plan from standard input has no folder"
        try:
            folder = Path(self._path).resolve().parent
            file = (folder / name).resolve()
            if not file.is_relative_to(folder):
                return "it lies outside the plan's folder"
            found = self._bytes(str(file), MOST_OF_A_PACK)
            return "there is no such file in the plan's folder" if found is None else found
        except (OSError, ValueError, RuntimeError):
            return "it cannot be read"

    def _plan(self, base: str, key: str) -> bytes | str:
        if not base:
            return "a plan from standard input has no folder"
        try:
            if self._repository and os.environ.get(ANYWHERE) != "yes" and not _within(key, self._repository):
                return f"it lies outside the repository of this plan; {ANYWHERE}=yes in the environment allows that"
            found = self._bytes(key, MAX_BYTES)
            return "there is no such file" if found is None else found
        except (OSError, ValueError):
            return "it cannot be read"

    def _bytes(self, file: str, most: int) -> bytes | None:
        """What a regular file holds, up to one byte more than ``most``; None where there is none."""
        if not os.path.isfile(file):
            return None
        with open(file, "rb") as opened:
            return opened.read(most + 1)


def _within(file: str, folder: str) -> bool:
    return os.path.commonpath([file, folder]) == folder
