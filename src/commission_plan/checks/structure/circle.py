"""Steps wait for each other in a circle, so none of them can happen.

We name the shortest such circle, with every step in it in order. Where it goes through other plans, their files are
named too. Take out one of its links.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from commission_plan.engine.loops import loops
from commission_plan.engine.network import Network, Relation
from commission_plan.findings import Finding, Place, Rule, Severity
from commission_plan.phrases import listed

RULE = Rule("circle", Severity.ERROR, __doc__)
#: Of a circle of more steps than this, the first one at both ends, each link has its own sentence.
_IN_ONE_SENTENCE = 4


def check(network: Network, locate: Callable[[Place], tuple[str, int]]) -> Iterator[Finding]:
    """``locate`` gives the file and the line of a link, which the message names."""
    for loop in loops(network):
        if any("/" in network.activities[relation.predecessor].id for relation in loop):
            yield _across(network, loop, locate)
            continue
        names = [network.activities[relation.predecessor].id for relation in loop]
        lines = [str(locate(relation.place)[1]) for relation in loop]
        if len(loop) == 1:
            message, fix = f"{names[0]!r} waits for itself", "take out this link"
        else:
            # A link is written at the step that waits, so from there it leads back.
            waits = [repr(name) for name in [names[0], *reversed(names)]]
            where = f"line{'s' if len(set(lines)) > 1 else ''} {listed(dict.fromkeys(reversed(lines)))}"
            message, fix = f"{_waiting(waits)} ({where})", "take out one of these links"
        first = loop[-1] if len(loop) == 1 else loop[0]
        yield RULE.finding(first.place, message, fix, at_key=False)


def _waiting(steps: list[str]) -> str:
    """Who waits for whom, from the first step back to it: in one sentence, or where that would be long in one for each
    link."""
    if len(steps) <= _IN_ONE_SENTENCE:
        return f"{steps[0]} waits for {', which waits for '.join(steps[1:])}"
    return ". ".join(f"{step} waits for {after}" for step, after in pairwise(steps))


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
    message = _waiting([steps[0], *reversed(steps)])
    place: Place = turned[0].place
    if "/" in str(place[1]):
        place = ("plans", str(place[1]).partition("/")[0])
    return RULE.finding(place, message, "take out one of these links", at_key=False)
