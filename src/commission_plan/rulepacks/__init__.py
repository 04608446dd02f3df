"""The law as data: periods of statute, constitution and guidance, one file a regime, every number with its source.

The YAML files are what people read and write; each stands there a second time as JSON (``stored``), which loads fast.
Only a plan that asks for the law loads this package: see ``law``.
"""

from __future__ import annotations

from functools import lru_cache
from pkgutil import get_data

from commission_plan.rulepacks import stored
from commission_plan.rulepacks.pack import Pack, Row

#: The packs that govern a procurement, by the name that a plan's ``regime`` has.
REGIMES = ("pa-2023", "pcr-2015", "pcr-2006", "psr-2023", "pcs-2015", "pra-2014", "psr-wales-2025")
#: The packs that go with any regime.
BESIDE = (
    "england-executive",
    "tupe",
    "pre-election",
    "consultation",
    "scotland-council",
    "wales",
    "northern-ireland",
    "leaseholders",
    "section-24",
    "redundancy",
    "subsidy-control",
    "duties",
)
NAMES = (*REGIMES, *BESIDE)


@lru_cache(maxsize=len(NAMES))
def pack(name: str) -> Pack:
    """One of the program's own packs."""
    return stored.pack(get_data(__package__, f"{name}.json") or b"")


def row(id: str) -> tuple[Row, Pack] | None:
    """The row of that id, with the pack that it stands in; None where no pack has one."""
    return next(((pack(name).rows[id], pack(name)) for name in NAMES if id in pack(name).rows), None)
