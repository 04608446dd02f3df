"""Before any test the package is compiled, as pip leaves it.

Many tests run ``plan`` as a process. Where PYTHONDONTWRITEBYTECODE is set, each would compile every module anew.
"""

from __future__ import annotations

import compileall
import os
import tempfile
from pathlib import Path

import pytest

import commission_plan


def pytest_configure(config: pytest.Config) -> None:
    # The key of kept results is no business of the tester's own folder.
    os.environ["XDG_STATE_HOME"] = os.path.join(tempfile.gettempdir(), "commission-plan-tests")
    if not hasattr(config, "workerinput"):
        compileall.compile_dir(Path(commission_plan.__file__).parent, quiet=2)
