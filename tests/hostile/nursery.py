"""A process that has loaded the program and forks for each command: each has a process of its own, and none to load.

It reads commands from the socket that is its standard input, with the two files that the command prints into.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import traceback
from typing import Any

#: No command is longer.
MOST = 1 << 20


def serve(connection: socket.socket) -> None:


    while True:
        message, files, _, _ = socket.recv_fds(connection, MOST, 2)
        if not message:
            return
        child = os.fork()
        if child == 0:
            _run(json.loads(message), files)
        for file in files:
            os.close(file)
        _, status, usage = os.wait4(child, 0)
        cost = [usage.ru_utime + usage.ru_stime, usage.ru_maxrss]
        connection.sendall(json.dumps([os.waitstatus_to_exitcode(status), *cost]).encode() + b"\n")


def _run(asked: dict[str, Any], files: list[int]) -> None:
    """What the program does with these arguments, in this folder and this environment; it never comes back."""
    try:
        nothing = os.open(os.devnull, os.O_RDONLY)
        for number, file in enumerate((nothing, *files)):
            os.dup2(file, number)
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
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
