"""Which contracts of a register are due for a plan, and the first plan of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from commission_plan.days.numbers import Day, corresponding_day
from commission_plan.importing.register import RegisterRow
from commission_plan.model.values import Duration, WrittenDate
from commission_plan.pen.draft import Draft, DraftCommittee, DraftContract, DraftOption
from commission_plan.phrases import listed, pounds, quoted, say


class Agreed(NamedTuple):
    """One contract: its row, and those that differ from it in nothing but the supplier."""

    rows: Sequence[RegisterRow]

    @property
    def row(self) -> RegisterRow:
        return self.rows[0]


class Sorted(NamedTuple):
    """Every contract of a register, by what there is to do about it."""

    due: list[Agreed]
    #: They end after the time looked at.
    later: list[Agreed]
    #: They have ended, with every option that the register tells of.
    ended: list[Agreed]
    #: Nobody says when they end.
    unknown: list[Agreed]


class Terms(NamedTuple):
    """What the planner says of all the plans alike; None where nobody has said it."""

    regime: str | None = None
    procedure: str | None = None
    committee: DraftCommittee | None = None
    consultation: str | None = "unknown"
    needs_analysis: str | None = "unknown"
    authority: str | None = None


def sort(rows: Iterable[RegisterRow], as_of: Day, within: Duration) -> Sorted:
    """The contracts that end within that time of ``as_of`` are due, and so is one that goes on by an option alone."""
    found = Sorted([], [], [], [])
    limit = last_day(as_of, within)
    for agreed in _agreed(rows):
        row = agreed.row
        firm, latest = row.firm_end, row.last_end
        if firm is None or latest is None:
            found.unknown.append(agreed)
        elif latest.last < as_of:
            found.ended.append(agreed)
        else:
            (found.due if firm.last <= limit else found.later).append(agreed)
    found.due.sort(key=lambda agreed: agreed.row.firm_end or WrittenDate(0, 0))
    return found


def last_day(as_of: Day, within: Duration) -> Day:
    return as_of + within.days if within.days is not None else corresponding_day(as_of, within.months)


def _agreed(rows: Iterable[RegisterRow]) -> list[Agreed]:
    together: dict[object, list[RegisterRow]] = {}
    for row in rows:
        # Without a reference nobody can say that two rows are one contract.
        key: object = (row.reference, row.title, row.start, row.end) if row.reference else id(row)
        together.setdefault(key, []).append(row)
    return [Agreed(found) for found in together.values()]


def wanted(agreed: Agreed, file: str, terms: Terms, as_of: date) -> Draft:
    """The first plan of a contract whose last day is known, with the cell of each fact."""
    row = agreed.row
    assert row.end is not None
    suppliers = list(dict.fromkeys(row.supplier for row in agreed.rows if row.supplier))
    contract = DraftContract(
        row.end,
        title=f"{row.title} ({row.reference})" if row.title and row.reference else None,
        suppliers=suppliers,
        start=row.start,
        options=list(_options(row, file)),
        note="; ".join(_notes(row)) or None,
        source=f"{file}: {_cells(agreed)}",
    )
    if not contract.options:
        pass
    elif any(each.last_alone for each in row.extensions):
        contract = contract._replace(asked=("In how many steps, and with what notice? Such as:", contract.asked[-1]))
    else:
        contract = contract._replace(asked=("Check the options against the contract, and what notice each asks for.",))
    return Draft(
        title=row.name,
        service=row.name,
        contracts=[contract],
        **terms._asdict(),
        as_of=as_of,
        owner=row.department,
        source=f"{file}, {_row(row)}",
        remarks=list(_remarks(row)),
        asked=list(_asked(row, terms)),
    )


_CELLS = ("start", "end", "extended", "extension", "notice")


def _row(row: RegisterRow) -> str:
    return f"row {row.number}" + (f" of {row.sheet}" if row.sheet else "")


def _cells(agreed: Agreed) -> str:
    row = agreed.row
    names = [*_CELLS, *(name for name in row.places if name.startswith(("extension_", "remaining")))]
    cells = [f"{name.replace('_', ' ')} {row.places[name]}" for name in names if name in row.places]
    suppliers = [other.places["supplier"] for other in agreed.rows if "supplier" in other.places]
    return ", ".join(cells + ([f"supplier {listed(suppliers)}"] if suppliers else []))


_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def _options(row: RegisterRow, file: str) -> Iterable[DraftOption]:
    ids = iter((*_ORDINALS, *(f"option-{number}" for number in range(len(_ORDINALS) + 1, 100))))
    notice = f"{row.notice.count}{row.notice.unit}" if row.notice is not None else None
    comment = f"{row.places['notice']} has it as '{row.notice_head}': is it that of the option?" if notice else ""
    for each in row.extensions:
        source = f"{file}: {each.place}"
        if each.exercised:
            yield DraftOption("extended", each.to, source, "the register says that it has been extended", "exercised")
        elif each.last_alone and each is row.extensions[-1]:
            note = "the register has the last day alone, and does not say whether it is taken"
            yield DraftOption("to-the-last", each.to, source, note, notice=notice, notice_comment=comment)
        else:
            yield DraftOption(next(ids), each.to, source, each.note or None, notice=notice, notice_comment=comment)


def _notes(row: RegisterRow) -> Iterable[str]:
    if row.description and row.description != row.title:
        yield row.description
    if row.value is not None and row.annual_value is not None:
        yield f"of a year's value the register says: {pounds(row.annual_value.pence)}"
    if row.extension:
        yield f"of extensions the register says: {row.extension}"
    if row.review is not None:
        yield f"to be reviewed on {say(row.review.last)}" if row.review.exact else "to be reviewed"


def _remarks(row: RegisterRow) -> Iterable[str]:
    words = {"reference": "its reference", "supplier": "its supplier", "start": "its first day"}
    words |= {"review": "a review", "value": "its value", "department": "who is responsible"}
    missing = [word for name, word in words.items() if getattr(row, name) is None]
    if row.annual_value is not None and row.value is None:
        missing.remove("its value")
    if row.person is not None:
        missing.remove("who is responsible")
        yield f"Who is responsible is in {row.person}, and is left out: a plan names teams and roles, never people."
    if row.extension is None and not row.extensions:
        missing.append("any extension")
    if missing and row.unread:
        # What is missing may stand there.
        yield f"Nothing was read of {listed(missing)}. The row has columns that are not read: {quoted(row.unread)}."
    elif missing:
        yield f"The register does not say: {listed(missing)}."


def _asked(row: RegisterRow, terms: Terms) -> Iterable[str]:
    if row.value is not None:
        vat = f" {row.value.vat}" if row.value.vat else ""
        worth = f"{pounds(row.value.pence)}{vat}"
        yield f"The contract that runs now is worth {worth} over its whole term ({row.places['value']})."
        yield "What will the new one be worth? Such as:"
        yield f"value: {worth}"
    elif row.annual_value is not None:
        worth = f"{pounds(row.annual_value.pence)}" + (f" {row.annual_value.vat}" if row.annual_value.vat else "")
        yield f"The contract that runs now is worth {worth} a year ({row.places['annual_value']})."
        yield "What will the new one be worth over its whole term? Write it as 'value'."
    yield from missing(terms)


def missing(terms: Terms) -> Iterable[str]:
    """What a plan asks for that nobody has said: comments, ready to be filled in."""
    if terms.regime is None:
        yield "Which law rules the new contract? With it the periods are checked, such as:"
        yield "regime: pa-2023"
    if terms.procedure is None:
        yield "How will it be awarded? The steps below are those of a single stage, such as:"
        yield "procedure: open"
    if terms.committee is None:
        yield "Who decides, and when do they meet? 'plan import' reads a diary, and the decisions then happen 'at' it."
