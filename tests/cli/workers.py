"""What the tests have workers do: some files end the process that looks at them, or fail in it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any


def looked_at(path: str, found: bytes, around: Any, options: Mapping[str, Any]) -> Any:
    if b"DIE" in found:
        os._exit(9)
    if b"BREAK" in found:
        raise ZeroDivisionError("a bug")
    return [os.path.basename(path), len(found), options["word"]]
