"""The contracts of a process, and the awards of which none is signed yet; what is not counted is told.

Only dates that stand there are taken: no end is computed from a length, and no option is made of prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from commission_plan.importing.ocds_values import Parts, day, text
from commission_plan.importing.problems import Problem
from commission_plan.importing.sheets import LONGEST, clean
from commission_plan.model.values import Unreadable, WrittenDate
from commission_plan.phrases import listed, say

_GONE = ("cancelled", "unsuccessful", "withdrawn", "terminated")
_KNOWN = (*_GONE, "", "pending", "active", "complete", "planning", "planned")
#: What a sentence says that is about going on after the contract's last day.
_OPTION = re.compile(
    r"\b(?:exten(?:d|sion)\w*|renew\w*|prolong\w*|options?|optional)\b|\b\d+ ?(?:x ?\d+ ?)?\+ ?\d"
    r"|\b(?:plus|further|additional)(?: an?| up to| possible| further| period of| potential)*"
    r" (?:\d+|one|two|three|four|five|six|year|month|12|24)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|[\r\n]+")


class ProcessContract(NamedTuple):
    """One contract of a process, as far as the releases say."""

    id: str
    #: Where it stands: ``contracts/0``.
    where: str
    title: str | None
    suppliers: list[str]
    start: WrittenDate | None
    end: WrittenDate | None
    #: Its last day with every option used.
    latest: WrittenDate | None
    #: Its length, in the words of the release, where it has no last day.
    length: str | None
    #: What is said of renewals and options, in its own words.
    renewal: list[str]
    #: What else is said of what is bought.
    description: list[str]


def awarded(merged: dict[str, Any], ocid: str, problems: list[Problem]) -> list[ProcessContract]:
    """The contracts, and the awards without one; where there are none of either, what the tender says."""
    return list(_Awards(merged, ocid, problems).found())


class _Awards:
    def __init__(self, merged: dict[str, Any], ocid: str, problems: list[Problem]) -> None:
        self._ocid, self._problems, self._parts = ocid, problems, Parts(problems)
        self._tender = self._parts.object(merged, "tender", ocid)
        self._contracts = self._parts.objects(merged, "contracts", ocid)
        self._awards = self._parts.objects(merged, "awards", ocid)
        lots = self._parts.objects(self._tender, "lots", f"{ocid} tender")
        self._lots = {str(lot.get("id", f"lot {number}")): lot for number, lot in enumerate(lots)}
        self._by_id = {str(award.get("id")): award for award in self._awards}
        self._look_through("tender", [self._tender])
        self._look_through("tender/lots", lots)
        self._look_through("awards", self._awards)
        self._look_through("contracts", self._contracts)

    def _look_through(self, place: str, holders: list[dict[str, Any]]) -> None:
        """Tell of what is no text or no period, whether it will be asked for or not."""
        for number, holder in enumerate(holders):
            where = f"{self._ocid} {place}" if place == "tender" else f"{self._ocid} {place}/{number}"
            for name in ("title", "description"):
                self._parts.text(holder, name, where)
            for name in ("period", "contractPeriod"):
                self._parts.object(holder, name, where)
            self._parts.texts(holder, "relatedLots", where)
            if place.startswith("tender"):
                self._known_status(holder, where.removeprefix(f"{self._ocid} "))

    def found(self) -> Iterator[ProcessContract]:
        signed = self._of_contracts()
        counted = 0
        for number, contract in enumerate(self._contracts):
            where = f"contracts/{number}"
            if self._counts(contract, where):
                counted += 1
                yield self._one(contract, signed.get(number, {}), where)
        of = {id(award) for award in signed.values()}
        unsure = len(self._contracts) > len(signed)
        for number, award in enumerate(self._awards):
            where = f"awards/{number}"
            if id(award) in of:
                status = (self._parts.text(award, "status", f"{self._ocid} {where}") or "").lower()
                if status not in ("", "active", "complete"):
                    self._tell(where, f"{self._called(award)} is '{status}', and its contract counts all the same")
                continue
            if not self._counts(award, where):
                continue
            if unsure:
                self._tell(where, f"{self._called(award)}: no contract says that it is its own, and it is left out")
                continue
            counted += 1
            yield self._one(award, award, where)
        if counted:
            self._without(signed)
        if not counted:
            self._tell("", "no contract has been made yet, nor awarded", "what is written is the tender's")
            yield from self._tendered()

    def _of_contracts(self) -> dict[int, dict[str, Any]]:
        """The award of each contract, by the contract's number."""
        named = {
            number: self._by_id[str(contract.get("awardID"))]
            for number, contract in enumerate(self._contracts)
            if str(contract.get("awardID")) in self._by_id
        }
        for number, contract in enumerate(self._contracts):
            if number not in named and contract.get("awardID") is not None and self._awards:
                id = clean(str(contract["awardID"]))[:60]
                self._tell(f"contracts/{number}", f"its award '{id}' is not among the awards")
        if not named and len(self._contracts) == len(self._awards) == 1:
            return {0: self._awards[0]}
        return named

    def _counts(self, holder: dict[str, Any], where: str) -> bool:
        status = self._known_status(holder, where)
        if status in _GONE or (status == "pending" and where.startswith("awards")):
            self._tell(where, f"{self._called(holder)} is {status}, and left out")
            return False
        return True

    def _known_status(self, holder: dict[str, Any], where: str) -> str:
        status = (self._parts.text(holder, "status", f"{self._ocid} {where}") or "").lower()
        if status not in _KNOWN:
            self._tell(where, f"its status '{status}' is not one that we know. It counts")
        return status

    def _called(self, holder: dict[str, Any]) -> str:
        """What an award, a contract or a lot is about, as far as it says."""
        lots = [self._lots[id] for id in self._related(holder) if id in self._lots]
        award = self._by_id.get(str(holder.get("awardID")), holder)
        suppliers = [name for each in _dicts(award.get("suppliers")) if (name := text(each.get("name")))]
        words = [text(holder.get("title")) or "", *(text(lot.get("title")) or "" for lot in lots), *suppliers]
        ends = [value for key in ("period", "contractPeriod") if (value := text(_dict(holder.get(key)).get("endDate")))]
        said = list(dict.fromkeys(f"'{word}'" for word in words if word))
        said += [f"to {end[:10]}" for end in ends[:1]]
        return ", ".join(said) or "it"

    def _related(self, holder: dict[str, Any]) -> list[str]:
        lots = holder.get("relatedLots")
        return [str(lot) for lot in lots] if isinstance(lots, list) else []

    def _without(self, signed: Mapping[int, dict[str, Any]]) -> None:
        """Tell of the lots that nobody has been awarded, as far as the awards say which are theirs."""
        holders = [*self._awards, *(each for number, each in enumerate(self._contracts) if number not in signed)]
        holders = [each for each in holders if (text(each.get("status")) or "").lower() not in _GONE]
        if len(self._lots) > 1 and any(not self._related(each) for each in holders):
            names = listed(f"'{text(lot.get('title')) or id}'" for id, lot in self._lots.items())
            self._tell("tender/lots", f"not every award says for which of the lots it is: {names}")
            return
        given = {lot for each in holders for lot in self._related(each)}
        for number, (id, lot) in enumerate(self._lots.items()):
            if id not in given and len(self._lots) > 1:
                status = (text(lot.get("status")) or "").lower()
                why = f"is {status}" if status in _GONE else "has no award"
                self._tell(f"tender/lots/{number}", f"the lot '{text(lot.get('title')) or id}' {why}, and is left out")

    def _tendered(self) -> Iterator[ProcessContract]:
        for number, lot in enumerate(self._lots.values()):
            where = f"tender/lots/{number}"
            if self._counts(lot, where):
                yield self._one(lot, {}, where, [lot])
        if not self._lots:
            yield self._one(self._tender, {}, "tender")

    def _one(
        self, contract: dict[str, Any], award: dict[str, Any], where: str, lots: list[dict[str, Any]] | None = None
    ) -> ProcessContract:
        place = f"{self._ocid} {where}"
        if lots is None:
            related = self._parts.texts(award, "relatedLots", place)
            missing = [lot for lot in related if lot not in self._lots]
            if missing:
                self._tell(where, f"its lots {', '.join(missing)[:200]} are not among the tender's")
            lots = [self._lots[lot] for lot in related if lot in self._lots] or list(self._lots.values())
        periods = [self._parts.object(contract, key, place) for key in ("period", "contractPeriod")]
        if award is not contract:
            periods.append(self._parts.object(award, "contractPeriod", place))
        whole = self._parts.object(self._tender, "contractPeriod", f"{self._ocid} tender")
        suppliers = [self._parts.text(each, "name", place) for each in self._parts.objects(award, "suppliers", place)]
        if None in suppliers:
            self._tell(where, "a supplier has no name, and is left out")
        of_lots = [_dict(lot.get("contractPeriod")) for lot in lots]
        lengths = [length for period in (*periods, *of_lots, whole) if (length := _length(period))]
        holders = [contract, award, *lots, self._tender]
        said = _Said()
        for holder in holders:
            said.take(holder)
        if said.cut:
            self._tell(where, f"what it says of itself is cut after {LONGEST:,} characters")

        def read(name: str) -> WrittenDate | None:
            return self._day(name, periods, of_lots, whole, where)

        return ProcessContract(
            text(contract.get("id")) or where,
            where,
            text(contract.get("title"))
            or text(award.get("title"))
            or (text(lots[0].get("title")) if len(lots) == 1 else None),
            list(dict.fromkeys(name for name in suppliers if name)),
            read("startDate"),
            read("endDate"),
            read("maxExtentDate"),
            lengths[0] if lengths else None,
            list(dict.fromkeys(said.renewal)),
            list(dict.fromkeys(said.description)),
        )

    def _day(
        self,
        name: str,
        periods: list[dict[str, Any]],
        of_lots: list[dict[str, Any]],
        whole: dict[str, Any],
        where: str,
    ) -> WrittenDate | None:
        """The contract's own, else that of all its lots, else the tender's."""
        own = [period.get(name) for period in periods]
        lots = list(dict.fromkeys(str(period[name]) for period in of_lots if period.get(name) is not None))
        if not any(own) and len(lots) > 1:
            self._tell(where, f"{name}: its lots have different ones, and it does not say which lots are its own")
            return None
        found: list[WrittenDate] = []
        for value in (*own, *lots, whole.get(name)):
            if value is not None:
                try:
                    found.append(day(value))
                except Unreadable as error:
                    self._tell(where, f"{name}: {error.message}")
                    continue
            if len(found) == 2 and value in own and found[0] != found[1]:
                others = f"we used {say(found[0].last)} of the contract, not {say(found[1].last)} of its award"
                self._tell(where, f"{name}: {others}")
        return found[0] if found else None

    def _tell(self, where: str, message: str, fix: str = "") -> None:
        self._problems.append(Problem(f"{self._ocid} {where}".strip(), message, fix))


