"""How does an editor help with a plan? It shows findings as you type, dates, completions and quick fixes.

An editor starts this language server, and speaks to it over standard input and output. It needs the extra `lsp`.
"""

from __future__ import annotations

import gc
import sys
from typing import Annotated

import typer

from commission_plan.cli.inputs import CannotRun, needs

EXAMPLE = "Example, in an editor's settings: the command 'plan lsp' for files under plans/"


def run(
    # Many editors say so to every server.
    stdio: Annotated[bool, typer.Option("--stdio", hidden=True)] = True,
) -> int:
    try:
        from commission_plan.cli.language_server import serve
    except ImportError as error:
        raise needs("the language server", "lsp", error) from None
    if sys.stdin is None:
        raise CannotRun("standard input is closed, and an editor speaks through it")
    # A server lives long.
    gc.enable()
    return serve()
