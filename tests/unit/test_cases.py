"""Every rule, by small plans that say their own answer: exactly these findings, on exactly these lines.

A plan in ``tests/cases/<rule>`` has ``# expect: RULE`` on each line on which its rule must speak, and
``# also: RULE`` where another one cannot be avoided. A plan without such a comment must give no finding at all. Its
data date is the day of the check, unless a line ``# today: 2021-06-01`` says otherwise.

What the findings say is kept in ``messages.txt``, to be read like prose. ``PLAN_GOLDEN=write`` writes it anew.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from commission_plan import gate
from commission_plan.analysis import Analysis, analyse
from commission_plan.cli.neighbours import Beside
from commission_plan.findings import Finding
from commission_plan.model.plan import title
from commission_plan.portfolio import portfolio as whole
from commission_plan.rules import rules

CASES = Path(__file__).parents[1] / "cases"
MESSAGES = CASES / "messages.txt"
PLANS = sorted(CASES.glob("*/*.yaml"))
#: Those of a baseline are about another file than the plan, those of a portfolio about several plans;
#: tests/cli/test_gate.py and tests/cli/test_portfolio.py ask for them.
RULES = {rule.id: rule for rule in rules() if rule not in (*gate.RULES, *whole.RULES)}


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


each_plan = pytest.mark.parametrize("path", PLANS, ids=name)


@cache
def analysed(path: Path) -> Analysis:
    text = lines_of(path)
    dates = [found[1] for line in text if (found := re.match(r"(?:# today:|as_of:) (\d{4}-\d{2}(?:-\d{2})?)", line))]
    today = date.fromisoformat(f"{dates[0]}-01"[:10]) if dates else date(2027, 3, 1)
    return analyse(path.read_bytes(), path=name(path), today=today, neighbours=Beside(str(path)))


def lines_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="replace").split("\n")


def expected(path: Path, *words: str) -> Counter[tuple[int, str]]:
    """Line and rule of every finding that the plan's own comments ask for."""
    pattern = re.compile(rf"# (?:{'|'.join(words)}): ([a-z, -]*[a-z])")
    return Counter(
        (number, rule.strip())
        for number, line in enumerate(lines_of(path), start=1)
        for listed in pattern.findall(line)
        for rule in listed.split(",")
    )


def found_in(path: Path) -> Iterator[tuple[int, Finding]]:
    result = analysed(path)
    for finding in result.findings:
        yield result.where(finding).line, finding


@each_plan
def test_a_plan_gives_exactly_the_findings_that_it_expects(path: Path) -> None:
    actual = Counter((line, finding.rule) for line, finding in found_in(path))

    assert expected(path, "expect", "also") == actual


@each_plan
def test_a_plan_expects_the_rule_of_its_folder_or_is_a_good_one(path: Path) -> None:
    asked_for = {rule for _, rule in expected(path, "expect")}

    assert asked_for <= {path.parent.name}
    assert path.parent.name not in {rule for _, rule in expected(path, "also")}


@pytest.mark.parametrize("rule", sorted({*RULES, *(path.parent.name for path in PLANS)}))
def test_a_rule_has_a_faulty_plan_and_a_good_one(rule: str) -> None:
    plans = [path for path in PLANS if path.parent.name == rule]
    faulty = [path for path in plans if expected(path, "expect")]

    assert rule in RULES
    assert faulty, f"no plan in tests/cases/{rule} gives this finding"
    assert len(faulty) < len(plans), f"no plan in tests/cases/{rule} avoids this finding"


@each_plan
def test_a_finding_is_told_in_the_house_style(path: Path) -> None:
    for _, finding in found_in(path):
        message = finding.message

        begins = message[0].islower() or message[0].isdigit() or message[0] in "'\"`&<"
        assert begins or message.startswith(titles(analysed(path)))
        for text in (message, finding.fix):
            assert text == text.strip() and text
            assert not text.endswith((".", ":", ","))
            assert "  " not in text and " ," not in text and " ;" not in text and ": :" not in text
            assert not re.search(r"\b(invalid|None|NoneType|dict|str|int|bool|tuple|Finding|Error)\b", text)
            assert not re.search(r"(?<!-)\b0 (working )?days?\b|(?<![\w-])-\d", text), text
            assert not re.search(r"\b1 (?:\w+ )?(?:days|weeks|months|years|steps|places|entries)\b", text)


@each_plan
def test_a_finding_says_its_dates_in_words(path: Path) -> None:
    for _, finding in found_in(path):
        # The planner's own words and the form to write instead may hold others.
        text = re.sub(r"'[^']*'|\b(?:write|add) .*|such as .*|--as-of .*", "", f"{finding.message} | {finding.fix}")

        assert not re.search(r"\d{4}-\d\d|\d/\d|\b0\d [A-Z]|\b\d{1,2} [A-Z][a-z]{2} \d{4}", text.replace("May", "Mayy"))


def titles(result: Analysis) -> tuple[str, ...]:
    """The names that a message may begin with."""
    if result.plan is None:
        return ()
    named = {**result.plan.services, **result.plan.committees}
    return tuple(title(record, id) for id, record in named.items())


def test_the_messages_read_as_they_did() -> None:
    said = "".join(
        f"{name(path)}: {finding.rule}{severity(finding)}: {finding.message} | {finding.fix}\n"
        for path in PLANS
        for _, finding in found_in(path)
    )
    if os.environ.get("PLAN_GOLDEN") == "write":
        MESSAGES.write_text(said, encoding="utf-8")

    assert MESSAGES.read_text(encoding="utf-8").splitlines() == said.splitlines()


def severity(finding: Finding) -> str:
    """Said only where it is not the rule's own."""
    return "" if finding.severity is RULES[finding.rule].severity else f" ({finding.severity.value})"


def test_what_a_person_accepts_is_kept_with_the_reason() -> None:
    [accepted] = analysed(CASES / "unused-ignore" / "on-the-record.yaml").accepted

    assert (accepted.finding.rule, accepted.finding.at) == ("pinned-date", "award")
    assert accepted.reason == "The director is away until then"
