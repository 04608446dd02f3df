"""Would the tests notice a wrong date? Change one thing at a time in the code that counts days, and see.

python scripts/mutants.py --sample 300 --seed 1         # two processes, within 40 minutes on two cores
python scripts/mutants.py --module cover --sample 40    # one package alone

A mutant is the program with one operator, bound, sign or statement changed. For each, the tests in ``TESTS`` that
import the changed module, directly or not, run in a copy of the repository, nearest and quickest first, until one
fails. How long they take is measured first, without any change: a mutant that takes many times that does not come to
an end, and counts as noticed. A mutant that no test notices is printed with its line. ``EQUIVALENT`` names the changes
that change no answer, each with its reason. The exit code is 1 where fewer than 90 in 100 are noticed, and 2 where the
tests fail without any change.
"""

from __future__ import annotations

import argparse
import ast
import concurrent.futures
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

ROOT = Path(__file__).parent.parent
PACKAGE = "commission_plan"
SOURCE = ROOT / "src" / PACKAGE
PACKAGES = ("days", "engine", "cover", "law")
TESTS = ("tests/unit", "tests/properties", "tests/reference")
#: What a copy needs for the tests to run in it.
COPIED = ("src", "tests", "plans", "examples", "docs", "scripts", "benchmarks", "pyproject.toml", "README.md")
#: Seconds for all tests without any change.
PATIENCE = 3600
#: A mutant does not come to an end that takes so many times as long as its tests did, and so many seconds more.
TIMES, MORE = 4, 60
LEAST_NOTICED = 0.9
MOST_EQUIVALENT = 20

#: (file, the line as it stands, the line as changed) -> why no answer can differ.
EQUIVALENT: dict[tuple[str, str, str], str] = {}

_COMPARISONS: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
}
_OPERATORS: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "//"),
    ast.FloorDiv: ("//", "*"),
    ast.Mod: ("%", "*"),
}
_CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}


class Mutant(NamedTuple):
    """One change: the bytes from ``start`` to ``end`` of ``path`` become ``new``."""

    path: Path
    line: int
    start: int
    end: int
    new: bytes

    def applied(self) -> bytes:
        text = self.path.read_bytes()
        return text[: self.start] + self.new + text[self.end :]

    def key(self) -> tuple[str, str, str]:
        """The file, its line as it stands, and the line as this mutant has it."""
        old, new = self.path.read_bytes().splitlines(), self.applied().splitlines()
        name = self.path.relative_to(SOURCE).as_posix()
        return name, old[self.line - 1].decode().strip(), new[self.line - 1].decode().strip()

    def __str__(self) -> str:
        name, old, new = self.key()
        return f"{name}:{self.line}: {old}  ->  {new}"


def mutants(path: Path) -> Iterator[Mutant]:
    """Every change of ``path`` that this script knows, in the order of the file."""
    text = path.read_bytes()
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def at(line: int, column: int) -> int:
        return starts[line - 1] + column

    def between(left: ast.expr, right: ast.expr, old: str, new: str) -> Iterator[Mutant]:
        """``old``, which is between two expressions, becomes ``new``."""
        first, last = at(left.end_lineno or 0, left.end_col_offset or 0), at(right.lineno, right.col_offset)
        place = text.find(old.encode(), first, last)
        if place >= 0:
            line = text.count(b"\n", 0, place) + 1
            yield Mutant(path, line, place, place + len(old), new.encode())

    def replaced(node: ast.expr | ast.stmt, new: str) -> Mutant:
        end = at(node.end_lineno or 0, node.end_col_offset or 0)
        return Mutant(path, node.lineno, at(node.lineno, node.col_offset), end, new.encode())

    for node in _executed(ast.parse(text)):
        match node:
            case ast.Compare(left=left, ops=ops, comparators=others):
                for first, operator, second in zip([left, *others], ops, others, strict=False):
                    yield from between(first, second, *_COMPARISONS[type(operator)])
            case ast.BinOp(left=left, op=operation, right=right) if type(operation) in _OPERATORS:
                yield from between(left, right, *_OPERATORS[type(operation)])
            case ast.BoolOp(op=junction, values=[first, second, *_]):
                pair = ("and", "or") if isinstance(junction, ast.And) else ("or", "and")
                yield from between(first, second, *pair)
            case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
                yield replaced(node, f"({ast.unparse(operand)})")
            case ast.Constant(value=bool() as value):
                yield replaced(node, str(not value))
            case ast.Constant(value=int() as number):
                yield replaced(node, str(number + 1))
            case ast.Call(func=ast.Name(id=name) as function) if name in _CALLS:
                yield replaced(function, _CALLS[name])
            case ast.Continue():
                yield replaced(node, "break")
            case ast.Break():
                yield replaced(node, "continue")
            case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()) | ast.AugAssign():
                yield replaced(node, "pass")


