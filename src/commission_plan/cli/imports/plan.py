"""A notice, a schedule or a timetable to a plan: printed, or written to a file."""

from __future__ import annotations

import os
from typing import Any

import typer

from commission_plan.cli.answering import ends_in
from commission_plan.cli.first_plan_options import Wrong
from commission_plan.cli.first_plan_options import read as typed
from commission_plan.cli.imports.written import file_name, make_folder, name_of, terms, today, told, value, write_plan
from commission_plan.cli.inputs import CannotRun
from commission_plan.cli.output import asks, note, notes, write, write_as_is
from commission_plan.findings import Severity
from commission_plan.importing.brought import Brought
from commission_plan.importing.problems import Problem
from commission_plan.model.values import WrittenDate, parse_date
from commission_plan.pen.compose import Ids
from commission_plan.phrases import unbroken
from commission_plan.reports.plain import safe


def take(content: bytes, asked: dict[str, Any]) -> int:
    """0, or 1 where no plan could be made of something in the file."""
    found: list[Brought | Problem] = _noticed(content, asked) if asked["kind"] == "ocds" else [_planned(content, asked)]
    folder, ids = _folder(asked["output"], len(found)), Ids()
    code = 0
    for each in found:
        if isinstance(each, Problem):
            note(f"No plan written: {each}")
            code = 1
            continue
        path = asked["output"]
        if folder is not None:
            path = os.path.join(folder, file_name(ids.give(each.title, "plan", 60)))
        _put(path, each, asked)
    return code


def _noticed(content: bytes, asked: dict[str, Any]) -> list[Brought | Problem]:
    from commission_plan.importing.notice_plan import brought
    from commission_plan.importing.ocds import read

    agreed = terms(asked)
    end = value(asked, "end", typed(parse_date))
    options = [_option(text) for text in asked["extension"] or ()]
    found: list[Brought | Problem] = []
    for process in read(content):
        made = brought(process, agreed, today(asked), end, options)
        if isinstance(made, Brought) and made.asked and not options and asks():
            made = brought(process, agreed, today(asked), end, _prompted(made))
        found.append(made)
    return found


def _prompted(made: Brought) -> list[tuple[str, WrittenDate]]:
    """The options that somebody at a terminal knows; none where nothing is typed."""
    for line in made.asked:
        note(line)
    while True:
        text = typer.prompt("NAME=DATE, commas between several, or nothing", default="", err=True)
        try:
            return [_option(part) for part in str(text).split(",") if part.strip()]
        except CannotRun as error:
            note(str(error))


def _option(text: str) -> tuple[str, WrittenDate]:
    from commission_plan.model.values import ID

    name, sign, day = (part.strip() for part in text.partition("="))
    if not sign or not ID.fullmatch(name):
        raise CannotRun(
            f"--extension: '{text}' is not an extension: write a name and its last day, such as first=2028-03-31"
        )
    try:
        return name, typed(parse_date)(day)
    except Wrong as error:
        raise CannotRun(f"--extension: {error}") from None


def _planned(content: bytes, asked: dict[str, Any]) -> Brought:
    from importlib import import_module

    from commission_plan.importing.imported_plan import Given

    agreed = terms(asked | dict.fromkeys(("meets", "every", "committee")))
    end = value(asked, "end", typed(parse_date))
    if (end is None) != (asked["go_live"] is None):
        raise CannotRun(
            "--end and --go-live go together: the last day of the contract, and the step that starts the new service"
        )
    given = Given(name_of(asked), asked["as_of"], today(asked), agreed, end, asked["go_live"], asked["in_order"])
    made: Brought = import_module(f"commission_plan.importing.{asked['kind']}").brought(content, given)
    return made


def _folder(output: str | None, plans: int) -> str | None:
    """The folder in which the plans get names of their own; None where --output is the one file."""
    if output is not None and (os.path.isdir(output) or output.endswith(("/", os.sep)) or plans > 1):
        make_folder(output)
        return output
    ends_in(output, "yaml", "yml")
    return None


def _put(path: str | None, made: Brought, asked: dict[str, Any]) -> None:
    for finding in made.analysis.findings:
        if finding.severity is Severity.ERROR:
            note(
                f"  error: {finding.message}" + (f". {finding.fix[0].upper()}{finding.fix[1:]}" if finding.fix else "")
            )
    if made.taken:
        note("Columns:" if asked["kind"] == "timetable" else "What we took:")
        notes("".join(f"  {line}\n" for line in made.taken))
    if made.left:
        note("Not taken over, or changed:")
        notes(told(made.left))
    for line in made.asked:
        note(line)
    if path is None or asked["dry_run"]:
        write_as_is(safe(made.plan.decode()))
    else:
        write_plan(path, made.plan, asked)
        write(f"{unbroken(path)}: {made.title}: {made.analysis.verdict.upper()}\n")
