"""Write how wide every character of the shipped font is: src/commission_plan/reports/timeline/fonts/widths.json.

    python scripts/font_widths.py

The picture measures its text by this table, so that it need not read the font itself. Widths are thousandths of the
size of the text. Each style is a list of runs: the first character's code, and the width of it and of those after it.
"""

from __future__ import annotations

import json
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).parents[1] / "src/commission_plan/reports/timeline/fonts"


def runs(font: Path) -> list[list[int]]:
    """The runs of one font file: ``[code, width, width, ...]``."""
    read = TTFont(font)
    em, widths = read["head"].unitsPerEm, read["hmtx"]
    found: list[list[int]] = []
    following = -1
    for code, glyph in sorted(read.getBestCmap().items()):
        if code != following:
            found.append([code])
        found[-1].append(round(widths[glyph][0] * 1000 / em))
        following = code + 1
    return found


def table() -> str:
    """The whole table, one run a line."""
    styles = {style.lower(): runs(FONTS / f"LiberationSans-{style}.ttf") for style in ("Regular", "Bold")}
    lines = {
        style: ",\n".join(json.dumps(run, separators=(",", ":")) for run in found) for style, found in styles.items()
    }
    return "{" + ",\n".join(f'"{style}": [\n{text}\n]' for style, text in lines.items()) + "}\n"


if __name__ == "__main__":
    (FONTS / "widths.json").write_text(table())
