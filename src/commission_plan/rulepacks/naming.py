"""What tells a rule pack from a plan: it has the key ``pack`` at its root, and not ``plan``."""

from __future__ import annotations

from collections.abc import Set


def is_pack(keys: Set[str]) -> bool:
    return "pack" in keys and "plan" not in keys
