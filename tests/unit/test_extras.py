"""A missing extra is told with a command that works where it is typed."""

from __future__ import annotations

import sys

import pytest

from commission_plan import extras


def test_the_command_names_the_interpreter_and_the_packages_and_never_the_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    listed = ["typer>=1", 'numpy>=2.1; extra == "risk"', 'pygls>=2; extra == "lsp"', 'me[risk]; extra == "all"']
    monkeypatch.setattr(extras, "requires", lambda name: listed)
    monkeypatch.setattr(extras, "find_spec", lambda name: object())
    monkeypatch.setattr(sys, "executable", "/home/a b/python")

    assert extras.install("risk") == '"/home/a b/python" -m pip install "numpy>=2.1"'


def test_where_there_is_no_pip_uv_installs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "requires", lambda name: ['numpy>=2.1; extra == "risk"'])
    monkeypatch.setattr(extras, "find_spec", lambda name: None)
    monkeypatch.setattr(sys, "executable", "/venv/bin/python")

    assert extras.install("risk") == 'uv pip install --python /venv/bin/python "numpy>=2.1"'


def test_every_extra_of_the_program_has_a_command() -> None:
    for extra in ("report", "pdf", "risk", "import", "scale", "lsp"):
        assert extras.install(extra).startswith(("uv pip install", sys.executable)) and ">=" in extras.install(extra)
