"""What a first plan asks for, as options: for ``plan new``, and for ``plan import``, which writes many of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any, Optional

import typer

_Text = Optional[str]  # noqa: UP045 - typer reads the annotation when the command is built


def option(name: str, metavar: str, help: str) -> Any:
    return typer.Option(name, metavar=metavar, help=help)


Authority = Annotated[_Text, option("--authority", "TEXT", "Whose plan it is.")]
Regime = Annotated[_Text, option("--regime", "REGIME", "The law, such as pa-2023 or psr-2023.")]
Procedure = Annotated[_Text, option("--procedure", "NAME", "How the contract is awarded, such as open.")]
Meets = Annotated[_Text, option("--meets", "DATES", "Dates of meetings, with commas: 2026-06-15,2026-07-13.")]
Every = Annotated[_Text, option("--every", "RULE", "Or the rule for its meetings, such as third monday.")]
Papers = Annotated[_Text, option("--papers", "TIME", "How long before a meeting papers are due, such as 10wd.")]
Notice = Annotated[_Text, option("--notice", "TIME", "Length of the key decision notice, such as 28d.")]
DecisionNotice = Annotated[_Text, option("--decision-notice", "TIME", "How soon a decision is published, such as 2wd.")]
CallIn = Annotated[_Text, option("--call-in", "TIME", "How long councillors can call it in, such as 5wd.")]


#: The examples of ``pen.templates``, which is loaded for one of them alone.
TEMPLATES = (
    "care-light-touch",
    "health-direct-award-c",
    "health-most-suitable",
    "repairs-leaseholders",
    "reorganisation",
    "scotland",
    "wales",
)


class Wrong(ValueError):
    """What was typed is no such value."""


def read(parse: Callable[[str], Any]) -> Callable[[str], Any]:
    """``parse`` of ``model.values``, with the sentence for whoever typed the value."""

    def read(text: str) -> Any:
        from commission_plan.model.values import Unreadable

        try:
            return parse(text.strip())
        except Unreadable as error:
            raise Wrong(f"{error.message}; {error.fix}") from None

    return read


def day_first(text: str) -> Any:
    """A date, which may have its day first, as a person types it: ``31/3/2029``."""
    from commission_plan.model.values import parse_date

    found = re.fullmatch(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*", text)
    return read(parse_date)(f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else text)


def laws() -> str:
    """Every law with its number, a line for two of them."""
    from commission_plan.model.plan import REGIMES

    return "\n".join(f"   {number} {law_name(id)}" for number, id in enumerate(REGIMES, start=1)) + "\n  "


def law_name(id: str) -> str:
    from commission_plan.rulepacks import pack

    return pack(id).title


def law(text: str) -> str:
    """The id of a law, given by itself or by its number in the list."""
    from commission_plan.model.plan import REGIMES

    if text.strip().isdigit() and 1 <= int(text) <= len(REGIMES):
        return REGIMES[int(text) - 1]
    return one_of(REGIMES)(text)


def one_of(words: tuple[str, ...]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text.strip() not in words:
            from commission_plan.model.wording import hint
            from commission_plan.phrases import listed

            every = f"write {listed(words, 'or')}"
            if text.strip() == "?":
                raise Wrong(every)
            raise Wrong(f"'{text.strip()}' is not known here; {hint(text.strip(), words, every)}")
        return text.strip()

    return read


def or_none(text: str) -> str | None:
    """A length of time as it is written, or None for the word ``none``."""
    from commission_plan.model.values import parse_duration

    if text.strip() in ("none", "no", "0"):
        return None
    read(parse_duration)(text)
    return text.strip()


def diary(text: str) -> tuple[list[Any], str | None]:
    """Dates with commas, or a rule for meetings."""
    from commission_plan.model.values import parse_date, parse_every

    if any(character.isdigit() for character in text):
        return [read(parse_date)(part.strip()) for part in text.split(",") if part.strip()], None
    return [], str(read(parse_every)(text))
