"""Milestones wait for each other in a circle, so none of them can ever happen.

The shortest such circle is named, every milestone in it in order. Remove one of its links.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from commission_plan.engine.network import Network
from commission_plan.findings import Finding, Place, Rule, Severity, Span
from commission_plan.phrases import listed

RULE = Rule("circle", Severity.ERROR, __doc__)


def check(network: Network, locate: Callable[[Place], Span]) -> Iterator[Finding]:
    """``locate`` gives the lines of the links, which the message names."""
    for loop in network.loops():
        names = [network.activities[relation.predecessor].id for relation in loop]
        lines = [str(locate(relation.place).line) for relation in loop]
        if len(loop) == 1:
            message, fix = f"{names[0]!r} waits for itself", "remove this link"
        else:
            where = f"line{'s' if len(set(lines)) > 1 else ''} {listed(dict.fromkeys(lines))}"
            message = f"these wait for each other in a circle: {' -> '.join([*names, names[0]])} ({where})"
            fix = "remove one of these links"
        first = loop[-1] if len(loop) == 1 else loop[0]
        yield RULE.finding(first.place, message, fix, at_key=False)
