"""How the packages of an extra are installed, in a command that works where it is typed."""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, requires
from importlib.util import find_spec

_PACKAGE = "commission-plan"
_WANTED = re.compile(r"\s*(?P<package>[^;]+?)\s*;\s*extra\s*==\s*[\"'](?P<extra>[\w-]+)[\"']\s*$")


def install(extra: str) -> str:
    """The command for the interpreter in use: it names the packages themselves, as the installed program lists them.

    The program's own name is not in it: an index need not have it, or may have another program of that name.
    """
    try:
        listed = requires(_PACKAGE) or []
    except PackageNotFoundError:
        listed = []
    found = (match for line in listed if (match := _WANTED.match(line)))
    packages = [f'"{match["package"]}"' for match in found if match["extra"] == extra]
    if not packages:
        return f"install what pyproject.toml lists for the extra '{extra}'"
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    if find_spec("pip") is not None:
        return f"{python} -m pip install {' '.join(packages)}"
    # Environments that uv makes have no pip of their own.
    return f"uv pip install --python {python} {' '.join(packages)}"
