"""Bytes -> ``Document``: strict YAML as plain text values, with the place of every key and value.

A plan is plain data. PyYAML's event stream is built into a tree here, so that nothing is given a meaning
(`no`, `1:30` and `2020-06` stay text), nothing is expanded (aliases, merge keys and tags are refused), and
every limit holds while the file is still being read. What is wrong becomes findings; nothing raises.
"""

from __future__ import annotations

import yaml

from commission_plan.findings import Finding, Span
from commission_plan.source.document import NULL, Document, Mark
from commission_plan.source.encoding import ENCODING, NOT_A_PLAN, TOO_LARGE, at, decoded
from commission_plan.source.syntax import SYNTAX
from commission_plan.source.tree import DUPLICATE_KEY, PLAIN_DATA, Reader, Stop

__all__ = ["NULL", "RULES", "Document", "Mark", "read"]
RULES = (SYNTAX, ENCODING, NOT_A_PLAN, TOO_LARGE, DUPLICATE_KEY, PLAIN_DATA)


def read(content: bytes) -> tuple[Document | None, list[Finding]]:
    """The document in ``content``, or None where there is none to speak of, and all that is wrong with it."""
    text, findings = decoded(content)
    if text is None:
        return None, findings
    reader = Reader()
    try:
        document = reader.read(text)
    except Stop as stop:
        return None, [*reader.findings, stop.finding]
    except yaml.MarkedYAMLError as error:
        from commission_plan.source.slips import syntax

        return None, [*reader.findings, syntax(error, text)]
    except (yaml.YAMLError, ValueError, IndexError, KeyError, AttributeError, OverflowError) as error:
        # PyYAML lets these out for some escapes and directives, without a place.
        message = f"the file cannot be read as YAML: {error}"
        return None, [*reader.findings, at(SYNTAX, Span(1, 1), message, "put texts with special signs in quotes")]
    if document is not None and reader.hard_keys:
        from commission_plan.source.slips import misread

        if (finding := misread(text, reader.hard_keys)) is not None:
            return None, [*reader.findings, finding]
    return document._replace(text=text) if document is not None else None, reader.findings
