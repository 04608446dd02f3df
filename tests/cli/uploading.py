"""What GitHub's upload of SARIF does with fingerprints, as github/codeql-action does it (src/fingerprints.ts)."""

from __future__ import annotations

from collections import Counter
from typing import Any

_BLOCK, _MOD, _WORD = 100, 37, 1 << 64


def hashes(text: str) -> dict[int, str]:
    """By line a rolling hash of its first 100 characters, blanks left out, that of lines that follow among them."""
    window, numbers = [0] * _BLOCK, [0] * _BLOCK
    first, rolled, index, line = pow(_MOD, _BLOCK, _WORD), 0, 0, 0
    starts, after_return = True, False
    seen: Counter[str] = Counter()
    found: dict[int, str] = {}

    def put_out() -> None:
        value = f"{rolled:x}"
        seen[value] += 1
        found[numbers[index]] = f"{value}:{seen[value]}"
        numbers[index] = 0

    def roll(code: int) -> None:
        nonlocal rolled, index
        rolled = (_MOD * rolled + code - first * window[index]) % _WORD
        window[index] = code
        index = (index + 1) % _BLOCK

    for code in [*map(ord, text), 65535]:
        if code in (32, 9) or (after_return and code == 10):
            after_return = False
            continue
        after_return = code == 13
        code = 10 if code == 13 else code
        if numbers[index]:
            put_out()
        if starts:
            starts, line = False, line + 1
            numbers[index] = line
        starts = starts or code == 10
        roll(code)
    for _ in range(_BLOCK):
        if numbers[index]:
            put_out()
        roll(0)
    return found


def fingerprint(result: dict[str, Any], text: str) -> str:
    """The fingerprint by which an alert is known: the one in the file, where there is one."""
    own: str | None = result.get("partialFingerprints", {}).get("primaryLocationLineHash")
    region = result["locations"][0]["physicalLocation"]["region"]
    return own if own is not None else hashes(text)[region["startLine"]]
