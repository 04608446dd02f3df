"""Under which law a process was begun, as its notice says; Scots law is none of those that are known here."""

from __future__ import annotations

from typing import Any

from commission_plan.importing.ocds_values import Parts, text
from commission_plan.importing.problems import Problem
from commission_plan.importing.sheets import clean

#: What a release calls the law under which it was made.
_REGIMES = {"2023/54": "pa-2023", "32014L0024": "pcr-2015", "2015/102": "pcr-2015", "2006/5": "pcr-2006"}
#: Public Contracts Scotland, and the Scottish regulations and Act.
_SCOTTISH_NOTICES = "ocds-r6ebe6"
_SCOTTISH_LAWS = ("2015/446", "2016/145", "2014/12", "2012/88", "2006/1")
#: Lists of councils and charities of Scotland, and what the European regions of Scotland begin with.
_SCOTTISH_LISTS = ("GB-LAS", "GB-SC")
_SCOTTISH_REGION = "UKM"


def regime(merged: dict[str, Any], ocid: str, problems: list[Problem]) -> str | None:
    """The law that the notice names; None where it names none, or where Scots law rules, which is told."""
    parts = Parts(problems)
    tender = merged.get("tender")
    basis = parts.object(tender if isinstance(tender, dict) else {}, "legalBasis", f"{ocid} tender")
    named = text(basis.get("id")) or ""
    said = named or text(basis.get("description")) or ""
    if why := _scottish(merged, ocid, named, text(basis.get("scheme")) or ""):
        message = f"{why}: its law is that of Scotland, and none is taken from it"
        problems.append(Problem(f"{ocid} tender/legalBasis" if named else ocid, message))
        return None
    if basis and not said:
        problems.append(Problem(f"{ocid} tender/legalBasis", "it does not say which law it is"))
    if said and named not in _REGIMES:
        message = f"'{said[:100]}' is not a law that we know. Left out"
        problems.append(Problem(f"{ocid} tender/legalBasis", message, "name the law of a contract with 'regime'"))
    return _REGIMES.get(named)


def _scottish(merged: dict[str, Any], ocid: str, basis: str, scheme: str) -> str:
    """Why it is Scotland's; empty where nothing says so."""
    if ocid.startswith(_SCOTTISH_NOTICES):
        return "it was published on Public Contracts Scotland"
    if "ssi" in scheme.lower() or "asp" in scheme.lower() or any(basis.endswith(law) for law in _SCOTTISH_LAWS):
        return f"its law is '{clean(basis)}'"
    buyer = merged.get("buyer")
    buyer = buyer if isinstance(buyer, dict) else {}
    parties = merged.get("parties")
    found = [each for each in parties if isinstance(each, dict)] if isinstance(parties, list) else []
    theirs = [each for each in found if each.get("id") == buyer.get("id") and buyer.get("id") is not None]
    theirs += [each for each in found if isinstance(each.get("roles"), list) and "buyer" in each["roles"]]
    for each in (buyer, *theirs):
        address, identifier = each.get("address"), each.get("identifier")
        lines = address.values() if isinstance(address, dict) else ()
        schemes = [text(each.get("id")) or ""]
        schemes.append((text(identifier.get("scheme")) or "") if isinstance(identifier, dict) else "")
        region = text(address.get("region")) or "" if isinstance(address, dict) else ""
        if (
            any((text(line) or "").lower() == "scotland" for line in lines)
            or region.startswith(_SCOTTISH_REGION)
            or any(one.startswith(_SCOTTISH_LISTS) for one in schemes)
        ):
            return f"the buyer '{text(each.get('name')) or 'without a name'}' is in Scotland"
    return ""
