"""An invalid plan is told in the format and at the place that were asked for, by every command alike."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import plan, text

BAD = "plan: A name that leads nowhere\nas_of: 2026-11-02\nmilestones:\n  a: {takes: 5wd, after: b}\n"
COMMANDS = [
    ("slip",),
    ("deadlines",),
    ("solve",),
    ("why", "a"),
    ("risk",),
    ("schedule",),
    ("diff", "bad.yaml"),
    ("report",),
    ("compare",),
]


def bad(folder: Path) -> Path:
    (folder / "bad.yaml").write_text(BAD)
    return folder


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_its_json_is_the_object_that_a_check_gives(tmp_path: Path, command: tuple[str, ...]) -> None:
    name, *rest = command
    checked = plan("check", "bad.yaml", "--format", "json", cwd=bad(tmp_path))
    expected = json.loads(text(checked))
    if name == "diff":
        expected["plans"] *= 2

    done = plan(name, "bad.yaml", *rest, "--format", "json", cwd=tmp_path)

    assert done.returncode == 1
    assert expected == json.loads(text(done))


@pytest.mark.parametrize(("command", "rows"), [("compare", "alternatives"), ("risk", "plans"), ("portfolio", "plans")])
def test_among_others_it_has_all_that_a_check_gives(tmp_path: Path, command: str, rows: str) -> None:
    (bad(tmp_path) / "good.yaml").write_text(GOOD)
    (expected,) = json.loads(text(plan("check", "bad.yaml", "--format", "json", cwd=tmp_path)))["plans"]

    done = plan(command, "good.yaml", "bad.yaml", "--format", "json", cwd=tmp_path)

    sound, found = sorted(json.loads(text(done))[rows], key=lambda row: row["verdict"] == "invalid")
    assert done.returncode == 1
    assert sound["verdict"] == "covered"
    assert expected == {key: found[key] for key in expected}


@pytest.mark.parametrize("command", ["check", "slip", "solve", "risk", "report", "compare"])
def test_it_is_told_in_the_file_that_was_named(tmp_path: Path, command: str) -> None:
    done = plan(command, "bad.yaml", "-o", "out.json", cwd=bad(tmp_path))

    assert (done.returncode, done.stdout) == (1, b"")
    (told,) = json.loads((tmp_path / "out.json").read_text())["plans"]
    assert [finding["rule"] for finding in told["findings"]] == ["unknown-name"]


def test_what_has_no_such_format_is_told_beside_the_report_and_never_in_it(tmp_path: Path) -> None:
    printed = plan("report", "bad.yaml", "--format", "svg", cwd=bad(tmp_path))
    named = plan("report", "bad.yaml", "-o", "plan.svg", cwd=tmp_path)

    assert (printed.returncode, printed.stdout) == (1, b"")
    assert b"unknown-name" in printed.stderr
    assert named.returncode == 1 and b"unknown-name" in named.stdout
    assert not (tmp_path / "plan.svg").exists()


GOOD = "plan: P\nas_of: 2026-11-02\nmilestones:\n  a: {takes: 5wd}\n"


@pytest.mark.parametrize("command", ["check", "slip", "solve", "compare", "risk"])
def test_the_ending_of_the_file_says_the_format(tmp_path: Path, command: str) -> None:
    (tmp_path / "p.yaml").write_text(GOOD)

    plan(command, "p.yaml", "-o", "My.Plan.JSON", cwd=tmp_path)
    plan(command, "p.yaml", "-o", "notes.json", "--format", "text", cwd=tmp_path)

    assert json.loads((tmp_path / "My.Plan.JSON").read_text())["schema"] == 2
    assert not (tmp_path / "notes.json").read_text().startswith("{")


@pytest.mark.parametrize("command", ["check", "slip", "solve", "compare", "risk", "portfolio", "report"])
def test_an_ending_that_means_nothing_writes_nothing(tmp_path: Path, command: str) -> None:
    (tmp_path / "p.yaml").write_text(GOOD)

    done = plan(command, "p.yaml", "-o", "x.nope", cwd=tmp_path)

    assert done.returncode == 2
    assert done.stderr.startswith(b"plan: --output: '.nope' is not known; end it in ")
    assert not (tmp_path / "x.nope").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("chek", "p.yaml"), "'chek' is not a command. Use check: plan check plans/ --strict"),
        (("p.yaml",), "to check this plan: plan check p.yaml"),
        (("plans of ours.YML",), "to check this plan: plan check 'plans of ours.YML'"),
        (("timetable",), "'timetable' is not a command. See all of them: plan --help"),
        (("check", "p.yaml", "--formt", "json"), "--formt is not an option here; use --format"),
        (("check", "p.yaml", "--as-of"), "--as-of needs a value behind it"),
        (("check",), "still needed: PATH"),
        (("show", "p.yaml", "q.yaml"), "there is more than the command takes: q.yaml"),
        (("show", "p.yaml", "--width", "wide"), "--width needs a number such as 10"),
        (("check", "nix.yaml"), "we cannot find nix.yaml in this folder"),
        (("check", "nowhere/nix.yaml"), "we cannot find nowhere/nix.yaml: the folder nowhere is not there"),
        (("report", "p.yaml", "-o", "x.pfd"), "--output: '.pfd' is not known; use 'pdf'"),
        (("report", "p.yaml", "--format", "htlm"), "--format: 'htlm' is not known; use 'html'"),
        (("check", "p.yaml", "--format", "jsn"), "--format: 'jsn' is not known; use 'json'"),
        (("check", "p.yaml", "--fail-on", "waring"), "--fail-on: 'waring' is not known; use 'warning'"),
        (("rules", "--regime", "pa-2032"), "--regime: 'pa-2032' is not known; use 'pa-2023'"),
        (("rules", "gapp"), "there is no rule 'gapp'; use 'gap'"),
        (("completion", "bsh"), "SHELL: 'bsh' is not known; use 'bash'"),
        (("why", "p.yaml", "aa"), "p.yaml: there is no step 'aa' in this plan; use 'a'"),
        (("report", "p.yaml", "--format", "pfd"), "--format: 'pfd' is not known; use 'pdf'"),
    ],
)
def test_a_word_that_is_not_known_is_answered_with_the_nearest(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    (tmp_path / "p.yaml").write_text(GOOD)

    done = plan(*arguments, cwd=tmp_path)

    assert (done.returncode, done.stderr.decode()) == (2, f"plan: {said}\n")


@pytest.mark.parametrize(
    ("arguments", "known"),
    [
        (("export", "p.yaml", "--ocds", "-o", "x.txt"), ".json"),
        (("new", "-o", "x.json"), ".yaml or .yml"),
        (("import", "t.csv", "-o", "x.pdf"), ".yaml or .yml"),
    ],
    ids=lambda value: value[0],
)
def test_a_file_that_holds_one_format_alone_is_called_by_no_other(
    tmp_path: Path, arguments: tuple[str, ...], known: str
) -> None:
    (tmp_path / "p.yaml").write_text(GOOD)
    (tmp_path / "t.csv").write_text("Stage,Start,Finish\nTender,2026-11-02,2026-12-01\nAward,,2026-12-14\n")

    done = plan(*arguments, cwd=tmp_path)

    name = arguments[-1]
    said = f"plan: --output: '{Path(name).suffix}' is not known; end it in {known}\n"
    assert (done.returncode, done.stderr.decode().endswith(said), (tmp_path / name).exists()) == (2, True, False)
