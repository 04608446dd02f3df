"""A register of contracts to one plan for each contract that is due."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any, NamedTuple

from commission_plan.analysis import Analysis
from commission_plan.cli.first_plan_options import read as typed
from commission_plan.cli.imports.written import (
    columns,
    file_name,
    make_folder,
    name_of,
    terms,
    today,
    told,
    value,
    write_plan,
)
from commission_plan.cli.inputs import CannotRun
from commission_plan.cli.output import write
from commission_plan.findings import Severity
from commission_plan.importing.register import Register, read
from commission_plan.importing.register_plan import Agreed, Sorted, last_day, sort, wanted
from commission_plan.model.values import Duration, parse_duration
from commission_plan.pen.compose import Ids
from commission_plan.pen.draft import draft
from commission_plan.phrases import count, listed, say, unbroken

_LONGEST_NAME = 60


class _Written(NamedTuple):
    path: str
    agreed: Agreed
    plan: bytes
    analysis: Analysis


def take(content: bytes, asked: dict[str, Any]) -> int:
    """0, or 1 where a row could not be read; everything else is done all the same."""
    within = value(asked, "within", typed(parse_duration)) or Duration(2, "y")
    if within.unit == "wd":
        raise CannotRun("--within: count in weeks, months or years, such as 18mo")
    agreed = terms(asked)
    register = read(content)
    as_of = today(asked)
    found = sort(register.rows, as_of.toordinal(), within)
    file = name_of(asked)
    plans = _drafts(found, file, agreed, asked)
    write(f"{_head(register, file)}, data date {say(as_of.toordinal())}\n")
    taken = sum(_put(plan, asked) for plan in plans)
    write(_rest(register, found, say(last_day(as_of.toordinal(), within)), len(found.due)))
    if asked["output"] is None and found.due:
        write("nothing was written: name a folder with -o\n")
    return 1 if register.lost or register.problems or taken else 0


def _drafts(found: Sorted, file: str, agreed: Any, asked: dict[str, Any]) -> Iterator[_Written]:
    folder = asked["output"] or ""
    if folder and os.path.exists(folder) and not os.path.isdir(folder):
        raise CannotRun(f"{folder}: a register needs a folder: it becomes several plans")
    ids = Ids()
    for contract in found.due:
        row = contract.row
        name = f"{row.title or ''} {row.reference or ''}" if len(row.name) <= _LONGEST_NAME else row.name
        path = os.path.join(folder, file_name(ids.give(name, "contract", _LONGEST_NAME)))
        plan, analysis = draft(wanted(contract, file, agreed, today(asked)), path)
        yield _Written(path, contract, plan, analysis)


def _put(found: _Written, asked: dict[str, Any]) -> bool:
    """Write one plan and tell of it. Whether its file could not be written: that costs this plan alone."""
    failed = ""
    if asked["output"] is not None and not asked["dry_run"]:
        try:
            make_folder(asked["output"])
            write_plan(found.path, found.plan, asked)
        except CannotRun as error:
            failed = str(error)
    row = found.agreed.row
    ends = row.firm_end
    assert ends is not None
    if failed:
        write(f"  NOT WRITTEN: {unbroken(failed)}\n")
        return True
    write(f"  {unbroken(found.path)}: {row.name}, ends on {say(ends.last)}: {found.analysis.verdict.upper()}\n")
    for finding in found.analysis.findings:
        if finding.severity is Severity.ERROR:
            write(f"      {finding.message}\n")
    if asked["dry_run"]:
        write("".join(f"    {line}\n" for line in found.plan.decode().splitlines()))
    return False


def _head(register: Register, file: str) -> str:
    sheets = list(dict.fromkeys(f"'{row.sheet}'" for row in register.rows if row.sheet))
    rows = count(len(register.rows) + len(register.lost), "row")
    return f"{unbroken(file)}: {rows}" + (f" on {listed(sheets)}" if sheets else "")


def _rest(register: Register, found: Sorted, until: str, due: int) -> str:
    """What became of every contract without a plan, and of everything else in the file."""
    lines = [
        f"due, by {until}: {count(due, 'contract')}\n",
        f"later: {count(len(found.later), 'contract')}\n",
        f"ended, with every extension that the register has: {count(len(found.ended), 'contract')}\n",
    ]
    if found.unknown:
        lines.append(f"no last day, so not known whether due: {count(len(found.unknown), 'contract')}\n")
        lines += [f"  {_named(agreed)}\n" for agreed in found.unknown[:50]]
        if len(found.unknown) > 50:
            lines.append(f"  and {len(found.unknown) - 50:,} more\n")
    if register.lost:
        lines.append(f"{count(len(register.lost), 'row')} left out:\n{told(register.lost)}")
    if register.problems:
        lines.append(f"{count(len(register.problems), 'cell')} left out, their rows read:\n{told(register.problems)}")
    if register.in_words:
        lines.append(f"{count(len(register.in_words), 'cell')} kept in words:\n{told(register.in_words)}")
    lines.append(columns(register.columns))
    if register.no_contracts:
        lines.append(f"not used:\n{told(register.no_contracts)}")
    if register.passed_over:
        lines.append(f"sheets without a register: {', '.join(register.passed_over[:30])}\n")
    return "".join(lines)


def _named(agreed: Agreed) -> str:
    row = agreed.row
    place = next(iter(row.places.values()), f"row {row.number}")
    return f"{place}: {row.name}" + (f" ('{row.end_in_words}')" if row.end_in_words else "")
