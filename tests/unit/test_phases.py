"""Which phase each milestone belongs to."""

from __future__ import annotations

from datetime import date

from commission_plan.analysis import analyse
from commission_plan.phases import PHASES, phases


def found(text: str) -> dict[str, str]:
    analysis = analyse(text.encode(), today=date(2026, 1, 5))
    assert analysis.case is not None, [finding.message for finding in analysis.findings]
    return {id: PHASES[phase] for id, phase in phases(analysis.case).items()}


def test_a_kind_says_its_phase_and_an_approval_belongs_to_what_it_follows() -> None:
    assert found("""\
plan: P
committees: {cabinet: {every: third monday}}
services: {care: {contracts: {old: {end: 2027-03-31}}, go_live: start}}
milestones:
  survey: {kind: consultation, takes: 8w}
  permission: {at: cabinet, after: survey}
  tender: {kind: tender, takes: 6w, after: permission}
  question: {takes: 1w, after: tender}
  evaluation: {kind: evaluation, takes: 4w, after: tender}
  decision: {at: cabinet, after: evaluation}
  signature: {kind: contract-signature, after: decision}
  training: {takes: 6w, after: signature}
  start: {after: training}
  lessons: {takes: 1w, after: start}
  review: {kind: review, after: start + 12mo}
  loose: {takes: 1w}
""") == {
        "survey": "Preparation",
        "permission": "Preparation",
        "tender": "Tender",
        "question": "Tender",
        "evaluation": "Tender",
        "decision": "Award",
        "signature": "Award",
        "training": "Mobilisation and start",
        "start": "Mobilisation and start",
        "lessons": "After the start",
        "review": "After the start",
        "loose": "Preparation",
    }


def test_a_second_attempt_stays_a_tender() -> None:
    assert found("""\
plan: P
milestones:
  first: {kind: tender, takes: 4w, started: 2025-10-01, done: 2025-10-31, outcome: failed}
  rethink: {takes: 4w}
  second: {kind: tender, takes: 4w, after: rethink}
""") == {"first": "Tender", "rethink": "Preparation", "second": "Tender"}
