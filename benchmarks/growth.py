"""What a plan file costs as one of its lists or mappings grows: whether any grows faster than the file.

    python benchmarks/growth.py [--up-to KIB] [--only TEXT]

Every list and mapping of the schema is filled, by walking the schema, so that a new key is covered without a line
here; ``TOGETHER`` adds what grows at several places at once. Each is doubled until the file is large or slow. Printed
are the CPU seconds and the memory of ``plan check`` beyond those of a tiny plan, and how much each doubling made of
them (2 is linear). Exit code 1 where a file costs more than 3 s and 300 MiB for each MiB that it has (or begins).
"""

from __future__ import annotations

import argparse
import copy
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from commission_plan.editor.schema import json_schema

CHECK = [sys.executable, "-m", "commission_plan", "check"]
MIB = 1024 * 1024
SECONDS, MEMORY = 3.0, 300.0
TRIES = 3
#: A run ends after so many seconds of CPU.
AT_MOST = 60
Path_ = tuple[str, ...]
Data = dict[str, Any]

#: A plan in which every collection of the schema that has rules of its own has an entry that they look at.
BASE: Data = {
    "plan": "Grown",
    "as_of": "2026-06-01",
    "regime": "pa-2023",
    "committees": {"cabinet": {"every": "third monday", "papers": "5wd", "call_in": "5wd"}},
    "services": {
        "care": {
            "go_live": "live",
            "contracts": {
                "now": {"end": "2026-06-30", "extensions": {"on": {"to": "2026-09-30", "status": "planned"}}}
            },
            "new_contract": {"term": "2y", "extensions": ["1y"]},
        }
    },
    "milestones": {
        "work": {"takes": "20wd", "range": ["10wd", "30wd"]},
        "report": {"at": "cabinet", "after": "work"},
        "tender": {"kind": "tender", "takes": "35d", "after": ["report"]},
        "award": {"kind": "award", "after": ["tender"], "finish_after": ["work"]},
        "live": {"kind": "go-live", "after": ["award"]},
    },
    "risks": {"late": {"chance": "10%", "at": "tender", "hold": ["1w", "2w", "3w"]}},
}


def day(number: int) -> str:
    return str(date(2026, 7, 1) + timedelta(days=number % 60_000))


#: An entry of a collection, where the examples of its form are not enough to have it looked at.
ENTRIES: dict[Path_, Callable[[int], Any]] = {
    ("services", "*", "contracts", "*", "extensions"): lambda n: {"to": day(n)},
    ("services", "*", "contracts"): lambda n: {"start": day(n), "end": day(n + 1)},
    ("services",): lambda n: {"go_live": "live", "contracts": {"now": {"end": day(n)}}},
    ("milestones",): lambda n: {"takes": "5wd", "after": f"e{n - 1}" if n else "work"},
    ("milestones", "*", "after"): lambda n: ("work", "tender", "report")[n % 3] + f" + {n % 9000}d",
    ("milestones", "*", "finish_after"): lambda n: f"work + {n % 9000}d",
    ("risks",): lambda n: {"chance": "10%", "at": "tender", "adds": "1w"},
    ("blackouts",): lambda n: {"from": day(3 * n), "to": day(3 * n + 1), "for": ["tender", "award", "approval"]},
    ("closures",): lambda n: {"from": day(3 * n), "to": day(3 * n)},
    ("committees", "*", "meets"): day,
    ("committees", "*", "except"): lambda n: day(7 * n),
    ("plans",): lambda n: f"f{n}.yaml",
    ("rulepacks",): lambda n: f"f{n}.yaml",
}


class Kind(NamedTuple):
    name: str
    make: Callable[[int], Data]


