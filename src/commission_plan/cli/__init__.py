"""The command line: options in, exit code out; one command per file.

Exit codes: 0 fine; 1 findings that fail the check; 2 it could not be run as asked; 3 our own bug; 130 interrupted.
"""

from __future__ import annotations

import contextlib
import gc
import os
import re
import sys
from types import ModuleType
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from typer.exceptions import TyperException

#: Where a bug of ours is to be reported.
REPORT = "Report it, with the plan if you can, to those who maintain this project"


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    # A run makes many small objects and throws few away: looking for rubbish would double its time.
    gc.disable()
    _without_plugins()
    closed = _without_holes()
    code = _run() if closed is None else 2
    try:
        if closed is not None:
            raise OSError(closed)
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        pass
    except OSError as error:
        # A full disk: what was asked for could not be written.
        code = 2
        with contextlib.suppress(OSError):
            os.write(2, f"plan: we cannot write: {error.strerror or error}\n".encode())
    if "multiprocessing.resource_tracker" in sys.modules:
        _take_back_locks()
    # Nothing else is left to tidy up, and a large plan takes long to take down.
    os._exit(code)


def _without_plugins() -> None:
    """pydantic would look through every installed package for plug-ins of its own; there are none to find.

    Its own switch still loads what looks. Where a later pydantic has another module for it, this has no effect.
    """
    loader = ModuleType("pydantic.plugin._loader")
    loader.get_plugins = lambda: ()  # type: ignore[attr-defined]
    sys.modules.setdefault(loader.__name__, loader)


def _without_holes() -> str | None:
    """Why nothing can be printed where standard output was closed; where standard error was, what is said is lost.

    A file that is opened later never takes the number of a stream that was closed.
    """
    closed = sys.stdout is None
    with contextlib.suppress(OSError):
        while (made := os.open(os.devnull, os.O_RDWR)) <= 2:
            os.set_inheritable(made, True)
        os.close(made)
    if sys.stderr is None:
        sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115 - it stays open as long as the process does
    return "standard output is closed" if closed else None


def _take_back_locks() -> None:
    """Where further processes are no copies of this one, locks have names; whoever leaves them behind is told off."""
    finalize = getattr(sys.modules.get("multiprocessing.util"), "_run_finalizers", None)
    with contextlib.suppress(Exception):
        if finalize is not None:
            finalize(0)


def _run() -> int:
    try:
        from commission_plan.cli.output import prepare

        prepare()
        from commission_plan.cli.app import app

        if "_PLAN_COMPLETE" in os.environ:
            # A shell asks for completions; typer knows the shells once it is told to.
            from typer.completion import completion_init  # type: ignore[attr-defined]

            completion_init()
        result = app(standalone_mode=False, prog_name="plan")
        return result if isinstance(result, int) else 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        try:
            code = _expected(error)
        except Exception:
            code = None  # What broke is needed to explain it.
        return _bug(error) if code is None else code


def _expected(error: Exception) -> int | None:
    """Say in one line why it could not be run as asked; None where that is not why it ended."""
    from typer.exceptions import Abort, Exit, TyperException

    from commission_plan.cli.inputs import CannotRun
    from commission_plan.cli.output import note, notes

    if isinstance(error, Exit):
        return int(error.exit_code)
    if isinstance(error, Abort):
        return 130
    if isinstance(error, CannotRun):
        note(f"plan: {error}")
    elif isinstance(error, TyperException):
        said = _misused(error)
        notes(said) if said.startswith("Usage:") else note(f"plan: {said}")
    elif isinstance(error, OSError):
        note(f"plan: we cannot write: {error.strerror or error}")
    else:
        return None
    return 2


def _misused(error: TyperException) -> str:
    """What the options lack, in our words where typer's are for programmers."""
    name = getattr(error, "option_name", None)
    nearest = sorted(getattr(error, "possibilities", None) or [])
    if nearest:
        return f"{name} is not an option here; use {' or '.join(nearest)}"
    said = error.format_message()
    for start, ours in _OURS.items():
        if found := re.fullmatch(start, said):
            return ours.format(*found.groups())
    return said


#: What typer says, and what we say.
_OURS = {
    r"No such option: (\S+)": "{} is not an option here",
    r"Missing (?:argument|option|parameter) '(.+)'\.": "still needed: {}",
    r"Option '(.+)' requires an argument\.": "{} needs a value behind it",
    r"Got unexpected extra arguments?\(?s?\)? \((.+)\)": "there is more than the command takes: {}",
    r"Invalid value for '(.+?)': Input should be a valid integer.*": "{} needs a number such as 10",
}


def _bug(error: Exception) -> int:
    """Say in one line that the error is ours, and where it came from."""
    from commission_plan.cli.output import bug, note

    if os.environ.get("PLAN_TRACEBACK"):
        raise error
    note(f"plan: {bug(error)}. {REPORT}.")
    return 3
