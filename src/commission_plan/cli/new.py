"""Write a first plan, with comments, backwards from the day on which the contract ends.

Durations come from what councils have published, and the comments say how many and how wide apart they are. For a
consultation and a needs analysis there is too little to go by: say how long they take, or 'none'. In a terminal, what
no option says is asked for.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Optional

import typer

from commission_plan.cli.options import AsOf
from commission_plan.cli.plans import CannotRun, data_date
from commission_plan.cli.terminal import note, write, write_as_is

EXAMPLE = 'Example: plan new -o plans/advice.yaml --title "Advice, anew" --end 2027-03-31 --every "third monday"'

_Text = Optional[str]  # noqa: UP045 - typer reads the annotation when the command is built


def _option(name: str, metavar: str, help: str) -> Any:
    return typer.Option(name, metavar=metavar, help=help)


def run(
    output: Annotated[
        _Text, typer.Option("--output", "-o", metavar="FILE", help="The file to write; not an old one.")
    ] = None,
    title: Annotated[_Text, _option("--title", "TEXT", "The plan's title.")] = None,
    service: Annotated[_Text, _option("--service", "TEXT", "The name of the service; else the title.")] = None,
    authority: Annotated[_Text, _option("--authority", "TEXT", "Whose plan it is.")] = None,
    end: Annotated[_Text, _option("--end", "DATE", "The last day of the contract that runs now.")] = None,
    regime: Annotated[_Text, _option("--regime", "REGIME", "The law, such as pa-2023 or psr-2023.")] = None,
    procedure: Annotated[_Text, _option("--procedure", "NAME", "How the contract is awarded, such as open.")] = None,
    committee: Annotated[_Text, _option("--committee", "TEXT", "Who decides; else Cabinet.")] = None,
    meets: Annotated[_Text, _option("--meets", "DATES", "The diary, with commas: 2026-06-15,2026-07-13.")] = None,
    every: Annotated[_Text, _option("--every", "RULE", "Or the rule by which it meets: third monday.")] = None,
    papers: Annotated[_Text, _option("--papers", "TIME", "Report due so long before a meeting, as 10wd.")] = None,
    notice: Annotated[_Text, _option("--notice", "TIME", "Key-decision notice, as 28d.")] = None,
    decision_notice: Annotated[_Text, _option("--decision-notice", "TIME", "Decision published after, as 2wd.")] = None,
    call_in: Annotated[_Text, _option("--call-in", "TIME", "And in effect after, as 5wd.")] = None,
    consultation: Annotated[_Text, _option("--consultation", "TIME", "How long it takes, as 12w; or none.")] = None,
    needs_analysis: Annotated[_Text, _option("--needs-analysis", "TIME", "How long it takes, as 6mo; or none.")] = None,
    as_of: AsOf = None,
) -> int:
    from commission_plan.model.plan import PROCEDURES, REGIMES
    from commission_plan.model.values import parse_date, parse_duration, parse_every
    from commission_plan.pen.draft import Committee, Contract, Wanted, draft

    asked = _Asked()
    name = asked.for_("--title", title, "The plan's title", str.strip)
    last = asked.for_("--end", end, "The last day of the contract (2027-03-31)", _read(parse_date))
    law = asked.for_("--regime", regime, f"The law ({', '.join(REGIMES)})", _one_of(REGIMES))
    how = asked.for_("--procedure", procedure, f"The procedure ({', '.join(PROCEDURES)})", _one_of(PROCEDURES))
    question = "When the committee meets: dates with commas, or a rule such as 'third monday'"
    diary = asked.for_("--meets or --every", meets or every, question, _diary(_read(parse_date), _read(parse_every)))
    needs = asked.for_("--needs-analysis", needs_analysis, "How long the needs analysis takes (6mo, or none)", _or_none)
    public = asked.for_("--consultation", consultation, "How long the consultation takes (12w, or none)", _or_none)
    for option, value in (("--papers", papers), ("--notice", notice), ("--decision-notice", decision_notice)):
        asked.checked(option, value, _read(parse_duration))
    asked.checked("--call-in", call_in, _read(parse_duration))
    asked.all_known()
    dates, rule = diary
    wanted = Wanted(
        title=name,
        service=(service or name).strip() or name,
        contracts=(Contract(last),),
        regime=law,
        procedure=how,
        committee=Committee((committee or "Cabinet").strip(), dates, rule, papers, notice, decision_notice, call_in),
        consultation=public,
        needs_analysis=needs,
        as_of=data_date(as_of) or date.today(),
        authority=authority,
    )
    content, analysis = draft(wanted, output or "<new>")
    _write(output, content)
    from commission_plan.findings import Severity
    from commission_plan.reports.check_text import render

    if analysis.worst is not Severity.ERROR:
        if output is not None:
            write(render(analysis, quiet=True) or f"{output}: passes its check\n")
        return 0
    for line in render(analysis, quiet=True).splitlines():
        note(line)
    note("plan: the plan cannot keep the service going as it stands: see above what would mend it")
    return 1


def _write(output: str | None, content: bytes) -> None:
    if output is None:
        from commission_plan.reports.plain import safe

        write_as_is(safe(content.decode()))
        return
    from commission_plan.cli.files import create

    create(output, content)


class _Asked:
    """Options given, or asked for where somebody sits at a terminal."""

    def __init__(self) -> None:
        self._terminal = sys.stdin.isatty() and sys.stderr.isatty()
        self._missing: list[str] = []

    def for_(self, option: str, value: str | None, question: str, read: Callable[[str], Any]) -> Any:
        while True:
            if value is None and not self._terminal:
                self._missing.append(option)
                return None
            text = value if value is not None else typer.prompt(question, err=True)
            try:
                return read(text)
            except _Wrong as error:
                if value is not None:
                    raise CannotRun(f"{option}: {error}") from None
                note(str(error))

    def checked(self, option: str, value: str | None, read: Callable[[str], Any]) -> None:
        if value is not None:
            self.for_(option, value, "", read)

    def all_known(self) -> None:
        if self._missing:
            raise CannotRun(f"not known yet: {', '.join(self._missing)}; give them, or run 'plan new' in a terminal")


class _Wrong(ValueError):
    """What was typed is no such value."""


def _read(parse: Callable[[str], Any]) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        from commission_plan.model.values import Unreadable

        try:
            return parse(text.strip())
        except Unreadable as error:
            raise _Wrong(f"{error.message}; {error.fix}") from None

    return read


def _one_of(words: tuple[str, ...]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text.strip() not in words:
            from commission_plan.model.wording import nearest

            meant = nearest(text.strip(), list(words))
            hint = f"did you mean '{meant}'? " if meant else ""
            raise _Wrong(f"'{text.strip()}' is not known; {hint}it is one of {', '.join(words)}")
        return text.strip()

    return read


def _or_none(text: str) -> str | None:
    from commission_plan.model.values import parse_duration

    if text.strip() in ("none", "no", "0"):
        return None
    _read(parse_duration)(text)
    return text.strip()


def _diary(day: Callable[[str], Any], rule: Callable[[str], Any]) -> Callable[[str], tuple[list[Any], str | None]]:
    def read(text: str) -> tuple[list[Any], str | None]:
        if any(character.isdigit() for character in text):
            return [day(part) for part in text.split(",") if part.strip()], None
        return [], str(rule(text))

    return read
