"""What the kinds of ``plan import`` have in common: the file in, the planner's terms, the plans out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from commission_plan.cli import inputs as plans
from commission_plan.cli.first_plan_options import Wrong, diary, one_of, or_none, read
from commission_plan.cli.inputs import STDIN, CannotRun
from commission_plan.importing.problems import Problem
from commission_plan.importing.register_plan import Terms
from commission_plan.importing.sheet_files import MOST_BYTES

#: So many problems are listed; of more, the number is told.
_MOST_TOLD = 200
#: Names that Windows keeps for itself.
_RESERVED = {"con", "prn", "aux", "nul"} | {f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)}


def content(path: str) -> bytes:
    """The bytes of the file, or of standard input. Raises ``CannotRun`` where it is too large or cannot be read."""
    found = plans.content(path, MOST_BYTES)
    if len(found) > MOST_BYTES:
        raise CannotRun(f"{path}: has more than {MOST_BYTES // 1024 // 1024} MiB. Split it")
    return found


def name_of(asked: dict[str, Any]) -> str:
    """The file as a plan names it: without its folder, in plain characters."""
    from commission_plan.importing.sheets import clean

    path = asked["file"]
    return "standard input" if path == STDIN else clean(os.path.basename(path)) or "file"


def today(asked: dict[str, Any]) -> date:
    return asked["as_of"] or date.today()


def terms(asked: dict[str, Any]) -> Terms:
    """What the options say of every plan alike. Raises ``CannotRun`` for a value that none of them can have."""
    from commission_plan.model.plan import PROCEDURES, REGIMES
    from commission_plan.model.values import parse_duration
    from commission_plan.pen.draft import UNKNOWN, DraftCommittee

    regime = value(asked, "regime", one_of(REGIMES))
    procedure = value(asked, "procedure", one_of(PROCEDURES))
    rule = "every" if asked["every"] else "meets"
    meets, every = value(asked, rule, diary) or ([], None)
    for name in ("papers", "notice", "decision_notice", "call_in"):
        value(asked, name, read(parse_duration))
    periods = (asked[name] for name in ("papers", "notice", "decision_notice", "call_in"))
    known = DraftCommittee(asked["committee"] or "Cabinet", meets, every, *periods)
    if not meets and not every and (asked["committee"] or any(known[3:])):
        raise CannotRun("--committee: when does it meet? give --meets or --every")
    return Terms(
        regime,
        procedure,
        known if meets or every else None,
        value(asked, "consultation", or_none) if asked["consultation"] else UNKNOWN,
        value(asked, "needs_analysis", or_none) if asked["needs_analysis"] else UNKNOWN,
        asked["authority"],
    )


def value(asked: dict[str, Any], name: str, read: Any) -> Any:
    """An option's value, or None where it was not given."""
    if asked[name] is None:
        return None
    try:
        return read(asked[name])
    except Wrong as error:
        raise CannotRun(f"--{name.replace('_', '-')}: {error}") from None


def file_name(text: str) -> str:
    """``text``, made of the letters of an id, as the name of a plan file that every system can have."""
    return f"plan-{text}.yaml" if not text or text in _RESERVED else f"{text}.yaml"


def make_folder(path: str) -> None:
    """Make the folder, where it is not there already. Raises ``CannotRun`` where it cannot be made."""
    try:
        os.makedirs(path, exist_ok=True)
    except OSError as error:
        raise CannotRun(f"{path}: cannot be made: {error.strerror or error}") from None


def write_plan(path: str, plan: bytes, asked: dict[str, Any]) -> None:
    """Write the plan; never over a file that is there, unless --force says so."""
    from commission_plan.cli.files import create, replace

    if asked["force"]:
        replace(path, plan)
    else:
        create(path, plan)


def columns(taken: Sequence[str]) -> str:
    """What was taken for what, one a line, indented; empty where nothing was."""
    return "Columns:\n" + "".join(f"  {line}\n" for line in taken) if taken else ""


def told(problems: Iterable[Problem]) -> str:
    """The problems, one a line, indented."""
    found = list(problems)
    lines = [f"  {problem}\n" for problem in found[:_MOST_TOLD]]
    if len(found) > _MOST_TOLD:
        lines.append(f"  and {len(found) - _MOST_TOLD:,} more\n")
    return "".join(lines)
