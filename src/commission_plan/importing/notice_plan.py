"""A contracting process to a first plan for what comes after its contracts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from commission_plan.importing.brought import Brought
from commission_plan.importing.ocds import Process
from commission_plan.importing.ocds_awards import ProcessContract
from commission_plan.importing.problems import Problem
from commission_plan.importing.register_plan import Terms, missing
from commission_plan.model.values import WrittenDate
from commission_plan.pen.compose import Ids
from commission_plan.pen.draft import Draft, DraftContract, DraftOption, draft
from commission_plan.phrases import say


def brought(
    process: Process, terms: Terms, as_of: date, end: WrittenDate | None, options: Sequence[tuple[str, WrittenDate]]
) -> Brought | Problem:
    """The plan; or why there is none: nobody says when any of the contracts ends.

    ``end`` is the last day of a contract of which the releases do not say it, ``options`` are those of each contract.
    """
    left = list(process.problems)
    contracts, taken = [], list(process.taken)
    ids = Ids()
    for found in process.contracts:
        last = found.end or end
        if last is None:
            length = f" but a length, {found.length}, from which none is computed" if found.length else ""
            where = f"{process.ocid} {found.where}"
            left.append(Problem(where, f"the contract has no last day{length}", "give it with --end DATE"))
            continue
        left += [
            Problem("--extension", f"'{name}' ends on {say(to.last)}, not after the contract, and is left out")
            for name, to in options
            if to.last <= last.last
        ]
        id = "current" if len(process.contracts) == 1 else ids.give(found.title or found.id, "contract")
        taken.append(f"{process.ocid} {found.where} as the contract '{id}', which ends on {say(last.last)}")
        contracts.append(_contract(process, found, id, last, options))
    if not contracts:
        return left[-1] if left else Problem(process.ocid, "it has no contract")
    wanted = Draft(
        title=process.title,
        service=process.title,
        contracts=contracts,
        **terms._replace(authority=terms.authority or process.buyer)._asdict(),
        as_of=as_of,
        source=_source(process),
        asked=list(missing(terms)),
    )
    plan, analysis = draft(wanted, "<import>")
    return Brought(process.title, plan, analysis, left, list(_asked(process, options)), taken)


def _contract(
    process: Process, found: ProcessContract, id: str, last: WrittenDate, options: Sequence[tuple[str, WrittenDate]]
) -> DraftContract:
    said = [f"of renewal the notice says: {text}" for text in found.renewal]
    if found.latest is not None:
        said.append(f"with every option used it ends on {say(found.latest.last)}")
    said += [f"of what is bought it says: {text}" for text in found.description]
    asked = bool(found.renewal) or found.latest is not None
    if found.end is None:
        said.append("its last day is not in the notice")
    source = f"{_source(process)}, {found.where}"
    contract = DraftContract(
        last,
        id,
        found.title,
        found.suppliers,
        found.start,
        [
            DraftOption(name, to, note="as whoever imported the notice said")
            for name, to in options
            if to.last > last.last
        ],
        regime=process.regime,
        note="; ".join(said) or None,
        source=source,
    )
    if contract.options:
        return contract._replace(asked=())
    if asked:
        which = "Which options has it, and with what notice? None was made of what the note says. Such as:"
        return contract._replace(asked=(which, contract.asked[-1]))
    return contract


def _source(process: Process) -> str:
    return process.ocid + (f", release {process.release}" if process.release else "")


def _asked(process: Process, options: Sequence[tuple[str, WrittenDate]]) -> Iterator[str]:
    texts = dict.fromkeys(text for found in process.contracts for text in found.renewal)
    latest = {found.latest.last for found in process.contracts if found.latest is not None}
    if (texts or latest) and not options:
        yield "Which options does the contract have? Give each with --extension NAME=DATE. The notice says:"
        yield from (f"  {text}" for text in texts)
        yield from (f"  with every option used it ends on {say(day)}" for day in sorted(latest))
