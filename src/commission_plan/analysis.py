"""``analyse``: the whole pipeline, in the order in which it happens.

text -> Document -> Plan -> Network -> Schedule -> Cover -> findings, together an ``Analysis``. A step runs whenever
it has something to work on, so that one mistake does not hide another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from commission_plan.checks import run
from commission_plan.checks.case import Case, asks_for_law
from commission_plan.checks.structure import circle, unknown_name
from commission_plan.course import Course
from commission_plan.cover import Cover, Verdict, covers, due, worst
from commission_plan.cover.terms import Now
from commission_plan.days.calendars import calendar
from commission_plan.days.numbers import FIRST_DAY, Day
from commission_plan.engine.build import Local, build
from commission_plan.engine.network import Network
from commission_plan.engine.passes import forward_pass, slipped
from commission_plan.engine.schedule import Schedule, schedule
from commission_plan.findings import Finding, Mend, Place, Rule, Severity, Span
from commission_plan.linked import Linked, Neighbours, NotBeside, Others, linked
from commission_plan.model import load as model
from commission_plan.model.limits import too_much_law
from commission_plan.model.plan import Plan
from commission_plan.model.wording import hint, nearest
from commission_plan.phrases import listed, unbroken
from commission_plan.source import Document, read
from commission_plan.source.encoding import TOO_LARGE

if TYPE_CHECKING:
    from commission_plan.rulepacks.pack import Pack

UNUSED_IGNORE = Rule(
    "unused-ignore",
    Severity.WARNING,
    """The plan accepts a finding that is no longer there.

Somebody accepted a finding, and it has gone away. Or its rule or its id is misspelt. Take the entry out, so that you
see the finding if it comes back.
""",
)
UNCHECKED_SCENARIOS = Rule(
    "unchecked-scenarios",
    Severity.INFO,
    """Only the first scenarios of this plan were checked.

The plan has very many what-ifs, or is very large. Check the others one by one, with `--scenario`.
""",
)
RULE_PACK = Rule(
    "rule-pack",
    Severity.ERROR,
    """A file of your council's own rules cannot be used.

The plan names it under `rulepacks`. It is a file in the plan's folder or below it, with the keys of our own packs:
`plan rules --regime pa-2023` shows one. The message says what is wrong and on which line. It never repeats what the
file holds. The plan is checked without it.
""",
)
RULES = (UNUSED_IGNORE, UNCHECKED_SCENARIOS, RULE_PACK)

_MOST_SCENARIOS = 200
#: Values that are read anew for the scenarios of one plan.
_SCENARIO_BUDGET = 100_000
#: Entries of ``ignore`` for which it is worked out what they were meant for.
_SUGGESTIONS = 20

#: A rule pack is at most so large.
MOST_OF_A_PACK = 1024 * 1024

AsOfFrom = Literal["option", "file", "today"]


class Accepted(NamedTuple):
    """A finding that the plan's ``ignore`` accepts, and the reason given there."""

    finding: Finding
    reason: str


@dataclass(frozen=True)
class Analysis:
    """Everything that is known of one plan file.

    ``plan`` is None where nothing could be read; ``schedule`` and all that follows from it where the plan is
    invalid. ``findings`` are sorted by their place in the file.
    """

    path: str
    scenario: str | None
    as_of: Day
    as_of_from: AsOfFrom
    verdict: Verdict
    findings: list[Finding]
    document: Document | None = None
    plan: Plan | None = None
    schedule: Schedule | None = None
    covers: list[Cover] = field(default_factory=list)
    #: What holds together, and what must be done by when.
    course: Course | None = field(default=None, kw_only=True)
    accepted: list[Accepted] = field(default_factory=list)
    #: Findings that a baseline knows already.
    known: list[Finding] = field(default_factory=list)
    case: Case | None = field(default=None, kw_only=True)
    #: The other plans that it waits for, as they were read.
    others: Others = field(default_factory=Others)

    @property
    def name(self) -> str:
        """The path on one line."""
        return unbroken(self.path)

    def where(self, finding: Finding) -> Span:
        return _where(self.document, finding)

    @property
    def worst(self) -> Severity | None:
        return min((finding.severity for finding in self.findings), key=lambda found: found.rank, default=None)