class _Said:
    """What is said of going on and of what is bought, and nothing made of it."""

    def __init__(self) -> None:
        self.renewal: list[str] = []
        self.description: list[str] = []
        self.cut = False

    def take(self, holder: dict[str, Any]) -> None:
        for key, claim in (("renewal", "hasRenewal"), ("options", "hasOptions")):
            said = _dict(holder.get(key))
            found = self._clean(said.get("description")) or text(said.get("maximumRenewals")) or text(holder.get(key))
            if found:
                self.renewal.append(found)
            elif holder.get(claim) is True:
                self.renewal.append(f"{'renewals' if key == 'renewal' else 'options'}, of which nothing more is said")
        written = holder.get("description")
        if text(written) is None:
            return
        written = str(written)
        sentences = [part for part in _SENTENCE.split(written) if part.strip()]
        self.renewal += [self._clean(part) for part in sentences if _OPTION.search(part)]
        if rest := self._clean(" ".join(part for part in sentences if not _OPTION.search(part))):
            self.description.append(rest)

    def _clean(self, value: Any) -> str:
        written = value if isinstance(value, str) else ""
        self.cut = self.cut or len(" ".join(written.split())) > LONGEST
        return clean(written).rstrip(".;, ")


def _length(period: dict[str, Any]) -> str | None:
    for key, unit in (("durationInMonths", "months"), ("durationInDays", "days")):
        number = period.get(key)
        if isinstance(number, (int, float)) and not isinstance(number, bool) and 0 < number < 1e6:
            return f"{number:g} {unit}"
    return None


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
