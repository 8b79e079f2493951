"""Whether two texts are nearly the same."""

from __future__ import annotations

from difflib import SequenceMatcher

from xhg_excel.notice.words.totals.crosschecks import NEAR_ENOUGH


def is_near(one: str, other: str) -> bool:
    """Tell whether two texts hold the same digits and nearly the same letters.

    >>> is_near("演练电镀厂|演练村3组", "演练电镀 厂|演练村3组"), is_near("演练厂|3组", "演练厂|13组")
    (True, False)
    """
    one, other = ("".join(text.split()) for text in (one, other))
    if _digits(one) != _digits(other) or "|" in (one[:1], one[-1:], other[:1], other[-1:]):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= NEAR_ENOUGH and matcher.ratio() >= NEAR_ENOUGH


def _digits(text: str) -> list[str]:
    return [char for char in text if char.isdigit()]
