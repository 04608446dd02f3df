"""The command line's table of commands, each loaded only when it is asked for."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from commission_plan import __version__

#: Command, and the first line of its help. Its code is in the module of the same name, ``_MODULES`` apart.
COMMANDS = {
    "check": "Is there a gap, and what must happen by when? The gate for CI.",
    "schedule": "Every milestone's dates: early and late, float, the critical path.",
    "show": "The timeline in the terminal: milestones, meetings, cover, the gap.",
    "report": "The plan for people: picture, page, document, sheet, calendar, MS Project.",
    "deadlines": "Every date that somebody must keep: who, why, and the source.",
    "why": "Why this date and no earlier, why that date and no later.",
    "slip": "What go-live does if a milestone is late, and how late it may be.",
    "compare": "Scenarios and plans side by side: verdict, go-live, gap, float, costs.",
    "solve": "The smallest changes that close a gap, each tried on the plan.",
    "rules": "Every rule that a check knows, or the manual page of one.",
    "portfolio": "Many plans: the worst first, crowded meetings, clashes, the year ahead.",
    "new": "A first plan, with comments, backwards from the end of the contract.",
    "import": "From others: registers, notices, schedules, timetables, committee diaries.",
    "export": "For others: milestones, periods and contracts as OCDS.",
    "record": "What has happened: milestones done, extensions exercised, the data date.",
    "risk": "How sure it is: the chance of no gap, of each date, and what to mend first.",
    "diff": "What moved between two versions of a plan, and which change moved it.",
    "fmt": "One layout for plan files, every comment kept.",
    "schema": "The JSON Schema of a plan file, for editors.",
    "lsp": "The language server, for editors.",
    "completion": "The shell's completion script.",
}
#: ``import`` is a word that Python keeps for itself.
_MODULES = {"import": "importing"}


class _Lazy(TyperGroup):
    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"commission_plan.cli.{_MODULES.get(cmd_name, cmd_name)}")
        command = typer.Typer(**_PLAIN)
        command.command(cmd_name, help=module.__doc__, epilog=getattr(module, "EXAMPLE", None))(module.run)
        made = get_command(command)
        if "_PLAN_COMPLETE" not in os.environ:
            return made
        from commission_plan.cli.completing import attach

        return attach(cmd_name, made)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from commission_plan.cli.plans import CannotRun
            from commission_plan.model.wording import hint

            said = hint(args[0], COMMANDS, "'plan --help' lists them")
            raise CannotRun(f"no command '{args[0]}'; {said}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


_PLAIN: Any = {"add_completion": False, "rich_markup_mode": None, "pretty_exceptions_enable": False}
app = typer.Typer(cls=_Lazy, no_args_is_help=True, **_PLAIN)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"plan {__version__}")
        raise typer.Exit()


@app.callback(
    epilog="Exit codes: 0 fine, 1 findings that fail the check, 2 not run as asked, 3 an error of plan's own.",
)
def plan(
    version: bool = typer.Option(False, "--version", is_eager=True, callback=_version, help="Print the version."),
) -> None:
    """Procurement timelines for councils: finds the gap between two contracts before it happens.

    Example: plan check plans/cse.yaml
    """
