"""Lay out the sheets of a drawn list for its users: the list, its spares, the route list, what is announced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xhg_excel.core.drawing.frame import FrameRow, address_order
from xhg_excel.core.drawing.record import Record, UserEntries
from xhg_excel.core.drawing.sample import CitySample, Pick
from xhg_excel.core.model.grid import column_letters
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.sheets.layout import Area, Content, Fill, Page, SheetLayout, Validation, scale_for
from xhg_excel.core.sheets.table import FIRST_ROW, HEADS_ROW, Column, Table, without_filter
from xhg_excel.notice import VISIT_METHODS
from xhg_excel.notice.words.planning import draw as words
from xhg_excel.notice.words.planning.plan import RULE_NAMES
from xhg_excel.notice.words.workbook import ALERT_TITLE, PAGE_FOOTER

# What a table shows of one row, by the keys of its heads.
Row = Mapping[str, Content]
Samples = Mapping[str, CitySample]

TICKET = Column[Row]("ticket", look="ticket", width=48.0, measured=False)
SAMPLE = Table[Row](
    words.SAMPLE_SHEET,
    words.SAMPLE_HEADS,
    [Column("method", look="entry", width=13.0, measured=False), TICKET],
    note=words.SAMPLE_NOTE.format(
        unannounced=words.UNANNOUNCED, rules="；".join(f"{rule} {name}" for rule, name in RULE_NAMES.items())
    ),
)
SPARES = Table[Row](words.SPARES_SHEET, words.SPARES_HEADS, [TICKET], note=words.SPARES_NOTE)
ROUTE = Table[Row](
    words.ROUTE_SHEET,
    words.ROUTE_HEADS,
    [
        Column("visited_on", look="entry_date", width=13.0, measured=False),
        Column("observed", look="entry_text", width=26.0, measured=False),
    ],
    note=words.ROUTE_NOTE,
)
ANNOUNCED = Table[Row](words.NOTICE_SHEET, words.NOTICE_HEADS, title=words.NOTICE_TITLE)
# A hidden column beside the list: the number of each announced site, by which 公示名单 looks it up.
_RANK = len(words.SAMPLE_HEADS)
# Percent of the scale that just fits: where the font of Excel is missing, columns are wider.
_ROUTE_SCALE = 76


def picks_of(samples: Samples) -> Iterator[tuple[int, Pick]]:
    """Yield every site to inspect with its number within its city, city by city."""
    for code in sorted(samples):
        yield from enumerate(samples[code].picks, start=1)


def site_row(row: FrameRow, registry: Registry) -> dict[str, Content]:
    """Return what the sheets show of a site, by the keys of their heads."""
    return {
        "city": registry.region(row.city).name,
        "county": registry.region(row.county).name if row.county else words.COUNTY_UNKNOWN,
        "identifier": row.identifier,
        "name": row.name,
        "address": row.address,
        "site_type": row.site_type,
        "status": row.status,
    }


def _listed(row: FrameRow, registry: Registry) -> dict[str, Content]:
    return site_row(row, registry) | {"status": row.status or words.STATUS_UNKNOWN}


def sample_sheet(samples: Samples, record: Record, entries: UserEntries) -> SheetLayout:
    """Return 抽取名单: a row a site in the order of the draw, with entry cells for the visit method."""
    registry = Registry(record.frame.campaign)
    picks = list(picks_of(samples))
    methods = [entries.methods.get((pick.row.city, pick.row.identifier), "") for _, pick in picks]
    rows: list[Row] = [
        _listed(pick.row, registry)
        | {"number": number, "rule": pick.rule, "way": pick.way.value, "method": method}
        | {"remark": pick.remark, "ticket": pick.ticket}
        for (number, pick), method in zip(picks, methods, strict=True)
    ]
    sheet = SAMPLE.sheet(rows)
    sheet.put(HEADS_ROW, _RANK, words.SAMPLE_RANK_HEAD, "hidden")
    sheet.widths = (*sheet.widths, 8.0)
    sheet.hidden_columns = (_RANK,)
    _print_without_tickets(sheet, SAMPLE, len(rows))
    if rows:
        sheet.validations.append(_method_choice(SAMPLE.area("method", len(rows))))
        sheet.fills.append(_ranks(methods))
    return sheet


def _print_without_tickets(sheet: SheetLayout, table: Table[Row], rows: int) -> None:
    area = Area(0, 0, max(HEADS_ROW, FIRST_ROW + rows - 1), table.col("ticket") - 1)
    sheet.page = Page(True, area, (HEADS_ROW, HEADS_ROW), PAGE_FOOTER)


def _method_choice(block: Area) -> Validation:
    hint = words.SAMPLE_METHOD_HINT.format(unannounced=words.UNANNOUNCED)
    title = words.SAMPLE_HEADS["method"]
    return Validation(block, "list", VISIT_METHODS, title=title, hint=hint, alert_title=ALERT_TITLE, alert=hint)


def _ranks(methods: Sequence[str]) -> Fill:
    """Return the numbers of the announced sites, from 1, as formulas over the visit methods."""
    column = column_letters(SAMPLE.col("method"))
    cell, first = f"{column}{FIRST_ROW + 1}", f"{column}${FIRST_ROW + 1}"
    hidden = f'COUNTIF({first}:{cell},"{words.UNANNOUNCED}")'
    formula = f'=IF({cell}="{words.UNANNOUNCED}","",ROW()-{FIRST_ROW}-{hidden})'
    values: list[str | int] = []
    shown = 0
    for method in methods:
        shown += method != words.UNANNOUNCED
        values.append("" if method == words.UNANNOUNCED else shown)
    return Fill(FIRST_ROW, _RANK, formula, tuple(values), "hidden")


def announced(samples: Samples, entries: UserEntries) -> list[Pick]:
    """Return the sites that may be announced: all but those visited without notice."""
    method = entries.methods.get
    return [p for _, p in picks_of(samples) if method((p.row.city, p.row.identifier)) != words.UNANNOUNCED]


def notice_sheet(samples: Samples, record: Record, entries: UserEntries, *, live: bool) -> SheetLayout:
    """Return 公示名单, without the sites that are visited unannounced (通知四: 暗访).

    Args:
        samples: the samples by city code.
        record: the record they belong to.
        entries: the visit methods.
        live: whether formulas follow the list beside it; False gives plain values.
    """
    registry = Registry(record.frame.campaign)
    rows: list[Row] = [site_row(pick.row, registry) for pick in announced(samples, entries)]
    note = words.NOTICE_NOTE.format(hash=record.frames()[-1].sha256, seed=record.seed)
    sheet = ANNOUNCED.sheet(rows, note)
    room = sum(len(sample.picks) for sample in samples.values())
    if not live or not room:
        return sheet
    for number in range(FIRST_ROW, sheet.cells.last_row + 1):
        sheet.cells.put_line(number, ())
    for key in words.NOTICE_HEADS:
        values = tuple(str(row[key]) for row in rows) + ("",) * (room - len(rows))
        # Without borders, so that empty rows at the end do not show how many sites are left out.
        sheet.fills.append(Fill(FIRST_ROW, ANNOUNCED.col(key), _looked_up(key, room), values, "plain"))
    without_filter(sheet)
    return sheet


def _looked_up(key: str, room: int) -> str:
    whole = SAMPLE.area(key, room).a1
    ranks = Area(FIRST_ROW, _RANK, FIRST_ROW + room - 1, _RANK).a1
    within = f"{words.SAMPLE_SHEET}!"
    return f'=IFERROR(INDEX({within}{whole},MATCH(ROW()-{FIRST_ROW},{within}{ranks},0)),"")'


def spares_sheet(samples: Samples, record: Record) -> SheetLayout:
    """Return 备选: the spares in order, numbered within their stratum."""
    registry = Registry(record.frame.campaign)
    rows: list[Row] = []
    for code in sorted(samples):
        counted: dict[tuple[str, ...], int] = {}
        for spare in samples[code].spares:
            stratum = (spare.rule,) if spare.row.is_chem else (spare.rule, spare.row.county, spare.row.site_type)
            order = counted[stratum] = counted.get(stratum, 0) + 1
            rows.append(_listed(spare.row, registry) | {"rule": spare.rule, "order": order, "ticket": spare.ticket})
    sheet = SPARES.sheet(rows)
    _print_without_tickets(sheet, SPARES, len(rows))
    return sheet


def route_sheet(samples: Samples, record: Record, entries: UserEntries) -> SheetLayout:
    """Return 路线清单: by county and address, each county on a page of its own."""
    registry = Registry(record.frame.campaign)
    rows: list[Row] = []
    starts: list[int] = []
    counted: dict[str, int] = {}
    for row in sorted((pick.row for _, pick in picks_of(samples)), key=_route_order):
        place = row.city + row.county
        if place not in counted:
            starts.append(FIRST_ROW + len(rows))
        counted[place] = counted.get(place, 0) + 1
        visited_on, observed = entries.road.get((row.city, row.identifier), ("", ""))
        noted: dict[str, Content] = {"visited_on": visited_on, "observed": observed}  # type: ignore[dict-item]
        rows.append(_listed(row, registry) | {"number": counted[place]} | noted)
    sheet = ROUTE.sheet(rows)
    scale = scale_for(sheet.widths, landscape=True) * _ROUTE_SCALE // 100
    sheet.page = Page(True, None, (HEADS_ROW, HEADS_ROW), PAGE_FOOTER, scale=scale, breaks=tuple(starts[1:]))
    return sheet


def _route_order(row: FrameRow) -> tuple[object, ...]:
    return row.city, row.county or "~", address_order(row.address), row.identifier
