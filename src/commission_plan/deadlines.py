"""Every date that follows from a plan and that somebody must keep: who, why, and where it comes from.

What keeps the services going (``obligations``), the periods of committees, what the law asks for, reviews, and the next
cycle. Where the plan has not decided a day, because something before it takes an unknown time or has no date, the
latest one that it can be stands in its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from commission_plan.analysis import Analysis
from commission_plan.checks.case import Case
from commission_plan.cover import Cover
from commission_plan.days.numbers import NEVER, Day
from commission_plan.engine.periods import clear_of, effect, papers, publication
from commission_plan.model.plan import KINDS, title
from commission_plan.model.values import Unknown
from commission_plan.obligations import CONTRACTS, PLAN, Must, musts
from commission_plan.phrases import listed, say

if TYPE_CHECKING:
    from commission_plan.law import Law
    from commission_plan.rulepacks.pack import Row

COMMITTEE = "Democratic Services"
KEY_NOTICE = "key-decision-notice"
#: Kinds of work of which the law sets a least time: what is said of its end.
_LEAST = {
    "selection": "requests to participate: '{}' may end",
    "tender": "tenders: '{}' may end",
    "standstill": "standstill: '{}' may end",
    "consultation": "consultation: '{}' may end",
}
#: What a period can lead straight to.
ACTS = ("contract-signature", "modification")
#: No list goes on for longer than so many yearly reports.
_MOST_YEARS = 20


def deadlines(analysis: Analysis) -> list[Must]:
    """All that is still to be kept, in the order of its days; what has passed and was not done is among it."""
    case = analysis.case
    assert case is not None
    undecided = _undecided(case)
    found = [*_musts(case)]
    law = case.law.at_latest(undecided) if case.law is not None and undecided else case.law
    found += _committees(case, law, undecided)
    found += _reviews(case, undecided)
    found += _next_cycles(case)
    if law is not None:
        found += [*_owed(case, law, undecided), *_least(case, law, undecided), *_earliest(law, undecided)]
        found += _new_contracts(case, law)
    kept = {(must.by, must.what): must for must in found}
    return sorted(kept.values(), key=lambda must: (must.by, must.kind, str(must.place), must.what))


def _musts(case: Case) -> Iterator[Must]:
    """What keeps the services going. A meeting is on the day of its diary, and a service may start on any day."""
    network, go_lives = case.network, case.plan.go_lives
    for must in musts(case.course):
        if must.place[-2] == "extensions":
            yield must.in_time(case.calendar)
        elif must.place[-1] == "by":
            activity = network.activities[network.index[str(must.place[1])]]
            fixed = activity.id in go_lives or activity.planned is not None
            yield must if fixed or case.plan.milestones[activity.id].at else must.in_time(activity.calendar)
        else:
            yield must


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
        meeting = f"for '{id}' at {name} on {say(day)}"

        def must(by: Day, what: str, who: str, why: str, kind: str = "by") -> Must:
            found = Must(by, what, place, who, why, source, "", kind, decided)  # type: ignore[arg-type]  # noqa: B023
            return found.in_time(own) if kind == "by" else found  # noqa: B023

        if committee.papers is not None:
            by = papers(committee.papers, own).back(day)
            yield must(by, f"papers {meeting}", milestone.owner or "Report author", "or it waits for the next meeting")
        by = clear_of(committee.notice, own).back(day) if committee.notice is not None else NEVER
        if by < asked.get(id, NEVER) and milestone.notice_given is None:
            yield must(by, f"notice {meeting}", COMMITTEE, "its clear days come between the notice and the meeting")
        if committee.decision_notice is not None:
            by = publication(committee, own).forward(day)
            yield must(by, f"decision of '{id}' published", COMMITTEE, f"after the meeting of {name} on {say(day)}")
        if committee.call_in is not None:
            by = effect(committee, own).forward(day)
            why = "call-in runs from the publication of the decision"
            yield must(by, f"'{id}' takes effect", name, why, "not before")


def _reviews(case: Case, undecided: frozenset[str]) -> Iterator[Must]:
    for place, id, milestone, activity, _ in case.milestones():
        day = _day(case, id, undecided)
        if case.kind(id) in ("review", "decision") and activity.done is None and day is not None:
            decided = id not in undecided
            what = f"'{id}': {title(milestone, id)}" if milestone.title else f"'{id}'"
            source = milestone.source or PLAN
            yield Must(day, what, place, milestone.owner or "", "a date of the plan", source, "", "on", decided)


def _next_cycles(case: Case) -> Iterator[Must]:
    for cover in case.covers:
        if cover.next_cycle is None:
            continue
        service, cycle = case.plan.services[cover.service], cover.next_cycle
        name, place = title(service, cover.service), ("services", cover.service, "new_contract")
        who, source = service.owner or "Commissioning", service.source or PLAN
        for end, begin in zip((cycle.ends, *cycle.extension_ends), cycle.begin_by, strict=True):
            which = "the new contract" if end == cycle.ends else "its extension"
            why = f"{which} ends on {say(end)}, and this plan takes {cycle.lasts:,} days"
            yield Must(begin, f"next cycle begins for {name}", place, who, why, source).in_time(case.calendar)


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
        what = (
            row.what
            if row.ends not in ("standstill", "modification-standstill")
            else f"notice that begins the {row.what}"
        )
        step = f"'{found.keeper}': {what}" if found.keeper is not None else f"{what}, for '{found.event}'"
        depends = f"not checked: the plan does not say {' or '.join(sorted(found.unsaid))}; " if found.unsaid else ""
        between = f" with its {found.because.row.what} of {law.words(found.because)}" if found.because else ""
        why = f"{depends}'{found.event}' is on {say(found.event_day)}: {law.words(found.rule)}{between}"
        why += _elsewhere(case, row)
        milestone = case.plan.milestones.get(found.keeper or "")
        who = (milestone.owner if milestone is not None else None) or row.who
        decided = found.event not in undecided
        must = Must(found.by, step, found.place, who, why, row.citation, row.link, "by", decided)
        yield must.in_time(case.calendar)


def _elsewhere(case: Case, row: Row) -> str:
    """Where the plan names no nation: those in which this is not owed."""
    nations = sorted({nation for when in row.applies for nation in when.not_nation})
    if case.plan.nation is not None or not nations:
        return ""
    return f"; not owed by a council in {listed([_nation(nation) for nation in nations], 'or')}"


def _nation(nation: str) -> str:
    return nation.replace("-", " ").title()


def _least(case: Case, law: Law, undecided: frozenset[str]) -> Iterator[Must]:
    """What has a minimum, in both directions: the first lawful day of its end, the last one of its start."""
    for found in law.judged:
        row, span = found.rule.row, found.span
        lasts = row.length is not None and row.length.count > 0
        if row.edge != "minimum" or not lasts or span.done or span.ends is None or found.verdict == "unknown":
            continue
        why = law.counting(found.rule, found.event, found.lawful)
        known = span.starts is not None or row.ends in _LEAST
        if known and row.ends not in ACTS and span.ends != span.starts:
            what = _LEAST.get(row.ends or "", f"'{{}}' may come: {row.what}").format(span.ends)
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
        name = (
            f"'{span.starts}'"
            if span.starts is not None
            else f"{(row.starts or '').replace('-', ' ')} for '{span.ends}'"
        )
        must = Must(
            found.back, f"{name}: {row.what}", span.place, row.who, f"'{span.ends}' is on {say(span.end.last)}: "
            f"{law.words(found.rule)}", row.citation, row.link, "by", span.ends not in undecided,
        )  # fmt: skip
        # Work that begins at the data date is taken to have had its notice.
        if span.starts is not None or must.by >= case.as_of:
            yield must.in_time(case.calendar)


def _earliest(law: Law, undecided: frozenset[str]) -> Iterator[Must]:
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
            why = f"after '{span.starts}' on {say(entry.event)}: {row.what}"
            if row.edge == "minimum":
                why = law.counting(entry.rule, entry.event, entry.lawful)
            later(span.ends, entry.lawful, _first(span.ends, row.ends), row.who, why, row.citation, row.link)
    for signed in law.signatures:
        earliest = (signed.earliest, signed.why) if signed.earliest is not None else signed.lacking
        if earliest is not None and not signed.done:
            act = "modification" if signed.modifies else "contract-signature"
            later(signed.id, earliest[0], _first(signed.id, act), "Legal", earliest[1], PLAN)
    yield from found.values()


def _first(id: str, event: str | None) -> str:
    return f"earliest signature of '{id}'" if event == "contract-signature" else f"earliest day of '{id}'"


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
        why = f"the new contract of {name} ends on {say(ends)}: {law.words(rule)}"
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
            why = f"the one before it is on {say(before)} at the latest: {law.words(rule)}"
            if day == ends:
                why = f"the new contract of {name} ends on {say(ends)}"
            yield Must(day, row.what, place, row.who, why, row.citation, row.link).in_time(case.calendar)
            if day == ends or number == _MOST_YEARS:
                break