def kinds() -> Iterator[Kind]:
    """Every way to grow: each list and mapping by itself, with entries that are right and that are wrong."""
    for path, listed, entry in collections():
        name = ".".join(path)
        yield Kind(name, lambda n, p=path, li=listed, e=entry: filled(p, li, n, e))
        yield Kind(f"{name}, unreadable", lambda n, p=path, li=listed: filled(p, li, n, lambda k: f"?{k}"))
        yield Kind(f"{name}, wrong shapes", lambda n, p=path, li=listed: filled(p, li, n, lambda k: {"zz": [f"{k}"]}))
        if not listed:
            yield Kind(f"{name}, wrong keys", lambda n, p=path, e=entry: filled(p, False, n, e, "E_"))
    for path, properties in records():
        first = next(iter(properties))
        yield Kind(f"{'.'.join(path) or 'plan'}, unknown keys", lambda n, p=path, f=first: filled(p, False, n, str, f))
    for name, make in TOGETHER.items():
        yield Kind(f"together: {name}", make)


def filled(path: Path_, listed: bool, number: int, entry: Callable[[int], Any], key: str = "e") -> Data:
    """The base, with so many entries in its list or mapping at ``path``, beside what is there."""
    data = copy.deepcopy(BASE)
    here: Any = data
    for part in path[:-1] if listed else path:
        if part == "*":
            if not here:
                here["one"] = {}
            part = next(iter(here))
        here = here.setdefault(part, {})
    if listed:
        here[path[-1]] = [entry(n) for n in range(number)]
    else:
        here |= {f"{key}{n}": entry(n) for n in range(number)}
    return data


def collections() -> Iterator[tuple[Path_, bool, Callable[[int], Any]]]:
    """Every list and mapping of the schema: its path, whether it is a list, and what makes its entries."""
    for path, part in walked():
        for of, listed in ((part.get("items"), True), (mapping_of(part), False)):
            if of is not None:
                yield path, listed, ENTRIES.get(path) or (lambda n, of=of: example(of))


def records() -> Iterator[tuple[Path_, Data]]:
    for path, part in walked():
        if "properties" in part and path != ("ignore",) and "scenarios" not in path:
            yield path, part["properties"]


SCHEMA = json_schema()


def walked(part: Data | None = None, path: Path_ = ()) -> Iterator[tuple[Path_, Data]]:
    """Every part of the schema that holds others, with its path; ``*`` stands for an id."""
    part = resolved(SCHEMA if part is None else part)
    for option in part.get("anyOf", [part]):
        option = resolved(option)
        if option.get("type") in ("object", "array"):
            yield path, option
        within = mapping_of(option)
        # An overlay has the shape of the plan; its entries are what grows.
        if within is not None and "scenarios" not in path:
            yield from walked(within, (*path, "*"))
        for name, inner in option.get("properties", {}).items():
            if path[:1] not in (("ignore",), ("scenarios",)):
                yield from walked(inner, (*path, name))


def resolved(part: Data) -> Data:
    reference = part.get("$ref")
    return part if reference is None else {**part, **SCHEMA["$defs"][reference.rpartition("/")[2]]}


def mapping_of(part: Data) -> Data | None:
    """What the values of a mapping are; None for a record with keys of its own."""
    patterns = part.get("patternProperties")
    if patterns:
        return next(iter(patterns.values()))
    further = part.get("additionalProperties")
    return further if isinstance(further, dict) else None


def example(part: Data) -> Any:
    """A value of this form, the smallest that there is."""
    part = resolved(part)
    if "anyOf" in part:
        return example(part["anyOf"][0])
    if "examples" in part:
        return part["examples"][0]
    if "enum" in part:
        return part["enum"][0]
    if part.get("type") == "array":
        return [example(part["items"])] * max(part.get("minItems", 1), 1)
    if part.get("type") == "object":
        return {name: example(part["properties"][name]) for name in part.get("required", [])}
    return "text"


def _extensions(**more: str) -> Callable[[int], Data]:
    def make(number: int) -> Data:
        data = copy.deepcopy(BASE)
        extensions = {
            f"e{n}": {
                "to": day(n),
                **{key: value.format(n=n - 1) for key, value in more.items() if n or "{" not in value},
            }
            for n in range(number)
        }
        data["services"]["care"]["contracts"]["now"]["extensions"] = extensions
        data["milestones"]["work"]["takes"] = "9999d"
        return data

    return make


def _ignored(number: int) -> Data:
    milestones = {f"m{n}": {"takes": "1d"} for n in range(number)}
    return {
        **BASE,
        "milestones": BASE["milestones"] | milestones,
        "ignore": {"open-end": {f"m{n}x": "r" for n in range(number)}},
    }


