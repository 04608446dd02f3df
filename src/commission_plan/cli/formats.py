"""What ``--format`` and the ending of ``-o`` mean, and how an invalid plan is told, for every command alike."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from commission_plan.cli.options import one_of
from commission_plan.cli.plans import CannotRun
from commission_plan.phrases import listed

if TYPE_CHECKING:
    from commission_plan.analysis import Analysis

#: The endings of files that mean a format, besides its own name.
_ENDINGS = {
    "text": ("txt",),
    "markdown": ("md",),
    "html": ("htm",),
    "sarif": ("sarif.json",),
    "junit": ("xml",),
}


def format_of(
    asked: str | None,
    output: str | None,
    known: Collection[str],
    *,
    usual: str | None = "text",
    endings: Mapping[str, Collection[str]] = _ENDINGS,
) -> str:
    """The one of ``known`` that is asked for: by ``--format``, else by the ending of ``-o``, else the ``usual`` one.

    An ending stands for its format in ``--format``, too. Raises ``CannotRun`` where none of ``known`` is meant.
    """
    words = {word: name for name in known for word in (name, *endings.get(name, ()))}
    if asked is not None:
        return words.get(asked.lower()) or one_of("--format", asked, known)
    parts = os.path.basename(output or "").lower().lstrip(".").split(".")[1:]
    if parts:
        found = words.get(".".join(parts[-2:])) or words.get(parts[-1])
        if found is None:
            said = f"--output: '.{parts[-1]}' is not the ending of a format here"
            raise CannotRun(f"{said}; give it another one, or say --format {listed(known, 'or')}")
        return found
    if usual is None:
        raise CannotRun(f"name a file with -o whose ending says the format, or --format: {listed(known, 'or')}")
    return usual


def tell_invalid(analyses: list[Analysis], format: str, output: str | None = None) -> None:
    """What ``plan check`` says of these plans, in the format and at the place that were asked for.

    Where findings have no such format, it is text: on standard error where the report itself was to be printed.
    """
    from commission_plan.cli.terminal import deliver, notes, write
    from commission_plan.reports.plain import safe

    if format == "json":
        from commission_plan.reports import check_json

        deliver(check_json.render(analyses), output)
        return
    if format in ("markdown", "md"):
        from commission_plan.reports import check_markdown

        deliver(check_markdown.render(analyses, quiet=False), output)
        return
    from commission_plan.reports import check_text

    text = "".join(check_text.render(analysis) for analysis in analyses)
    if format == "text":
        deliver(safe(text), output)
    elif output is None:
        notes(text)
    else:
        write(text)
