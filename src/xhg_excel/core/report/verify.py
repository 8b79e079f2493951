"""A written report against the totals it should agree with: every number that does not is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from xhg_excel.core.report.document import Report
from xhg_excel.notice.words import report_document as words

_PLACE = 40  # characters of a sentence that show where a number stands


@dataclass(frozen=True)
class WrittenReport:
    """What stands in a .docx: texts by bound name (`key__n`), chart values by key, open own places.

    `title` is what it was made as ('' when that was lost).
    """

    figures: Mapping[str, str]
    places: Mapping[str, str]
    charts: Mapping[str, Sequence[int]]
    own_open: int = 0
    own: Mapping[str, str] = field(default_factory=dict)
    title: str = ""

    @property
    def is_draft(self) -> bool:
        """Whether it was made before all was in: its first chapter says what was missing."""
        return any(name.startswith(words.GATE_PREFIX) for name in self.figures)


def check_report(written: WrittenReport, due: Report) -> Iterator[str]:
    """Yield a sentence for each number that no longer agrees, was taken out, or has no total.

    Of a report on another place one sentence says that; each of its numbers would differ.
    """
    if written.title not in ("", due.title):
        yield words.CHECK_TITLE.format(shown=written.title, due=due.title)
        return
    expected = expected_figures(due)
    for name, (shown, said) in expected.items():
        now = written.figures.get(name)
        place = said[:_PLACE]
        if now is None:
            yield words.CHECK_GONE.format(key=name, due=shown, place=place)
        elif now.strip() != shown:
            place = written.places.get(name, said)[:_PLACE]
            yield words.CHECK_CHANGED.format(key=name, shown=now, due=shown, place=place)
    for name, now in written.figures.items():
        if name not in expected:
            yield words.CHECK_UNKNOWN.format(key=name, shown=now, place=written.places.get(name, "")[:_PLACE])
    for chart in due.charts:
        values = [value for _, series in chart.series for value in series]
        if list(written.charts.get(chart.key, ())) != values:
            yield words.CHECK_CHART.format(title=chart.title)


def expected_figures(due: Report) -> dict[str, tuple[str, str]]:
    """Return what each bound name should show, with the sentence it stands in.

    A key used again is counted: `a2_sites__1`, `a2_sites__2`.
    """
    seen: dict[str, int] = {}
    expected = {}
    for figure, said in due.bound():
        seen[figure.key] = seen.get(figure.key, 0) + 1
        expected[f"{figure.key}__{seen[figure.key]}"] = (figure.shown, said)
    return expected
