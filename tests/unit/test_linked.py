"""Plans that wait for each other: every date of another plan is the one that its own check tells."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from commission_plan.analysis import Analysis, analyse, what_if
from commission_plan.cli.neighbours import Beside
from commission_plan.deadlines import deadlines
from commission_plan.phrases import iso
from commission_plan.reports.words.moves import movement
from commission_plan.whatif.compare import compare

TODAY = date(2026, 1, 5)

TRS = """\
plan: Trauma and Resilience Service
as_of: 2026-01-05
calendar: scotland
closures: {spring: {from: 2026-02-02, to: 2026-02-06}}
committees:
  cabinet: {title: Cabinet, every: third monday, papers: 10wd, decision_notice: 2wd, call_in: 5wd}
milestones:
  tender: {kind: tender, takes: 22wd}
  award: {at: cabinet, after: tender, by: 2026-02-01}
  start: {kind: go-live, after: award + 4w}
"""
CSE = """\
plan: CSE support
as_of: 2026-01-05
plans: {trs: trs.yaml}
services:
  cse: {contracts: {current: {end: 2026-12-31}}, go_live: new-service}
milestones:
  specification: {takes: 20wd, after: trs/award + 5wd}
  mobilisation: {takes: 8w, after: specification}
  new-service: {after: mobilisation}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "trs.yaml").write_text(TRS)
    (tmp_path / "cse.yaml").write_text(CSE)
    return tmp_path


def analysed(file: Path) -> Analysis:
    return analyse(file.read_bytes(), path=file.name, today=TODAY, neighbours=Beside(str(file)))


def finish(analysis: Analysis, id: str) -> str | None:
    assert analysis.schedule is not None, analysis.findings
    return iso(analysis.schedule.dates[id].early_finish)


def test_a_milestone_of_another_plan_has_the_date_that_its_own_plan_tells(folder: Path) -> None:
    # 5 to 30 January are 20 working days; closed from 2 to 6 February in that plan; the 22nd is Tuesday 10 February.
    # Papers for 16 February were due on the 2nd, so Cabinet decides on 16 March.
    own, ours = analysed(folder / "trs.yaml"), analysed(folder / "cse.yaml")

    assert finish(own, "tender") == finish(ours, "trs/tender") == "2026-02-10"
    assert finish(own, "award") == finish(ours, "trs/award") == "2026-03-16"


def test_what_comes_after_it_is_counted_from_the_end_of_its_call_in(folder: Path) -> None:
    # Cabinet on Monday 16 March; published on the 18th; call-in passed on the 25th, so in effect on the 26th; 5wd on:
    # Thursday 2 April. In effect at the start of its day, so the specification may start on that very day.
    ours = analysed(folder / "cse.yaml")

    assert ours.schedule is not None
    assert iso(ours.schedule.dates["specification"].early_start) == "2026-04-02"
    assert ours.schedule.driven_by("specification") == ["trs/award"]


def test_its_latest_date_is_the_one_that_this_plan_needs_and_its_own_deadline_stays_behind(folder: Path) -> None:
    ours = analysed(folder / "cse.yaml")

    assert ours.schedule is not None
    late = ours.schedule.dates["trs/award"].late_finish
    assert late is not None and late > date(2026, 2, 1).toordinal()
    # One meeting later, the new service is too late.
    text = TRS.replace("at: cabinet, after: tender, by: 2026-02-01", f"at: cabinet, after: tender, on: {iso(late)}")
    (folder / "trs.yaml").write_text(text)
    assert analysed(folder / "cse.yaml").verdict == "covered"
    (folder / "trs.yaml").write_text(text.replace(iso(late) or "", iso(next_meeting(late)) or ""))
    assert analysed(folder / "cse.yaml").verdict == "gap"


def test_a_plan_changed_under_another_is_seen(folder: Path) -> None:
    before = finish(analysed(folder / "cse.yaml"), "new-service")
    (folder / "trs.yaml").write_text(TRS.replace("takes: 22wd", "takes: 60wd"))

    after = finish(analysed(folder / "cse.yaml"), "new-service")

    assert before is not None and after is not None and before < after


