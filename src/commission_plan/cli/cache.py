"""Results that are kept from run to run, by the content of the plan and of every file that it names.

What else a result depends on is part of its key: the version of the program, the function and its options, the data
date and today's. A file of results that is broken is made anew: nothing but time is lost with it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from commission_plan import __version__
from commission_plan.cli.beside import Beside
from commission_plan.cli.plans import CannotRun, content
from commission_plan.cli.work import Outcome, digest

#: Moved on when what a function answers has another form.
_FORM = 3
_KEPT_DAYS = 30
_FILE = "plan-results.sqlite"


class Cache:
    """Raises ``CannotRun`` where the folder cannot be used."""

    def __init__(self, folder: str, task: str, options: Mapping[str, Any], today: date) -> None:
        self._said = json.dumps([__version__, _FORM, task, dict(sorted(options.items())), today.isoformat()])
        self._today = today
        #: How many files were known, new or changed, and known but for a file that they name.
        self.known = self.changed = self.under = 0
        try:
            os.makedirs(folder, exist_ok=True)
            self._store = _opened(os.path.join(folder, _FILE))
        except (OSError, sqlite3.Error) as error:
            raise CannotRun(f"--cache: {folder} cannot be used: {error}") from None

    def find(self, path: str) -> Outcome | None:
        """The kept outcome of the file as it is now; None where it has to be looked at."""
        try:
            found = content(path)
        except CannotRun:
            return None
        key = self._key(path, digest(found))
        row = self._row(key)
        if row is None or row[2] != _sum(row[0], row[1]):
            self.changed += 1
            return None
        beside, value = json.loads(row[0]), row[1]
        if beside and not self._same(path, beside):
            self.under += 1
            return None
        self.known += 1
        return Outcome(path, json.loads(value))

    def keep(self, outcome: Outcome) -> None:
        """Keep what was found; what failed is tried again next time."""
        if outcome.error is None and outcome.digest:
            row = (self._key(outcome.path, outcome.digest), self._today.isoformat())
            with contextlib.suppress(sqlite3.Error):
                values = (json.dumps(outcome.beside), json.dumps(outcome.value))
                kept = (*row, *values, _sum(*values))
                self._store.execute("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?, ?)", kept)

    def close(self) -> None:
        old = (self._today - timedelta(days=_KEPT_DAYS)).isoformat()
        with contextlib.suppress(sqlite3.Error):
            self._store.execute("DELETE FROM kept WHERE day < ?", (old,))
            self._store.commit()
            self._store.close()

    def _row(self, key: bytes) -> tuple[str, str, bytes] | None:
        try:
            found: tuple[str, str, bytes] | None = self._store.execute(
                "SELECT beside, value, sum FROM kept WHERE key = ?", (key,)
            ).fetchone()
        except sqlite3.Error:
            return None
        return found

    def _key(self, path: str, found: str) -> bytes:
        # The plan's own name is told where plans go round in a circle.
        said = f"{self._said}\n{os.path.basename(path)}\n{found}"
        return hashlib.blake2b(said.encode("utf-8", "surrogateescape"), digest_size=20).digest()

    def _same(self, path: str, beside: list[list[str]]) -> bool:
        """Whether every file that the plan names, and that those name, is what it was."""
        around = Beside(path)
        folder = os.path.dirname(around.own)
        for kind, base, name, was in beside:
            named_by = os.path.normpath(os.path.join(folder, base))
            if digest(around.now(kind, named_by, name)) != was:
                return False
        return True


def _sum(*texts: str) -> bytes:
    """By which it is seen that what was kept is whole."""
    said = "\n".join(map(str, texts))
    return hashlib.blake2b(said.encode("utf-8", "surrogateescape"), digest_size=12).digest()


def _opened(file: str) -> sqlite3.Connection:
    try:
        return _table(sqlite3.connect(file, timeout=10))
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        os.unlink(file)
        return _table(sqlite3.connect(file, timeout=10))


def _table(store: sqlite3.Connection) -> sqlite3.Connection:
    store.execute("CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, day TEXT, beside TEXT, value TEXT, sum BLOB)")
    store.execute("SELECT key, day, beside, value, sum FROM kept LIMIT 1").fetchone()
    return store
