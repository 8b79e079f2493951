"""From a sample to the whole list: the exact one-sided bound of the hypergeometric distribution."""

from __future__ import annotations

from fractions import Fraction
from math import comb, exp, lgamma

from xhg_excel.errors.draw import NotASampleError
from xhg_excel.notice.words.planning import assurance as words


def bad_at_most(listed: int, checked: int, bad: int, confidence: Fraction = words.CONFIDENCE) -> int:
    """Return how many bad ones a list of `listed` holds at most, `bad` of `checked` drawn being bad.

    The largest K for which so few bad ones in the sample are not rarer than 1 - `confidence`:
    P(X <= bad) > 1 - confidence, X hypergeometric (without replacement), in whole numbers.
    Whatever K really is, the statement is wrong in at most 1 - `confidence` of all samples.

    Raises:
        NotASampleError: more checked than listed, more bad than checked, or a negative count.

    >>> [bad_at_most(412, 206, bad) for bad in (0, 1, 3)]
    [4, 7, 12]
    >>> bad_at_most(20, 20, 3), bad_at_most(5, 5, 5), bad_at_most(0, 0, 0), bad_at_most(9, 0, 0)
    (3, 5, 0, 9)

    """
    if not 0 <= bad <= checked <= listed:
        raise NotASampleError(listed, checked, bad)
    low, high = bad, listed - checked + bad  # `low` is always likely enough
    if _is_likely(listed, checked, bad, high, confidence):
        return high
    guess = _about(listed, checked, bad, float(1 - confidence))
    # The guess comes from floating point: whole numbers confirm it, or search on.
    for probe in (guess, guess + 1):
        if low < probe < high:
            low, high = (probe, high) if _is_likely(listed, checked, bad, probe, confidence) else (low, probe)
    while high - low > 1:
        probe = (low + high) // 2
        low, high = (probe, high) if _is_likely(listed, checked, bad, probe, confidence) else (low, probe)
    return low


def _is_likely(listed: int, checked: int, bad: int, held: int, confidence: Fraction) -> bool:
    """Tell exactly whether P(X <= bad) > 1 - confidence when `held` of the list are bad."""
    first, last = max(0, checked - (listed - held)), min(held, checked)
    samples = comb(listed, checked)
    if bad - first <= last - bad:
        few = _samples(listed, checked, held, range(first, bad + 1))
    else:
        few = samples - _samples(listed, checked, held, range(bad + 1, last + 1))
    return few * confidence.denominator > samples * (confidence.denominator - confidence.numerator)


def _samples(listed: int, checked: int, held: int, bads: range) -> int:
    """Return how many samples hold as many bad ones as one of `bads`, each count from the one before."""
    count = comb(held, bads.start) * comb(listed - held, checked - bads.start)
    total = 0
    for i in bads:
        total += count
        count = count * ((held - i) * (checked - i)) // ((i + 1) * (listed - held - checked + i + 1))
    return total


def _about(listed: int, checked: int, bad: int, rare: float) -> int:
    """Return nearly the largest count of bad ones that leaves P(X <= bad) above `rare`."""
    low, high = bad, listed - checked + bad
    while high - low > 1:
        held = (low + high) // 2
        # Up to its mean a distribution has about a half: no need to sum.
        likely = checked * held <= bad * listed or _chance(listed, checked, bad, held) > rare
        low, high = (held, high) if likely else (low, held)
    return low


def _chance(listed: int, checked: int, bad: int, held: int) -> float:
    """Return P(X <= bad) nearly, adding from `bad` down while anything is added."""
    term = exp(_log_comb(held, bad) + _log_comb(listed - held, checked - bad) - _log_comb(listed, checked))
    total, i = 0.0, bad
    while i >= 0 and term > total * 1e-17:
        total += term
        term *= i * (listed - held - checked + i) / ((held - i + 1) * (checked - i + 1))
        i -= 1
    return total


def _log_comb(whole: int, part: int) -> float:
    return lgamma(whole + 1) - lgamma(part + 1) - lgamma(whole - part + 1)


def assurance(frame: str, listed: int, checked: int, bad: int, confidence: Fraction = words.CONFIDENCE) -> str:
    """Return what the check of a list says of all of it, as a sentence; `frame` names the list.

    >>> assurance("清单", 412, 206, 0)
    '清单共412个，随机抽查206个，发现0个不合格；有95%的把握说，全部412个中不合格的不超过4个。'
    """
    if not 0 <= bad <= checked <= listed:
        raise NotASampleError(listed, checked, bad)
    facts = {"frame": frame, "listed": listed, "checked": checked, "bad": bad}
    if listed == 0:
        return words.NOTHING_LISTED.format_map(facts)
    if checked in (0, listed):
        return (words.ALL_CHECKED if checked else words.NONE_CHECKED).format_map(facts)
    most = bad_at_most(listed, checked, bad, confidence)
    return words.SAMPLED.format(**facts, most=most, confidence=f"{float(confidence) * 100:.4g}%")
