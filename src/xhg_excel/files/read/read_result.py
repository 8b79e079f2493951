"""What reading one file gives; loaded without what reads it, which only workers need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xhg_excel.core.model.finding import Finding
from xhg_excel.core.model.grid import Grid

if TYPE_CHECKING:
    from xhg_excel.core.reading.count_places import PlaceCounts


@dataclass(frozen=True)
class ReadFile:
    """One file after reading.

    Attributes:
        file: the name by which findings mention it.
        size: in bytes.
        grids: one a sheet; empty when there is a `fault`, or when rows were `counted`.
        fault: why the file could not be read.
        findings: about parts of it that could not be read.
        folder: names of the two folders above it, where a unit's name may stand.
        counted: sheet name and counts of a text ledger with one row a place, which is too long to keep.
        saved_at: ISO time (UTC) from the file's own properties; "" without one.

    """

    file: str
    sha256: str = ""
    size: int = 0
    grids: list[Grid] = field(default_factory=list)
    fault: Finding | None = None
    findings: Sequence[Finding] = ()
    folder: str = ""
    counted: tuple[str, PlaceCounts] | None = None
    saved_at: str = ""
