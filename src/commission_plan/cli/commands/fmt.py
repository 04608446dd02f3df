"""Is the file tidy? One layout for all plans, with every comment kept and dates such as 2027-03-31."""

from __future__ import annotations

from typing import Annotated

import typer

from commission_plan.cli.inputs import STDIN, CannotRun, content, files
from commission_plan.cli.output import note, write, write_as_is
from commission_plan.phrases import unbroken

EXAMPLE = "Example: plan fmt plans/ --check"


def run(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Plan files, folders of them, or -.")],
    check: Annotated[bool, typer.Option("--check", help="List the files that are not tidy. Write nothing.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Print what would change. Write nothing.")] = False,
) -> int:
    from commission_plan.cli.files import replace
    from commission_plan.cli.rewriting import difference
    from commission_plan.pen.edits import Cannot
    from commission_plan.pen.tidy import tidied
    from commission_plan.reports.plain import safe

    broken = changed = False
    for path in list(files(paths)):
        old = content(path)
        try:
            new = _read(path, old) and tidied(old)
        except Cannot as error:
            raise CannotRun(f"{path}: {error}") from None
        if new is None:
            broken = True
            continue
        if path == STDIN and not check and not diff:
            write_as_is(safe(new.decode().replace("\r\n", "\n").replace("\r", "\n")))
            continue
        if new != old:
            changed = True
            if diff:
                write_as_is(safe(difference(path, old, new)))
            elif check:
                write(f"{unbroken(path)}: not tidy\n")
            else:
                replace(path, new, was=old)
                note(f"{unbroken(path)}: tidied")
    return 1 if broken or (changed and (check or diff)) else 0


def _read(path: str, old: bytes) -> bytes | None:
    """The file's bytes; None where the reader has findings, which are printed: there is nothing to lay out."""
    from commission_plan.pen.edits import document

    _, findings = document(old)
    if not findings:
        return old
    from datetime import date

    from commission_plan.analysis import analyse
    from commission_plan.cli.answering import invalid

    invalid([analyse(old, path=path, today=date.today())])
    return None
