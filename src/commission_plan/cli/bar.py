"""How far a long run has come, on a terminal alone."""

from __future__ import annotations

import sys
import time

_WIDTH = 24
#: Nothing is shown of what is done sooner.
_SHORT = 0.5
_BETWEEN = 0.1


def wanted(streams: bool) -> bool:
    """Whether somebody sees it; ``streams`` where the results themselves go to the same terminal meanwhile."""
    return sys.stderr.isatty() and not (streams and sys.stdout.isatty())


class ProgressBar:
    def __init__(self, total: int) -> None:
        self._total, self._done = total, 0
        self._began = time.monotonic()
        self._next = self._began + _SHORT
        self._shown = False

    def step(self) -> None:
        self._done += 1
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _BETWEEN
        self._shown = True
        full = _WIDTH * self._done // max(self._total, 1)
        seconds = now - self._began
        bar = "#" * full + "." * (_WIDTH - full)
        sys.stderr.write(f"\r[{bar}] {self._done:,} of {self._total:,} plans, {seconds:.0f} s ")
        sys.stderr.flush()

    def end(self) -> None:
        """Leave nothing behind."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
