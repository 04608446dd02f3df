"""The words that people in a council use for the keys, kinds and statuses of a plan.

They are looked up before the nearest key by its letters, which sends people the wrong way: a ``duration`` is ``takes``,
however near ``distribution`` may be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

#: By key: its other names. Where a mapping has not the first key that a word stands for, the next one is taken.
_KEYS: tuple[tuple[str, str], ...] = (
    ("takes", "duration, length, days, weeks, months, working days, how long, time, lasts, effort, period"),
    ("on", "date, when, on the, day, planned for, planned date, date planned, scheduled, fixed date"),
    ("meets", "dates, meetings, meeting dates, date, when, meeting date, diary"),
    ("to", "end, ends, end date, until, till, expiry, expires, expiry date, last day, finish, runs to, extended to"),
    ("from", "start, starts, start date, begin, begins, first day, since, date"),
    ("by", "due, deadline, due date, latest, due by, no later than, not after, must end, finish by, until, end, ends"),
    ("by", "end date, finish, finish date, target, target date"),
    ("not_before", "earliest, start after, earliest start, no earlier than, not earlier than, from, begins after"),
    ("start", "start date, starts, begins, from, began, commencement, commences"),
    ("started", "start, start date, actual start, began, begun, starts"),
    (
        "done",
        "finished, completed, actual, complete, actual finish, actual end, completion date, date completed, ended",
    ),
    ("after", "depends on, predecessor, predecessors, requires, follows, waits for, depends, dependency, dependencies"),
    ("after", "needs, preceded by, previous, prerequisite, blocked by, following, comes after"),
    ("at", "committee, meeting, board, decided by, decision maker, decided at, forum, panel, body, milestone, step"),
    (
        "owner",
        "lead, officer, responsible, who, lead officer, responsible officer, assigned to, manager, team, contact",
    ),
    ("suppliers", "provider, supplier, contractor, providers, contractors, supplied by, vendor, who"),
    ("end", "expiry, ends, end date, expires, expiry date, to, until, contract end, last day, finish"),
    ("extensions", "options, extension, option, extension options"),
    ("milestones", "tasks, steps, stages, milestone, task, step, stage, activities, activity, timeline, timetable"),
    ("closures", "holidays, shutdown, closure, closed, office closures, closedown"),
    ("blackouts", "purdah, pre-election, pre-election period, blackout"),
    ("committees", "committee, meetings, boards, governance, decision makers, diaries"),
    ("services", "service"),
    ("contracts", "contract, current contract, current contracts"),
    ("scenarios", "scenario, what if, what ifs, options"),
    ("risks", "risk"),
    ("plan", "title, name, project, project name, plan title, plan name"),
    ("title", "name, label, heading, milestone name"),
    ("authority", "council, organisation, organization, local authority, borough"),
    ("as_of", "as at, date, data date, status date, today, updated, last updated, asof, report date"),
    ("note", "comment, notes, remarks, comments, remark, description, details"),
    ("source", "reference, minutes, link, url, ref, evidence"),
    ("papers", "report deadline, papers deadline, papers due, reports due, agenda deadline, paper deadline"),
    ("notice", "notice period, notice required, key decision notice"),
    ("every", "meets every, frequency, how often, rule, recurrence"),
    ("chance", "probability, likelihood, likely"),
    ("adds", "delay, impact, effect, extra time"),
    ("go_live", "start of service, service start, new service, service starts, go live date, milestone"),
    ("value", "contract value, estimated value, cost, budget, total value"),
    ("kind", "type, category, stage"),
    ("for", "kind, kinds, applies to"),
    ("like", "based on, extends"),
    ("needed_from", "needed, required from, from, start"),
)

_KINDS: dict[str, str] = {
    "tender-notice": "itt, invitation, publication, advert, invitation to tender, advertisement, contract notice",
    "tender": "tendering, tender period, bidding",
    "evaluation": "scoring, moderation, evaluate, assessment, bid evaluation",
    "award": "contract award, award decision",
    "standstill": "alcatel, standstill period, alcatel period",
    "contract-signature": "signing, signature, sign contract, contract signing, sealing",
    "mobilisation": "transition, implementation, mobilization, handover",
    "go-live": "start, service start, start of service, golive, launch",
    "consultation": "section 20, engagement, survey",
    "market-engagement": "soft market test, soft market testing, market testing, pin",
    "needs-analysis": "needs assessment, jsna",
    "specification": "spec, service specification",
    "selection": "psq, pqq, sq, shortlisting",
    "approval": "sign off, sign-off, permission, cabinet, decision to tender",
    "exercised": "taken, used, agreed, confirmed, invoked, extended",
    "declined": "refused, rejected, not taken, no",
    "available": "possible, optional, open, not used",
    "proposed": "suggested, to be agreed, under discussion",
    "planned": "intended, expected, to be taken",
}

#: What a key is for, said where another word was used for it.
PURPOSES: dict[str, str] = {
    "takes": "for how long a step lasts",
    "on": "for the day of an event",
    "by": "for a deadline",
    "not_before": "for the first day on which it can start",
    "started": "for the day on which it was started",
    "done": "for the day on which it ended",
    "after": "for what it waits for",
    "at": "for the committee that decides it",
    "owner": "for who does it",
    "suppliers": "for who provides the service",
    "end": "for the last day of the contract",
    "to": "for the last day",
    "from": "for the first day",
    "start": "for the first day of the contract",
    "extensions": "for rights to extend",
    "milestones": "for the steps",
    "closures": "for days when the council is closed",
    "blackouts": "for weeks when steps cannot happen",
    "note": "for anything else",
    "source": "for where a fact comes from",
    "meets": "for the dates of meetings",
}


def meant_key(word: str, known: Sequence[str]) -> str | None:
    """The one of the keys ``known`` that a person meant by ``word``; None where it cannot be told."""
    return _meant(_plain(word), _keys(tuple(known)))


def meant_choice(word: str, known: Sequence[str]) -> str | None:
    """The one of the words ``known`` that a person meant by ``word``; None where it cannot be told."""
    return _meant(_plain(word), _choices(tuple(known)))


@lru_cache
def _keys(known: tuple[str, ...]) -> dict[str, str]:
    """By each name that people have for one of these keys, the key."""
    others = {name: key for key, names in reversed(_KEYS) if key in known for name in _names(names)}
    return {**others, **{_plain(key): key for key in known}}


@lru_cache
def _choices(known: tuple[str, ...]) -> dict[str, str]:
    others = {name: choice for choice, names in _KINDS.items() if choice in known for name in _names(names)}
    return {**others, **{_plain(choice): choice for choice in known}}


def _meant(word: str, names: dict[str, str]) -> str | None:
    return names.get(word) or _nearest(word, names)


def _names(listed: str) -> list[str]:
    return [_plain(name) for name in listed.split(", ")]


def _plain(word: str) -> str:
    """``word`` as it is looked up: small letters, single spaces."""
    return " ".join(re.sub(r"[\W_]+", " ", word.lower()).split())


def _nearest(word: str, names: dict[str, str]) -> str | None:
    import difflib

    # Of short words a letter's difference makes another word.
    found = difflib.get_close_matches(word[:80], list(names), n=1, cutoff=0.7 if len(word) > 4 else 0.6)
    return names[found[0]] if found else None
