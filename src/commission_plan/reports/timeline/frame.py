"""Where the columns of a picture stand, how large its text is, and where a day lies in it."""

from __future__ import annotations

from dataclasses import dataclass

from commission_plan.days.numbers import Day
from commission_plan.layout import Timeline
from commission_plan.reports.timeline.typeface import width

#: Points from edge to edge: a page's text is 170 mm wide, where a point of the picture is 0.9 of a CSS pixel.
PAGE, PAGE_SIZE = 720.0, 11.5
#: 16 to 9, and the size of the text on it.
SLIDE, SLIDE_SIZE = (1280.0, 720.0), 15.0

#: From one line of text to the next, in parts of its size.
LINE = 1.22


@dataclass(frozen=True)
class Frame:
    """The columns, from left to right: names, start, finish, chart. ``size`` is that of the text of a row."""

    wide: float
    size: float
    margin: float
    name: float
    date: float
    first: Day
    last: Day
    #: How much room a row has besides its text.
    pad: float

    @property
    def start(self) -> float:
        """Where the dates of the start end; those of the finish end at ``finish``."""
        return self.margin + self.name + self.date

    @property
    def finish(self) -> float:
        return self.start + self.date

    @property
    def left(self) -> float:
        """Where the chart begins; it ends at ``right``."""
        return self.finish + self.size

    @property
    def right(self) -> float:
        return self.wide - self.margin

    @property
    def line(self) -> float:
        """From one line of the rows' text to the next."""
        return self.size * LINE

    def x(self, day: Day) -> float:
        """Where a day begins."""
        return self.left + (day - self.first) * (self.right - self.left) / (self.last - self.first + 1)


def frame(timeline: Timeline, names: list[str], wide: float, size: float, pad: float) -> Frame:
    """The columns for rows of these names: no wider than the longest name, nor than a third of the picture."""
    longest = max((width(name, size, bold=True) for name in names), default=0.0)
    date = width("28 May 2020", size) + size * 0.9
    most = wide * 0.34
    margin = size * (0.9 if wide <= PAGE else 1.8)
    return Frame(wide, size, margin, min(max(longest + 1, size * 10), most), date, timeline.first, timeline.last, pad)
