"""The sheet 总览: whether the merge is complete, the key figures, and up to three charts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xhg_excel.core.consolidation.consolidate import Totals
from xhg_excel.core.consolidation.totals_sheets import finished_state
from xhg_excel.core.model.finding import count_by_severity, count_gaps
from xhg_excel.core.sheets.layout import Area, Chart, Content, Link, Page, Series, SheetLayout, height_for
from xhg_excel.core.sheets.table import style_of
from xhg_excel.core.templates.cover import basis
from xhg_excel.core.totals.audit import Audit
from xhg_excel.core.totals.list_and_site import Claim, count_verdicts
from xhg_excel.core.totals.petitions import Petition
from xhg_excel.core.totals.reported import UnitStatus
from xhg_excel.notice import SITE_ANNEXES, UNIT_ANNEXES
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.words.findings import MESSAGES, Severity
from xhg_excel.notice.words.totals import overview as words
from xhg_excel.notice.words.totals import totals as totals_words
from xhg_excel.notice.words.totals.audit import AUDIT_SHEET, COMPLETE_LINE
from xhg_excel.notice.words.totals.list_and_site import CLAIMS_SHEET, Verdict
from xhg_excel.notice.words.totals.petitions import REWARDS_SHEET
from xhg_excel.notice.words.totals.reported import COVERAGE_SHEET, DAY_UNKNOWN, IN_TIME, LATE, REPORTED_SHEET
from xhg_excel.notice.words.totals.versions import CHANGES_SHEET

_WIDTHS = (24.0, 12.0, 70.0)
_TITLE_ROW, _BASIS_ROW, _COMPLETE_ROW, _HEADS_ROW, _FIRST_ROW = 0, 1, 2, 3, 4
# In pixels: a chart as wide as the three columns, half as wide, its height; a row of 15 points.
_WIDE, _HALF, _TALL, _ROW = 718, 355, 280, 20
Rows = Sequence[Sequence[Content]]
_STATES = (totals_words.FINISHED, totals_words.UNFINISHED, totals_words.UNCLEAR)
_TARGET_SHEETS = {
    "reported": REPORTED_SHEET,
    "missing": REPORTED_SHEET,
    "punctual": REPORTED_SHEET,
    "returned": REPORTED_SHEET,
    **totals_words.FORM_TOTALS,
    "false": CLAIMS_SHEET,
    "closable": CLAIMS_SHEET,
    "petitions": REWARDS_SHEET,
    "must": totals_words.FINDINGS_SHEET,
    "explain": totals_words.FINDINGS_SHEET,
    "result": totals_words.FINDINGS_SHEET,
    "gaps": COVERAGE_SHEET,
    "replaced": CHANGES_SHEET,
    "unmerged": totals_words.SOURCES_SHEET,
}


@dataclass(frozen=True)
class OverviewInputs:
    """Results of a merge other than its totals: statuses of units, claims, petitions, the audit."""

    statuses: Sequence[UnitStatus]
    claims: Sequence[Claim]
    petitions: Sequence[Petition]
    audit: Audit


@dataclass(frozen=True)
class KeyFigure:
    """A figure of the overview, with the values that its explanation (`words.FIGURES`) quotes by name."""

    value: int
    quoted: Mapping[str, object] = field(default_factory=dict)


def key_figures(totals: Totals, found: OverviewInputs, campaign: Campaign) -> dict[str, KeyFigure]:
    """Return the key figures by key, in order; those of absent ledgers are left out."""
    severe = count_by_severity(totals.findings)
    figures = {
        **_reporting(totals, found, campaign),
        **_forms(totals),
        "must": KeyFigure(severe[Severity.MUST]),
        "explain": KeyFigure(severe[Severity.EXPLAIN]),
        "result": KeyFigure(severe[Severity.RESULT]),
    }
    if gaps := count_gaps(totals.findings):
        figures["gaps"] = KeyFigure(gaps)
    if found.claims:
        counted = count_verdicts(found.claims)
        figures["false"] = KeyFigure(counted[Verdict.FALSE_OR_BACK])
        figures["closable"] = KeyFigure(counted[Verdict.CLOSABLE])
    if found.petitions:
        odd = sum(bool(petition.exceptions) for petition in found.petitions)
        figures["petitions"] = KeyFigure(odd, {"total": len(found.petitions)})
    if totals.replaced:
        figures["replaced"] = KeyFigure(len(totals.replaced))
    unmerged = [source.file for source, _ in totals.sources if source.outcome == totals_words.NOT_MERGED]
    figures["unmerged"] = KeyFigure(len(unmerged), {"names": _names(unmerged)})
    return {key: figures[key] for key in words.FIGURES if key in figures}


def _reporting(totals: Totals, found: OverviewInputs, campaign: Campaign) -> dict[str, KeyFigure]:
    counties = [status for status in found.statuses if status.unit.county and status.parts]
    punctual = Counter(status.punctual(campaign) for status in counties)
    returned = [s.unit for s in found.statuses if s.counts.get(Severity.MUST.name)]
    one_city = totals.region is not None
    own = (words.OWN_IN if totals.own else words.OWN_OUT) if one_city else words.OWN_COUNT.format(count=len(totals.own))
    required = totals.counties_due(campaign)
    names = [unit.name if one_city else unit.full_name for unit in returned]
    return {
        "reported": KeyFigure(len(counties), {"required": required, "expected": len(totals.expected), "own": own}),
        "missing": KeyFigure(len(totals.missing), {"names": _names(totals.missing_names)}),
        "punctual": KeyFigure(punctual[IN_TIME], {"late": punctual[LATE], "unknown": punctual[DAY_UNKNOWN]}),
        "returned": KeyFigure(len(returned), {"names": _names(names)}),
    }


def _forms(totals: Totals) -> dict[str, KeyFigure]:
    figures = {}
    for annex in UNIT_ANNEXES:
        figures[annex.key] = KeyFigure(len(totals.forms(annex)), {"own": len(totals.forms(annex, totals.own))})
    for annex in SITE_ANNEXES:
        states = Counter(finished_state(form) for _, form, _ in totals.forms(annex))
        quoted = {"done": states[totals_words.FINISHED], "open": states[totals_words.UNFINISHED]}
        figures[annex.key] = KeyFigure(states.total(), quoted)
    return figures


def _names(names: Sequence[str]) -> str:
    if len(names) > words.NAMES_SHOWN:
        return words.MANY.format(names="、".join(names[: words.NAMES_SHOWN]), count=len(names))
    return "、".join(names) or words.NONE


def overview_sheets(
    title: str, totals: Totals, found: OverviewInputs, campaign: Campaign
) -> tuple[SheetLayout, SheetLayout]:
    """Return 总览 with its charts, and the sheet with the numbers of the charts."""
    sheet = SheetLayout(words.OVERVIEW_SHEET, widths=_WIDTHS, freeze_rows=0)
    sheet.span(Area(_TITLE_ROW, 0, _TITLE_ROW, 2), title, "title")
    sheet.span(Area(_BASIS_ROW, 0, _BASIS_ROW, 2), basis(campaign), "subtitle")
    sheet.put(_COMPLETE_ROW, 0, Link(f"'{AUDIT_SHEET}'!A1", COMPLETE_LINE), "head_small")
    style = "good" if found.audit.is_complete else "bad"
    sheet.span(Area(_COMPLETE_ROW, 1, _COMPLETE_ROW, 2), found.audit.verdict, style)
    sheet.put_row(_HEADS_ROW, words.FIGURE_HEADS, "head_small")
    sheet.heights.update({_TITLE_ROW: 44.0, _BASIS_ROW: 34.0, _COMPLETE_ROW: 30.0, _HEADS_ROW: 24.0})
    row = _FIRST_ROW
    for key, figure in key_figures(totals, found, campaign).items():
        name, pattern = words.FIGURES[key]
        explanation = pattern.format(**figure.quoted)
        contents: Sequence[Content] = (Link(f"'{_TARGET_SHEETS[key]}'!A1", name), figure.value, explanation)
        for col, content in enumerate(contents):
            sheet.put(row, col, content, style_of(content))
        sheet.heights[row] = max(22.0, height_for(explanation, _WIDTHS[2], 10.5))
        row += 1
    numbers = _ChartSheet(SheetLayout(words.CHART_SHEET, freeze_rows=2))
    last = _put_charts(sheet, row + 1, _series(totals, found, numbers))
    sheet.page = Page(area=Area(0, 0, last, 2), tall=1)
    return sheet, numbers.sheet


@dataclass
class _ChartSheet:
    """Small tables side by side, each the source of one chart."""

    sheet: SheetLayout
    left: int = 0

    def table(self, heads: Sequence[str], rows: Rows) -> list[Area]:
        """Put a table right of the last; return the block of each of its columns, without the head."""
        self.sheet.put(0, 0, words.CHART_NOTE, "plain_line")
        self.sheet.heights.update({0: 20.0, 1: 24.0, **dict.fromkeys(range(2, len(rows) + 2), 20.0)})
        self.sheet.put_row(1, heads, "head_small", self.left)
        for at, row in enumerate(rows, start=2):
            for col, content in enumerate(row, start=self.left):
                self.sheet.put(at, col, content, style_of(content))
        blocks = [Area(2, self.left + n, len(rows) + 1, self.left + n) for n in range(len(heads))]
        self.sheet.widths += (30.0, *[12.0] * (len(heads) - 1), 4.0)
        self.left += len(heads) + 1
        return blocks

    def chart(self, title: str, heads: Sequence[str], rows: Rows, colours: Sequence[str]) -> Chart:
        """Put a table and return its chart, at the first cell until `_put_charts` places it."""
        names, *values = self.table(heads, rows)
        series = tuple(
            Series(head, words.CHART_SHEET, names, block, *words.COLOURS[colour])
            for head, block, colour in zip(heads[1:], values, colours, strict=True)
        )
        return Chart(title, (0, 0), (_HALF, _TALL), series)


def _series(totals: Totals, found: OverviewInputs, numbers: _ChartSheet) -> list[Chart]:
    """Return the charts with numbers: progress, findings by rule, claims by verdict."""
    charts = []
    if progress := _progress(totals):
        title = words.PROGRESS_TITLE["county" if totals.region else "city"]
        charts.append(numbers.chart(title, words.PROGRESS_HEADS, progress, ("done", "open", "unclear")))
    if rules := _by_rule(totals):
        charts.append(numbers.chart(words.RULES_TITLE, words.RULES_HEADS, rules, ("rules",)))
    if found.claims:
        rows = [(verdict.value, count) for verdict, count in count_verdicts(found.claims).items()]
        charts.append(numbers.chart(words.CLAIMS_CHART_TITLE, words.CLAIMS_CHART_HEADS, rows, ("claims",)))
    return charts


def _progress(totals: Totals) -> list[tuple[Content, ...]]:
    """Return finished, unfinished and unclear sites by county, or by city for the province."""
    counted: dict[str, Counter[str]] = {}
    for annex in SITE_ANNEXES:
        for unit, form, _ in totals.forms(annex):
            name = unit.name if totals.region else unit.city.name
            counted.setdefault(name, Counter())[finished_state(form)] += 1
    order = [unit.name if totals.region else unit.city.name for unit in totals.units]
    return [(name, *(counted[name][state] for state in _STATES)) for name in dict.fromkeys(order) if name in counted]


def _by_rule(totals: Totals) -> Rows:
    """Return the most frequent codes, without notes, settled findings and gaps of the task."""
    counted = Counter(
        f.code for f in totals.findings if f.severity is not Severity.NOTE and not (f.is_settled or f.is_gap)
    )
    most = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[: words.RULES_SHOWN]
    return [(words.CODE_AND_WHAT.format(code=code, what=rule_name(code)), count) for code, count in most]


def rule_name(code: str) -> str:
    """Return the first words of the message of a code, as a short name of it."""
    message = MESSAGES[code].what.format(**words.LABEL_FACTS).translate(dict.fromkeys(map(ord, words.WHAT_DROPPED)))
    parts = [part for part in re.split(f"[{words.WHAT_BREAKS}]", message) if len(part) > 1]
    return parts[0].lstrip(words.WHAT_LINKS)[: words.WHAT_SHOWN] if parts else ""


def _put_charts(sheet: SheetLayout, row: int, charts: Sequence[Chart]) -> int:
    """Place the charts: the first over the whole width, two further ones side by side; return the last row used."""
    rows_each = _TALL // _ROW + 1
    for number, chart in enumerate(charts):
        alone = number == 0 or (len(charts) == 2)
        size = (_WIDE if alone else _HALF, _TALL)
        top = row + rows_each * (number if alone else 1)
        offset = 0 if alone or number == 1 else _HALF + 8
        sheet.charts.append(
            Chart(chart.title, (top, 0), size, chart.series, horizontal=number > 0, stacked=number == 0, offset=offset)
        )
    last = row + rows_each * min(len(charts), 2)
    sheet.heights.update(dict.fromkeys(range(row - 1, last + 1), 15.0))
    return last
