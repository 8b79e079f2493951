"""The recorded engine: what a script writes is an operation, what it asks is answered from the workbook as data."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

from xhg_excel.wps.engine import BookState, CellError, Record, RefusedError, RuleState, SheetState, activate


def opened(*sheets: SheetState, **facts: Any) -> tuple[xw.Book, Record]:
    record = Record()
    book = BookState("演练.xlsx", list(sheets or [SheetState("表")]), **facts)
    return activate(record, [book], version="12.1").books.active, record


def did(record: Record) -> list[str]:
    return [operation["do"] for operation in record.operations]


def test_a_block_of_values_is_one_operation_in_json() -> None:
    book, record = opened()

    book.sheets[0]["B2:C3"].value = [["甲", 7], [None, date(2020, 8, 12)]]

    assert record.operations == [
        {"do": "values", "sheet": "表", "cells": "B2:C3", "rows": [["甲", 7.0], [None, {"date": 44055.0}]]},
        {"do": "look", "sheet": "表", "cells": "C3", "look": "number_format", "value": "yyyy-mm-dd"},
    ]


def test_a_moment_gets_a_format_that_shows_it() -> None:
    book, record = opened()

    book.sheets[0]["A1"].value = datetime(2020, 8, 12, 12)

    assert record.operations == [
        {"do": "values", "sheet": "表", "cells": "A1", "rows": [[{"date": 44055.5}]]},
        {"do": "look", "sheet": "表", "cells": "A1", "look": "number_format", "value": "yyyy-mm-dd"},
    ]
    assert book.sheets[0]["A1"].value == datetime(2020, 8, 12, 12)


def test_looks_sizes_and_sheets_are_operations_in_their_order() -> None:
    book, record = opened(SheetState("表", [[1.0]]), SheetState("另一张"))

    sheet = book.sheets.add("结果", before=book.sheets[0])
    sheet["A1:B1"].color = (255, 199, 206)
    sheet["A1"].font.bold = True
    sheet["A1:A9"].column_width = 20
    sheet["A1:B1"].merge()
    sheet.show_gridlines = False
    sheet.impl.freeze_rows(2)
    sheet.impl.filter_table("$A$2:$B$9")
    sheet["A1"].select()
    book.sheets["另一张"].delete()

    assert record.operations == [
        {"do": "add_sheet", "name": "结果", "before": "表"},
        {"do": "look", "sheet": "结果", "cells": "A1:B1", "look": "fill", "value": "#FFC7CE"},
        {"do": "look", "sheet": "结果", "cells": "A1", "look": "font_bold", "value": True},
        {"do": "width", "sheet": "结果", "cells": "A1:A9", "size": 20},
        {"do": "merge", "sheet": "结果", "cells": "A1:B1"},
        {"do": "gridlines", "sheet": "结果", "shown": False},
        {"do": "freeze", "sheet": "结果", "rows": 2},
        {"do": "filter", "sheet": "结果", "cells": "A2:B9"},
        {"do": "select", "sheet": "结果", "cells": "A1"},
        {"do": "delete_sheet", "sheet": "另一张"},
    ]
    assert [sheet.name for sheet in book.sheets] == ["结果", "表"]


def test_lines_name_their_sides() -> None:
    book, record = opened()

    book.sheets[0]["A1:B1"].borders.set(["edge_top", "inside_vertical"], line_style="continuous", weight="thin")

    assert record.operations == [
        {"do": "borders", "sheet": "表", "cells": "A1:B1", "sides": ["edge_top", "inside_vertical"],
         "line_style": "continuous", "weight": "thin", "color": None},
    ]  # fmt: skip


def test_a_rule_over_several_areas_is_one_operation_and_deleting_counts_from_one() -> None:
    user = RuleState("custom", "=A1>1")
    book, record = opened(SheetState("表", rules=[user]))
    sheet = book.sheets[0]

    rule = sheet.range("A1,C3:D4").conditional_formats.add_custom("=TRUE", fill_color="#ffc7ce", stop_if_true=True)
    sheet.cells.conditional_formats[1].delete()
    rule.delete()

    assert record.operations == [
        {"do": "add_rule", "sheet": "表", "cells": ["A1", "C3:D4"], "formula": "=TRUE", "fill": "#FFC7CE",
         "font": None, "stop": True},
        {"do": "delete_rule", "sheet": "表", "number": 2, "formula": "=A1>1"},
        {"do": "delete_rule", "sheet": "表", "number": 1, "formula": "=TRUE"},
    ]  # fmt: skip


def test_notes_are_added_changed_sized_and_deleted_by_cell() -> None:
    book, record = opened(SheetState("表", notes={(0, 0): "原有"}))
    sheet = book.sheets[0]

    sheet["B2"].add_note("核实").impl.resize(100, 50)
    sheet.notes[0].text = "改了"
    sheet.notes[1].delete()

    assert did(record) == ["add_note", "size_note", "change_note", "delete_note"]
    assert [operation["cells"] for operation in record.operations] == ["B2", "B2", "A1", "B2"]
    assert [note.text for note in sheet.notes] == ["改了"]


def test_messages_and_the_status_bar_leave_the_script(tmp_path: Path) -> None:
    file = tmp_path / "汇总.xlsx"
    file.touch()
    heard: list[str] = []
    record = Record(progress=heard.append)
    app = activate(record, [])

    app.status_bar = "正在校验"
    app.status_bar = False
    app.alert("校验完毕", title="小化工督导", mode="critical")
    app.books.open(file)

    assert heard == ["正在校验", ""]
    assert record.operations == [
        {"do": "message", "text": "校验完毕", "failed": True},
        {"do": "open", "path": str(file)},
    ]


@pytest.mark.parametrize(
    ("change", "act"),
    [
        ("values", lambda sheet: sheet["A1"].__setattr__("value", 1)),
        ("formats", lambda sheet: sheet["A1"].conditional_formats.add_custom("=TRUE")),
        ("formats", lambda sheet: sheet["A1"].__setattr__("color", "#ffffff")),
        ("notes", lambda sheet: sheet["A1"].add_note("核实")),
    ],
)
def test_a_protected_sheet_refuses_while_the_script_runs(change: str, act: Any) -> None:
    book, record = opened(SheetState("表", refused=frozenset([change])))

    with pytest.raises(RefusedError):
        act(book.sheets[0])

    assert record.operations == []


def test_a_locked_structure_accepts_no_sheet_and_loses_none() -> None:
    book, record = opened(SheetState("表"), SheetState("另一张"), has_locked_structure=True)

    for act in (lambda: book.sheets.add("结果"), lambda: book.sheets[1].delete()):
        with pytest.raises(RefusedError):
            act()

    assert record.operations == []


@pytest.mark.parametrize(
    "ask",
    [
        lambda sheet: sheet["A1"].color,
        lambda sheet: sheet["A1"].number_format,
        lambda sheet: sheet["A1"].merge_area,
        lambda sheet: sheet["A1"].column_width,
        lambda sheet: list(sheet.notes),
        lambda sheet: list(sheet.cells.conditional_formats),
    ],
)
def test_what_was_not_read_is_no_answer(ask: Any) -> None:
    book, _ = opened(SheetState("表", [[1.0]], given=(1, 1), notes=None, rules=None))

    with pytest.raises(NotImplementedError, match="not read"):
        ask(book.sheets[0])


def test_rules_beyond_those_read_are_not_passed_over() -> None:
    book, _ = opened(SheetState("表", rules=[RuleState("custom", "=1=1")], has_more_rules=True))
    rules = iter(book.sheets[0].cells.conditional_formats)

    assert next(rules).formula == "=1=1"
    with pytest.raises(NotImplementedError, match="more"):
        next(rules)


def test_an_error_value_is_read_by_name() -> None:
    book, _ = opened(SheetState("表", [[CellError("#N/A")]]))

    assert book.sheets[0]["A1"].value is None
    assert book.sheets[0]["A1"].options(err_to_str=True).value == "#N/A"


def test_a_chart_in_front_has_no_cells() -> None:
    book, _ = opened(SheetState("表"), active="图表1")

    assert book.sheets.active.name == "图表1"
    assert book.app.version.major == 12


def test_the_copy_that_was_saved_serves_until_the_script_changes_the_workbook(tmp_path: Path) -> None:
    (tmp_path / "copy.xlsx").write_bytes(b"copy")
    book, _ = opened(SheetState("表"), copy=str(tmp_path / "copy.xlsx"))

    book.impl.save_copy(str(tmp_path / "one.xlsx"))
    book.sheets.add("结果")

    assert (tmp_path / "one.xlsx").read_bytes() == b"copy"
    with pytest.raises(NotImplementedError):
        book.impl.save_copy(str(tmp_path / "other.xlsx"))
    with pytest.raises(NotImplementedError):
        opened()[0].impl.save_copy(str(tmp_path / "other.xlsx"))
