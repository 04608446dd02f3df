"""Write the bank holidays that the package ships, from the ``holidays`` package.

    python scripts/bank_holidays.py            writes src/commission_plan/days/bank_holidays.json
    python scripts/bank_holidays.py --check    fails where that file is not what it would write

Only days that fall on a weekday are written: a bank holiday on a Saturday or Sunday takes no working day away.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import holidays

FILE = Path(__file__).parent.parent / "src/commission_plan/days/bank_holidays.json"
#: The package knows no year after 2100.
FIRST_YEAR, LAST_YEAR = 1990, 2100
#: The last year for which GOV.UK had published the bank holidays of all parts of the United Kingdom on
#: 25 February 2026 (https://www.gov.uk/bank-holidays); later years follow the rules that have held so far.
ANNOUNCED_TO = 2028
PARTS = {"england-and-wales": "ENG", "scotland": "SCT", "northern-ireland": "NIR"}


def weekdays_off(part: str) -> list[str]:
    """The weekdays that are bank holidays in ``part``, as ISO dates, sorted."""
    days = holidays.country_holidays("GB", subdiv=part, years=range(FIRST_YEAR, LAST_YEAR + 1))
    return sorted(day.isoformat() for day in days if day.weekday() < 5)


def text() -> str:
    parts = {name: weekdays_off(part) for name, part in PARTS.items()}
    if parts["england-and-wales"] != weekdays_off("WLS"):
        raise SystemExit("England and Wales no longer share one list of bank holidays")
    table = {
        "source": f"holidays {holidays.__version__}, country_holidays('GB', subdiv=ENG | SCT | NIR)",
        "first_year": FIRST_YEAR,
        "announced_to": ANNOUNCED_TO,
        "parts": parts,
    }
    return json.dumps(table, indent=0) + "\n"


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(0 if FILE.read_text() == text() else f"{FILE.name} is not what the holidays package gives")
    FILE.write_text(text())
