"""督导进度.xlsx: progress by city, what is left, what stands before the report; and the daily plan as a sheet."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from datetime import date

from xhg_excel.core.model.finding import in_order
from xhg_excel.core.progress.assurance import assurance
from xhg_excel.core.progress.itinerary import Day, Stop
from xhg_excel.core.progress.progress import CityProgress, Key, stop_key
from xhg_excel.core.sheets.layout import BookLayout, Content, SheetLayout, scale_for
from xhg_excel.core.sheets.table import FIRST_ROW, set_widths, table_sheet
from xhg_excel.core.templates.cover import marker_sheet
from xhg_excel.notice import STATUS_DONE, STATUS_OPEN
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.planning import itinerary as words
from xhg_excel.notice.words.planning.assurance import ASSURANCE_NOTE, FINISHED_FRAME
from xhg_excel.notice.words.workbook import DATE_TEXT, PROGRESS_KIND

Row = Sequence[Content]


def progress_book(made: Sequence[CityProgress], on: date, campaign: Campaign) -> BookLayout:
    """Return the progress workbook as of a day."""
    done = {key for city in made for key in city.done}
    sheets = (
        _overview(made, on, campaign),
        _gate(made, campaign),
        _open(made, on),
        days_sheet([(city.city, city.days) for city in made], on, done),
        marker_sheet(campaign, PROGRESS_KIND),
    )
    return BookLayout(sheets, words.PROGRESS_TITLE)


def _overview(made: Sequence[CityProgress], on: date, campaign: Campaign) -> SheetLayout:
    rows = [_city_row(city, campaign) for city in made]
    note = progress_note(made, on, campaign)
    sheet = table_sheet(words.PROGRESS_SHEET, words.PROGRESS_TITLE, words.PROGRESS_HEADS, rows, note)
    set_widths(sheet, (11.0, 9.0, 9.0, 9.0, 9.0, 9.0, 10.0, 9.0, 10.0, 9.0, 10.0, 60.0), rows)
    sheet.put(FIRST_ROW + len(rows) + 1, 0, ASSURANCE_NOTE, "plain_line")
    return sheet


def progress_note(made: Sequence[CityProgress], on: date, campaign: Campaign) -> str:
    """Return the line that says from which day to which the figures go."""
    days = (campaign.window_end - campaign.window_start).days + 1
    return words.PROGRESS_NOTE.format(
        on=DATE_TEXT.format(date=on),
        elapsed=made[0].pace.elapsed if made else 0,
        days=days,
        end=DATE_TEXT.format(date=campaign.window_end),
        due=DATE_TEXT.format(date=campaign.report_due),
        left=max(0, (campaign.report_due - on).days),
    )


def _city_row(city: CityProgress, campaign: Campaign) -> Row:
    pace = city.pace
    started = pace.per_day is not None
    return (
        city.city.name,
        pace.planned,
        pace.due,
        pace.done,
        pace.done - pace.due,
        f"{float(pace.per_day):.1f}" if pace.per_day is not None else words.NOT_STARTED,
        pace.forecast if started else words.NOT_STARTED,
        pace.short if started else words.NOT_STARTED,
        words.TOO_LATE if pace.needed is None else pace.needed,
        len(city.unlisted),
        words.NOT_READY.format(count=city.blocking) if city.blocking else words.READY,
        conclusion(city, campaign),
    )


def conclusion(city: CityProgress, campaign: Campaign) -> str:
    """Return what the drawn finished sites say of all finished ones in the visited counties."""
    checked, bad = city.checked(campaign)
    # A list that has changed since the draw never holds fewer than were drawn from it.
    listed, drawn = max(city.plan.available, len(city.drawn)), len(city.drawn)
    said = assurance(FINISHED_FRAME, listed, checked, bad)
    if 0 < checked < drawn:
        said += words.PROVISIONAL.format(drawn=drawn, left=drawn - checked)
    return said


def _gate(made: Sequence[CityProgress], campaign: Campaign) -> SheetLayout:
    rows: list[Row] = [row for city in made for row in _gate_rows(city)]
    rows = rows or [("", "", "", words.NOTHING_OPEN, "", "")]
    note = words.GATE_NOTE.format(due=DATE_TEXT.format(date=campaign.report_due))
    sheet = table_sheet(words.GATE_SHEET, words.GATE_SHEET, words.GATE_HEADS, rows, note)
    set_widths(sheet, (11.0, 8.0, 8.0, 62.0, 52.0, 9.0), rows)
    return sheet


def _gate_rows(city: CityProgress) -> Iterator[Row]:
    for finding in in_order(city.lacking):
        yield city.city.name, finding.severity.value, finding.code, finding.what, finding.remedy, finding.clause


def _open(made: Sequence[CityProgress], on: date) -> SheetLayout:
    rows: list[Row] = [
        (
            city.city.name,
            site.county.name if site.county else "",
            site.identifier,
            site.name,
            site.address,
            site.site_type,
            _state(site.unfinished),
            planned,
            max(0, (on - planned).days),
        )
        for city in made
        for site, planned in city.open_sites
    ]
    rows = rows or [(words.NOTHING_OPEN, *[""] * 8)]
    sheet = table_sheet(words.OPEN_SHEET, words.OPEN_SHEET, words.OPEN_HEADS, rows)
    set_widths(sheet, (11.0, 16.0, 12.0, 32.0, 44.0, 16.0, 10.0, 12.0, 10.0), rows)
    return sheet


def _state(unfinished: bool) -> str:
    return STATUS_OPEN if unfinished else STATUS_DONE


def days_sheet(
    itineraries: Sequence[tuple[Region, Sequence[Day]]], on: date | None = None, done: Container[Key] = ()
) -> SheetLayout:
    """Return the daily plans of the groups; `on` and `done` (keys of stops) mark what is done and what is late."""
    rows: list[Row] = []
    starts: list[int] = []
    for city, days in itineraries:
        stops = [(day, stop) for day in days for stop in day.stops]
        rows += [_stop_row(city, day, stop, _mark(day.on, on, stop_key(city, stop) in done)) for day, stop in stops]
        starts.append(FIRST_ROW + len(rows))
    sheet = table_sheet(words.DAYS_SHEET, words.DAYS_SHEET, words.DAYS_HEADS, rows, words.DAYS_NOTE)
    set_widths(sheet, (10.0, 11.0, 8.5, 13.0, 10.0, 29.0, 37.0, 17.0, 8.5, 9.5), rows)
    # Each group takes its own pages along. A break holds where a scale is set, not “fit to pages”;
    # the scale leaves room for programs whose columns come out wider.
    sheet.page = replace(sheet.page, scale=scale_for(sheet.widths, True) * 7 // 10, breaks=tuple(starts[:-1]))
    for number, row in enumerate(rows, start=FIRST_ROW):
        if row[-1] == words.LATE_MARK:
            sheet.put(number, len(row) - 1, words.LATE_MARK, "must")
    return sheet


def _mark(planned: date, on: date | None, is_done: bool) -> str:
    if is_done:
        return words.DONE_MARK
    return words.LATE_MARK if on is not None and planned < on else ""


def _stop_row(city: Region, day: Day, stop: Stop, mark: str) -> Row:
    county, site = stop.county.name if stop.county else "", stop.site
    told = ("", words.COUNTY_STOP, "", "", "")
    if site is not None:
        told = (site.identifier, site.name, site.address, site.site_type, _state(site.unfinished))
    return (city.name, day.on, words.DAY_NUMBER.format(number=day.number), county, *told, mark)
