"""One planted fault, as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """A change of one short piece of a source file, and the tests of which at least one must fail then.

    `file` is a path below the package; `old` occurs in it once; `tests` are separated by spaces.
    """

    file: str
    old: str
    new: str
    tests: str

    @property
    def name(self) -> str:
        """Return what the fault is called in a report."""
        return f"{self.file}: {' '.join(self.old.split())} → {' '.join(self.new.split()) or 'nothing'}"
