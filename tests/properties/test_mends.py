"""Each mend that a finding of a hostile file brings."""

from __future__ import annotations

import pytest

from commission_plan.findings import Finding
from commission_plan.pen.edits import Cannot
from commission_plan.pen.mend import changed as with_change
from commission_plan.pen.mend import mended
from tests.properties.test_laying_out import READABLE
from tests.unit.test_pen import judged


def with_mend() -> list[tuple[str, bytes, Finding]]:
    """Each finding of a hostile file that says how it is mended."""
    found = []
    for case in READABLE:
        for finding in judged(case.data).findings[:5]:
            if finding.mend is not None:
                found.append((case.name, case.data, finding))
    return found


MENDED = with_mend()


def test_there_are_mends_of_every_kind() -> None:
    assert {"unknown-key", "wrong-value"} <= {finding.rule for _, _, finding in MENDED}


@pytest.mark.parametrize(("name", "content", "finding"), MENDED, ids=[f"{m[0]}-{n}" for n, m in enumerate(MENDED)])
def test_a_mend_takes_its_finding_away_and_brings_none(name: str, content: bytes, finding: Finding) -> None:
    assert finding.mend is not None
    try:
        after = judged(with_change(content, finding.mend))
    except Cannot:
        return
    before = judged(content)
    known = {(found.rule, found.place) for found in before.findings}
    now = {(found.rule, found.place) for found in after.findings}
    if (finding.rule, finding.place) in now:
        # Then it is not made: --fix tries each of them first.
        assert finding not in mended(content, judged).findings
    elif finding.rule != "unknown-key" and before.verdict != "invalid":
        assert now <= known
