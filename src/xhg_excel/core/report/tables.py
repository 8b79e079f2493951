"""Build the tables and charts of a report; each number in a cell is a figure with its key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from xhg_excel.core.model.answer import show
from xhg_excel.core.report.document import BarChart, Figure, Paragraph, Piece, Pieces, ReportElement, ReportTable
from xhg_excel.core.report.figures import ReportInputs, units_by_place
from xhg_excel.core.report.sentences import break_title
from xhg_excel.core.totals.coverage_sheet import Demand, demands
from xhg_excel.core.totals.list_and_site import CLAIMS_TABLE
from xhg_excel.core.totals.petitions import Petition
from xhg_excel.notice import ANNEXES, DONE_KEYS, SITE_ANNEXES, UNIT_ANNEXES
from xhg_excel.notice import report as report_text
from xhg_excel.notice.schema.form import NO, Annex, Field, Item, Merge, Rate
from xhg_excel.notice.words import report_document as words
from xhg_excel.notice.words.findings import Severity
from xhg_excel.notice.words.official_document import ANNEX_TITLE_LONGEST
from xhg_excel.notice.words.totals.list_and_site import Verdict
from xhg_excel.notice.words.totals.overview import RULES_SHOWN
from xhg_excel.notice.words.totals.reported import WHOLE
from xhg_excel.notice.words.totals.totals import NAMED
from xhg_excel.notice.words.workbook import DATE_TEXT

_STATES = ("done", "open", "unclear")
_TO_HANDLE = (Verdict.FALSE_OR_BACK, Verdict.CLOSABLE, Verdict.UNSEEN_OPEN, Verdict.UNLISTED)


def figure_pieces(inputs: ReportInputs, *keys: str) -> Pieces:
    """Return figures separated by slashes, such as 3/4; nothing when one is unknown."""
    values = [inputs.figures.get(key) for key in keys]
    if any(value is None for value in values):
        return ()
    pieces: list[Piece] = []
    for key, value in zip(keys, values, strict=True):
        pieces += [*(["/"] if pieces else []), Figure(key, show(value))]
    return tuple(pieces)


def place_name(inputs: ReportInputs, code: str) -> str:
    """Return the name of a place: a unit of the city, or a city of the province."""
    unit = units_by_place(inputs)[code][0]
    return unit.city.name if inputs.is_province else unit.name


def progress_table(inputs: ReportInputs) -> ReportTable:
    """Return the sites inspected and finished by place, with the sums."""
    keys = ("a2_sites", "a2_done", "a3_sites", "a3_done")
    rows = [
        ((place_name(inputs, code),), *(figure_pieces(inputs, f"u{code}_{key}") for key in keys))
        for code in units_by_place(inputs)
    ]
    rows.append(((WHOLE,), *(figure_pieces(inputs, key) for key in keys)))
    return ReportTable(report_text.PROGRESS_HEADS, tuple(rows), (28, 18, 18, 18, 18))


def progress_chart(inputs: ReportInputs) -> BarChart:
    """Return finished, unfinished and unclear sites by place."""
    codes = [c for c in units_by_place(inputs) if any(_count(inputs, f"u{c}_a{a.number}_sites") for a in SITE_ANNEXES)]
    series = tuple(
        (name, tuple(sum(_count(inputs, f"u{code}_a{a.number}_{state}") for a in SITE_ANNEXES) for code in codes))
        for name, state in zip(words.PROGRESS_SERIES, _STATES, strict=True)
    )
    title = words.PROGRESS_CAPTION["city" if inputs.is_province else "county"]
    return BarChart("progress", title, tuple(place_name(inputs, code) for code in codes), _not_empty(series))


def clearing_chart(inputs: ReportInputs) -> BarChart:
    """Return 两断三清 item by item over all sites of 附件2."""
    series = tuple(
        (name, tuple(_count(inputs, f"a2_{key}_{answer}") for key in DONE_KEYS))
        for name, answer in zip(report_text.CLEARING_SERIES, ("yes", "no", "na"), strict=True)
    )
    return BarChart("clearing", report_text.CLEARING_CAPTION, report_text.CLEARING_NAMES, _not_empty(series))


def findings_chart(inputs: ReportInputs) -> BarChart:
    """Return the rules on forms with most findings, among results (发现) and what needs an explanation (核实)."""
    severe = (Severity.RESULT, Severity.EXPLAIN)
    counted = Counter(
        f.code for f in inputs.totals.findings if f.severity in severe and f.code.startswith("R") and not f.is_settled
    )
    most = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:RULES_SHOWN]
    counts = tuple(count for _, count in most)
    # The first digit of a code is the number of its annex.
    names = tuple(words.FINDING_OF.format(number=code[1], name=report_text.FINDING_SHORT[code]) for code, _ in most)
    return BarChart("findings", words.FINDINGS_CAPTION, names, ((words.FINDINGS_SERIES[0], counts),))


def _count(inputs: ReportInputs, key: str) -> int:
    value = inputs.figures.get(key)
    return value if isinstance(value, int) else 0


def _not_empty(series: Sequence[tuple[str, tuple[int, ...]]]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return the series with a value, and always the first."""
    return tuple(one for number, one in enumerate(series) if number == 0 or any(one[1]))


