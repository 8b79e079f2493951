"""The drawn sites by the unit that visits them."""

from __future__ import annotations

from xhg_excel.core.drawing.sample import CitySample
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Answers, Unit
from xhg_excel.notice import OTHER_ANNEXES, PROBLEM_ANNEXES, SITE_ANNEXES


def sites_by_unit(sample: CitySample, registry: Registry) -> dict[Unit, dict[str, list[Answers]]]:
    """Return the sites to inspect by unit, as rows of its registers: 编号, 名称, 地址, 类型.

    Every visited county has a workbook, with sites or without; so has each other county
    that holds one, and the city itself, which takes those of no known county.
    """
    units = [Unit(sample.city, county) for county in sample.visited] + [Unit(sample.city)]
    found: dict[Unit, dict[str, list[Answers]]] = {unit: {a.key: [] for a in SITE_ANNEXES} for unit in units}
    for pick in sample.picks:
        row = pick.row
        unit = Unit(sample.city, registry.region(row.county) if row.county else None)
        annex = (PROBLEM_ANNEXES if row.is_chem else OTHER_ANNEXES)[0]
        site: dict[str, str] = {"site_name": row.name, "address": row.address}
        site |= {"problem_id": row.identifier} if row.is_chem else {"site_type": row.site_type}
        found.setdefault(unit, {a.key: [] for a in SITE_ANNEXES})[annex.key].append(site)
    return found
