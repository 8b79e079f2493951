"""The record of a draw: everything it was made from, so that it can be made again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from xhg_excel.core.drawing.frame import Frame
from xhg_excel.core.drawing.sample import CitySample, Event, TopUp, sample_of
from xhg_excel.notice.words.planning.draw import FEWEST_DIGITS


@dataclass(frozen=True)
class RecordFacts:
    """What is written down beside the lists: times as texts, the ledgers' files and hashes, the program."""

    frozen_at: str
    drawn_at: str = ""
    findings: int = 0
    despite: bool = False
    sources: tuple[tuple[str, str], ...] = ()
    program: str = ""


@dataclass(frozen=True)
class UserEntries:
    """What users type into a drawn list, by city code and identifier: visit methods, notes on the road."""

    methods: Mapping[tuple[str, str], str] = field(default_factory=dict)
    road: Mapping[tuple[str, str], tuple[object, object]] = field(default_factory=dict)


@dataclass(frozen=True)
class Record:
    """A frozen frame and, once it is drawn, its seed and what was changed since; `seed` '' = not drawn."""

    frame: Frame
    facts: RecordFacts
    seed: str = ""
    events: tuple[Event, ...] = ()

    def sample(self) -> dict[str, CitySample]:
        """Return the sample as it is after all events, by city code."""
        return sample_of(self.frame, self.seed, self.events)

    def frames(self) -> list[Frame]:
        """Return the frame at first and after each event."""
        frames = [self.frame]
        for event in self.events:
            frames.append(frames[-1].with_rows(event.rows) if isinstance(event, TopUp) else frames[-1])
        return frames


def is_seed(text: str) -> bool:
    """Tell whether a text may be a seed: plain digits, 20 at least.

    >>> is_seed("12345678901234567890"), is_seed("1234567890123456789"), is_seed("1.2345678901234568e19")
    (True, False, False)
    """
    return text.isascii() and text.isdecimal() and len(text) >= FEWEST_DIGITS
