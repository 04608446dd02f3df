"""What the title of an entry says: whose meeting it is, and what is said of the one meeting."""

from __future__ import annotations

import re

_OFF = r"cancell?ed|cancellation|postponed|abandoned|withdrawn|not taking place|no longer taking place"
_CANCELLED = re.compile(rf"\b(?:{_OFF})\b", re.IGNORECASE)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_MOVED = re.compile(
    r"\b(?:rescheduled|moved|re-?arranged|deferred|adjourned) to\b"
    rf".{{0,20}}?\d{{1,2}}(?:st|nd|rd|th)?(?:[/.]\d| {_MONTH})",
    re.IGNORECASE,
)
_PROVISIONAL = re.compile(r"\b(?:provisional|reserve date|tentative|if required|to be confirmed|tbc)\b", re.IGNORECASE)
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_WHEN = re.compile(
    rf",? *(?:on )?{_DAY}\b.*$|,? +(?:on )?\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}[a-z]*\b(?: \d{{4}})?.*$", re.IGNORECASE
)
#: Words that are about the one meeting, where they stand in brackets or behind a dash: they make no other body.
_REMARK = "|".join(
    (
        rf"(?:meeting |has been |is |was )?(?:{_OFF})\b.*",
        r"(?:meeting |has been |is |was )?(?:moved|re-?scheduled|re-?arranged|brought forward|put back|deferred)\b.*",
        r"(?:reconvened|adjourned|originally|formerly|previously|in place of|instead of|change of|please note)\b.*",
        r"(?:was|replaces|replacing|changed)\b.*\d.*",
        r"(?:new |changed )?(?:date|time|venue|room|location|day)(?: changed| moved)?",
        r"(?:provisional|reserve|tentative|if required|if needed|to be confirmed|tbc)\b.*",
        r"(?:special|extraordinary|additional|extra|urgent|annual|budget)(?: meeting)?",
        r"(?:virtual|remote|online|hybrid|in person|in private|private|public|webcast)(?: meeting)?",
        rf"(?:at |from )?\d{{1,2}}(?:[.:]\d\d)? ?(?:am|pm|noon)\b.*|{_DAY}\b.*",
        rf"\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}\w*\b.*|\d{{1,2}}/\d{{1,2}}.*",
    )
)
_IN_BRACKETS = re.compile(rf"[(\[]\s*(?:{_REMARK})\s*[)\]]", re.IGNORECASE)
_BEHIND = re.compile(rf"\s*(?:[-–—:,;]|\*+)\s*(?:{_REMARK})$", re.IGNORECASE)
_EDGES = " -–—:,;.!*"


def off(said: str) -> bool:
    """Whether the meeting does not take place on its day."""
    return bool(_CANCELLED.search(said) or _MOVED.search(said))


def uncertain(said: str) -> bool:
    """Whether it is not certain yet that it takes place."""
    return bool(_PROVISIONAL.search(said))


def body(title: str) -> str:
    """``Cabinet`` of ``CANCELLED - Cabinet``, ``Cabinet (moved from 15 June)`` and ``Cabinet, Monday 15 June 2026``.

    Brackets that are part of a name, as in ``Planning Committee (North)``, stay.
    """
    plain = _BEHIND.sub("", _IN_BRACKETS.sub(" ", title))
    plain = _MOVED.split(_CANCELLED.sub("", plain))[0]
    plain = _WHEN.sub("", _PROVISIONAL.sub("", plain))
    plain = re.sub(r"[(\[]\s*[)\]]|[-–—:,(\[] *meeting(?: is)?[\s)\]]*$", "", plain, flags=re.IGNORECASE)
    plain = re.sub(r"^meeting of (?:the )?", "", _bare(plain), flags=re.IGNORECASE)
    return " ".join(_bare(plain).split())


def _bare(text: str) -> str:
    """``text`` without marks at its ends, and without a bracket there that has no other half."""
    before = None
    while text != before:
        before = text
        text = text.strip(_EDGES)
        for left, right in ("()", "[]"):
            if text.count(left) > text.count(right):
                text = text.removesuffix(left).removeprefix(left)
            elif text.count(right) > text.count(left):
                text = text.removesuffix(right).removeprefix(right)
    return text
