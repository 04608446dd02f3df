"""A process that has loaded the program and forks for each command: each has a process of its own, and none to load.

It reads commands from the socket that is its standard input, with the files that are the command's own three.
``forked`` asks it.
"""

from __future__ import annotations

import json
import os
import pkgutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

#: No command is longer.
MOST = 1 << 20
#: What the program loads only once it needs it.
_LATER = ("docx", "jinja2", "numpy", "openpyxl", "xlsxwriter", "yaml")
_asking = threading.local()


class Done(NamedTuple):
    """How a command ended: the negative number of a signal that ended it, as ``subprocess`` has it."""

    code: int
    cpu_seconds: float
    #: In the unit of ``getrusage``.
    peak: int
    stdout: bytes
    stderr: bytes


def forked(
    arguments: list[str], *, stdin: bytes = b"", folder: Path, environment: dict[str, str], seconds: int
) -> Done:
    """``plan`` with these arguments; after so many ``seconds`` SIGALRM ends it."""
    asked = {"arguments": arguments, "folder": os.fsdecode(folder), "environment": environment, "seconds": seconds}
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        given.write(stdin)
        given.seek(0)
        connection = _connection()
        socket.send_fds(connection, [json.dumps(asked).encode()], [given.fileno(), out.fileno(), errors.fileno()])
        code, cpu_seconds, peak = json.loads(connection.makefile().readline())
        out.seek(0)
        errors.seek(0)
        return Done(code, cpu_seconds, peak, out.read(), errors.read())


def _connection() -> socket.socket:
    """The way to a nursery of this thread's own; it ends with this process."""
    if not hasattr(_asking, "connection"):
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        with theirs:
            kept = {key: os.environ[key] for key in ("PATH", "HOME", "PYTHONPATH") if key in os.environ}
            subprocess.Popen([sys.executable, __file__], stdin=theirs, env={**kept, "OPENBLAS_NUM_THREADS": "1"})
        _asking.connection = ours
    connection: socket.socket = _asking.connection
    return connection


def serve(connection: socket.socket) -> None:
    _load()
    while True:
        message, files, _, _ = socket.recv_fds(connection, MOST, 3)
        if not message:
            return
        child = os.fork()
        if child == 0:
            connection.close()
            _run(json.loads(message), files)
        for file in files:
            os.close(file)
        _, status, usage = os.wait4(child, 0)
        cost = [usage.ru_utime + usage.ru_stime, usage.ru_maxrss]
        connection.sendall(json.dumps([os.waitstatus_to_exitcode(status), *cost]).encode() + b"\n")


def _load() -> None:
    """Every module of the program, and what it loads late; that a command loads no more than it needs is held apart."""
    import commission_plan

    names = [module.name for module in pkgutil.walk_packages(commission_plan.__path__, "commission_plan.")]
    for name in [*names, *_LATER]:
        if not name.endswith("__main__"):
            import_module(name)


def _run(asked: dict[str, Any], files: list[int]) -> None:
    """What the program does with these arguments, in this folder and this environment; it never comes back."""
    try:
        for number, file in enumerate(files):
            os.dup2(file, number)
        for file in files:
            os.close(file)
        sys.stdin = open(0, encoding="utf-8", errors="surrogateescape", closefd=False)  # noqa: SIM115
        sys.stdout = open(1, "w", encoding="utf-8", errors="surrogateescape", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
        os.chdir(asked["folder"])
        os.environ.clear()
        os.environ.update(asked["environment"])
        sys.argv = ["plan", *asked["arguments"]]
        signal.alarm(asked["seconds"])
        from commission_plan.cli import main

        main()
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)


if __name__ == "__main__":
    serve(socket.socket(fileno=os.dup(0)))
