"""What a shell offers as the value of an option or an argument; loaded only when a shell asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

_Words = Callable[[Any], Iterable[str]]


def attach(name: str, command: Any) -> Any:
    """``command`` with words for the values that are known; for any other the shell offers files, as before."""
    for param in command.params:
        words = _words(name, param)
        if words is not None:
            param.shell_complete = _offering(words)
    return command


def _offering(words: _Words) -> Callable[[Any, str], list[Any]]:
    def offered(ctx: Any, incomplete: str) -> list[Any]:
        from typer._click.shell_completion import CompletionItem

        try:
            return [CompletionItem(word) for word in words(ctx) if word.startswith(incomplete)]
        except Exception:  # A shell has no use for an error while somebody types.
            return []

    return offered


def _words(command: str, param: Any) -> _Words | None:
    by_command: dict[tuple[str, str], _Words] = {
        ("rules", "rule"): _rules,
        ("rules", "regime"): _packs,
        ("why", "milestone"): _named("milestones"),
        ("record", "milestone"): _named("milestones"),
        ("slip", "late"): lambda ctx: (f"{id}=" for id in _named("milestones")(ctx)),
        ("completion", "shell"): _constant("completion", "_SHELLS"),
        ("import", "kind"): _constant("import_", "KINDS"),
        ("report", "what"): lambda ctx: (*_reports().ALL, *_reports().BY_NAME, "all"),
        ("report", "group"): _constant("report", "_GROUPS"),
        ("report", "layout"): _constant("report", "_LAYOUTS"),
    }
    by_name: dict[str, _Words] = {
        "select": _rules,
        "ignore": _rules,
        "regime": _model("REGIMES"),
        "procedure": _model("PROCEDURES"),
        "scenario": _named("scenarios"),
        "only": lambda ctx: ("critical",),
        "fail_on": lambda ctx: ("error", "warning", "info"),
        "outcome": lambda ctx: ("failed",),
        "format": lambda ctx: _formats(command),
    }
    return by_command.get((command, param.name)) or by_name.get(param.name)


def _formats(command: str) -> Iterable[str]:
    from commission_plan.reports.formats import COMMANDS

    return COMMANDS[command]


def _constant(module: str, name: str) -> _Words:
    """The words that a command's module holds under this name."""

    def words(ctx: Any) -> Iterable[str]:
        from importlib import import_module

        return tuple(getattr(import_module(f"commission_plan.cli.commands.{module}"), name))

    return words


def _model(name: str) -> _Words:
    def words(ctx: Any) -> Iterable[str]:
        from commission_plan.model import plan

        return tuple(getattr(plan, name))

    return words


def _rules(ctx: Any) -> Iterable[str]:
    from commission_plan.rules import rules

    return [rule.id for rule in rules()]


def _packs(ctx: Any) -> Iterable[str]:
    from commission_plan.rulepacks import NAMES

    return NAMES


def _reports() -> Any:
    from commission_plan import reports

    return reports


def _named(group: str) -> _Words:
    """The ids that the plans named before have in one of their mappings."""

    def words(ctx: Any) -> Iterable[str]:
        from commission_plan.cli.inputs import STDIN, content
        from commission_plan.source import read

        given = ctx.params.get("file") or ctx.params.get("paths") or []
        found: list[str] = []
        for path in [given] if isinstance(given, str) else given:
            document = read(content(path))[0] if path != STDIN else None
            ids = document.data.get(group) if document is not None else None
            found += ids if isinstance(ids, dict) else []
        return dict.fromkeys(found)

    return words
