"""What is said of a file that is not YAML: the slip that stopped the reader, by its cause.

The parser says where it stopped, which is often a line or more below the slip. So each likely cause is tried: a change
that lets the reader go on past that line names the slip, and the help says that change. Loaded only where there is one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import yaml

from commission_plan.findings import Finding, Mend, Span
from commission_plan.source import indents
from commission_plan.source.encoding import at
from commission_plan.source.syntax import SYNTAX

#: A larger file is not read again to find out what helps.
_MOST_TRIED = 2_000_000
#: Levels below which a text is not followed.
_DEEP = 30

_KEY = r"[A-Za-z0-9][\w-]*"
#: A line with a key of one word; behind dashes it begins an item of a list.
_KEYED = re.compile(rf"(?P<lead>\s*(?:- +)*)(?P<key>{_KEY}):(?: +(?P<value>\S.*?))?\s*")
_SIGNS = "[]{}\"'%@`*&!|>,?-"
_BLANKS = indents.BLANKS


class _Try(NamedTuple):
    """A cause, and the lines as they would be without it."""

    lines: list[str]
    span: Span
    message: str
    fix: str
    mend: bool = False


def syntax(error: yaml.MarkedYAMLError, text: str) -> Finding:
    """The slip at which the reader of ``text`` stopped with ``error``."""
    mark = error.problem_mark or error.context_mark
    where = Span(mark.line + 1, mark.column + 1) if mark else Span(1, 1)
    lines = text.split("\n")
    if (opened := _open(error, text)) is not None:
        return opened
    if len(text) <= _MOST_TRIED:
        for tried in _causes(lines, where):
            if _reaches(tried.lines, where.line):
                return _found(tried, lines)
    line, above = where.line, _above(lines, where.line)
    lines_to_check = f"lines {above} and {line}" if above else f"line {line}"
    message = f"the file cannot be read after line {line}"
    return at(SYNTAX, where, message, f"check the spaces at the start of {lines_to_check}")


def misread(text: str, lines: Iterable[int]) -> Finding | None:
    """The first of ``lines`` that is indented with what only looks like spaces, although all of ``text`` was read.

    ``lines`` are those on which a key begins.
    """
    written = text.split("\n")
    for line in lines:
        if indents.is_hard(written[line - 1]):
            return _found(_hard(written, line), written)
    return None


def _found(tried: _Try, lines: list[str]) -> Finding:
    changed = tuple(
        (number, new) for number, (old, new) in enumerate(zip(lines, tried.lines, strict=True), 1) if old != new
    )
    mend = Mend((), "ordinary spaces", lines=changed) if tried.mend else None
    return at(SYNTAX, tried.span, tried.message, tried.fix)._replace(mend=mend)


def _reaches(lines: list[str], line: int) -> bool:
    """Whether the reader gets past ``line`` in these lines."""
    return _stops(lines, line) > line


def _stops(lines: list[str], line: int) -> float:
    """The line on which the reader stops in these lines; infinite where it reads them all.

    0 where what it stops at was left open on or above ``line``: then the change has only hidden the slip.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    events: Iterator[Any] = iter(loader("\n".join(lines)).get_event, None)
    depth = 0
    try:
        for event in events:
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEP:
                return 0
    except yaml.MarkedYAMLError as error:
        mark, opened = error.problem_mark or error.context_mark, error.context_mark
        left_open = opened is not None and opened.line < line and re.search("flow|quoted", error.context or "")
        return 0 if mark is None or left_open else mark.line + 1
    except (yaml.YAMLError, ValueError, IndexError, KeyError, AttributeError, OverflowError):
        return 0
    return math.inf


def _above(lines: list[str], line: int) -> int:
    """The nearest line above ``line`` with something on it; 0 where there is none."""
    return next((n for n in range(min(line - 1, len(lines)), 0, -1) if _says(lines[n - 1])), 0)


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _causes(lines: list[str], where: Span) -> Iterator[_Try]:
    # At its very end the parser stops on a line that is not there.
    line = min(where.line, len(lines))
    if not _says(lines[line - 1]):
        line = _above(lines, line) or line
    above = _above(lines, line)
    near = [number for number in (line, above) if number]
    yield from _spaces(lines, line, near)
    for number in near:
        yield from _quote_left_open(lines, number)
        yield from _closed_twice(lines, number)
    for number in (number for number in (above, line) if number):
        yield from _colon_missing(lines, number)
    for number in near:
        yield from _text_unquoted(lines, number, where)
    yield from _indented(lines, line)
    for number in near:
        yield from _in_the_text_above(lines, number)


# Spaces that are none.


