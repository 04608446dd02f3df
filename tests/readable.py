"""How readable a text is: long sentences, words that we do not use, ids in documents for people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

MOST_WORDS = 25
WIDTH = 80

#: What we do not say -> what we say. For everybody; patterns are case-insensitive.
FORBIDDEN = {
    r"(?<!there )(?<!so )\b(?:is|are) no "
    r"(?!longer\b|later\b|earlier\b|more\b|gap\b|cover\b|service\b|meeting\b)\w+": "is not a",
    r"\bis this very plan\b": "is this plan",
    r"\btold\b": "shown, listed",
    r"\bstands?\b(?! for\b)": "is, appears",
    r"\bstood\b": "was, appeared",
    r"\bmend(?:s|ed|ing)?\b": "fix",
    r"\bheads?\b": "title, column",
    r"\bwhole\b": "all, complete",
    r"\banew\b": "again",
    r"\bfirm(?:ly)?\b": "certain",
    r"\bin place of\b": "instead of",
    r"\bfor want of\b": "because there is no",
    r"\bso early\b": "early enough",
    r"\bno time at all\b": "we could not allow any time for it",
    r"\b(?:known to the (?:month|year) alone|taken as)\b": "we used {day}",
    r"\bslip of the pen\b": "typing mistake",
    r"\bof no use\b": "does not apply",
    r"\bbut for\b": "except for",
    r"\bof which there is no question\b": "that are certain",
    r"\bbefore it must\b": "to spare",
    r"\bon the last day on which it can\b": "no days to spare",
    r"\bto keep it so\b": "Dates to keep",
    r"\bwhat must happen\b": "What to do",
    r"\bas before\b": "unchanged",
    r"\bkeeps the plan\b": "is in time",
    r"\bhangs? on\b": "depends on",
    r"\bsooner or later\b": "",
    r"\bcome of it\b": "as a result",
    r"\bbarred?\b": "not allowed",
    r"\bsorry|please|oops|invalid value|illegal\b": "say what to do",
    r"\b(?:commence|utilise|facilitate|whilst|thereafter|herein|pursuant|prior to|in order to|shall)\b": "plain word",
    r"\b(?:e\.g\.|i\.e\.|etc\.?|via)(?=\W|$)": "such as, that is, through",
    r"\bdata date\b": "as at",
    r"\bOPTION\b": "DEPENDS",
    r"\bfor information\b": "note",
    r"\bit has to come before\b": "must come first",
}
#: Words that people at the keyboard may meet, and people on paper never.
FOR_PEOPLE = {
    r"\bgo-?lives?\b": "new service starts",
    r"\bmilestones?\b": "step",
    r"\bfloat\b": "days to spare",
    r"\bcritical(?: path)?\b": "no slack, or longest chain",
    r"\bpinned\b": "date set by hand",
    r"\bexercis(?:e|ed|ing)\b": "take the extension",
    r"\bP\d\d\b": "8 in 10 chance by",
    r"\bscenario\b": "what if",
    r"\bbaseline\b": "known findings",
    r"\bstatus\b": "",
    r"\bnot checked\b": "we could not check",
    r"\b[a-z]+_[a-z_]+\b": "say it in words",
    r"\b\S+\.ya?ml(?::\d+)*\b": "title of the plan",
    r"\b(?:error|warning|info|note)\[[a-z-]+\]": "leave findings out",
    r"\bplan (?:check|solve|show|deadlines|record|slip|why|diff|risk)\b": "no commands on paper",
}
ID = re.compile(r"(?<![\w])['‘`]([a-z0-9]+(?:[-_/][a-z0-9]+)*)['’`](?!\w)")
ISO = re.compile(r"\b\d{4}-\d{2}(?:-\d{2})?\b")
TWO_DIGITS = re.compile(r"\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w* \d{2}\b(?!\d)")
SAME_MONTH = re.compile(r"\b\d{1,2} ([A-Z][a-z]{2,8} \d{4}) to \d{1,2} \1\b")
LAW = re.compile(r"\((?:[^()]|\([^()]*\))*\b(?:regs?|ss?|Sch|Act|Regulations|SI)\b(?:[^()]|\([^()]*\))*\)")
MARKER = re.compile(r"^(?:\d+[.)]|[-*•–]|(?:help|note|error|warning):) +")
#: Lines that are no prose: prompts, places in a file, changes of a file, file text, drawings, rules of tables.
SKIPPED = re.compile(r"^\s*(?:\$ |\d+ \| |\| *\^|[-+@]{2,3} |[-+][^ ]|--> |[\s|:+-]+$)|[━═░▒█┃╍┄╳×●◆▲│┊─]")
ENDS = re.compile(r"(?<=[.!?])\s+(?=[\w'‘\"(£`\[*])")


class Unit(NamedTuple):
    """A paragraph, a list item or a cell: prose that was perhaps wrapped over several lines."""

    line: int
    text: str


class Found(NamedTuple):
    line: int
    what: str
    text: str


def look(
    text: str,
    *,
    people: bool = False,
    words: int = MOST_WORDS,
    width: int = WIDTH,
    markdown: bool = False,
    own: str = "",
) -> Iterator[Found]:
    """All that is to be said of ``text``. ``own`` holds texts of the plan's author, which are left alone."""
    theirs = sorted((part for part in own.split("\n") if len(part) > 3), key=len, reverse=True)
    for number, line in enumerate(text.split("\n"), start=1):
        if not markdown and len(line) > width:
            yield Found(number, f"line of {len(line)} columns", line)
    for unit in _units(text, width, markdown):
        # A title counts as the words that it has, and is not judged.
        plain, judged = unit.text, unit.text
        for part in theirs:
            judged = "" if judged and judged in part else judged.replace(part, " … ")
        for sentence in ENDS.split(LAW.sub("", plain)):
            length = sum(any(letter.isalnum() for letter in word) for word in sentence.split())
            if length > words:
                yield Found(unit.line, f"sentence of {length} words", sentence)
        for pattern, better in (FORBIDDEN | FOR_PEOPLE if people else FORBIDDEN).items():
            for hit in re.finditer(pattern, judged, re.IGNORECASE if pattern.islower() else 0):
                if hit[0].isupper() and len(hit[0]) > 1 and pattern.islower():
                    continue  # a name such as HEAD
                say = f": say '{better}'" if better else ""
                yield Found(unit.line, f"'{hit[0]}'{say}", unit.text)
        for hit in TWO_DIGITS.finditer(judged):
            yield Found(unit.line, f"year of two digits: '{hit[0]}'", unit.text)
        for hit in SAME_MONTH.finditer(judged):
            yield Found(unit.line, f"month said twice: '{hit[0]}'", unit.text)
        if people:
            for hit in ID.finditer(judged):
                yield Found(unit.line, f"id in quotes: {hit[0]}", unit.text)
            for hit in ISO.finditer(judged):
                yield Found(unit.line, f"date for machines: {hit[0]}", unit.text)