@dataclass(frozen=True)
class Scheduled(Analysis):
    """An analysis of a plan that could be scheduled: whatever takes one need not ask."""

    document: Document
    plan: Plan
    schedule: Schedule
    course: Course = field(kw_only=True)
    case: Case = field(kw_only=True)


def scheduled(analysis: Analysis) -> Scheduled | None:
    """The same as one with a schedule; None where the plan is invalid."""
    return analysis if isinstance(analysis, Scheduled) else None


class NoSuchScenario(LookupError):
    """The scenario that was asked for is not in the plan."""


class _Asked(NamedTuple):
    """What the caller of ``analyse`` asked for."""

    path: str
    as_of: date | None
    today: date
    scenario: str | None
    beside: Callable[[str], bytes] | None
    others: Others


def analyse(
    content: bytes,
    *,
    today: date,
    path: str = "plan.yaml",
    as_of: date | None = None,
    scenario: str | None = None,
    beside: Callable[[str], bytes] | None = None,
    neighbours: Neighbours | None = None,
) -> Analysis:
    """What there is to say of the plan in ``content``.

    The data date is ``as_of``, else the plan's own, else ``today``. ``path`` only names the file. ``scenario`` lays
    that overlay of the plan over it first. ``beside`` reads a file beside the plan by its name, for ``rulepacks``; it
    raises ``NotBeside`` where it cannot. ``neighbours`` reads other plans, for ``plans``.

    Raises ``NoSuchScenario`` where the plan has no scenario of that name.
    """
    asked = _Asked(path, as_of, today, scenario, beside, Others(neighbours))
    found = _analysed(content, asked)
    return _quoted(found, content) if found.verdict == "invalid" else found


#: Of no more findings than these the lines are kept; and of these kinds none: there is no line to show.
_MOST_EXCERPTS = 200
_WITHOUT_LINES = ("encoding", "not-a-plan", "too-large")


def _quoted(analysis: Analysis, content: bytes) -> Analysis:
    """The same with the lines of the file that each error is about."""
    from commission_plan.source.excerpt import excerpt

    text = content.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    findings = [
        finding._replace(excerpt=excerpt(lines, analysis.where(finding)))
        if finding.severity is Severity.ERROR and finding.rule not in _WITHOUT_LINES and number < _MOST_EXCERPTS
        else finding
        for number, finding in enumerate(analysis.findings)
    ]
    return replace(analysis, findings=findings)


def _analysed(content: bytes, asked: _Asked) -> Analysis:
    scenario = asked.scenario
    document, findings = read(content)
    if document is None:
        return _invalid(asked, findings, None, None)
    if scenario is not None:
        laid, more = _laid_over(document, scenario)
        findings += more
        if laid is None:
            return _invalid(asked, findings, document, None)
        document = laid
    loaded = model.load(document)
    findings += loaded.findings
    plan, document = loaded.plan, loaded.document
    if plan is None or _too_large(findings):
        return _invalid(asked, findings, document, plan)
    whole = _whole(asked, plan)
    network = build(whole.plan, _data_date(asked, plan)[0], whole.locals)
    findings += _structure(whole, network, document, asked)
    if scenario is None and plan.scenarios:
        findings += list(_scenarios(plan, document, findings, whole))
    if any(finding.severity is Severity.ERROR for finding in findings):
        return _invalid(asked, findings, document, plan)
    return _judged(asked, findings, document, whole, network)


def analyse_pack(content: bytes, *, today: date, path: str) -> Analysis:
    """What there is to say of a rule pack by itself. A right one has no findings, and nothing else is known of it."""
    from commission_plan.rulepacks.reading import Broken, id_of, load

    asked = _Asked(path, None, today, None, None, Others(None))
    document, findings = read(content)
    if not findings and len(content) > MOST_OF_A_PACK:
        fix = "split its rows into 2 files"
        findings.append(RULE_PACK.finding((), "this file of rules is larger than 1 MiB", fix))
    loaded = load(id_of(path), content) if not findings else None
    if isinstance(loaded, Broken):
        fix = "correct that line. To see how our own rules are written: plan rules --regime pa-2023"
        message = f"these rules cannot be used: {loaded.why}"
        findings.append(RULE_PACK.finding((), message, fix, span=loaded.span))
    return _invalid(asked, findings, document, None)


