"""One question about a plan per file; the folder is the registry.

A check is a module with a ``RULE``, whose page is the module's docstring, and a ``check(case)`` that yields findings.
Add a file, and it is asked and documented.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol

from commission_plan.checks.case import Case
from commission_plan.findings import Finding, Rule

_NO_CHECKS = {"case", "structure"}


class Check(Protocol):
    RULE: Rule

    def check(self, case: Case) -> Iterator[Finding]: ...


@lru_cache(maxsize=1)
def checks() -> tuple[Check, ...]:
    """Every check, by the name of its file."""
    names = sorted(module.name for module in iter_modules(__path__) if module.name not in _NO_CHECKS)
    return tuple(import_module(f"{__name__}.{name}") for name in names)


def run(case: Case) -> Iterator[Finding]:
    """What every check finds."""
    for check in checks():
        yield from check.check(case)
