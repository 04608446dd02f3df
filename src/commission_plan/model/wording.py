"""A validation error of the model -> a finding that a commissioner understands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from pydantic import BaseModel

from commission_plan.findings import Finding, Mend, Place, Rule, Severity
from commission_plan.model.plan import CLASSES, keys, shape

UNKNOWN_KEY = Rule(
    "unknown-key",
    Severity.ERROR,
    """A key that the plan format does not know.

Most often a slip of the pen, so the nearest known key is offered. Anything else worth saying goes into `note`.
""",
)
MISSING_KEY = Rule(
    "missing-key",
    Severity.ERROR,
    """A mapping lacks a key that it cannot do without.""",
)
WRONG_VALUE = Rule(
    "wrong-value",
    Severity.ERROR,
    """A value is not of the form that its key asks for, or cannot stand beside another key.

Dates are `2027-03-31`, `31 March 2027` or, where a month will do, `2027-03`; durations are `20wd`, `35d`, `4w`,
`3mo` or `1y`.
""",
)
RULES = (UNKNOWN_KEY, MISSING_KEY, WRONG_VALUE)


#: Names are compared letter by letter.
_MOST_COMPARED = 2_000
#: Letters too many or too few that are a slip of the pen; more of them say something.
_MOST_LETTERS = 2


def finding(error: Any) -> Finding:
    """What one entry of ``ValidationError.errors()`` says, at its place in the plan."""
    place: Place = error["loc"]
    kind: str = error["type"]
    if place and place[-1] == "[key]":
        place = place[:-1]
    return _WORDS.get(kind, _other)(place, error)


def nearest(word: str, known: list[str]) -> str | None:
    """The one of ``known`` that ``word`` was probably meant to be; of very many names the first ones are compared."""
    import difflib

    found = difflib.get_close_matches(word[:80], islice(known, _MOST_COMPARED), n=1, cutoff=0.6)
    return found[0] if found else None


def hint(word: str, known: Iterable[str], otherwise: str) -> str:
    """What is said behind a word that is not known: the one that was probably meant, else ``otherwise``."""
    meant = nearest(word, list(known))
    return f"did you mean '{meant}'?" if meant else otherwise


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


def _unknown_key(place: Place, error: Any) -> Finding:
    key = str(place[-1])
    cls = class_at(place[:-1])
    known = keys_of(cls) if cls else []
    meant = nearest(key, known)
    fix = f"did you mean {meant!r}?" if meant else f"known keys here: {', '.join(known)}"
    mend = Mend(place, meant, key=True) if meant and slip_of_the_pen(key, meant) else None
    return UNKNOWN_KEY.finding(place, f"unknown key {_short(key)!r}", fix, mend=mend)


def _missing_key(place: Place, error: Any) -> Finding:
    key = str(place[-1])
    if place == ("plan",):
        return MISSING_KEY.finding((), "the plan has no title", "begin with 'plan:' and a title")
    of = f"{place[-2]!r}" if len(place) > 1 else "the plan"
    return MISSING_KEY.finding(place[:-1], f"{of} has no {key!r}", f"add '{key}: ...'")


def _unreadable(place: Place, error: Any) -> Finding:
    context = error["ctx"]
    message = _short(context["message"], 200)
    is_key = place[-1] == _input(error)
    said = message if is_key else f"{_name(place)}: {message}"
    meant = context.get("meant")
    mend = Mend(place, meant) if meant and not is_key else None
    return WRONG_VALUE.finding(place, said, context["fix"], at_key=is_key, mend=mend)


#: How people call the procurement law of Scotland, which must not be taken for England's.
_OF_SCOTLAND = ("pcs", "pras", "pcsr", "scot")


def _choice(place: Place, error: Any) -> Finding:
    word, choices = error["ctx"]["message"], error["ctx"]["fix"].split("\n")
    if place[-1] == "regime" and word.lower().startswith(_OF_SCOTLAND):
        message = f"{_name(place)}: {_short(word)!r} is not known here: Scotland's procurement law is not among these"
        return WRONG_VALUE.finding(place, message, f"remove it, or one of: {', '.join(choices)}", at_key=False)
    meant = nearest(word, choices)
    fix = f"did you mean {meant!r}? " if meant else ""
    message = f"{_name(place)}: {_short(word)!r} is not known here"
    mend = Mend(place, meant) if meant and slip_of_the_pen(word, meant) else None
    return WRONG_VALUE.finding(place, message, f"{fix}one of: {', '.join(choices)}", at_key=False, mend=mend)


def _shape(wanted: str, fix: str) -> Callable[[Place, Any], Finding]:
    def word(place: Place, error: Any) -> Finding:
        value = _input(error)
        if isinstance(value, str) and not value.strip():
            return WRONG_VALUE.finding(place, f"{_name(place)} is empty", f"give it {wanted}, or remove the key")
        return WRONG_VALUE.finding(place, f"{_name(place)} is {shape(value)} where {wanted} belongs", fix)

    return word


def _length(place: Place, error: Any) -> Finding:
    context = error["ctx"]
    wanted = context.get("min_length", context.get("max_length"))
    has = context["actual_length"]
    entries = "no entry" if has == 0 else "one entry" if has == 1 else f"{has} entries"
    return WRONG_VALUE.finding(place, f"{_name(place)} has {entries}", f"give it {wanted}")


def _other(place: Place, error: Any) -> Finding:
    return WRONG_VALUE.finding(place, f"{_name(place)}: {error['msg']}", "see the plan file's documentation")


_WORDS: dict[str, Callable[[Place, Any], Finding]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing_key,
    "unreadable": _unreadable,
    "empty": _unreadable,
    "shape": _unreadable,
    "choice": _choice,
    "model_type": _shape("a mapping", "write its keys on lines of their own below it, indented"),
    "dict_type": _shape("a mapping", "write its entries on lines of their own below it, each with an id"),
    "list_type": _shape("a list", "write it as [first, second]"),
    "too_short": _length,
    "too_long": _length,
}


def _input(error: Any) -> Any:
    return error.get("input")


def _name(place: Place) -> str:
    """The key that a place is about; for an item of a list the list's."""
    for part in reversed(place):
        if isinstance(part, str):
            return repr(_short(part))
    return "the plan"


def _short(text: str, most: int = 80) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
