"""Every row that computes has its worked date: the last day on one side of it, and the first on the other.

The days are from the provisions, or counted by hand; none of them is what the program said. Bank holidays that matter
stand beside them. For a minimum the second day is the first lawful one, for a latest date the last lawful one; for an
order both are the same day. ``scripts/law_by_a_day.py`` makes each row a day longer and shorter, and asks this file.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from commission_plan.analysis import Analysis, analyse
from commission_plan.findings import Finding
from commission_plan.model.plan import KINDS
from commission_plan.rulepacks import NAMES, REGIMES, pack
from commission_plan.rulepacks.pack import Pack, Row

ROWS: dict[str, tuple[Pack, Row]] = {
    id: (pack(name), row) for name in NAMES for id, row in pack(name).rows.items() if row.computes
}

#: Per row: the day of the event, and the first (of a latest date the last) lawful day, with how it is counted.
WORKED: dict[str, list[tuple[str, str, str]]] = {
    # Procurement Act 2023: the day of the invitation is left out, and nothing moves off a weekend.
    "pa-part-std": [("2027-03-01", "2027-03-26", "1 March and 25")],
    "pa-part-urgent": [("2027-03-01", "2027-03-11", "1 March and 10")],
    "pa-part-light": [("2027-03-06", "2027-03-06", "no least time")],
    "pa-tend-light": [("2027-03-06", "2027-03-06", "no least time")],
    "pa-tend-neg": [("2027-03-06", "2027-03-06", "as agreed")],
    "pa-tend-presel": [("2027-04-07", "2027-04-17", "7 April and 10, a Saturday")],
    "pa-tend-qppn": [("2026-04-20", "2026-04-30", "20 April and 10")],
    "pa-tend-urgent": [("2027-03-01", "2027-03-11", "1 March and 10")],
    "pa-tend-dm": [("2027-03-01", "2027-03-11", "1 March and 10")],
    "pa-tend-25": [
        ("2026-03-02", "2026-03-27", "2 March and 25"),
        ("2027-01-04", "2027-01-29", "4 January and 25"),
    ],
    "pa-tend-30a": [("2027-03-01", "2027-03-31", "1 March and 30")],
    "pa-tend-30b": [("2027-03-01", "2027-03-31", "1 March and 30")],
    "pa-tend-35": [("2027-03-01", "2027-04-05", "1 March and 35: 30 days to 31 March, and 5")],
    "pa-qppn": [
        ("2027-03-03", "2027-04-12", "28 days to 31 March, and 12"),
        ("2026-03-11", "2026-04-20", "20 days to 31 March, and 20"),
    ],
    "pa-qppn-clear": [("2026-03-10", "2026-04-20", "40 days lie between: 21 in March and 19 in April")],
    "pa-qppn-old": [("2026-04-12", "2027-04-12", "12 months")],
    "pa-as": [("2027-03-16", "2027-03-16", "the same day")],
    "pa-can": [("2027-03-16", "2027-03-16", "the same day")],
    # Out are bank holidays of any part of the kingdom.
    "pa-ss": [
        ("2027-03-16", "2027-03-30", "16, 18, 19, 22 to 25, 30 March; out: 17 (NI), 26, 29"),
        ("2026-03-11", "2026-03-23", "11 to 13, 16, 18 to 20, 23 March; out: 17 (NI)"),
        ("2026-06-04", "2026-06-16", "4, 5, 8 to 12, 16 June; out: 15 (Scotland)"),
        ("2026-06-06", "2026-06-18", "a Saturday; 8 to 12, 16 to 18 June; out: 15 (Scotland)"),
        ("2026-11-24", "2026-12-04", "24 to 27 November, 1 to 4 December; out: 30 November (Scotland)"),
        ("2025-12-18", "2025-12-31", "18, 19, 22 to 24, 29 to 31 December; out: 25, 26"),
        ("2025-12-24", "2026-01-08", "24, 29 to 31 December, 5 to 8 January; out: 25, 26, 1, 2 (Scotland)"),
        ("2026-12-21", "2027-01-05", "21 to 24, 29 to 31 December, 5 January; out: 25, 28, 1, 4 (Scotland)"),
        ("2027-07-08", "2027-07-20", "8, 9, 13 to 16, 19, 20 July; out: 12 (NI)"),
    ],
    "pa-ss-ex": [("2027-03-06", "2027-03-06", "none")],
    "pa-ss-vol": [("2027-03-16", "2027-03-30", "16, 18, 19, 22 to 25, 30 March; out: 17 (NI), 26, 29")],
    "pa-tn": [("2027-02-08", "2027-02-08", "the same day")],
    # The day itself counts.
    "pa-cdn": [("2026-03-01", "2026-03-30", "1 to 30 March"), ("2027-05-14", "2027-06-12", "18 in May, 12 in June")],
    "pa-cdn-light": [("2026-03-01", "2026-06-28", "31, 30, 31 days, and 28")],
    "pa-copy": [("2026-03-01", "2026-05-29", "31, 30 days, and 29")],
    "pa-copy-light": [("2026-03-01", "2026-08-27", "31, 30, 31, 30, 31 days, and 27")],
    "pa-kpi": [("2027-03-01", "2027-03-01", "the same day")],
    "pa-kpi-rep": [("2027-04-13", "2028-04-12", "the twelve months end with 12 April")],
    "pa-kpi-next": [("2028-04-12", "2029-04-11", "the twelve months end with 11 April")],
    "pa-ccn": [("2027-03-30", "2027-03-30", "the same day")],
    "pa-ccn-ss": [("2027-03-24", "2027-04-06", "24, 25, 30, 31 March, 1, 2, 5, 6 April; out: 26, 29 March")],
    "pa-mod-copy": [("2026-03-01", "2026-05-29", "31, 30 days, and 29")],
    "pa-end": [("2028-01-31", "2028-02-29", "31 January, and 29"), ("2027-03-31", "2027-04-29", "31 March, and 29")],
    "pa-pme": [("2027-03-01", "2027-03-01", "the same day")],
    "pa-coi": [("2027-02-08", "2027-02-08", "the same day")],
    "pa-coi-direct": [("2027-02-08", "2027-02-08", "the same day")],
    "pa-coi-market": [("2027-02-08", "2027-02-08", "the same day")],
    "pa-bt-notice": [("2027-03-01", "2027-03-01", "the same day")],
    "pa-bt-details": [("2026-03-01", "2026-03-30", "1 to 30 March")],
    # Public Contracts Regulations 2015: the day of the event is left out, the end moves on to a working day.
    "pcr-open": [("2019-09-03", "2019-10-08", "27 days to 30 September, and 8, a Tuesday")],
    "pcr-open-e": [("2019-09-02", "2019-10-02", "28 days to 30 September, and 2, a Wednesday")],
    "pcr-open-pin": [("2020-03-03", "2020-03-18", "3 March and 15, a Wednesday")],
    "pcr-open-urg": [("2020-03-03", "2020-03-18", "3 March and 15, a Wednesday")],
    "pcr-pin": [("2020-01-27", "2020-03-02", "4 days to 31 January, 29 in February, and 2")],
    "pcr-pin-old": [("2019-03-02", "2020-03-02", "12 months")],
    "pcr-res-sq": [("2019-09-02", "2019-10-02", "28 days to 30 September, and 2, a Wednesday")],
    "pcr-res-sq-urg": [("2020-03-03", "2020-03-18", "3 March and 15, a Wednesday")],
    "pcr-res-sub": [
        ("2020-03-02", "2020-03-12", "2 March and 10, a Thursday"),
        ("2020-04-28", "2020-05-11", "Friday 8 May is the holiday, so Monday 11"),
    ],
    "pcr-res-agreed": [("2020-03-06", "2020-03-07", "as agreed, the Saturday after a Friday")],
    "pcr-cpn": [("2019-09-02", "2019-10-02", "28 days to 30 September, and 2, a Wednesday")],
    "pcr-cpn-urg": [("2020-03-03", "2020-03-18", "3 March and 15, a Wednesday")],
    "pcr-cpn-itt": [("2020-03-02", "2020-03-12", "2 March and 10, a Thursday")],
    "pcr-cpn-agreed": [("2020-03-06", "2020-03-07", "as agreed, the Saturday after a Friday")],
    "pcr-cd": [("2019-09-02", "2019-10-02", "28 days to 30 September, and 2, a Wednesday")],
    "pcr-dps": [("2019-09-02", "2019-10-02", "28 days to 30 September, and 2, a Wednesday")],
    "pcr-dps-itt": [("2020-03-02", "2020-03-12", "2 March and 10, a Thursday")],
    "pcr-dps-agreed": [("2020-03-06", "2020-03-07", "as agreed, the Saturday after a Friday")],
    "pcr-ss-e": [
        ("2020-03-02", "2020-03-12", "2 March and 10, a Thursday"),
        ("2026-06-04", "2026-06-15", "Sunday 14 moves to Monday 15"),
        ("2020-04-28", "2020-05-11", "Friday 8 May is the holiday, so Monday 11"),
        ("2022-05-23", "2022-06-06", "2 and 3 June are holidays, so Monday 6"),
        ("2016-12-15", "2016-12-28", "Sunday 25; 26 and 27 are holidays, so Wednesday 28"),
        ("2019-04-09", "2019-04-23", "19 and 22 April are Easter, so Tuesday 23"),
    ],
    "pcr-ss-light": [("2020-03-02", "2020-03-12", "2 March and 10, a Thursday")],
    "pcr-ss-post": [("2020-03-03", "2020-03-18", "3 March and 15, a Wednesday")],
    "pcr-ss-ex": [("2020-03-07", "2020-03-07", "none")],
    # The contract comes once the period has ended, which the move to a working day is part of.
    "pcr-vtn": [
        ("2024-10-01", "2024-10-12", "2 to 11 October, and then the next day"),
        ("2024-10-02", "2024-10-15", "3 to 12 October, a Saturday, so Monday 14, and then the next day"),
        ("2024-03-19", "2024-04-03", "to 29 March, Good Friday; 1 April is a holiday, so Tuesday 2, and the next day"),
        ("2024-12-15", "2024-12-28", "16 to 25 December; 26 is a holiday too, so Friday 27, and then the next day"),
    ],
    "pcr-can": [("2024-09-30", "2024-10-30", "30 in October, a Wednesday")],
    "pcr-can-light": [("2024-09-30", "2024-10-30", "30 in October, a Wednesday")],
    "pcr-can-dps": [("2024-09-30", "2024-10-30", "30 in October, a Wednesday")],
    "pcr-lt": [("2020-03-07", "2020-03-07", "no least time")],
    # Public Contracts Regulations 2006. Easter 2010: 2 and 5 April.
    "p06-can": [
        ("2014-02-18", "2014-04-07", "10 in February, 31, and 7, a Monday"),
        ("2014-02-19", "2014-04-08", "9 in February, 31, and 8, a Tuesday"),
    ],
    "p06-can-dps": [
        ("2014-02-18", "2014-04-07", "10 in February, 31, and 7, a Monday"),
        ("2014-02-19", "2014-04-08", "9 in February, 31, and 8, a Tuesday"),
    ],
    "p06-open": [("2010-03-01", "2010-04-22", "30 in March, and 22, a Thursday")],
    "p06-open-e": [("2010-03-01", "2010-04-15", "30 in March, and 15, a Thursday")],
    "p06-open-docs": [("2010-03-05", "2010-04-21", "26 in March, and 21, a Wednesday")],
    "p06-open-both": [("2010-03-05", "2010-04-14", "26 in March, and 14, a Wednesday")],
    "p06-open-pin": [("2010-03-01", "2010-03-23", "1 March and 22, a Tuesday")],
    "p06-pin": [("2010-01-08", "2010-03-01", "23 in January, 28, and 1")],
    "p06-pin-old": [("2009-03-01", "2010-03-01", "12 months")],
    "p06-res-sq": [("2010-03-01", "2010-04-07", "30 in March, and 7, a Wednesday")],
    "p06-res-sq-e": [("2010-03-01", "2010-03-31", "1 March and 30, a Wednesday")],
    "p06-res-sq-urg": [("2010-03-02", "2010-03-17", "2 March and 15, a Wednesday")],
    "p06-res-sq-urg-e": [("2010-03-01", "2010-03-11", "1 March and 10, a Thursday")],
    "p06-res-itt": [("2010-03-05", "2010-04-14", "26 in March, and 14, a Wednesday")],
    "p06-res-itt-docs": [("2010-03-03", "2010-04-07", "28 in March, and 7, a Wednesday")],
    "p06-res-itt-pin": [("2010-06-01", "2010-06-23", "1 June and 22, a Wednesday")],
    "p06-res-itt-urg": [("2010-03-01", "2010-03-11", "1 March and 10, a Thursday")],
    "p06-neg": [("2010-03-01", "2010-04-07", "30 in March, and 7, a Wednesday")],
    "p06-neg-e": [("2010-03-01", "2010-03-31", "1 March and 30, a Wednesday")],
    "p06-neg-urg": [("2010-03-02", "2010-03-17", "2 March and 15, a Wednesday")],
    "p06-neg-urg-e": [("2010-03-01", "2010-03-11", "1 March and 10, a Thursday")],
    "p06-ss": [
        ("2010-03-01", "2010-03-11", "1 March and 10, a Thursday"),
        ("2010-03-23", "2010-04-06", "2 April is Good Friday, 5 a holiday, so Tuesday 6"),
    ],
    "p06-ss-post": [("2010-03-02", "2010-03-17", "2 March and 15, a Wednesday")],
    # Provider Selection Regime: bank holidays of England alone.
    "psr-msp": [("2027-02-01", "2027-02-15", "1 February and 14")],
    "psr-ss": [
        ("2027-01-07", "2027-01-20", "opens 8; 11 to 15, 18 to 20 January"),
        ("2026-12-17", "2027-01-04", "opens 18; 21 to 24, 29 to 31 December, 4 January; out: 25, 28, 1"),
        ("2025-01-06", "2025-01-17", "opens 7; 8 to 10, 13 to 17 January"),
        ("2026-06-04", "2026-06-17", "opens 5; 8 to 12, 15 to 17 June: the holiday of Scotland counts"),
        ("2027-03-17", "2027-04-01", "opens 18; 19, 22 to 25, 30, 31 March, 1 April; out: 26, 29"),
    ],
    "psr-ss-ex": [("2027-02-06", "2027-02-06", "none")],
    "psr-ss-rep": [
        ("2026-12-24", "2027-01-06", "29 to 31 December, 4, 5 January; out: 25, 28, 1; and then the next day"),
        ("2027-03-22", "2027-04-01", "23, 24, 25, 30, 31 March; out: 26, 29; and then the next day"),
    ],
    "psr-dap": [("2027-01-21", "2027-02-20", "10 in January, and 20")],
    "psr-award": [("2027-01-21", "2027-02-20", "10 in January, and 20")],
    "psr-mod": [("2027-04-01", "2027-05-01", "29 in April, and 1, a Saturday")],
    "psr-urgent": [("2027-02-05", "2027-03-07", "23 in February, and 7, a Sunday")],
    "psr-urgent-mod": [("2027-04-01", "2027-05-01", "29 in April, and 1, a Saturday")],
    "psr-aband": [("2027-04-01", "2027-05-01", "29 in April, and 1, a Saturday")],
    # Councils in England: neither day counts.
    "gov-key": [
        ("2027-01-17", "2027-02-15", "18 to 31 January and 1 to 14 February lie between"),
        ("2026-06-15", "2026-07-14", "16 to 30 June and 1 to 13 July lie between"),
    ],
    "gov-gen": [("2027-02-08", "2027-02-16", "9 to 12, 15 February lie between")],
    "gov-spec": [("2027-02-15", "2027-02-15", "the same day")],
    "gov-priv-urgent": [("2027-02-15", "2027-02-15", "the same day")],
    "gov-key-one": [("2027-01-10", "2027-02-08", "11 to 31 January and 1 to 7 February lie between")],
    "gov-gen-one": [("2027-02-08", "2027-02-16", "9 to 12, 15 February lie between")],
    "gov-spec-one": [("2027-02-15", "2027-02-15", "the same day")],
    "gov-priv": [("2027-03-15", "2027-04-13", "16 to 31 March and 1 to 12 April lie between")],
    "gov-priv-2": [("2027-04-06", "2027-04-14", "7 to 9, 12, 13 April lie between")],
    "gov-agenda": [
        ("2027-04-06", "2027-04-14", "7 to 9, 12, 13 April lie between"),
        ("2027-03-22", "2027-04-01", "23, 24, 25, 30, 31 March lie between; out: 26, 29"),
    ],
    "gov-committee": [("2027-04-06", "2027-04-14", "7 to 9, 12, 13 April lie between")],
    # The transfer of staff.
    "tupe-eli": [("2027-03-04", "2027-04-01", "27 in March, and 1"), ("2026-06-03", "2026-07-01", "27, and 1")],
    "tupe-eli-clear": [("2027-03-03", "2027-04-01", "28 days in March lie between")],
    "tupe-eli-old": [("2014-03-18", "2014-04-01", "13 in March, and 1")],
    "tupe-eli-fresh": [("2027-03-04", "2027-03-18", "4 March and 14")],
    "tupe-info": [("2027-09-30", "2027-10-01", "the day before the transfer, at the very latest")],
    # Consultation and notice to voluntary bodies.
    "con-code08": [("2010-01-04", "2010-03-28", "28 in January, 28, and 28: 84 days")],
    "con-2012": [("2013-03-04", "2013-03-17", "4 to 17 March")],
    "con-bv": [("2027-03-01", "2027-06-01", "three months")],
    # Below the threshold, and decisions of officers.
    "pa-bt-reserve": [("2027-03-01", "2027-03-01", "the same day")],
    "off-24h": [("2027-02-08", "2027-02-09", "the day after")],
    # Scotland: the end moves on to a working day of Scotland, where Easter Monday is one.
    "pcs-open": [
        ("2027-03-02", "2027-04-06", "29 in March, and 6, a Tuesday"),
        ("2027-03-01", "2027-04-05", "30 in March, and 5, a Monday"),
    ],
    "pcs-open-e": [
        ("2027-03-02", "2027-04-01", "29 in March, and 1, a Thursday"),
        ("2027-02-25", "2027-03-29", "to Saturday 27 March, so Easter Monday, which works"),
    ],
    "pcs-open-pin": [
        ("2027-03-02", "2027-03-17", "2 March and 15, a Wednesday"),
        ("2027-03-11", "2027-03-29", "to Good Friday, 26 March, so Easter Monday"),
    ],
    "pcs-open-urg": [
        ("2027-03-02", "2027-03-17", "2 March and 15, a Wednesday"),
        ("2027-03-11", "2027-03-29", "to Good Friday, 26 March, so Easter Monday"),
    ],
    "pcs-pin": [("2027-01-22", "2027-02-26", "9 in January, and 26")],
    "pcs-pin-old": [("2026-03-01", "2027-03-01", "12 months")],
    "pcs-res-sq": [
        ("2027-03-02", "2027-04-01", "29 in March, and 1, a Thursday"),
        ("2027-07-01", "2027-08-03", "to Saturday 31 July; 2 August is a holiday, so Tuesday 3"),
    ],
    "pcs-res-urg": [
        ("2027-03-02", "2027-03-17", "2 March and 15, a Wednesday"),
        ("2027-03-11", "2027-03-29", "to Good Friday, 26 March, so Easter Monday"),
    ],
    "pcs-res-sub": [
        ("2027-03-01", "2027-03-11", "1 March and 10, a Thursday"),
        ("2026-11-20", "2026-12-01", "to Monday 30 November, St Andrew's Day, so Tuesday 1"),
    ],
    "pcs-res-agreed": [("2027-03-05", "2027-03-06", "as agreed, the Saturday after a Friday")],
    "pcs-cpn": [
        ("2027-03-02", "2027-04-01", "29 in March, and 1, a Thursday"),
        ("2027-07-01", "2027-08-03", "to Saturday 31 July; 2 August is a holiday, so Tuesday 3"),
    ],
    "pcs-cpn-urg": [
        ("2027-03-02", "2027-03-17", "2 March and 15, a Wednesday"),
        ("2027-03-11", "2027-03-29", "to Good Friday, 26 March, so Easter Monday"),
    ],
    "pcs-cpn-itt": [
        ("2027-03-01", "2027-03-11", "1 March and 10, a Thursday"),
        ("2027-04-16", "2027-04-26", "16 April and 10, a Monday"),
    ],
    "pcs-cpn-agreed": [("2027-03-05", "2027-03-06", "as agreed, the Saturday after a Friday")],
    "pcs-cd": [
        ("2027-03-02", "2027-04-01", "29 in March, and 1, a Thursday"),
        ("2027-07-01", "2027-08-03", "to Saturday 31 July; 2 August is a holiday, so Tuesday 3"),
    ],
    "pcs-lt": [("2027-03-06", "2027-03-06", "no least time")],
    "pcs-lt-sq": [("2027-03-06", "2027-03-06", "no least time")],
    "pcs-dps": [
        ("2027-03-02", "2027-04-01", "29 in March, and 1, a Thursday"),
        ("2027-07-01", "2027-08-03", "to Saturday 31 July; 2 August is a holiday, so Tuesday 3"),
    ],
    "pcs-dps-itt": [
        ("2027-03-01", "2027-03-11", "1 March and 10, a Thursday"),
        ("2027-04-22", "2027-05-04", "to Sunday 2 May; 3 May is a holiday, so Tuesday 4"),
    ],
    "pcs-letters": [("2027-03-16", "2027-03-16", "the same day")],
    "pcs-ss-e": [
        ("2027-03-01", "2027-03-11", "1 March and 10, a Thursday"),
        ("2027-03-16", "2027-03-29", "to Good Friday, 26 March, so Easter Monday"),
        ("2027-07-23", "2027-08-03", "to 2 August, a holiday, so Tuesday 3"),
        ("2026-06-05", "2026-06-16", "to 15 June, a holiday in Scotland that year, so Tuesday 16"),
    ],
    "pcs-ss-light": [
        ("2027-03-01", "2027-03-11", "1 March and 10, a Thursday"),
        ("2027-03-16", "2027-03-29", "to Good Friday, 26 March, so Easter Monday"),
    ],
    "pcs-ss-post": [
        ("2027-03-02", "2027-03-17", "2 March and 15, a Wednesday"),
        ("2026-12-17", "2027-01-05", "to 1 January; 1 and 4 January are holidays, so Tuesday 5"),
    ],
    "pcs-ss-ex": [("2027-03-06", "2027-03-06", "none")],
    "pcs-veat": [
        ("2027-03-01", "2027-03-12", "1 March and 10, a Thursday, and the next day"),
        ("2027-07-22", "2027-08-04", "to Sunday 1 August; 2 is a holiday, so Tuesday 3, and the next day"),
    ],
    "pcs-can": [
        ("2027-03-02", "2027-04-01", "29 in March, and 1, a Thursday"),
        ("2027-07-02", "2027-08-03", "to Sunday 1 August; 2 is a holiday, so Tuesday 3"),
    ],
    "pcs-can-light": [
        ("2027-03-02", "2027-04-01", "29 in March, and 1, a Thursday"),
        ("2027-07-02", "2027-08-03", "to Sunday 1 August; 2 is a holiday, so Tuesday 3"),
    ],
    "pcs-can-dps": [
        ("2027-03-02", "2027-04-01", "29 in March, and 1, a Thursday"),
        ("2027-03-31", "2027-04-30", "30 in April, a Friday"),
    ],
    # The Act of 2014 moves nothing.
    "pras-sust": [("2027-03-01", "2027-03-01", "the same day")],
    "pras-cb": [("2027-03-01", "2027-03-01", "the same day")],
    "pras-notice": [("2027-03-01", "2027-03-01", "the same day")],
    "pras-can": [
        ("2027-07-02", "2027-08-01", "29 in July, and 1, a Sunday"),
        ("2027-02-24", "2027-03-26", "4 in February, and 26, Good Friday"),
    ],
    "pras-can-late": [
        ("2027-03-02", "2027-04-01", "29 in March, and 1, a Thursday"),
        ("2027-07-02", "2027-08-03", "to Sunday 1 August; 2 is a holiday, so Tuesday 3"),
        ("2027-02-24", "2027-03-29", "to Good Friday, 26 March, so Easter Monday"),
    ],
    "pras-can-dps": [("2027-03-31", "2027-04-30", "30 in April")],
    "pras-no-ss": [("2027-03-06", "2027-03-06", "none")],
    "sco-agenda": [("2027-04-09", "2027-04-13", "10 to 12 April lie between")],
    "sco-agenda-wd": [("2027-04-07", "2027-04-13", "8, 9, 12 April lie between")],
    # Wales. Easter 2027: 26 and 29 March.
    "wal-agenda-exec": [("2027-03-27", "2027-03-31", "28 to 30 March lie between")],
    "wal-agenda-exec-wd": [("2027-03-23", "2027-03-31", "24, 25, 30 March lie between")],
    "wal-agenda": [("2027-03-27", "2027-03-31", "28 to 30 March lie between")],
    "wal-agenda-wd": [("2027-03-23", "2027-03-31", "24, 25, 30 March lie between")],
    "wal-member": [("2027-03-01", "2027-03-01", "the same day")],
    "wal-lease-1": [("2027-03-01", "2027-03-31", "1 to 30 March, and then the next day")],
    "wal-lease-2": [("2027-03-01", "2027-03-31", "1 to 30 March, and then the next day")],
    "psrw-msp": [("2027-02-01", "2027-02-15", "1 February and 14")],
    "psrw-ss": [
        ("2027-03-01", "2027-03-11", "2 to 5, 8 to 11 March"),
        ("2027-03-18", "2027-04-01", "19, 22 to 25, 30, 31 March, 1 April; out: 26, 29"),
        ("2026-12-17", "2026-12-31", "18, 21 to 24, 29 to 31 December; out: 25, 28"),
    ],
    "psrw-ss-ex": [("2027-03-06", "2027-03-06", "none")],
    "psrw-ss-rep": [("2026-12-24", "2027-01-06", "29 to 31 December, 4, 5 January; out: 25, 28, 1; and the next day")],
    "psrw-award": [("2027-03-12", "2027-04-11", "19 in March, and 11, a Sunday")],
    "psrw-urgent": [("2027-03-12", "2027-04-11", "19 in March, and 11, a Sunday")],
    "psrw-mod": [("2027-05-03", "2027-06-02", "28 in May, and 2")],
    "psrw-aband": [("2027-05-03", "2027-06-02", "28 in May, and 2")],
    # Northern Ireland.
    "ni-agenda": [("2027-07-14", "2027-07-19", "14 July and 5")],
    "ni-agenda-clear": [("2027-07-13", "2027-07-19", "14 to 18 July lie between")],
    "ni-tupe-eli": [("2027-09-17", "2027-10-01", "13 in September, and 1")],
    # Leaseholders: the day of the notice is the first of the thirty, and what follows is on the day after them.
    "lh-q1": [("2027-01-04", "2027-02-03", "4 January to 2 February, and then the next day")],
    "lh-n1": [("2027-01-04", "2027-02-03", "4 January to 2 February, and then the next day")],
    "lh-w1": [("2027-01-04", "2027-02-03", "4 January to 2 February, and then the next day")],
    "lh-w3": [("2027-01-04", "2027-02-03", "4 January to 2 February, and then the next day")],
    "lh-q1-uk4": [("2027-01-04", "2027-01-04", "the same day")],
    "lh-q1-spec": [("2027-01-04", "2027-02-03", "4 January to 2 February, and then the next day")],
    "lh-q2": [("2027-03-31", "2027-04-30", "31 March to 29 April, and then the next day")],
    "lh-n2": [("2027-03-31", "2027-04-30", "31 March to 29 April, and then the next day")],
    "lh-w2": [("2027-03-31", "2027-04-30", "31 March to 29 April, and then the next day")],
    "lh-w4": [("2027-03-31", "2027-04-30", "31 March to 29 April, and then the next day")],
    "lh-q2-uk6": [("2027-03-31", "2027-04-30", "31 March to 29 April, and then the next day")],
    "lh-w": [("2027-06-01", "2027-07-01", "1 to 30 June, and then the next day")],
    "lh-reply": [("2027-04-20", "2027-05-11", "10 in April, and 11"), ("2027-06-22", "2027-07-13", "8, and 13")],
    "lh-n3": [("2027-05-14", "2027-06-04", "17 in May, and 4")],
    # Reorganisation, redundancies, subsidies, and duties to consider.
    "s24-rev": [("2027-01-12", "2027-01-12", "the same day")],
    "s24-cap": [("2027-01-12", "2027-01-12", "the same day")],
    "s24-land": [("2027-01-12", "2027-01-12", "the same day")],
    "s24-before-uk6": [("2027-01-12", "2027-01-12", "the same day")],
    "red-30": [("2027-03-01", "2027-03-31", "1 March and 30")],
    "red-30-clear": [("2027-03-01", "2027-04-01", "2 to 31 March lie between")],
    "red-45": [("2027-03-01", "2027-04-15", "30 in March, and 15")],
    "red-hr1": [("2027-03-01", "2027-03-31", "1 March and 30")],
    "red-hr1-100": [("2027-03-01", "2027-04-15", "30 in March, and 15")],
    "sub-cool": [("2027-03-19", "2027-03-31", "22 to 25, 30 March; out: 26, 29; and then the next day")],
    "sub-silent": [
        ("2027-02-05", "2027-03-20", "5, 8 to 26 February, 1 to 16, 18, 19 March; out: 17 (NI); and then the next day")
    ],
    "sv-before": [("2027-03-01", "2027-03-01", "the same day")],
    "psed-before": [("2027-03-01", "2027-03-01", "the same day")],
}  # fmt: skip

#: What a milestone is that stands for an event which the first of several kinds is.
_AS = {
    "contract-or-award": "contract-signature",
    "award-or-contract": "award",
    "award-or-after": "award",
    "decision-or-award": "decision",
    "advertisement-or-tender": "advertisement",
}


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def iso(number: int) -> str:
    return date.fromordinal(number).isoformat()


def analysed(text: str) -> Analysis:
    found = analyse(text.encode(), today=date(2026, 1, 5))
    assert found.case is not None, [finding.message for finding in found.findings]
    return found


def milestone(event: str | None) -> str:
    event = _AS.get(str(event), str(event))
    if event == "meeting":
        return "at: cabinet"
    if event == "decision-by-one":
        return "kind: award"
    return f"kind: {event}" if event in KINDS else f"step: {event}"


#: The nation of a pack that is of one alone, and the law that a plan with it goes by.
_NATION = {
    **dict.fromkeys(("pcs-2015", "pra-2014", "scotland-council"), "scotland"),
    **dict.fromkeys(("psr-wales-2025", "wales"), "wales"),
    "northern-ireland": "northern-ireland",
}
_REGIME_BESIDE = {"scotland-council": "pcs-2015", "wales": "pa-2023", "northern-ireland": "pa-2023"}


def own_keys(pack: str, facts: dict[str, Any], event: int) -> list[str]:
    """The keys of a plan that say the facts which follow from them; they are taken out of ``facts``."""
    lines = []
    for fact, word in (("qlta", "qlta"), ("home_works", "works"), ("works_under_qlta", "works-under-qlta")):
        if facts.pop(fact, False):
            lines.append(f"leaseholders: {word}")
    for fact, number in (("twenty_dismissals", 20), ("hundred_dismissals", 100)):
        if facts.pop(fact, False):
            lines.append(f"dismissals: {number}")
    if pack == "section-24":
        facts.pop("under_direction"), facts.pop("consent_needed", None)
        capital = str(facts.pop("capital", False)).lower()
        lines += [f"section_24: {{from: {iso(event - 30)}, date: {iso(event + 80)}, ends: {iso(event + 900)},"]
        lines += [f"  consideration: £1000001, capital: {capital}}}"]
    return lines


def plan_for(id: str, event: int, other: int) -> str:
    """A plan with nothing in it but the two events of a row on those days, and what the row asks to be told."""
    chosen, row = ROWS[id]
    regime = chosen.id if chosen.id in REGIMES else "pcr-2006" if event < day("2015-02-26") else "pcr-2015"
    when = row.applies[0] if row.applies else None
    regime = _REGIME_BESIDE.get(chosen.id, regime)
    lines = ["plan: Two days", f"as_of: {iso(min(event, other) - 400)}", "calendar: every-day", f"regime: {regime}"]
    lines += [f"nation: {_NATION[chosen.id]}"] if chosen.id in _NATION else []
    procedure = when.procedure[0] if when and when.procedure else "open" if chosen.id in REGIMES else None
    lines += [f"procedure: {procedure}"] if procedure else []
    facts: dict[str, Any] = {"electronic": False, **dict.fromkeys(when.only_if, True), **when.needs} if when else {}
    lines += own_keys(chosen.id, facts, event)
    qualifying = facts.pop("qualifying_notice", False)
    executive = facts.pop("executive", False if row.ends == "meeting" else None)
    for fact, word in (("general_exception", "general"), ("special_urgency", "special")):
        if facts.pop(fact, False):
            lines.append(f"key_decision_exception: {word}")
    lines += [f"{fact}: {str(said).lower()}" for fact, said in facts.items()]
    worth = when and (when.over or when.at_least)
    lines += ["value: £6,000,000 inc VAT"] if worth else []
    if "contract-end" in (row.starts, row.ends):
        end = event if row.starts == "contract-end" else other
        lines += [f"services: {{advice: {{contracts: {{current: {{end: {iso(end)}, regime: {regime}}}}}}}}}"]
    if executive is not None:
        lines += [f"committees: {{cabinet: {{executive: {str(executive).lower()}}}}}"]
    steps, link = [], ""
    if qualifying:
        before = event - 30 if row.starts == "invitation" else event
        steps = [f"  early: {{kind: planned-procurement-notice, on: {iso(before - 90)}}}"]
        steps += [f"  one: {{kind: tender-notice, on: {iso(before)}}}"]
        link = ", after: one"
    if row.starts in ("invitation", "own-start"):
        # Work that begins on the day after its invitation, or that is counted itself.
        opens = event + 1 if row.starts == "invitation" else event
        steps += [f"  other: {{kind: {row.ends}, not_before: {iso(opens)}, takes: {max(other - opens + 1, 0)}d{link}}}"]
    else:
        if row.starts != "contract-end" and not qualifying:
            steps += [f"  one: {{{milestone(row.starts)}, on: {iso(event)}}}"]
        if row.ends != "contract-end":
            steps += [f"  other: {{{milestone(row.ends)}, on: {iso(other)}{link}}}"]
    return "\n".join([*lines, "milestones:", *steps, ""])


def broken(id: str, event: int, other: int) -> list[Finding]:
    """What is found of that row with its events on those days: at its place, with its provision and its severity."""
    analysis, row = analysed(plan_for(id, event, other)), ROWS[id][1]
    assert analysis.case is not None and analysis.case.law is not None
    said = [entry for entry in analysis.case.law.judged if entry.rule.id == id and entry.verdict == "broken"]
    return [
        finding
        for entry in said
        for finding in analysis.findings
        if finding.rule in ("too-short-by-law", "too-late-by-law")
        and finding.place == entry.span.place
        and finding.message.endswith(f"({row.citation})" + (f". Not certain: {row.doubt}" if row.doubt else ""))
        and finding.severity is row.severity
    ]


def lets_off(id: str) -> bool:
    length = ROWS[id][1].length
    return length is not None and length.count == 0


def test_there_is_a_worked_date_for_every_row_that_computes() -> None:
    assert set(WORKED) == set(ROWS)


@pytest.mark.parametrize("id", ROWS)
def test_a_row_is_kept_on_its_worked_day_and_broken_a_day_from_it(id: str) -> None:
    row = ROWS[id][1]
    for event, lawful, counted in WORKED[id]:
        first, last = day(event), day(lawful)
        worse = last + 1 if row.edge == "latest" else last - 1

        assert broken(id, first, last) == [], counted
        if not lets_off(id) and not (row.starts == "invitation" and worse <= first):
            assert len(broken(id, first, worse)) == 1, counted


@pytest.mark.parametrize("id", [id for id in ROWS if lets_off(id)])
def test_a_row_that_lets_off_is_what_judges(id: str) -> None:
    event = day(WORKED[id][0][0])
    found = analysed(plan_for(id, event, event + (ROWS[id][1].starts == "invitation")))
    assert found.case is not None and found.case.law is not None

    assert any(entry.rule.id == id and entry.verdict == "kept" for entry in found.case.law.judged)


@pytest.mark.parametrize("id", [id for id, (_, row) in ROWS.items() if lets_off(id) and row.group == "standstill"])
def test_without_a_standstill_a_contract_is_signed_on_the_day_of_its_notice(id: str) -> None:
    event = day(WORKED[id][0][0])
    found = analysed(plan_for(id, event, event).replace("kind: standstill,", "kind: contract-signature,"))

    assert "signature-in-standstill" not in {finding.rule for finding in found.findings}
