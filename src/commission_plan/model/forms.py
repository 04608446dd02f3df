"""What a value looks like, for the JSON Schema: of each parser in ``values`` its pattern, its examples and its help.

Loaded only by ``plan schema`` and the editor: a check reads values with the parsers themselves. A pattern accepts all
that its parser accepts. What no pattern can know (that February has no 30th) the parser finds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from commission_plan.days.recurrence import MONTHS, ORDINALS, WEEKDAYS
from commission_plan.model import values

#: A plan's scalars are text, whatever YAML takes them for: an id may be ``no`` or ``1e3``.
_SCALAR = ["string", "number", "boolean", "null"]

_ID = values.ID.pattern
_REFERENCE = values.REFERENCE.pattern
_YEAR = "(?:199[0-9]|2[01][0-9][0-9])"
_COUNT = "(?:0|[1-9][0-9]{0,3})"


def _any_case(word: str) -> str:
    return "".join(f"[{letter.upper()}{letter}]" for letter in word)


def _one(words: tuple[str, ...] | dict[str, int]) -> str:
    return f"(?:{'|'.join(map(_any_case, words))})"


_ISO = f"{_YEAR}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?"
_WEEKDAY = f"(?:(?:{'|'.join(f'{_any_case(name[:3])}[a-z]*' for name in WEEKDAYS)})\\.?,? )"
_MONTH = f"(?:{'|'.join(f'{_any_case(name[:3])}[A-Za-z]*' for name in MONTHS)})\\.?"
_NUMBER = "(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?"
_DATE = f"(?:{_WEEKDAY}?{_ISO}\\.?|(?:{_WEEKDAY}?{_NUMBER} (?:of )?)?{_MONTH},? {_YEAR}\\.?)"
_DURATION = f"{_COUNT} ?(?:wd|working days?|d|days?|w|weeks?|mo|months?|y|years?)"
_AND = "(?:, *| and |, and )".replace(" and ", f" {_any_case('and')} ")
_EVERY = (
    f"(?:{_one(ORDINALS)}(?:{_AND}{_one(ORDINALS)})* )?{_one(WEEKDAYS)}"
    f"(?: {_any_case('of')} {_one(MONTHS)}(?:{_AND}{_one(MONTHS)})*)?"
)


#: In a schema, the name of the form that it is: forms are written once and referred to.
NAME = "x-form"


def _form(name: str, pattern: str, examples: list[str], wrong: str, **more: Any) -> dict[str, Any]:
    # ``patternErrorMessage`` is what yaml-language-server shows in place of the pattern.
    return {
        NAME: name,
        "type": "string",
        "pattern": f"^(?:{pattern})$",
        "examples": examples,
        "patternErrorMessage": wrong,
        **more,
    }


_DATES = "Write a date as 2027-03-31 or 31 March 2027, or a month as 2027-03."
_DURATIONS = "Write 20wd (working days), 35d (calendar days), 4w, 3mo or 1y."


def form(parse: Callable[..., Any], *, year_alone: bool = False) -> dict[str, Any]:
    """The JSON Schema of what ``parse`` reads; ``year_alone`` for dates of which the year will do."""
    if year_alone:
        examples = ["2027-03-31", "31 March 2027", "2027-03", "2027"]
        more = {"type": ["string", "integer"], "minimum": 1990, "maximum": 2199}
        return _form("date-or-year", f"{_DATE}|{_YEAR}", examples, _DATES, **more)
    made = _FORMS.get(parse)
    return dict(made) if made is not None else {NAME: "text", "type": _SCALAR, "minLength": 1}


def choice(words: tuple[str, ...]) -> dict[str, Any]:
    return {"enum": list(words)}


def identifier() -> dict[str, Any]:
    wrong = "Write an id in small letters, digits and single hyphens, such as award-decision."
    return _form("id", _ID, ["award"], wrong, type=_SCALAR)


_FORMS: dict[Callable[..., Any], dict[str, Any]] = {
    values.parse_date: _form("date", _DATE, ["2027-03-31", "31 March 2027", "2027-03"], _DATES),
    values.parse_days: _form(
        "days",
        rf"{_DATE}(?:\s*\.\.\s*{_DATE})?",
        ["2027-08", "2027-12-24..2027-12-31"],
        f"{_DATES} A range is FIRST..LAST.",
    ),
    values.parse_meeting: _form(
        "meeting",
        rf"{_DATE}(?:\s*\.\.\s*{_DATE})?",
        ["2027-03-15", "15 March 2027"],
        f"{_DATES} A range is FIRST..LAST.",
    ),
    values.parse_duration: _form("duration", _DURATION, ["20wd", "35d", "4w", "3mo", "1y"], _DURATIONS),
    values.parse_takes: _form(
        "duration-or-unknown",
        f"{_DURATION}|unknown",
        ["20wd", "35d", "4w", "3mo", "unknown"],
        f"{_DURATIONS} Or: unknown.",
    ),
    values.parse_link: _form(
        "link",
        rf"(?:start of )?{_REFERENCE}(?:(?: ?\+ ?| - ?){_DURATION})?",
        ["tender", "tender + 5wd", "start of tender + 10d", "trs/award"],
        "Write the id of a milestone, such as tender, tender + 5wd or start of tender + 10d.",
        type=_SCALAR,
    ),
    values.parse_reference: _form(
        "milestone",
        _REFERENCE,
        ["award", "trs/award"],
        "Write the id of a milestone, such as award, or of another plan's, such as trs/award.",
        type=_SCALAR,
    ),
    values.parse_most: _form(
        "number-of-decisions",
        "[1-9][0-9]{0,3}",
        ["6"],
        "Write a whole number, such as 6.",
        type=["string", "integer"],
        minimum=1,
        maximum=9999,
    ),
    values.parse_every: _form(
        "recurrence",
        _EVERY,
        ["third monday", "first and third tuesday", "last friday of march"],
        "Write third monday, first and third tuesday or last friday of march.",
    ),
    values.parse_money: _form(
        "money",
        r"£ ?(?:[0-9]{1,3}(?:,[0-9]{3}){0,4}|[0-9]{1,15})(?:\.[0-9]{2})?(?: (?:inc|ex) VAT)?",
        ["£663540", "£3266.61 inc VAT"],
        "Write £663,540 or £3,266.61, with inc VAT or ex VAT; in braces or brackets, in quotes.",
    ),
    values.parse_yes: _form(
        "yes-or-no",
        "true|false|yes|no",
        ["true", "false"],
        "Write true or false, yes or no.",
        type=["string", "boolean"],
    ),
    values.parse_file: _form(
        "file-beside-the-plan",
        r"[^\\:]*[^\\:/]\.ya?ml",
        ["council.yaml"],
        "Write the name of a file in the plan's folder, such as council.yaml.",
    ),
    values.parse_plan_file: _form(
        "another-plan",
        r"(?:\./)?(?:\.\./){0,8}[^\\:]*[^\\:/]\.ya?ml",
        ["trs.yaml", "../trs/plan.yaml"],
        "Write where the other plan lies from this one's folder, such as trs.yaml.",
    ),
    values.parse_chance: _form(
        "chance",
        r"(?:0*100(?:\.0{1,4})?|[0-9]{1,2}(?:\.[0-9]{1,4})?|0[0-9]{2}(?:\.[0-9]{1,4})?)%",
        ["10%", "2.5%"],
        "Write a percentage from 0% to 100%, such as 10%.",
    ),
    values.parse_correlation: _form(
        "correlation",
        r"0(?:\.[0-9]{1,4})?|1(?:\.0{1,4})?"
        r"|(?:0*100(?:\.0{1,4})?|[0-9]{1,2}(?:\.[0-9]{1,4})?|0[0-9]{2}(?:\.[0-9]{1,4})?)%",
        ["0.3"],
        "Write a number from 0 to 1, such as 0.3.",
        type=["string", "number"],
    ),
    values.parse_range: _form(
        "run-of-milestones",
        rf"\s*{_ID}\s*\.\.\s*{_ID}\s*",
        ["tender..evaluation"],
        "Write two ids, such as tender..evaluation.",
    ),
}
