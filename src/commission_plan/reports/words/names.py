"""Texts that name milestones by their ids, in pieces, so that people read titles in their place.

Findings and deadlines say ``'award'``, which is what stands in the file. A report for people says the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from commission_plan.model.plan import Milestone, Plan, keys, title
from commission_plan.reports.report import Ref, Said, Sentence
from commission_plan.verdicts import cut

if TYPE_CHECKING:
    from commission_plan.layout import CoverRow

_QUOTED = re.compile(r"'([a-z0-9]+(?:[-/][a-z0-9]+)*)'")
_LONGEST = 100


class Piece(NamedTuple):
    """A stretch of text; with an id it is the title of that milestone."""

    text: str
    id: str | None = None
    #: Whether the milestone has a line in the report.
    linked: bool = False


def text(pieces: Iterable[Piece]) -> str:
    """The pieces as one text, with the titles in quotes."""
    return "".join(piece.text if piece.id is None else f"‘{piece.text}’" for piece in pieces)


class Names:
    """The titles of a plan's milestones, but for ids that mean something else as well."""

    def __init__(self, plan: Plan, shown: frozenset[str] = frozenset()) -> None:
        self._plan = plan
        self._shown = shown

    @cached_property
    def _others(self) -> set[str]:
        """What else a text may mean by an id."""
        plan = self._plan
        others = {*keys(Milestone), *plan.committees, *plan.services, *plan.scenarios, *plan.closures, *plan.blackouts}
        for service in plan.services.values():
            others.update(service.contracts)
            others.update(extension for contract in service.contracts.values() for extension in contract.extensions)
        return others

    def said(self, text: str, about: str = "") -> Said:
        """``text`` with each ``'id'`` of a milestone as what it refers to.

        That of the milestone that it is ``about`` means nothing else.
        """
        pieces = self._pieces(text, about)
        parts = tuple(piece.text if piece.id is None else Ref(piece.id, piece.text) for piece in pieces)
        return Sentence(parts) if any(isinstance(part, Ref) for part in parts) else text

    def pieces(self, text: str, about: str = "") -> tuple[Piece, ...]:
        """``text`` with each ``'id'`` of a milestone as a piece of its own."""
        return tuple(self._pieces(text, about))

    def titled(self, said: str, about: str = "") -> str:
        """``said`` with titles in the place of ids."""
        return text(self._pieces(said, about))

    def _pieces(self, text: str, about: str) -> Iterator[Piece]:
        at = 0
        for match in _QUOTED.finditer(text):
            id = match[1]
            milestone = self._plan.milestones.get(id)
            if milestone is not None and (id == about or id not in self._others):
                if match.start() > at:
                    yield Piece(text[at : match.start()])
                yield Piece(cut(title(milestone, id), _LONGEST), id, id in self._shown)
                at = match.end()
        if at < len(text):
            yield Piece(text[at:])


def with_status(row: CoverRow, name: str) -> str:
    """``name`` of a contract, an extension or a gap, and in brackets what there is to say of it."""
    unknown = "its start is not known" if row.start is None else ""
    said = ", ".join(part for part in (row.status, row.label if row.kind == "extension" else unknown) if part)
    return f"{name} ({said})" if said else name
