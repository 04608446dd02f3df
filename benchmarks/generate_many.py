"""Write a folder of N generated plans, of the shape that a council's contracts have.

    python benchmarks/generate_many.py 1000 FOLDER

Each is one contract with one extension, six steps and two meetings; every tenth one waits for the award of the plan
before it, and the ends of the contracts are spread over three years.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

_PLAN = """\
plan: Service {n}, commissioned anew
authority: Example Council
as_of: 2026-01-05
{plans}committees:
  cabinet: {{title: Cabinet, every: third monday, papers: 10wd, most: 20}}
services:
  service-{n}:
    title: Service {n}
    contracts:
      contract-{n}: {{end: {end}, extensions: {{first: {{to: {to}, notice: 3mo}}}}}}
    go_live: new-service
milestones:
  specification: {{kind: specification, takes: 20wd, owner: Team {team}{after}}}
  permission: {{at: cabinet, after: specification}}
  tender: {{kind: tender, takes: 35d, after: permission, owner: Procurement {buyer}}}
  evaluation: {{kind: evaluation, takes: 20wd, after: tender, owner: Procurement {buyer}}}
  award: {{at: cabinet, kind: award, after: evaluation}}
  mobilisation: {{kind: mobilisation, takes: 8w, after: award, owner: Team {team}}}
  new-service: {{kind: go-live, after: mobilisation}}
"""


def plan(number: int) -> str:
    end = date(2026, 9, 30) + timedelta(days=number * 37 % 1095)
    waits = number % 10 == 9
    return _PLAN.format(
        n=number,
        end=end,
        to=end + timedelta(days=365),
        team=number % 400,
        buyer=number % 40,
        plans=f"plans: {{before: {name(number - 1)}}}\n" if waits else "",
        after=", after: before/award" if waits else "",
    )


def name(number: int) -> str:
    return f"plan-{number:05}.yaml"


def write(count: int, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / name(number)).write_text(plan(number))


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
