"""Lay out 冻结.xlsx and 抽取名单.xlsx: the sheets for users, and the record from which the draw can be repeated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xhg_excel.core.drawing.frame import settings_of
from xhg_excel.core.drawing.record import Record, UserEntries
from xhg_excel.core.drawing.sample import Replacement, came_in
from xhg_excel.core.drawing.sheets import Row, Samples, notice_sheet, route_sheet, sample_sheet, site_row, spares_sheet
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.planning.plan import CityPlan, Stratum
from xhg_excel.core.planning.plan_workbook import stratum_row
from xhg_excel.core.sheets.layout import Area, BookLayout, Cell, Content, Page, SheetLayout, height_for
from xhg_excel.core.sheets.table import Column, Table, style_of
from xhg_excel.core.templates.cover import marker_sheet
from xhg_excel.notice import SMALL_CHEM
from xhg_excel.notice.words.planning import draw as words
from xhg_excel.notice.words.planning.plan import UNFINISHED_RULE
from xhg_excel.notice.words.workbook import DRAW_KIND, PAGE_FOOTER

_WIDTHS = (20.0, 12.0, 26.0, 18.0, 20.0, 16.0, 40.0, 48.0)
_LAST = len(_WIDTHS) - 1
_TEXT_STYLES = {"cell": "cell_text", "cell_center": "cell_text_center"}
FROZEN = Table[Row](
    words.FROZEN_SHEET,
    words.FROZEN_HEADS,
    [Column("line", look="ticket", width=60.0, measured=False)],
    note=words.FROZEN_NOTE,
)


def draw_book(record: Record, entries: UserEntries | None = None) -> BookLayout:
    """Return the workbook of a frozen or drawn list, with what users typed into it."""
    marker = marker_sheet(record.frame.campaign, DRAW_KIND)
    return BookLayout((*draw_sheets(record, entries), marker), words.RECORD_SHEET)


def draw_sheets(record: Record, entries: UserEntries | None = None) -> tuple[SheetLayout, ...]:
    """Return the sheets of a record: two when it is only frozen, six when it is drawn."""
    if not record.seed:
        return _as_texts(record_sheet(record, {})), _as_texts(frozen_sheet(record))
    entries = entries or UserEntries()
    samples = record.sample()
    sheets = (
        sample_sheet(samples, record, entries),
        spares_sheet(samples, record),
        route_sheet(samples, record, entries),
        notice_sheet(samples, record, entries, live=True),
        record_sheet(record, samples),
        frozen_sheet(record),
    )
    return tuple(_as_texts(sheet) for sheet in sheets)


def _as_texts(sheet: SheetLayout) -> SheetLayout:
    """Give cells with text the text format, in place: edited in Excel, a seed or 001 remains as it is."""
    for cells in (sheet.cells, sheet.merges):
        for at, cell in cells.items():
            if isinstance(cell.content, str) and cell.style in _TEXT_STYLES:
                cells[at] = Cell(cell.content, _TEXT_STYLES[cell.style])  # type: ignore[index]  # keys of two kinds
    return sheet


def notice_book(record: Record, entries: UserEntries) -> BookLayout:
    """Return the list that may be announced as a workbook of its own, without formulas."""
    sheet = _as_texts(notice_sheet(record.sample(), record, entries, live=False))
    return BookLayout((sheet, marker_sheet(record.frame.campaign, DRAW_KIND)), words.RECORD_SHEET)


def record_sheet(record: Record, samples: Samples) -> SheetLayout:
    """Return 抽样底账: the facts of the record, the strata, and every change since the draw."""
    sheet = SheetLayout(words.RECORD_SHEET, widths=_WIDTHS)
    sheet.put(0, 0, words.RECORD_SHEET, "annex")
    sheet.put(1, 0, words.RECORD_NOTE, "plain_line")
    sheet.heights.update({0: 30.0, 1: 18.0})
    row = _put_facts(sheet, 2, facts_shown(record))
    plans = record.frame.plans() if record.seed else []
    strata = [line for plan in plans for line in _strata_rows(plan)]
    row = _put_section(sheet, row + 1, words.STRATA_TITLE, words.STRATA_HEADS, strata)
    _put_section(sheet, row + 1, words.CHANGES_TITLE, words.CHANGE_HEADS, list(_change_rows(record, samples)))
    sheet.page = Page(landscape=True, footer=PAGE_FOOTER)
    return sheet


def facts_shown(record: Record) -> dict[str, str]:
    """Return the facts of a record by their printed labels."""
    facts, frame = record.facts, record.frame
    settings = (
        words.SETTING_SHOWN.format(name=words.FROZEN_SETTINGS[name], value=words.SETTING_WORDS.get(value, value))
        for name, value in settings_of(frame.campaign).items()
    )
    sources = (
        words.SOURCE_LINE.format(file=source.file, sha256=source.sha256)
        if source.sha256
        else words.OPEN_SOURCE_LINE.format(file=source.file)
        for source in facts.sources
    )
    return {
        words.FACT_STATE: words.STATE_DRAWN if record.seed else words.STATE_FROZEN,
        words.FACT_HASH: frame.sha256,
        words.FACT_SEED: record.seed,
        words.FACT_RULES: words.DRAW_RULES,
        words.FACT_PROGRAM: facts.program,
        words.FACT_TICKET: words.TICKET_FORMULA,
        words.FACT_FROZEN_AT: facts.frozen_at,
        words.FACT_DRAWN_AT: facts.drawn_at,
        words.FACT_COUNT: str(len(frame.lines)),
        words.FACT_FINDINGS: str(facts.findings),
        words.FACT_DESPITE: words.DESPITE_YES if facts.despite else words.DESPITE_NO,
        words.FACT_SETTINGS: "；".join(settings),
        words.FACT_SOURCES: "\n".join(sources),
    }


def _put_facts(sheet: SheetLayout, row: int, facts: dict[str, str]) -> int:
    """Write the facts from a row on; return the row below them."""
    sheet.put(row, 0, words.RECORD_HEADS[0], "head_small")
    sheet.span(Area(row, 1, row, _LAST), words.RECORD_HEADS[1], "head_small")
    sheet.heights[row] = 24.0
    for at, (label, value) in enumerate(facts.items(), start=row + 1):
        sheet.put(at, 0, label, "cell")
        sheet.span(Area(at, 1, at, _LAST), value, "cell")
        sheet.heights[at] = height_for(value, sum(_WIDTHS[1:]))
    return row + 1 + len(facts)


def _put_section(sheet: SheetLayout, row: int, title: str, heads: Mapping[str, str], rows: Sequence[Row]) -> int:
    """Write a titled table from a row on; return the row below it."""
    sheet.put(row, 0, title, "howto_title")
    sheet.put_row(row + 1, list(heads.values()), "head_small")
    sheet.heights.update({row: 28.0, row + 1: 24.0})
    for at, shown in enumerate(rows, start=row + 2):
        contents = [shown[key] for key in heads]
        for col, content in enumerate(contents):
            sheet.put(at, col, content, "ticket" if col == _LAST else style_of(content))
        texts = [(text, width) for text, width in zip(contents[:_LAST], _WIDTHS, strict=False) if isinstance(text, str)]
        sheet.heights[at] = max([20.0, *(height_for(text, width, 10.5) for text, width in texts)])
    return row + 2 + len(rows)


def _strata_rows(plan: CityPlan) -> list[Row]:
    unfinished = plan.quota.unfinished
    all_unfinished = Stratum(UNFINISHED_RULE, None, SMALL_CHEM, unfinished, unfinished)
    return [
        stratum_row(plan, all_unfinished),
        *(stratum_row(plan, stratum, every_county=words.ALL_VISITED) for stratum in plan.strata),
    ]


def _change_rows(record: Record, samples: Samples) -> Iterator[Row]:
    registry = Registry(record.frame.campaign)
    frames = record.frames()
    for number, (event, before, after) in enumerate(zip(record.events, frames[:-1], frames[1:], strict=True), start=1):
        row: dict[str, Content] = {"number": number, "at": event.at}
        if isinstance(event, Replacement):
            yield row | {
                "kind": words.EventKind.REPLACED.value,
                "city": registry.region(event.city).name,
                "out": event.out,
                "into": came_in(samples[event.city], event),
                "reason": event.reason,
                "sha256": words.CHANGE_KEPT,
            }
        else:
            reopened = sum(site.key in before.printed for site in event.rows)
            reason = words.CHANGE_TOPPED_UP.format(added=len(event.rows) - reopened, reopened=reopened)
            reason += words.CHANGE_DESPITE.format(count=event.findings) if event.findings else ""
            yield row | {
                "kind": words.EventKind.TOPPED_UP.value,
                **dict.fromkeys(("city", "out", "into"), ""),
                "reason": reason,
                "sha256": after.sha256,
            }


def frozen_sheet(record: Record) -> SheetLayout:
    """Return 冻结清单: the canonical lines, and each site as it is shown; additions by the number of their change."""
    registry = Registry(record.frame.campaign)
    blank: dict[str, Content] = dict.fromkeys(words.FROZEN_HEADS, "")
    rows: list[Row] = [blank | {"line": line, "batch": 0} for line in record.frame.heads]
    for batch, sites in enumerate([record.frame.rows, *(getattr(event, "rows", ()) for event in record.events)]):
        for site in sorted(sites, key=lambda site: site.line):
            rows.append(site_row(site, registry) | {"line": site.line, "batch": batch})
    return FROZEN.sheet(rows)