def what_if(
    analysis: Analysis,
    data: dict[str, Any],
    *,
    as_of: date | None,
    today: date,
    packs: tuple[Pack, ...] = (),
) -> Analysis:
    """The analysis of the same file, had it held ``data``; its scenarios are left aside, and so is its scenario.

    Places lie where the file has them, so nothing more should be said of lines than is already known. ``packs`` are
    the council's own rule packs, for what asks more than which dates move.
    """
    asked = _Asked(analysis.path, as_of, today, None, None, analysis.others)
    assert analysis.document is not None
    # A council's own rule packs move no date, and there is no file to read them beside.
    document = analysis.document._replace(data={key: value for key, value in data.items() if key != "rulepacks"})
    loaded = model.load(document)
    findings = loaded.findings
    if loaded.plan is None or _too_large(findings):
        return _invalid(asked, findings, document, loaded.plan)
    whole = _whole(asked, loaded.plan)
    network = build(whole.plan, _data_date(asked, loaded.plan)[0], whole.locals)
    findings += _structure(whole, network, document, asked)
    if any(finding.severity is Severity.ERROR for finding in findings):
        return _invalid(asked, findings, document, loaded.plan)
    return _judged(asked, findings, document, whole, network, packs)


def _too_large(findings: list[Finding]) -> bool:
    """Whether the plan is past a limit, so that not even a network is made of it."""
    return any(finding.rule == TOO_LARGE.id for finding in findings)


def _whole(asked: _Asked, plan: Plan) -> Linked:
    """The plan with what it waits for in other plans."""
    if not plan.plans:
        return Linked(plan, {}, {}, {}, [])
    return linked(plan, asked.others, lambda other: _data_date(asked, other)[0])


def _judged(
    asked: _Asked,
    found: list[Finding],
    document: Document,
    whole: Linked,
    network: Network,
    given: tuple[Pack, ...] = (),
) -> Scheduled:
    """The plan is whole: its schedule, its cover, and what the checks find."""
    plan = whole.plan
    day, source = _data_date(asked, plan)
    own = calendar(plan.calendar, [(closure.start.first, closure.end.last) for closure in plan.closures.values()])
    scheduled, course = pursued(plan, whole.locals, network, Now(day, own))
    packs, broken = _packs(plan, asked) if plan.rulepacks else (given, [])
    case = Case(plan, scheduled, course, own, day, source, asked.today.toordinal(), packs)
    findings, accepted = _accept(plan, [*found, *broken, *_own(plan, run(case))], asked, source)
    return Scheduled(
        path=asked.path,
        scenario=asked.scenario,
        as_of=day,
        as_of_from=source,
        verdict=worst(cover.verdict for cover in course.covers),
        findings=_sorted(document, findings),
        document=document,
        plan=plan,
        schedule=scheduled,
        covers=course.covers,
        course=course,
        accepted=accepted,
        case=case,
        others=asked.others,
    )


def pursued(
    plan: Plan, others: Mapping[str, Local], network: Network, now: Now, late: Mapping[int, Day] | None = None
) -> tuple[Schedule, Course]:
    """The schedule and the course of a plan; the milestones in ``late`` finish no earlier than on these days."""
    early = forward_pass(network)
    if late:
        early = slipped(network, early, late)
    counted = covers(plan, network, early, now)
    return schedule(network, early, due(plan, counted)), Course(plan, network, early, counted, now, others)


def _own(plan: Plan, findings: Iterator[Finding]) -> Iterator[Finding]:
    """What is found in the plan itself. What is wrong in another plan is told where that one is checked."""
    go_lives = {service.go_live: id for id, service in plan.services.items()} if plan.plans else {}
    for finding in findings:
        if len(finding.place) < 2 or "/" not in str(finding.place[1]) or not plan.plans:
            yield finding
        elif finding.place[1] in go_lives:
            yield finding._replace(place=("services", go_lives[str(finding.place[1])], "go_live"), mend=None)


