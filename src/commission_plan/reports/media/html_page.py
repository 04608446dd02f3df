"""A report as a web page that is one file: it works offline, prints, and runs no script.

Everything from a plan is text: escaped, on one line, every character of it visible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
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
    WebLink,
)
from commission_plan.reports.shipped import address

#: What stands in the tag of a row of a table, behind its role.
RowLook = Callable[[Table, int, Row], str]


def _plain(table: Table, number: int, row: Row) -> str:
    return ""


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
    yield from inside_of(section)
    yield "</section>\n"


def inside_of(section: Section, row: RowLook = _plain) -> Iterator[str]:
    """The blocks of a section below its heading; ``row`` says what else stands in the tag of a row of a table."""
    for block in section.blocks:
        yield from one_block(block, section.title, row)


def one_block(block: Block, above: str, row: RowLook = _plain) -> Iterator[str]:
    if isinstance(block, Sentence):
        yield f"<p>{_said(block)}</p>\n"
    elif isinstance(block, Items):
        yield from _items(block, "h3" if above else "h2")
    elif isinstance(block, Table):
        yield from table(block, above, row)
    elif isinstance(block, Picture):
        yield f'<figure class="wide">{block.svg}</figure>\n'
    else:
        assert isinstance(block, Details)
        yield f"<details><summary>{_text(block.title)}</summary>\n"
        for inner in block.blocks:
            yield from one_block(inner, above, row)
        yield "</details>\n"


def _items(items: Items, head: str) -> Iterator[str]:
    """A list; a verdict stands by itself, with its sign."""
    name, open_ = "ol" if items.numbered else "ul", False
    title = f"<{head}>{_text(items.title)}</{head}>\n" if items.title else ""
    for item in items.items:
        item = item if isinstance(item, Item) else Item(item)
        yield title
        title = ""
        more = [one if isinstance(one, Item) else Item(one) for one in item.more]
        below = f"<ul>{''.join(f'<li>{_ended(led(one))}</li>' for one in more)}</ul>" if more else ""
        alone = isinstance(item.mark, Verdict)
        if alone is open_:
            yield f"</{name}>\n" if open_ else f"<{name}>\n"
            open_ = not open_
        if isinstance(item.mark, Verdict):
            yield f"{_verdict(item.mark.verdict, item.said)}{below}\n"
        else:
            yield f"<li>{_ended(led(item))}{below}</li>\n"
    yield f"</{name}>\n" if open_ else ""


def _verdict(word: str, said: Said) -> str:
    words = f'<strong class="word">{_text(word.upper())}</strong> <span class="said">{_said(said)}</span>'
    return f'<p class="verdict is-{escape(word)}">{icon(word)}<span>{words}</span></p>'


def icon(verdict: str) -> str:
    """A sign that says by its shape what the word beside it says."""
    sign = _SIGNS.get(verdict, _SIGNS["gap"])
    kind = escape(verdict)
    return f'<svg class="icon is-{kind}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{sign}</svg>'


_SIGNS = {
    "covered": '<circle cx="12" cy="12" r="10"/><path class="sign" d="M7 12.5l3.5 3.5L17 9"/>',
    "depends": '<path d="M12 1.5L22.5 12 12 22.5 1.5 12z"/><path class="sign" d="M12 7v6M12 16v.6"/>',
    "gap": '<path d="M7.5 1.5h9l6 6v9l-6 6h-9l-6-6v-9z"/><path class="sign" d="M8 8l8 8M16 8l-8 8"/>',
}


def table(table: Table, above: str, row: RowLook = _plain) -> Iterator[str]:
    """A table whose parts keep their meaning where a narrow screen shows each row as a list."""
    some = False
    for number, cells in enumerate(table.rows):
        if not some:
            quiet = ' class="quiet"' if not table.title or table.title == above else ""
            head = "".join(f'<th scope="col" role="columnheader">{_text(head)}</th>' for head in table.heads)
            caption = _text(table.title or table.about or table.name)
            yield f'<table role="table">\n<caption{quiet}>{caption}</caption>\n'
            yield f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>\n<tbody role="rowgroup">\n'
        some = True
        yield f'<tr role="row"{row(table, number, cells)}>{"".join(_cells(table.heads, cells))}</tr>\n'
    yield "</tbody>\n</table>\n" if some else f"<p>{_text(table.none)}</p>\n"


def _cells(heads: Iterable[str], row: Row) -> Iterator[str]:
    for number, (head, cell) in enumerate(zip(heads, row, strict=True)):
        said = _cell(cell)
        if number:
            empty = "" if said else ' class="empty"'
            yield f'<td role="cell" data-head="{_text(head)}"{empty}>{said}</td>'
        else:
            yield f'<th scope="row" role="rowheader">{said}</th>'


def _cell(cell: Cell) -> str:
    if isinstance(cell, Date):
        return _date(cell)
    if isinstance(cell, Verdict):
        return f'<span class="is-{escape(cell.verdict)}">{_text(cell.verdict.upper())}</span>'
    if isinstance(cell, WebLink):
        leads = address(cell.address)
        said = _text(cell.said)
        return said if leads is None else f'<a href="{escape(leads)}" rel="noreferrer noopener">{said}</a>'
    return _said(cell) if isinstance(cell, Sentence) else _text(prose(cell))


def _ended(said: Said) -> str:
    """Running text as a sentence."""
    text = running(said)
    return f"{_said(said)}{'' if text[-1:] in '.:!?' else '.'}"


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
