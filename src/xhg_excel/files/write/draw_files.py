"""Write a frozen list (workbook, JSON or text), a drawn list, and the county workbooks with drawn sites."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from xhg_excel.core.drawing.frame import as_text
from xhg_excel.core.drawing.record import Record, UserEntries
from xhg_excel.core.drawing.sample import sites_by_unit
from xhg_excel.core.drawing.workbook import draw_book
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Unit
from xhg_excel.core.templates.prefilled import SiteRows, blank_county, county_changes, fits
from xhg_excel.core.templates.workbooks import CountyContent, county_book
from xhg_excel.files.read.drawn import JSON, TEXT
from xhg_excel.files.write.stamp import Stamp
from xhg_excel.files.write.workbook import write_beside, write_book
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.words.workbook import COUNTY_FILE_NAMED


def write_frozen(record: Record, target: Path) -> None:
    """Write a frozen list; the file ending decides the form: .txt the hashed lines alone, .json with facts, .xlsx."""
    suffix = target.suffix.lower()
    if suffix == TEXT:
        _write_text(as_text(record.frame.lines), target)
    elif suffix == JSON:
        _write_text(json.dumps(_facts(record), ensure_ascii=False, indent=1) + "\n", target)
    else:
        write_drawn(record, target)


def write_drawn(record: Record, target: Path, typed: UserEntries | None = None) -> None:
    """Write the workbook of a draw with what users typed into an earlier one."""
    write_book(draw_book(record, typed), target)


def _write_text(text: str, target: Path) -> None:
    write_beside(target, lambda out: out.write(text.encode()))


def _facts(record: Record) -> dict[str, Any]:
    facts = record.facts
    return {
        "sha256": record.frame.sha256,
        "frozen_at": facts.frozen_at,
        "program": facts.program,
        "findings": facts.findings,
        "despite": facts.despite,
        "sources": [list(source) for source in facts.sources],
        "lines": list(record.frame.lines),
    }


def write_forms(record: Record, folder: Path) -> Iterator[Path]:
    """Write one workbook for every unit with drawn sites, in one folder a city; yield each path once written.

    Raises:
        TargetChangedError: a file cannot be written.

    """
    campaign = record.frame.campaign
    registry = Registry(campaign)
    stamp = Stamp(blank_county(campaign, registry))
    for sample in record.sample().values():
        for unit, sites in sites_by_unit(sample, registry).items():
            target = folder / unit.city.name / COUNTY_FILE_NAMED.format(unit=unit.full_name)
            write_county(target, unit, sites, stamp=stamp, campaign=campaign, registry=registry)
            yield target


def write_county(
    target: Path, unit: Unit, sites: SiteRows, *, stamp: Stamp, campaign: Campaign, registry: Registry
) -> None:
    """Write the workbook of one unit: stamped, or laid out anew where its sites need longer registers."""
    if fits(sites):
        content = stamp.stamped(county_changes(campaign, unit, sites, registry))
        write_beside(target, lambda out: out.write(content))
    else:
        write_book(county_book(campaign, unit, CountyContent(sites=sites), registry), target)
