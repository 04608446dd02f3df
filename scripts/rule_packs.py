"""Store the program's own rule packs as JSON beside their YAML, which is validated here and not when the program runs.

python scripts/rule_packs.py            writes src/commission_plan/rulepacks/*.json
python scripts/rule_packs.py --check    fails where one of them is not what it would write
"""

from __future__ import annotations

import sys
from pathlib import Path

from commission_plan.rulepacks import NAMES
from commission_plan.rulepacks.reading import Broken, load
from commission_plan.rulepacks.stored import text

PACKS = Path(__file__).parent.parent / "src" / "commission_plan" / "rulepacks"


def stored(name: str) -> str:
    """What is to be stored of the YAML of that pack."""
    file = PACKS / f"{name}.yaml"
    loaded = load(name, file.read_bytes())
    if isinstance(loaded, Broken):
        raise SystemExit(f"{file.name}:{loaded.line}: {loaded.why}")
    return text(loaded)


def main() -> int:
    old = 0
    for name in NAMES:
        file = PACKS / f"{name}.json"
        wanted = stored(name)
        if file.exists() and file.read_text(encoding="utf-8") == wanted:
            continue
        if "--check" in sys.argv[1:]:
            print(f"{file.name} does not hold what {name}.yaml says: run python scripts/rule_packs.py")
            old = 1
        else:
            file.write_text(wanted, encoding="utf-8")
            print(f"wrote {file.name}")
    return old


if __name__ == "__main__":
    sys.exit(main())
