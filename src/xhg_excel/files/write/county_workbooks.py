"""The county workbooks of a drawn list, each with its sites filled in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from xhg_excel.core.drawing.record import Record
from xhg_excel.core.drawing.sample import sites_by_unit
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Unit
from xhg_excel.core.templates.prefilled import SiteRows, blank_county, county_changes, fits
from xhg_excel.core.templates.workbooks import CountyContent, county_book
from xhg_excel.files.write.stamp import Stamp
from xhg_excel.files.write.workbook import write_beside, write_book
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.words.workbook import COUNTY_FILE_NAMED


def write_forms(record: Record, folder: Path) -> Iterator[Path]:
    """Write one workbook for every unit the plan visits, in a folder for each city; yield each when it is there.

    Raises:
        TargetChangedError: a file cannot be written.

    """
    campaign = record.frame.campaign
    registry = Registry(campaign)
    stamp = Stamp(blank_county(campaign, registry))
    for sample in record.sample().values():
        for unit, sites in sites_by_unit(sample, registry).items():
            target = folder / unit.city.name / COUNTY_FILE_NAMED.format(unit=unit.full_name)
            write_form(target, unit, sites, (stamp, campaign, registry))
            yield target


def write_form(target: Path, unit: Unit, sites: SiteRows, by: tuple[Stamp, Campaign, Registry]) -> None:
    """Write the workbook of one unit: stamped, or laid out anew where the registers must be longer."""
    stamp, campaign, registry = by
    if fits(sites):
        content = stamp.stamped(county_changes(campaign, unit, sites, registry))
        write_beside(target, partial(_put, content))
    else:
        write_book(county_book(campaign, unit, CountyContent(sites=sites), registry), target)


def _put(content: bytes, out: object) -> None:
    out.write(content)  # type: ignore[attr-defined]  # a binary file
