"""Every date that follows from a plan and that somebody must keep: who, why, and where it comes from.

What keeps the services going (``obligations``), the periods of committees, what the law asks for, reviews, and the next
cycle. Where the plan has not decided a day, because something before it takes an unknown time or has no date, its
latest day is used. ``what`` is an action with a verb, ``why`` is sentences; steps go by their titles.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from commission_plan.analysis import Scheduled
from commission_plan.checks.case import Case
from commission_plan.checks.not_checked import SAID
from commission_plan.cover import Cover
from commission_plan.days.numbers import NEVER, Day
from commission_plan.engine.network import Activity
from commission_plan.engine.periods import clear_of, effect, papers, publication
from commission_plan.model.plan import KINDS, Plan, title
from commission_plan.model.values import Unknown
from commission_plan.obligations import CONTRACTS, PLAN, Must, musts
from commission_plan.phrases import beside, count, listed, say

if TYPE_CHECKING:
    from commission_plan.law import Law
    from commission_plan.law.owed import Owed

COMMITTEE, AUTHOR = "Democratic Services", "Report author"
KEY_NOTICE = "key-decision-notice"
#: Kinds of work of which the law sets a least time: what is said of its end.
_LEAST = {
    "selection": "Requests to take part may close",
    "tender": "Tenders may close",
    "standstill": "The standstill may end",
    "consultation": "The consultation may close",
}
#: What begins such work, by its event: the standstill under each law has its own.
_BEGINS = {"tender-notice": "Publish the tender notice", "invitation": "Send the invitation to tender"}
_BEGINS_STANDSTILL = {
    "pa-2023": "Publish the contract award notice (UK6)",
    "psr-2023": "Publish the notice of intention to award",
}
_STANDSTILLS = ("standstill", "modification-standstill")
#: Events by which a last day is counted.
_EVENTS = {"award": "The award", "contract-signature": "The contract", "modification": "The change"}
#: Under which condition something is owed, by the fact that the plan does not say.
_IF = {"tupe": "if staff transfer", "key_decision": "if this is a key decision"}
#: What a period can lead straight to.
ACTS = ("contract-signature", "modification")
#: No list goes on for longer than so many yearly reports.
_MOST_YEARS = 20


def deadlines(analysis: Scheduled) -> list[Must]:
    """All that is still to be kept, in the order of its days; what has passed and was not done is among it."""
    case = analysis.case
    undecided = _undecided(case)
    found = [*_musts(case), *_last_papers(case), *_missed(case)]
    law = case.law.at_latest(undecided) if case.law is not None and undecided else case.law
    found += _committees(case, law, undecided)
    found += _reviews(case, undecided)
    found += _next_cycles(case)
    if law is not None:
        found += [*_owed(case, law, undecided), *_least(case, law, undecided), *_earliest(case, law, undecided)]
        found += _new_contracts(case, law)
    # Two steps may ask for the same papers; two contracts each have a notice of their own.
    kept = {(must.by, must.what, must.who, must.place[:1] == ("services",) and must.place): must for must in found}
    return sorted(kept.values(), key=lambda must: (must.by, must.kind, str(must.place), must.what))


def _musts(case: Case) -> Iterator[Must]:
    """What keeps the services going."""
    return (in_time(case, must) for must in musts(case.course))


def in_time(case: Case, must: Must) -> Must:
    """For whoever must act. A meeting is on the day of its diary, and a service may start on any day."""
    if must.place[-2] == "extensions":
        return must.in_time(case.calendar)
    if must.place[-1] == "by":
        activity = case.network.activities[case.network.index[str(must.place[1])]]
        return must if on_any_day(case.plan, activity) else must.in_time(activity.calendar)
    return must


def on_any_day(plan: Plan, activity: Activity) -> bool:
    """Whether its last day may be a day off: a service starts on any day, and a meeting is on that of its diary."""
    return activity.id in plan.go_lives or activity.planned is not None or plan.milestones[activity.id].at is not None


def _last_papers(case: Case) -> Iterator[Must]:
    """Papers for the last meeting in time, where that is not the planned one."""
    for one in case.course.keep:
        if one.papers_by is None or one.planned == one.by:
            continue
        milestone = case.plan.milestones[one.at]
        name, committee = case.committee(milestone)
        what = f"Papers for {name} on {beside(one.by, one.papers_by)}"
        why = f"For the last meeting in time, if {title(milestone, one.at)} cannot be earlier."
        who, source = milestone.owner or AUTHOR, committee.source or PLAN
        must = Must(one.papers_by, what, ("milestones", one.at), who, why, source)
        yield must.in_time(case.network.activities[case.network.index[one.at]].calendar)


def _missed(case: Case) -> Iterator[Must]:
    """The deadlines of the plan that its early dates miss."""
    for one in case.course.too_late:
        if one.kind == "deadline":
            milestone = case.plan.milestones[one.at]
            why = "It cannot happen now." if one.now is None else f"It can happen on {say(one.now)} at the earliest."
            place, who, source = ("milestones", one.at, "by"), milestone.owner or "", milestone.source or PLAN
            yield Must(one.by, title(milestone, one.at), place, who, f"A deadline of this plan. {why}", source)


def _undecided(case: Case) -> frozenset[str]:
    """What waits for something that takes an unknown time, or has no early date, and has a latest one."""
    network = case.network
    unknown = [
        position
        for id, position in network.index.items()
        if network.activities[position].done is None
        and (
            (isinstance(case.plan.milestones[id].takes, Unknown) and case.plan.milestones[id].remaining is None)
            or case.schedule.dates[id].early_finish is None
        )
    ]
    reached, waiting = set(unknown), list(unknown)
    while waiting:
        for relation in network.out_of[waiting.pop()]:
            after = network.activities[relation.successor]
            # A day that a person has planned, and that holds, is decided whatever comes before it.
            held = after.planned is not None and case.schedule.dates[after.id].early_finish == after.planned
            if relation.successor not in reached and not held:
                reached.add(relation.successor)
                waiting.append(relation.successor)
    found = {network.activities[position].id for position in reached if network.activities[position].done is None}
    return frozenset(id for id in found if case.schedule.dates[id].limited)


def _day(case: Case, id: str, undecided: frozenset[str]) -> Day | None:
    """The day of a milestone, else its latest; None where its early date is only "not before" and nothing limits it."""
    dates = case.schedule.dates[id]
    if id in undecided:
        return dates.late_finish
    return None if case.course.at_the_earliest(id) and not dates.limited else dates.early_finish


def _committees(case: Case, law: Law | None, undecided: frozenset[str]) -> Iterator[Must]:
    """Papers, notices, publication and call-in of the meetings as they are planned."""
    # Where the law asks for the same notice by the same day, it is told as the law's.
    notices = (found for found in (law.owed if law else []) if found.rule.row.starts == KEY_NOTICE)
    asked = {found.event: case.calendar.previous(found.by) for found in notices}
    for place, id, milestone, activity, _ in case.milestones():
        day = _day(case, id, undecided)
        if milestone.at is None or activity.done is not None or day is None:
            continue
        name, committee = case.committee(milestone)
        own, source, decided = activity.calendar, committee.source or PLAN, id not in undecided

        keeps = _keeps_planned(case, id, undecided)

        def must(by: Day, what: str, who: str, why: str, kind: str = "by") -> Must:
            why = " ".join(part for part in (keeps if kind == "by" else "", why) if part)  # noqa: B023
            found = Must(by, what, place, who, why, source, "", kind, decided)  # type: ignore[arg-type]  # noqa: B023
            return found.in_time(own) if kind == "by" else found  # noqa: B023

        if committee.papers is not None:
            by = papers(committee.papers, own).back(day)
            what, why = (
                f"Papers for {name} on {beside(day, by)}",
                "If papers are late, the decision waits for the next meeting.",
            )
            yield must(by, what, milestone.owner or AUTHOR, why)
        by = clear_of(committee.notice, own).back(day) if committee.notice is not None else NEVER
        if by < asked.get(id, NEVER) and milestone.notice_given is None:
            why = "The clear days fall between the notice and the meeting."
            yield must(by, f"Publish notice of the decision on {beside(day, by)}", COMMITTEE, why)
        if committee.decision_notice is not None:
            by = publication(committee, own).forward(day)
            yield must(by, f"Publish the decision of {beside(day, by)}", COMMITTEE, "")
        if committee.call_in is not None:
            by = effect(committee, own).forward(day)
            yield must(
                by, f"{title(milestone, id)}: the decision takes effect", name, "Call-in has passed.", "not before"
            )


def _keeps_planned(case: Case, id: str, undecided: frozenset[str]) -> str:
    """What is said of what belongs to a planned meeting where a later one is in time as well."""
    position = case.network.index[id]
    planned, latest = case.schedule.dates[id].early_finish, case.course.limits.latest(position)
    return "" if id in undecided or planned == latest else "To keep the planned date."


def _reviews(case: Case, undecided: frozenset[str]) -> Iterator[Must]:
    for place, id, milestone, activity, _ in case.milestones():
        day = _day(case, id, undecided)
        if case.kind(id) in ("review", "decision") and activity.done is None and day is not None:
            decided = id not in undecided
            source = milestone.source or PLAN
            yield Must(day, title(milestone, id), place, milestone.owner or "", "", source, "", "on", decided)


def _next_cycles(case: Case) -> Iterator[Must]:
    for cover in case.covers:
        if cover.next_cycle is None:
            continue
        service, cycle = case.plan.services[cover.service], cover.next_cycle
        name, place = title(service, cover.service), ("services", cover.service, "new_contract")
        who, source = service.owner or "Commissioning", service.source or PLAN
        for end, begin in zip((cycle.ends, *cycle.extension_ends), cycle.begin_by, strict=True):
            which = "The new contract" if end == cycle.ends else "Its extension"
            why = f"{which} ends on {say(end)}. This plan takes {count(cycle.lasts, 'day')}."
            yield Must(begin, f"Start the next procurement: {name}", place, who, why, source).in_time(case.calendar)


# The law.


def _owed(case: Case, law: Law, undecided: frozenset[str]) -> Iterator[Must]:
    said: set[tuple[Day, str, str | None]] = set()
    for found in law.owed:
        row = found.rule.row
        # Of two rules that ask for the same on the same day one is enough.
        same = (found.by, found.event, row.starts if row.edge != "latest" else row.ends)
        if found.done or same in said:
            continue
        said.add(same)
        milestone = case.plan.milestones.get(found.keeper or "")
        who = (milestone.owner if milestone is not None else None) or row.who
        because = [*_because(case, law, found)]
        if row.starts in (KEY_NOTICE, "agenda"):
            because.insert(0, _keeps_planned(case, found.event, undecided))
        decided, why = found.event not in undecided, " ".join(filter(None, because))
        must = Must(found.by, _asked(found), found.place, who, why, row.citation, row.link, "by", decided)
        yield must.in_time(case.calendar)


def _asked(found: Owed) -> str:
    """What the law asks for, and under which condition where the plan does not say whether it holds."""
    row, what = found.rule.row, found.rule.row.what
    if row.ends == _STANDSTILLS[0]:
        what = _BEGINS_STANDSTILL.get(found.rule.pack.id, "Send the standstill letters")
    elif row.ends == _STANDSTILLS[1]:
        what = "Publish the contract change notice (UK10)"
    elif row.starts in (KEY_NOTICE, "agenda"):
        what += f" for {beside(found.event_day, found.by)}"
    return ", ".join([what, *(_IF[fact] for fact in sorted(found.unsaid) if fact in _IF)])


def _because(case: Case, law: Law, found: Owed) -> Iterator[str]:
    """Why the law asks for it by then, in sentences."""
    row, event = found.rule.row, case.plan.milestones.get(found.event)
    words, day = law.words(found.rule), beside(found.event_day, found.by)
    if words and row.starts not in ("employee-information", "employees-informed"):
        yield f"{words}."
    if row.starts in (KEY_NOTICE, "agenda"):
        pass
    elif event is None:
        yield f"The contract ends on {day}."
    elif row.edge == "latest":
        yield f"{_EVENTS.get(case.kind(found.event), title(event, found.event))}: {day}."
    elif row.ends in _STANDSTILLS:
        yield f"The standstill ends before {title(event, found.event)} on {day}."
    elif row.edge == "order":
        yield f"Before {title(event, found.event)} on {day}."
        if row.starts == "section-24-consent" and row.ends != "disposal":
            yield law.reckoning()
    else:
        yield f"For {title(event, found.event)}."
    if found.because is not None:
        yield f"The standstill in between takes {law.words(found.because)}."
    others = [SAID.get(fact, f"'{fact}'") for fact in sorted(found.unsaid - set(_IF))]
    if others:
        yield f"We could not check it: the plan does not say {listed(others, 'or')}."
    nations = sorted({nation for when in row.applies for nation in when.not_nation})
    if case.plan.nation is None and nations:
        yield f"Not owed by a council in {listed([_nation(nation) for nation in nations], 'or')}."


def _nation(nation: str) -> str:
    return nation.replace("-", " ").title()


def _least(case: Case, law: Law, undecided: frozenset[str]) -> Iterator[Must]:
    """What has a minimum, in both directions: the first lawful day of its end, the last one of its start."""
    for found in law.judged:
        row, span = found.rule.row, found.span
        lasts = row.length is not None and row.length.count > 0
        if row.edge != "minimum" or not lasts or span.done or span.ends is None or found.verdict == "unknown":
            continue
        why = f"{law.counting(found.rule, found.event, found.lawful)}."
        known = span.starts is not None or row.ends in _LEAST
        if known and row.ends not in ACTS and span.ends != span.starts:
            what = _LEAST.get(row.ends or "", f"{_title(case, span.ends)} may happen")
            decided = span.ends not in undecided
            yield Must(found.lawful, what, span.place, row.who, why, row.citation, row.link, "not before", decided)
        # What is no kind of milestone, and the notice of a standstill before a signature, is told as owed.
        if row.starts not in KINDS and row.starts != "invitation":
            continue
        if row.starts == "standstill-notice" and law.signatures:
            continue
        begun = law.events.under_way(case.network.index[span.ends])
        if begun or (span.starts is not None and law.events.done(case.network.index[span.starts])):
            continue
        what = _BEGINS.get(row.starts or "", f"{(row.starts or '').replace('-', ' ').capitalize()}")
        if row.starts == "standstill-notice":
            what = _BEGINS_STANDSTILL.get(found.rule.pack.id, "Send the standstill letters")
        what = _title(case, span.starts) if span.starts is not None else what
        why = f"{law.words(found.rule)}. {_title(case, span.ends)}: {beside(span.end.last, found.back)}."
        decided = span.ends not in undecided
        must = Must(found.back, what, span.place, row.who, why, row.citation, row.link, "by", decided)
        # Work that begins at the data date is taken to have had its notice.
        if span.starts is not None or must.by >= case.as_of:
            yield must.in_time(case.calendar)


def _earliest(case: Case, law: Law, undecided: frozenset[str]) -> Iterator[Must]:
    """The first lawful day of each signature, and of whatever else something has to come before."""
    found: dict[str, Must] = {}

    def later(id: str, day: Day, what: str, who: str, why: str, source: str, link: str = "") -> None:
        if id not in found or day > found[id].by:
            place, decided = ("milestones", id), id not in undecided
            found[id] = Must(day, what, place, who, why, source, link, "not before", decided)

    for entry in law.judged:
        row, span = entry.rule.row, entry.span
        if span.done or entry.verdict == "unknown" or span.ends is None or span.starts in (None, span.ends):
            continue
        if row.edge == "order" or (row.edge == "minimum" and row.ends in ACTS):
            why = f"After {_title(case, span.starts)} on {beside(entry.event, entry.lawful)}."
            if row.edge == "minimum":
                why = f"{law.counting(entry.rule, entry.event, entry.lawful)}."
            later(span.ends, entry.lawful, _first(case, span.ends, row.ends), row.who, why, row.citation, row.link)
    for signed in law.signatures:
        act = "modification" if signed.modifies else "contract-signature"
        what = _first(case, signed.id, act)
        if signed.earliest is not None and not signed.done:
            of = signed.counted.rule.row if signed.counted is not None else None
            law_of = (of.citation, of.link) if of is not None else (PLAN, "")
            later(signed.id, signed.earliest, what, "Legal", "The standstill is over.", *law_of)
        elif signed.lacking is not None and not signed.done:
            asked, why = signed.lacking.rule.row, f"With a standstill after the award: {law.counting(*signed.lacking)}."
            later(signed.id, signed.lacking.ends + 1, what, "Legal", why, asked.citation, asked.link)
    yield from found.values()


def _first(case: Case, id: str, event: str | None) -> str:
    if event == "contract-signature":
        return "The contract may be signed"
    return "The change may be made" if event == "modification" else f"{_title(case, id)} may happen"


def _title(case: Case, id: str) -> str:
    return title(case.plan.milestones[id], id)


def _new_contracts(case: Case, law: Law) -> Iterator[Must]:
    """What is owed when the new contract ends, under the law by which it is awarded."""
    for cover in case.covers:
        yield from _at_expiry(case, law, cover)


def _at_expiry(case: Case, law: Law, cover: Cover) -> Iterator[Must]:
    if cover.next_cycle is None:
        return
    ends = cover.next_cycle.ends
    yield from _reports(case, law, cover.service, ends)
    for rule, by in law.at_expiry(ends):
        name = title(case.plan.services[cover.service], cover.service)
        why = f"{law.words(rule)}. The new contract of {name} ends on {say(ends)}."
        place = ("services", cover.service, "new_contract")
        who = rule.row.who or CONTRACTS
        yield Must(by, rule.row.what, place, who, why, rule.row.citation, rule.row.link).in_time(case.calendar)


def _reports(case: Case, law: Law, service: str, ends: Day) -> Iterator[Must]:
    """The yearly reports after the next one, to the end of the new contract, and the one at its end."""
    for rule, last in law.repeated(ends):
        name, row = title(case.plan.services[service], service), rule.row
        place = ("services", service, "new_contract")
        for number in range(_MOST_YEARS):
            last, before = law.led_to(rule, last), last
            day = min(last, ends)
            why = f"{law.words(rule)}. The last one was on {say(before)} at the latest."
            if day == ends:
                why = f"The new contract of {name} ends on {say(ends)}."
            yield Must(day, row.what, place, row.who, why, row.citation, row.link).in_time(case.calendar)
            if day == ends or number == _MOST_YEARS:
                break
