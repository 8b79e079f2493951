"""The record of a draw: all that its sample is computed from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from xhg_excel.core.drawing.frame import Frame
from xhg_excel.core.drawing.sample import CitySample, Event, TopUp, sample_of
from xhg_excel.notice.words.planning.draw import FEWEST_DIGITS


class SourceFile(NamedTuple):
    """A ledger the frame was made from; `sha256` is "" for an open workbook, which is no file."""

    file: str
    sha256: str


@dataclass(frozen=True)
class RecordFacts:
    """What a record states beside its lists.

    Args:
        frozen_at: time of the freeze, as text.
        drawn_at: time of the draw, as text; "" before it.
        findings: how many 强制 findings of the ledgers were open.
        despite: whether the user froze or drew although there were some.
        sources: the ledgers.
        program: the version of this package.
    """

    frozen_at: str
    drawn_at: str = ""
    findings: int = 0
    despite: bool = False
    sources: tuple[SourceFile, ...] = ()
    program: str = ""


@dataclass(frozen=True)
class UserEntries:
    """What users type into a drawn list: visit methods; date and observation of the route list.

    Both by city code and identifier as printed.
    """

    methods: Mapping[tuple[str, str], str] = field(default_factory=dict)
    road: Mapping[tuple[str, str], tuple[object, object]] = field(default_factory=dict)


@dataclass(frozen=True)
class Record:
    """A frozen frame and, once it is drawn, its seed and the changes since; seed "" = not drawn yet."""

    frame: Frame
    facts: RecordFacts
    seed: str = ""
    events: tuple[Event, ...] = ()

    def sample(self) -> dict[str, CitySample]:
        """Return the sample after all events, by city code."""
        return sample_of(self.frame, self.seed, self.events)

    def frames(self) -> list[Frame]:
        """Return the frame as it was frozen, then the frame after each event."""
        frames = [self.frame]
        for event in self.events:
            frames.append(frames[-1].with_rows(event.rows) if isinstance(event, TopUp) else frames[-1])
        return frames


def is_seed(text: str) -> bool:
    """Return whether a text may be a seed: ASCII digits, at least 20.

    >>> is_seed("12345678901234567890"), is_seed("1234567890123456789"), is_seed("1.2345678901234568e19")
    (True, False, False)
    """
    return text.isascii() and text.isdecimal() and len(text) >= FEWEST_DIGITS