def _packs(plan: Plan, asked: _Asked) -> tuple[tuple[Pack, ...], list[Finding]]:
    """The council's own rule packs, and what is wrong with them."""
    from commission_plan.rulepacks.reading import Broken, id_of, load

    packs, findings = [], []
    for number, name in enumerate(plan.rulepacks):
        place: Place = ("rulepacks", number)
        try:
            if asked.beside is None:
                raise NotBeside("we cannot read other files here")
            content = asked.beside(name)
            if len(content) > MOST_OF_A_PACK:
                raise NotBeside("it is larger than 1 MiB")
        except NotBeside as error:
            fix = "name a file in the plan's folder, such as council.yaml"
            message = f"{name!r} cannot be read: {error}. The plan is checked without it"
            findings.append(RULE_PACK.finding(place, message, fix))
            continue
        loaded = load(id_of(name), content)
        if isinstance(loaded, Broken):
            message = f"{name!r}, line {loaded.line}: {loaded.why}. The plan is checked without it"
            fix = "correct that line, or take the file out of `rulepacks`"
            findings.append(RULE_PACK.finding(place, message, fix))
        else:
            packs.append(loaded)
    return tuple(packs), findings


def _invalid(asked: _Asked, findings: list[Finding], document: Document | None, plan: Plan | None) -> Analysis:
    day, source = _data_date(asked, plan)
    found = _sorted(document, findings)
    return Analysis(asked.path, asked.scenario, day, source, "invalid", found, document, plan, others=asked.others)


def _data_date(asked: _Asked, plan: Plan | None) -> tuple[Day, AsOfFrom]:
    if asked.as_of is not None:
        return asked.as_of.toordinal(), "option"
    if plan is not None and plan.as_of is not None:
        return plan.as_of.first, "file"
    return asked.today.toordinal(), "today"


def _laid_over(document: Document, name: str) -> tuple[Document | None, list[Finding]]:
    """The document with the scenario laid over it; None with what is wrong with the overlay itself."""
    scenarios = document.data.get("scenarios")
    known = list(scenarios) if isinstance(scenarios, dict) else []
    if name not in known:
        said = hint(name, known, f"it has {listed(known) or 'none'}")
        raise NoSuchScenario(f"no scenario '{name}'; {said}")
    laid, findings = model.overlay(document, name)
    # The places lie in the plan without the overlay.
    return laid, [finding._replace(span=document.locate(finding.place)) for finding in findings]


def _structure(whole: Linked, network: Network, document: Document, asked: _Asked) -> Iterator[Finding]:
    own = asked.path.replace("\\", "/").rpartition("/")[2]

    def locate(place: Place) -> tuple[str, int]:
        return whole.locate(place) or (own, document.locate(place, at_key=False).line)

    yield from whole.findings
    if asks_for_law(whole.plan):
        yield from too_much_law(whole.plan)
    yield from unknown_name.check(whole.plan, document.data, whole.known)
    yield from circle.check(network, locate)


def _scenarios(plan: Plan, document: Document, base: list[Finding], whole: Linked) -> Iterator[Finding]:
    """What is wrong with the plan under each of its scenarios, and not without them."""
    told = {(finding.place, finding.rule) for finding in base}
    scenarios = document.data["scenarios"]
    size = _size({key: value for key, value in document.data.items() if key != "scenarios"})
    read = 0
    for number, name in enumerate(plan.scenarios):
        read += size + _size(scenarios.get(name))
        if (number and read > _SCENARIO_BUDGET) or number >= _MOST_SCENARIOS:
            left = len(plan.scenarios) - number
            message = f"{left:,} scenarios from {name!r} on were not checked"
            message = f"scenario {name!r} was not checked" if left == 1 else message
            yield UNCHECKED_SCENARIOS.finding(("scenarios", name), message, f"plan check FILE --scenario {name}")
            return
        laid, findings = model.overlay(document, name)
        if laid is not None:
            if laid.data.get("scenarios") is scenarios:
                # What is wrong with them was said of the plan itself.
                data = {key: value for key, value in laid.data.items() if key != "scenarios"}
                own, marks = laid.marks
                laid = laid._replace(data=data, marks=(own, {key: marks[key] for key in data if key in marks}))
            loaded = model.load(laid)
            findings = loaded.findings
            if loaded.plan is not None and not _too_large(findings):
                # What a scenario alone names is read when it is asked for.
                known = {**dict.fromkeys(loaded.plan.plans), **whole.known}
                laid = loaded.document
                findings += unknown_name.check(loaded.plan, laid.data, known)
                findings += _circles(loaded.plan, laid)
        for finding in findings:
            if (finding.place, finding.rule) not in told:
                told.add((finding.place, finding.rule))
                span = finding.span or (laid or document).locate(finding.place, finding.at_key)
                message = f"in scenario {name!r}, {finding.message}"
                mend = _in_scenario(document, name, finding.mend)
                yield finding._replace(place=("scenarios", name), message=message, span=span, mend=mend)


