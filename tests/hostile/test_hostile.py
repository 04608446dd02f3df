"""Every hostile file is answered with findings or with a plan: never a crash, a hang or more than text."""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from .case import Case, escaped, extra, odd, plan, quoted
from .corpus import GROUPS, cases
from .running import LONGEST_OUTPUT, Run, assert_well_behaved, more_than_text, run
from .texts import CONTROLS, OPEN, SPOKEN, TITLES, showing

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="wait4, pipes and devices are POSIX")

# What is found while a file is read, before anything is known about the plan in it.
READING = {"syntax", "encoding", "not-a-plan", "duplicate-key", "unknown-key", "wrong-value", "missing-key"}
ERROR_LINE = re.compile(r"^.+:(\d+):\d+: error\[([^\]]*)\]", re.MULTILINE)

CASES = cases()
TOGETHER = [case for case in CASES if not case.big]
FIRST_OF_GROUP = {next(case.name for case in TOGETHER if case.group == group) for group in GROUPS}
ALONE = [case for case in CASES if case.big or case.solo or case.name in FIRST_OF_GROUP]


def by_name(members: list[Case]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in members])


# The corpus itself


def test_every_case_has_a_name_of_its_own_in_kebab_case() -> None:
    counted = Counter(case.name for case in CASES)

    assert [name for name, count in counted.items() if count > 1] == []
    assert [name for name in counted if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)] == []


def test_the_corpus_is_no_smaller_than_it_was() -> None:
    counted = Counter(case.expect for case in CASES)

    assert counted["reject"] >= 800
    assert counted["accept"] >= 130


def test_every_case_to_be_accepted_is_plain_yaml() -> None:
    """One mapping, without tags, anchors and aliases: what the page asks of a plan before its words."""
    for case in TOGETHER:
        if case.expect != "accept":
            continue
        events = list(yaml.parse(case.data.decode("utf-8-sig"), Loader=yaml.CSafeLoader))

        assert isinstance(events[2], yaml.MappingStartEvent), case.name
        assert sum(isinstance(event, yaml.DocumentStartEvent) for event in events) == 1, case.name
        assert not any(getattr(event, "tag", None) or getattr(event, "anchor", None) for event in events), case.name


# One process for one file


@by_name(ALONE)
def test_a_file_checked_alone_is_answered_as_the_page_says(case: Case, tmp_path: Path) -> None:
    data = case.data
    (tmp_path / f"{case.name}.yaml").write_bytes(data)

    result = run("check", f"{case.name}.yaml", folder=tmp_path)

    assert_well_behaved(result, codes={1} if case.expect == "reject" else {0, 1}, size=len(data))
    assert len(result.stdout) + len(result.stderr) < LONGEST_OUTPUT
    assert "root:x:0" not in result.output
    errors = ERROR_LINE.findall(result.stdout.decode())
    if case.expect == "accept":
        assert {rule for _, rule in errors} & READING == set(), result.output[:2_000]
    if case.expect == "reject":
        assert errors, result.output[:2_000]
        places = {int(line) for line, _ in errors}
        for line in (case.line, case.other):
            assert line is None or named(line, places, result.output), f"line {line}\n{result.output[:2_000]}"
        assert case.most is None or len(errors) <= case.most, result.output[:2_000]
        assert case.says is None or case.says in result.output.lower(), result.output[:2_000]


def named(line: int, places: set[int], output: str) -> bool:
    return line in places or re.search(rf"\blines?\b.*\b{line}\b", output) is not None


# One process for all the small files of a group


@lru_cache
def folder_of(group: str, parent: Path) -> Path:
    folder = parent / group
    folder.mkdir()
    for case in TOGETHER:
        if case.group == group:
            (folder / f"{case.name}.yaml").write_bytes(case.data)
    return folder


@lru_cache
def checked_as_json(group: str, parent: Path) -> Run:
    return run("check", ".", "--format", "json", folder=folder_of(group, parent), seconds=120)


@lru_cache
def answers(group: str, parent: Path) -> dict[str, dict[str, Any]]:
    """The answer to each file of the group, by the name of its case."""
    report = json.loads(checked_as_json(group, parent).stdout)
    return {Path(answer["path"]).stem: answer for answer in report["plans"]}


@pytest.fixture(scope="module")
def parent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@pytest.mark.parametrize("group", GROUPS)
def test_a_folder_is_answered_in_json_that_holds_text_alone(group: str, parent: Path) -> None:
    result = checked_as_json(group, parent)

    assert not result.timed_out
    assert "Traceback" not in result.output
    assert result.code in {0, 1}, result.stderr[-2_000:]
    assert result.peak_megabytes < 500
    assert more_than_text(result.stdout) + more_than_text(result.stderr) == []
    assert json.loads(result.stdout)["schema"] == 2


