"""The shape of the JSON that other programs read, and the CSE case's figures in it."""

from __future__ import annotations

import json

from tests.cli.running import plan, text


def test_a_check_of_cse_answers_as_the_plan_format_fixes_it() -> None:
    found = json.loads(text(plan("check", "plans/cse.yaml", "--format", "json")))

    assert found["schema"] == 2
    (checked,) = found["plans"]
    assert {"path", "plan", "scenario", "as_of", "verdict", "services", "findings"} <= set(checked)
    assert (checked["path"], checked["scenario"], checked["as_of"]) == ("plans/cse.yaml", None, "2020-03-01")
    assert checked["verdict"] == "depends"
    (service,) = checked["services"]
    expected = {
        "id": "cse-support",
        "verdict": "depends",
        "cover_ends": "2020-12-31",
        "firm_cover_ends": "2020-09-30",
        "go_live": "2021-01-01",
        "latest_go_live": "2021-01-01",
        "float": 0,
        "furthest_cover_ends": "2021-03-31",
        "furthest_go_live": "2021-04-01",
        "gaps": [{"from": "2020-10-01", "to": "2020-12-31", "days": 92, "without": ["rolling"]}],
        "options": [
            {
                "contract": "current",
                "extension": "rolling",
                "steps": 3,
                "to": "2020-12-31",
                "notice_by": ["2020-08-28", "2020-09-30", "2020-10-30"],
            }
        ],
    }
    assert expected == {key: service[key] for key in expected}
    keys = {"rule", "severity", "message", "fix", "at", "line", "column"}
    assert all(keys <= set(finding) for finding in checked["findings"])


def test_without_the_rolling_extension_cse_has_a_gap_of_92_days() -> None:
    done = plan("check", "plans/cse.yaml", "--scenario", "no-rolling-extension", "--format", "json")
    (checked,) = json.loads(text(done))["plans"]

    assert (checked["scenario"], checked["verdict"]) == ("no-rolling-extension", "gap")
    assert checked["services"][0]["gaps"] == [{"from": "2020-10-01", "to": "2020-12-31", "days": 92, "without": []}]
    assert "gap" in {finding["rule"] for finding in checked["findings"]}


def test_cse_as_minuted_is_told_as_impossible() -> None:
    done = plan("check", "plans/cse.yaml", "--scenario", "as-resolved", "--format", "json")
    (checked,) = json.loads(text(done))["plans"]

    assert "impossible-date" in {finding["rule"] for finding in checked["findings"]}


def test_misper_as_tendered_has_no_cover_in_april_2015() -> None:
    done = plan("check", "plans/misper.yaml", "--scenario", "as-tendered", "--format", "json")
    (checked,) = json.loads(text(done))["plans"]

    assert checked["services"][0]["gaps"] == [{"from": "2015-04-01", "to": "2015-04-30", "days": 30, "without": []}]


def test_misper_without_a_second_attempt_has_an_open_ended_gap() -> None:
    done = plan("check", "plans/misper.yaml", "--scenario", "no-second-attempt", "--format", "json")
    (checked,) = json.loads(text(done))["plans"]

    assert done.returncode == 1
    assert checked["services"][0]["gaps"][-1] == {"from": "2015-06-01", "to": None, "days": None, "without": []}
    assert checked["services"][0]["go_live"] is None


def test_a_service_that_is_needed_and_has_no_contract_has_no_end_of_cover() -> None:
    (checked,) = json.loads(text(plan("check", "plans/early-help.yaml", "--format", "json")))["plans"]

    assert [service["cover_ends"] for service in checked["services"]] == [None, None]
    assert {service["latest_go_live"] for service in checked["services"]} == {"2013-04-01"}


def test_a_schedule_lists_every_milestone_in_the_order_of_the_file() -> None:
    found = json.loads(text(plan("schedule", "plans/cse.yaml", "--format", "json")))
    keys = {
        "id", "title", "kind", "early_start", "early_finish", "late_start", "late_finish",
        "total_float", "free_float", "critical", "driven_by",
    }  # fmt: skip

    assert (found["schema"], found["path"], found["as_of"]) == (2, "plans/cse.yaml", "2020-03-01")
    assert all(keys <= set(milestone) for milestone in found["milestones"])
    ids = [milestone["id"] for milestone in found["milestones"]]
    assert ids.index("permission-to-tender") < ids.index("tender") < ids.index("award") < ids.index("new-service")
    by_id = {milestone["id"]: milestone for milestone in found["milestones"]}
    assert by_id["award"]["early_start"] == "2020-10-19"
    assert by_id["new-service"]["driven_by"] == ["mobilisation"]


def test_the_data_date_of_the_option_comes_before_that_of_the_file() -> None:
    (checked,) = json.loads(text(plan("check", "plans/cse.yaml", "--as-of", "2020-04-01", "--format", "json")))["plans"]

    assert (checked["as_of"], checked["as_of_from"]) == ("2020-04-01", "option")


def test_standard_input_is_a_plan_like_any_other() -> None:
    done = plan("check", "-", "--format", "json", stdin=b"plan: From a pipe\nas_of: 2026-01-05\n")

    assert json.loads(text(done))["plans"][0]["path"] == "<stdin>"
