"""Write a first plan, with comments, backwards from the day on which the contract ends.

Durations come from what councils have published, and the comments say how many and how wide apart they are. For a
consultation and a needs analysis there is too little to go by: say how long they take, or 'none'. In a terminal, what
no option says is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Optional

import typer

from commission_plan.cli import first_plan_options as first_plan
from commission_plan.cli.inputs import CannotRun, data_date
from commission_plan.cli.options import AsOf
from commission_plan.cli.output import asks, note, notes, write, write_as_is
from commission_plan.phrases import unbroken

EXAMPLE = 'Example: plan new -o plans/advice.yaml --title "Advice, anew" --end 2027-03-31 --every "third monday"'

_Text = Optional[str]  # noqa: UP045 - typer reads the annotation when the command is built


def run(
    output: Annotated[
        _Text, typer.Option("--output", "-o", metavar="FILE", help="The file to write; not an old one.")
    ] = None,
    title: Annotated[_Text, first_plan.option("--title", "TEXT", "The plan's title.")] = None,
    service: Annotated[
        _Text, first_plan.option("--service", "TEXT", "The name of the service; else the title.")
    ] = None,
    authority: first_plan.Authority = None,
    end: Annotated[_Text, first_plan.option("--end", "DATE", "The last day of the contract that runs now.")] = None,
    regime: first_plan.Regime = None,
    procedure: first_plan.Procedure = None,
    committee: Annotated[_Text, first_plan.option("--committee", "TEXT", "Who decides; else Cabinet.")] = None,
    meets: first_plan.Meets = None,
    every: first_plan.Every = None,
    papers: first_plan.Papers = None,
    notice: first_plan.Notice = None,
    decision_notice: first_plan.DecisionNotice = None,
    call_in: first_plan.CallIn = None,
    consultation: Annotated[
        _Text, first_plan.option("--consultation", "TIME", "How long it takes, as 12w; or none.")
    ] = None,
    needs_analysis: Annotated[
        _Text, first_plan.option("--needs-analysis", "TIME", "How long it takes, as 6mo; or none.")
    ] = None,
    as_of: AsOf = None,
) -> int:
    from commission_plan.model.plan import PROCEDURES, REGIMES
    from commission_plan.model.values import parse_date, parse_duration
    from commission_plan.pen.draft import Draft, DraftCommittee, DraftContract, draft

    asked = _Asked()
    name = asked.for_("--title", title, "The plan's title", str.strip)
    last = asked.for_("--end", end, "The last day of the contract (2027-03-31)", first_plan.read(parse_date))
    law = asked.for_("--regime", regime, f"The law ({', '.join(REGIMES)})", first_plan.one_of(REGIMES))
    how = asked.for_(
        "--procedure", procedure, f"The procedure ({', '.join(PROCEDURES)})", first_plan.one_of(PROCEDURES)
    )
    question = "When the committee meets: dates with commas, or a rule such as 'third monday'"
    diary = asked.for_("--meets or --every", meets or every, question, first_plan.diary)
    needs = asked.for_(
        "--needs-analysis", needs_analysis, "How long the needs analysis takes (6mo, or none)", first_plan.or_none
    )
    public = asked.for_(
        "--consultation", consultation, "How long the consultation takes (12w, or none)", first_plan.or_none
    )
    for option, value in (("--papers", papers), ("--notice", notice), ("--decision-notice", decision_notice)):
        asked.checked(option, value, first_plan.read(parse_duration))
    asked.checked("--call-in", call_in, first_plan.read(parse_duration))
    asked.all_known()
    dates, rule = diary
    wanted = Draft(
        title=name,
        service=(service or name).strip() or name,
        contracts=(DraftContract(last),),
        regime=law,
        procedure=how,
        committee=DraftCommittee(
            (committee or "Cabinet").strip(), dates, rule, papers, notice, decision_notice, call_in
        ),
        consultation=public,
        needs_analysis=needs,
        as_of=data_date(as_of) or date.today(),
        authority=authority,
    )
    content, analysis = draft(wanted, output or "<new>")
    _write(output, content)
    from commission_plan.cli.answering import check_text
    from commission_plan.findings import Severity

    if analysis.worst is not Severity.ERROR:
        if output is not None:
            write(check_text(analysis, quiet=True) or f"{unbroken(output)}: checked, no errors\n")
        return 0
    notes(check_text(analysis, quiet=True))
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
        self._terminal = asks()
        self._missing: list[str] = []

    def for_(self, option: str, value: str | None, question: str, read: Callable[[str], Any]) -> Any:
        while True:
            if value is None and not self._terminal:
                self._missing.append(option)
                return None
            text = value if value is not None else typer.prompt(question, err=True)
            try:
                return read(text)
            except first_plan.Wrong as error:
                if value is not None:
                    raise CannotRun(f"{option}: {error}") from None
                note(str(error))

    def checked(self, option: str, value: str | None, read: Callable[[str], Any]) -> None:
        if value is not None:
            self.for_(option, value, "", read)

    def all_known(self) -> None:
        if self._missing:
            raise CannotRun(f"still needed: {', '.join(self._missing)}. In a terminal, plan new asks for them.")
