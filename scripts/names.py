"""Public classes whose name is defined twice: one name means one thing.

python scripts/names.py     lists them, and ends with 1 if there are any
"""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "commission_plan"


def defined_twice(source: Path) -> dict[str, list[str]]:
    """Each public class name below ``source`` that more than one place defines, with those places."""
    places = defaultdict(list)
    for path in sorted(source.rglob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(f"{path.relative_to(source).as_posix()}:{node.lineno}")
    return {name: where for name, where in sorted(places.items()) if len(where) > 1}


def main() -> int:
    twice = defined_twice(SOURCE)
    for name, where in twice.items():
        print(f"{name}: {', '.join(where)}")
    print(f"{len(twice)} public class names are defined twice")
    return 1 if twice else 0


if __name__ == "__main__":
    sys.exit(main())
