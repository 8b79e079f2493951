"""OpenDocument: errors that the reader drops, struck, hidden, covered and scaled cells."""

from __future__ import annotations

import io
import zipfile

import pytest

from xhg_excel.core.model.grid import CellValue, Grid, a1
from xhg_excel.files.looks.workbook import with_other_looks
from xhg_excel.notice.words.looks import Look

NAMES = 'xmlns:o="o" xmlns:t="table" xmlns:s="style" xmlns:n="number" xmlns:x="text" xmlns:c="calcext"'
STYLES = """
    <n:percentage-style s:name="N1"/><n:number-style s:name="N2"><n:number/><n:text>万</n:text></n:number-style>
    <n:number-style s:name="N3"><n:number n:display-factor="1000"/></n:number-style>
    <n:number-style s:name="N4"><n:text> -</n:text><n:number n:display-factor="1"/></n:number-style>
    <s:style s:name="ce1"><s:text-properties s:text-line-through-style="solid"/></s:style>
    <s:style s:name="ce2" s:parent-style-name="ce1"/><s:style s:name="ce3" s:data-style-name="N1"/>
    <s:style s:name="ce4" s:data-style-name="N2"/><s:style s:name="ce5" s:data-style-name="N3"/>
    <s:style s:name="ce6" s:data-style-name="N4"><s:text-properties s:text-line-through-style="none"/></s:style>"""


def ods(rows: str, columns: str = "", styles: str = STYLES) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("styles.xml", f"<o:a {NAMES}/>")
        table = f'<t:table t:name="一">{columns}{rows}</t:table><t:table t:name="别处"><t:table-row/></t:table>'
        archive.writestr("content.xml", f"<o:a {NAMES}>{styles}{table}</o:a>")
    return packed.getvalue()


def cell(inside: str = "<x:p>是</x:p>", attributes: str = 'o:value-type="string"', kind: str = "table-cell") -> str:
    return f"<t:{kind} {attributes}>{inside}</t:{kind}>"


def told(rows: str, values: list[list[CellValue]], columns: str = "") -> tuple[list[list[object]], dict[str, Look]]:
    (grid,) = with_other_looks(ods(rows, columns), [Grid("一", values)])
    return [list(row) for row in grid.rows], {a1(*at): look for at, look in grid.looks.items()}


def test_errors_are_no_blanks_wherever_they_stand() -> None:
    error = cell("<x:p>Err:508</x:p>", 'o:value-type="string" c:value-type="error"')
    rows = f'<t:table-row>{cell()}{error}</t:table-row><t:table-row t:number-rows-repeated="9"/><t:table-row>{error}</t:table-row>'

    assert told(rows, [["是"]])[0] == [["是", "Err:508"], *[[]] * 9, ["Err:508"]]


def test_what_one_does_not_see_is_named() -> None:
    styled = "".join(cell("<x:p>3</x:p>", f't:style-name="ce{n}" o:value-type="float"') for n in range(1, 7))
    run = cell('<x:p>是<x:span x:style-name="ce1">否</x:span></x:p>')
    covered = cell(kind="covered-table-cell")
    rows = (
        f"<t:table-row>{styled}</t:table-row><t:table-row>{run}{covered}<t:table-cell/>{cell()}<o:other/></t:table-row>"
        f'<t:table-row t:visibility="filter" t:number-rows-repeated="2">{cell()}</t:table-row>'
    )
    columns = '<t:table-column t:number-columns-repeated="3"/><t:table-column t:visibility="collapse" t:number-columns-repeated="2000"/>'
    values: list[list[CellValue]] = [[3.0] * 6, ["是否", "是", None, "是"], ["是"], ["是"]]

    assert told(rows, values, columns)[1] == {
        "A1": Look.STRUCK, "B1": Look.STRUCK, "C1": Look.SCALED_FORMAT, "D1": Look.HIDDEN_COLUMN,
        "E1": Look.HIDDEN_COLUMN, "F1": Look.HIDDEN_COLUMN, "A2": Look.STRUCK, "B2": Look.UNDER_MERGED,
        "D2": Look.HIDDEN_COLUMN, "A3": Look.HIDDEN_ROW, "A4": Look.HIDDEN_ROW,
    }  # fmt: skip


def test_numbers_in_formats_that_show_them_and_blank_cells_are_as_seen() -> None:
    rows = f"<t:table-row>{cell('<x:p>3</x:p>', 't:style-name=' + chr(34) + 'ce6' + chr(34))}{cell('<x:p/>')}</t:table-row>"

    assert told(rows, [[3.0, None]]) == ([[3.0, None]], {})


def test_a_damaged_document_is_refused() -> None:
    for styles in ("<!-- ", "</o:a>"):
        with pytest.raises(ValueError, match=r".*"):
            with_other_looks(ods("", styles=styles), [Grid("一", [["是"]])])


def test_a_zip_of_another_kind_is_left_alone() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "")
    grids = [Grid("一", [["是"]])]

    assert with_other_looks(packed.getvalue(), grids) == grids
