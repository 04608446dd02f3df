"""Write the pages of the manual that the program knows best: every rule, every key, the schema; and the templates.

python scripts/docs.py            writes docs/rules.md, docs/keys.md and docs/plan.schema.json, and copies the templates
python scripts/docs.py --check    fails where one of them is not what it would write
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from commission_plan.days.calendars import NAMES as CALENDARS
from commission_plan.editor.schema import json_schema
from commission_plan.findings import Severity
from commission_plan.model import plan
from commission_plan.reports.formats import table
from commission_plan.reports.plain import as_json
from commission_plan.rules import rules

DOCS = Path(__file__).parent.parent / "docs"
EXAMPLES = Path(__file__).parent.parent / "examples" / "councils"
TEMPLATES = Path(__file__).parent.parent / "src" / "commission_plan" / "pen" / "templates"
_MEANINGS = {
    Severity.ERROR: "The check fails.",
    Severity.WARNING: "The check fails with `--strict`.",
    Severity.INFO: "The check never fails.",
}


def rules_page() -> str:
    """Every rule with its manual page, the worst first."""
    lines = [
        "# Every rule",
        "",
        "`plan rules` lists them, and `plan rules RULE` prints one. To accept a finding, see "
        "[findings that you accept](plan-file.md#findings-that-you-accept). Some rules are milder in some cases.",
        "",
    ]
    for severity in Severity:
        lines += [f"## {severity.value.capitalize()}", "", _MEANINGS[severity], ""]
        for rule in rules():
            if rule.severity is severity:
                lines += [f"### {rule.id}", "", rule.page.strip(), ""]
    return "\n".join(lines)


def keys_page() -> str:
    """Every key of every mapping of a plan, and the words that some of them choose from."""
    lines = [
        "# Every key",
        "",
        "Each key, under the part of the plan that can have it. `ID` is an id of your own. [How to write a "
        "plan](plan-file.md) says what the values look like and what they mean together.",
        "",
    ]
    for path, cls in plan.CLASSES.items():
        lines += [f"## {_heading(path)}", "", (cls.__doc__ or "").strip(), ""]
        lines += ["| key | what it says | where it is left out |", "| --- | --- | --- |", *_rows(cls), ""]
    lines += ["## Words", ""]
    for key, words in (
        ("kind", plan.KINDS),
        ("procedure", plan.PROCEDURES),
        ("regime", plan.REGIMES),
        ("status", plan.STATUSES),
        ("calendar", CALENDARS),
    ):
        lines += [f"`{key}` is one of {', '.join(f'`{word}`' for word in words)}.", ""]
    return "\n".join(lines)


def _heading(path: tuple[str, ...]) -> str:
    if not path:
        return "The plan itself"
    return "`" + ": ".join("ID" if part == "*" else part for part in path) + "`"


def _rows(cls: type[BaseModel]) -> Iterator[str]:
    """A row for each key, its own ones first, then those that every mapping may have."""
    shared = [name for name in ("note", "source") if name in cls.model_fields]
    for name in [*(name for name in plan.keys(cls) if name not in shared), *shared]:
        field = cls.model_fields[name]
        told = (field.description or "").replace("|", "\\|")
        yield f"| `{field.alias or name}` | {told} | {_default(field)} |"


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "**needed**"
    return f"`{field.default}`" if isinstance(field.default, str) else ""


def schema() -> str:
    """The JSON Schema, as ``plan schema`` prints it."""
    return as_json(json_schema())


def formats_page() -> str:
    """Which command has which formats."""
    lines = [
        "# Every format",
        "",
        "`--format` says the format of an answer. Without it, the ending of the file after `-o` does. Without both, it "
        "is the first format of the command. `plan report` always needs one of the two. A format may be called by an "
        "ending: `--format md`. What a format needs is an extra of the package. `plan report --formats` prints this "
        "table. `plan schema --answer COMMAND` prints the JSON Schema of what a command answers as `json`.",
        "",
        "A plan that cannot be read is answered as `plan check` answers it, in the same format and place, with exit "
        "code 1. Where the format cannot hold that, it is text.",
        "",
        table(),
    ]
    return "\n".join(lines)


PAGES = {"rules.md": rules_page, "formats.md": formats_page, "keys.md": keys_page, "plan.schema.json": schema}


def templates() -> Iterator[tuple[Path, str]]:
    """The examples of councils, as ``plan new --template`` writes them, with no schema in the folder above."""
    for example in sorted(EXAMPLES.glob("*.yaml")):
        lines = example.read_text(encoding="utf-8").splitlines(keepends=True)
        yield TEMPLATES / example.name, "".join(line for line in lines if not line.startswith("# yaml-language-server"))


def main() -> int:
    stale = []
    pages = [(DOCS / name, page().rstrip("\n") + "\n") for name, page in PAGES.items()]
    for file, text in [*pages, *templates()]:
        if "--check" not in sys.argv:
            file.write_text(text, encoding="utf-8")
        elif not file.exists() or file.read_text(encoding="utf-8") != text:
            stale.append(file.name)
    if stale:
        print(f"not current: {', '.join(stale)}; run python scripts/docs.py", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