def _rules_ignored(number: int) -> Data:
    return {**BASE, "ignore": {f"open-en{n}": {"work": "r"} for n in range(number)}}


def _rolling(number: int) -> Data:
    extension = {"to": "2199-12-31", "by": "1d", "notice": "1d", "status": "planned"}
    service = {"go_live": "live", "contracts": {"now": {"end": "2026-06-30", "extensions": {"on": extension}}}}
    data = copy.deepcopy(BASE)
    data["services"] = {f"s{n}": service for n in range(number)}
    data["milestones"]["work"]["takes"] = "9999w"
    return data


def _blackouts(number: int) -> Data:
    data = filled(("blackouts",), False, number, ENTRIES["blackouts",])
    data["milestones"] |= {f"m{n}": {"kind": "tender", "takes": f"{n % 9000}d"} for n in range(number)}
    return data


def _committees(number: int) -> Data:
    data = copy.deepcopy(BASE)
    data["committees"] |= {f"c{n}": {"every": "first friday", "papers": "5wd"} for n in range(number)}
    data["milestones"] |= {f"m{n}": {"at": f"c{n}", "after": "work"} for n in range(number)}
    return data


def _diaries(number: int) -> Data:
    data = copy.deepcopy(BASE)
    always = "1990-01-01..2199-12-31"
    data["committees"] |= {f"c{n}": {"meets": [always]} for n in range(number)}
    data["milestones"] |= {f"m{n}": {"at": f"c{n}", "after": "work"} for n in range(number)}
    return data


def _exceptions(number: int) -> Data:
    data = copy.deepcopy(BASE)
    data["committees"] |= {f"c{n}": {"every": "monday", "except": ["1990-01-01..2199-12-31"]} for n in range(number)}
    data["milestones"] |= {f"m{n}": {"at": f"c{n}", "after": "work"} for n in range(number)}
    return data


def _services(number: int) -> Data:
    data = copy.deepcopy(BASE)
    service = BASE["services"]["care"]
    data["services"] = {f"s{n}": {**service, "go_live": f"live{n}"} for n in range(number)}
    data["milestones"] |= {
        f"live{n}": {"kind": "go-live", "after": f"live{n - 1}" if n else "award"} for n in range(number)
    }
    return data


def _contracts(number: int) -> Data:
    contracts = {
        f"c{n}": {"end": day(n), "extensions": {"on": {"to": day(n + 2)}}, "cost_per_month": "£100"}
        for n in range(number)
    }
    data = copy.deepcopy(BASE)
    data["services"]["care"]["contracts"] = contracts
    data["milestones"]["work"]["takes"] = "9999d"
    return data


def _chained_scenarios(number: int) -> Data:
    scenarios = {f"s{n}": {"like": f"s{n - 1}"} if n else {"authority": "x"} for n in range(number)}
    return {**BASE, "scenarios": scenarios}


def _law(number: int) -> Data:
    kinds = (
        "tender-notice",
        "tender",
        "award",
        "standstill-notice",
        "standstill",
        "contract-signature",
        "details-notice",
    )
    data = copy.deepcopy(BASE)
    data["milestones"] |= {
        f"m{n}": {"kind": kinds[n % 7], "after": f"m{n - 1}" if n else "work"} for n in range(number)
    }
    return data


def _wide_law(number: int) -> Data:
    data = copy.deepcopy(BASE)
    data["milestones"] |= {f"a{n}": {"kind": "award", "after": "work"} for n in range(number)}
    data["milestones"] |= {f"s{n}": {"kind": "contract-signature", "after": [f"a{n}", "tender"]} for n in range(number)}
    return data


def _fixed(number: int) -> Data:
    data = copy.deepcopy(BASE)
    data["milestones"] |= {f"m{n}": {"on": day(n), "after": "work"} for n in range(number)}
    return data


