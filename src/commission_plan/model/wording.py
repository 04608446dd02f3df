"""A validation error of the model -> a finding that a commissioner understands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from pydantic import BaseModel

from commission_plan.findings import Finding, Mend, Place, Rule, Severity
from commission_plan.model import values
from commission_plan.model.plan import CLASSES, Contract, Extension, Milestone, Plan, Service, keys, shape
from commission_plan.source import Document

UNKNOWN_KEY = Rule(
    "unknown-key",
    Severity.ERROR,
    """The plan file has no such key.

Most often it is misspelt, or it is another word for a key that plans have. The key that is meant is offered. Anything
else worth saying goes into `note`.
""",
)
MISSING_KEY = Rule(
    "missing-key",
    Severity.ERROR,
    """Something that the plan needs is missing.

A plan has a title, a contract has its last day, and a service has a contract or a day from which it is needed.
""",
)
WRONG_VALUE = Rule(
    "wrong-value",
    Severity.ERROR,
    """A value cannot be read, or contradicts another.

Dates are `2027-03-31`, `31 March 2027` or, where a month will do, `2027-03`. Lengths of time are `20wd`, `35d`, `4w`,
`3mo` or `1y`.
""",
)
RULES = (UNKNOWN_KEY, MISSING_KEY, WRONG_VALUE)

#: What is most often written in a mapping, said where a key is like none of them.
_MOST_USED: dict[type[BaseModel], tuple[str, ...]] = {
    Plan: ("plan", "as_of", "services", "committees", "milestones", "note"),
    Service: ("title", "contracts", "needed_from", "go_live", "new_contract", "note"),
    Contract: ("title", "suppliers", "start", "end", "extensions", "note"),
    Extension: ("to", "status", "by", "notice", "notice_given", "note"),
    Milestone: ("title", "takes", "after", "at", "on", "by"),
}
_MOST_KEYS = 6

#: Names are compared letter by letter.
_MOST_COMPARED = 2_000
#: Letters too many or too few that are a slip of the pen; more of them say something.
_MOST_LETTERS = 2
#: What to write, for an example, where a key is missing or its value is empty.
_EXAMPLES = {
    "plan": "Home care from April 2027",
    "end": "2027-03-31",
    "to": "2028-03-31",
    "from": "2027-12-24",
    "for": "[approval, award]",
    "chance": "10%",
    "at": "tender",
    "range": "[shortest, longest]",
    "hold": "[shortest, likely, longest]",
    "title": "Tender",
    "note": "agreed on 3 March 2027",
    "takes": "4w",
}


def finding(error: Any, document: Document) -> Finding:
    """What one entry of ``ValidationError.errors()`` says, at its place in the plan."""
    place: Place = error["loc"]
    kind: str = error["type"]
    if place and place[-1] == "[key]":
        place = place[:-1]
    return _WORDS.get(kind, _other)(place, error, document)


def nearest(word: str, known: list[str]) -> str | None:
    """The one of ``known`` that ``word`` was probably meant to be; of very many names the first ones are compared."""
    import difflib

    found = difflib.get_close_matches(word[:80], islice(known, _MOST_COMPARED), n=1, cutoff=0.6)
    return found[0] if found else None


def hint(word: str, known: Iterable[str], otherwise: str) -> str:
    """What is said behind a word that is not known: the one that was probably meant, else ``otherwise``."""
    meant = nearest(word, list(known))
    return f"use '{meant}'" if meant else otherwise


def slip_of_the_pen(word: str, meant: str) -> bool:
    """Whether ``word`` says no more than ``meant`` does, so that one may stand for the other without a question."""
    digits = [sign for sign in word if sign.isdigit()] == [sign for sign in meant if sign.isdigit()]
    return digits and ":" not in word and abs(len(word) - len(meant)) <= _MOST_LETTERS


def class_at(place: Place) -> type[BaseModel] | None:
    """The class of the mapping at ``place``; None where no record of the plan stands."""
    for path, cls in CLASSES.items():
        if len(path) == len(place) and all(want in ("*", have) for want, have in zip(path, place, strict=True)):
            return cls
    return None


def keys_of(cls: type[BaseModel]) -> list[str]:
    """The keys that a mapping of this class may have, as the file spells them."""
    return [cls.model_fields[name].alias or name for name in keys(cls)]


def meant_key(place: Place) -> str | None:
    """The key that was meant by the one at ``place``, which plans do not have."""
    from commission_plan.model import council
    from commission_plan.model.meant import straight

    cls = class_at(place[:-1])
    return council.meant_key(straight(str(place[-1])), keys_of(cls)) if cls else None


def _unknown_key(place: Place, error: Any, document: Document) -> Finding:
    from commission_plan.model import council

    key = str(place[-1])
    if (run_together := _run_together(place, error, document)) is not None:
        return run_together
    cls = class_at(place[:-1])
    known = keys_of(cls) if cls else []
    meant = meant_key(place)
    if _pasted(key):
        fix = f"take them out: `{meant}` (`--fix` does it)" if meant else f"take them out: `{key.strip(_CURLY)}`"
    elif meant is None:
        most = (
            [*_MOST_USED.get(cls, ()), *(other for other in known if other not in ("note", "source"))] if cls else known
        )
        shown = list(dict.fromkeys(most))[:_MOST_KEYS]
        more = len(known) - len(shown)
        fix = f"keys here: {', '.join(shown)}" + (f", and {more} more: plan schema" if more > 0 else "")
    elif nearest(key, [meant]) or meant not in council.PURPOSES:
        fix = f"write `{meant}`"
    else:
        fix = f"{council.PURPOSES[meant]}, write `{meant}`"
    mend = Mend(place, meant, key=True) if meant and _surely(key, meant) else None
    message = _of_line(place, document, _SAID_CURLY) if _pasted(key) else f"`{_short(key)}` is not a key here"
    return UNKNOWN_KEY.finding(place, message, fix, mend=mend)


def _run_together(place: Place, error: Any, document: Document) -> Finding | None:
    """What is said of a part in braces that is taken for a key: the rest of an amount, or a key without a colon."""
    key, cls = str(place[-1]), class_at(place[:-1])
    if cls is None or _input(error) != "":
        return None
    word, _, value = key.partition(" ")
    if value and word in keys_of(cls):
        fix = f"write `{word}: {_short(value)}`"
        return UNKNOWN_KEY.finding(place, f"there is no colon after `{word}`", fix)
    holder: Any = document.data
    for part in place[:-1]:
        holder = holder.get(part) if isinstance(holder, dict) else None
    before = list(holder)[: list(holder).index(key)] if isinstance(holder, dict) and key in holder else []
    if re.fullmatch(r"\d{3}(?: .*)?", key) and before and str(holder[before[-1]]).startswith("£"):
        fix = f'put it in quotes: `{before[-1]}: "{holder[before[-1]]},{key}"`'
        return UNKNOWN_KEY.finding(place, f"the amount in `{before[-1]}` has a comma in it", fix)
    return None


def _missing_key(place: Place, error: Any, document: Document) -> Finding:
    key = str(place[-1])
    fix = f"add `{key}: {_EXAMPLES.get(key, '...')}`"
    if place == ("plan",):
        return MISSING_KEY.finding((), "the plan has no title", fix)
    of = f"{place[-2]!r}" if len(place) > 1 else "the plan"
    return MISSING_KEY.finding(place[:-1], f"{of} has no `{key}`", fix)


def _unreadable(place: Place, error: Any, document: Document) -> Finding:
    context = error["ctx"]
    is_key = place[-1] == _input(error)
    if not is_key and (named := _named(place, str(_input(error)), document)) is not None:
        return named
    message, meant, fix = _short(context["message"], 200), context.get("meant"), context["fix"]
    if _key(place) == "range" and (limits := _limits(_input(error))) is not None:
        fix = f"write `range: {limits}`"
    mend = Mend(place, meant) if meant and not is_key else None
    return WRONG_VALUE.finding(place, message, fix, at_key=is_key, mend=mend)


def _limits(text: Any) -> str | None:
    """The list that is meant by a range in one text, such as ``8-10 weeks``."""
    from commission_plan.model.meant import length_range, straight

    found = length_range(straight(text)) if isinstance(text, str) else None
    return None if found is None else f"[{found[0].count}{found[0].unit}, {found[1].count}{found[1].unit}]"


def _named(place: Place, text: str, document: Document) -> Finding | None:
    """What is said where a step or a committee is named by its title, or with a capital."""
    what = _refers_to(place)
    match = re.fullmatch(
        r"(?P<start>start of )?(?P<name>[^+]+?)(?P<lag> ?\+ ?\S.*| - ?\S.*)?", text.strip(), re.IGNORECASE
    )
    if what is None or match is None:
        return None
    word, section = what
    known: Any = document.data.get(section)
    name = match["name"]
    id = _id_of(name, known) if isinstance(known, dict) else None
    if id is None or id == name:
        return None
    title = known[id].get("title") if isinstance(known[id], dict) else None
    is_title = isinstance(title, str) and title.casefold() == name.casefold()
    said = (
        f"is the title of a {word}" if is_title or word == "committee" else "has capitals or spaces, and ids have none"
    )
    meant = f"{'start of ' if match['start'] else ''}{id}{match['lag'] or ''}"
    fix = f"write its id: {meant}"
    return WRONG_VALUE.finding(place, f"{_short(name)!r} {said}", fix, at_key=False, mend=Mend(place, meant))


def _refers_to(place: Place) -> tuple[str, str] | None:
    """What the value at ``place`` names: a step or a committee, and the section in which they are."""
    key = next((part for part in reversed(place) if isinstance(part, str)), "")
    if key == "next_meeting" or (key == "at" and place[:1] == ("milestones",)):
        return "committee", "committees"
    if key in ("after", "finish_after", "go_live", "decision", "at"):
        return "step", "milestones"
    return None


def _id_of(name: str, known: dict[str, Any]) -> str | None:
    """The id of the record whose title, or whose id in other letters, is ``name``."""
    made = values.as_id(name)
    if made in known:
        return made
    for id, record in known.items():
        title = record.get("title") if isinstance(record, dict) else None
        if isinstance(title, str) and values.as_id(title) == made and values.ID.fullmatch(id):
            return str(id)
    return None


_CURLY = "“”„‟‘’‚‛"
_SAID_CURLY = "has curly quotes (“ ”)"


def _pasted(text: str) -> bool:
    return bool(text) and (text[0] in _CURLY or text[-1] in _CURLY)


def _of_line(place: Place, document: Document, said: str) -> str:
    return f"line {document.locate(place, at_key=False).line} {said}"


def _signs(place: Place, error: Any, document: Document) -> Finding:
    """Curly quotes, long dashes and what cannot be seen, which look right and are not what a plan has."""
    from commission_plan.model.meant import HIDDEN

    text, meant = error["ctx"]["message"], error["ctx"]["meant"]
    is_key = place[-1] == _input(error)
    if hidden := next((sign for sign in text if re.match(HIDDEN, sign)), None):
        said, fix = f"has a hidden character (U+{ord(hidden):04X})", f"type it again: {meant}"
    elif _pasted(text):
        key = f"{place[-1]}: " if isinstance(place[-1], str) and not is_key else ""
        said, fix = _SAID_CURLY, f"take them out: `{key}{meant}`"
    else:
        sign = next((sign for sign in text if sign in "‐‑‒–—―−"), "–")
        dated = re.match(r"\d{4}-\d\d", meant)
        said = f"has long dashes ({sign}) in a date" if dated else f"has a long dash ({sign})"
        fix = f"write {meant}"
    mend = None if is_key else Mend(place, meant)
    fix += " (`--fix` does it)" if mend else ""
    return WRONG_VALUE.finding(place, _of_line(place, document, said), fix, at_key=is_key, mend=mend)


def _trailing(place: Place, error: Any, document: Document) -> Finding:
    """A value with a comma behind it, as in a list in brackets."""
    text, meant = error["ctx"]["message"], error["ctx"]["meant"]
    return WRONG_VALUE.finding(place, f"{_short(text)!r} ends with a comma", f"take it out: {meant}", at_key=False)


def _several(place: Place, error: Any, document: Document) -> Finding:
    """A text with several values in it, with commas or words between them."""
    parts = error["ctx"]["fix"].split("\n")
    number = "two" if len(parts) == 2 else f"{len(parts):,}"
    what = "dates" if re.search(r"\d{4}", parts[0]) else "lengths" if re.match(r"\d", parts[0]) else "names"
    message = f"{_short(error['ctx']['message'])!r} is one text with {number} {what}"
    if isinstance(place[-1], int):
        return WRONG_VALUE.finding(place, message, f"write `{_key(place)}: [{', '.join(parts)}]`", at_key=False)
    return WRONG_VALUE.finding(place, message, f"write one of them: `{_key(place)}: {parts[0]}`", at_key=False)


#: By the key that chooses from a list of words: what each of them is.
_CHOSEN = {
    "kind": "a kind of step",
    "for": "a kind of step",
    "status": "a status of an extension",
    "procedure": "a procedure",
    "regime": "a law that we know",
    "calendar": "a calendar that we know",
    "distribution": "a distribution",
    "outcome": "an outcome",
}


def _choice(place: Place, error: Any, document: Document) -> Finding:
    from commission_plan.model import council

    word, choices = error["ctx"]["message"], error["ctx"]["fix"].split("\n")
    meant = council.meant_choice(word, choices)
    key = _key(place)
    message = f"{_short(word)!r} is not {_CHOSEN.get(key, 'known here')}"
    if key == "regime" and word.lower().startswith(_OF_SCOTLAND):
        message += ": Scotland's laws are pcs-2015 and pra-2014"
        fix = "take out `regime`, and write `nation: scotland`, which chooses between them"
        return WRONG_VALUE.finding(place, message, fix, at_key=False)
    few = len(choices) <= _MOST_KEYS
    if meant is not None:
        fix = f"write {meant}"
    else:
        some = choices[9:11] or choices[:2]
        fix = f"write {_either(choices)}" if few else f"write one that plans have, such as {_either(some)}"
    fix += "" if few else f". All {'kinds' if key in ('kind', 'for') else 'words'}: plan schema"
    mend = Mend(place, meant) if meant and _surely(word, meant) else None
    return WRONG_VALUE.finding(place, message, fix, at_key=False, mend=mend)


def _surely(word: str, meant: str) -> bool:
    """Whether ``meant`` may be written without a question: a word that councils have for it, or a slip of the pen."""
    return nearest(word, [meant]) is None or slip_of_the_pen(word, meant)


#: How people call the procurement law of Scotland, which must not be taken for England's.
_OF_SCOTLAND = ("pcs", "pras", "pcsr", "scot")


def _either(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _shape(wanted: str, fix: str) -> Callable[[Place, Any, Document], Finding]:
    def word(place: Place, error: Any, document: Document) -> Finding:
        value = _input(error)
        if isinstance(value, str) and not value.strip():
            return _empty(place, error, document)
        if isinstance(value, str) and (run_on := _run_on(place, value)) is not None:
            return run_on
        return WRONG_VALUE.finding(place, f"`{_key(place)}` has {shape(value)}, and needs {wanted}", fix)

    return word


def _run_on(place: Place, text: str) -> Finding | None:
    """What is said where a key is taken for a text, because nothing separates it from its value."""
    cls = class_at(place)
    match = re.fullmatch(r"([A-Za-z_]+)(:?)(\s*)(.*)", text, re.DOTALL)
    if cls is None or match is None or match[1] not in keys_of(cls) or (match[2] and match[3]):
        return None
    key = match[1]
    if match[2]:
        message, fix = f"there is no space after the colon of `{key}`", f"write `{key}: {_short(match[4])}`"
    else:
        message, fix = f"there is no colon after `{key}`", f"write `{key}:` and then its value"
    return WRONG_VALUE.finding(place, message, fix, at_key=False)


def _empty(place: Place, error: Any, document: Document) -> Finding:
    return WRONG_VALUE.finding(place, f"`{_key(place)}` is empty", "write a value, or take the line out")


def _one_text(place: Place, error: Any, document: Document) -> Finding:
    key = _key(place)
    fix = f"write one value: `{key}: {_EXAMPLES.get(key, _first(_input(error)) or '...')}`"
    return WRONG_VALUE.finding(place, f"`{key}` has {error['ctx']['message']}, and needs one text", fix)


def _first(value: Any) -> str:
    """The first text in a list."""
    return next((item for item in value if isinstance(item, str)), "") if isinstance(value, list) else ""


def _length(place: Place, error: Any, document: Document) -> Finding:
    context, key = error["ctx"], _key(place)
    wanted = context.get("min_length", context.get("max_length"))
    fix = f"write `{key}: {_EXAMPLES.get(key, '[...]')}`"
    has = context["actual_length"]
    message = f"`{key}` has {has:,} value{'' if has == 1 else 's'}, and needs {wanted}" if has else f"`{key}` is empty"
    return WRONG_VALUE.finding(place, message, fix)


def _other(place: Place, error: Any, document: Document) -> Finding:
    return WRONG_VALUE.finding(place, f"`{_key(place)}` cannot be read: {error['msg']}", "see the keys: plan schema")


_WORDS: dict[str, Callable[[Place, Any, Document], Finding]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing_key,
    "unreadable": _unreadable,
    "pasted": _signs,
    "several": _several,
    "trailing": _trailing,
    "empty": _empty,
    "shape": _one_text,
    "choice": _choice,
    "model_type": _shape("keys of its own", "write its keys on lines of their own below it, further in"),
    "dict_type": _shape("entries of its own", "write its entries on lines of their own below it, each with an id"),
    "list_type": _shape("a list", "write it as [first, second]"),
    "too_short": _length,
    "too_long": _length,
}


def _input(error: Any) -> Any:
    return error.get("input")


def _key(place: Place) -> str:
    """The key that a place is about; for an item of a list the list's."""
    return next((_short(part) for part in reversed(place) if isinstance(part, str)), "plan")


def _short(text: str, most: int = 80) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
