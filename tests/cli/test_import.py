"""``plan import`` and ``plan export`` as a user runs them: plans written, meetings taken over, nothing else touched."""

from __future__ import annotations

import datetime
import io
import json
import random
import re
from pathlib import Path

import jsonschema
import pytest

from commission_plan.analysis import analyse
from tests.cli.running import ROOT, plan, text
from tests.cli.transcripts import Step, renewed, run, transcripts
from tests.cli.transcripts import name as of_block
from tests.hostile.running import more_than_text
from tests.hostile.texts import TITLES

EXAMPLES = ROOT / "examples/import"
AS_OF = ("--as-of", "2026-01-05")
TODAY = datetime.date(2026, 1, 5)
HEADINGS = "Reference,Title,Supplier,Start date,End date,Value\n"
MANUAL = ROOT / "docs/import.md"
renewed(MANUAL)


@pytest.mark.parametrize("block", transcripts(MANUAL), ids=of_block)
def test_the_manual_shows_what_is_printed(block: list[Step]) -> None:
    assert block == run(block)


def written(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


# A register.


def test_a_register_becomes_one_plan_for_each_contract_that_is_due(tmp_path: Path) -> None:
    done = plan("import", str(EXAMPLES / "contracts.csv"), "-o", str(tmp_path / "plans"), *AS_OF)

    assert written(tmp_path / "plans") == [
        "advice-on-debt-and-housing-bcc-0112.yaml",
        "respite-care-for-carers-bcc-0147.yaml",
        "school-transport-bcc-0188.yaml",
    ]
    told = text(done)
    assert done.returncode == 1 and done.stderr == b""
    assert "H9: '31/02/2027' is not a date: February 2027 has 28 days" in told
    assert "F8: '£90k a year' is not an amount" in told
    assert "A7: Translation and interpreting, no last day ('ongoing')" in told
    assert "  1 contract after 5 January 2028\n" in told


def test_each_plan_is_in_layout_says_its_sources_and_passes_its_check_or_says_why_not(tmp_path: Path) -> None:
    told = text(plan("import", str(EXAMPLES / "contracts.csv"), "-o", str(tmp_path), *AS_OF))

    assert plan("fmt", "--check", str(tmp_path)).returncode == 0
    advice = tmp_path / "advice-on-debt-and-housing-bcc-0112.yaml"
    assert plan("check", str(advice)).returncode == 0
    content = advice.read_text(encoding="utf-8")
    assert "source: contracts.csv, row 3\n" in content
    assert 'source: "contracts.csv: start G3, end H3, extension J3, supplier E3"' in content
    assert "of extensions the register says: Two of one year each" in content
    assert "# value: £663,540" in content and "(left out)" not in content
    respite = analyse((tmp_path / "respite-care-for-carers-bcc-0147.yaml").read_bytes(), today=TODAY)
    assert respite.plan is not None
    contract = respite.plan.services["respite-care-for-carers"].contracts["current"]
    assert contract.suppliers == ["Example Care Ltd", "Example Homes Ltd"]
    assert respite.verdict == "gap"
    assert "GAP      Respite care for carers, BCC-0147, ends 30 June 2026\n" in told
    assert "People would have no service for 83 days, 1 July to 21 September 2026." in told


def test_of_500_rows_with_30_broken_ones_the_others_become_plans(tmp_path: Path) -> None:
    draw = random.Random(7)
    broken = set(draw.sample(range(500), 30))
    rows = []
    for number in range(500):
        # Ten of them are due; the year 2031 is not.
        end = "2026-09-30" if number % 50 == 0 else "2031-03-31"
        row = [f"C{number}", f"Service {number}", "Example Ltd", "01/04/2024", end, "£1000"]
        if number in broken:
            how = draw.choice(["date", "order", "quote", "comma", "name"])
            row[4] = {"date": "31/02/2027", "order": "01/04/2020"}.get(how, row[4])
            row[1] = {"quote": '"Service', "comma": "Service, split", "name": ""}.get(how, row[1])
            row[0] = "" if how == "name" else row[0]
        rows.append(",".join(row))
    file = tmp_path / "register.csv"
    file.write_text(HEADINGS + "\n".join(rows) + "\n")

    done = plan("import", str(file), "-o", str(tmp_path / "plans"), *AS_OF)

    due = {f"service-{number}-c{number}.yaml" for number in range(0, 500, 50) if number not in broken}
    assert set(written(tmp_path / "plans")) == due
    told = text(done)
    assert done.returncode == 1
    assert told.startswith("We read 470 of 500 rows of register.csv, as at 5 January 2026. ")
    assert told.count("Row left out.") == 30
    # Rows are counted from the headings, which are the first; each of the thirty is named by its cell or its row.
    places = re.findall(r"^  (?:row |[A-Z])(\d+): ", told, re.MULTILINE)
    named = {int(place) for place in places}
    assert {number + 2 for number in broken} <= named
    assert f"  {500 - 30 - len(due)} contracts after 5 January 2028\n" in told


def test_a_workbook_is_read_like_its_csv(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "Contracts"
    book.active.append(["Reference", "Title", "End date"])
    book.active.append(["C1", "=1+1", datetime.date(2027, 3, 31)])
    book.active.append(["C2", "Advice", "31/02/2027"])
    content = io.BytesIO()
    book.save(content)
    (tmp_path / "r.xlsx").write_bytes(content.getvalue())

    done = plan("import", str(tmp_path / "r.xlsx"), "-o", str(tmp_path / "plans"), *AS_OF)

    # A formula that nobody has worked out yet has no value: the contract is called by its reference.
    assert written(tmp_path / "plans") == ["c1.yaml"]
    assert "Contracts!B2: the formula '=1+1' has no saved value" in text(done)
    assert "Contracts!C3: '31/02/2027' is not a date" in text(done)
    assert "source: r.xlsx, row 2 of Contracts" in (tmp_path / "plans/c1.yaml").read_text()


def test_no_file_is_written_over_unless_forced(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Title,End date\nAdvice,31/03/2027\nCare,31/03/2027\n")
    (tmp_path / "advice.yaml").write_text("mine")
    arguments = ("import", str(tmp_path / "a.csv"), "-o", str(tmp_path), *AS_OF)

    done = plan(*arguments)

    assert done.returncode == 1 and "advice.yaml is there already. Nothing was written." in " ".join(text(done).split())
    assert (tmp_path / "advice.yaml").read_text() == "mine"
    # What is wrong with one costs the other nothing.
    assert (tmp_path / "care.yaml").read_text().startswith("# A first plan.")
    assert plan(*arguments, "--force").returncode == 0
    assert (tmp_path / "advice.yaml").read_text().startswith("# A first plan.")


def test_a_dry_run_prints_and_writes_nothing(tmp_path: Path) -> None:
    done = plan("import", str(EXAMPLES / "contracts.csv"), "-o", str(tmp_path / "plans"), "--dry-run", *AS_OF)

    assert "plan: Advice on debt and housing" in text(done)
    assert not (tmp_path / "plans").exists()


@pytest.mark.parametrize("within", ["6mo", "26w", "180d"])
def test_what_is_due_is_for_the_planner_to_say(within: str) -> None:
    done = plan("import", str(EXAMPLES / "contracts.csv"), "--within", within, *AS_OF)

    assert text(done).count("GAP      ") == 1 and "  3 contracts after " in text(done)


HOSTILE = [title for titles in TITLES.values() for title in titles][::9][:20]


def test_hostile_titles_are_data(tmp_path: Path) -> None:
    import csv

    file = tmp_path / "r.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(["Reference", "Title", "Supplier", "Department", "Description", "Extensions", "End date"])
        writer.writerows([f"C{number}", *[title] * 5, "31/03/2027"] for number, title in enumerate(HOSTILE))

    done = plan("import", str(file), "-o", str(tmp_path / "plans"), "--dry-run", *AS_OF)
    real = plan("import", str(file), "-o", str(tmp_path / "plans"), *AS_OF)

    assert done.returncode == real.returncode == 0, real.stdout
    assert not more_than_text(done.stdout) and not more_than_text(real.stdout)
    assert all("/" not in name and name.endswith(".yaml") for name in written(tmp_path / "plans"))
    for name in written(tmp_path / "plans"):
        found = analyse((tmp_path / "plans" / name).read_bytes(), today=TODAY)
        assert found.plan is not None and found.verdict == "depends", name
        title = HOSTILE[int(name.removesuffix(".yaml").rpartition("c")[2])]
        assert found.plan.plan == " ".join(title.split()) or not title.isprintable()


# Notices, schedules, timetables.


def test_a_notice_becomes_a_plan_and_asks_for_the_options(tmp_path: Path) -> None:
    file = tmp_path / "care.yaml"

    done = plan("import", str(EXAMPLES / "find-a-tender.json"), "-o", str(file), *AS_OF)

    assert done.returncode == 0 and plan("check", str(file)).returncode == 0
    assert b"--extension NAME=DATE" in done.stderr and b"4+2+2" in done.stderr
    assert "of renewal the notice says: 4+2+2" in file.read_text()


def test_a_contract_without_a_last_day_makes_no_plan_until_somebody_gives_one(tmp_path: Path) -> None:
    notice = json.loads((EXAMPLES / "contracts-finder.json").read_bytes())
    release = notice["releases"][0]
    for holder in (release["tender"], *release["awards"]):
        del holder["contractPeriod"]["endDate"]
    file = tmp_path / "notice.json"
    file.write_text(json.dumps(notice))

    without = plan("import", str(file), *AS_OF)
    given = plan("import", str(file), "--end", "2026-03-31", *AS_OF)

    assert without.returncode == 1 and without.stdout == b"" and b"--end DATE" in without.stderr
    assert given.returncode == 0 and b"end: 2026-03-31" in given.stdout


def test_several_processes_become_a_folder_of_plans(tmp_path: Path) -> None:
    one = json.loads((EXAMPLES / "find-a-tender.json").read_bytes())
    one["releases"].append({**one["releases"][0], "ocid": "ocds-h6vhtk-other"})
    (tmp_path / "two.json").write_text(json.dumps(one))

    done = plan("import", str(tmp_path / "two.json"), "-o", str(tmp_path / "plans"), *AS_OF)

    name = "home-care-in-the-west-of-the-county"
    assert done.returncode == 0 and written(tmp_path / "plans") == [f"{name}-2.yaml", f"{name}.yaml"]


def test_a_timetable_with_the_contract_that_ends_finds_the_gap() -> None:
    options = ("--in-order", "--end", "2026-12-31", "--go-live", "new-service")

    done = plan("import", str(EXAMPLES / "timetable.csv"), *options, *AS_OF)

    assert plan("check", "-", stdin=done.stdout).returncode == 1
    assert b"people would have no service for 84 days, 1 January to 25 March 2027" in done.stderr


# A diary.


def test_a_diary_is_printed_as_a_part_of_a_plan() -> None:
    done = plan("import", str(EXAMPLES / "meetings.ics"), "--body", "Cabinet")

    assert text(done).splitlines() == [
        "committees:",
        "  cabinet:",
        "    title: Cabinet",
        "    meets: [2026-06-15, 2026-07-13, 2026-09-21, 2026-10-26]",
        "    source: meetings.ics",
    ]
    assert b"left out: 17 August 2026 and 19 October 2026" in done.stderr


PLAN = """\
plan: Advice
as_of: 2026-01-05
committees:
  cabinet:
    title: Cabinet  # of the county
    meets:
      # before the diary begins
      - 2026-05-18
      - 2026-06-15  # the one that we aim for
      - 2026-08-17  # in the holidays
      - 2026-09-21
      # later
      - 2026-11-16
    papers: 10wd
milestones:
  decision: {at: cabinet}
"""


def test_a_diary_goes_into_a_plan_and_comments_stay(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(PLAN)

    done = plan("import", str(EXAMPLES / "meetings.ics"), "--into", str(file), "--committee", "cabinet")

    assert done.returncode == 0, done.stderr
    assert file.read_text() == PLAN.replace(
        "      - 2026-08-17  # in the holidays\n      - 2026-09-21\n",
        "      - 2026-07-13\n      # in the holidays\n      - 2026-09-21\n      - 2026-10-26\n",
    ).replace("    papers: 10wd\n", "    papers: 10wd\n    source: meetings.ics\n")
    assert b"taken out: 17 August 2026" in done.stderr
    # A second time there is nothing left to do.
    assert (
        b"This is in the file already"
        in plan("import", str(EXAMPLES / "meetings.ics"), "--into", str(file), "--committee", "cabinet").stderr
    )


@pytest.mark.parametrize(
    "meets", ["meets: [2026-05-18, 2026-08-17]", "meets: 2026-05-18", "every: third monday", "papers: 5wd"]
)
def test_a_diary_goes_into_every_form_of_a_list(meets: str, tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(f"plan: Advice\nas_of: 2026-01-05\ncommittees:\n  cabinet:\n    {meets}\n")

    plan("import", str(EXAMPLES / "meetings.ics"), "--into", str(file), "--committee", "cabinet")

    found = analyse(file.read_bytes(), today=TODAY).plan
    assert found is not None
    days = [datetime.date.fromordinal(day.first).isoformat() for day in found.committees["cabinet"].meets]
    before = ["2026-05-18"] if "2026-05-18" in meets else []
    assert days == [*before, "2026-06-15", "2026-07-13", "2026-09-21", "2026-10-26"]


def test_a_dry_run_of_a_diary_leaves_the_plan_alone(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(PLAN)
    arguments = ("--into", str(file), "--committee", "cabinet", "--dry-run")

    assert "+      - 2026-07-13" in text(plan("import", str(EXAMPLES / "meetings.ics"), *arguments))
    assert file.read_text() == PLAN


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("contracts.csv", "--into", "plan.yaml"), "--into does not apply to a register of contracts"),
        (("meetings.ics", "--into", "{plan}"), "--committee ID"),
        (("meetings.ics", "--into", "{plan}", "--committee", "cabinett"), "use 'cabinet'"),
        (("meetings.ics", "--body", "Parks"), "it has 'Cabinet' and 'Planning Committee'"),
        (("find-a-tender.json", "--extension", "first"), "first=2028-03-31"),
        (("find-a-tender.json", "--regime", "eu"), "--regime: 'eu' is not known"),
        (("timetable.csv", "--end", "2027-03-31"), "--end and --go-live go together"),
        (("timetable.csv", "--as", "mspdi"), "not well-formed XML"),
        (("timetable.csv", "--as", "sheet"), "--as: 'sheet' is not known"),
        (("contracts.csv", "--within", "20wd"), "count in weeks"),
        (("contracts.csv", "--committee", "Cabinet"), "when does it meet?"),
        (("no-such.csv",), "we cannot find no-such.csv"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(PLAN)
    name, *options = (argument.replace("{plan}", str(file)) for argument in arguments)

    done = plan("import", str(EXAMPLES / name), *options, *AS_OF)

    assert done.returncode == 2 and said in done.stderr.decode()
    assert file.read_text() == PLAN


# Handing on.


def test_a_plan_is_handed_on_as_ocds_and_its_contract_comes_back(tmp_path: Path) -> None:
    done = plan("export", "plans/cse.yaml", "--ocds", "--ocid", "ocds-213czf-cse", "-o", str(tmp_path / "cse.json"))
    package = json.loads((tmp_path / "cse.json").read_bytes())

    assert done.returncode == 0 and done.stderr == b""
    ours, theirs = package["releases"]
    assert ours["ocid"] == "ocds-213czf-cse" and ours["tag"] == ["planning"]
    milestones = {each["id"]: each for part in ("planning", "tender") for each in ours[part]["milestones"]}
    assert milestones["award"]["dueDate"] == "2020-10-19T23:59:59+01:00"
    assert milestones["benchmarking"]["status"] == "met" and milestones["award"]["status"] == "scheduled"
    assert ours["tender"]["tenderPeriod"] == {
        "startDate": "2020-07-09T00:00:00+01:00",
        "endDate": "2020-08-19T23:59:59+01:00",
    }
    assert ours["tender"]["contractPeriod"]["startDate"] == "2021-01-01T00:00:00+00:00"
    assert ours["relatedProcesses"][0]["identifier"] == theirs["ocid"]
    # To the end of what is exercised; with what is planned to 31 March 2021.
    assert theirs["contracts"][0]["period"]["endDate"] == "2020-09-30T23:59:59+01:00"
    assert theirs["contracts"][0]["period"]["maxExtentDate"] == "2021-03-31T23:59:59+01:00"
    assert "durationInDays" not in json.dumps(package)

    back = plan("import", str(tmp_path / "cse.json"), "-o", str(tmp_path / "back"), "--as-of", "2020-03-01")
    (name,) = written(tmp_path / "back")
    found = analyse((tmp_path / "back" / name).read_bytes(), today=TODAY)
    assert back.returncode == 1 and b"has no last day" in back.stderr  # of the contract that is to come
    assert found.covers[0].cover_ends == datetime.date(2020, 9, 30).toordinal()


SCHEMA = jsonschema.Draft7Validator(json.loads((ROOT / "tests/schemas/ocds-release-package-1.1.json").read_bytes()))
TO_HAND_ON = [*(ROOT / "plans").glob("*.yaml"), ROOT / "examples/scenarios.yaml", ROOT / "examples/how-sure.yaml"]


@pytest.mark.parametrize("file", sorted(TO_HAND_ON), ids=lambda file: file.stem)
def test_every_plan_is_handed_on_with_what_the_standard_asks_for(file: Path) -> None:
    package = json.loads(plan("export", str(file), "--ocds", "--ocid", "ocds-213czf-1").stdout)

    assert [f"{list(error.path)}: {error.message}" for error in SCHEMA.iter_errors(package)] == []
    assert len({release["id"] for release in package["releases"]}) == len(package["releases"])
    for release in package["releases"]:
        awards = {award["id"] for award in release.get("awards", [])}
        assert all(contract["awardID"] in awards for contract in release.get("contracts", []))
        parties = {party["id"] for party in release.get("parties", [])}
        named = [supplier for award in release.get("awards", []) for supplier in award.get("suppliers", [])]
        assert {party["id"] for party in [*named, release.get("buyer")] if party} <= parties
        for part in ("planning", "tender"):
            ids = [milestone["id"] for milestone in release.get(part, {}).get("milestones", [])]
            assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("releases", 0, "tender", "status"), "soon"),
        (("releases", 0, "tender", "milestones", 0, "dueDate"), "2020-10-19"),
        (("releases", 0, "tender", "milestones", 0, "status"), "done"),
        (("releases", 0, "tender", "tenderPeriod", "durationInDays"), 20),
        (("releases", 0, "ocid"), ""),
        (("releases", 1, "contracts", 0, "awardID"), None),
    ],
)
def test_the_schema_sees_what_is_wrong(place: tuple[str | int, ...], value: object) -> None:
    package = json.loads(plan("export", "plans/cse.yaml", "--ocds", "--ocid", "ocds-213czf-1").stdout)
    inner = package
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value

    assert [list(error.path) for error in SCHEMA.iter_errors(package)] in ([list(place)], [list(place[:-1])])


def test_what_a_plan_waits_for_in_another_is_no_milestone_of_its_own_process() -> None:
    done = plan("export", "examples/portfolio/outreach.yaml", "--ocds", "--ocid", "ocds-213czf-1")
    (ours, _) = json.loads(done.stdout)["releases"]

    ids = [milestone["id"] for part in ("planning", "tender") for milestone in ours[part]["milestones"]]
    assert "tender" in ids and not [id for id in ids if "/" in id]


def test_two_contracts_of_one_process_are_two_releases(tmp_path: Path) -> None:
    contract = "{end: 2027-03-31, source: ocds-b5fd17-1, suppliers: [Trust, Trust, Council]}"
    contracts = f"{{lot-1: {contract}, lot-2: {contract}}}"
    services = f"{{a: {{contracts: {contracts}, go_live: new}}}}"
    written = f"plan: A\nauthority: Council\nservices: {services}\nmilestones: {{new: {{}}}}\n"
    (tmp_path / "a.yaml").write_text(written)
    package = json.loads(plan("export", str(tmp_path / "a.yaml"), "--ocds", *AS_OF).stdout)

    assert [release["ocid"] for release in package["releases"]][1:] == ["ocds-b5fd17-1"] * 2
    assert len({release["id"] for release in package["releases"]}) == 3
    told = {party["name"]: party["roles"] for party in package["releases"][1]["parties"]}
    assert told == {"Council": ["buyer", "procuringEntity", "supplier"], "Trust": ["supplier"]}
    assert not list(SCHEMA.iter_errors(package))


def test_a_broken_plan_is_not_handed_on() -> None:
    done = plan("export", "-", "--ocds", stdin=b"plan: Broken\nmilestones: {a: {takes: soon}}\n")

    assert (done.returncode, done.stdout) == (1, b"") and "error[wrong-value]" in done.stderr.decode()
