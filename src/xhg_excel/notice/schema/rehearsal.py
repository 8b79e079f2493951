"""A fault that a rehearsal plants into its forms."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One fault: the annex and field where finding `code` must be reported, and the answers that cause it.

    `changes` are answers as a clerk types them, by field key; `why` describes the fault in the list for trainees.
    """

    annex: str
    code: str
    key: str
    changes: tuple[tuple[str, object], ...]
    why: str
