"""The rows of a portfolio, sorted on disk: memory stays as it is, however many plans there are."""

from __future__ import annotations

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Iterator

from commission_plan.cover import VERDICTS, Verdict
from commission_plan.days.numbers import Day
from commission_plan.portfolio.plan_summary import Entry
from commission_plan.portfolio.portfolio import rank
from commission_plan.portfolio.totals import AgendaItem, Coming, OwnerWork

_TABLES = (
    "plans (a INT, b INT, c INT, d INT, e INT, path BLOB, entry TEXT)",
    "items (day INT, of TEXT, at TEXT, path BLOB, id TEXT, authority TEXT, committee TEXT, title TEXT, most INT)",
    "work (of TEXT, by TEXT, first INT, last INT, path BLOB, id TEXT, authority TEXT, owner TEXT, title TEXT)",
    "coming (day INT, path BLOB, what TEXT, who TEXT)",
    "names (name TEXT PRIMARY KEY) WITHOUT ROWID",
)


class SqliteShelf:
    """A temporary database without a name: it goes with the process."""

    def __init__(self) -> None:
        self._store = sqlite3.connect("")
        self._store.execute("PRAGMA journal_mode = OFF")
        self._store.execute("PRAGMA synchronous = OFF")
        for table in _TABLES:
            self._store.execute(f"CREATE TABLE {table}")
        self._verdicts: Counter[Verdict] = Counter()
        self._authorities: dict[str, str] = {}
        self.last_as_of: Day = 0
        self.errors = 0

    def add(self, path: str, entry: Entry) -> None:
        self._verdicts[entry["verdict"]] += 1
        # A plan that cannot be read may not say its data date: then it has today's, which is nobody's.
        if entry["verdict"] != "invalid":
            self.last_as_of = max(self.last_as_of, entry["as_of"])
        self.errors += entry["errors"]
        authority = entry["authority"]
        of, file = authority.casefold(), os.fsencode(path)
        if of:
            self._authorities.setdefault(of, authority)
        add = self._store.executemany
        kept = {key: value for key, value in entry.items() if key not in ("items", "work", "names")}
        self._store.execute("INSERT INTO plans VALUES (?, ?, ?, ?, ?, ?, ?)", (*rank(entry), file, json.dumps(kept)))
        items = [
            (day, of, name.casefold(), file, id, authority, name, title, most)
            for day, name, most, id, title in entry["items"]
        ]
        add("INSERT INTO items VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", items)
        work = [
            (of, owner.casefold(), first, last, file, id, authority, owner, title)
            for owner, first, last, id, title in entry["work"]
        ]
        add("INSERT INTO work VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", work)
        add("INSERT INTO coming VALUES (?, ?, ?, ?)", [(day, file, what, who) for day, what, who in entry["coming"]])
        add("INSERT OR IGNORE INTO names VALUES (?)", [(name,) for name in entry["names"]])

    def settle(self) -> None:
        """When all is there: a plan that names no authority is of the only one that the others name."""
        if len(self._authorities) == 1:
            for table in ("items", "work"):
                self._store.execute(f"UPDATE {table} SET of = ?, authority = ?", next(iter(self._authorities.items())))

    @property
    def authorities(self) -> int:
        return len(self._authorities)

    @property
    def verdicts(self) -> dict[Verdict, int]:
        return {verdict: self._verdicts[verdict] for verdict in reversed(VERDICTS)}

    def plans(self) -> Iterator[tuple[str, Entry]]:
        rows = self._store.execute("SELECT path, entry FROM plans ORDER BY a, b, c, d, e, path")
        return ((os.fsdecode(path), json.loads(entry)) for path, entry in rows)

    def items(self, first: Day, last: Day) -> Iterator[AgendaItem]:
        query = (
            "SELECT day, authority, committee, path, id, title, most FROM items WHERE day BETWEEN ? AND ? "
            "ORDER BY day, of, at, path, id"
        )
        for day, authority, committee, path, id, title, most in self._store.execute(query, (first, last)):
            yield AgendaItem(day, authority, committee, os.fsdecode(path), id, title, most)

    def work(self) -> Iterator[OwnerWork]:
        query = "SELECT authority, owner, first, last, path, id, title FROM work ORDER BY of, by, first, last, path, id"
        for authority, owner, first, last, path, id, title in self._store.execute(query):
            yield OwnerWork(authority, owner, first, last, os.fsdecode(path), id, title)

    def coming(self, first: Day, last: Day) -> Iterator[Coming]:
        query = "SELECT * FROM coming WHERE day BETWEEN ? AND ? ORDER BY day, path, what, who"
        for day, path, what, who in self._store.execute(query, (first, last)):
            yield Coming(day, os.fsdecode(path), what, who)

    def knows(self, name: str) -> bool:
        return self._store.execute("SELECT 1 FROM names WHERE name = ?", (name,)).fetchone() is not None
