"""What is said of a file that is not YAML, in words of this program's own where the parser's would not help."""

from __future__ import annotations

import yaml

from commission_plan.encoding import at
from commission_plan.findings import Finding, Rule, Severity, Span

SYNTAX = Rule(
    "syntax",
    Severity.ERROR,
    """The file is not YAML as far as it could be read.

The line and column are where reading stopped. Often a text holds a colon followed by a space, or begins with
a special character: put the text in quotes. Indent with spaces, never with tabs.
""",
)


def syntax(error: yaml.MarkedYAMLError, text: str) -> Finding:
    mark = error.problem_mark or error.context_mark
    where = Span(mark.line + 1, mark.column + 1) if mark else Span(1, 1)
    line = (text.split("\n")[where.line - 1 : where.line] or [""])[0]
    problem = error.problem or "it stops in the middle"
    for sign, message, fix in _HELP:
        if sign in problem:
            return at(SYNTAX, where, message, fix)
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return at(SYNTAX, where, "the line is indented with a tab", "indent with spaces")
    fix = "put a text with special characters in quotes"
    return at(SYNTAX, where, f"the file cannot be read further: {problem}", fix)


_HELP = (
    (
        "mapping values are not allowed",
        "a colon stands where the value of another key is still being read",
        "put a text that holds ': ' in quotes, and check the indentation",
    ),
    (
        "cannot start any token",
        "a text begins with a character that YAML keeps for itself, or a tab indents the line",
        "put the text in quotes; indent with spaces",
    ),
    ("could not find expected ':'", "a key has no colon after it", "write 'key: value'"),
    ("found unexpected end of stream", "a quoted text is never closed", "add the closing quote"),
    (
        "did not find expected key",
        "the line does not line up with the lines before it",
        "indent the keys of one mapping alike, and put texts with special characters in quotes",
    ),
    ("did not find expected ',' or", "a bracket or brace is never closed", "add the missing ']' or '}'"),
    ("did not find expected node content", "a value is missing or begins with a special character", "put it in quotes"),
)
