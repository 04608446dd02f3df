"""What kind of file somebody has given: told by what is in it, whatever it is called."""

from __future__ import annotations

from commission_plan.importing.delimited import beginning
from commission_plan.importing.problems import Unusable
from commission_plan.importing.sheet_files import read_sheets
from commission_plan.importing.sheets import most_headings
from commission_plan.phrases import quoted

KINDS = {
    "register": "a register of contracts",
    "timetable": "a timetable",
    "diary": "a committee's diary",
    "ocds": "an OCDS release",
    "mspdi": "a schedule in Microsoft Project's XML",
}
_SHEETS = ("register", "timetable", "diary")


def kind_of(content: bytes) -> str:
    """One of ``KINDS``. Raises ``Unusable`` where the file is none of them."""
    head = beginning(content)
    if head.startswith(b"<"):
        from commission_plan.importing import committee_system

        return "diary" if committee_system.recognised(head) else "mspdi"
    if head.startswith((b"{", b"[")):
        return "ocds"
    if head[:15].upper() == b"BEGIN:VCALENDAR":
        return "diary"
    sheets = read_sheets(content)
    known = {kind: max((_known(kind, sheet) for sheet in sheets), default=0) for kind in _SHEETS}
    best = max(_SHEETS, key=lambda kind: known[kind])
    if known[best]:
        return best
    raise Unusable(
        "we cannot tell what this is. A register needs columns for title and end date, a timetable for stage "
        f"and date, a diary for committee and date. It has {quoted(most_headings(sheets), most=12) or 'no text'}. "
        "Say what it is with --as " + ", --as ".join(KINDS)
    )


def _known(kind: str, sheet: object) -> int:
    from importlib import import_module

    known: int = import_module(f"commission_plan.importing.{kind}").recognised(sheet)
    return known
