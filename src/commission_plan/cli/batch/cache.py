"""Results that are kept from run to run, by the content of the plan and of every file that it names.

What else a result depends on is part of its key: the path that was asked for, the version of the program, the
function and its options, the data date and today's. Each row is signed with a key that lies elsewhere, so that one
which somebody else wrote is not believed. A row that is not as it should be is made anew, and so is a file of results
that is broken: nothing but time is lost with it.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import secrets
import sqlite3
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from commission_plan import __version__
from commission_plan.cli.batch.worker import FileOutcome, digest
from commission_plan.cli.inputs import CannotRun, content
from commission_plan.cli.neighbours import Beside

#: Moved on when what a function answers has another form.
_FORM = 4
_KEPT_DAYS = 30
_FILE = "plan-results.sqlite"
#: The key, where the environment gives it: for machines that share a folder of results, or do not live long.
KEY = "PLAN_CACHE_KEY"
_KEY_BYTES = 32


class Cache:
    """Raises ``CannotRun`` where the folder cannot be used."""

    def __init__(self, folder: str, task: str, options: Mapping[str, Any], today: date) -> None:
        self._said = json.dumps([__version__, _FORM, task, dict(sorted(options.items())), today.isoformat()])
        self._today = today
        self._secret = _secret()
        #: How many files were known, new or changed, and known but for a file that they name.
        self.known = self.changed = self.under = 0
        try:
            os.makedirs(folder, exist_ok=True)
            self._store = _opened(os.path.join(folder, _FILE))
        except (OSError, sqlite3.Error) as error:
            raise CannotRun(f"--cache: {folder} cannot be used: {error}") from None

    def find(self, path: str) -> FileOutcome | None:
        """The kept outcome of the file as it is now; None where it has to be looked at."""
        try:
            found = content(path)
        except CannotRun:
            return None
        row = self._row(self._key(path, digest(found)))
        if row is None:
            self.changed += 1
            return None
        beside, value = row
        if beside and not self._same(path, beside):
            self.under += 1
            return None
        self.known += 1
        return FileOutcome(path, value)

    def keep(self, outcome: FileOutcome) -> None:
        """Keep what was found; what failed is tried again next time."""
        if outcome.error is None and outcome.digest:
            key = self._key(outcome.path, outcome.digest)
            with contextlib.suppress(sqlite3.Error):
                values = (json.dumps(outcome.beside), json.dumps(outcome.value))
                kept = (key, self._today.isoformat(), *values, self._signed(key, *values))
                self._store.execute("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?, ?)", kept)

    def close(self) -> None:
        old = (self._today - timedelta(days=_KEPT_DAYS)).isoformat()
        with contextlib.suppress(sqlite3.Error):
            self._store.execute("DELETE FROM kept WHERE day < ?", (old,))
            self._store.commit()
            self._store.close()

    def _row(self, key: bytes) -> tuple[list[list[str]], Any] | None:
        """What was kept under ``key``: the files beside the plan, and the value; None where it cannot be believed."""
        try:
            found = self._store.execute("SELECT beside, value, sum FROM kept WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error:
            return None
        if found is None or not (
            isinstance(found[0], str) and isinstance(found[1], str) and isinstance(found[2], bytes)
        ):
            return None
        if not hmac.compare_digest(found[2], self._signed(key, found[0], found[1])):
            return None
        return json.loads(found[0]), json.loads(found[1])

    def _key(self, path: str, found: str) -> bytes:
        # What is told of a plan names it by the path that was asked for.
        said = json.dumps([self._said, path, found])
        return hashlib.blake2b(said.encode(), digest_size=20).digest()

    def _signed(self, key: bytes, *texts: str) -> bytes:
        """By which it is seen that what was kept is whole, stands where it was put, and is our own."""
        said = b"\0".join([key.hex().encode(), *(text.encode() for text in texts)])
        return hashlib.blake2b(said, digest_size=20, key=self._secret).digest()

    def _same(self, path: str, beside: list[list[str]]) -> bool:
        """Whether every file that the plan names, and that those name, is what it was."""
        around = Beside(path)
        folder = os.path.dirname(around.own)
        for kind, base, name, was in beside:
            named_by = os.path.normpath(os.path.join(folder, base))
            if digest(around.now(kind, named_by, name)) != was:
                return False
        return True


def _secret() -> bytes:
    """The key with which rows are signed: of the environment, else the user's own, made the first time.

    Where there is no place for one, a key for this run alone: then nothing is believed that was kept before.
    """
    given = os.environ.get(KEY)
    if given:
        return hashlib.blake2b(given.encode("utf-8", "surrogateescape"), digest_size=_KEY_BYTES).digest()
    base = os.environ.get("XDG_STATE_HOME") or os.environ.get("LOCALAPPDATA") or os.path.expanduser("~/.local/state")
    file = os.path.join(base, "commission-plan", "cache-key")
    made = secrets.token_bytes(_KEY_BYTES)
    try:
        os.makedirs(os.path.dirname(file), mode=0o700, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as opened:
                opened.write(made)
        with open(file, "rb") as opened:
            found = opened.read(_KEY_BYTES + 1)
    except OSError:
        return made
    return found if len(found) == _KEY_BYTES else made


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
