"""What ``plan why`` says: the driving chain in sentences."""

from __future__ import annotations

from commission_plan.analysis import Analysis
from commission_plan.explain import Why
from commission_plan.phrases import say


def render(analysis: Analysis, id: str, why: Why) -> str:
    lines = [f"{analysis.name}: why '{id}' is when it is, at the data date {say(analysis.as_of)}", ""]
    for heading, sentences in (
        ("no earlier:", why.early),
        ("no later:", why.late),
        ("if it slips:", why.slip),
    ):
        if sentences:
            lines.append(heading)
            lines += [f"  {sentence}" for sentence in sentences]
    return "".join(f"{line}\n" for line in lines)
