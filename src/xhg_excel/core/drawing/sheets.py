"""A drawn list as sheets for its users: the list, its spares, the way to go, what is announced."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from xhg_excel.core.drawing.frame import FrameRow
from xhg_excel.core.drawing.record import Record, UserEntries
from xhg_excel.core.drawing.sample import CitySample, Pick
from xhg_excel.core.model.grid import column_letters
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.sheets.layout import Area, Content, Fill, Page, SheetLayout, Validation, scale_for
from xhg_excel.core.sheets.table import FIRST_ROW, HEADS_ROW, heads_height, table_sheet, without_filter
from xhg_excel.notice import VISIT_METHODS
from xhg_excel.notice.words.planning import draw as words
from xhg_excel.notice.words.planning.plan import RULE_NAMES
from xhg_excel.notice.words.workbook import ALERT_TITLE, PAGE_FOOTER

METHOD, REMARK, TICKET = 10, 11, 12
_RANK = len(words.SAMPLE_HEADS)
ROAD = (8, 9)
_TICKET_WIDTH = 48.0
# Percent of the scale that just fits: where Excel's own font is missing, columns are broader.
_BROADER = 76
# Columns of the list that are announced.
_ANNOUNCED = (1, 2, 3, 4, 5, 6)

Samples = Mapping[str, CitySample]


def picks_of(samples: Samples) -> Iterator[tuple[int, Pick]]:
    """Yield every site to inspect with its number within its city, city by city."""
    for code in sorted(samples):
        yield from enumerate(samples[code].picks, start=1)


def place_names(row: FrameRow, registry: Registry) -> tuple[str, str]:
    """Return the names of a site's city and county."""
    county = registry.region(row.county).name if row.county else words.COUNTY_UNKNOWN
    return registry.region(row.city).name, county


def _site(row: FrameRow) -> tuple[str, ...]:
    return row.identifier, row.name, row.address, row.site_type, row.status or words.STATUS_UNKNOWN


def sample_sheet(samples: Samples, record: Record, typed: UserEntries) -> SheetLayout:
    """Return 抽取名单: one row a site in its place, open cells for the visit method."""
    registry = Registry(record.frame.campaign)
    picks = list(picks_of(samples))
    rows: list[Sequence[Content]] = [
        (number, *place_names(p.row, registry), *_site(p.row), p.rule, p.way.value, "", p.remark, "")
        for number, p in picks
    ]
    rules = "；".join(f"{rule} {name}" for rule, name in RULE_NAMES.items())
    note = words.SAMPLE_NOTE.format(unannounced=words.UNANNOUNCED, rules=rules)
    sheet = table_sheet(words.SAMPLE_SHEET, words.SAMPLE_SHEET, words.SAMPLE_HEADS, rows, note)
    methods = [typed.methods.get((pick.row.city, pick.row.identifier), "") for _, pick in picks]
    for row, ((_, pick), method) in enumerate(zip(picks, methods, strict=True), start=FIRST_ROW):
        sheet.put(row, METHOD, method, "entry")
        sheet.put(row, TICKET, pick.ticket, "ticket")
    sheet.put(HEADS_ROW, _RANK, words.SAMPLE_RANK_HEAD, "hidden")
    sheet.widths = (*sheet.widths[:METHOD], 13.0, *sheet.widths[METHOD + 1 : TICKET], _TICKET_WIDTH, 8.0)
    sheet.heights[HEADS_ROW] = heads_height(words.SAMPLE_HEADS, sheet.widths[:_RANK])
    sheet.hidden_columns = (_RANK,)
    last = FIRST_ROW + len(rows) - 1
    sheet.page = Page(True, Area(0, 0, max(last, HEADS_ROW), REMARK), (HEADS_ROW, HEADS_ROW), PAGE_FOOTER)
    if rows:
        sheet.validations.append(_method_choice(Area(FIRST_ROW, METHOD, last, METHOD)))
        sheet.fills.append(_ranks(methods))
    return sheet


def _method_choice(block: Area) -> Validation:
    hint = words.SAMPLE_METHOD_HINT.format(unannounced=words.UNANNOUNCED)
    told = {"title": words.SAMPLE_HEADS[METHOD], "hint": hint, "alert_title": ALERT_TITLE, "alert": hint}
    return Validation(block, "list", VISIT_METHODS, **told)  # type: ignore[arg-type]


def _ranks(methods: Sequence[str]) -> Fill:
    """Return the numbers of what is announced, from 1, by which 公示名单 looks it up."""
    cell, first = f"{column_letters(METHOD)}{FIRST_ROW + 1}", f"{column_letters(METHOD)}${FIRST_ROW + 1}"
    hidden = f'COUNTIF({first}:{cell},"{words.UNANNOUNCED}")'
    formula = f'=IF({cell}="{words.UNANNOUNCED}","",ROW()-{FIRST_ROW}-{hidden})'
    values: list[str | int] = []
    for method in methods:
        shown = sum(isinstance(value, int) for value in values)
        values.append("" if method == words.UNANNOUNCED else shown + 1)
    return Fill(FIRST_ROW, _RANK, formula, tuple(values), "hidden")


