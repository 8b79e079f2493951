"""What a checked sample proves of the whole list: an exact one-sided upper bound, in whole numbers.

Of a list of N sites, n are drawn at random without replacement and x of them are bad. X, the number of bad
ones in such a sample when K of the list are bad, is hypergeometric:

    P(X = i) = C(K, i) · C(N - K, n - i) / C(N, n)

The bound is the largest K with P(X ≤ x) > 1 - confidence, found by inverting the test (Clopper and Pearson,
Biometrika 26, 1934, for the binomial; Buonaccorsi, The American Statistician 41, 1987, and Wang, Journal of
the American Statistical Association 110, 2015, for the hypergeometric). Whatever K really is, the statement
“at most so many” is wrong in at most 1 - confidence of all samples. It holds only for the sites drawn by
chance (rule B2); unfinished sites are all visited, so nothing is inferred for them.
"""

from __future__ import annotations

from fractions import Fraction
from math import comb

from xhg_excel.errors.draw import NotASampleError
from xhg_excel.notice.words.planning import assurance as words


def bad_at_most(listed: int, checked: int, bad: int, confidence: Fraction = words.CONFIDENCE) -> int:
    """Return the upper bound for the bad sites of the whole list.

    Args:
        listed: N, sites on the list, ≥ 0.
        checked: n, sites drawn from it at random and checked, 0 to `listed`.
        bad: x, those of them that are bad, 0 to `checked`.
        confidence: between 0 and 1, exclusive.

    Raises:
        NotASampleError: the counts contradict each other.

    >>> [bad_at_most(412, 206, bad) for bad in (0, 1, 3)]
    [4, 7, 12]
    >>> bad_at_most(20, 20, 3), bad_at_most(5, 5, 5), bad_at_most(0, 0, 0), bad_at_most(9, 0, 0)
    (3, 5, 0, 9)
    """
    if not 0 <= bad <= checked <= listed:
        raise NotASampleError(listed, checked, bad)
    samples = comb(listed, checked)

    def is_likely(held: int) -> bool:
        few = _samples_with_at_most(bad, listed, checked, held)
        return few * confidence.denominator > samples * (confidence.denominator - confidence.numerator)

    # P(X ≤ x) falls as K grows: `low` is always likely enough; `high` is the first K that is not.
    low, high = bad, listed - checked + bad
    if is_likely(high):
        return high
    # Start where the sample would be average, in doubling steps: the bound is near, each probe costs a sum.
    probe, step = max(bad + 1, bad * listed // checked), 1
    while probe < high and is_likely(probe):
        low, probe, step = probe, probe + step, 2 * step
    high = min(high, probe)
    while high - low > 1:
        probe = (low + high) // 2
        low, high = (probe, high) if is_likely(probe) else (low, probe)
    return low


def _samples_with_at_most(bad: int, listed: int, checked: int, held: int) -> int:
    """Return how many samples have at most `bad` bad sites, when `held` of the list are bad."""
    first, last = max(0, checked - (listed - held)), min(held, checked)
    if bad - first <= last - bad:
        return _samples(listed, checked, held, range(first, bad + 1))
    return comb(listed, checked) - _samples(listed, checked, held, range(bad + 1, last + 1))


def _samples(listed: int, checked: int, held: int, bads: range) -> int:
    """Return how many samples have a number of bad sites in `bads`; each term is computed from the one before."""
    count = comb(held, bads.start) * comb(listed - held, checked - bads.start)
    total = 0
    for i in bads:
        total += count
        count = count * ((held - i) * (checked - i)) // ((i + 1) * (listed - held - checked + i + 1))
    return total


def assurance(frame: str, listed: int, checked: int, bad: int, confidence: Fraction = words.CONFIDENCE) -> str:
    """Return what a checked sample proves of its list, as a sentence.

    `frame` is the name of the list in the sentence; the other arguments are those of `bad_at_most`.

    Raises:
        NotASampleError: the counts contradict each other.

    >>> assurance("清单", 412, 206, 0)
    '清单共412个，随机抽查206个，发现0个不合格；有95%的把握说，全部412个中不合格的不超过4个。'
    """
    most = bad_at_most(listed, checked, bad, confidence)
    counts = {"frame": frame, "listed": listed, "checked": checked, "bad": bad}
    if listed == 0:
        return words.NOTHING_LISTED.format_map(counts)
    if checked in (0, listed):
        return (words.ALL_CHECKED if checked else words.NONE_CHECKED).format_map(counts)
    return words.SAMPLED.format(**counts, most=most, confidence=f"{float(confidence) * 100:.4g}%")
