"""What stops us, in one word."""

from __future__ import annotations


class XhgError(Exception):
    """We cannot go on; the message says why and how to mend it."""


def likely(word: str) -> str:
    """Return the question whether a word was meant; '' without one.

    >>> likely("merge"), likely("")
    ('您是不是要“merge”？', '')

    """
    return f"您是不是要“{word}”？" if word else ""
