"""Lay out 督导进度.xlsx: progress by city, what the report lacks, sites not visited, and the daily plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from xhg_excel.core.model.context import days_said
from xhg_excel.core.model.finding import in_order
from xhg_excel.core.progress.assurance import assurance
from xhg_excel.core.progress.itinerary import Day, Stop
from xhg_excel.core.progress.progress import CityProgress
from xhg_excel.core.sheets.layout import BookLayout, Content, SheetLayout, scale_for
from xhg_excel.core.sheets.table import FIRST_ROW, Column, Table, widths
from xhg_excel.core.templates.cover import marker_sheet
from xhg_excel.notice import STATUS_DONE, STATUS_OPEN
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.planning import itinerary as words
from xhg_excel.notice.words.planning.assurance import ASSURANCE_NOTE, FINISHED_FRAME
from xhg_excel.notice.words.workbook import DATE_TEXT, PROGRESS_KIND

# What a table shows of one row, by the keys of its heads.
Row = Mapping[str, Content]


_OVERVIEW = Table[Row](
    words.PROGRESS_SHEET,
    words.PROGRESS_HEADS,
    widths(words.PROGRESS_HEADS, 11.0, 9.0, 9.0, 9.0, 9.0, 9.0, 10.0, 9.0, 10.0, 9.0, 10.0, 60.0),
    title=words.PROGRESS_TITLE,
)
_GATE = Table[Row](words.GATE_SHEET, words.GATE_HEADS, widths(words.GATE_HEADS, 11.0, 8.0, 8.0, 62.0, 52.0, 9.0))
_OPEN = Table[Row](
    words.OPEN_SHEET, words.OPEN_HEADS, widths(words.OPEN_HEADS, 11.0, 16.0, 12.0, 32.0, 44.0, 16.0, 10.0, 12.0, 10.0)
)
_DAYS = Table[Row](
    words.DAYS_SHEET,
    words.DAYS_HEADS,
    [
        *widths(words.DAYS_HEADS, 10.0, 11.0, 8.5, 13.0, 10.0, 29.0, 37.0, 17.0, 8.5, 9.5),
        Column("mark", look=lambda row: "must" if row["mark"] == words.LATE_MARK else "", width=9.5),
    ],
    note=words.DAYS_NOTE,
)


def progress_book(cities: Sequence[CityProgress], on: date, campaign: Campaign) -> BookLayout:
    """Return the progress workbook as of a day."""
    gate: list[Row] = [
        {"city": city.city.name, "severity": f.severity.value, "code": f.code}
        | {"what": f.what, "remedy": f.remedy, "clause": f.clause}
        for city in cities
        for f in in_order(city.lacking)
    ]
    no_gap = dict.fromkeys(words.GATE_HEADS, "") | {"what": words.NOTHING_OPEN}
    no_site = dict.fromkeys(words.OPEN_HEADS, "") | {"city": words.NOTHING_OPEN}
    sheets = (
        _overview(cities, on, campaign),
        _GATE.sheet(gate or [no_gap], words.GATE_NOTE.format(due=DATE_TEXT.format(date=campaign.report_due))),
        _OPEN.sheet([row for city in cities for row in _open_rows(city, on)] or [no_site]),
        days_sheet([(city.city, city.days) for city in cities], on, {city.city: city for city in cities}),
        marker_sheet(campaign, PROGRESS_KIND),
    )
    return BookLayout(sheets, words.PROGRESS_TITLE)


def _overview(cities: Sequence[CityProgress], on: date, campaign: Campaign) -> SheetLayout:
    sheet = _OVERVIEW.sheet([_city_row(city, campaign) for city in cities], progress_note(cities, on, campaign))
    sheet.put(FIRST_ROW + len(cities) + 1, 0, ASSURANCE_NOTE, "plain_line")
    return sheet


def progress_note(cities: Sequence[CityProgress], on: date, campaign: Campaign) -> str:
    """Return the line with the days the figures are based on and the days left."""
    return words.PROGRESS_NOTE.format(
        on=DATE_TEXT.format(date=on),
        elapsed=cities[0].pace.elapsed if cities else 0,
        days=(campaign.window_end - campaign.window_start).days + 1,
        end=DATE_TEXT.format(date=campaign.window_end),
        due=days_said(campaign.report_due, on),
    )


def _city_row(city: CityProgress, campaign: Campaign) -> Row:
    pace = city.pace
    return {
        "city": city.city.name,
        "planned": pace.planned,
        "due": pace.due,
        "done": pace.done,
        "ahead": pace.done - pace.due,
        "per_day": words.NOT_STARTED if pace.per_day is None else f"{float(pace.per_day):.1f}",
        "forecast": words.NOT_STARTED if pace.forecast is None else pace.forecast,
        "short": words.NOT_STARTED if pace.short is None else pace.short,
        "needed": words.TOO_LATE if pace.needed is None else pace.needed,
        "unlisted": len(city.unlisted),
        "ready": words.NOT_READY.format(count=city.blocking) if city.blocking else words.READY,
        "conclusion": conclusion(city, campaign),
    }


def conclusion(city: CityProgress, campaign: Campaign) -> str:
    """Return what the drawn finished sites prove of all finished sites in the visited counties, as a sentence."""
    checked, bad = city.checked(campaign)
    # A list that has changed since the draw is never shorter than the sites drawn from it.
    listed, drawn = max(city.plan.available, len(city.drawn)), len(city.drawn)
    sentence = assurance(FINISHED_FRAME, listed, checked, bad)
    if 0 < checked < drawn:
        sentence += words.PROVISIONAL.format(drawn=drawn, left=drawn - checked)
    return sentence


def _open_rows(city: CityProgress, on: date) -> list[Row]:
    return [
        vars(site)
        | {"city": city.city.name, "county": site.county.name if site.county else ""}
        | {"status": _status(site.unfinished), "planned_on": planned, "days_late": max(0, (on - planned).days)}
        for site, planned in city.open_sites
    ]


def _status(unfinished: bool) -> str:
    return STATUS_OPEN if unfinished else STATUS_DONE


def days_sheet(
    itineraries: Sequence[tuple[Region, Sequence[Day]]],
    on: date | None = None,
    progress: Mapping[Region, CityProgress] | None = None,
) -> SheetLayout:
    """Return the daily plans of the groups as one sheet, each group on pages of its own.

    Args:
        itineraries: each city with its days.
        on: the day up to which stops that are not done are marked as late; None marks none.
        progress: by city, for the marks of what is done; None marks nothing.
    """
    rows: list[Row] = []
    starts: list[int] = []
    for city, days in itineraries:
        of_city = (progress or {}).get(city)
        for day in days:
            is_past = on is not None and day.on < on
            for stop in day.stops:
                is_done = of_city is not None and of_city.is_done(stop)
                mark = words.DONE_MARK if is_done else words.LATE_MARK if is_past else ""
                rows.append(_stop_row(city, day, stop, mark))
        starts.append(FIRST_ROW + len(rows))
    sheet = _DAYS.sheet(rows)
    # A page break is obeyed where a scale is set, not with “fit to pages”; 70 % of the scale that just fits
    # leaves room for programs that make columns wider.
    sheet.page = replace(sheet.page, scale=scale_for(sheet.widths, True) * 7 // 10, breaks=tuple(starts[:-1]))
    return sheet


def _stop_row(city: Region, day: Day, stop: Stop, mark: str) -> Row:
    row: dict[str, Content] = {**dict.fromkeys(words.DAYS_HEADS, ""), "name": words.COUNTY_STOP}
    if stop.site is not None:
        row = vars(stop.site) | {"status": _status(stop.site.unfinished)}
    return row | {
        "city": city.name,
        "on": day.on,
        "number": words.DAY_NUMBER.format(number=day.number),
        "county": stop.county.name if stop.county else "",
        "mark": mark,
    }
