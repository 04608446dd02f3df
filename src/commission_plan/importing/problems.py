"""What could not be read of a file of somebody else's, and where it stands there."""

from __future__ import annotations

from typing import NamedTuple


class Unusable(Exception):
    """The whole file cannot be read as what it was given for; the text says what it is, and what would mend it."""


class Problem(NamedTuple):
    """One thing in the file that cannot be taken as it stands; the rest of the file is read all the same."""

    #: Where it stands in the file: ``Contracts!D7``, ``D7``, ``task 12``.
    where: str
    message: str
    fix: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" + (f". {self.fix[0].upper()}{self.fix[1:]}" if self.fix else "")