def _spaces(lines: list[str], line: int, near: list[int]) -> Iterator[_Try]:
    tabbed = next((number for number in near if indents.is_tabbed(lines[number - 1])), None)
    if tabbed is not None:
        for spaced in indents.untabbed(lines):
            message, fix = f"line {tabbed} is indented with a tab", "use spaces (`--fix` does it)"
            yield _Try(spaced, Span(tabbed, 1), message, fix, mend=True)
        yield _Try(_without(lines, tabbed), Span(tabbed, 1), f"line {tabbed} is indented with a tab", "use spaces")
    hard = next((number for number in range(line, 0, -1) if indents.is_hard(lines[number - 1])), None)
    if hard is not None:
        soft = _hard(lines, hard)
        yield soft
        yield soft._replace(lines=_without(lines, hard), fix="type ordinary spaces", mend=False)
    for number in near:
        if _BLANKS.search(lines[number - 1]):
            changed = [*lines[: number - 1], _BLANKS.sub(" ", lines[number - 1]), *lines[number:]]
            column = _BLANKS.search(lines[number - 1]).start() + 1  # type: ignore[union-attr]
            message = f"line {number} has a non-breaking space, pasted from Word or Teams"
            yield _Try(changed, Span(number, column), message, "type an ordinary space (`--fix` does it)", mend=True)


def _without(lines: list[str], line: int) -> list[str]:
    return [*lines[: line - 1], "", *lines[line:]]


def _hard(lines: list[str], line: int) -> _Try:
    message = f"line {line} begins with non-breaking spaces, pasted from Word or Teams"
    return _Try(indents.softened(lines), Span(line, 1), message, "type ordinary spaces (`--fix` does it)", mend=True)


# Quotes, brackets, braces.

_OPENING = {"[": ("bracket", "]"), "{": ("brace", "}")}


def _open(error: yaml.MarkedYAMLError, text: str) -> Finding | None:
    """A quote, a bracket or a brace that is never closed."""
    mark = error.context_mark
    if mark is None:
        return None
    start = _offset(text, mark.line, mark.column)
    sign, where = text[start : start + 1], Span(mark.line + 1, mark.column + 1)
    if sign in "\"'" and "end of stream" in (error.problem or ""):
        return at(SYNTAX, where, f"the quote on line {where.line} is never closed", f"add the closing {sign}")
    if sign in _OPENING and "flow" in (error.context or "") and not _closed(text, start):
        what, closing = _OPENING[sign]
        return at(SYNTAX, where, f"the {what} on line {where.line} is never closed", f"add the closing {closing}")
    return None


def _offset(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line):
        start = text.find("\n", start) + 1
    return start + column


def _closed(text: str, start: int) -> bool:
    """Whether the bracket or brace at ``start`` has its own closing one, quotes and comments left aside."""
    wanted: list[str] = []
    for match in re.compile(r"""(?<=[\s,:\[{])(?:"(?:\\.|[^"\\])*"|'(?:''|[^'])*'|#[^\n]*)|[\[\]{}]""").finditer(
        text, start
    ):
        sign = match[0]
        if sign in _OPENING:
            wanted.append(_OPENING[sign][1])
        elif sign in ("]", "}"):
            if sign != wanted.pop():
                return False
            if not wanted:
                return True
    return False


def _quote_left_open(lines: list[str], line: int) -> Iterator[_Try]:
    """A quote that another one on a later line has closed."""
    for number in range(line, max(0, line - 20), -1):
        match = re.search(r"""(?:: +|- +|[\[{,] *)(["'])(?=[^"']*$)""", lines[number - 1])
        if match is not None:
            changed = [*lines[: number - 1], lines[number - 1] + match[1], *lines[number:]]
            message = f"the quote on line {number} is never closed"
            yield _Try(changed, Span(number, match.start(1) + 1), message, f"add the closing {match[1]}")


def _closed_twice(lines: list[str], line: int) -> Iterator[_Try]:
    written = lines[line - 1].rstrip()
    if written[-2:] in ("]]", "}}"):
        changed = [*lines[: line - 1], written[:-1], *lines[line:]]
        sign = written[-1]
        yield _Try(changed, Span(line, len(written)), f"line {line} has one {sign} too many", f"take out one {sign}")


# Colons.


def _colon_missing(lines: list[str], line: int) -> Iterator[_Try]:
    """A key without its colon, or with no space behind it."""
    written = lines[line - 1]

    def put(new: str) -> list[str]:
        return [*lines[: line - 1], new, *lines[line:]]

    match = re.fullmatch(r"(\s*)-([^\s-].*)", written)
    if match is not None:
        fix = f"write `- {_cut(match[2].strip())}`"
        message = f"there is no space after the dash on line {line}"
        yield _Try(put(f"{match[1]}- {match[2]}"), Span(line, len(match[1]) + 1), message, fix)
    match = re.fullmatch(rf"(\s*(?:- +)*)({_KEY}):([^\s:/].*)", written)
    if match is not None:
        message = f"there is no space after the colon of `{match[2]}`"
        fix = f"write `{match[2]}: {_cut(match[3].strip())}`"
        yield _Try(put(f"{match[1]}{match[2]}: {match[3]}"), Span(line, len(match[1]) + 1), message, fix)
    match = re.fullmatch(rf"(\s*(?:- +)*)({_KEY})(?:(\s*[;：=]\s*|\s+)([^\s:#][^:]*))?\s*", written)
    if match is not None:
        message, fix = f"there is no colon after `{match[2]}`", f"write `{match[2]}:` and then its value"
        yield _Try(put(f"{match[1]}{match[2]}: {match[4] or ''}"), Span(line, len(match[1]) + 1), message, fix)


