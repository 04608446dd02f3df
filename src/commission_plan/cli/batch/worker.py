"""What a worker does: one function over a few plan files. A file that fails costs itself alone.

The function is named, as ``module:function``, and takes the path, the bytes, what reads the files beside the plan, and
the options; what it answers is plain data that JSON can hold. So it runs anywhere, and its answers can be kept.
"""

from __future__ import annotations

import gc
import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from commission_plan import __version__
from commission_plan.cli.inputs import CannotRun, content
from commission_plan.cli.neighbours import Beside, ReadFile
from commission_plan.cli.output import bug
from commission_plan.linked import NotBeside, PlanNeighbours

if TYPE_CHECKING:
    from commission_plan.analysis import Analysis

#: Plans between two collections.
_COLLECT_AFTER = 100

Task = Callable[[str, bytes, PlanNeighbours, Mapping[str, Any]], Any]


class Shipped(NamedTuple):
    """A file beside a plan, for a worker that cannot read the folder."""

    key: str
    content: bytes | None
    why: str


class Job(NamedTuple):
    """One plan file. Without bytes the worker reads it and what lies beside it."""

    path: str
    content: bytes | None = None
    own: str = ""
    files: dict[tuple[str, str, str], Shipped] | None = None


class FileOutcome(NamedTuple):
    """What came of one file: a value, or in a sentence why there is none."""

    path: str
    value: Any = None
    error: str | None = None
    #: Whether the error is the program's own, or a worker's end.
    ours: bool = False
    #: Of the bytes that were looked at, and of each file beside the plan: who named it, how, and its digest.
    digest: str = ""
    beside: tuple[tuple[str, str, str, str], ...] = ()


class OtherVersion(Exception):
    """The worker has another version of the program."""


class Crate:
    """What was shipped with a plan, in place of its folder."""

    def __init__(self, job: Job) -> None:
        self._job = job

    @property
    def own(self) -> str:
        return self._job.own

    def pack(self, name: str) -> bytes:
        return self._found("pack", self.own, name)[1]

    def read(self, base: str, name: str) -> tuple[str, bytes]:
        return self._found("plan", base, name)

    def _found(self, kind: str, base: str, name: str) -> tuple[str, bytes]:
        shipped = (self._job.files or {}).get((kind, base, name))
        if shipped is None or shipped.content is None:
            raise NotBeside("it was not sent along" if shipped is None else shipped.why)
        return shipped.key, shipped.content


def work(task: str, options: Mapping[str, Any], version: str, jobs: list[Job]) -> list[FileOutcome]:
    """The outcome of each job, in their order. Raises ``OtherVersion`` where results would not be comparable."""
    if version != __version__:
        raise OtherVersion(__version__)
    module, _, name = task.partition(":")
    function: Task = getattr(import_module(module), name)
    outcomes = []
    for job in jobs:
        outcomes.append(_one(function, options, job))
        _tidy()
    return outcomes


_since = 0


def _tidy() -> None:
    """Collect what plans leave behind: the program runs without that, which over thousands of them would be felt."""
    global _since
    _since += 1
    if _since >= _COLLECT_AFTER and not gc.isenabled():
        _since = 0
        gc.collect()


def _one(function: Task, options: Mapping[str, Any], job: Job) -> FileOutcome:
    beside = Beside(job.path) if job.content is None else None
    try:
        found = content(job.path) if job.content is None else job.content
        value = function(job.path, found, beside or Crate(job), options)
    except CannotRun as error:
        return FileOutcome(job.path, error=str(error))
    except Exception as error:
        return FileOutcome(job.path, error=f"{job.path}: {bug(error)}", ours=True)
    return FileOutcome(job.path, value, digest=digest(found), beside=tuple(_seen(beside)) if beside else ())


def days(as_of: date | None) -> dict[str, Any]:
    """The days that a function over plans must know, as they go to a worker; ``analysed`` reads them there."""
    return {"as_of": None if as_of is None else as_of.isoformat(), "today": date.today().isoformat()}


def analysed(
    path: str, found: bytes, around: PlanNeighbours, days: Mapping[str, Any], scenario: str | None = None
) -> Analysis:
    """The analysis of one plan at a worker. Raises ``NoSuchScenario``."""
    from commission_plan.analysis import analyse

    as_of, today = days["as_of"], date.fromisoformat(days["today"])
    return analyse(
        found,
        path=path,
        as_of=None if as_of is None else date.fromisoformat(as_of),
        today=today,
        scenario=scenario,
        beside=around.pack,
        neighbours=around,
    )


def digest(content: bytes | None) -> str:
    """A short name of these bytes; ``-`` for a file that cannot be read."""
    return "-" if content is None else hashlib.blake2b(content, digest_size=20).hexdigest()


def _seen(beside: Beside) -> Iterator[tuple[str, str, str, str]]:
    # A plan from standard input has nothing beside it.
    if not beside.has_read or not beside.own:
        return
    folder = os.path.dirname(beside.own)
    for read in beside.has_read.values():
        yield read.kind, os.path.relpath(read.base, folder), read.name, digest(read.content)


def crate(path: str, found: bytes) -> Job:
    """A job with all that it needs, for a worker elsewhere."""
    beside = Beside(path)
    if b"plans:" in found or b"rulepacks:" in found:
        _read_all(beside, beside.own, found, set())
    files = {place: Shipped(_key(read), read.content, read.why) for place, read in beside.has_read.items()}
    return Job(path, found, beside.own, files)


def _key(read: ReadFile) -> str:
    return os.path.realpath(os.path.join(os.path.dirname(read.base), read.name))


def _read_all(beside: Beside, base: str, found: bytes, seen: set[str]) -> None:
    """Read whatever the plan in ``found`` names, and what that names in turn."""
    from commission_plan.source import read

    document, _ = read(found)
    data = document.data if document is not None else {}
    packs, plans = data.get("rulepacks"), data.get("plans")
    if base == beside.own:
        for name in [packs] if isinstance(packs, str) else packs if isinstance(packs, list) else []:
            _tried(beside.pack, name)
    for name in plans.values() if isinstance(plans, dict) else []:
        other = _tried(lambda name: beside.read(base, name), name)
        if other is not None and other[0] not in seen:
            seen.add(other[0])
            _read_all(beside, other[0], other[1], seen)


def _tried(read: Callable[[str], Any], name: Any) -> Any:
    try:
        return read(name) if isinstance(name, str) else None
    except NotBeside:
        return None
