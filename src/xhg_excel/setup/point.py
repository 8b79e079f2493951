"""One point of an examination: which, how it stands, what was seen, how to mend it."""

from __future__ import annotations

from dataclasses import dataclass

from xhg_excel.notice.words.shells.doctor import TITLES, State


@dataclass(frozen=True)
class Point:
    """How one point stands; `remedy` is empty where nothing is to be done."""

    key: str
    state: State
    found: str
    remedy: str = ""

    @property
    def title(self) -> str:
        """What the point is called."""
        return TITLES[self.key]


def fine(key: str, found: str) -> Point:
    """Return a point that is in order."""
    return Point(key, State.FINE, found)


def fault(key: str, found: str, remedy: str) -> Point:
    """Return a point that keeps something from working."""
    return Point(key, State.FAULT, found, remedy)


def advice(key: str, found: str, remedy: str = "") -> Point:
    """Return a point that is worth knowing and keeps nothing from working."""
    return Point(key, State.ADVICE, found, remedy)
