"""A register of contracts to one plan for each contract that is due."""

from __future__ import annotations

import os
from collections.abc import Iterator
from textwrap import wrap
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
    plans = list(_drafts(found, file, agreed, asked))
    failed = {plan.path: why for plan in plans if (why := _written(plan, asked))}
    wrote = 0 if asked["output"] is None or asked["dry_run"] else len(plans) - len(failed)
    write(f"{_head(register, file)}, as at {say(as_of.toordinal())}. {_became(found, wrote, asked)}\n")
    for plan in plans:
        write(f"\n{_said(plan, failed.get(plan.path, ''))}")
        if asked["dry_run"]:
            write("".join(f"    {line}\n" for line in plan.plan.decode().splitlines()))
    write(_rest(register, found, say(last_day(as_of.toordinal(), within))))
    if wrote:
        write(f"Next: plan check {unbroken(asked['output'])}\n")
    return 1 if register.lost or register.problems or failed else 0


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


def _written(found: _Written, asked: dict[str, Any]) -> str:
    """Write one plan where that is asked for. Why its file could not be written: that costs this plan alone."""
    if asked["output"] is not None and not asked["dry_run"]:
        try:
            make_folder(asked["output"])
            write_plan(found.path, found.plan, asked)
        except CannotRun as error:
            return str(error)
    return ""


def _head(register: Register, file: str) -> str:
    sheets = list(dict.fromkeys(f"'{row.sheet}'" for row in register.rows if row.sheet))
    rows, read = len(register.rows) + len(register.lost), len(register.rows)
    on = f" on {listed(sheets)}" if sheets else ""
    return f"We read {read:,} of {count(rows, 'row')}{on} of {unbroken(file)}"


def _became(found: Sorted, wrote: int, asked: dict[str, Any]) -> str:
    if wrote:
        return f"We wrote {count(wrote, 'plan')} in {unbroken(asked['output'])}."
    if found.due:
        return "Nothing was written: name a folder with -o."
    return "None is due."


def _said(found: _Written, failed: str) -> str:
    """One contract that is due: the verdict of its plan, why, and the file."""
    row = found.agreed.row
    ends = row.firm_end
    assert ends is not None
    reference = f", {row.reference}" if row.reference and row.title else ""
    lines = [f"{row.name}{reference}, ends {say(ends.last)}"]
    errors = [each.message for each in found.analysis.findings if each.severity is Severity.ERROR]
    lines += [f"{message[0].upper()}{message[1:]}." for message in errors]
    first, *others = [part for line in lines for part in wrap(line, 71, break_long_words=False, break_on_hyphens=False)]
    # A path stays on its line, so that it can be copied.
    others.append(f"NOT WRITTEN: {unbroken(failed)}" if failed else unbroken(found.path))
    verdict = found.analysis.verdict.upper()
    return f"{verdict:<8} {first}\n" + "".join(f"         {line}\n" for line in others)


def _rest(register: Register, found: Sorted, until: str) -> str:
    """What became of every contract without a plan, and of everything else in the file."""
    lines = []
    if found.later:
        lines.append(f"  {count(len(found.later), 'contract')} after {until}\n")
    if found.ended:
        lines.append(f"  {count(len(found.ended), 'contract')} that ended, with every extension in the register\n")
    lines += [f"  {_named(agreed)}\n" for agreed in found.unknown[:50]]
    if len(found.unknown) > 50:
        lines.append(f"  and {len(found.unknown) - 50:,} more without a last day\n")
    if lines:
        lines.insert(0, "\nNo plan written\n")
    if register.lost or register.problems:
        lines.append("\nWe could not read\n")
        lines += [f"{line}. Row left out.\n" for line in told(register.lost).splitlines()]
        lines += [f"{line}. The rest of the row is used.\n" for line in told(register.problems).splitlines()]
    if register.in_words:
        lines.append(f"\nKept as text in the plans\n{told(register.in_words)}")
    lines.append(f"\n{columns(register.columns)}")
    if register.no_contracts:
        lines.append(f"\nNot used\n{told(register.no_contracts)}")
    if register.passed_over:
        lines.append(f"Sheets without a register: {', '.join(register.passed_over[:30])}\n")
    return "".join(lines)


def _named(agreed: Agreed) -> str:
    row = agreed.row
    place = next(iter(row.places.values()), f"row {row.number}")
    return f"{place}: {row.name}, no last day" + (f" ('{row.end_in_words}')" if row.end_in_words else "")
