"""A report as a web page that is one file: it works offline, prints, and runs no script.

Everything from a plan is text: escaped, on one line, every character of it visible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from commission_plan.phrases import iso, say
from commission_plan.reports.media.paper import led, prose, running
from commission_plan.reports.plain import one_line
from commission_plan.reports.policy import content_security_policy, inside
from commission_plan.reports.report import (
    Block,
    Cell,
    Date,
    Details,
    Heading,
    Item,
    Items,
    Picture,
    Ref,
    Report,
    Row,
    Said,
    Section,
    Sentence,
    Table,
    Verdict,
)


def render(report: Report) -> bytes:
    return "".join(_page(report)).encode()


def _page(report: Report) -> Iterator[str]:
    style = inside(("page.css", "picture.css", "portfolio.css"), "style")
    policy = content_security_policy([style], [])
    heading = report.heading or Heading("Answer")
    title = _text(f"{heading.title or heading.file}{heading.added}")
    yield (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n"
    )
    said = [heading.file if heading.title else "", *heading.about]
    yield "".join(f"<p>{_text(line)}</p>\n" for line in said if line)
    yield '</header>\n<main id="main">\n'
    for section in report.sections:
        yield from _section(section)
    yield "</main>\n</body>\n</html>\n"


def _section(section: Section) -> Iterator[str]:
    yield "<section>\n"
    if section.title:
        yield f"<h2>{_text(section.title)}</h2>\n"
    for block in section.blocks:
        yield from _block(block, section.title)
    yield "</section>\n"


def _block(block: Block, above: str) -> Iterator[str]:
    if isinstance(block, Sentence):
        yield f"<p>{_said(block)}</p>\n"
    elif isinstance(block, Items):
        yield from _items(block)
    elif isinstance(block, Table):
        yield from _table(block, above)
    elif isinstance(block, Picture):
        yield f'<figure class="wide">{block.svg}</figure>\n'
    else:
        assert isinstance(block, Details)
        yield f"<details><summary>{_text(block.title)}</summary>\n"
        for inner in block.blocks:
            yield from _block(inner, above)
        yield "</details>\n"


def _items(items: Items) -> Iterator[str]:
    name, some = "ol" if items.numbered else "ul", False
    for item in items.items:
        if not some:
            yield f"<h3>{_text(items.title)}</h3>\n<{name}>\n" if items.title else f"<{name}>\n"
        some = True
        item = item if isinstance(item, Item) else Item(item)
        more = [one if isinstance(one, Item) else Item(one) for one in item.more]
        below = f"<ul>{''.join(f'<li>{_said(led(one))}</li>' for one in more)}</ul>" if more else ""
        yield f"<li>{_said(led(item))}{below}</li>\n"
    if some:
        yield f"</{name}>\n"


def _table(table: Table, above: str) -> Iterator[str]:
    some = False
    for row in table.rows:
        if not some:
            quiet = ' class="quiet"' if not table.title or table.title == above else ""
            head = "".join(f'<th scope="col">{_text(head)}</th>' for head in table.heads)
            caption = _text(table.title or table.about or table.name)
            yield f"<table>\n<caption{quiet}>{caption}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n"
        some = True
        yield f"<tr>{''.join(_cells(table.heads, row))}</tr>\n"
    yield "</tbody>\n</table>\n" if some else f"<p>{_text(table.none)}</p>\n"


def _cells(heads: Iterable[str], row: Row) -> Iterator[str]:
    for number, (head, cell) in enumerate(zip(heads, row, strict=True)):
        yield f'<td data-head="{_text(head)}">{_cell(cell)}</td>' if number else f'<th scope="row">{_cell(cell)}</th>'


def _cell(cell: Cell) -> str:
    if isinstance(cell, Date):
        return _date(cell)
    if isinstance(cell, Verdict):
        return f'<span class="is-{escape(cell.verdict)}">{_text(cell.verdict.upper())}</span>'
    return _said(cell) if isinstance(cell, Sentence) else _text(prose(cell))


def _said(said: Said) -> str:
    """Running text; verdicts stand out."""
    if isinstance(said, str):
        return _text(said)
    return "".join(map(_part, said.parts))


def _part(part: str | Ref | Date | Verdict) -> str:
    if isinstance(part, Verdict):
        return f'<strong class="is-{escape(part.verdict)}">{_text(part.verdict.upper())}</strong>'
    if isinstance(part, Date):
        return _date(part)
    if isinstance(part, str):
        lead, tail = (" " if blank else "" for blank in (part[:1].isspace(), part[-1:].isspace()))
        return f"{lead}{_text(part)}{tail}"
    return _text(running(Sentence((part,))))


def _date(date: Date) -> str:
    said = f'<time datetime="{iso(date.day)}">{say(date.day)}</time>'
    return " ".join(part for part in (_text(date.before), said, _text(date.after)) if part)


def _text(text: str) -> str:
    return escape(one_line(text))
