"""What a picture is measured by: the boxes of its texts, its lines and its shapes, read back from the SVG itself.

``python -m tests.reports.boxes FILE.svg`` prints the measures of a picture.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from commission_plan.reports.timeline.tokens import FRAME, INK, PAPER, RED
from commission_plan.reports.timeline.typeface import width

NAME = "{http://www.w3.org/2000/svg}"
#: A picture is 482 points wide at 170 mm.
POINTS = 482


@dataclass(frozen=True)
class Box:
    """A text of the picture and the room that its letters take; ``place`` is its number among all that is drawn."""

    text: str
    role: str
    left: float
    right: float
    top: float
    bottom: float
    colour: str
    bold: bool
    size: float
    place: int = 0

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


class Shape(NamedTuple):
    """How far a figure or a line reaches, and what it looks like."""

    left: float
    right: float
    top: float
    bottom: float
    fill: str
    stroke: str
    wide: float
    place: int

    def covers(self, box: Box) -> bool:
        return self.left <= box.left and box.right <= self.right and self.top <= box.top and box.bottom <= self.bottom


def read(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)


def boxes(root: ElementTree.Element) -> Iterator[Box]:
    """Every text in the picture; its letters reach 0.72 of its size above where they stand, and 0.2 below."""
    for place, found in enumerate(root.iter()):
        if found.tag != f"{NAME}text":
            continue
        size, bold = float(found.attrib["font-size"]), found.get("font-weight") == "bold"
        text = "".join(found.itertext())
        wide = width(text, size, bold)
        if "textLength" in found.attrib:
            assert abs(float(found.attrib["textLength"]) - wide) < 0.3
        x, y = float(found.attrib["x"]), float(found.attrib["y"])
        left = x - {"start": 0, "middle": 0.5, "end": 1}[found.get("text-anchor", "start")] * wide
        look = (found.attrib["fill"], bold, size, place)
        yield Box(text, found.get("class", ""), left, left + wide, y - 0.72 * size, y + 0.2 * size, *look)


def shapes(root: ElementTree.Element) -> Iterator[Shape]:
    """Every figure and line."""
    for place, found in enumerate(root.iter()):
        look = (found.get("fill", ""), found.get("stroke", ""), float(found.get("stroke-width", 0)), place)
        if found.tag == f"{NAME}path" and "d" in found.attrib:
            points = [
                tuple(map(float, pair.split())) for pair in re.split("[ML]", found.attrib["d"].strip("Z")) if pair
            ]
            across, down = [x for x, _ in points], [y for _, y in points]
            yield Shape(min(across), max(across), min(down), max(down), *look)
        elif found.tag == f"{NAME}circle":
            x, y, r = (float(found.attrib[name]) for name in ("cx", "cy", "r"))
            yield Shape(x - r, x + r, y - r, y + r, *look)


def size(root: ElementTree.Element) -> tuple[float, float]:
    wide, high = (float(number) for number in root.attrib["viewBox"].split()[2:])
    return wide, high


def overlaps(root: ElementTree.Element) -> list[tuple[str, str]]:
    """Texts that meet another."""
    return [(one.text, two.text) for one, two in combinations(list(boxes(root)), 2) if one.meets(two)]


def outside(root: ElementTree.Element) -> list[str]:
    wide, high = size(root)
    found = boxes(root)
    return [box.text for box in found if box.left < -0.5 or box.right > wide + 0.5 or box.top < 0 or box.bottom > high]


def crossed(root: ElementTree.Element) -> list[str]:
    """Texts that a line with a name runs through, with nothing of paper or of a bar between them."""
    drawn = list(shapes(root))
    lines = [one for one in drawn if one.right - one.left < 0.01 and one.bottom - one.top > 20 and _named(one)]
    hit = []
    for box in boxes(root):
        for line in lines:
            through = box.left < line.left < box.right and line.top < box.bottom and box.top < line.bottom
            if through and not any(one.covers(box) and line.place < one.place < box.place for one in drawn if one.fill):
                hit.append(box.text)
    return hit


def _named(line: Shape) -> bool:
    return line.stroke in (RED, INK) or (line.stroke == FRAME and line.wide >= 0.75)


def on_signs(root: ElementTree.Element) -> list[str]:
    """Labels that lie on a bar or a sign: those in a bar of cover stand in it."""
    found = []
    for row in root.iter(f"{NAME}g"):
        if row.get("class") != "milestone":
            continue
        solid = [one for one in shapes(row) if one.fill not in ("", "none", PAPER)]
        for box in boxes(row):
            if box.role in ("name", "label"):
                found += [
                    box.text
                    for one in solid
                    if box.left < one.right and one.left < box.right and box.top < one.bottom and one.top < box.bottom
                ]
    return found


def axis(root: ElementTree.Element) -> Shape:
    """The line of the axis."""
    block = next(group for group in root.iter(f"{NAME}g") if group.get("class") == "axis")
    return max(shapes(block), key=lambda one: one.right - one.left if one.top == one.bottom else 0)


def share(root: ElementTree.Element) -> float:
    """The part of the width that the chart has."""
    line = axis(root)
    return (line.right - line.left) / size(root)[0]


def smallest(root: ElementTree.Element) -> float:
    """The smallest text in points, where the picture is 170 mm wide."""
    return min(box.size for box in boxes(root)) * POINTS / size(root)[0]


def key(root: ElementTree.Element) -> list[str]:
    """What the key says."""
    return [box.text for box in boxes(root) if box.role == "key"]


def squeezed(text: str) -> str:
    """The text without its blanks: where it is broken into lines does not matter."""
    return re.sub(r"\s+", "", text)


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def measured(root: ElementTree.Element) -> dict[str, object]:
    return {
        "overlaps": overlaps(root),
        "outside": outside(root),
        "crossed": crossed(root),
        "on_signs": on_signs(root),
        "share": round(share(root), 3),
        "smallest": round(smallest(root), 2),
        "key": key(root),
    }


if __name__ == "__main__":
    for file in sys.argv[1:]:
        sys.stdout.write(json.dumps(measured(read(Path(file).read_text("utf-8"))), indent=1) + "\n")
