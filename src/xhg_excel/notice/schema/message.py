"""The shape of a message: the severity of a finding, what was found, how to resolve it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How serious a finding is; in the order of lists and counts."""

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
