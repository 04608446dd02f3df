"""A picture as SVG: no script, nothing fetched, every text of the plan's as text."""

from __future__ import annotations

from collections.abc import Iterator

from commission_plan.reports.timeline.parts import Block, Disc, Item, Paint, Shape, Sheet, Stroke, Text
from commission_plan.reports.timeline.tokens import PAPER, dark_style
from commission_plan.reports.timeline.typeface import FAMILY, has


def markup(
    sheet: Sheet, title: str, description: str, *, prefix: str = "plan", standalone: bool = True, dark: bool = False
) -> str:
    """The ``svg`` element. Every id in it begins with ``prefix``, so that several can stand in one page.

    With ``dark`` it brings the style that makes it dark where the screen is; a page has that in its own.
    """
    wide, high = _n(sheet.width), _n(sheet.height)
    size = f'width="{_n(sheet.width * sheet.scale)}" height="{_n(sheet.height * sheet.scale)}"'
    writer = _Writer(prefix)
    body = "".join(writer.block(block) for block in sheet.blocks)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n' if standalone else ""
    return (
        f'{head}<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {wide} {high}"'
        f' role="img" aria-labelledby="{prefix}-title {prefix}-desc" font-family="{FAMILY}">\n'
        f'<title id="{prefix}-title">{_text(title)}</title>\n<desc id="{prefix}-desc">{_text(description)}</desc>\n'
        f"{f'<style>{dark_style()}</style>' if dark else ''}<defs>{''.join(writer.patterns())}</defs>\n"
        f'<rect width="{wide}" height="{high}" fill="{PAPER}"/>\n{body}</svg>\n'
    )


class _Writer:
    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._patterns: dict[tuple[str, str, str], str] = {}

    def block(self, block: Block) -> str:
        named = f' data-id="{_attribute(block.id)}"' if block.id else ""
        return f'<g class="{block.role}"{named}>\n{"".join(map(self._item, block.items))}</g>\n'

    def _item(self, item: Item) -> str:
        if isinstance(item, Text):
            return _written(item)
        if isinstance(item, Stroke):
            return (
                f'<path d="M{_n(item.x1)} {_n(item.y1)}L{_n(item.x2)} {_n(item.y2)}" stroke="{item.colour}"'
                f' stroke-width="{_n(item.width)}"{_dash(item.dash)}/>\n'
            )
        if isinstance(item, Disc):
            where = f'cx="{_n(item.x)}" cy="{_n(item.y)}" r="{_n(item.radius)}"'
            return f'<circle {where} fill="{item.paint.fill}"{_edge(item.paint, item.edge_width)}/>\n'
        return self._shape(item)

    def _shape(self, shape: Shape) -> str:
        paint = shape.paint
        path = "L".join(f"{_n(x)} {_n(y)}" for x, y in shape.points)
        fill = f"url(#{self._pattern(paint)})" if paint.hatch else paint.fill
        return f'<path d="M{path}{"" if shape.open else "Z"}" fill="{fill}"{_edge(paint, shape.edge_width)}/>\n'

    def _pattern(self, paint: Paint) -> str:
        key = (paint.hatch, paint.fill, paint.edge)
        return self._patterns.setdefault(key, f"{self._prefix}-hatch-{len(self._patterns) + 1}")

    def patterns(self) -> Iterator[str]:
        for (hatch, fill, edge), name in self._patterns.items():
            lines = "M-1 5L5 -1M-1 1L1 -1M3 5L5 3" + ("M-1 -1L5 5M3 -1L5 1M-1 3L1 5" if hatch == "cross" else "")
            yield (
                f'<pattern id="{name}" width="4" height="4" patternUnits="userSpaceOnUse">'
                f'<rect width="4" height="4" fill="{fill}"/>'
                f'<path d="{lines}" stroke="{edge}" stroke-width="1" fill="none"/></pattern>'
            )


def _written(text: Text) -> str:
    """A line of text. Its length is said too, so that it keeps to its room in whatever font is there."""
    anchor = f' text-anchor="{text.anchor}"' if text.anchor != "start" else ""
    weight = ' font-weight="bold"' if text.bold else ""
    role = f' class="{text.role}"' if text.role else ""
    # What the font lacks is written in some other, whose widths are not known: it is narrower than its room.
    known = len(text.text) > 1 and has(text.text)
    length = f' textLength="{_n(text.width)}" lengthAdjust="spacingAndGlyphs"' if known else ""
    return (
        f'<text{role} x="{_n(text.x)}" y="{_n(text.y)}" font-size="{text.size:.6g}"{weight} fill="{text.colour}"'
        f"{anchor}{length}>{_text(text.text)}</text>\n"
    )


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attribute(text: str) -> str:
    return _text(text).replace('"', "&quot;").replace("'", "&#39;")


def _edge(paint: Paint, wide: float) -> str:
    """The edge of a figure. One of paper is a halo: it lies behind the figure, and takes nothing from it."""
    if not paint.edge:
        return ""
    halo = ' paint-order="stroke"' if paint.edge == PAPER else ""
    return f' stroke="{paint.edge}" stroke-width="{_n(wide)}" stroke-linejoin="round"{halo}{_dash(paint.dash)}'


def _dash(dash: str) -> str:
    return f' stroke-dasharray="{dash}"' if dash else ""


def _n(number: float) -> str:
    """A number with no more digits than can be seen."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