def quota_table(inputs: ReportInputs) -> ReportTable:
    """Return the demands of 五(二), due and done: for a city a row a demand, for the province a row a city."""
    rows = list(demands(inputs.covered, inputs.context.campaign))
    if inputs.is_province:
        return _quota_by_city(rows)
    cells = [
        ((row.demand,), _figure(f"q{n}_due", row.due), _figure(f"q{n}_there", row.there), (row.verdict,))
        for n, row in enumerate(rows)
    ]
    return ReportTable(report_text.QUOTA_CITY_HEADS, tuple(cells), (58, 14, 14, 14), (0,))


def _figure(key: str, value: object) -> Pieces:
    return (Figure(key, str(value)),) if isinstance(value, int) else ()


def _quota_by_city(rows: Sequence[Demand]) -> ReportTable:
    """Return every city's demands side by side: done of due where they are counted, and what is not met."""
    by_city: dict[str, dict[str, Pieces]] = {}
    for number, row in enumerate(rows):
        counted: list[Piece] = [*_figure(f"q{number}_there", row.there), "/", *_figure(f"q{number}_due", row.due)]
        pieces = counted if row.due is not None else []
        if not row.is_met or not pieces:
            pieces = [*pieces, "\n" * bool(pieces) + row.verdict]
        by_city.setdefault(row.city, {})[row.code] = tuple(pieces)
    heads = report_text.QUOTA_PROVINCE_HEADS
    cells = [((city,), *(of.get(code, ()) for code in heads)) for city, of in by_city.items()]
    return ReportTable((report_text.QUOTA_CITY, *heads.values()), tuple(cells), (12, *[11] * len(heads)))


def claims_table(inputs: ReportInputs) -> ReportTable | None:
    """Return the claims to handle: false, closable, not inspected, not listed; None without any."""
    claims = [claim for claim in inputs.found.claims if claim.verdict in _TO_HANDLE] if inputs.found else []
    if not claims:
        return None
    rows = []
    for claim in claims:
        place = claim.city.name + claim.county if inputs.is_province else claim.county
        shown = CLAIMS_TABLE.values(claim)
        cells = (shown["verdict"], place, shown["problem_id"], shown["site_name"], shown["refused"])
        rows.append(tuple((str(cell),) for cell in cells))
    return ReportTable(report_text.CLAIMS_HEADS, tuple(rows), (19, 16, 12, 28, 25), (3, 4))


def petitions_table(inputs: ReportInputs) -> ReportTable | None:
    """Return petitions with exceptions, without informants and what they reported; None without any."""
    odd = [petition for petition in inputs.found.petitions if petition.exceptions] if inputs.found else []
    rows = tuple(((_petition_place(inputs, p),), (p.number,), ("；".join(p.exceptions),)) for p in odd)
    return ReportTable(report_text.PETITIONS_HEADS, rows, (20, 24, 56), (2,)) if rows else None


def _petition_place(inputs: ReportInputs, petition: Petition) -> str:
    """Return the place of a petition, in the province with its city, since two cities have a county of one name."""
    county = show(petition.row.answers.get("county")) if petition.row else ""
    return petition.city.name + county if inputs.is_province or not county else county


