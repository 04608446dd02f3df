"""What every command that simulates asks for: how many runs, numpy, and a council's own record of lengths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commission_plan.cli.inputs import CannotRun, content, needs

if TYPE_CHECKING:
    from commission_plan.risk.history import Kind

#: No answer is worth more runs, and the seed is a number that can be typed.
MOST_RUNS, MOST_SEED = 10_000_000, 2**63 - 1


def in_bounds(runs: int | None, seed: int | None) -> None:
    """Raises ``CannotRun`` where so many runs, or draws of such a seed, cannot be made."""
    if runs is not None and not 1 <= runs <= MOST_RUNS:
        raise CannotRun(f"--runs: {runs:,} is not between 1 and {MOST_RUNS:,}")
    if seed is not None and not 0 <= seed <= MOST_SEED:
        raise CannotRun(f"--seed: {seed} is not between 0 and {MOST_SEED}")


def needs_numpy(what: str) -> None:
    """Raises ``CannotRun`` where numpy is not there, which ``what`` needs."""
    try:
        import numpy  # noqa: F401
    except ImportError as error:
        raise needs(what, "risk", error) from None


def record(path: str) -> list[Kind]:
    """A council's own record. Raises ``CannotRun`` where it cannot be read."""
    from commission_plan.risk.history import MalformedHistory, history

    try:
        return history(content(path))
    except MalformedHistory as error:
        raise CannotRun(f"--history: {path}: {error}") from None
