"""``SYNTAX``: the rule that a file is YAML. What is said where it is not: see ``slips``."""

from __future__ import annotations

from commission_plan.findings import Rule, Severity

SYNTAX = Rule(
    "syntax",
    Severity.ERROR,
    """The file could not be read as YAML.

The finding names the line and the slip. Most often a line starts a space too far in or too far out, or a text has a
colon in it and needs quotes. Indent with spaces, never with tabs.
""",
)
