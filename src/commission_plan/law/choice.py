"""Which packs judge a plan, and why: by its nation, whose arrangement it is under, its day, its value.

A law that the plan names goes before one that is chosen for it. A nation whose law is not here gets none: the next best
law is never put in its place.
"""

from datetime import date
from typing import NamedTuple

from commission_plan.days.numbers import Day
from commission_plan.findings import Severity
from commission_plan.law.facts import exceeds
from commission_plan.model.plan import Plan
from commission_plan.model.values import Money, parse_money
from commission_plan.nation import Nation, title
from commission_plan.phrases import pounds, say
from commission_plan.rulepacks import pack


def _day(text: str) -> Day:
    return date.fromisoformat(text).toordinal()


#: The Procurement Act 2023 applies; Scottish councils come under it for frameworks of the other nations.
_ACT, _CROSS_BORDER = _day("2025-02-24"), _day("2025-12-20")
_SCOTTISH_LAW, _OLD_LAW, _HEALTH_LAW = _day("2016-04-18"), _day("2015-02-26"), _day("2024-01-01")
#: From these values, without VAT, a contract in Scotland is regulated (Procurement Reform (Scotland) Act 2014, s 3).
_REGULATED, _REGULATED_WORKS = parse_money("£50,000 ex VAT"), parse_money("£2,000,000 ex VAT")
_CALL_OFFS = ("framework-call-off", "framework-mini-competition", "dynamic-market")
#: The steps that ask for a pack of their own.
_STEPS = {
    "subsidy-control": {"cma-request", "cma-notice", "cma-report", "subsidy-given"},
    "duties": {"social-value", "equality-analysis"},
}
_COUNCILS = {"scotland": "scotland-council", "wales": "wales", "northern-ireland": "northern-ireland"}


#: The nations in which a law governs; a Scottish council comes under the Act for frameworks of the others.
_IN = {
    "pcs-2015": ("scotland",),
    "pra-2014": ("scotland",),
    "psr-2023": ("england",),
    "psr-wales-2025": ("wales",),
}


class Doubt(NamedTuple):
    """What is not checked, at which key, and what would mend it."""

    key: str
    message: str
    fix: str
    severity: Severity = Severity.INFO


class ChosenLaw(NamedTuple):
    """The law that governs the procurement (None: none that is here), what else is judged by, and why."""

    regime: str | None
    others: list[str]
    #: Why that law; None where the plan names it, or no nation.
    why: str | None
    doubts: list[Doubt]


def choose(plan: Plan, where: Nation | None, begun: Day, procures: bool) -> ChosenLaw:
    """``procures``: the plan has a procurement, so that a law governs it."""
    nation = where.name if where is not None else None
    doubts: list[Doubt] = []
    regime, why = plan.regime, None
    if regime is None and nation is not None and procures:
        regime, why = _governing(plan, nation, begun, doubts)
    doubts += _call_off(plan, nation, procures) if regime is not None else []
    return ChosenLaw(regime, _others(plan, nation, regime), why, doubts)


def governs_in(regime: str, plan: Plan, nation: str) -> bool:
    """Whether a council there procures under that law at all."""
    if regime == "pa-2023" and nation == "scotland":
        return plan.arrangement not in (None, "scottish")
    return nation in _IN.get(regime, ("england", "wales", "northern-ireland"))


# The law of the procurement.


def _governing(plan: Plan, nation: str, begun: Day, doubts: list[Doubt]) -> tuple[str | None, str | None]:
    if nation == "scotland":
        return _scottish(plan, begun, doubts)
    place, on = f"a council in {title(nation)}", f"begun on {say(begun)}"
    if plan.arrangement == "scottish" and begun >= _CROSS_BORDER:
        doubts.append(_both("a Scottish framework", f"a council in {title(nation)}"))
        return None, None
    if plan.health and nation == "wales" and begun >= _ACT:
        return "psr-wales-2025", f"health services of {place}, {on}"
    if plan.health and nation == "england" and begun >= _HEALTH_LAW:
        return "psr-2023", f"health services of {place}, {on}"
    found = "pa-2023" if begun >= _ACT else "pcr-2015" if begun >= _OLD_LAW else "pcr-2006"
    return found, f"{place}, {on}"


