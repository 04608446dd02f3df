"""What the law costs ``plan check``: the same plan with no law, and with 1, 3 and 8 rule packs.

    python benchmarks/law.py [RUNS]

CPU milliseconds (user and system) of whole processes, run in turn. Each line shows the median and the lowest time, and
how much more that is than without law: the median of the pairs, and the difference of the lowest, which other work on
the machine disturbs least. The package is compiled first, as pip leaves it.
"""

from __future__ import annotations

import compileall
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from check import CHECK, CSE, measure

import commission_plan

#: The keys that bring so many packs.
_LAWS = {
    0: "",
    1: "tupe: true",
    3: "nation: wales\nregime: pcr-2015\nprocedure: light-touch",
    8: "nation: england\nregime: pcr-2015\nprocedure: light-touch\nleaseholders: qlta\ndismissals: 30\n"
    "section_24: {date: 2021-01-01, from: 2020-01-01}",
}
_OF_LAW = ("regime:", "procedure:", "    executive: true")


def plans(folder: Path) -> dict[int, Path]:
    """The plan of ``plans/cse.yaml`` with so many packs, each in a file of its own."""
    lines = [line for line in CSE.read_text().splitlines() if not line.startswith(_OF_LAW)]
    begin = lines.index("calendar: england-and-wales") + 1
    found = {}
    for packs, keys in _LAWS.items():
        found[packs] = folder / f"{packs}.yaml"
        found[packs].write_text("\n".join([*lines[:begin], *keys.splitlines(), *lines[begin:]]) + "\n")
    return found


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 25
    compileall.compile_dir(Path(commission_plan.__file__).parent, quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        files = plans(Path(folder))
        taken: dict[int, list[float]] = {packs: [] for packs in files}
        for turn in range(runs + 1):
            for packs, file in files.items():
                seconds, _ = measure([*CHECK, str(file)])
                if turn:  # the first run only warms the disk
                    taken[packs].append(seconds * 1000)
    print(f"{'packs':>5} {'median ms':>10} {'lowest ms':>10} {'more (pairs)':>13} {'more (lowest)':>14}")
    for packs, found in taken.items():
        pairs = statistics.median(one - none for one, none in zip(found, taken[0], strict=True))
        lowest = min(found) - min(taken[0])
        print(f"{packs:5} {statistics.median(found):10.0f} {min(found):10.0f} {pairs:13.1f} {lowest:14.1f}")


if __name__ == "__main__":
    main()
