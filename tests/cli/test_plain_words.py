"""Plain words: what the program prints, its help, its pages and its plans, by the check of ``tests/readable.py``.

No sentence has more than 25 words, no word is one that we do not use, and on paper there is no id. What is left out is
named here with its reason.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import ROOT, plan, text
from tests.readable import Found, comments, look, own_words, prose

PLANS = sorted([*(ROOT / "plans").glob("*.yaml"), *(ROOT / "examples").rglob("*.yaml")])
#: Rule packs are the law's words, and the CI files are not plans.
PLANS = [path for path in PLANS if path.name != "house-rules.yaml" and path.parent.name != "ci"]
#: What authors of plans have written is theirs: titles, notes, teams, sources.
THEIRS = "\n".join(own_words(path.read_text(encoding="utf-8")) for path in PLANS)
#: The pages that are not held to it, each with its reason.
NOT_HELD = {
    "architecture.md": "for those who change the program, in the words of its code",
    "decisions.md": "for those who change the program: a record of what was decided and why",
}
PAGES = [ROOT / "README.md", *(path for path in sorted((ROOT / "docs").glob("*.md")) if path.name not in NOT_HELD)]
COMMANDS = [
    *("check", "deadlines", "show", "record", "report", "why", "slip", "solve", "compare", "diff", "risk", "schedule"),
    *("new", "import", "portfolio", "rules", "fmt", "export", "schema", "lsp", "completion"),
]
#: What prints the answers of plans; ``risk`` runs them few times.
ANSWERS = [
    ["check"], ["check", "--all"], ["deadlines"], ["show"], ["slip"], ["solve"], ["compare"], ["schedule"],
    ["risk", "--runs", "50"],
]  # fmt: skip
SHOWN = [*sorted((ROOT / "plans").glob("*.yaml")), ROOT / "examples/failing-plan.yaml", ROOT / "examples/how-sure.yaml"]


def found(text: str, **how: bool) -> list[Found]:
    return list(look(text, own=THEIRS, **how))


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_a_page_is_in_plain_words(page: Path) -> None:
    assert found(prose(page.read_text(encoding="utf-8")), markdown=True) == []


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_the_help_is_in_plain_words(command: str) -> None:
    assert found(text(plan(*command.split(), "--help", COLUMNS="80"))) == []


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.name)
def test_the_comments_of_a_plan_are_in_plain_words(path: Path) -> None:
    assert found(comments(path.read_text(encoding="utf-8")), markdown=True) == []


@pytest.mark.parametrize("path", SHOWN, ids=lambda path: path.name)
@pytest.mark.parametrize("answer", ANSWERS, ids=" ".join)
def test_what_is_said_of_a_plan_is_in_plain_words(answer: list[str], path: Path) -> None:
    done = plan(answer[0], str(path.relative_to(ROOT)), *answer[1:], COLUMNS="80")

    assert done.returncode in (0, 1), done.stderr
    assert found(text(done)) == []


@pytest.mark.parametrize("path", SHOWN, ids=lambda path: path.name)
def test_why_is_said_in_plain_words(path: Path) -> None:
    ids = [line.split(":")[0].strip() for line in path.read_text(encoding="utf-8").split("\n") if _step(line)]

    for id in ids[-3:]:
        done = plan("why", str(path.relative_to(ROOT)), id, COLUMNS="80")
        assert found(text(done)) == []


def _step(line: str) -> bool:
    return line.startswith(("  award:", "  new-service:", "  new-contracts:", "  evaluation:", "  contracts-signed:"))


@pytest.mark.parametrize("path", SHOWN[:5], ids=lambda path: path.name)
def test_on_paper_there_are_no_ids_and_no_keys(path: Path) -> None:
    done = plan("report", str(path.relative_to(ROOT)), "--format", "markdown")

    assert found(text(done), people=True, markdown=True) == []


def test_all_plans_together_are_in_plain_words() -> None:
    assert found(text(plan("portfolio", "plans", "examples/failing-plan.yaml", COLUMNS="80"))) == []


def test_the_check_finds_what_is_not_plain() -> None:
    assert [one.what for one in found("It is made anew.")] == ["'anew': say 'again'"]
    assert [one.what for one in look("word " * 25 + "end.", width=200)] == ["sentence of 26 words"]
    assert [one.what for one in look("Ask for 'award'.", people=True)] == ["id in quotes: 'award'"]
    assert list(look("Ask for the award by 15 June 2020.", people=True)) == []