def _scottish(plan: Plan, begun: Day, doubts: list[Doubt]) -> tuple[str | None, str | None]:
    if plan.arrangement not in (None, "scottish") and begun >= _ACT:
        if begun < _CROSS_BORDER:
            doubts.append(_both("a framework of another nation", "a council in Scotland"))
            return None, None
        return "pa-2023", f"a council in Scotland under a framework of another nation, begun on {say(begun)}"
    if begun < _SCOTTISH_LAW:
        message = (
            "we could not check procurement law: we do not have the Scottish Regulations before 2015, which govern "
        )
        message += f"a procurement that began on {say(begun)}"
        doubts.append(Doubt("nation", message, "take legal advice", Severity.WARNING))
        return None, None
    threshold, below = _scottish_threshold(plan, begun)
    council = "a council in Scotland"
    if plan.value is None and plan.procedure != "below-threshold":
        message = "the plan does not say `value`, which decides between the laws of Scotland. We used the stricter one"
        fix = "write `value: £663,540 inc VAT`, or ex VAT, for all the years of the contract"
        doubts.append(Doubt("nation", message, fix))
    if not below and plan.procedure != "below-threshold":
        at = f"from {pounds(threshold.pence)} {threshold.vat}" if threshold is not None and plan.value else "covered"
        return "pcs-2015", f"{council}, {at}, begun on {say(begun)}"
    limit = _REGULATED_WORKS if plan.works else _REGULATED
    if exceeds(plan.value, limit, reaches=True) is False:
        message = f"no procurement law applies in Scotland to a contract below {pounds(limit.pence)} ex VAT"
        fix = "write the council's standing orders as rules of its own, under `rulepacks`"
        doubts.append(Doubt("value", message, fix))
        return None, None
    doubts += _consulted_on(plan)
    return "pra-2014", f"{council}, below the threshold of the Regulations of 2015, begun on {say(begun)}"


def _scottish_threshold(plan: Plan, begun: Day) -> tuple[Money | None, bool]:
    """The threshold of the Regulations of 2015, and whether the contract is surely below it."""
    entry = pack("pcs-2015").threshold(begun)
    light = plan.light_touch or plan.procedure == "light-touch"
    limit = None if entry is None or plan.works else entry.light_touch if light else entry.services
    if plan.works:
        limit = parse_money("£5,193,000 inc VAT") if begun >= _day("2026-01-01") else None
    return limit, limit is not None and exceeds(plan.value, limit, reaches=True) is False


def _consulted_on(plan: Plan) -> list[Doubt]:
    """The Government asked in 2025 whether regulation should begin at £70,000 or £100,000."""
    if plan.works or plan.value is None or exceeds(plan.value, parse_money("£100,000 ex VAT"), reaches=True):
        return []
    message = (
        "the limit of £50,000 may be higher by now. The Government asked about it until January 2026, and we know of "
    )
    message += "no order"
    return [Doubt("value", message, "look up the limit in the Procurement Reform (Scotland) Act 2014, s 3")]


def _both(framework: str, council: str) -> Doubt:
    message = f"we could not check procurement law: two laws claim a call-off of {council} under {framework}"
    return Doubt("arrangement", message, "take legal advice (Procurement Act 2023, s 115A; SSI 2025 No 392)")


def _call_off(plan: Plan, nation: str | None, procures: bool) -> list[Doubt]:
    """A call-off goes by whose framework it is, which in England changes nothing."""
    if nation in (None, "england") or plan.procedure not in _CALL_OFFS or plan.arrangement or not procures:
        return []
    assert nation is not None
    fix = "write `arrangement: reserved` (an English or national framework), `scottish`, `welsh` or `northern-irish`"
    changes = {
        "scotland": "under an English one the Procurement Act 2023 would govern it from 20 December 2025",
        "wales": "under an English one the copy of the contract would be owed too",
        "northern-ireland": "under an English one change notices and the copy of the contract would be owed too",
    }[nation]
    return [Doubt("procedure", f"the plan does not say whose framework it is. {changes[0].upper()}{changes[1:]}", fix)]


# What else a council goes by.


def _others(plan: Plan, nation: str | None, regime: str | None) -> list[str]:
    names = ["pra-2014"] if regime == "pcs-2015" else []
    executive = any(committee.executive for committee in plan.committees.values())
    if nation in _COUNCILS:
        names.append(_COUNCILS[nation or ""])
    elif regime or plan.nation or plan.key_decision or executive:
        names.append("england-executive")
    if regime is not None or plan.tupe:
        names.append("tupe")
    if regime is not None and nation in (None, "england"):
        names += ["consultation", "pre-election"]
    if plan.leaseholders and nation in (None, "england"):
        names.append("leaseholders")
    if plan.section_24 and nation in (None, "england"):
        names.append("section-24")
    if plan.dismissals and nation != "northern-ireland":
        names.append("redundancy")
    steps = {milestone.step for milestone in plan.milestones.values()}
    return names + [name for name, known in _STEPS.items() if known & steps]
