"""Where many plans are looked at: processes of this machine, or a Dask cluster. Both are ``concurrent.futures``."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import Any, Protocol, TypeVar

from commission_plan.cli.inputs import CannotRun, needs

T = TypeVar("T")
#: Seconds that a cluster may take to answer, and between two looks at whether it has workers.
_ANSWERS = 10
_LOOKS = 5
#: So many looks without a worker, and the cluster is given up.
_PATIENCE = 4


class WorkerDied(Exception):
    """The worker came to an end before its files were done."""


class Lost(Exception):
    """The cluster does not answer any more; the message says so."""


class Executor(Protocol):
    #: Whether the workers may not see the files of this machine.
    elsewhere: bool

    def submit(self, function: Callable[..., T], *arguments: Any) -> Future[T]: ...

    def result(self, future: Future[T]) -> T:
        """Raises ``WorkerDied`` or ``Lost``, and what the function raised."""
        ...

    def renew(self) -> None:
        """Be ready for more after a worker has come to an end."""
        ...

    def close(self) -> None: ...


def processes(number: int) -> Executor:
    """Further processes of this one."""
    return _Processes(number)


class _Processes:
    elsewhere = False

    def __init__(self, number: int) -> None:
        self._number = number
        self.renew()

    def renew(self) -> None:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context
        from threading import active_count

        # A copy of this process has everything loaded already; but none is made of a process with threads, as the
        # copy could wait for one of them for ever.
        alone = sys.platform == "linux" and active_count() == 1
        context = get_context("fork" if alone else "spawn")
        self._pool = ProcessPoolExecutor(self._number, mp_context=context, initializer=_begin)

    def submit(self, function: Callable[..., T], *arguments: Any) -> Future[T]:
        from concurrent.futures.process import BrokenProcessPool

        try:
            return self._pool.submit(function, *arguments)
        except BrokenProcessPool as error:
            future: Future[T] = Future()
            future.set_exception(error)
            return future

    def result(self, future: Future[T]) -> T:
        from concurrent.futures.process import BrokenProcessPool

        try:
            return future.result()
        except (BrokenProcessPool, CancelledError):
            raise WorkerDied from None

    def close(self) -> None:
        # Whoever is interrupted does not want to wait for plans that nobody will read.
        processes = list((getattr(self._pool, "_processes", None) or {}).values())
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()


def _begin() -> None:
    """An interruption is for the process that people see; what this one was given is nothing of its own to collect."""
    import gc

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()


def cluster(address: str) -> Executor:
    """The Dask cluster at ``dask://HOST:PORT``. Raises ``CannotRun`` where there is none."""
    scheme, _, place = address.partition("://")
    if scheme != "dask" or ":" not in place:
        raise CannotRun(f"--executor: '{address}' is not an address here; write dask://HOST:PORT")
    try:
        from distributed import Client
    except ImportError as error:
        raise needs("--executor", "scale", error) from None
    import logging

    # What becomes of a worker is told in our own words; nothing else in this process logs.
    logging.disable(logging.CRITICAL)
    try:
        client = Client(f"tcp://{place}", timeout=_ANSWERS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, RuntimeError) as error:
        said = str(error).strip().splitlines()
        raise CannotRun(f"--executor: no Dask cluster answers at {place}" + (f": {said[0]}" if said else "")) from None
    return _Cluster(client, place)


class _Cluster:
    elsewhere = True

    def __init__(self, client: Any, place: str) -> None:
        self._client, self._place = client, place
        self._executor = client.get_executor(pure=False)

    def renew(self) -> None:
        """A cluster starts its own workers."""

    def submit(self, function: Callable[..., T], *arguments: Any) -> Future[T]:
        future: Future[T] = self._executor.submit(function, *arguments)
        return future

    def result(self, future: Future[T]) -> T:
        from distributed.scheduler import KilledWorker

        without = 0
        while True:
            try:
                return future.result(timeout=_LOOKS)
            except TimeoutError:
                without = 0 if self._workers() else without + 1
                if without >= _PATIENCE:
                    raise Lost(f"the Dask cluster at {self._place} has no workers any more") from None
            except KilledWorker:
                raise WorkerDied from None
            except CancelledError:
                raise Lost(f"the Dask cluster at {self._place} does not answer any more") from None
            except ImportError as error:
                raise CannotRun(f"--executor: its workers cannot run plan: {error}; install it there too") from None

    def _workers(self) -> int:
        try:
            return len(self._client.scheduler_info(n_workers=-1)["workers"])
        except (OSError, TypeError, KeyError):
            return 0

    def close(self) -> None:
        self._executor.shutdown(wait=False)
        self._client.close(timeout=2)
