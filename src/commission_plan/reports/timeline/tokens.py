"""What the pictures look like: their colours, light and dark, and their measures for each width at which they stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Medium = Literal["paper", "page", "phone", "slide"]

#: Every colour is written as its light value; where the screen is dark, a style puts the dark one in its place.
LIGHT = {
    "paper": "#ffffff",
    "ink": "#14191f",
    "muted": "#4a5560",
    "frame": "#6b7783",
    "rule": "#d6dce2",
    "band": "#edf1f5",
    "contract": "#3b4a5a",
    "work": "#5b86ae",
    "tight": "#12436d",
    "red": "#b10e1e",
    "green": "#00632f",
    "amber": "#7a4400",
}
DARK = {
    "paper": "#15191e",
    "ink": "#f2f4f6",
    "muted": "#b4bec8",
    "frame": "#8a95a1",
    "rule": "#39424c",
    "band": "#20272e",
    "contract": "#a9b6c3",
    "work": "#4f83b3",
    "tight": "#a6d2f7",
    "red": "#ff8f88",
    "green": "#6fd39a",
    "amber": "#f0b45c",
}
PAPER, INK, MUTED, FRAME = LIGHT["paper"], LIGHT["ink"], LIGHT["muted"], LIGHT["frame"]
RULE, BAND, CONTRACT, WORK = LIGHT["rule"], LIGHT["band"], LIGHT["contract"], LIGHT["work"]
TIGHT, RED, GREEN, AMBER = LIGHT["tight"], LIGHT["red"], LIGHT["green"], LIGHT["amber"]
VERDICTS = {"gap": RED, "depends": AMBER, "covered": GREEN}


def dark_style(within: str = "") -> str:
    """The style under which a picture is dark where the screen is; ``within`` is a selector that it stands in."""
    rules = "".join(
        f"{within}[{what}='{light}']{{{what}:{DARK[name]}}}"
        for name, light in LIGHT.items()
        for what in ("fill", "stroke")
    )
    return f"@media screen and (prefers-color-scheme:dark){{{rules}}}"


@dataclass(frozen=True)
class Look:
    """The measures of a picture. A unit is a point on paper, where 482 are 170 mm, and a pixel on a page."""

    medium: Medium
    wide: float
    size: float
    title: float
    #: The part of the width that the chart has.
    share: float
    row: float
    line: float
    #: What a row of several lines has besides them.
    pad: float
    bar: float
    cover: float
    disc: float
    sign: float
    #: Between a bar and its label, and between the titles and the chart.
    space: float
    gap: float
    margin: float = 0

    @property
    def k(self) -> float:
        """How much larger all is than on paper."""
        return self.size / 9

    @property
    def phone(self) -> bool:
        """Whether titles stand above their bars."""
        return self.medium == "phone"

    @property
    def right(self) -> float:
        """Where the chart ends; it begins at ``left``, and the titles end at ``names``."""
        return self.wide - self.margin - 2 * self.k

    @property
    def left(self) -> float:
        return self.right - self.share * self.wide

    @property
    def names(self) -> float:
        return self.right if self.phone else self.left - self.gap


#: Of a screen, to a point on paper.
PIXELS = 4 / 3
PAPER_LOOK = Look("paper", 482, 9, 15, 0.615, 15.5, 10.6, 5, 8, 12.4, 6, 4.6, 4, 8)
DENSE_LOOK = replace(PAPER_LOOK, row=13.5, pad=3)
PAGE_LOOK = Look("page", 1120, 14, 30, 0.68, 24, 17, 7, 12, 19, 9.3, 7.2, 6, 12)
PHONE_LOOK = Look("phone", 358, 13, 23, 0.98, 20, 16, 5, 11, 18, 8.7, 6.6, 6, 0)
#: 16 to 9; of its 1280 points across 13 1/3 inches 12 are 9 points of type.
SLIDE_LOOK = Look("slide", 1280, 15, 30, 0.66, 22, 17, 5, 12, 19, 9.6, 7.4, 6, 12, margin=27)
