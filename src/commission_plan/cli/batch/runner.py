"""One function over many plan files, with the outcomes in the order of the files, each as soon as it may be told.

The first files are looked at in this process. Where many are left, further processes of it take over; with
``--executor`` a Dask cluster does. No more than a few files are ever on their way, so that memory stays as it is.
"""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from commission_plan import __version__
from commission_plan.cli.bar import ProgressBar
from commission_plan.cli.batch.worker import FileOutcome, Job, OtherVersion, crate, work
from commission_plan.cli.inputs import STDIN, CannotRun, content
from commission_plan.cli.output import note
from commission_plan.phrases import count

if TYPE_CHECKING:
    from concurrent.futures import Future

    from commission_plan.cli.batch.cache import Cache
    from commission_plan.cli.batch.executors import Executor

#: So many bytes of plans are looked at here first, which loads all that the other processes then begin with; and so
#: many must be left for these to be worth starting.
_BEFORE_OTHERS = 12 * 1024
_FOR_OTHERS = 96 * 1024
#: A worker is sent no more than so many files, or so many bytes, at a time.
_FILES_AT_ONCE = 40
_BYTES_AT_ONCE = 64 * 1024
#: Files whose outcomes may wait for one before them.
_ON_THEIR_WAY = 600


def many(
    task: str,
    paths: Sequence[str],
    options: Mapping[str, Any],
    *,
    jobs: int | None,
    executor: str | None,
    cache: str | None,
    streams: bool,
) -> Iterator[FileOutcome]:
    """Outcomes of ``task`` (``module:function``) over ``paths``, in their order.

    ``cache`` is the folder in which results are kept. ``streams`` says that they go to the terminal meanwhile.
    """
    from commission_plan.cli.bar import wanted

    kept = None
    if cache is not None:
        from commission_plan.cli.batch.cache import Cache

        kept = Cache(cache, task, options, date.today())
    yield from _Many(task, paths, options, jobs=jobs, executor=executor, cache=kept, bar=wanted(streams))
    if kept is not None and kept.under:
        was = "one of its linked files has" if kept.under == 1 else "files under them have"
        note(f"plan: {count(kept.under, 'plan')} looked at again: {was} changed")


class Slot:
    """The place of one file's outcome in the order of all."""

    __slots__ = ("chunk", "outcome", "path")

    def __init__(self, path: str, outcome: FileOutcome | None = None) -> None:
        self.path, self.outcome = path, outcome
        self.chunk: Chunk | None = None


class Chunk:
    """Files that one worker looks at one after the other."""

    __slots__ = ("future", "slots")

    def __init__(self, slots: list[Slot]) -> None:
        self.slots = slots
        self.future: Future[list[FileOutcome]] | None = None


