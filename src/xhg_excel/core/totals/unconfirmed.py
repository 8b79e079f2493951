"""What of a merge rests on forms that are not our template and that nobody has confirmed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from xhg_excel.core.consolidation.consolidate import Totals
from xhg_excel.core.consolidation.contributions import keys_of_line
from xhg_excel.core.consolidation.totals_sheets import TotalsFigure, TotalsSheet
from xhg_excel.core.model.submission import Unit
from xhg_excel.core.totals.reported import shortened
from xhg_excel.notice import ANNEXES
from xhg_excel.notice.words.confirmation import MERGE_LINE
from xhg_excel.notice.words.totals.totals import FINDINGS_SHEET


@dataclass(frozen=True)
class Unconfirmed:
    """The files of such forms, how many forms they are, and how many figures of the totals add up some of them."""

    files: tuple[str, ...] = ()
    forms: int = 0
    figures: int = 0

    @property
    def line(self) -> str:
        """All of it in one line."""
        names = shortened(self.files, FINDINGS_SHEET)
        return MERGE_LINE.format(forms=self.forms, files=names, figures=self.figures)


def unconfirmed_of(totals: Totals, sheets: Sequence[TotalsSheet]) -> Unconfirmed:
    """Return what of the totals, laid out on `sheets`, is not confirmed."""
    keys: dict[tuple[str, Unit], set[str]] = defaultdict(set)
    files: dict[str, None] = {}
    forms = 0
    for annex in ANNEXES:
        for unit, form, file in totals.forms(annex):
            if not form.is_confirmed:
                keys[annex.key, unit] |= {key for key, answer in form.answers.items() if answer is not None}
                files[file] = None
                forms += 1
    if not forms:
        return Unconfirmed()
    figures = [figure for sheet in sheets for figure in sheet.figures.values()]
    return Unconfirmed(tuple(files), forms, sum(_rests_on(figure, keys) for figure in figures))


def _rests_on(figure: TotalsFigure, keys: dict[tuple[str, Unit], set[str]]) -> bool:
    """Return whether a figure adds up an answer of such a form; a count of sites adds up the forms themselves."""
    answered = [keys[figure.annex.key, unit] for unit in figure.group.units if (figure.annex.key, unit) in keys]
    line = set(keys_of_line(figure.line))
    return any(not line or line & given for given in answered)
