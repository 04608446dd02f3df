"""The gate's options: which rules count, the baseline's file, and what fails the check."""

from __future__ import annotations

import json
import os.path

from commission_plan.analysis import Analysis
from commission_plan.cli.inputs import STDIN, CannotRun, content
from commission_plan.cli.options import one_of
from commission_plan.findings import Severity
from commission_plan.gate import Baseline, MalformedBaseline, against, as_baseline, baseline, chosen, invalid


class Gate:
    """What is asked of every plan alike. Raises ``CannotRun`` for what cannot be asked."""

    def __init__(self, select: list[str], ignore: list[str], baseline_file: str | None, writes: str | None) -> None:
        if baseline_file is not None and writes is not None:
            raise CannotRun(
                "--baseline and --write-baseline do not go together. Write the list first, and then check against it"
            )
        self.select, self.ignore = _rules("--select", select), _rules("--ignore", ignore)
        self.file = baseline_file
        self.known: Baseline = {} if baseline_file is None else _read(baseline_file)
        self.writes = writes
        self._seen: dict[str, Analysis] = {}

    def judged(self, path: str, analysis: Analysis) -> Analysis:
        """``analysis`` with the findings that count."""
        found = chosen(analysis, self.select, self.ignore)
        if self.writes is not None:
            self._seen[_name(path, self.writes, analysis.scenario)] = found
        if self.file is None:
            return found
        known = self.known.get(_name(path, self.file, analysis.scenario), {})
        return against(found, known, [rule for rule in known if not self._counts(rule)])

    def _counts(self, rule: str) -> bool:
        return rule not in self.ignore and (not self.select or rule in self.select)

    def gone(self) -> list[str]:
        """Plans of the baseline whose files are no longer there."""
        if self.file is None:
            return []
        folder = os.path.dirname(os.path.realpath(self.file))
        files = {name: name.partition("#")[0] for name in self.known}
        return [
            name for name, file in files.items() if file != STDIN and not os.path.exists(os.path.join(folder, file))
        ]

    def write(self) -> str:
        """Write the baseline, and say in a sentence what it holds. Raises ``CannotRun`` where plans are invalid."""
        assert self.writes is not None
        from commission_plan.cli.files import put
        from commission_plan.phrases import count

        broken = invalid(self._seen.values())
        if broken:
            raise CannotRun(f"{self.writes}: not written: {broken}, and what makes a plan invalid is never accepted")
        plans = baseline(self._seen)
        put(self.writes, (json.dumps({"schema": 2, "plans": plans}, indent=2) + "\n").encode())
        found = sum(len(analysis.findings) for analysis in self._seen.values())
        return f"{self.writes}: {count(found, 'finding')} of {count(len(self._seen), 'plan')} written down as known"


def level(strict: bool, fail_on: str | None) -> Severity:
    """The mildest severity that fails the check: ``--fail-on``, else a warning with ``--strict``, else an error."""
    if fail_on is None:
        return Severity.WARNING if strict else Severity.ERROR
    return Severity(one_of("--fail-on", fail_on, [severity.value for severity in Severity]))


def _rules(option: str, named: list[str]) -> frozenset[str]:
    if not named:
        return frozenset()
    from commission_plan.rules import rules

    known = [rule.id for rule in rules()]
    for name in named:
        if name not in known:
            from commission_plan.model.wording import hint

            said = hint(name, known, "'plan rules' lists them")
            raise CannotRun(f"{option}: no rule '{name}'; {said}")
    return frozenset(named)


def _read(file: str) -> Baseline:
    try:
        return as_baseline(json.loads(content(file)))
    except MalformedBaseline as error:
        raise CannotRun(f"{file}: not a list of known findings: {error}") from None
    except (ValueError, RecursionError):
        raise CannotRun(f"{file}: not a list of known findings: it is not JSON") from None


def _name(path: str, baseline_file: str, scenario: str | None) -> str:
    """What a baseline calls a plan: its path from the baseline's folder, so that it is the same from anywhere."""
    name = path
    if path != STDIN:
        folder = os.path.dirname(os.path.realpath(baseline_file))
        name = os.path.relpath(os.path.realpath(path), folder).replace(os.sep, "/")
    return name if scenario is None else f"{name}#{scenario}"
