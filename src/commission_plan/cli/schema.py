"""Print the JSON Schema of a plan file, for editors: keys are completed and explained, and mistakes shown at once."""

from __future__ import annotations

from commission_plan.cli.terminal import write_as_is

EXAMPLE = "Example: plan schema > plan.schema.json"


def run() -> int:
    from commission_plan.reports.plain import as_json
    from commission_plan.schema import json_schema

    write_as_is(as_json(json_schema()))
    return 0
