"""How does the shell complete what we type? The script for bash, zsh, fish or powershell."""

from __future__ import annotations

from typing import Annotated

import typer

from commission_plan.cli.options import one_of

EXAMPLE = "Example: plan completion bash >> ~/.bashrc"
_SHELLS = ("bash", "zsh", "fish", "powershell")


def run(shell: Annotated[str, typer.Argument(metavar="SHELL", help="bash, zsh, fish or powershell.")]) -> int:
    one_of("SHELL", shell, _SHELLS)
    from typer.completion import get_completion_script  # type: ignore[attr-defined]

    print(get_completion_script(prog_name="plan", complete_var="_PLAN_COMPLETE", shell=shell))
    return 0
