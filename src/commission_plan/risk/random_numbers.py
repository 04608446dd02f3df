"""Chance that is the same everywhere: every draw is a function of the seed, of what is drawn, and of the run.

So neither the order in which things are drawn nor the size of a block of runs changes any of them, and a plan with one
length fixed is compared with itself in the very same runs. Whole-number arithmetic makes the numbers, so they are
the same on every machine and with every release of numpy.
"""

from __future__ import annotations

import math
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import numpy as np

# Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (2014), as SplitMix64.
_GOLDEN = 0x9E3779B97F4A7C15
_MIX = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))
_MASK = 2**64 - 1


def key(seed: int, *what: object) -> int:
    """A number that stands for what is drawn; ``what`` is anything whose text says what it is."""
    return int.from_bytes(blake2b(repr((seed, *what)).encode(), digest_size=8).digest(), "big")


def uniforms(key: int, first: int, count: int) -> Any:
    """Numbers evenly between 0 and 1, neither of them among them: for the runs from ``first`` on, one each."""
    bits = np.arange(count, dtype=np.uint64)
    bits *= np.uint64(_GOLDEN)
    bits += np.uint64((key + (first + 1) * _GOLDEN) & _MASK)
    for shift, factor in _MIX:
        bits ^= bits >> np.uint64(shift)
        bits *= np.uint64(factor)
    bits ^= bits >> np.uint64(31)
    bits >>= np.uint64(12)
    return (bits + 0.5) * 2.0**-52


def together(own: Any, common: Any, correlation: float) -> Any:
    """Numbers between 0 and 1 that move together with ``common``: one common factor behind all of them.

    Their normal scores have the correlation that was asked for, each pair of them.
    """
    scores = math.sqrt(correlation) * common + math.sqrt(1 - correlation) * normal(own)
    shares, _ = _normal()
    return _between(shares, (scores + _WIDEST) * (_STEPS / (2 * _WIDEST)))


def normal(uniform: Any) -> Any:
    """The normal scores of numbers between 0 and 1."""
    _, scores = _normal()
    return _between(scores, uniform * _STEPS)


_WIDEST = 8.0
_STEPS = 1 << 16
_LAST_STEP = 4.5


@lru_cache(maxsize=1)
def _normal() -> tuple[Any, Any]:
    """The normal distribution function from -8 to 8 and its inverse from 0 to 1, each in equal steps."""
    coarse = np.linspace(-_WIDEST, _WIDEST, (_STEPS >> 4) + 1)
    known = np.array([0.5 * math.erfc(-score / math.sqrt(2)) for score in coarse.tolist()])
    shares = np.interp(np.linspace(-_WIDEST, _WIDEST, _STEPS + 1), coarse, known)
    scores = np.interp(np.linspace(0.0, 1.0, _STEPS + 1), known, coarse)
    # A straight line to the end of the normal distribution, which has none, would make its last step too wide.
    scores[[0, -1]] = -_LAST_STEP, _LAST_STEP
    return shares, scores


def _between(table: Any, places: Any) -> Any:
    """The values of a table at places that may lie between two of its entries, in straight lines."""
    places = np.clip(places, 0.0, _STEPS)
    whole = np.minimum(places.astype(np.int32), _STEPS - 1)
    low = table.take(whole)
    return low + (places - whole) * (table.take(whole + 1) - low)


class Thresholds:
    """Whole numbers from ``least`` on, drawn by uniform numbers: the first whose share of all is not below it.

    Source: Chen and Asau (1974), indexed search: a table of what lies at the start of each of many equal parts.
    """

    _PARTS = 4096

    def __init__(self, least: int, shares: list[float]) -> None:
        """``shares``: of each number the chance that none larger is drawn; the last of them is 1."""
        self.least = least
        self.most = least + len(shares) - 1
        self._shares = np.array(shares)
        starts = np.arange(self._PARTS) / self._PARTS
        self._guess = np.searchsorted(self._shares, starts, side="left").astype(np.int32)
        ends = np.append(self._guess[1:], len(shares) - 1)
        self._turns = int((ends - self._guess).max()) if len(shares) > 1 else 0

    def draw(self, uniform: Any) -> Any:
        found = self._guess.take((uniform * self._PARTS).astype(np.int32), mode="clip")
        for _ in range(self._turns):
            low = self._shares.take(found) < uniform
            if not low.any():
                break
            found += low
        return found + np.int32(self.least)