def _text_unquoted(lines: list[str], line: int, where: Span) -> Iterator[_Try]:
    """A text with a colon in it, or that begins with a sign of YAML's own."""
    written = lines[line - 1]
    for key, start, end in _values(written, where.column if line == where.line else len(written)):
        value = written[start:end]
        quoted = _in_quotes(value)
        changed = [*lines[: line - 1], written[:start] + quoted + written[end:], *lines[line:]]
        if value[0] in _SIGNS:
            message = f"the value of `{key}` begins with {value[0]}, which YAML keeps for itself"
        elif re.search(r":(?:\s|$)", value):
            message = f"the text after `{key}:` has a colon in it"
        else:
            continue
        yield _Try(
            changed, Span(line, start + 1), message, f"put the text in quotes: `{key}: {_in_quotes(_cut(value))}`"
        )


def _values(written: str, column: int) -> Iterator[tuple[str, int, int]]:
    """Each key of a line, and where its value begins and ends: of the whole line, then of a part in braces."""
    match = _KEYED.fullmatch(written)
    if match is not None and match["value"] and match["value"][0] not in "{":
        end = match.end("value")
        comment = re.search(r"\s+#", match["value"])
        yield match["key"], match.start("value"), match.start("value") + comment.start() if comment else end
    # In braces a value ends before the next key, or before the brace.
    parts = list(
        re.finditer(rf"(?:^|[{{\[,])\s*({_KEY}):\s+([^\s{{].*?)(?=\s*,\s*{_KEY}:\s|\s*\}}|\s*,?\s*$)", written)
    )
    for part in sorted(parts, key=lambda part: not part.start() < column <= part.end() + 1):
        yield part[1], part.start(2), part.end(2)
    if match is not None and match["value"] and match["value"][0] == "{":
        yield match["key"], match.start("value"), match.end("value")


def _in_quotes(text: str) -> str:
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def _cut(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _in_the_text_above(lines: list[str], line: int) -> Iterator[_Try]:
    """A text that goes on over several lines, with a colon in a later one."""
    for number in range(line, max(0, line - 20), -1):
        match = _KEYED.fullmatch(lines[number - 1])
        if match is None or not match["value"] or number == line or match["value"][0] in _SIGNS:
            continue
        inside = [text.replace(": ", " - ") for text in lines[number:line]]
        value = match["value"].replace(": ", " - ")
        first = lines[number - 1][: match.start("value")] + value
        message = f"the text after `{match['key']}:` has a colon in it"
        changed = [*lines[: number - 1], first, *inside, *lines[line:]]
        yield _Try(changed, Span(number, match.start("value") + 1), message, "put the text in quotes")
        return


# Indentation.


def _indented(lines: list[str], line: int) -> Iterator[_Try]:
    """A line, or the one above it, that does not line up with the others of its mapping."""
    match = re.match(rf"( *)(?:- +)?({_KEY}):(?=\s|$)", lines[line - 1]) or re.match(r"( *)(-)(?=\s)", lines[line - 1])
    if match is None:
        return
    key, own = match[2], len(match[1])
    common = indents.common(lines)
    # The line to move, by how much, and the line that it is held against.
    moves = [(line, indents.width(lines[other - 1]) - own, other) for other in indents.open_above(lines, line)]
    held = [(other, -by, line) for _, by, other in moves if _KEYED.match(lines[other - 1])]
    tries = []
    for moved, by, against in [*moves, *held]:
        if not by:
            continue
        changed = indents.moved(lines, moved, by)
        where_to = indents.width(lines[moved - 1]) + by
        order = (-_stops(changed, line), indents.empty_keys(changed), abs(by), -common[where_to])
        tries.append((order, moved, by, against, changed))
    for _, moved, by, against, changed in sorted(tries, key=lambda tried: tried[0]):
        above = against if moved == line else moved
        starts = indents.width(lines[above - 1])
        message = f"line {line} starts {_so_many(own)} in, and line {above} above it {starts}"
        word = key if moved == line else _KEYED.match(lines[moved - 1])["key"]  # type: ignore[index]
        yield _Try(changed, Span(line, own + 1), message, f"{_who(lines, line)} line up: {_put(by, word)}")


def _so_many(spaces: int) -> str:
    return "1 space" if spaces == 1 else f"{spaces} spaces"


def _put(by: int, key: str) -> str:
    number = abs(by)
    if by > 0:
        return f"put {'one more space' if number == 1 else f'{number} more spaces'} before `{key}`"
    return f"take out {'one space' if number == 1 else f'{number} spaces'} before `{key}`"


def _who(lines: list[str], line: int) -> str:
    section = next((text for text in reversed(lines[:line]) if re.match(r"[a-z_]+:", text)), "")
    return "keys of one step" if section.startswith("milestones:") else "keys that belong together"