@pytest.mark.parametrize("group", GROUPS)
def test_a_folder_is_answered_in_lines_that_hold_text_alone(group: str, parent: Path) -> None:
    result = run("check", ".", folder=folder_of(group, parent), seconds=120)

    assert not result.timed_out
    assert "Traceback" not in result.output
    assert result.code in {0, 1}, result.stderr[-2_000:]
    assert more_than_text(result.stdout) + more_than_text(result.stderr) == []


@by_name(TOGETHER)
def test_a_file_checked_among_others_is_answered_as_the_page_says(case: Case, parent: Path) -> None:
    assert case.name in answers(case.group, parent), "no answer for this file"
    answer = answers(case.group, parent)[case.name]
    errors = [finding for finding in answer["findings"] if finding["severity"] == "error"]
    told = json.dumps(answer["findings"], ensure_ascii=False)[:2_000]

    if case.expect == "accept":
        assert {finding["rule"] for finding in errors} & READING == set(), told
    if case.expect == "reject":
        assert errors, told
        assert answer["verdict"] == "invalid" or not {finding["rule"] for finding in errors} & READING
        places = {finding["line"] for finding in errors}
        sentences = "\n".join(f"{finding['message']} {finding.get('fix')}" for finding in errors)
        for line in (case.line, case.other):
            assert line is None or named(line, places, sentences), f"line {line}: {told}"
        assert case.most is None or len(errors) <= case.most, told
        assert case.says is None or case.says in json.dumps(errors, ensure_ascii=False).lower(), told


# What is found, together


def test_all_that_is_wrong_is_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = plan(
        as_of="as_of: 31/03/2020\n",
        procedure="procedur: light-touch\n",
        closures="closures:\n  a: {from: 2020-12-24, to: 2020-12-32}\n",
    )
    text = text.replace("    takes: 35d\n", "    takes: 1_000wd\n    takes: 35d\n").replace(
        "notice: 28d", "notice: soon"
    )
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
    wrong = ("as_of: 31/03", "procedur:", "2020-12-32", "notice: soon", "    takes: 35d")
    expected = [number for number, line in enumerate(text.splitlines(), start=1) if any(part in line for part in wrong)]

    result = run("check", "plan.yaml", folder=tmp_path)

    lines = [int(line) for line, _ in ERROR_LINE.findall(result.output)]
    assert lines == sorted(lines)
    assert [line for line in expected if not named(line, set(lines), result.output)] == []


