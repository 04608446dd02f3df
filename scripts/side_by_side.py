"""Put the pictures of the five plans as they were and as they are side by side: ``python scripts/side_by_side.py REV``.

Those of before are read from ``examples/reports`` at the revision, those of now from the files; each pair becomes
``docs/pictures/PLAN.png``, which ``docs/decisions.md`` shows.
"""

from __future__ import annotations

import base64
import subprocess
import sys
from pathlib import Path

from commission_plan.reports.timeline import rastered

ROOT = Path(__file__).parents[1]
KEPT, MADE = "examples/reports", ROOT / "docs" / "pictures"
#: The width of each picture, and the room between the two, in pixels.
_WIDE, _APART = 400, 20


def side_by_side(before: bytes, after: bytes) -> bytes:
    """Two pictures in one, at the same width."""
    highs = [_WIDE * _size(one)[1] / _size(one)[0] for one in (before, after)]
    images = "".join(
        f'<image x="{at * (_WIDE + _APART)}" width="{_WIDE}" height="{high:.1f}"'
        f' href="data:image/png;base64,{base64.b64encode(one).decode()}"/>'
        for at, (one, high) in enumerate(zip((before, after), highs, strict=True))
    )
    wide, high = 2 * _WIDE + _APART, max(highs)
    size = f'width="{wide}" height="{high:.0f}"'
    paper = f'<rect width="{wide}" height="{high:.0f}" fill="#ffffff"/>'
    return rastered(f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{paper}{images}</svg>', 1)


def _size(png: bytes) -> tuple[int, int]:
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


def main(revision: str) -> None:
    MADE.mkdir(exist_ok=True)
    for file in sorted((ROOT / KEPT).glob("*.png")):
        shown = ["git", "-C", str(ROOT), "show", f"{revision}:{KEPT}/{file.name}"]
        before = subprocess.run(shown, capture_output=True, check=True).stdout
        (MADE / file.name).write_bytes(side_by_side(before, file.read_bytes()))


if __name__ == "__main__":
    main(sys.argv[1])
