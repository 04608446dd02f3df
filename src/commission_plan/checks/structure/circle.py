"""Milestones wait for each other in a circle, so none of them can ever happen.

The shortest such circle is named, every milestone in it in order; where it leads through other plans, with their files.
Remove one of its links.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from commission_plan.engine.loops import loops
from commission_plan.engine.network import Network, Relation
from commission_plan.findings import Finding, Place, Rule, Severity
from commission_plan.phrases import listed

RULE = Rule("circle", Severity.ERROR, __doc__)


def check(network: Network, locate: Callable[[Place], tuple[str, int]]) -> Iterator[Finding]:
    """``locate`` gives the file and the line of a link, which the message names."""
    for loop in loops(network):
        if any("/" in network.activities[relation.predecessor].id for relation in loop):
            yield _across(network, loop, locate)
            continue
        names = [network.activities[relation.predecessor].id for relation in loop]
        lines = [str(locate(relation.place)[1]) for relation in loop]
        if len(loop) == 1:
            message, fix = f"{names[0]!r} waits for itself", "remove this link"
        else:
            where = f"line{'s' if len(set(lines)) > 1 else ''} {listed(dict.fromkeys(lines))}"
            message = f"these wait for each other in a circle: {' -> '.join([*names, names[0]])} ({where})"
            fix = "remove one of these links"
        first = loop[-1] if len(loop) == 1 else loop[0]
        yield RULE.finding(first.place, message, fix, at_key=False)


def _across(network: Network, loop: list[Relation], locate: Callable[[Place], tuple[str, int]]) -> Finding:
    """A circle through several plans, file by file."""
    # It begins with a milestone of the plan's own, where one is in it: every check of the plan says the same.
    ids = [network.activities[relation.successor].id for relation in loop]
    start = next((number for number, id in enumerate(ids) if "/" not in id), 0)
    turned = [*loop[start:], *loop[:start]]
    steps = []
    for relation in turned:
        file, line = locate(relation.place)
        steps.append(f"{network.activities[relation.successor].id.rpartition('/')[2]!r} ({file}, line {line})")
    # A link stands at what waits; the chain is told from what is waited for to what waits.
    message = f"plans wait for each other in a circle: {' -> '.join([*steps, steps[0].partition(' (')[0]])}"
    place: Place = turned[0].place
    if "/" in str(place[1]):
        place = ("plans", str(place[1]).partition("/")[0])
    return RULE.finding(place, message, "remove one of these links", at_key=False)
