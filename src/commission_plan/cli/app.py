"""The command line's table of commands, each loaded only when it is asked for."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from commission_plan import __version__

#: The commands by what they are for, each with the one question that it answers. The code of a command is in the
#: module of the same name, ``_MODULES`` apart.
GROUPS = {
    "Every week": {
        "check": "Will people have a service on every day?",
        "deadlines": "Who must do what by when?",
        "show": "What does the timeline look like?",
        "record": "What has happened? Write it down.",
        "report": "How do we show others? A document, page, picture or calendar.",
    },
    "When it slips": {
        "why": "Why this date?",
        "slip": "What if a step is late?",
        "solve": "How do we close a gap?",
        "compare": "Which what-if is best? Side by side.",
        "diff": "What changed since last time?",
        "risk": "How likely is it? Needs the extra 'risk'.",
        "schedule": "When can each step happen, and when must it?",
    },
    "Start, and many plans": {
        "new": "How do we begin? A first plan from a few answers.",
        "import": "Can we use what others keep? Registers, notices, timetables, diaries.",
        "portfolio": "Which of our plans needs us first?",
    },
    "For IT": {
        "rules": "What is checked, and under which law?",
        "fmt": "Is the file tidy?",
        "export": "How do others get the plan as open data (OCDS)?",
        "schema": "What can a plan file hold? For editors and programs.",
        "lsp": "How does an editor help with a plan? Needs the extra 'lsp'.",
        "completion": "How does the shell complete what we type?",
    },
}
COMMANDS = {command: question for group in GROUPS.values() for command, question in group.items()}
#: ``import`` is a word that Python keeps for itself.
_MODULES = {"import": "import_"}


class _Lazy(TyperGroup):
    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"commission_plan.cli.commands.{_MODULES.get(cmd_name, cmd_name)}")
        command = typer.Typer(**_PLAIN)
        command.command(cmd_name, help=module.__doc__, epilog=getattr(module, "EXAMPLE", None))(module.run)
        made = get_command(command)
        if "_PLAN_COMPLETE" not in os.environ:
            return made
        from commission_plan.cli.completing import attach

        return attach(cmd_name, made)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from commission_plan.cli.inputs import CannotRun

            raise CannotRun(_no_command(args[0]))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        for group, commands in GROUPS.items():
            with formatter.section(group):
                formatter.write_dl(list(commands.items()))


def _no_command(word: str) -> str:
    """What is said of a word that stands where a command belongs: a file is most often to be checked."""
    if word.lower().endswith((".yaml", ".yml")) or os.path.exists(word):
        import shlex

        return f"to check this plan: plan check {shlex.quote(word)}"
    from commission_plan.model.wording import nearest

    meant = nearest(word.lower(), list(COMMANDS))
    if meant is None:
        return f"'{word}' is not a command. See all of them: plan --help"
    return f"'{word}' is not a command. Use {meant}: {_example(meant) or f'plan {meant} --help'}"


def _example(command: str) -> str:
    module = import_module(f"commission_plan.cli.commands.{_MODULES.get(command, command)}")
    return str(getattr(module, "EXAMPLE", "")).removeprefix("Example: ")


_PLAIN: Any = {"add_completion": False, "rich_markup_mode": None, "pretty_exceptions_enable": False}
app = typer.Typer(cls=_Lazy, no_args_is_help=True, **_PLAIN)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"plan {__version__}")
        raise typer.Exit()


@app.callback(
    epilog="Exit codes: 0 fine, 1 findings that fail the check, 2 not run as asked, 3 a mistake of plan itself.",
)
def plan(
    version: bool = typer.Option(False, "--version", is_eager=True, callback=_version, help="Print the version."),
) -> None:
    """Will people have a service on every day? plan finds the gap between two contracts before it happens.

    Example: plan check plans/cse.yaml
    """
