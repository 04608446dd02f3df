"""How people read a cell or running text away from the keyboard: titles in place of ids, dates in full."""

from __future__ import annotations

from commission_plan.phrases import say
from commission_plan.reports.report import (
    Cell,
    Date,
    Item,
    Items,
    Nothing,
    Number,
    Ref,
    Said,
    Section,
    Sentence,
    Table,
    Verdict,
    WebLink,
)


def prose(cell: Cell) -> str:
    """A cell: ``by 15 June 2020``."""
    if isinstance(cell, Ref):
        return cell.title
    if isinstance(cell, Number | WebLink):
        return cell.said
    if isinstance(cell, Nothing):
        return cell.said or "-"
    if isinstance(cell, Date | Verdict):
        return _part(cell)
    return running(cell)


def running(said: Said) -> str:
    """Running text, with titles in quotes."""
    text = said if isinstance(said, str) else "".join(map(_part, said.parts))
    return text.replace("\n", " ")


def told(section: Section) -> tuple[list[str], list[Table]]:
    """What a section says in sentences, those of its lists among them, and its tables."""
    said: list[str] = []
    tables: list[Table] = []
    for block in section.blocks:
        if isinstance(block, Table):
            tables.append(block)
        elif isinstance(block, Sentence):
            said.append(sentence(block))
        elif isinstance(block, Items):
            for item in block.items:
                item = item if isinstance(item, Item) else Item(item)
                said += map(sentence, (led(item), *(led(one) if isinstance(one, Item) else one for one in item.more)))
    return said, tables


def led(item: Item) -> Said:
    """What an item says, behind what it hangs on; a number is the list's own."""
    if not isinstance(item.mark, Verdict | Date):
        return item.said
    said = item.said.parts if isinstance(item.said, Sentence) else (item.said,)
    return Sentence((item.mark, ": ", *said))


def sentence(said: Said) -> str:
    """Running text that begins and ends as a sentence does."""
    text = running(said)
    return f"{text[:1].upper()}{text[1:]}{'' if text[-1:] in '.:!?' else '.'}"


def _part(part: str | Ref | Date | Verdict) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, Ref):
        return f"‘{part.title}’"
    if isinstance(part, Verdict):
        return part.verdict.upper()
    return " ".join(word for word in (part.before, say(part.day), part.after) if word)
