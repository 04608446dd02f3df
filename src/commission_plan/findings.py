"""How anything is said to be wrong, and where: ``Place``, ``Span``, ``Severity``, ``Rule``, ``Mend``, ``Finding``."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

#: A path of keys and list positions into a plan: ``("milestones", "award", "takes")``.
Place = tuple[str | int, ...]


class Span(NamedTuple):
    """A point in a file; line and column both count from 1, columns in Unicode characters."""

    line: int
    column: int


class Severity(str, Enum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANKS[self]


_RANKS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


class Mend(NamedTuple):
    """The one change of the file that mends a finding, where there is no question what it is.

    The value at ``place`` becomes ``text``; with ``key`` its key does; where ``text`` is None, both go. Of a file that
    could not be read there is no place: each of ``lines`` becomes another one, and ``text`` says in words what changes.
    """

    place: Place
    text: str | None
    key: bool = False
    lines: tuple[tuple[int, str], ...] = ()


class Finding(NamedTuple):
    """One thing that is wrong, or worth knowing, at one place of a plan.

    ``place`` is empty for the plan as a whole. ``span`` is set only where no place exists yet (a file that
    could not be read so far); everywhere else ``Document.locate`` turns the place into one.
    """

    rule: str
    severity: Severity
    place: Place
    message: str
    fix: str = ""
    at_key: bool = True
    span: Span | None = None
    mend: Mend | None = None
    #: The line that it is about and the one above it, as written, and a caret under the column; empty where not wanted.
    excerpt: tuple[str, ...] = ()

    @property
    def at(self) -> str:
        """The id that the finding is about: what ``ignore`` and a baseline name it by."""
        return subject(self.place)


class Rule(NamedTuple):
    """A kind of finding: its id in plain words, its severity, and the page that ``plan rules ID`` prints."""

    id: str
    severity: Severity
    page: str

    @property
    def title(self) -> str:
        """The page's first line."""
        return self.page.strip().partition("\n")[0]

    def finding(
        self,
        place: Place,
        message: str,
        fix: str = "",
        *,
        at_key: bool = True,
        severity: Severity | None = None,
        span: Span | None = None,
        mend: Mend | None = None,
    ) -> Finding:
        return Finding(self.id, severity or self.severity, place, message, fix, at_key, span, mend)


class _Keyed(dict[object, "_Keyed"]):
    """The mappings whose keys are ids, by their own keys, with those that lie in their records."""


_KEYED = _Keyed(
    {
        **{key: _Keyed() for key in ("milestones", "committees", "closures", "blackouts", "risks", "scenarios")},
        "services": _Keyed({"contracts": _Keyed({"extensions": _Keyed()})}),
    }
)


def subject(place: Place) -> str:
    """The innermost id that ``place`` lies in; ``plan`` outside every record."""
    best: object = "plan"
    keyed = _KEYED
    for key, id in zip(place[::2], place[1::2], strict=False):
        inner = keyed.get(key)
        if inner is None:
            break
        best, keyed = id, inner
    return str(best)