class _Many:
    """One run over many files."""

    def __init__(
        self,
        task: str,
        paths: Sequence[str],
        options: Mapping[str, Any],
        *,
        jobs: int | None = None,
        executor: str | None = None,
        cache: Cache | None = None,
        bar: bool = False,
    ) -> None:
        self._task, self._paths, self._options = task, paths, options
        self._address, self._cache = executor, cache
        self._jobs = jobs if jobs is not None else _cores()
        self._bar = ProgressBar(len(paths)) if bar else None
        self._executor: Executor | None = None
        self._waiting: deque[Slot] = deque()
        self._open: list[Slot] = []
        self._size = 0

    def __iter__(self) -> Iterator[FileOutcome]:
        # What is loaded by now stays: no collection has to look at it again.
        gc.freeze()
        try:
            if self._address is not None:
                from commission_plan.cli.batch.executors import cluster

                self._executor = cluster(self._address)
            yield from self._outcomes()
        finally:
            if self._bar is not None:
                self._bar.end()
            if self._executor is not None:
                self._executor.close()
            if self._cache is not None:
                self._cache.close()

    def _outcomes(self) -> Iterator[FileOutcome]:
        looked_at, left = 0, _sizes(self._paths) if self._jobs > 1 else []
        rest = sum(left)
        for number, path in enumerate(self._paths):
            size = left[number] if left else 0
            rest -= size
            kept = self._cache.find(path) if self._cache is not None and path != STDIN else None
            slot = Slot(path, kept)
            self._waiting.append(slot)
            if kept is None:
                if self._executor is None and looked_at >= _BEFORE_OTHERS and rest + size >= _FOR_OTHERS:
                    from commission_plan.cli.batch.executors import processes

                    self._executor = processes(self._jobs)
                if self._executor is None or path == STDIN:
                    looked_at += size
                    slot.outcome = self._kept(work(self._task, self._options, __version__, [Job(path)])[0])
                else:
                    self._send(slot, size)
            yield from self._ready(at_most=_ON_THEIR_WAY)
        self._flush()
        yield from self._ready(at_most=0)

    def _send(self, slot: Slot, size: int) -> None:
        self._open.append(slot)
        self._size += size
        if len(self._open) >= _FILES_AT_ONCE or self._size >= _BYTES_AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        if self._open:
            chunk = Chunk(self._open)
            for slot in self._open:
                slot.chunk = chunk
            self._submit(chunk)
        self._open, self._size = [], 0

    def _submit(self, chunk: Chunk) -> None:
        assert self._executor is not None
        jobs = [self._job(slot.path) for slot in chunk.slots]
        chunk.future = self._executor.submit(work, self._task, self._options, __version__, jobs)

    def _job(self, path: str) -> Job:
        assert self._executor is not None
        if not self._executor.elsewhere:
            return Job(path)
        try:
            return crate(path, content(path))
        except CannotRun:
            return Job(path)  # The worker says what is wrong with it.

    def _ready(self, at_most: int) -> Iterator[FileOutcome]:
        """The outcomes at the head of the line; where more than ``at_most`` files are in it, it is waited for."""
        while self._waiting:
            slot = self._waiting[0]
            if slot.outcome is None:
                if slot.chunk is None or slot.chunk.future is None:
                    if len(self._waiting) <= at_most:
                        return
                    self._flush()
                assert slot.chunk is not None and slot.chunk.future is not None
                if len(self._waiting) <= at_most and not slot.chunk.future.done():
                    return
                self._fill(slot.chunk)
            assert slot.outcome is not None
            self._waiting.popleft()
            # No garbage is collected here: slot and chunk would keep each other, and all outcomes with them.
            slot.chunk = None
            if self._bar is not None:
                self._bar.step()
            yield slot.outcome

    def _fill(self, chunk: Chunk) -> None:
        """Wait for a chunk; where its worker came to an end, look at its files one by one."""
        from commission_plan.cli.batch.executors import Lost, WorkerDied

        assert self._executor is not None and chunk.future is not None
        try:
            outcomes = self._executor.result(chunk.future)
        except OtherVersion as error:
            raise CannotRun(f"--executor: its workers run plan {error}, and this is plan {__version__}") from None
        except WorkerDied:
            outcomes = [self._alone(slot.path) for slot in chunk.slots]
            self._again(after=chunk)
        except Lost as error:
            note(f"plan: {error}; the rest is looked at here")
            self._here()
            self._fill(chunk)
            return
        for slot, outcome in zip(chunk.slots, outcomes, strict=True):
            slot.outcome = self._kept(outcome)

    def _alone(self, path: str) -> FileOutcome:
        """The outcome of one file in a process of its own, whose end costs nothing else."""
        from commission_plan.cli.batch.executors import WorkerDied, processes

        executor = processes(1)
        try:
            return executor.result(executor.submit(work, self._task, self._options, __version__, [Job(path)]))[0]
        except WorkerDied:
            return FileOutcome(path, error=f"{path}: the process that looked at it came to an end", ours=True)
        finally:
            executor.close()

    def _again(self, after: Chunk) -> None:
        """Send what was on its way once more."""
        assert self._executor is not None
        self._executor.renew()
        self._resubmit(after)

    def _here(self) -> None:
        """Leave the cluster for processes of this machine."""
        from commission_plan.cli.batch.executors import processes

        if self._executor is not None:
            self._executor.close()
        self._executor = processes(max(self._jobs, 1))
        self._resubmit(None)

    def _resubmit(self, done: Chunk | None) -> None:
        chunks = {id(slot.chunk): slot.chunk for slot in self._waiting if slot.chunk is not None}
        for chunk in chunks.values():
            if chunk is not done and not _finished(chunk.future) and any(slot.outcome is None for slot in chunk.slots):
                self._submit(chunk)

    def _kept(self, outcome: FileOutcome) -> FileOutcome:
        if self._cache is not None:
            self._cache.keep(outcome)
        return outcome


def _finished(future: Future[list[FileOutcome]] | None) -> bool:
    """Whether its outcomes are there."""
    return future is not None and future.done() and not future.cancelled() and future.exception() is None


def _cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _sizes(paths: Sequence[str]) -> list[int]:
    """How large each file is; 0 for what is not there."""
    found = []
    for path in paths:
        try:
            found.append(os.stat(path).st_size)
        except (OSError, ValueError):
            found.append(0)
    return found