def test_a_finding_says_what_to_write_instead(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(odd("not_before: 31/03/2027\ntkaes: 5wd"), encoding="utf-8")

    result = run("check", "plan.yaml", folder=tmp_path)

    assert "2027-03-31" in result.output
    assert "takes" in result.output


# Where a file comes from


@pytest.mark.parametrize(
    "arguments",
    [["check", "no-such-file.yaml"], ["check", "--no-such-option"], ["no-such-command"], ["check", "a\nb"]],
)
def test_what_cannot_be_run_as_asked_exits_with_2(arguments: list[str], tmp_path: Path) -> None:
    result = run(*arguments, folder=tmp_path)

    assert_well_behaved(result, codes={2})


HOSTILE_WORDS = {
    **CONTROLS,
    **OPEN,
    "markup": "[/]",
    "log-command": "::error::x",
    "runner": "##[error]x",
    "format": "{0}",
}


FILE_NAMES = [f"{word.replace('/', '-')}.yaml" for name, word in HOSTILE_WORDS.items() if name != "nul"]


def test_hostile_file_names_are_shown_as_text(tmp_path: Path) -> None:
    for name in FILE_NAMES:
        (tmp_path / name).write_text(extra("Odd: {takes: 5x}"), encoding="utf-8")

    assert_well_behaved(run("check", ".", folder=tmp_path), codes={1, 2})
    assert_well_behaved(run("check", ".", "--format", "json", folder=tmp_path), codes={1, 2})
    assert_well_behaved(run("check", *FILE_NAMES, folder=tmp_path), codes={1, 2})


@pytest.mark.parametrize(
    "command",
    [
        ["check", "FILE"],
        ["schedule", "FILE"],
        ["deadlines", "FILE"],
        ["why", "FILE", "b"],
        ["diff", "plan.yaml", "FILE"],
        ["compare", "FILE", "plan.yaml"],
        ["slip", "FILE"],
        ["solve", "FILE"],
        ["risk", "FILE", "--runs", "50"],
        ["risk", "FILE", "plan.yaml", "--runs", "50", "--jobs", "1"],
        ["portfolio", "FILE", "plan.yaml", "--jobs", "1"],
        ["fmt", "FILE", "--check"],
        ["fmt", "FILE", "--diff"],
    ],
    ids=" ".join,
)
def test_a_line_break_in_a_file_name_starts_no_line(command: list[str], tmp_path: Path) -> None:
    name = "a\nplans\u2215cse.yaml:1:1: error[gap] no such gap.yaml"
    for file in ("plan.yaml", name):
        (tmp_path / file).write_text(extra("b:   {at: cabinet, owner: us}"), encoding="utf-8")

    done = run(*(name if word == "FILE" else word for word in command), folder=tmp_path)

    assert b"error[gap] no such gap" in done.stdout
    assert not [line for line in (done.stdout + done.stderr).splitlines() if line.startswith(b"plans")]


@pytest.mark.parametrize("name", FILE_NAMES[:1] + FILE_NAMES[-4:], ids=ascii)
def test_hostile_file_names_of_nothing_are_shown_as_text(name: str, tmp_path: Path) -> None:
    assert_well_behaved(run("check", name, folder=tmp_path), codes={2})


def test_a_file_name_that_is_not_utf_8_is_shown_as_text(tmp_path: Path) -> None:
    name = b"caf\xe9.yaml"
    Path(os.fsdecode(bytes(tmp_path) + b"/" + name)).write_text(extra("Odd: {takes: 5x}"), encoding="utf-8")

    assert_well_behaved(run("check", name, folder=tmp_path), codes={1, 2})
    assert_well_behaved(run("check", ".", "--format", "json", folder=tmp_path), codes={1, 2})


@pytest.mark.parametrize(
    "path",
    ["/dev/zero", "/dev/null", "/dev/tty", "/proc/self/mem", "/proc/self/environ", "pipe", "loop", "gone"],
)
def test_what_is_no_regular_file_is_neither_waited_for_nor_read_without_end(path: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "gone").symlink_to("nowhere")

    assert_well_behaved(run("check", path, folder=tmp_path), codes={1, 2})


def test_a_folder_with_odd_things_in_it_is_checked_to_the_end(tmp_path: Path) -> None:
    (tmp_path / "good.yaml").write_text(plan(), encoding="utf-8")
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "up").symlink_to(tmp_path)
    (tmp_path / "gone.yaml").symlink_to("nowhere")
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    os.mkfifo(tmp_path / "pipe.yaml")

    assert_well_behaved(run("check", ".", folder=tmp_path), codes={0, 1, 2})


@pytest.mark.parametrize("name", [*SPOKEN[:4], "markup", "log-command", "runner", "format"])
def test_a_hostile_milestone_asked_for_is_shown_as_text(name: str, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(plan(), encoding="utf-8")

    assert_well_behaved(run("why", "plan.yaml", HOSTILE_WORDS[name], folder=tmp_path), codes={1, 2})


# Sink: where the words of a plan come out

# `plan check` on these very files is asked for above: they are the cases titles-..., alone and in JSON.
COMMANDS = {
    "schedule": ["schedule", "plan.yaml"],
    "schedule-json": ["schedule", "plan.yaml", "--format", "json"],
    "show": ["show", "plan.yaml"],
    "deadlines": ["deadlines", "plan.yaml"],
    "why": ["why", "plan.yaml", "tender"],
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("group", TITLES)
def test_words_that_look_like_more_come_out_as_text(group: str, command: str, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(showing(TITLES[group]), encoding="utf-8")

    result = run(*COMMANDS[command], folder=tmp_path)

    assert_well_behaved(result, codes={0, 1})
    assert result.stdout.strip()
    if command == "schedule-json":
        shown = {milestone["id"]: milestone["title"] for milestone in json.loads(result.stdout)["milestones"]}
        assert shown.keys() >= {"w0", "g0", "tender", "new-service"}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", SPOKEN[:4])
def test_words_with_controls_in_them_come_out_as_text_or_not_at_all(name: str, command: str, tmp_path: Path) -> None:
    word = (CONTROLS | OPEN)[name]
    (tmp_path / "plan.yaml").write_text(showing([word]).replace(quoted(word), escaped(word)), encoding="utf-8")

    assert_well_behaved(run(*COMMANDS[command], folder=tmp_path), codes={0, 1, 2})


@pytest.mark.parametrize("command", ["schedule", "show", "why"])
def test_all_open_words_in_one_plan_come_out_as_text_or_not_at_all(command: str, tmp_path: Path) -> None:
    words = list(OPEN.values())
    text = showing(words)
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(quoted(word), escaped(word))
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")

    assert_well_behaved(run(*COMMANDS[command], folder=tmp_path), codes={0, 1, 2})
