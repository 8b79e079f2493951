"""Rows of ledgers from all files of a run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from xhg_excel.core.model.answer import show
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.grid import Place
from xhg_excel.core.model.submission import Answers, Submission
from xhg_excel.notice import PROBLEMS
from xhg_excel.notice.schema.form import YES
from xhg_excel.notice.schema.ledger import Ledger
from xhg_excel.notice.words.totals.crosschecks import FROM_PLAN


def is_open(petition: Answers) -> bool:
    """Return whether a petition is not yet both verified and disposed of."""
    return petition.get("verified") != YES or petition.get("disposed") != YES


def days_to_reward(petition: Answers) -> int | None:
    """Return the days from disposing of a petition to paying its reward; None where a day is not known or none is due.

    Source: notice 三(一)4.
    """
    disposed, paid = petition.get("disposed_on"), petition.get("rewarded_on")
    if petition.get("reward_due") != YES or not isinstance(disposed, date) or not isinstance(paid, date):
        return None
    return (paid - disposed).days


def is_late(petition: Answers, most_days: int) -> bool:
    """Return whether a reward was paid more than so many days after the petition was disposed of."""
    days = days_to_reward(petition)
    return days is not None and days > most_days


def ledger_cell(
    ledgers: Sequence[Submission], city: str, context: Context, concerned: Ledger = PROBLEMS
) -> tuple[Place, str]:
    """Return the first cell of a city in a ledger (`concerned` first) and its file; any city for ''.

    Findings about a city as a whole are shown there. When no ledger has the city, the place is the plan itself.
    """
    for submission in sorted(ledgers, key=lambda s: all(sheet.ledger is not concerned for sheet in s.ledgers)):
        for sheet in submission.ledgers:
            for answers, places in sheet.rows:
                found = context.registry.match_city(show(answers.get("city")))
                if found is not None and city in ("", found.name):
                    return places["city"], submission.source.file
    return Place(FROM_PLAN, 0, 0), FROM_PLAN


def ledger_rows(submissions: Iterable[Submission], ledger: Ledger) -> list[Answers]:
    """Return the rows of one ledger from all files, in order."""
    sheets = (sheet for submission in submissions for sheet in submission.ledgers if sheet.ledger is ledger)
    return [answers for sheet in sheets for answers, _ in sheet.rows]


def is_given(submissions: Iterable[Submission], ledger: Ledger) -> bool:
    """Return whether a ledger was handed in, with rows or without: an empty petition list means that there are none."""
    return any(sheet.ledger is ledger for submission in submissions for sheet in submission.ledgers)


@dataclass(frozen=True)
class LedgerCell:
    """One row of a ledger with its file and the cell of each answer."""

    answers: Answers
    places: Mapping[str, Place]
    file: str


def ledger_cells(submissions: Iterable[Submission], ledger: Ledger) -> list[LedgerCell]:
    """Return the rows of one ledger from all files, in order, with their cells."""
    return [
        LedgerCell(answers, places, submission.source.file)
        for submission in submissions
        for sheet in submission.ledgers
        if sheet.ledger is ledger
        for answers, places in sheet.rows
    ]
