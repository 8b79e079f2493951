"""Write charts of a layout as native charts of a workbook, readable in print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xhg_excel.core.sheets.layout import Chart, Series
from xhg_excel.notice.schema.style import BODY_FONT, GRID_COLOUR, HEAD_FONT

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_LETTERS = {"name": BODY_FONT, "size": 10}
_TITLE = {"name": HEAD_FONT, "size": 12, "bold": False}


def insert_chart(workbook: Workbook, target: Worksheet, chart: Chart) -> None:
    """Insert a chart into a sheet; its values are references to the cells of its series."""
    kind: dict[str, Any] = {"type": "bar" if chart.horizontal else "column"}
    if chart.stacked:
        kind["subtype"] = "stacked"
    native = workbook.add_chart(kind)
    for series in chart.series:
        native.add_series(_series(series, chart))
    native.set_title({"name": chart.title, "name_font": _TITLE, "overlay": False})
    native.set_legend({"position": "bottom", "font": _LETTERS} if len(chart.series) > 1 else {"none": True})
    names = {"num_font": _LETTERS}
    if chart.horizontal:  # XlsxWriter's y axis shows the names here; reversed, the first is on top
        native.set_y_axis({**names, "reverse": True})
        native.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    else:
        lines = {"visible": True, "line": {"color": GRID_COLOUR}}
        numbers = {"num_font": _LETTERS, "num_format": "0", "line": {"none": True}, "min": 0}
        native.set_x_axis(names)
        native.set_y_axis({**numbers, "major_gridlines": lines})
    native.set_chartarea({"border": {"color": GRID_COLOUR}})
    native.set_size({"width": chart.size[0], "height": chart.size[1]})
    target.insert_chart(*chart.at, native, {"object_position": 1, "x_offset": 4 + chart.offset, "y_offset": 4})


def _series(series: Series, chart: Chart) -> dict[str, Any]:
    def cells(block: Any) -> list[object]:
        return [series.sheet, block.top, block.left, block.bottom, block.right]

    return {
        "name": series.name,
        "categories": cells(series.names),
        "values": cells(series.values),
        "fill": {"color": series.colour},
        "gap": 60,
        "overlap": 100 if chart.stacked else 0,
        "data_labels": {"value": True, "font": {**_LETTERS, "color": series.label_colour}, "num_format": "0;;"},
    }
