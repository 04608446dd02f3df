"""``plan rules`` prints rule packs; a council's own pack is read from the plan's folder, and from nowhere else."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from commission_plan.rulepacks import NAMES, pack
from tests.cli.running import plan, text


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("name", NAMES)
def test_a_pack_is_printed_as_a_table_of_which_nothing_is_cut(name: str, columns: int) -> None:
    printed = text(plan("rules", "--regime", name, COLUMNS=str(columns)))
    cells = table(printed)

    assert pack(name).title in printed
    assert max(len(line) for line in printed.splitlines()) <= columns
    assert list(cells) == list(pack(name).rows)
    for id, row in pack(name).rows.items():
        # No word is broken either, but where it has a hyphen.
        assert whole(cells[id]["What"]) == whole(row.what)
        assert whole(cells[id]["Provision"]) == whole(row.citation)


def table(printed: str) -> dict[str, dict[str, str]]:
    """The cells of each row by their heads, the lines of a cell one after the other."""
    lines = printed.splitlines()
    head = next(at for at, line in enumerate(lines) if line.split()[:2] == ["Row", "What"])
    names = lines[head].split()
    starts = [lines[head].index(name) for name in names]
    # The last column, how well the law is known, has no head.
    ends = [*starts[1:], lines[head + 1].rindex("─") - 1]
    found: dict[str, dict[str, str]] = {}
    id = ""
    for line in lines[head + 2 :]:
        if not line.strip():
            break
        parts = {name: line[start:end].strip() for name, start, end in zip(names, starts, ends, strict=True)}
        if parts["Row"]:
            id = parts["Row"]
            found[id] = dict.fromkeys(names, "")
        for name, part in parts.items():
            found[id][name] += f" {part}"
    return found


def whole(words: str) -> str:
    return " ".join(words.replace("- ", "-").split())


def test_a_row_is_printed_with_its_provision_link_and_doubt() -> None:
    printed = " ".join(text(plan("rules", "gov-key")).split())

    assert "28 clear days: do not count the day of the notice or of the meeting" in printed
    assert "reg 9(2)" in printed and "https://www.legislation.gov.uk/uksi/2012/2089" in printed
    assert "the law does not say whether these are calendar days" in printed


def test_rows_are_data_too() -> None:
    (row,) = json.loads(text(plan("rules", "pa-ss", "--format", "json")))["rows"]
    whole = json.loads(text(plan("rules", "--regime", "pa-2023", "--format", "json")))

    assert (row["pack"], row["citation"]) == ("pa-2023", "Procurement Act 2023, s 51(2), s 123")
    assert row in whole["rows"]


@pytest.mark.parametrize("arguments", [("--regime", "none"), ("pa-sss",), ("pa-ss", "--regime", "tupe")])
def test_a_pack_or_row_that_does_not_exist_exits_with_2(arguments: tuple[str, ...]) -> None:
    assert plan("rules", *arguments).returncode == 2


# A council's own pack.

PLAN = "plan: Ours\nas_of: 2026-01-05\nrulepacks: [{name}]\nmilestones:\n  review: {{}}\n"
PACK = """\
pack: Our constitution
link: https://example.org/constitution
rows:
  our-clearance:
    what: reports cleared before the meeting
    edge: told
    calendar: plan
    roll: none
    force: constitution
    citation: part 4, rule 9
    link: https://example.org/constitution
    in_force: {from: 2020}
    confidence: S
    looked_up: 2026-01-05
    who: Finance
"""
SECRET = "the-secret-of-somebody-else"


def checked(folder: Path, name: str) -> str:
    (folder / "plan.yaml").write_text(PLAN.format(name=name), encoding="utf-8")
    done = plan("check", "plan.yaml", cwd=folder)
    assert done.returncode in (0, 1) and done.stderr == b""
    return text(done)


@pytest.mark.parametrize("name", ["council.yaml", "rules/council.yaml", "Council_Rules 2026.yaml"])
def test_a_pack_beside_the_plan_is_read(name: str, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(PACK, encoding="utf-8")

    assert "[rule-pack]" not in checked(tmp_path, name)


def test_a_pack_in_a_folder_of_plans_is_no_plan(tmp_path: Path) -> None:
    (tmp_path / "council.yaml").write_text(PACK, encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(PLAN.format(name="council.yaml"), encoding="utf-8")
    checked_plans = json.loads(text(plan("check", ".", "--format", "json", cwd=tmp_path)))["plans"]

    assert [Path(answer["path"]).name for answer in checked_plans] == ["plan.yaml"]


def test_a_broken_pack_is_told_with_its_line_and_without_its_words(tmp_path: Path) -> None:
    (tmp_path / "council.yaml").write_text(PACK + f"    {SECRET}: {SECRET}\n", encoding="utf-8")
    said = checked(tmp_path, "council.yaml")

    assert "error[rule-pack]" in said and "line 16" in said
    assert SECRET not in said


@pytest.mark.parametrize("content", [f"{SECRET}: [", f"- {SECRET}\n", f"{SECRET}\n", f"!!{SECRET} a", "\x00\x01", ""])
def test_a_file_that_is_no_pack_is_never_repeated(content: str, tmp_path: Path) -> None:
    (tmp_path / "council.yaml").write_text(content, encoding="utf-8")
    said = checked(tmp_path, "council.yaml")

    assert "error[rule-pack]" in said
    assert SECRET not in said


@pytest.mark.parametrize(
    "name", ["../secret.yaml", "/etc/secret.yaml", "a/../../secret.yaml", "~/x.yaml", "secret.txt"]
)
def test_a_pack_outside_the_folder_is_not_even_a_name(name: str, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text(SECRET, encoding="utf-8")
    (tmp_path / "plans").mkdir()
    said = checked(tmp_path / "plans", name)

    assert "error[wrong-value]" in said or "error[rule-pack]" in said
    assert SECRET not in said


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text(PACK.replace("Our constitution", SECRET), encoding="utf-8")
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "council.yaml").symlink_to(tmp_path / "secret.yaml")
    said = checked(tmp_path / "plans", "council.yaml")

    assert "it lies outside the plan's folder" in said
    assert SECRET not in said


def test_what_is_no_regular_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")

    for name in ("pipe.yaml", "folder.yaml", "loop.yaml", "gone.yaml"):
        assert "error[rule-pack]" in checked(tmp_path, name)


def test_a_very_large_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    (tmp_path / "council.yaml").write_text(PACK + "#" * 2_000_000, encoding="utf-8")

    assert "it is larger than 1 MiB" in checked(tmp_path, "council.yaml")


def test_a_plan_from_standard_input_has_no_folder() -> None:
    done = plan("check", "-", stdin=PLAN.format(name="council.yaml").encode())

    assert "a plan from standard input has no folder" in text(done)
