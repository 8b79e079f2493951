"""`XhgError`: what the program cannot go on from."""

from __future__ import annotations


class XhgError(Exception):
    """The program cannot go on; the message says why, and how to mend it."""


def likely(word: str) -> str:
    """Return the question whether `word` was meant; '' for ''.

    >>> likely("merge"), likely("")
    ('您是不是要“merge”？', '')
    """
    return f"您是不是要“{word}”？" if word else ""
