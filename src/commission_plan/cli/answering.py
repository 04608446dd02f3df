"""An answer out, in the format and at the place that were asked for: of a sound plan and of an invalid one alike."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any, NamedTuple

from commission_plan.analysis import Analysis, Scheduled
from commission_plan.analysis import scheduled as narrowed
from commission_plan.cli.inputs import CannotRun, analysed, data_date, keep_plans, needs
from commission_plan.cli.output import hang_up, notes, screen, write_as_is
from commission_plan.reports.formats import FORMATS, NoSuchFormat, chosen, fits


class Out(NamedTuple):
    """The format and the file of an answer; no file is standard output."""

    format: str
    output: str | None

    @property
    def text(self) -> bool:
        return FORMATS[self.format].text


TEXT = Out("text", None)


def out(command: str, format: str | None, output: str | None = None) -> Out:
    """How ``command`` is to answer. Raises ``CannotRun`` for a format that it has not, or that no terminal shows."""
    try:
        found = Out(chosen(command, format, output), output)
    except NoSuchFormat as error:
        raise CannotRun(str(error)) from None
    if output is None and not found.text and sys.stdout.isatty():
        raise CannotRun(f"{found.format} cannot be shown in a terminal: name a file with -o")
    return found


def ends_in(output: str | None, *endings: str) -> None:
    """Raises ``CannotRun`` where a file that is to hold one format alone is called by another."""
    try:
        fits(output, *endings)
    except NoSuchFormat as error:
        raise CannotRun(str(error)) from None


def scheduled(file: str, as_of: str | None, scenario: str | None, out: Out = TEXT) -> Scheduled | None:
    """The plan that a command of one plan is about; None where it is invalid, which is then answered.

    Raises ``CannotRun`` where there is no such file or scenario, or the answer would be written over the plan.
    """
    keep_plans([file], {"--output": out.output})
    analysis = analysed(file, data_date(as_of), scenario)
    found = narrowed(analysis)
    if found is None:
        invalid([analysis], out)
    return found


def invalid(analyses: list[Analysis], out: Out = TEXT) -> None:
    """Say why plans have no schedule, as ``plan check`` does; beside the answer where no check has the format."""
    from commission_plan.reports.answers.check import Checked
    from commission_plan.reports.formats import GENERAL
    from commission_plan.reports.words.judged import judged_data

    if out.format not in GENERAL:
        if out.output is None:
            # Whoever reads standard output waits for a picture or a package: none of this is one.
            for one in analyses:
                notes(check_text(one))
            return
        out = TEXT
    if out.format == "json":
        from commission_plan.reports.media import json_text

        deliver(json_text.render({"schema": 2, "plans": map(judged_data, analyses)}), out.output)
    elif len(analyses) == 1:
        tell("check", Checked(analyses[0]), out)
    else:
        deliver((str(part) for one in analyses for part in _rendered("check", Checked(one), out)), out.output)


def check_text(analysis: Analysis, *, quiet: bool = False) -> str:
    """What ``plan check`` says of a plan in a terminal, beside what another command has to say."""
    from commission_plan.reports.answers.check import Checked
    from commission_plan.reports.rendering import rendered

    return "".join(map(str, rendered("check", Checked(analysis, quiet), "text", screen())))


def tell(name: str, answer: Any, out: Out) -> None:
    """``answer`` of the kind ``name`` to its place."""
    deliver(_rendered(name, answer, out), out.output)


def _rendered(name: str, answer: Any, out: Out) -> Iterable[str] | bytes:
    from commission_plan.reports.rendering import rendered

    try:
        return rendered(name, answer, out.format, screen(whole=out.output is not None))
    except ImportError as error:
        extra = FORMATS[out.format].extra
        if extra is None:
            raise
        raise needs(out.format, extra, error) from None


def deliver(found: Iterable[str] | bytes, output: str | None) -> None:
    """Bytes, or text that is safe as it is and comes in parts, to the file ``output``, else to standard output."""
    if output is not None:
        from commission_plan.cli.files import put

        put(output, found if isinstance(found, bytes) else "".join(found).encode("utf-8", "backslashreplace"))
    elif isinstance(found, bytes):
        try:
            sys.stdout.buffer.write(found)
        except BrokenPipeError:
            hang_up()
    else:
        for part in found:
            write_as_is(part)
