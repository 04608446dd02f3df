"""Which findings count: rules that are chosen or passed over, a baseline of known findings, and what fails a check.

What makes a plan invalid always counts: a plan that cannot be read must not pass because nobody asked.
A baseline knows a finding by its rule and its id (``Finding.at``), with a count, and never by a line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from commission_plan.analysis import Analysis
from commission_plan.findings import Finding, Place, Rule, Severity
from commission_plan.phrases import count

STALE_BASELINE = Rule(
    "stale-baseline",
    Severity.WARNING,
    """The list of known findings has one that is gone.

An entry that nothing matches would one day hide a new finding of the same rule at the same place. Write the list again
with `--write-baseline`. We leave out rules that you passed over in this run, and plans that it did not check.
""",
)
RULES = (STALE_BASELINE,)

#: Of each plan, by the name of its file: of each rule, by id, how many findings are known.
Baseline = Mapping[str, Mapping[str, Mapping[str, int]]]


class MalformedBaseline(ValueError):
    """A file that is no baseline."""


def chosen(analysis: Analysis, select: Collection[str], ignore: Collection[str]) -> Analysis:
    """``analysis`` with the findings of the rules in ``select`` (all, where it is empty) and none of ``ignore``."""
    if not select and not ignore:
        return analysis
    kept = [
        finding
        for finding in analysis.findings
        if _always(analysis, finding) or (finding.rule not in ignore and (not select or finding.rule in select))
    ]
    return replace(analysis, findings=kept)


def against(analysis: Analysis, known: Mapping[str, Mapping[str, int]], passed_over: Collection[str]) -> Analysis:
    """``analysis`` without the findings that a baseline knows; an entry with fewer findings than it counts is told.

    Where there are more findings than it counts, none of them is taken for known: which one is new cannot be told.
    """
    found = Counter((finding.rule, finding.at) for finding in analysis.findings if not _always(analysis, finding))
    old = {key for key, number in found.items() if number <= known.get(key[0], {}).get(key[1], 0)}
    standing: list[Finding] = []
    hidden: list[Finding] = []
    for finding in analysis.findings:
        at_rest = (finding.rule, finding.at) in old and not _always(analysis, finding)
        (hidden if at_rest else standing).append(finding)
    # An invalid plan was not checked any further: what is not found in it may still be there.
    if analysis.verdict != "invalid":
        standing += _stale(analysis, known, found, passed_over)
    return replace(analysis, findings=standing, known=hidden)


def _stale(
    analysis: Analysis,
    known: Mapping[str, Mapping[str, int]],
    found: Counter[tuple[str, str]],
    passed_over: Collection[str],
) -> Iterator[Finding]:
    for rule, places in known.items():
        for at, number in places.items():
            left = found[(rule, at)]
            if left < number and rule not in passed_over:
                of = f" in {number} places" if number > 1 else ""
                now = f"found in {left} now" if left else "no longer found"
                message = f"the known findings list {rule} at {at!r}{of}, which is {now}"
                fix = "write it again with `--write-baseline`"
                yield STALE_BASELINE.finding(_place(analysis, at), message, fix)


def _place(analysis: Analysis, at: str) -> Place:
    plan = analysis.plan
    if plan is not None:
        for group in ("milestones", "services", "committees"):
            if at in getattr(plan, group):
                return (group, at)
    return ()


def baseline(analyses: Mapping[str, Analysis]) -> dict[str, dict[str, dict[str, int]]]:
    """All that is found in these plans, by the name that the baseline shall give each of them."""
    plans: dict[str, dict[str, dict[str, int]]] = {}
    for name, analysis in analyses.items():
        rules = plans.setdefault(name, {})
        for finding in sorted(analysis.findings, key=lambda finding: (finding.rule, finding.at)):
            places = rules.setdefault(finding.rule, {})
            places[finding.at] = places.get(finding.at, 0) + 1
    return {name: rules for name, rules in sorted(plans.items()) if rules}


def as_baseline(value: Any) -> Baseline:
    """``value``, as it was read from a baseline's JSON. Raises ``MalformedBaseline`` where it is something else."""
    if isinstance(value, dict) and value.get("schema") == 1:
        raise MalformedBaseline(
            "it is of schema 1, whose findings were found otherwise: write it anew with --write-baseline"
        )
    if not isinstance(value, dict) or value.get("schema") != 2 or set(value) != {"schema", "plans"}:
        raise MalformedBaseline('it has no {"schema": 2, "plans": ...}')
    for places in _mappings(_mappings([value["plans"]])):
        if not isinstance(places, dict) or not all(type(n) is int and n > 0 for n in places.values()):
            raise MalformedBaseline("under each plan stand rules, under each rule ids with a count")
    plans: Baseline = value["plans"]
    return plans


def _mappings(outer: Any) -> Iterator[Any]:
    for mapping in outer:
        if not isinstance(mapping, dict):
            raise MalformedBaseline("under each plan stand rules, under each rule ids with a count")
        yield from mapping.values()


def fails(analysis: Analysis, level: Severity) -> bool:
    """Whether a finding of ``level`` or worse counts."""
    return any(finding.severity.rank <= level.rank for finding in analysis.findings)


def invalid(analyses: Collection[Analysis]) -> str:
    """How many of the plans are invalid, in words; empty where none is."""
    number = sum(analysis.verdict == "invalid" for analysis in analyses)
    return f"{count(number, 'plan')} cannot be read" if number else ""


def _always(analysis: Analysis, finding: Finding) -> bool:
    return analysis.verdict == "invalid" and finding.severity is Severity.ERROR
