"""Stamped workbooks are what the writer would have written, and much sooner."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

import formualizer
import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.conftest import CONTEXT
from tests.files.write.test_written_books import formula_values
from tests.office import sdk_errors
from xhg_excel.core.model.submission import Unit
from xhg_excel.core.templates.prefilled import CellValues, SiteRows, blank_county, county_changes, fits
from xhg_excel.core.templates.workbooks import CountyContent, county_book
from xhg_excel.files.write.draw_files import write_county
from xhg_excel.files.write.stamp import Stamp
from xhg_excel.files.write.workbook import write_to
from xhg_excel.notice import NOTICE
from xhg_excel.notice.small_chemical.site_types import SITE_TYPES

CITY = CONTEXT.registry.cities[5]
UNITS = (*(Unit(CITY, county) for county in CONTEXT.registry.counties_of(CITY)), Unit(CITY))
_STRINGS = "xl/sharedStrings.xml"

texts = st.text("演练作坊甲乙镇村组一二三AZaz019 &<>\"'_x00=-+", min_size=1, max_size=60).map(str.strip).filter(bool)
chem = st.fixed_dictionaries({"site_name": texts, "address": texts, "problem_id": texts})
others = st.fixed_dictionaries({"site_name": texts, "address": texts, "site_type": st.sampled_from(SITE_TYPES)})
sites_of = st.fixed_dictionaries({"annex2": st.lists(chem, max_size=6), "annex3": st.lists(others, max_size=6)})


def parts(content: bytes) -> dict[str, str]:
    """Return the parts of a workbook, each number of a shared text replaced by the text."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        xml = {info.filename: archive.read(info).decode() for info in archive.infolist()}
    shared = re.findall(r"<si>(.*?)</si>", xml.pop(_STRINGS), re.DOTALL)
    return {
        name: re.sub(r' t="s"><v>(\d+)</v>', lambda m: f' t="s"><v>{shared[int(m[1])]}</v>', text)
        for name, text in xml.items()
    }


@cache
def stamp() -> Stamp:
    return Stamp(blank_county(NOTICE, CONTEXT.registry))


def laid_out(unit: Unit, sites: SiteRows) -> bytes:
    out = BytesIO()
    write_to(county_book(NOTICE, unit, CountyContent(sites=sites), CONTEXT.registry), out)
    return out.getvalue()


def stamped(unit: Unit, sites: SiteRows) -> bytes:
    return stamp().stamped(county_changes(NOTICE, unit, sites, CONTEXT.registry))


def rows(count: int, **more: str) -> list[dict[str, str]]:
    return [{"site_name": f"演练作坊{n}", "address": f"演练镇{n}号", **more} for n in range(count)]


@settings(max_examples=12, deadline=None)
@example(unit=UNITS[0], sites={"annex2": rows(200, problem_id="P001"), "annex3": rows(200, site_type="其它")})
@example(unit=UNITS[-1], sites={"annex2": [], "annex3": []})
@example(
    unit=UNITS[1], sites={"annex2": [{"site_name": "演" * 60, "address": "#REF!", "problem_id": "/"}], "annex3": []}
)
@given(unit=st.sampled_from(UNITS), sites=sites_of)
def test_a_stamped_workbook_is_part_for_part_what_the_writer_gives(unit: Unit, sites: SiteRows) -> None:
    """Every part as XML, with shared texts read through their numbers."""
    assert parts(stamped(unit, sites)) == parts(laid_out(unit, sites))


def test_parts_stand_in_the_writers_order_and_counts_are_right() -> None:
    """The archive lists the same parts; the count of texts is the count of cells that use one."""
    content = stamped(UNITS[0], {"annex2": rows(3, problem_id="P001"), "annex3": rows(2, site_type="小电镀")})
    with zipfile.ZipFile(BytesIO(content)) as mine, zipfile.ZipFile(BytesIO(laid_out(UNITS[0], {}))) as theirs:
        names = [info.filename for info in mine.infolist()]
        shared = mine.read(_STRINGS).decode()
        used = sum(mine.read(name).count(b' t="s"><v>') for name in names)
        assert names == [info.filename for info in theirs.infolist()]

    assert re.search(r'count="(\d+)" uniqueCount="(\d+)"', shared)[0] == (  # type: ignore[index]  # it is there
        f'count="{used}" uniqueCount="{shared.count("<si>")}"'
    )


def test_a_fault_planted_in_one_cell_would_be_seen() -> None:
    """The comparison is no empty one: a wrong state of one row fails it."""
    sites = {"annex2": rows(2), "annex3": []}
    changes = county_changes(NOTICE, UNITS[0], sites, CONTEXT.registry)
    register = changes["附件2登记表"]
    at = next(at for at, value in register.cells.items() if value == "待填")
    register.cells[at] = "完整"

    assert parts(stamp().stamped(changes)) != parts(laid_out(UNITS[0], sites))


def test_cached_values_are_right_as_stamped(tmp_path: Path) -> None:
    """Recalculated by formualizer, no value of a stamped workbook changes."""
    sites = {
        "annex2": rows(7),
        "annex3": rows(3, site_type="停产停业(关闭)") + rows(1, site_type="其它"),
    }
    path, again = tmp_path / "stamped.xlsx", tmp_path / "again.xlsx"
    path.write_bytes(stamped(UNITS[2], sites))

    formualizer.recalculate_file(str(path), output=str(again))

    values = formula_values(path)
    assert formula_values(again) == values
    assert values["附件2登记表!AJ4"] == "待填"
    assert values["封面!B14"] == "附件2登记表  已填 14/147"


def test_numbers_and_blanks_are_stamped_as_such() -> None:
    """A number into an entry cell, a blank over a text."""
    content = stamp().stamped({"附件2登记表": CellValues({(3, 1): 7.5, (0, 0): None, (4, 1): " =1+1\x01_x0041_ "})})
    sheet = openpyxl.load_workbook(BytesIO(content))["附件2登记表"]

    assert (sheet["B4"].value, sheet["A1"].value) == (7.5, None)
    assert (
        'xml:space="preserve"> =1+1_x0001__x005F_x0041_ </t>'
        in zipfile.ZipFile(BytesIO(content)).read(_STRINGS).decode()
    )


def test_more_sites_than_rows_are_laid_out_anew(tmp_path: Path) -> None:
    """A register grows with its sites; none is lost."""
    sites = {"annex2": rows(203, problem_id="P001"), "annex3": []}
    target = tmp_path / "long.xlsx"

    write_county(target, UNITS[0], sites, stamp=stamp(), campaign=NOTICE, registry=CONTEXT.registry)

    sheet = openpyxl.load_workbook(target)["附件2登记表"]
    assert not fits(sites)
    assert [sheet.cell(row, 2).value for row in (4, 206)] == ["演练作坊0", "演练作坊202"]


@pytest.mark.slow
@pytest.mark.parametrize("version", ["Microsoft365", "Office2010"])
def test_the_open_xml_sdk_accepts_stamped_workbooks(tmp_path: Path, version: str) -> None:
    files: Sequence[Path] = [tmp_path / f"{count}.xlsx" for count in (0, 1, 20, 200)]
    for path in files:
        count = int(path.stem)
        sites = {"annex2": rows(count, problem_id="P001"), "annex3": rows(count, site_type="小电镀")}
        path.write_bytes(stamped(UNITS[0], sites))

    assert sdk_errors(files, version) == {}
