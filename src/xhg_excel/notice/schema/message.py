"""The shape of a finding's wording: how much it weighs, what was found, how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs; the order is the order of reports."""

    MUST = "强制"
    EXPLAIN = "核实"
    NOTE = "提示"
    RESULT = "发现"


@dataclass(frozen=True)
class Message:
    """The wording of one finding code."""

    severity: Severity
    what: str
    remedy: str
