"""The part of the United Kingdom that a plan's council is in, and how the plan says so.

The key ``nation`` first, else a calendar that only one nation has, else the authority, where it is one of the 65
councils outside England by name. A name that only looks like one of theirs is never guessed at.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from commission_plan.model.plan import Plan

_COUNCILS = {
    "scotland": (
        "aberdeen", "aberdeenshire", "angus", "argyll bute", "clackmannanshire", "comhairle nan eilean siar",
        "dumfries galloway", "dundee", "east ayrshire", "east dunbartonshire", "east lothian", "east renfrewshire",
        "edinburgh", "falkirk", "fife", "glasgow", "highland", "inverclyde", "midlothian", "moray", "north ayrshire",
        "north lanarkshire", "orkney islands", "perth kinross", "renfrewshire", "scottish borders", "shetland islands",
        "south ayrshire", "south lanarkshire", "stirling", "west dunbartonshire", "west lothian",
    ),
    "wales": (
        "blaenau gwent", "bridgend", "caerphilly", "cardiff", "carmarthenshire", "ceredigion", "conwy", "denbighshire",
        "flintshire", "gwynedd", "isle anglesey", "merthyr tydfil", "monmouthshire", "neath port talbot", "newport",
        "pembrokeshire", "powys", "rhondda cynon taf", "swansea", "torfaen", "vale glamorgan", "wrexham",
    ),
    "northern-ireland": (
        "antrim newtownabbey", "ards north down", "armagh banbridge craigavon", "belfast", "causeway coast glens",
        "derry strabane", "fermanagh omagh", "lisburn castlereagh", "mid east antrim", "mid ulster",
        "newry mourne down",
    ),
}  # fmt: skip
_NATION_OF = {name: nation for nation, names in _COUNCILS.items() for name in names}
#: What councils have in their names beside their place.
_GENERAL = {"the", "of", "and", "council", "city", "county", "borough", "district"}


class Nation(NamedTuple):
    """The nation, and the key of the plan that says it: ``nation``, ``calendar`` or ``authority``."""

    name: str
    key: str


def nation(plan: Plan) -> Nation | None:
    """None where the plan does not say it."""
    if plan.nation is not None:
        return Nation(plan.nation, "nation")
    if plan.calendar in ("scotland", "northern-ireland"):
        return Nation(plan.calendar, "calendar")
    words = re.findall(r"[a-z]+", (plan.authority or "").lower())
    if "council" in words or "comhairle" in words:
        found = _NATION_OF.get(" ".join(word for word in words if word not in _GENERAL))
        return Nation(found, "authority") if found else None
    return None


def title(name: str) -> str:
    """``Northern Ireland``."""
    return name.replace("-", " ").title()
