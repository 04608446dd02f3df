"""All the hostile files, by the class of harm they try to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from . import reading, sizes, texts, values
from .case import Case

GROUPS: dict[str, Callable[[], Iterator[Case]]] = {
    "code-execution": reading.code_execution,
    "multiplication": reading.multiplication,
    "documents": reading.documents,
    "nesting": reading.nesting,
    "duplicate-keys": reading.duplicate_keys,
    "unknown-keys": reading.unknown_keys,
    "encodings": reading.encodings,
    "wrong-files": reading.wrong_files,
    "broken-syntax": reading.broken_syntax,
    "odd-but-valid": reading.odd_but_valid,
    "ids-kept-as-text": values.ids_kept_as_text,
    "wrong-ids": values.wrong_ids,
    "wrong-durations": values.wrong_durations,
    "wrong-dates": values.wrong_dates,
    "wrong-words": values.wrong_words,
    "wrong-shapes": values.wrong_shapes,
    "empty-values": values.empty_values,
    "scenarios": values.scenarios,
    "endless-searches": sizes.endless_searches,
    "graphs": sizes.graphs,
    "sizes": sizes.sizes,
    "titles": texts.titles,
    "echoes": texts.echoes,
}


def cases() -> list[Case]:
    """Every case, in the order of the groups; what is big is not made before its ``data`` is asked for."""
    return [replace(case, group=group) for group, members in GROUPS.items() for case in members()]
