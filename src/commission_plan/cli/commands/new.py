"""Write a first plan, with comments, backwards from the day on which the contract ends.

Lengths come from what councils have published. The comments say how many councils, and how wide apart they are. Too few
publish a consultation or a needs analysis: write how long yours takes, or none. In a terminal, it asks for the rest.

With --template the plan is an example of ours, for one law: change its words and its dates. The rules of an invented
council come with it, as house-rules.yaml beside the plan.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Optional

import typer

from commission_plan.analysis import Analysis
from commission_plan.cli import first_plan_options as first_plan
from commission_plan.cli.answering import ends_in
from commission_plan.cli.inputs import CannotRun, data_date
from commission_plan.cli.options import AsOf, one_of
from commission_plan.cli.output import asks, note, notes, write, write_as_is
from commission_plan.phrases import count, say, unbroken

EXAMPLE = 'Example: plan new -o plans/advice.yaml --title "Advice service" --end 2027-03-31 --every "third monday"'

_Text = Optional[str]  # noqa: UP045 - typer reads the annotation when the command is built


def run(
    output: Annotated[_Text, typer.Option("--output", "-o", metavar="FILE", help="The new file to write.")] = None,
    title: Annotated[_Text, first_plan.option("--title", "TEXT", "The plan's title.")] = None,
    service: Annotated[
        _Text, first_plan.option("--service", "TEXT", "The name of the service, if it is not the title.")
    ] = None,
    authority: first_plan.Authority = None,
    end: Annotated[_Text, first_plan.option("--end", "DATE", "The last day of the contract that you have now.")] = None,
    regime: first_plan.Regime = None,
    procedure: first_plan.Procedure = None,
    committee: Annotated[_Text, first_plan.option("--committee", "TEXT", "Who decides, if it is not Cabinet.")] = None,
    meets: first_plan.Meets = None,
    every: first_plan.Every = None,
    papers: first_plan.Papers = None,
    notice: first_plan.Notice = None,
    decision_notice: first_plan.DecisionNotice = None,
    call_in: first_plan.CallIn = None,
    consultation: Annotated[
        _Text, first_plan.option("--consultation", "TIME", "How long it takes, such as 12w. Or none.")
    ] = None,
    needs_analysis: Annotated[
        _Text, first_plan.option("--needs-analysis", "TIME", "How long it takes, such as 6mo. Or none.")
    ] = None,
    template: Annotated[
        _Text, first_plan.option("--template", "NAME", "Start from an example, such as wales; a wrong name lists them.")
    ] = None,
    as_of: AsOf = None,
) -> int:
    from commission_plan.model.plan import PROCEDURES
    from commission_plan.model.values import parse_duration
    from commission_plan.pen.compose import slug
    from commission_plan.pen.draft import Draft, DraftCommittee, DraftContract, draft

    ends_in(output, "yaml", "yml")
    if template is not None:
        decided = {
            "--service": service, "--end": end, "--regime": regime, "--procedure": procedure, "--committee": committee,
            "--meets": meets, "--every": every, "--papers": papers, "--notice": notice,
            "--decision-notice": decision_notice, "--call-in": call_in, "--consultation": consultation,
            "--needs-analysis": needs_analysis,
        }  # fmt: skip
        return _example(output, template, title, authority, as_of, [name for name, it in decided.items() if it])
    given = (title, end, regime, procedure, meets or every, needs_analysis, consultation)
    asked = _Asked(sum(value is None for value in given))
    name = asked.for_("--title", title, "What is the plan called?", str.strip)
    last = asked.for_(
        "--end", end, "Last day of the contract you have now, such as 31 March 2029?", first_plan.day_first, _say_date
    )
    question = f"Which law applies?\n{first_plan.laws()}" if regime is None else ""
    law = asked.for_("--regime", regime, question, first_plan.law, first_plan.law_name)
    how = asked.for_(
        "--procedure",
        procedure,
        f"How will you award the contract? Open, light-touch, or ? for all {len(PROCEDURES)}.",
        first_plan.one_of(PROCEDURES),
    )
    question = "When does the committee meet? Dates, or a rule such as third monday."
    diary = asked.for_("--meets or --every", meets or every, question, first_plan.diary)
    question = "How long does the needs analysis take, such as 6mo? Or none."
    needs = asked.for_("--needs-analysis", needs_analysis, question, first_plan.or_none)
    question = "How long does the consultation take, such as 12w? Or none."
    public = asked.for_("--consultation", consultation, question, first_plan.or_none)
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
    if output is None and asked.some:
        output = f"{slug(name) or 'plan'}.yaml"
    content, analysis = draft(wanted, output or "<new>")
    _write(output, content)
    from commission_plan.cli.answering import check_text
    from commission_plan.findings import Severity

    late = analysis.worst is Severity.ERROR
    if output is not None:
        (notes if late else write)(_written(output, analysis))
    if not late:
        return 0
    notes(check_text(analysis, quiet=True))
    note("plan: People would have no service for some days. What closes the gap is above.")
    return 1


def _written(output: str, analysis: Analysis) -> str:
    """Where the plan is, how it stands, and what to do with it."""
    from commission_plan.reports.words import standing

    file = unbroken(output)
    starts = " ".join(
        f"{cover.verdict.upper()}: {standing.starts(cover).replace('The', 'the', 1)}" for cover in analysis.covers
    )
    lines = [
        f"Written to {file}. {starts}".rstrip(),
        "Lengths come from what other councils published. Check each against your own.",
        f"Next: plan check {file}, plan show {file}",
    ]
    return "".join(f"{line}\n" for line in lines)


def _say_date(day: Any) -> str:
    return say(day.last)


def _example(
    output: str | None, name: str, title: str | None, authority: str | None, as_of: str | None, decided: list[str]
) -> int:
    """A plan of ours, as it is except for its words and its date."""
    from commission_plan.cli.files import create
    from commission_plan.pen.edits import Cannot
    from commission_plan.pen.templates import HOUSE_RULES, house_rules, template

    one_of("--template", name, first_plan.TEMPLATES)
    if decided:
        raise CannotRun(f"{decided[0]} does not go with --template: the example has its own. Change it in the file.")
    day = data_date(as_of)
    try:
        content = template(name, title, authority, day.isoformat() if day is not None else None)
    except Cannot as error:
        raise CannotRun(str(error)) from None
    _write(output, content)
    if output is None:
        note(f"plan: the plan names {HOUSE_RULES}. With -o FILE we write that beside it too")
        return 0
    rules = os.path.join(os.path.dirname(output), HOUSE_RULES)
    if os.path.lexists(rules):
        note(f"plan: {unbroken(rules)} is there already, and stays as it is")
    else:
        create(rules, house_rules())
    from commission_plan.cli.answering import check_text
    from commission_plan.cli.inputs import judged
    from commission_plan.findings import Severity

    analysis = judged(output, content)
    write(check_text(analysis, quiet=True) or f"{unbroken(output)}: checked, no errors\n")
    return 1 if analysis.worst is Severity.ERROR else 0


def _write(output: str | None, content: bytes) -> None:
    if output is None:
        from commission_plan.reports.plain import safe

        write_as_is(safe(content.decode()))
        return
    from commission_plan.cli.files import create

    create(output, content)


class _Asked:
    """Options given, or asked for where somebody sits at a terminal: ``number`` questions."""

    def __init__(self, number: int) -> None:
        self._terminal = asks()
        self._number, self._at = number, 0
        self._missing: list[str] = []

    @property
    def some(self) -> bool:
        """Whether anything was asked."""
        return self._at > 0

    def for_(
        self,
        option: str,
        value: str | None,
        question: str,
        read: Callable[[str], Any],
        said: Callable[[Any], str] | None = None,
    ) -> Any:
        if value is None and not self._terminal:
            self._missing.append(option)
            return None
        if value is None:
            question = self._numbered(question)
        while True:
            text = value if value is not None else typer.prompt(question, prompt_suffix=" ", err=True)
            try:
                found = read(text)
            except first_plan.Wrong as error:
                if value is not None:
                    raise CannotRun(f"{option}: {error}") from None
                note(f"   {error}")
                continue
            if value is None and said is not None:
                note(f"   {said(found)}.")
            return found

    def _numbered(self, question: str) -> str:
        """The question with its number; before the first one, how many there are."""
        if not self._at:
            questions = count(self._number, "question")
            note(f"{questions}, and then your first plan. Nothing is written before the last one.")
            note("Press Ctrl+C to stop.")
            note("")
        self._at += 1
        return f"{self._at}. {question}"

    def checked(self, option: str, value: str | None, read: Callable[[str], Any]) -> None:
        if value is not None:
            self.for_(option, value, "", read)

    def all_known(self) -> None:
        if self._missing:
            raise CannotRun(f"still needed: {', '.join(self._missing)}. In a terminal, plan new asks for them.")
