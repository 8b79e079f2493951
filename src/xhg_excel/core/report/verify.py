"""Compare a written report with the report made from the totals: every number that differs is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from xhg_excel.core.report.document import Report
from xhg_excel.notice.words import report_document as words

_PLACE = 40  # characters of the sentence around a number that are quoted


@dataclass(frozen=True)
class WrittenReport:
    """What was read from a .docx.

    `figures` and `places` (the sentence around a figure) are by bookmark name (`key__n`), `charts` by key.
    `own_open` counts the places of the group without text. `title` is the title it was made with, "" when
    that was lost.
    """

    figures: Mapping[str, str]
    places: Mapping[str, str]
    charts: Mapping[str, Sequence[int]]
    own_open: int = 0
    own: Mapping[str, str] = field(default_factory=dict)
    title: str = ""

    @property
    def is_draft(self) -> bool:
        """Whether it was made as a draft: its first chapter lists what was missing."""
        return any(name.startswith(words.GATE_PREFIX) for name in self.figures)


def check_report(written: WrittenReport, report: Report) -> Iterator[str]:
    """Yield a sentence for each number that differs, is missing, or is not in the totals.

    For a report about another place there is one sentence only, since every number would differ.

    Args:
        written: what was read from the document.
        report: the report made from the totals.
    """
    if written.title not in ("", report.title):
        yield words.CHECK_TITLE.format(shown=written.title, due=report.title)
        return
    expected = expected_figures(report)
    for name, (shown, text) in expected.items():
        now = written.figures.get(name)
        place = text[:_PLACE]
        if now is None:
            yield words.CHECK_GONE.format(key=name, due=shown, place=place)
        elif now.strip() != shown:
            place = written.places.get(name, text)[:_PLACE]
            yield words.CHECK_CHANGED.format(key=name, shown=now, due=shown, place=place)
    for name, now in written.figures.items():
        if name not in expected:
            yield words.CHECK_UNKNOWN.format(key=name, shown=now, place=written.places.get(name, "")[:_PLACE])
    for chart in report.charts:
        values = [value for _, series in chart.series for value in series]
        if list(written.charts.get(chart.key, ())) != values:
            yield words.CHECK_CHART.format(title=chart.title)


def expected_figures(report: Report) -> dict[str, tuple[str, str]]:
    """Return by bookmark name what each figure should show, with the text around it.

    Figures of the same key are numbered: `a2_sites__1`, `a2_sites__2`.
    """
    seen: dict[str, int] = {}
    expected = {}
    for figure, text in report.figures():
        seen[figure.key] = seen.get(figure.key, 0) + 1
        expected[f"{figure.key}__{seen[figure.key]}"] = (figure.shown, text)
    return expected
