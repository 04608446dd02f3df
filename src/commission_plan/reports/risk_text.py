"""What ``plan risk`` says in a terminal: the gap, meetings, go-live, extensions, what to mend first, and the runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commission_plan.analysis import Analysis
from commission_plan.phrases import count, listed, say
from commission_plan.reports.columns import clean
from commission_plan.reports.columns import cut as fitted
from commission_plan.reports.heading import heading
from commission_plan.risk.history import ENOUGH, Kind
from commission_plan.risk.summary import Chance, Driver, Extended, GoLive, Meeting, Quantile, Risk
from commission_plan.verdicts import cut

_MOST_ROWS = 40
_BAR = 16
#: What to say, and what to write, where a plan says nothing of what is uncertain.
NOTHING = """\
nothing in this plan is left to chance: no milestone still to be done has a 'range', and no risk may still come.
So every run is the plan itself."""
ADVICE = f"""\
{NOTHING} To say what is uncertain, write for example
  evaluation: {{takes: 25wd, range: [15wd, 40wd]}}          shortest and longest, beside the likely time
  risks: {{no-tenders: {{chance: 10%, at: tender, adds: 16w}}}}
or have lengths drawn from your own record: plan risk FILE --history record.csv"""


def render(analysis: Analysis, risk: Risk, kinds: list[Kind], *, width: int, unicode: bool) -> str:
    return "".join(f"{line}\n" for line in _Text(width, unicode).lines(analysis, risk, kinds))


def history(kinds: list[Kind]) -> str:
    """The record of a council, kind by kind."""
    lines = [f"{'Kind':28} {'n':>5} {'P50':>6} {'P80':>6}"]
    for kind in kinds:
        used = "" if kind.used else f"  fewer than {ENOUGH}: shown, not used"
        lines.append(f"{kind.kind:28} {len(kind.ratios):>5} {kind.p50:>6.2f} {kind.p80:>6.2f}{used}")
    lines += ["", "actual time over planned time: half of all took no longer than P50, four in five no longer than P80"]
    return "".join(f"{line}\n" for line in lines)


def ending(risk: Risk, kinds: Sequence[Kind]) -> Iterator[str]:
    """What was drawn from, what was left out, and how many runs were made."""
    return _Text(0, True).end(risk, kinds)


class _Text:
    def __init__(self, width: int, unicode: bool) -> None:
        self._width, self._unicode = width, unicode
        self._about = "±" if unicode else "+-"

    def lines(self, analysis: Analysis, risk: Risk, kinds: list[Kind]) -> Iterator[str]:
        yield heading(analysis)
        if not risk.uncertain:
            yield ""
            yield from ADVICE.split("\n")
        yield ""
        yield from self._no_gap(risk)
        for meeting in risk.meetings:
            yield ""
            yield from self._meeting(meeting)
        for go_live in risk.go_lives:
            yield ""
            yield from self._go_live(go_live)
        for extended in risk.extensions:
            yield ""
            yield from self._needs(extended)
        if risk.uncertain:
            yield ""
            yield from self._tornado(risk)
        yield ""
        yield from self.end(risk, kinds)

    def _chance(self, chance: Chance) -> str:
        if not chance.plus_minus:
            return percent(chance.chance)
        return f"{percent(chance.chance)} ({self._about}{points(chance.plus_minus)})"

    def _no_gap(self, risk: Risk) -> Iterator[str]:
        if not risk.go_lives:
            yield "the plan names no service with a go-live, so there is no gap to speak of"
            return
        yield f"chance of no gap: {self._chance(risk.no_gap)}"
        if len(risk.go_lives) > 1:
            for go_live in risk.go_lives:
                yield f"  {cut(go_live.title, 60)}: {self._chance(go_live.no_gap)}"
        for extended in risk.extensions:
            name = f"extension '{extended.extension}' of '{extended.contract}' ({extended.status})"
            yield f"  with {name}: {self._chance(extended.with_it)}"
            yield f"  without it: {self._chance(extended.without_it)}"

    def _meeting(self, meeting: Meeting) -> Iterator[str]:
        yield f"'{meeting.milestone}' at {cut(meeting.committee, 60)}:"
        for day, chance in meeting.dates:
            when = "no meeting that its diary knows" if day is None else say(day)
            planned = "  as planned" if day is not None and day == meeting.planned else ""
            around = f" {self._about}{points(chance.plus_minus)}" if chance.plus_minus else ""
            yield f"  {when:>18}  {percent(chance.chance):>6}{around}{planned}"

    def _go_live(self, go_live: GoLive) -> Iterator[str]:
        planned = "no date" if go_live.planned is None else say(go_live.planned)
        yield f"go-live of {cut(go_live.title, 60)}, planned for {planned}, at the latest {say(go_live.latest)}:"
        for name, quantile in (("P50", go_live.p50), ("P80", go_live.p80), ("P90", go_live.p90)):
            yield f"  {name}  {_quantile(quantile)}"

    def _needs(self, extended: Extended) -> Iterator[str]:
        steps = [step for step in extended.steps if step.needed.chance > 0]
        name = f"extension '{extended.extension}' of '{extended.contract}'"
        if not steps:
            yield f"{name} is needed in no run"
            return
        yield f"will {name} be needed?"
        for step in steps:
            notice = f", notice by {say(step.notice_by)}" if step.notice_by is not None else ""
            yield f"  to {say(step.to)}{notice}: needed with a chance of {self._chance(step.needed)}"
            if step.seen is not None and step.missed is not None and step.in_vain is not None:
                yield f"    {known(step.seen, step.missed, step.in_vain)}"
        if len(steps) < len(extended.steps):
            yield "  no further step is needed in any run"

    def _tornado(self, risk: Risk) -> Iterator[str]:
        shown = [driver for driver in risk.drivers if driver.uncertain or driver.criticality > 0]
        names = {id(driver): clean(driver.id, self._unicode) for driver in shown}
        wide = min(max((len(name) for name in names.values()), default=0), 36)
        most = max((abs(_gain(driver)) for driver in risk.tornado), default=0.0)
        yield "what would be gained if one thing went as likely (no gap: the chance; P80: days earlier):"
        yield f"  {'':{wide}}  critical  no gap     P80"
        for driver in shown[:_MOST_ROWS]:
            yield self._driver(driver, fitted(names[id(driver)], wide, self._unicode), wide, most)
        if len(shown) > _MOST_ROWS:
            yield f"  and {len(shown) - _MOST_ROWS:,} more, which gain less: --format json has them all"

    def _driver(self, driver: Driver, name: str, wide: int, most: float) -> str:
        line = f"  {name:{wide}}  {percent(driver.criticality):>8}"
        if not driver.uncertain:
            return f"{line}       -       -"
        if not driver.tried:
            return f"{line}  not tried: too many"
        days = "none" if driver.gain_p80 is None else f"{driver.gain_p80:+,}d" if driver.gain_p80 else "0d"
        bar = ("█" if self._unicode else "#") * round(abs(_gain(driver)) / most * _BAR) if most else ""
        kind = " (risk)" if driver.kind == "risk" else ""
        return f"{line}  {_signed(driver.gain_chance):>6}  {days:>6}  {bar}{kind}".rstrip()

    def end(self, risk: Risk, kinds: Sequence[Kind]) -> Iterator[str]:
        yield from (_recorded(kind) for kind in kinds)
        yield from risk.notes
        why = ""
        if risk.uncertain and not risk.fixed_runs:
            why = ", until P80 was steady to a day" if risk.steady else ", and P80 is not steady to a day even so"
        elif risk.uncertain and not risk.steady:
            why = "; P80 is not steady to a day: more runs would tell"
        yield f"{count(risk.runs, 'run')}, seed {risk.seed}{why}"
        if risk.uncertain:
            yield f"{self._about}: the truth lies so near with a chance of 95%"


def _recorded(kind: Kind) -> str:
    """What a council's record has of one kind, and whether it was drawn from."""
    times = count(len(kind.ratios), "time")
    if not kind.used:
        return f"'{kind.kind}' is in your record {times}: fewer than {ENOUGH}, so it is not used"
    return (
        f"'{kind.kind}' is drawn from your own record, which has it {times}: half took at most {kind.p50:.2f} times"
        f" what was planned, four in five at most {kind.p80:.2f} times"
    )


