"""A notice, a schedule and a committee system's answer with one fault in each field: nothing is lost unsaid."""

from __future__ import annotations

import copy
import datetime
import itertools
import json
from collections.abc import Iterator
from typing import Any

import pytest

from commission_plan.importing import diary, mspdi, notice_plan, ocds
from commission_plan.importing.brought import Brought
from commission_plan.importing.imported_plan import Given
from commission_plan.importing.problems import Problem
from commission_plan.importing.register_plan import Terms

TODAY = datetime.date(2026, 1, 5)
FAULTS = ("31/02/2027", "2027-02-30T00:00:00Z", "banana 77", "-77", "77e77", "99999999999999999999", "٧٧", "NaN77")
#: What JSON may have where something else belongs.
TYPES: tuple[Any, ...] = (-77.5, True, ["banana 77"], {"banana": 77}, None, "", [])
RELEASE: dict[str, Any] = {
    "ocid": "ocds-b5fd17-1",
    "id": "1-2026",
    "date": "2026-01-05T09:00:00Z",
    "tag": ["award"],
    "language": "en",
    "initiationType": "tender",
    "buyer": {"id": "GB-1", "name": "Borsetshire County Council"},
    "tender": {
        "id": "T1",
        "title": "Respite care",
        "description": "Care at home. It can be extended by a year.",
        "status": "complete",
        "legalBasis": {"id": "2023/54", "scheme": "UKPGA"},
        "lots": [{"id": "L1", "title": "North", "status": "complete", "contractPeriod": {"endDate": "2027-03-31"}}],
        "contractPeriod": {"startDate": "2024-04-01", "endDate": "2027-03-31", "maxExtentDate": "2029-03-31"},
    },
    "awards": [
        {
            "id": "A1",
            "title": "Respite care",
            "status": "active",
            "relatedLots": ["L1"],
            "suppliers": [{"id": "S1", "name": "Example Ltd"}],
            "contractPeriod": {"startDate": "2024-04-01", "endDate": "2027-03-31", "durationInDays": 1095},
        }
    ],
    "contracts": [
        {
            "id": "C1",
            "awardID": "A1",
            "title": "Respite care",
            "status": "active",
            "period": {"startDate": "2024-04-01", "endDate": "2027-03-31"},
        }
    ],
}
OTHER = {"id": "A2", "title": "Night care", "status": "active", "contractPeriod": {"endDate": "2027-06-30"}}


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to everything in the value, to whole objects and lists as well."""
    if path:
        yield path
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from paths(inner, (*path, key))


def put(path: tuple[Any, ...], fault: Any) -> bytes:
    whole = copy.deepcopy(RELEASE)
    whole["awards"].append(OTHER)
    holder: Any = whole
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = fault
    return json.dumps(
        {"releases": [whole, {"ocid": "ocds-b5fd17-2", "date": "2026-01-05", "awards": [OTHER]}]}
    ).encode()


def said(made: Brought | Problem) -> str:
    if isinstance(made, Problem):
        return str(made)
    return "\n".join([" ".join(made.plan.decode().split()), *map(str, made.left), *made.taken, *made.asked])


#: What says nothing of what is in a plan; the scheme of a law counts only where it is Scotland's, and of several titles
#: the contract's own does.
UNHEARD = {
    ("language",),
    ("tender", "legalBasis", "scheme"),
    ("tender", "lots", 0, "title"),
    ("awards", 0, "title"),
}


def told(path: tuple[Any, ...], fault: Any, everything: str) -> bool:
    """Whether the value is in the plan or among what is told, or its place is."""
    words = {str: str(fault), list: "banana 77", dict: "banana"}.get(type(fault), str(fault))
    names = [key for key in path if isinstance(key, str)]
    if path == ("buyer", "name"):
        return words in everything or "buyer: it has no name" in everything
    unnamed = any(key in ("id", "tag", "initiationType", "ocid") for key in names[-1:])
    return words.lower() in everything.lower() or unnamed or f"{'/'.join(names)}" in everything


@pytest.mark.parametrize("path", list(paths(RELEASE)), ids=lambda path: "/".join(map(str, path)))
def test_a_notice(path: tuple[Any, ...]) -> None:
    for fault in (*FAULTS, *TYPES):
        made = [notice_plan.brought(each, Terms(), TODAY, None, []) for each in ocds.read(put(path, fault))]

        assert any(isinstance(each, Brought) and "2027-06-30" in each.plan.decode() for each in made), fault
        for each in made:
            assert isinstance(each, Problem) or each.analysis.verdict != "invalid"
        everything = "\n".join(map(said, made))
        assert not fault or path in UNHEARD or told(path, fault, everything), (fault, everything)


TASK = {
    "UID": "1",
    "ID": "1",
    "Name": "Tender",
    "Active": "1",
    "Manual": "0",
    "IsNull": "0",
    "Milestone": "0",
    "Summary": "0",
    "Estimated": "0",
    "OutlineLevel": "1",
    "Start": "2026-06-01T08:00:00",
    "Finish": "2026-06-05T17:00:00",
    "Duration": "PT40H0M0S",
    "DurationFormat": "7",
    "ActualStart": "",
    "ActualFinish": "",
    "PercentComplete": "0",
    "ConstraintType": "4",
    "ConstraintDate": "2026-06-01T08:00:00",
    "Deadline": "2026-06-30T17:00:00",
    "CalendarUID": "-1",
    "Notes": "of a kind",
}
LINK = {"PredecessorUID": "2", "Type": "1", "LinkLag": "4800", "LagFormat": "7", "CrossProject": "0"}


def schedule(task: dict[str, str], link: dict[str, str]) -> bytes:
    def xml(fields: dict[str, str]) -> str:
        return "".join(f"<{name}>{text}</{name}>" for name, text in fields.items())

    before = TASK | {"UID": "2", "ID": "2", "Name": "Permission", "Start": "2026-05-01T08:00:00", "ConstraintType": "0"}
    before |= {"Finish": "2026-05-07T17:00:00", "Deadline": "", "ConstraintDate": ""}
    tasks = f"<Task>{xml(task)}<PredecessorLink>{xml(link)}</PredecessorLink></Task><Task>{xml(before)}</Task>"
    return f'<Project xmlns="http://schemas.microsoft.com/project"><Tasks>{tasks}</Tasks></Project>'.encode()


@pytest.mark.parametrize(("name", "fault"), [*itertools.product(TASK, FAULTS), *itertools.product(LINK, FAULTS)])
def test_a_schedule_of_microsoft_project(name: str, fault: str) -> None:
    changed = ({**TASK, name: fault}, LINK) if name in TASK else (TASK, {**LINK, name: fault})
    made = mspdi.brought(schedule(*changed), Given("plan.xml", None, TODAY, Terms()))

    everything = said(made)
    assert "permission:" in everything and made.analysis.verdict != "invalid"
    # An ID is what the task is called where something is told of it; the start follows from link and constraint.
    assert fault in everything or name in everything or name == "ID" or "its lag is not in full days" in everything


MEETING = {
    "meetingid": "1",
    "meetingdate": "15/06/2026",
    "meetingtitle": "Cabinet",
    "meetingstatus": "Confirmed",
    "meetingcomments": "in the Town Hall",
    "iscancelled": "False",
    "meetingvenue": "Town Hall",
}


@pytest.mark.parametrize(("name", "fault"), list(itertools.product(["committeetitle", *MEETING], FAULTS)))
def test_the_answer_of_a_committee_system(name: str, fault: str) -> None:
    fields = "".join(
        f"<{key}>{text}</{key}>" for key, text in (MEETING | {name: fault}).items() if key != "committeetitle"
    )
    committee = f"<committeetitle>{fault if name == 'committeetitle' else 'Cabinet'}</committeetitle>"
    meetings = f"<meeting>{fields}</meeting><meeting><meetingdate>13/07/2026</meetingdate></meeting>"
    found = diary.read(f"<getmeetings>{committee}<meetings>{meetings}</meetings></getmeetings>".encode())

    days = [datetime.date.fromordinal(each.day).isoformat() for each in found.meetings]
    assert "2026-07-13" in days
    everything = "\n".join([*map(str, [*found.problems, *found.told]), *found.taken, *found.bodies()])
    if name == "meetingdate":
        assert [problem.where for problem in found.problems] == ["meeting 1"] and fault[:10] in everything
    else:
        assert "2026-06-15" in days
        assert fault in everything or f"{name}: " in everything
