"""冻结.xlsx and 抽取名单.xlsx: the record of a draw with all that anyone needs to make it again.

Room: core.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xhg_excel.core.cover_sheet import marker_sheet
from xhg_excel.core.draw_record import Record, Typed
from xhg_excel.core.draw_sheets import Samples, notice_sheet, place_names, route_sheet, sample_sheet, spares_sheet
from xhg_excel.core.frame import FrameRow, settings_of
from xhg_excel.core.layout import Block, BookLayout, Cell, Content, Page, SheetLayout, height_for
from xhg_excel.core.plan import CityPlan
from xhg_excel.core.regions import Registry
from xhg_excel.core.sample import Replacement, came_in
from xhg_excel.core.table_sheet import FIRST_ROW, style_of, table_sheet
from xhg_excel.spec.draw import (
    ALL_VISITED,
    CHANGE_DESPITE,
    CHANGE_HEADS,
    CHANGE_KEPT,
    CHANGE_TOPPED_UP,
    CHANGES_TITLE,
    DESPITE_NO,
    DESPITE_YES,
    DRAW_RULES,
    FACT_COUNT,
    FACT_DESPITE,
    FACT_DRAWN_AT,
    FACT_FINDINGS,
    FACT_FROZEN_AT,
    FACT_HASH,
    FACT_PROGRAM,
    FACT_RULES,
    FACT_SEED,
    FACT_SETTINGS,
    FACT_SOURCES,
    FACT_STATE,
    FACT_TICKET,
    FROZEN_HEADS,
    FROZEN_NOTE,
    FROZEN_SETTINGS,
    FROZEN_SHEET,
    OPEN_SOURCE_LINE,
    RECORD_HEADS,
    RECORD_NOTE,
    RECORD_SHEET,
    RECORD_TITLE,
    SETTING_SHOWN,
    SETTING_WORDS,
    SOURCE_LINE,
    STATE_DRAWN,
    STATE_FROZEN,
    STRATA_HEADS,
    STRATA_TITLE,
    TICKET_FORMULA,
    Change,
)
from xhg_excel.spec.ledgers import SMALL_CHEM
from xhg_excel.spec.plan import RULE_NAMES, UNFINISHED_RULE
from xhg_excel.spec.workbook import DRAW_KIND, PAGE_FOOTER

_WIDTHS = (20.0, 12.0, 26.0, 18.0, 20.0, 16.0, 40.0, 48.0)
_LAST = len(_WIDTHS) - 1
_LINE_WIDTH = 60.0
_TEXT_STYLES = {"cell": "cell_text", "cell_center": "cell_text_center"}


def draw_book(record: Record, typed: Typed | None = None) -> BookLayout:
    """Return the workbook of a frozen list, or of a drawn one with what users typed into it."""
    return BookLayout((*draw_sheets(record, typed), marker_sheet(record.frame.campaign, DRAW_KIND)), RECORD_TITLE)


def draw_sheets(record: Record, typed: Typed | None = None) -> tuple[SheetLayout, ...]:
    """Return the sheets of a record: two when it is only frozen, six when it is drawn."""
    if not record.seed:
        return _as_texts(record_sheet(record, {})), _as_texts(frozen_sheet(record))
    typed = typed or Typed()
    samples = record.sample()
    made = (
        sample_sheet(samples, record, typed),
        spares_sheet(samples, record),
        route_sheet(samples, record, typed),
        notice_sheet(samples, record, typed, live=True),
        record_sheet(record, samples),
        frozen_sheet(record),
    )
    return tuple(_as_texts(sheet) for sheet in made)


def _as_texts(sheet: SheetLayout) -> SheetLayout:
    """Return the sheet with its texts in cells of text: touched in Excel, a seed or 001 stays what it is."""
    for cells in (sheet.cells, sheet.merges):
        for at, cell in cells.items():
            if isinstance(cell.content, str) and cell.style in _TEXT_STYLES:
                cells[at] = Cell(cell.content, _TEXT_STYLES[cell.style])  # type: ignore[index]  # as above
    return sheet


def notice_book(record: Record, typed: Typed) -> BookLayout:
    """Return the list that may be announced, alone and without formulas."""
    sheet = _as_texts(notice_sheet(record.sample(), record, typed, live=False))
    return BookLayout((sheet, marker_sheet(record.frame.campaign, DRAW_KIND)), RECORD_TITLE)


def record_sheet(record: Record, samples: Samples) -> SheetLayout:
    """Return 抽样底账: facts, strata, and every change since."""
    sheet = SheetLayout(RECORD_SHEET, widths=_WIDTHS)
    sheet.put(0, 0, RECORD_TITLE, "annex")
    sheet.put(1, 0, RECORD_NOTE, "plain_line")
    sheet.heights.update({0: 30.0, 1: 18.0})
    row = _put_facts(sheet, 2, facts_shown(record))
    plans = record.frame.plans() if record.seed else []
    strata = [line for plan in plans for line in _strata_rows(plan)]
    row = _put_section(sheet, row + 1, (STRATA_TITLE, STRATA_HEADS), strata)
    _put_section(sheet, row + 1, (CHANGES_TITLE, CHANGE_HEADS), _change_rows(record, samples))
    sheet.page = Page(landscape=True, footer=PAGE_FOOTER)
    return sheet


def facts_shown(record: Record) -> dict[str, str]:
    """Return what the record says of itself, label by label."""
    facts, frame = record.facts, record.frame
    settings = (
        SETTING_SHOWN.format(name=FROZEN_SETTINGS[name], value=SETTING_WORDS.get(value, value))
        for name, value in settings_of(frame.campaign).items()
    )
    sources = (
        SOURCE_LINE.format(file=file, sha256=digest) if digest else OPEN_SOURCE_LINE.format(file=file)
        for file, digest in facts.sources
    )
    return {
        FACT_STATE: STATE_DRAWN if record.seed else STATE_FROZEN,
        FACT_HASH: frame.sha256,
        FACT_SEED: record.seed,
        FACT_RULES: DRAW_RULES,
        FACT_PROGRAM: facts.program,
        FACT_TICKET: TICKET_FORMULA,
        FACT_FROZEN_AT: facts.frozen_at,
        FACT_DRAWN_AT: facts.drawn_at,
        FACT_COUNT: str(len(frame.lines)),
        FACT_FINDINGS: str(facts.findings),
        FACT_DESPITE: DESPITE_YES if facts.despite else DESPITE_NO,
        FACT_SETTINGS: "；".join(settings),
        FACT_SOURCES: "\n".join(sources),
    }


def _put_facts(sheet: SheetLayout, row: int, facts: dict[str, str]) -> int:
    sheet.put(row, 0, RECORD_HEADS[0], "head_small")
    sheet.span(Block(row, 1, row, _LAST), RECORD_HEADS[1], "head_small")
    sheet.heights[row] = 24.0
    for at, (label, value) in enumerate(facts.items(), start=row + 1):
        sheet.put(at, 0, label, "cell")
        sheet.span(Block(at, 1, at, _LAST), value, "cell")
        sheet.heights[at] = height_for(value, sum(_WIDTHS[1:]))
    return row + 1 + len(facts)


def _put_section(
    sheet: SheetLayout, row: int, words: tuple[str, Sequence[str]], rows: Iterable[Sequence[Content]]
) -> int:
    title, heads = words
    sheet.put(row, 0, title, "howto_title")
    sheet.put_row(row + 1, heads, "head_small")
    sheet.heights.update({row: 28.0, row + 1: 24.0})
    at = row + 2
    for line in rows:
        for col, content in enumerate(line):
            sheet.put(at, col, content, "ticket" if col == _LAST else style_of(content))
        texts = [(text, width) for text, width in zip(line[:_LAST], _WIDTHS, strict=False) if isinstance(text, str)]
        sheet.heights[at] = max([20.0, *(height_for(text, width, 10.5) for text, width in texts)])
        at += 1
    return at


def _strata_rows(plan: CityPlan) -> Iterable[Sequence[Content]]:
    city, unfinished = plan.quota.city.name, plan.quota.unfinished
    yield city, UNFINISHED_RULE, RULE_NAMES[UNFINISHED_RULE], "", SMALL_CHEM, unfinished, unfinished
    for part in plan.strata:
        county = part.county.name if part.county else ALL_VISITED
        yield city, part.rule, RULE_NAMES[part.rule], county, part.site_type, part.available, part.due


def _change_rows(record: Record, samples: Samples) -> Iterable[Sequence[Content]]:
    registry = Registry(record.frame.campaign)
    frames = record.frames()
    for number, (event, before, after) in enumerate(zip(record.events, frames[:-1], frames[1:], strict=True), start=1):
        if isinstance(event, Replacement):
            city = registry.region(event.city).name
            into = came_in(samples[event.city], event)
            yield number, Change.REPLACED.value, event.at, city, event.out, into, event.reason, CHANGE_KEPT
        else:
            reopened = sum(row.key in before.printed for row in event.rows)
            said = CHANGE_TOPPED_UP.format(added=len(event.rows) - reopened, reopened=reopened)
            said += CHANGE_DESPITE.format(count=event.findings) if event.findings else ""
            yield number, Change.TOPPED_UP.value, event.at, "", "", "", said, after.sha256


def frozen_sheet(record: Record) -> SheetLayout:
    """Return 冻结清单: the canonical lines, and each site as it is shown; additions by their batch."""
    registry = Registry(record.frame.campaign)
    rows = list(_frozen_rows(record, registry))
    sheet = table_sheet(FROZEN_SHEET, FROZEN_SHEET, FROZEN_HEADS, [("", *row[1:]) for row in rows], FROZEN_NOTE)
    for at, row in enumerate(rows, start=FIRST_ROW):
        sheet.put(at, 0, row[0], "ticket")
    sheet.widths = (_LINE_WIDTH, *sheet.widths[1:])
    return sheet


def _frozen_rows(record: Record, registry: Registry) -> Iterable[Sequence[Content]]:
    for line in record.frame.heads:
        yield line, 0, *[""] * 7
    yield from _site_rows(record.frame.rows, 0, registry)
    for number, event in enumerate(record.events, start=1):
        yield from _site_rows(getattr(event, "rows", ()), number, registry)


def _site_rows(rows: Iterable[FrameRow], batch: int, registry: Registry) -> Iterable[Sequence[Content]]:
    for row in sorted(rows, key=lambda row: row.line):
        names = place_names(row, registry)
        yield row.line, batch, *names, row.identifier, row.name, row.address, row.site_type, row.status
