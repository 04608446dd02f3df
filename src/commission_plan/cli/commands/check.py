"""Will people have a service on every day? What to do, by when, and what is wrong with the plan.

It fails where a service has a gap, or where the plan has another error. With --strict, warnings fail it too.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Annotated, Optional

import typer

from commission_plan.analysis import MOST_OF_A_PACK, Analysis, analyse_pack
from commission_plan.cli.answering import deliver, out
from commission_plan.cli.batch import checking
from commission_plan.cli.gating import Gate, level
from commission_plan.cli.inputs import CannotRun, content, data_date, files, is_pack, keep_plans
from commission_plan.cli.options import AsOf, Cached, Executor, Jobs, Output, Scenario, format_of
from commission_plan.cli.output import note, screen, write_as_is
from commission_plan.findings import Severity
from commission_plan.gate import fails
from commission_plan.reports.rendering import rendered

EXAMPLE = "Example: plan check plans/ --strict"
#: What services read that name a file from the root of its repository.
_OF_REPOSITORIES = ("github", "azure", "gitlab", "sarif")
#: GitHub takes no step summary of more.
_LONGEST_SUMMARY = 1024 * 1024


def run(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Plan files, folders of them, or -.")],
    as_of: AsOf = None,
    scenario: Scenario = None,
    format: Annotated[Optional[str], format_of("check")] = None,  # noqa: UP045 - typer reads it when the command is built
    output: Output = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail the check too.")] = False,
    fail_on: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--fail-on", metavar="LEVEL", help="What fails the check: error, warning or info."),
    ] = None,
    select: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--select", metavar="RULE", help="Only findings of this rule (repeatable)."),
    ] = None,
    ignore: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--ignore", metavar="RULE", help="No findings of this rule (repeatable)."),
    ] = None,
    baseline: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--baseline", metavar="FILE", help="Only findings that are not on this list of known ones."),
    ] = None,
    write_baseline: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--write-baseline", metavar="FILE", help="Write a list of all findings, as known ones."),
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="First make the changes that are certain.")] = False,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Findings never fail the check.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Errors and warnings only.")] = False,
    every: Annotated[bool, typer.Option("--all", help="Notes and all dates too.")] = False,
    jobs: Jobs = None,
    executor: Executor = None,
    cache: Cached = None,
) -> int:
    wanted = out("check", format, output).format
    gate = Gate(select or [], ignore or [], baseline, write_baseline)
    fatal = level(strict, fail_on)
    day = data_date(as_of)
    packs = [path for path in paths if is_pack(path)]
    plans = [path for path in files(paths) if path not in packs]
    keep_plans([*plans, *packs], {"--output": output, "--write-baseline": write_baseline})
    whole = wanted not in checking.FORMATS or bool(fix or baseline or write_baseline or (packs and wanted == "json"))
    if whole and (executor or cache):
        raise CannotRun("--executor and --cache go with the formats text and json, without --fix and a baseline")
    asked = checking.Asked(
        None if day is None else day.isoformat(),
        *(date.today().isoformat(), scenario, wanted, quiet, every),
        *(sorted(gate.select), sorted(gate.ignore), fatal.value, screen(whole=output is not None)),
        *(whole, fix),
    )
    report = _Report(asked, output)
    failed = cannot = ours = False
    for path in packs:
        pack = analyse_pack(content(path, MOST_OF_A_PACK), today=date.today(), path=path)
        if pack.findings:
            failed = True
            report.add(pack)
        elif not quiet:
            note(f"plan: {path}: these rules have no errors")
    streams = output is None
    for looked in checking.outcomes(plans, asked, jobs=jobs, executor=executor, cache=cache, streams=streams):
        if looked.error is not None:
            note(f"plan: {looked.error}")
            cannot, ours = True, ours or looked.ours
        elif looked.analysis is not None:
            analysis = gate.judged(looked.path, looked.analysis)
            failed = failed or fails(analysis, fatal)
            report.add(analysis)
        else:
            failed = failed or looked.failed
            report.put(looked.text)
    report.end()
    for name in gate.gone():
        note(f"plan: {baseline}: lists '{name}', which is not among these plans")
    if write_baseline is not None and not cannot:
        note(f"plan: {gate.write()}")
        failed = False
    if cannot:
        return 3 if ours else 2
    return 1 if failed and not exit_zero else 0


class _Report:
    """Text goes out plan by plan, so that a folder of very many needs no memory; every other format at the end."""

    def __init__(self, asked: checking.Asked, output: str | None) -> None:
        self._asked, self._format, self._output = asked, asked.format, output
        self._analyses: list[Analysis] = []
        self._text: list[str] = []

    def put(self, text: str) -> None:
        if self._output is None:
            write_as_is(text)
        else:
            self._text.append(text)

    def add(self, analysis: Analysis) -> None:
        if self._format in ("text", "github", "azure"):
            self.put(checking.text(analysis, self._asked))
        if self._format in _OF_REPOSITORIES:
            from commission_plan.cli.roots import from_root

            analysis = replace(analysis, path=from_root(analysis.path))
        if self._format != "text":
            self._analyses.append(analysis)

    def end(self) -> None:
        deliver([*self._text, *self._rest()], self._output)
        summary = os.environ.get("GITHUB_STEP_SUMMARY")
        if self._format == "github" and summary:
            self._summarise(summary)

    def _rest(self) -> Iterator[str]:
        """What the format has to say when all plans are known."""
        if self._format == "json" and self._asked.whole:
            from commission_plan.reports.media import json_text
            from commission_plan.reports.words.judged import judged_data

            yield from json_text.render({"schema": 2, "plans": map(judged_data, self._analyses)})
        elif self._format == "markdown":
            for number, analysis in enumerate(self._analyses):
                yield from ("\n" if number else "", self._markdown(analysis))
        elif self._format == "junit":
            from commission_plan.reports.ci import junit as check_junit

            yield check_junit.render(self._analyses, level=Severity(self._asked.level))
        elif self._format not in checking.FORMATS:
            from importlib import import_module

            yield import_module(f"commission_plan.reports.ci.{self._format}").render(self._analyses)

    def _markdown(self, analysis: Analysis) -> str:
        from commission_plan.reports.answers.check import Checked

        return "".join(map(str, rendered("check", Checked(analysis, self._asked.quiet, self._asked.every), "markdown")))

    def _summarise(self, file: str) -> None:
        """Add the Markdown report to GitHub's step summary, as far as it takes it."""
        try:
            # No more than is still free: an earlier command of the step may have written, too.
            with open(file, "ab") as summary:
                left = _LONGEST_SUMMARY - summary.tell() - 200
                for analysis in self._analyses:
                    section = (self._markdown(analysis) + "\n").encode("utf-8", "replace")
                    left -= len(section)
                    if left < 0:
                        summary.write(b"There is more than fits here: see the log.\n")
                        break
                    summary.write(section)
        except OSError as error:
            note(f"plan: the step summary cannot be written: {error.strerror or error}")
