"""Consoles of every kind: no colour asked for or forced, few characters, few columns."""

from __future__ import annotations

import json

import pytest

from tests.cli.running import plan, text

COMMANDS = [
    ("check", "plans/cse.yaml"),
    ("schedule", "plans/cse.yaml"),
    ("show", "plans/cse.yaml"),
    ("why", "plans/cse.yaml", "award"),
    ("rules",),
]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_console_that_knows_only_ascii_gets_only_ascii(command: tuple[str, ...]) -> None:
    done = plan(*command, PYTHONIOENCODING="ascii", LC_ALL="C")

    assert done.returncode == 0
    assert done.stdout.decode("ascii")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_windows_console_of_old_is_written_to_without_error(command: tuple[str, ...]) -> None:
    done = plan(*command, PYTHONIOENCODING="cp1252")

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode("cp1252")


@pytest.mark.parametrize("command", COMMANDS)
def test_output_that_is_no_terminal_has_no_colour(command: tuple[str, ...]) -> None:
    assert "\x1b" not in text(plan(*command))


@pytest.mark.parametrize("command", COMMANDS)
def test_no_color_wins_over_force_color(command: tuple[str, ...]) -> None:
    assert "\x1b" not in text(plan(*command, NO_COLOR="1", FORCE_COLOR="1"))


@pytest.mark.parametrize("columns", ["40", "80", "120", "200"])
@pytest.mark.parametrize("command", COMMANDS[1:3])
def test_tables_and_timelines_fit_the_terminal(command: tuple[str, ...], columns: str) -> None:
    lines = text(plan(*command, COLUMNS=columns)).splitlines()
    # The heading is prose, which a terminal wraps by itself.
    assert max(len(line) for line in lines[3:-3]) <= int(columns)


def test_json_is_ascii_and_alone_on_standard_output() -> None:
    done = plan("check", "plans/", "--format", "json")

    assert [entry["verdict"] for entry in json.loads(done.stdout)["plans"]].count("depends") == 3
    assert done.stdout.decode("ascii").startswith("{")
    assert done.stderr == b""


def test_the_same_input_gives_the_same_bytes() -> None:
    assert plan("check", "plans/").stdout == plan("check", "plans/").stdout