def _executed(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node of ``tree`` that runs: no annotation, no docstring, nothing said of an error."""
    for child in ast.iter_child_nodes(tree):
        match child:
            case ast.Import() | ast.ImportFrom() | ast.Raise() | ast.Assert() | ast.JoinedStr():
                continue
            case ast.Expr(value=ast.Constant()):
                continue
            case ast.arg() | ast.AnnAssign(value=None):
                continue
            case ast.AnnAssign(value=ast.expr() as value):
                yield value
                yield from _executed(value)
                continue
            case ast.FunctionDef(body=body, args=arguments):
                for part in [*arguments.defaults, *body]:
                    if not (isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)):
                        yield part
                        yield from _executed(part)
                continue
        yield child
        yield from _executed(child)


def imports(path: Path, name: str) -> set[str]:
    """The modules of this repository that the file at ``path``, the module ``name``, may import."""
    found = set()
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = package.split(".")
                base = ".".join([*parts[: len(parts) - node.level + 1], *filter(None, [base])])
            found |= {base, *(f"{base}.{alias.name}" for alias in node.names)}
    return {part for module in found for part in _with_packages(module)}


def _with_packages(module: str) -> Iterator[str]:
    parts = module.split(".")
    for length in range(1, len(parts) + 1):
        yield ".".join(parts[:length])


def graph() -> dict[str, set[str]]:
    """Each module of the program and of its tests, with those that it imports."""
    modules = {_module(path, ROOT / "src"): path for path in SOURCE.rglob("*.py")}
    modules |= {_module(path, ROOT): path for path in (ROOT / "tests").rglob("*.py")}
    return {name: imports(path, name) & modules.keys() - {name} for name, path in modules.items()}


def _module(path: Path, root: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def tests_of(module: str, imported: dict[str, set[str]], seconds: dict[str, float]) -> list[str]:
    """The test files that import ``module``, those that need the fewest imports to reach it first, the quickest first.

    ``seconds``: how long each test file takes.
    """
    importers: dict[str, set[str]] = {}
    for name, others in imported.items():
        for other in others:
            importers.setdefault(other, set()).add(name)
    distance, layer = {module: 0}, {module}
    while layer:
        layer = {name for one in layer for name in importers.get(one, ())} - distance.keys()
        distance |= dict.fromkeys(layer, max(distance.values()) + 1)
    files = []
    for name in distance:
        path = name.replace(".", "/") + ".py"
        if path.startswith(TESTS) and Path(path).name.startswith("test_"):
            files.append((distance[name], seconds.get(path, 0.0), path))
    return [path for _, _, path in sorted(files)]


def noticed(mutant: Mutant, tests: list[str], patience: float, copy: Path) -> bool:
    """Whether one of ``tests`` fails with ``mutant`` in the ``copy`` of the repository, which is then put back."""
    target = copy / mutant.path.relative_to(ROOT)
    target.write_bytes(mutant.applied())
    try:
        return not passes(["-x", *tests], copy, patience)
    finally:
        target.write_bytes(mutant.path.read_bytes())


def passes(arguments: list[str], copy: Path, patience: float) -> bool:
    """Whether pytest passes in the ``copy`` of the repository, and comes to an end in so many seconds."""
    environment = os.environ | {"PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--no-header", *arguments]
    process = subprocess.Popen(
        command, cwd=copy, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        return process.wait(patience) == 0
    except subprocess.TimeoutExpired:
        # What it has started goes with it.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return False


def measured(copy: Path, jobs: int) -> dict[str, float] | None:
    """The seconds that each test file takes without any change; None where a test fails."""
    report = copy / "times.xml"
    if not passes([f"--numprocesses={jobs}", f"--junitxml={report}", *TESTS], copy, PATIENCE):
        return None
    found: dict[str, float] = {}
    for case in ElementTree.parse(report).iter("testcase"):
        path = case.attrib["classname"].replace(".", "/") + ".py"
        found[path] = found.get(path, 0.0) + float(case.attrib["time"])
    return found


def copied(copy: Path) -> Path:
    """A copy of the repository at ``copy``, in which the tests can run."""
    for name in COPIED:
        origin = ROOT / name
        if origin.is_dir():
            shutil.copytree(origin, copy / name)
        else:
            copy.mkdir(exist_ok=True)
            shutil.copy2(origin, copy / name)
    return copy


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sample", type=int, default=300, help="how many changes to try")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--module", default="", help="only this package or file, such as days/steps.py")
    parser.add_argument("--jobs", type=int, default=2)
    wanted = parser.parse_args()
    if len(EQUIVALENT) > MOST_EQUIVALENT:
        parser.error(f"EQUIVALENT has {len(EQUIVALENT)} entries: at most {MOST_EQUIVALENT}")

    paths = sorted(path for package in PACKAGES for path in (SOURCE / package).rglob("*.py"))
    every = [m for p in paths if p.is_relative_to(SOURCE / (wanted.module or ".")) for m in mutants(p)]
    sample = [m for m in random.Random(wanted.seed).sample(every, len(every)) if m.key() not in EQUIVALENT]
    sample = sample[: wanted.sample]
    imported = graph()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        seconds = measured(copied(Path(folder) / "unchanged"), wanted.jobs)
        if seconds is None:
            print("the tests fail without any change", file=sys.stderr)
            return 2
        print(f"without any change the tests take {sum(seconds.values()):.0f} s", flush=True)
        copies = threading.local()

        def attempt(numbered: tuple[int, Mutant]) -> bool:
            number, mutant = numbered
            if not hasattr(copies, "path"):
                copies.path = copied(Path(folder) / str(number))
            tests = tests_of(_module(mutant.path, ROOT / "src"), imported, seconds)
            patience = MORE + TIMES * sum(seconds.get(path, 0.0) for path in tests)
            return noticed(mutant, tests, patience, copies.path)

        unnoticed = 0
        with concurrent.futures.ThreadPoolExecutor(wanted.jobs) as pool:
            for mutant, killed in zip(sample, pool.map(attempt, enumerate(sample)), strict=True):
                if not killed:
                    unnoticed += 1
                    print(f"not noticed: {mutant}", flush=True)
    killed = len(sample) - unnoticed
    print(
        f"{killed} of {len(sample)} changes noticed ({killed / max(len(sample), 1):.1%}), of {len(every)} possible; "
        f"{time.monotonic() - began:.0f} s"
    )
    return 0 if killed >= LEAST_NOTICED * len(sample) else 1


if __name__ == "__main__":
    sys.exit(main())
