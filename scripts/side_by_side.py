"""Put the pictures of the five plans as they were and as they are side by side: ``python scripts/side_by_side.py REV``.

Those of before are read from ``examples/reports`` at the revision, those of now from the files; each pair becomes
``docs/pictures/PLAN.png``, which ``docs/decisions.md`` shows.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from commission_plan.reports.timeline import rastered

ROOT = Path(__file__).parents[1]
KEPT, MADE = "examples/reports", ROOT / "docs" / "pictures"
#: The width of each picture, and the room between the two, in pixels.
_WIDE, _APART = 460, 20


def side_by_side(before: str, after: str) -> bytes:
    """Two pictures in one, at the same width."""
    placed = [_placed(text, at) for at, text in enumerate((before, after))]
    wide, high = 2 * _WIDE + _APART, max(high for _, high in placed)
    paper = f'<rect width="{wide}" height="{high:.0f}" fill="#ffffff"/>'
    inner = "".join(text for text, _ in placed)
    size = f'width="{wide}" height="{high:.0f}"'
    return rastered(f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{paper}{inner}</svg>', 1)


def _placed(text: str, at: int) -> tuple[str, float]:
    """A picture as an element at its place, with ids of its own, and how high it is."""
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', text)
    assert found is not None
    high = _WIDE * float(found[2]) / float(found[1])
    where = f'<svg x="{at * (_WIDE + _APART)}" width="{_WIDE}" height="{high:.1f}" viewBox="0 0 {found[1]} {found[2]}"'
    inner = re.sub(r"<style>.*?</style>", "", text[text.index("<svg") :])
    inner = re.sub(r'<svg [^>]*viewBox="[^"]*"', where, inner, count=1)
    return inner.replace("plan-", f"picture-{at}-"), high


def main(revision: str) -> None:
    MADE.mkdir(exist_ok=True)
    for file in sorted((ROOT / KEPT).glob("*.svg")):
        shown = ["git", "-C", str(ROOT), "show", f"{revision}:{KEPT}/{file.name}"]
        before = subprocess.run(shown, capture_output=True, check=True, text=True).stdout
        (MADE / f"{file.stem}.png").write_bytes(side_by_side(before, file.read_text("utf-8")))


if __name__ == "__main__":
    main(sys.argv[1])
