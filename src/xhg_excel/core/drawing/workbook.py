"""冻结.xlsx and 抽取名单.xlsx: the record of a draw with all that anyone needs to make it again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xhg_excel.core.drawing.frame import FrameRow, settings_of
from xhg_excel.core.drawing.record import Record, UserEntries
from xhg_excel.core.drawing.sample import Replacement, came_in
from xhg_excel.core.drawing.sheets import Samples, notice_sheet, place_names, route_sheet, sample_sheet, spares_sheet
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.planning.plan import CityPlan
from xhg_excel.core.sheets.layout import Area, BookLayout, Cell, Content, Page, SheetLayout, height_for
from xhg_excel.core.sheets.table import FIRST_ROW, style_of, table_sheet
from xhg_excel.core.templates.cover import marker_sheet
from xhg_excel.notice import SMALL_CHEM
from xhg_excel.notice.words.planning import draw as draw_words
from xhg_excel.notice.words.planning.plan import RULE_NAMES, UNFINISHED_RULE
from xhg_excel.notice.words.workbook import DRAW_KIND, PAGE_FOOTER

_WIDTHS = (20.0, 12.0, 26.0, 18.0, 20.0, 16.0, 40.0, 48.0)
_LAST = len(_WIDTHS) - 1
_LINE_WIDTH = 60.0
_TEXT_STYLES = {"cell": "cell_text", "cell_center": "cell_text_center"}


def draw_book(record: Record, typed: UserEntries | None = None) -> BookLayout:
    """Return the workbook of a frozen list, or of a drawn one with what users typed into it."""
    return BookLayout(
        (*draw_sheets(record, typed), marker_sheet(record.frame.campaign, DRAW_KIND)), draw_words.RECORD_TITLE
    )


def draw_sheets(record: Record, typed: UserEntries | None = None) -> tuple[SheetLayout, ...]:
    """Return the sheets of a record: two when it is only frozen, six when it is drawn."""
    if not record.seed:
        return _as_texts(record_sheet(record, {})), _as_texts(frozen_sheet(record))
    typed = typed or UserEntries()
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


def notice_book(record: Record, typed: UserEntries) -> BookLayout:
    """Return the list that may be announced, alone and without formulas."""
    sheet = _as_texts(notice_sheet(record.sample(), record, typed, live=False))
    return BookLayout((sheet, marker_sheet(record.frame.campaign, DRAW_KIND)), draw_words.RECORD_TITLE)


def record_sheet(record: Record, samples: Samples) -> SheetLayout:
    """Return 抽样底账: facts, strata, and every change since."""
    sheet = SheetLayout(draw_words.RECORD_SHEET, widths=_WIDTHS)
    sheet.put(0, 0, draw_words.RECORD_TITLE, "annex")
    sheet.put(1, 0, draw_words.RECORD_NOTE, "plain_line")
    sheet.heights.update({0: 30.0, 1: 18.0})
    row = _put_facts(sheet, 2, facts_shown(record))
    plans = record.frame.plans() if record.seed else []
    strata = [line for plan in plans for line in _strata_rows(plan)]
    row = _put_section(sheet, row + 1, (draw_words.STRATA_TITLE, draw_words.STRATA_HEADS), strata)
    _put_section(sheet, row + 1, (draw_words.CHANGES_TITLE, draw_words.CHANGE_HEADS), _change_rows(record, samples))
    sheet.page = Page(landscape=True, footer=PAGE_FOOTER)
    return sheet


def facts_shown(record: Record) -> dict[str, str]:
    """Return what the record says of itself, label by label."""
    facts, frame = record.facts, record.frame
    settings = (
        draw_words.SETTING_SHOWN.format(
            name=draw_words.FROZEN_SETTINGS[name], value=draw_words.SETTING_WORDS.get(value, value)
        )
        for name, value in settings_of(frame.campaign).items()
    )
    sources = (
        draw_words.SOURCE_LINE.format(file=file, sha256=digest)
        if digest
        else draw_words.OPEN_SOURCE_LINE.format(file=file)
        for file, digest in facts.sources
    )
    return {
        draw_words.FACT_STATE: draw_words.STATE_DRAWN if record.seed else draw_words.STATE_FROZEN,
        draw_words.FACT_HASH: frame.sha256,
        draw_words.FACT_SEED: record.seed,
        draw_words.FACT_RULES: draw_words.DRAW_RULES,
        draw_words.FACT_PROGRAM: facts.program,
        draw_words.FACT_TICKET: draw_words.TICKET_FORMULA,
        draw_words.FACT_FROZEN_AT: facts.frozen_at,
        draw_words.FACT_DRAWN_AT: facts.drawn_at,
        draw_words.FACT_COUNT: str(len(frame.lines)),
        draw_words.FACT_FINDINGS: str(facts.findings),
        draw_words.FACT_DESPITE: draw_words.DESPITE_YES if facts.despite else draw_words.DESPITE_NO,
        draw_words.FACT_SETTINGS: "；".join(settings),
        draw_words.FACT_SOURCES: "\n".join(sources),
    }


def _put_facts(sheet: SheetLayout, row: int, facts: dict[str, str]) -> int:
    sheet.put(row, 0, draw_words.RECORD_HEADS[0], "head_small")
    sheet.span(Area(row, 1, row, _LAST), draw_words.RECORD_HEADS[1], "head_small")
    sheet.heights[row] = 24.0
    for at, (label, value) in enumerate(facts.items(), start=row + 1):
        sheet.put(at, 0, label, "cell")
        sheet.span(Area(at, 1, at, _LAST), value, "cell")
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
        county = part.county.name if part.county else draw_words.ALL_VISITED
        yield city, part.rule, RULE_NAMES[part.rule], county, part.site_type, part.available, part.due


def _change_rows(record: Record, samples: Samples) -> Iterable[Sequence[Content]]:
    registry = Registry(record.frame.campaign)
    frames = record.frames()
    for number, (event, before, after) in enumerate(zip(record.events, frames[:-1], frames[1:], strict=True), start=1):
        if isinstance(event, Replacement):
            city = registry.region(event.city).name
            into = came_in(samples[event.city], event)
            yield (
                number,
                draw_words.EventKind.REPLACED.value,
                event.at,
                city,
                event.out,
                into,
                event.reason,
                draw_words.CHANGE_KEPT,
            )
        else:
            reopened = sum(row.key in before.printed for row in event.rows)
            said = draw_words.CHANGE_TOPPED_UP.format(added=len(event.rows) - reopened, reopened=reopened)
            said += draw_words.CHANGE_DESPITE.format(count=event.findings) if event.findings else ""
            yield number, draw_words.EventKind.TOPPED_UP.value, event.at, "", "", "", said, after.sha256


def frozen_sheet(record: Record) -> SheetLayout:
    """Return 冻结清单: the canonical lines, and each site as it is shown; additions by their batch."""
    registry = Registry(record.frame.campaign)
    rows = list(_frozen_rows(record, registry))
    sheet = table_sheet(
        draw_words.FROZEN_SHEET,
        draw_words.FROZEN_SHEET,
        draw_words.FROZEN_HEADS,
        [("", *row[1:]) for row in rows],
        draw_words.FROZEN_NOTE,
    )
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
