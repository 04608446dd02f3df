"""How lengths of time lie between shortest and longest: the chance that one is no longer than so many days.

A length is a whole number of days, rounded up: it is at most ``n`` exactly where the length before rounding is. So the
distribution function at whole numbers is all that drawing needs, and no inverse of it.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Sequence

#: The chance that a length is at most so many days.
Shape = Callable[[float], float]


def triangular(shortest: float, likely: float, longest: float) -> Shape:
    """Rises in a straight line from the shortest to the likely length, and falls likewise to the longest."""

    def share(length: float) -> float:
        if length >= longest:
            return 1.0
        if length <= shortest:
            return 0.0
        if length <= likely:
            return (length - shortest) ** 2 / ((longest - shortest) * (likely - shortest))
        return 1 - (longest - length) ** 2 / ((longest - shortest) * (longest - likely))

    return share


def pert(shortest: float, likely: float, longest: float) -> Shape:
    """The beta distribution whose mean is (shortest + 4 likely + longest) / 6: it trusts the likely length more.

    Source: Vose, "PERT distribution": alpha = 1 + 4 (likely - shortest) / (longest - shortest).
    """
    width = longest - shortest
    if width <= 0:
        return triangular(shortest, likely, longest)
    alpha = 1 + 4 * (likely - shortest) / width

    def share(length: float) -> float:
        return beta(min(max((length - shortest) / width, 0.0), 1.0), alpha, 6 - alpha)

    return share


def uniform(shortest: float, longest: float) -> Shape:
    """Every length from the shortest to the longest is as likely as another."""

    def share(length: float) -> float:
        if length >= longest:
            return 1.0
        return max((length - shortest) / (longest - shortest), 0.0) if length > shortest else 0.0

    return share


def record(lengths: Sequence[float]) -> Shape:
    """What was recorded before: the lengths in order, evenly likely, in straight lines from each to the next."""
    ordered = sorted(lengths)

    def share(length: float) -> float:
        if length >= ordered[-1]:
            return 1.0
        after = bisect_right(ordered, length)
        if after == 0:
            return 0.0
        before = ordered[after - 1]
        return (after - 1 + (length - before) / (ordered[after] - before)) / (len(ordered) - 1)

    return share


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which that share of a record lies, in straight lines between its values."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    before = min(int(place), len(ordered) - 2) if len(ordered) > 1 else 0
    after = min(before + 1, len(ordered) - 1)
    return ordered[before] + (place - before) * (ordered[after] - ordered[before])


def beta(share: float, alpha: float, other: float) -> float:
    """The regularised incomplete beta function, the distribution function of the beta distribution.

    Source: Abramowitz and Stegun, 26.5.8, evaluated by Lentz's method.
    """
    if share <= 0 or share >= 1:
        return 0.0 if share <= 0 else 1.0
    if share > (alpha + 1) / (alpha + other + 2):
        return 1 - beta(1 - share, other, alpha)
    whole = math.lgamma(alpha + other) - math.lgamma(alpha) - math.lgamma(other)
    front = math.exp(whole + alpha * math.log(share) + other * math.log1p(-share)) / alpha
    return front / _fraction(share, alpha, other)


_TINY = 1e-300
_MOST_TERMS = 500


def _fraction(share: float, alpha: float, other: float) -> float:
    value = upper = 1.0
    lower = 0.0
    for term in range(1, _MOST_TERMS):
        half = term // 2
        if term % 2:
            top = -(alpha + half) * (alpha + other + half) * share / ((alpha + 2 * half) * (alpha + 2 * half + 1))
        else:
            top = half * (other - half) * share / ((alpha + 2 * half - 1) * (alpha + 2 * half))
        lower = 1 / _nonzero(1 + top * lower)
        upper = _nonzero(1 + top / upper)
        value *= upper * lower
        if abs(upper * lower - 1) < 1e-14:
            break
    return value


def _nonzero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
