"""What is being done, told on a terminal while it takes long."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

#: Seconds after which something is said at all, and between two times that it is said.
_PATIENCE, _APART = 1.0, 0.5
_CLEAR = "\r\x1b[K"


@contextmanager
def working(what: str) -> Iterator[None]:
    """Say on standard error that ``what`` is being done, and for how many seconds, while the block runs.

    On a terminal alone, and gone again at its end.
    """
    if not sys.stderr.isatty():
        yield
        return
    from threading import Event, Thread

    from commission_plan.reports.plain import one_line

    done, shown = Event(), one_line(what)

    def tell() -> None:
        seconds, said = _PATIENCE, False
        while not done.wait(_APART if said else _PATIENCE):
            sys.stderr.write(f"{_CLEAR}plan: {shown}, {seconds:.0f} s")
            sys.stderr.flush()
            seconds, said = seconds + _APART, True
        if said:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()

    thread = Thread(target=tell, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