def _full_services(number: int) -> Data:
    """Services each just below the limit of a service: half of their extensions alternatives, with notice passed."""
    each = {f"e{n}": {"to": day(n), "status": "planned", "notice": "10y", "instead_of": "e0"} for n in range(1, 450)}
    each |= {f"f{n}": {"to": day(n), "notice": "1d"} for n in range(450)}
    data = copy.deepcopy(BASE)
    contract = {"end": "2026-06-30", "extensions": {"e0": {"to": day(0), "status": "planned"}, **each}}
    data["services"] = {f"s{n}": {"go_live": "live", "contracts": {"now": contract}} for n in range(number // 16)}
    data["milestones"]["work"]["takes"] = "9999d"
    return data


def _full_of_contracts(number: int) -> Data:
    """Services each just below the limit, of contracts with a gap after each."""
    contracts = {f"c{n}": {"start": day(2 * n), "end": day(2 * n)} for n in range(990)}
    data = copy.deepcopy(BASE)
    data["services"] = {f"s{n}": {"go_live": "live", "contracts": contracts} for n in range(number // 16)}
    data["milestones"]["work"]["takes"] = "9999d"
    return data


def _gaps(number: int) -> Data:
    """As many services as there may be, each with a gap and a go-live of its own, and a growing chain before them."""
    data = _chain(number)
    contract = {"end": "2026-06-30", "extensions": {"a": {"to": "2026-09-30"}, "b": {"to": "2199-12-31"}}}
    data["services"] = {f"s{n}": {"go_live": f"live{n}", "contracts": {"now": contract}} for n in range(200)}
    last = f"m{number - 1}"
    data["milestones"] |= {
        f"live{n}": {"kind": "go-live", "after": f"live{n - 1}" if n % 2 else last} for n in range(200)
    }
    return data


def _chain(number: int, **more: str) -> Data:
    data = copy.deepcopy(BASE)
    data["milestones"] |= {
        f"m{n}": {"takes": "1d", "after": f"m{n - 1}" if n else "work"} | more for n in range(number)
    }
    data["milestones"]["live"]["after"] = ["award", f"m{number - 1}"]
    return data


def _roots(**more: str) -> Callable[[int], Data]:
    """Steps that wait for nothing, each with the whole of one long chain after it."""

    def make(number: int) -> Data:
        data = _chain(number)
        data["milestones"] |= {f"r{n}": {"takes": "1d"} | more for n in range(number)}
        data["milestones"]["work"]["after"] = [f"r{n}" for n in range(number)]
        return data

    return make


def _branches(number: int) -> Data:
    """A chain that leads nowhere, and many steps that lead into it."""
    data = _roots()(number)
    data["milestones"]["live"]["after"] = "award"
    data["milestones"]["award"]["finish_after"] = []
    data["milestones"]["report"]["after"] = []
    return data


def _failures(number: int) -> Data:
    data = _roots(done="2026-05-01", outcome="failed", started="2026-04-30")(number)
    for n in range(number):
        data["milestones"][f"m{n}"] |= {"by": day(n)}
    return data


def _unknown(number: int) -> Data:
    data = copy.deepcopy(BASE)
    data["milestones"] |= {f"m{n}": {"takes": "unknown", "after": "work"} for n in range(number)}
    data["milestones"]["live"]["after"] = ["award", *(f"m{n}" for n in range(number))]
    data["services"]["care"]["contracts"]["now"]["end"] = "2030-12-31"
    return data


def _unknown_chain(number: int) -> Data:
    data = _chain(number, takes="unknown")
    data["services"]["care"]["contracts"]["now"]["end"] = "2199-12-31"
    return data


def _deadlines(number: int) -> Data:
    return _chain(number, by="2026-06-02")


def _kept_deadlines(number: int) -> Data:
    return _chain(number, by="2199-12-31")


def _stages(number: int) -> Data:
    kinds = ("consultation", "approval", "selection", "tender", "award", "mobilisation", "go-live", "review")
    data = copy.deepcopy(BASE)
    data["milestones"] |= {f"m{n}": {"kind": kinds[n % 8], "takes": "5wd"} for n in range(number)}
    return data


#: What grows at several places at once, or in a way of its own.
TOGETHER: dict[str, Callable[[int], Data]] = {
    "entries of ignore, each near a finding": _ignored,
    "rules of ignore, each near a finding": _rules_ignored,
    "available extensions": _extensions(),
    "planned extensions": _extensions(status="planned"),
    "exercised extensions": _extensions(status="exercised"),
    "proposed extensions": _extensions(status="proposed"),
    "alternatives in a chain": _extensions(instead_of="e{n}"),
    "planned alternatives": _extensions(instead_of="e{n}", status="planned"),
    "extensions with decisions and notice": _extensions(
        status="planned", notice="3mo", decision="award", cost_per_month="£1"
    ),
    "rolling extensions by days": _rolling,
    "blackouts and milestones": _blackouts,
    "committees and milestones": _committees,
    "committees that meet every day": _diaries,
    "committees with every day excepted": _exceptions,
    "services and go-lives": _services,
    "contracts side by side": _contracts,
    "scenarios, each like the one before": _chained_scenarios,
    "milestones of every kind of the law": _law,
    "awards and signatures": _wide_law,
    "planned dates": _fixed,
    "services just below their limit": _full_services,
    "contracts just below their limit, with gaps": _full_of_contracts,
    "services with gaps, and a chain before them": _gaps,
    "starts before a chain": _roots(),
    "late starts before a chain": _roots(not_before="2027-01-01"),
    "failures before a chain with deadlines": _failures,
    "steps that lead nowhere": _branches,
    "unknown lengths side by side": _unknown,
    "unknown lengths in a chain": _unknown_chain,
    "missed deadlines": _deadlines,
    "deadlines": _kept_deadlines,
    "steps of every stage, without links": _stages,
}


def text(value: Any) -> str:
    """``value`` as YAML, in as few bytes as may be."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {text(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(text, value)) + "]"
    return f"'{value}'" if value[:1] in "?£" else value


def written(data: Data) -> str:
    return "".join(f"{key}: {text(value)}\n" for key, value in data.items())


def measured(file: Path) -> tuple[float, float]:
    """CPU seconds and MiB of ``plan check`` of the file."""

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (AT_MOST, AT_MOST))
        resource.setrlimit(resource.RLIMIT_AS, (8 * 1024 * MIB, 8 * 1024 * MIB))

    process = subprocess.Popen(
        [*CHECK, str(file)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=limited
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        print(f"    exit code {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--up-to", type=int, default=1024, metavar="KIB", help="the largest file")
    asked.add_argument("--only", default="", metavar="TEXT", help="those whose name holds this")
    options = asked.parse_args()
    over = 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "grown.yaml"
        file.write_text(written(BASE))
        start, empty = measured(file)
        print(f"a tiny plan: {start:.2f} s, {empty:.0f} MiB")
        print(f"{'what grows':60} {'KiB':>6} {'s':>7} {'MiB':>6}  growth")
        for kind in kinds():
            if options.only in kind.name:
                over += grown(kind, file, options.up_to * 1024, start, empty)
    print(f"{over} grow past {SECONDS:.0f} s or {MEMORY:.0f} MiB for a MiB")
    return 1 if over else 0


def grown(kind: Kind, file: Path, up_to: int, start: float, empty: float) -> bool:
    """Double what grows until the file is so large; whether it costs more than it may, which ends it."""
    size = len(written(kind.make(64))) - len(written(kind.make(32)))
    number = max(64, up_to * 32 // max(size, 1) // 4)
    before = None
    while True:
        content = written(kind.make(number)).encode()
        file.write_bytes(content)
        pieces = max(1.0, len(content) / MIB)
        # Other work on the machine only makes it slower: what is over is measured again.
        for _ in range(TRIES):
            seconds, memory = measured(file)
            seconds, memory = max(seconds - start, 0), max(memory - empty, 0)
            over = seconds > SECONDS * pieces or memory > MEMORY * pieces
            if not over or seconds > 3 * SECONDS * pieces:
                break
        growth = "" if before is None else f"{seconds / max(before, 0.05):6.1f}"
        told = "  OVER" if over else ""
        print(f"{kind.name:60} {len(content) // 1024:6} {seconds:7.2f} {memory:6.0f} {growth:>7}{told}", flush=True)
        if over or len(content) * 1.5 > up_to:
            return over
        number, before = number * 2, seconds


if __name__ == "__main__":
    sys.exit(main())
