"""What was handed in as ledgers → the quotas of its cities, or a clear refusal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from xhg_excel.core.answers.ledger_rows import ledger_rows
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.finding import Finding
from xhg_excel.core.model.submission import Submission
from xhg_excel.errors.files import LedgerFaultError, LedgerMissingError
from xhg_excel.notice import PROBLEMS, SCREENING
from xhg_excel.notice.words.findings import Severity

if TYPE_CHECKING:
    from xhg_excel.core.planning.quota import CityQuota


def ledger_quotas(submissions: Sequence[Submission], where: str, context: Context) -> list[CityQuota]:
    """Return the quotas of every city that 问题清单 or 排查底数 names, by code; `where` is what holds the ledgers.

    Clause: 五(二).

    Raises:
        LedgerMissingError: one of the two ledgers is not there.
        LedgerFaultError: something in the workbooks must be mended first.

    """
    if absent := [ledger.title for ledger in (PROBLEMS, SCREENING) if not ledger_rows(submissions, ledger)]:
        raise LedgerMissingError(where, "、".join(absent))
    _refuse_faults([f for s in submissions for f in s.findings])
    from xhg_excel.core.planning.quota import quotas

    problems, screening = ledger_rows(submissions, PROBLEMS), ledger_rows(submissions, SCREENING)
    return quotas(problems, screening, context.registry, context.campaign)


def _refuse_faults(findings: Sequence[Finding]) -> None:
    """Name the first fault instead: a quota from a faulty list would be a wrong number."""
    must = [finding for finding in findings if finding.severity is Severity.MUST]
    if must:
        raise LedgerFaultError(len(must), f"{must[0].where} {must[0].what}。")
