"""The template 抽样配额.xlsx: county figures are entered, native formulas compute every quota.

The formulas give the results of `core.planning.quota`; a test compares both on random figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.grid import column_letters
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.shares import share_of
from xhg_excel.core.sheets.layout import Area, BookLayout, Content, Formula, Page, SheetLayout
from xhg_excel.core.sheets.table import FIRST_ROW, Column, Table
from xhg_excel.core.templates.cover import basis, marker_sheet
from xhg_excel.core.templates.entry_cells import entry_style, entry_validation
from xhg_excel.core.templates.interpretations import interpretations_sheet
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.planning import quota as words
from xhg_excel.notice.words.workbook import PAGE_FOOTER, QUOTA_KIND

_HEADS, _FIRST, _KEYS = 2, 3, len(words.COUNTY_KEY_HEADS)
_CITY_WIDTHS = {
    "city": 12.0,
    "counties": 10.0,
    "counties_due": 12.0,
    "priority_count": 10.0,
    "priority": 34.0,
    "problems": 12.0,
    "problems_due": 12.0,
    "unfinished": 14.0,
    "to_draw": 12.0,
    "small_trades_due": 12.0,
    "suspended_due": 14.0,
    "counties_needed": 14.0,
    "remarks": 60.0,
}
_COMPUTED = ("screened_rank", "problems_rank", "rank_sum", "priority", "finished", "order", "before")
_LETTERS = {
    key: column_letters(_KEYS + n) for n, key in enumerate((*(f.key for f in words.COUNTY_FIGURES), *_COMPUTED))
}

Figures = Mapping[str, Sequence[Answer | None]]


def quota_template(campaign: Campaign, registry: Registry, figures: Figures) -> BookLayout:
    """Return the quota workbook; `figures` by county code are in the order of the entry columns."""
    counties = [county for city in registry.cities for county in registry.counties_of(city)]
    sheets = (
        _city_sheet(campaign, registry, counties),
        _county_sheet(campaign, registry, counties, figures),
        interpretations_sheet(campaign),
        marker_sheet(campaign, QUOTA_KIND),
    )
    return BookLayout(sheets, words.QUOTA_TITLE)


def _county_sheet(campaign: Campaign, registry: Registry, counties: Sequence[Region], figures: Figures) -> SheetLayout:
    columns = len(words.COUNTY_FIGURES) + len(_COMPUTED)
    widths = (12.0, 20.0, 11.0, *[13.0] * columns)
    sheet = SheetLayout(words.COUNTY_FIGURES_SHEET, widths=widths, freeze_rows=_FIRST, protected=True)
    sheet.put(0, 0, words.COUNTY_FIGURES_SHEET, "annex")
    sheet.put(1, 0, words.COUNTY_FIGURES_NOTE, "plain_line")
    sheet.put_row(
        _HEADS,
        (*words.COUNTY_KEY_HEADS, *(f.shown for f in words.COUNTY_FIGURES), *words.COUNTY_COMPUTED_HEADS),
        "head_small",
    )
    sheet.heights.update({0: 30.0, 1: 20.0, _HEADS: 44.0})
    for col, field in enumerate(words.COUNTY_FIGURES, start=_KEYS):
        block = Area(_FIRST, col, _FIRST + len(counties) - 1, col)
        sheet.validations.append(entry_validation(field, block, words.QUOTA_CLAUSE, campaign))
    for row, county in enumerate(counties, start=_FIRST):
        sheet.put_row(row, (registry.city_of(county).name, county.name, county.code), "cell_center")
        sheet.heights[row] = 20.0
        typed = figures.get(county.code, [None] * len(words.COUNTY_FIGURES))
        for col, (field, value) in enumerate(zip(words.COUNTY_FIGURES, typed, strict=True), start=_KEYS):
            sheet.put(row, col, value, entry_style(field))
        formulas = _county_formulas(_Row(row + 1, _FIRST + len(counties)), registry, county, campaign)
        for col, (key, formula) in enumerate(formulas.items(), start=_KEYS + len(words.COUNTY_FIGURES)):
            sheet.put(row, col, Formula(f"={formula}"), "cell_mark" if key == "priority" else "cell_count")
    sheet.page = Page(True, None, (_HEADS, _HEADS), PAGE_FOOTER)
    return sheet


class _Row:
    """References to cells of one row of 县级数据, and to whole columns down to row `last`; rows count from 1."""

    def __init__(self, row: int, last: int) -> None:
        self.row, self.last = row, last

    def cell(self, key: str) -> str:
        """Return a cell of this row."""
        return f"{_LETTERS[key]}{self.row}"

    def column(self, key: str) -> str:
        """Return a whole column."""
        return f"${_LETTERS[key]}${_FIRST + 1}:${_LETTERS[key]}${self.last}"

    def above(self, key: str) -> str:
        """Return a column from the heads (which match no criterion) down to the row above."""
        return f"${_LETTERS[key]}${_HEADS + 1}:${_LETTERS[key]}{self.row - 1}"

    def city(self, *, above: bool = False) -> str:
        """Return the COUNTIFS criterion “same city”: range and cell."""
        cities = f"$A${_HEADS + 1}:$A{self.row - 1}" if above else f"$A${_FIRST + 1}:$A${self.last}"
        return f"{cities},$A{self.row}"


def _county_formulas(at: _Row, registry: Registry, county: Region, campaign: Campaign) -> dict[str, str]:
    """Return the formulas of one county by key of column; they rank as `planning.quota.rank_counties` does."""
    counties = len(registry.counties_of(registry.city_of(county)))
    share = share_of(counties, campaign.priority_share, campaign)
    rank_sum, finished, order = at.cell("rank_sum"), at.cell("finished"), at.cell("order")
    known = [f'COUNTIFS({at.city()},{at.column(key)},">=0")={counties}' for key in ("screened_total", "problem_total")]
    fewer = f'COUNTIFS({at.city()},{at.column("rank_sum")},"<"&{rank_sum})'
    tied = f"COUNTIFS({at.city(above=True)},{at.above('rank_sum')},{rank_sum})"
    more = f'COUNTIFS({at.city()},{at.column("priority")},0,{at.column("finished")},">"&{finished})'
    same = f"COUNTIFS({at.city(above=True)},{at.above('priority')},0,{at.above('finished')},{finished})"
    before = f'SUMIFS({at.column("finished")},{at.city()},{at.column("priority")},0,{at.column("order")},"<"&{order})'
    ranks = [f'IF({rank}="",0,{rank})' for rank in (at.cell("screened_rank"), at.cell("problems_rank"))]
    return {
        "screened_rank": _rank(at, "screened_total"),
        "problems_rank": _rank(at, "problem_total"),
        "rank_sum": f'IF(AND({known[0]},{known[1]}),{"+".join(ranks)},"")',
        "priority": f'IF({rank_sum}="",0,IF({fewer}+{tied}+1<={share},1,0))',
        "finished": f"SUM({at.cell('listed')})-SUM({at.cell('unfinished')})",
        "order": f"IF({at.cell('priority')}=1,0,{more}+{same}+1)",
        "before": f"IF({at.cell('priority')}=1,0,{before})",
    }


def _rank(at: _Row, key: str) -> str:
    return f'IF(ISNUMBER({at.cell(key)}),COUNTIFS({at.city()},{at.column(key)},"<"&{at.cell(key)})+1,"")'


def _city_sheet(campaign: Campaign, registry: Registry, counties: Sequence[Region]) -> SheetLayout:
    """Return the sheet of quotas by city, computed from the county figures."""
    rows: list[dict[str, Content]] = []
    for number, city in enumerate(registry.cities):
        county_rows = [row for row, c in enumerate(counties, start=_FIRST + 1) if c.city_code == city.code]
        rows.append(_city_row(campaign, city, county_rows, FIRST_ROW + number + 1))
    columns = [Column[dict[str, Content]](key, width=width) for key, width in _CITY_WIDTHS.items()]
    table = Table(words.QUOTA_SHEET, words.QUOTA_HEADS, columns, words.QUOTA_TITLE, filtered=False)
    sheet = table.sheet(rows, basis(campaign))
    sheet.protected = True
    for row in range(FIRST_ROW, FIRST_ROW + len(rows)):
        sheet.heights[row] = 40.0
    return sheet


def _city_row(campaign: Campaign, city: Region, county_rows: Sequence[int], row: int) -> dict[str, Content]:
    """Return the quotas of a city by key of their column; the row itself and the rows of its counties count from 1."""

    def column(key: str) -> str:
        return _block(_LETTERS[key], _LETTERS[key], county_rows)

    counties, due = len(county_rows), share_of(len(county_rows), campaign.county_share, campaign)
    names = "&".join(
        f'IF({words.COUNTY_FIGURES_SHEET}!{_LETTERS["priority"]}{r}=1,"、"&{words.COUNTY_FIGURES_SHEET}!B{r},"")'
        for r in county_rows
    )
    here = {key: f"{column_letters(col)}{row}" for col, key in enumerate(words.QUOTA_HEADS)}
    listed, listed_due, unfinished, to_draw = (here[k] for k in ("problems", "problems_due", "unfinished", "to_draw"))
    inside = f"SUMIFS({column('finished')},{column('priority')},1)"
    extra = f'COUNTIFS({column("priority")},0,{column("before")},"<"&({to_draw}-{inside}))'
    needed = f"MAX({due},{here['priority_count']}+IF({to_draw}>{inside},{extra},0))"
    drawn = f"MAX(0,{listed_due}-{unfinished})"
    if not campaign.unfinished_counts:
        drawn = f"MIN({listed_due},{listed}-{unfinished})"
    return {
        "city": city.name,
        "counties": counties,
        "counties_due": due,
        "priority_count": Formula(f"=SUM({column('priority')})", 0),
        "priority": Formula(f"=MID({names},2,200)"),
        "problems": Formula(f"=SUM({column('listed')})", 0),
        "problems_due": Formula(f"={_share(listed, campaign)}", 0),
        "unfinished": Formula(f"=SUM({column('unfinished')})", 0),
        "to_draw": Formula(f"={drawn}", 0),
        "small_trades_due": Formula(f"=MIN({campaign.small_trades_quota},SUM({column('small_trades')}))", 0),
        "suspended_due": Formula(f"=MIN({campaign.suspended_quota},SUM({column('suspended')}))", 0),
        "counties_needed": Formula(f'=IF(SUM({column("finished")})<{to_draw},"",{needed})', due),
        "remarks": _remark(county_rows, here, due, campaign),
    }


def _share(listed: str, campaign: Campaign) -> str:
    """Return the formula of `share_of` for the problem list, in whole numbers only."""
    part, whole = campaign.problem_share.numerator, campaign.problem_share.denominator
    match campaign.rounding:
        case "up":
            return f"INT(({part}*{listed}+{whole - 1})/{whole})"
        case "half_up":
            return f"INT(({2 * part}*{listed}+{whole})/{2 * whole})"
        case _:
            return f"INT({part}*{listed}/{whole})"


def _remark(county_rows: Sequence[int], here: Mapping[str, str], due: int, campaign: Campaign) -> Formula:
    """Return why a quota is smaller than required, or more counties are needed; blank while nothing is entered."""
    first, last = (_LETTERS[words.COUNTY_FIGURES[n].key] for n in (0, -1))
    typed = f"COUNTA({_block(first, last, county_rows)})"
    before, after = words.MORE_COUNTIES.format(due=due, needed="|").split("|")
    needed = here["counties_needed"]
    remarks = [
        f'IF({here["priority_count"]}=0,"；{words.UNKNOWN_PRIORITY}","")',
        f'IF({needed}="","；{words.NOT_REACHABLE}",IF({needed}>{here["counties_due"]},"；{before}"&{needed}&"{after}",""))',
    ]
    for key, quota, name in (
        ("small_trades", campaign.small_trades_quota, words.SMALL_TRADES_NAME),
        ("suspended", campaign.suspended_quota, words.SUSPENDED_NAME),
    ):
        start, end = words.SHORT_OF.format(what=name, available="|").split("|")
        available = f"SUM({_block(_LETTERS[key], _LETTERS[key], county_rows)})"
        remarks.append(f'IF({available}<{quota},"；{start}"&{available}&"{end}","")')
    return Formula(f'=IF({typed}=0,"",MID({"&".join(remarks)},2,400))')


def _block(left: str, right: str, county_rows: Sequence[int]) -> str:
    """Return the reference to the columns `left` to `right` of 县级数据 in the rows of a city."""
    return f"{words.COUNTY_FIGURES_SHEET}!${left}${county_rows[0]}:${right}${county_rows[-1]}"
