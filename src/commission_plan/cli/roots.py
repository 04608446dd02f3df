"""The path of a plan as a CI service names it: from the root of the repository, whatever the working directory."""

from __future__ import annotations

import os
from collections.abc import Iterator

from commission_plan.cli.neighbours import STDIN

#: Where services say that they have put the repository.
_SAID = ("CI_PROJECT_DIR", "GITHUB_WORKSPACE", "BUILD_SOURCESDIRECTORY")


def from_root(path: str) -> str:
    """``path`` from the root that the service names, else from git's, else from here; as it is where none holds it.

    Folders that are links are followed, the file itself is not: git keeps a link under its own name.
    """
    if path in (STDIN, "<stdin>"):
        return path
    folder, name = os.path.split(os.path.abspath(path))
    for here in (os.path.realpath(folder), folder):
        for root in _roots(here):
            if here == root or here.startswith(os.path.join(root, "")):
                return os.path.normpath(os.path.join(os.path.relpath(here, root), name))
    return path


def _roots(folder: str) -> Iterator[str]:
    for variable in _SAID:
        if os.environ.get(variable):
            yield os.path.realpath(os.environ[variable])
    inside = folder
    while True:
        if os.path.lexists(os.path.join(inside, ".git")):
            yield inside
            break
        inside, before = os.path.dirname(inside), inside
        if inside == before:
            break
    yield os.path.realpath(os.getcwd())