def known(seen: Chance, missed: Chance, in_vain: Chance) -> str:
    """What the plan will show on the day of the notice."""
    if not missed.chance and not in_vain.chance:
        return "the plan will show by then whether it is"
    return (
        f"the plan of that day will show the need with a chance of {percent(seen.chance)}; it will be needed although"
        f" the plan does not show it with one of {percent(missed.chance)}, and shown in vain with one of"
        f" {percent(in_vain.chance)}"
    )


def percent(chance: float) -> str:
    """``69.5%``; what is more than none and less than can be said is ``<0.1%``, and likewise at the other end."""
    if chance in (0, 1):
        return f"{chance:.0%}"
    return "<0.1%" if chance < 0.0005 else ">99.9%" if chance > 0.9995 else f"{chance:.1%}"


def points(chance: float) -> str:
    """How far to either side: told as none only where it is none."""
    return f"{chance:.1%}" if chance >= 0.0005 or chance == 0 else "0.1%"


def _signed(chance: float) -> str:
    return f"{chance:+.1%}" if abs(chance) >= 0.0005 else "0.0%"


def _gain(driver: Driver) -> float:
    """What the bar of a driver shows: the chance gained, or, where none gains any, nothing."""
    return driver.gain_chance


def _quantile(quantile: Quantile) -> str:
    """One date, or both where the quantile sits on a jump."""
    if not quantile.jumps:
        return "no date" if quantile.day is None else say(quantile.day)
    days = [quantile.earliest, quantile.latest]
    either = listed(["no date at all" if day is None else say(day) for day in days], "or")
    return f"{either}: it sits on a jump between the two"
