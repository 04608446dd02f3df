"""``python -m commission_plan``: the command line."""

from __future__ import annotations

from commission_plan.cli import main

if __name__ == "__main__":
    main()