def test_milestones_may_wait_to_and_fro_where_nothing_goes_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "plan: A\nas_of: 2026-01-05\nplans: {b: b.yaml}\nservices:\n"
        "  s: {contracts: {c: {end: 2026-12-31}}, go_live: live}\nmilestones:\n"
        "  x: {takes: 5wd}\n  z: {takes: 5wd, after: b/y}\n  live: {kind: go-live, after: z}\n"
    )
    (tmp_path / "b.yaml").write_text(
        "plan: B\nas_of: 2026-01-05\nplans: {a: a.yaml}\nmilestones:\n  y: {takes: 5wd, after: a/x}\n"
    )

    found = analysed(tmp_path / "a.yaml")

    # 5 to 9 January, 12 to 16 January, 19 to 23 January.
    assert finish(found, "z") == "2026-01-23"
    # What is between counts for the latest date of the first: 5wd of z before 1 January 2027, 5wd of y before that.
    assert found.schedule is not None
    floats = {id: dates.total_float for id, dates in found.schedule.dates.items() if id != "live"}
    assert len(set(floats.values())) == 1
    assert found.schedule.dates["x"].critical and found.schedule.dates["b/y"].critical


def next_meeting(day: int) -> int:
    """The third Monday of the month after that of ``day``, itself a third Monday."""
    later = day + 28
    return later if 15 <= date.fromordinal(later).day <= 21 else day + 35


def test_what_fails_in_another_plan_leaves_no_go_live(folder: Path) -> None:
    failed = "takes: 22wd, started: 2025-11-03, done: 2025-12-01, outcome: failed"
    (folder / "trs.yaml").write_text(TRS.replace("takes: 22wd", failed))

    found = analysed(folder / "cse.yaml")

    assert found.verdict == "gap"
    assert "'trs/tender' failed" in next(f.message for f in found.findings if f.rule == "gap")


def test_a_service_can_be_replaced_by_a_go_live_of_another_plan(folder: Path) -> None:
    (folder / "cse.yaml").write_text(
        "plan: CSE\nas_of: 2026-01-05\nplans: {trs: trs.yaml}\nservices:\n"
        "  cse: {contracts: {current: {end: 2026-12-31}}, go_live: trs/start}\n"
    )

    found = analysed(folder / "cse.yaml")

    assert found.verdict == "covered"
    assert iso(found.covers[0].go_live) == finish(analysed(folder / "trs.yaml"), "start")


def test_findings_and_obligations_are_about_the_plan_itself_alone(folder: Path) -> None:
    found = analysed(folder / "cse.yaml")

    assert found.case is not None
    assert [id for _, id, *_ in found.case.milestones()] == ["specification", "mobilisation", "new-service"]
    assert not [finding for finding in found.findings if "/" in str(finding.place[1:2])]


def test_the_law_does_not_take_another_plans_procurement_for_this_ones(folder: Path) -> None:
    (folder / "cse.yaml").write_text(CSE.replace("plans:", "regime: pcr-2015\nprocedure: open\nplans:", 1))

    found = analysed(folder / "cse.yaml")

    assert found.case is not None and found.case.law is not None
    assert found.case.law.events.at("tender") == []


def test_a_trial_of_a_change_keeps_the_plans_under_it(folder: Path) -> None:
    found = analysed(folder / "cse.yaml")
    assert found.document is not None
    data = {**found.document.data, "milestones": {**found.document.data["milestones"]}}
    data["milestones"]["mobilisation"] = {"takes": "4w", "after": "specification"}

    tried = what_if(found, data, as_of=None, today=TODAY)

    assert (finish(tried, "new-service") or "") < (finish(found, "new-service") or "")


def test_without_a_folder_a_linked_plan_cannot_be_read(folder: Path) -> None:
    found = analyse((folder / "cse.yaml").read_bytes(), today=TODAY)

    assert found.verdict == "invalid"
    assert [finding.rule for finding in found.findings] == ["linked-plan"]


