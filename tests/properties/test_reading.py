"""Whatever data is written as YAML is read as it was."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.test_reading import as_yaml, document

_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Cn")), max_size=12)
_DATA = st.recursive(
    _TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS.filter(bool), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(_TEXTS.filter(bool), _DATA, max_size=5))
def test_data_written_in_flow_style_is_read_as_it_was(data: dict[str, Any]) -> None:
    assert document(as_yaml(data)).data == data


@given(st.dictionaries(_TEXTS.filter(bool), _DATA, max_size=5))
def test_data_written_in_block_style_is_read_as_it_was(data: dict[str, Any]) -> None:
    assert document(as_block(data) or "{}").data == data


@given(st.dictionaries(_TEXTS.filter(bool), _DATA, min_size=1, max_size=5))
def test_every_key_is_found_on_the_line_on_which_it_was_written(data: dict[str, Any]) -> None:
    text = as_block(data)
    found = document(text)
    lines = text.split("\n")

    for key in data:
        span = found.locate((key,))
        assert lines[span.line - 1][span.column - 1 :].startswith(as_yaml(key))


def as_block(data: dict[str, Any], indent: str = "") -> str:
    """Block YAML: one key a line, lists in flow style."""
    text = ""
    for key, value in data.items():
        text += f"{indent}{as_yaml(key)}:"
        text += f"\n{as_block(value, indent + '  ')}" if isinstance(value, dict) and value else f" {as_yaml(value)}\n"
    return text
