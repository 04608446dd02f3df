"""Before any test the package is compiled, as pip leaves it.

Many tests run ``plan`` as a process. Where PYTHONDONTWRITEBYTECODE is set, each would compile every module anew.
"""

from __future__ import annotations

import compileall
from pathlib import Path

import pytest

import commission_plan


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        compileall.compile_dir(Path(commission_plan.__file__).parent, quiet=2)
