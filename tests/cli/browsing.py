"""A real browser on a page that the program wrote: what it asks for, what it refuses, and what axe finds on it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium")
#: Nothing but the page: no profile, no look-ups, no updates.
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
_LISTEN = "window.refused = []; addEventListener('securitypolicyviolation', e => refused.push(e.violatedDirective));"


class Watched:
    """A page that is open in the browser, and all that happened on it."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.requests: list[str] = []
        self.said: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("dialog", lambda dialog: self.said.append(f"dialog: {dialog.message}"))

    @property
    def refused(self) -> list[str]:
        """What the page's own policy stopped."""
        found: list[str] = self.page.evaluate("window.refused")
        return found

    def axe(self) -> list[str]:
        """What axe finds wrong, in its words."""
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page).response["violations"]
        return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


class Browser:
    def __init__(self, browser: Any) -> None:
        self._browser = browser

    @contextmanager
    def open(self, file: Path, **how: Any) -> Iterator[Watched]:
        context = self._browser.new_context(**how)
        watched = Watched(context.new_page())
        if how.get("java_script_enabled", True):
            watched.page.add_init_script(_LISTEN)
        watched.page.goto(file.as_uri())
        yield watched
        context.close()


@contextmanager
def browsing() -> Iterator[Browser]:
    """Debian's Chromium; the test is skipped where there is none."""
    if CHROMIUM is None:
        pytest.skip("needs Chromium, as Debian's package 'chromium' has it")
    sync = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    with sync.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield Browser(browser)
        browser.close()