def annex_tables(inputs: ReportInputs) -> Iterator[ReportElement]:
    """Yield the totals of the three annexes and the list of unfinished sites, each on a new page."""
    for annex in ANNEXES:
        if rows := tuple(_annex_rows(inputs, annex)):
            yield from _annex_head(annex.number, words.ANNEX_TITLE.format(title=annex.title))
            with_note = annex in UNIT_ANNEXES
            heads = words.ANNEX_HEADS if with_note else words.SITE_ANNEX_HEADS
            widths = (8, 36, 24, 14, 18) if with_note else (8, 50, 24, 18)
            yield ReportTable(heads, rows if with_note else tuple(row[:4] for row in rows), widths, (1, 2, 4), (0, 1))
    yield from _annex_head(len(ANNEXES) + 1, report_text.OPEN_TITLE)
    rows = tuple(_open_rows(inputs))
    blank: tuple[Pieces, ...] = ((report_text.OPEN_NONE,), *((),) * (len(report_text.OPEN_HEADS) - 1))
    yield ReportTable(report_text.OPEN_HEADS, rows or (blank,), (7, 16, 20, 17, 17, 23), (2, 3, 4))


def annex_titles(inputs: ReportInputs) -> list[str]:
    """Return the numbered titles of the annexes at the end of the report."""
    there = [a for a in ANNEXES if inputs.totals.forms(a)]
    titles = [(a.number, words.ANNEX_TITLE.format(title=a.title)) for a in there]
    return [f"{number}．{title}" for number, title in [*titles, (len(ANNEXES) + 1, report_text.OPEN_TITLE)]]


def _annex_head(number: int, title: str) -> Iterator[ReportElement]:
    yield Paragraph((words.ANNEX_MARK.format(number=number),), "annex", f"annex{number}")
    yield Paragraph((break_title(title, ANNEX_TITLE_LONGEST),), "annex_title")


def _annex_rows(inputs: ReportInputs, annex: Annex) -> Iterator[tuple[Pieces, ...]]:
    if not inputs.totals.forms(annex):
        return
    if annex not in UNIT_ANNEXES:
        for key, label in words.COUNT_LABELS.items():
            yield ("",), (label,), (), figure_pieces(inputs, f"a{annex.number}_{key}"), ()
    for item in annex.items:
        number, text = str(item.number), item.text
        for line in _lines(item):
            yield (number,) if number else (), (text,) if text else (), *_line(inputs, annex, line)
            number = text = ""


def _lines(item: Item) -> list[Field | Rate]:
    return [*(f for f in item.fields if f.merge in (Merge.SUM, Merge.YES_COUNT)), *item.rates]


def _line(inputs: ReportInputs, annex: Annex, line: Field | Rate) -> tuple[Pieces, Pieces, Pieces]:
    if isinstance(line, Rate):
        return (line.label,), figure_pieces(inputs, f"a{annex.number}_{line.part}_r"), ()
    key = f"a{annex.number}_{line.key}"
    if line.merge is Merge.SUM:
        return (line.shown,), figure_pieces(inputs, key), ()
    if not inputs.figures.get(f"{key}_due"):
        return (line.shown,), (), ()
    note: Pieces = ()
    if inputs.figures.get(f"{key}_no"):
        note = (NAMED.format(what=NO, names=""), *figure_pieces(inputs, f"{key}_nn"))
    return (line.shown,), figure_pieces(inputs, f"{key}_yes", f"{key}_due"), note


def _open_rows(inputs: ReportInputs) -> Iterator[tuple[Pieces, ...]]:
    for number, (unit, form, _) in enumerate(inputs.open_sites, start=1):
        refused = [f.label for f in form.annex.fields if f.key in DONE_KEYS and form.get(f.key) == NO]
        cells = [inputs.name(unit), show(form.get("site_name")), "、".join(refused)]
        until = form.get("tracker_deadline")
        cells += [
            show(form.get("reason_unfinished")),
            DATE_TEXT.format(date=until) if isinstance(until, date) else show(until),
        ]
        yield ((str(number),), *((cell,) for cell in cells))