def announced(samples: Samples, typed: UserEntries) -> list[Pick]:
    """Return the sites that may be announced: all but those visited without notice."""
    return [p for _, p in picks_of(samples) if typed.methods.get((p.row.city, p.row.identifier)) != words.UNANNOUNCED]


def notice_sheet(samples: Samples, record: Record, typed: UserEntries, *, live: bool) -> SheetLayout:
    """Return 公示名单 without what is visited unannounced; `live` follows the list beside it by formulas."""
    registry = Registry(record.frame.campaign)
    shown = announced(samples, typed)
    rows: list[Sequence[Content]] = [(*place_names(p.row, registry), *_site(p.row)[:-1]) for p in shown]
    note = words.NOTICE_NOTE.format(hash=record.frames()[-1].sha256, seed=record.seed)
    sheet = table_sheet(words.NOTICE_SHEET, words.NOTICE_TITLE, words.NOTICE_HEADS, rows, note)
    room = sum(len(sample.picks) for sample in samples.values())
    if not live or not room:
        return sheet
    for row in range(FIRST_ROW, sheet.cells.last_row + 1):
        sheet.cells.put_line(row, ())
    for col, source in enumerate(_ANNOUNCED):
        values = tuple(str(row[col]) for row in rows) + ("",) * (room - len(rows))
        # Without lines, so that an empty end does not tell how many are left out.
        sheet.fills.append(Fill(FIRST_ROW, col, _looked_up(source, room), values, "plain"))
    without_filter(sheet)
    return sheet


def _looked_up(source: int, room: int) -> str:
    whole = Area(FIRST_ROW, source, FIRST_ROW + room - 1, source).a1
    ranks = Area(FIRST_ROW, _RANK, FIRST_ROW + room - 1, _RANK).a1
    within = f"{words.SAMPLE_SHEET}!"
    return f'=IFERROR(INDEX({within}{whole},MATCH(ROW()-{FIRST_ROW},{within}{ranks},0)),"")'


def spares_sheet(samples: Samples, record: Record) -> SheetLayout:
    """Return 备选: spares in order, numbered within their stratum."""
    registry = Registry(record.frame.campaign)
    rows: list[Sequence[Content]] = []
    tickets = []
    for code in sorted(samples):
        counted: dict[tuple[str, ...], int] = {}
        for spare in samples[code].spares:
            city, county = place_names(spare.row, registry)
            identifier, name, address, kind, status = _site(spare.row)
            stratum = (spare.rule,) if spare.row.is_chem else (spare.rule, county, kind)
            counted[stratum] = counted.get(stratum, 0) + 1
            rows.append((city, spare.rule, county, kind, counted[stratum], identifier, name, address, status, ""))
            tickets.append(spare.ticket)
    sheet = table_sheet(words.SPARES_SHEET, words.SPARES_SHEET, words.SPARES_HEADS, rows, words.SPARES_NOTE)
    for row, ticket in enumerate(tickets, start=FIRST_ROW):
        sheet.put(row, len(words.SPARES_HEADS) - 1, ticket, "ticket")
    sheet.widths = (*sheet.widths[:-1], _TICKET_WIDTH)
    sheet.heights[HEADS_ROW] = heads_height(words.SPARES_HEADS, sheet.widths)
    area = Area(0, 0, max(HEADS_ROW, FIRST_ROW + len(rows) - 1), len(words.SPARES_HEADS) - 2)
    sheet.page = Page(True, area, (HEADS_ROW, HEADS_ROW), PAGE_FOOTER)
    return sheet


def route_sheet(samples: Samples, record: Record, typed: UserEntries) -> SheetLayout:
    """Return 路线清单: by county and address, each county on a page of its own."""
    registry = Registry(record.frame.campaign)
    picks = sorted((pick.row for _, pick in picks_of(samples)), key=_on_the_way)
    rows: list[Sequence[Content]] = []
    starts: list[int] = []
    counted: dict[str, int] = {}
    for row in picks:
        place = row.city + row.county
        if place not in counted:
            starts.append(FIRST_ROW + len(rows))
        counted[place] = counted.get(place, 0) + 1
        rows.append((*place_names(row, registry), counted[place], *_site(row), "", ""))
    sheet = table_sheet(words.ROUTE_SHEET, words.ROUTE_SHEET, words.ROUTE_HEADS, rows, words.ROUTE_NOTE)
    for number, row in enumerate(picks, start=FIRST_ROW):
        for col, value in zip(ROAD, typed.road.get((row.city, row.identifier), ("", "")), strict=True):
            style = "entry_date" if col == ROAD[0] else "entry_text"
            sheet.put(number, col, value, style)  # type: ignore[arg-type]  # what a cell held
    sheet.widths = (*sheet.widths[: ROAD[0]], 13.0, 26.0)
    scale = scale_for(sheet.widths, landscape=True) * _BROADER // 100
    sheet.page = Page(True, None, (HEADS_ROW, HEADS_ROW), PAGE_FOOTER, scale=scale, breaks=tuple(starts[1:]))
    return sheet


def _on_the_way(row: FrameRow) -> tuple[object, ...]:
    """Sort by county and address, numbers in it by their size: 3组 before 13组."""
    parts = re.split(r"(\d+)", row.address)
    address = [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]
    return row.city, row.county or "~", address, row.identifier