def _size(value: Any) -> int:
    """How many values there are in ``value``, itself included."""
    if isinstance(value, dict):
        value = list(value.values())
    return 1 + sum(map(_size, value)) if isinstance(value, list) else 1


def _circles(plan: Plan, laid: Document) -> Iterator[Finding]:
    """What waits for itself in the plan with a scenario laid over it; other plans are left aside."""
    return circle.check(build(plan, FIRST_DAY), lambda place: ("", laid.locate(place, at_key=False).line))


def _in_scenario(document: Document, name: str, mend: Mend | None) -> Mend | None:
    """The same change in the scenario itself, where that is what the change is about."""
    if mend is None:
        return None
    place: Place = ("scenarios", name, *mend.place)
    value: Any = document.data
    for part in place:
        if not isinstance(value, dict) or part not in value:
            return None
        value = value[part]
    return mend._replace(place=place)


def _where(document: Document | None, finding: Finding) -> Span:
    if finding.span is not None:
        return finding.span
    return document.locate(finding.place, finding.at_key) if document is not None else Span(1, 1)


def _sorted(document: Document | None, findings: list[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda found: (_where(document, found), found.severity.rank, found.rule, found.message))


def _accept(
    plan: Plan, findings: list[Finding], asked: _Asked, source: AsOfFrom
) -> tuple[list[Finding], list[Accepted]]:
    """The findings that stand, and those that the plan's ``ignore`` accepts."""
    if not plan.ignore:
        return findings, []
    standing: list[Finding] = []
    accepted: list[Accepted] = []
    for finding in findings:
        reason = plan.ignore.get(finding.rule, {}).get(finding.at)
        if reason is None:
            standing.append(finding)
        else:
            accepted.append(Accepted(finding, reason))
    # A scenario, or another data date, changes what there is to find; the plan as it stands is what the entries
    # were written for.
    if asked.scenario is None and source != "option":
        used = {(entry.finding.rule, entry.finding.at) for entry in accepted}
        standing += _unused(plan, used, findings)
    return standing, accepted


def _unused(plan: Plan, used: set[tuple[str, str]], findings: list[Finding]) -> Iterator[Finding]:
    there: dict[str, dict[str, None]] = {}
    for finding in findings:
        there.setdefault(finding.rule, {})[finding.at] = None
    known = {rule: sorted(places) for rule, places in there.items()}
    left = _SUGGESTIONS
    for rule, places in plan.ignore.items():
        for place in places:
            if (rule, place) in used:
                continue
            # Names are compared letter by letter: of very many wrong ones only the first get a suggestion.
            left -= 1
            meant = None
            if left >= 0:
                meant = nearest(place, known[rule]) if rule in known else nearest(rule, sorted(known))
            fix = f"write {meant}, or take the entry out of `ignore`" if meant else "take the entry out of `ignore`"
            message = f"{rule} at {place!r} is accepted in `ignore`, and is no longer found"
            at: Place = ("ignore", rule, place)
            # A reason that a person gave is moved to what it was meant for, where that is clear.
            mend = Mend(at, meant, key=True) if meant and meant not in places else Mend(at, None)
            yield UNUSED_IGNORE.finding(at, message, fix, mend=mend)