@pytest.mark.parametrize(
    "name", ["/etc/plan.yaml", "trs.txt", "a//b.yaml", "a/../b.yaml", "c:\\\\x.yaml", "../" * 9 + "x.yaml", ".yaml/.."]
)
def test_a_name_that_is_no_plans_file_is_refused(folder: Path, name: str) -> None:
    (folder / "cse.yaml").write_text(CSE.replace("trs.yaml", f"'{name}'"))

    assert "wrong-value" in {finding.rule for finding in analysed(folder / "cse.yaml").findings}


def test_who_is_asked_for_what_another_plan_must_do_is_its_owner_or_the_committee_that_decides(folder: Path) -> None:
    def who(trs: str) -> str:
        (folder / "trs.yaml").write_text(trs)
        found = deadlines(analysed(folder / "cse.yaml"))
        return next(must.who for must in found if must.what == "Award, in the plan trs")

    assert who(TRS) == "Cabinet"
    assert who(TRS.replace("at: cabinet,", "at: cabinet, owner: Health Board,")) == "Health Board"


def test_stages_of_another_plan_are_named_with_their_plan_where_they_move(folder: Path) -> None:
    (folder / "cse.yaml").write_text(CSE.replace("trs/award + 5wd", "trs/start"))
    changed = folder / "later.yaml"
    changed.write_text((folder / "cse.yaml").read_text().replace("trs.yaml", "slow.yaml"))
    (folder / "slow.yaml").write_text(TRS.replace("22wd", "60wd"))

    found = compare(analysed(folder / "cse.yaml"), analysed(changed), as_of=None, today=TODAY)
    told = [movement(moved) for moved in found.milestones]

    assert any(line.startswith("Award ('trs/award') moved from Cabinet on 16 March") for line in told)
    assert any(line.startswith("Mobilisation moved from") for line in told)


SECRET = "plan: Settings\nas_of: token-of-somebody\nmilestones: {x: {}}\n"


@pytest.mark.parametrize(
    "held",
    [
        SECRET,
        "token-of-somebody",
        "password: token-of-somebody\n",
        "plan: P\ntoken-of-somebody: 1\n",
        "plan: P\nmilestones: {x: {after: token-of-somebody}}\n",
        "plan: &token-of-somebody x\nmilestones: {x: {}}\n",
        "plan: P\ntoken-of-somebody: [\n",
    ],
)
def test_what_a_file_holds_that_cannot_be_used_is_not_repeated(tmp_path: Path, held: str) -> None:
    (tmp_path / "other.yaml").write_text(held)
    file = tmp_path / "plan.yaml"
    file.write_text("plan: P\nplans: {other: other.yaml}\nmilestones: {m: {after: other/x}}\n")

    analysis = analyse(file.read_bytes(), today=TODAY, neighbours=Beside(str(file)))

    (found,) = [found for found in analysis.findings if found.rule == "linked-plan"]
    assert "'other.yaml' cannot be used: it has " in found.message and " on line " in found.message
    assert not any("token" in f"{found.message} {found.fix}" for found in analysis.findings)


def test_a_plan_names_no_plan_outside_its_repository_unless_that_is_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = tmp_path / "repository"
    (repository / ".git").mkdir(parents=True)
    (repository / "plans").mkdir()
    (repository / "beside.yaml").write_text("plan: Beside\nmilestones: {x: {}}\n")
    (tmp_path / "outside.yaml").write_text("plan: Outside\nmilestones: {x: {}}\n")
    (repository / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    file = repository / "plans" / "plan.yaml"

    def said(name: str) -> list[str]:
        file.write_text(f"plan: P\nplans: {{other: {name}}}\nmilestones: {{m: {{after: other/x}}}}\n")
        findings = analyse(file.read_bytes(), today=TODAY, neighbours=Beside(str(file))).findings
        return [found.message for found in findings if found.rule == "linked-plan"]

    monkeypatch.delenv("PLAN_LINKS_ANYWHERE", raising=False)
    assert said("../beside.yaml") == []
    for name in ("../../outside.yaml", "../link.yaml", "../../not-there.yaml"):
        (message,) = said(name)
        assert "it lies outside the repository of this plan" in message
    monkeypatch.setenv("PLAN_LINKS_ANYWHERE", "yes")
    assert said("../../outside.yaml") == said("../link.yaml") == []