def _units(text: str, width: int, markdown: bool) -> Iterator[Unit]:
    """Prose put together again: a line goes on where the next word would not have fitted and the column is the same."""
    open_at, number_at, said, before = -1, 0, "", ""
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        blank = not line.strip() or SKIPPED.search(line) is not None
        cells = [] if blank else list(_cells(line, markdown))
        column, first = cells[0] if cells else (-1, "")
        fits = len(before) + 1 + len(first.split(" ")[0]) <= width
        if len(cells) == 1 and column == open_at and not fits and not MARKER.match(first) and not markdown:
            said, before = f"{said} {first}", line
            continue
        if said:
            yield Unit(number_at, said)
            said = ""
        for _, cell in cells[:-1]:
            yield Unit(number, cell)
        if cells:
            column, said = cells[-1]
            marked = MARKER.match(said)
            open_at, number_at, before = column + (len(marked[0]) if marked else 0), number, line
        else:
            open_at, before = -1, ""


def _cells(line: str, markdown: bool) -> Iterator[tuple[int, str]]:
    """The texts in a line, with the column at which each begins: cells are two or more spaces apart."""
    if markdown and line.lstrip().startswith("|"):
        yield from ((0, cell.strip()) for cell in line.strip().strip("|").split("|") if cell.strip())
        return
    for hit in re.finditer(r"\S+(?: \S+)*", line):
        yield hit.start(), hit[0].strip("*#") if markdown else hit[0]


def own_words(yaml: str) -> str:
    """Titles, notes, owners, sources of a plan file: its author's words, which the program only repeats."""
    found = re.findall(r"^\s*(?:plan|title|note|source|owner|authority): *(?:>-)?[\"']?(.+?)[\"']?\s*$", yaml, re.M)
    return "\n".join(found)


def prose(markdown: str) -> str:
    """A page without its code blocks and the addresses of its links, each paragraph on one line."""
    text = re.sub(r"^```.*?^```\n?", "", markdown, flags=re.M | re.S)
    text = re.sub(r"\]\([^)]*\)", "]", text)
    return re.sub(r"(?<!\n)\n(?![\n|#*-]|\s+[-*] |\d+\. )\s*", " ", text)


def comments(yaml: str) -> str:
    """The comments of a plan file: those of neighbouring lines are one paragraph."""
    paragraphs: list[str] = []
    before = None
    for line in yaml.split("\n"):
        alone = re.match(r"(\s*)# ?(.*)$", line)
        beside = re.search(r"\s#\s(.*)$", line)
        if alone and alone[2].startswith("yaml-language-server"):
            continue
        if alone and alone[1] == before and paragraphs and alone[2]:
            paragraphs[-1] += f" {alone[2]}"
        elif alone or beside:
            paragraphs.append((alone or beside)[2 if alone else 1])
        before = alone[1] if alone else None
    return "\n\n".join(paragraphs)
