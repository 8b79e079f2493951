"""What people do to a form: each change keeps what the form says."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from datetime import date

from tests.mutation.copies import Copy, Rows, as_labelled, as_retyped
from xhg_excel.core.model.grid import CellValue, squeeze
from xhg_excel.notice import ANNEXES
from xhg_excel.notice.words.check_columns import TEXTS_SHEET, UNITS_SHEET
from xhg_excel.notice.words.workbook import COVER_FIELDS, MARKER_SHEET

Change = Callable[[Copy, random.Random], None]
HIDDEN = (MARKER_SHEET, TEXTS_SHEET, UNITS_SHEET)
ITEMS = {squeeze(item.text) for annex in ANNEXES for item in annex.items}


def _shown(copy: Copy) -> list[str]:
    return [name for name in copy.sheets if name not in HIDDEN and "打印" not in name]


def _edit(copy: Copy, edit: Callable[[Rows], Rows], names: Iterable[str] | None = None) -> None:
    for name in names if names is not None else _shown(copy):
        copy.sheets[name] = edit(copy.sheets[name])


def _each_cell(copy: Copy, edit: Callable[[CellValue], CellValue]) -> None:
    _edit(copy, lambda rows: [[edit(value) for value in row] for row in rows])


def _each_item(copy: Copy, edit: Callable[[str], str]) -> None:
    _each_cell(copy, lambda v: edit(v) if isinstance(v, str) and squeeze(v) in ITEMS else v)


def renamed_sheets(copy: Copy, chance: random.Random) -> None:
    shown = _shown(copy)
    copy.sheets = {
        (f"Sheet{shown.index(name) + chance.randrange(50)}_{shown.index(name)}" if name in shown else name): rows
        for name, rows in copy.sheets.items()
    }


def shuffled_sheets(copy: Copy, chance: random.Random) -> None:
    names = list(copy.sheets)
    chance.shuffle(names)
    copy.sheets = {name: copy.sheets[name] for name in names}


def no_marker(copy: Copy, chance: random.Random) -> None:  # noqa: ARG001
    copy.sheets = {name: rows for name, rows in copy.sheets.items() if name not in HIDDEN}


def rows_in_front(copy: Copy, chance: random.Random) -> None:
    extra: Rows = [[None]] * chance.randrange(1, 4)
    _edit(copy, lambda rows: [*extra, *rows])


def columns_in_front(copy: Copy, chance: random.Random) -> None:
    extra: list[CellValue] = [None] * chance.randrange(1, 4)
    _edit(copy, lambda rows: [[*extra, *row] for row in rows])


def blank_row_inside(copy: Copy, chance: random.Random) -> None:
    def edit(rows: Rows) -> Rows:
        at = chance.randrange(1, max(2, len(rows)))
        return [*rows[:at], [None], *rows[at:]]

    _edit(copy, edit)


def remark_column(copy: Copy, chance: random.Random) -> None:
    """A column 备注 right of the answers, with remarks here and there."""

    def edit(rows: Rows) -> Rows:
        head = next((n for n, r in enumerate(rows) if any(v in ("检查内容", "督导内容") for v in r)), None)
        if head is None:
            return rows
        width = max(len(row) for row in rows)
        made = [[*row, *[None] * (width - len(row))] for row in rows]
        for n, row in enumerate(made):
            remark = "备注" if n == head else ("见附件" if any(row) and chance.random() < 0.2 else None)
            row.append(remark)
        return made

    _edit(copy, edit)


def spaced_texts(copy: Copy, chance: random.Random) -> None:
    _each_item(copy, lambda v: f" {v[0]} {v[1 : len(v) // 2]}\n{v[len(v) // 2 :]} " if chance.random() < 0.7 else v)


def other_punctuation(copy: Copy, chance: random.Random) -> None:  # noqa: ARG001
    swap = str.maketrans(
        {"，": ",", "、": "，", "“": '"', "”": '"', "；": ";", "（": "(", "）": ")", "(": "（", ")": "）"}
    )
    _each_item(copy, lambda v: v.translate(swap) + "？")


def dropped_words(copy: Copy, chance: random.Random) -> None:
    """`是否已断水断电` → `已断水断电情况`."""
    _each_item(copy, lambda v: v.replace("是否", "") + "情况" if chance.random() < 0.6 else v)


def abbreviated(copy: Copy, chance: random.Random) -> None:
    """A long item is cut after its first half, as people do who retype."""
    _each_item(copy, lambda v: v[: len(v) * 2 // 3] + "…" if len(v) > 24 and chance.random() < 0.6 else v)


def slips(copy: Copy, chance: random.Random) -> None:
    """One wrong or missing character in a long item."""

    def edit(text: str) -> str:
        if len(text) < 14 or chance.random() < 0.5:
            return text
        at = chance.randrange(2, len(text) - 1)
        return text[:at] + chance.choice(("", "等", "各")) + text[at + 1 :] if text[at] not in "不未没无非" else text

    _each_item(copy, edit)


def look_alikes(copy: Copy, chance: random.Random) -> None:
    """Characters that are typed for each other, and words that say the same; all of them declared."""
    other = {"已": "己", "帐": "账", "电力部门": "供电部门", "市场监督管理部门": "市场监管部门", "数": "数量"}

    def edit(text: str) -> str:
        for word, typed in other.items():
            text = text.replace(word, typed) if chance.random() < 0.5 else text
        return text

    _each_item(copy, edit)


def number_in_text(copy: Copy, chance: random.Random) -> None:
    """`1．是否…` in one cell, no column of numbers."""
    mark = chance.choice(("．", ".", "、", "）"))

    def edit(rows: Rows) -> Rows:
        made = [list(row) for row in rows]
        for row in made:
            at = next((n for n, v in enumerate(row) if isinstance(v, str) and squeeze(v) in ITEMS), None)
            number = row[at - 1] if at else None
            if at and isinstance(number, (int, float)):
                row[at], row[at - 1] = f"{int(number)}{mark}{row[at]}", None
            for n, value in enumerate(row):
                row[n] = None if value == "序号" else value
        return made

    _edit(copy, edit)


def no_numbers(copy: Copy, chance: random.Random) -> None:  # noqa: ARG001
    def edit(rows: Rows) -> Rows:
        made = [list(row) for row in rows]
        for row in made:
            at = next((n for n, v in enumerate(row) if isinstance(v, str) and squeeze(v) in ITEMS), None)
            if at:
                row[at - 1] = None
        return made

    _edit(copy, edit)


def no_heads(copy: Copy, chance: random.Random) -> None:  # noqa: ARG001
    def edit(rows: Rows) -> Rows:
        return [row if not any(v in ("检查内容", "督导内容") for v in row) else [None] for row in rows]

    if "状态" not in {v for name in _shown(copy) for row in copy.sheets[name] for v in row}:
        _edit(copy, edit)


def other_title(copy: Copy, chance: random.Random) -> None:
    new = chance.choice(("违法违规“小化工”企业现场督导表", "附件２：违法违规小化工现场督导检查表"))
    _each_cell(copy, lambda v: new if v == "违法违规“小化工”现场督导检查表" else v)


def no_title(copy: Copy, chance: random.Random) -> None:  # noqa: ARG001
    titles = {annex.title for annex in ANNEXES} | {annex.label for annex in ANNEXES}
    _each_cell(copy, lambda v: None if v in titles else v)


def wide_digits(copy: Copy, chance: random.Random) -> None:
    wide = {ord(str(n)): chr(0xFF10 + n) for n in range(10)}

    def edit(value: CellValue) -> CellValue:
        whole = isinstance(value, (int, float)) and not isinstance(value, bool) and float(value).is_integer()
        return str(int(value)).translate(wide) if whole and chance.random() < 0.5 else value  # type: ignore[arg-type]

    _each_cell(copy, edit)


def text_digits(copy: Copy, chance: random.Random) -> None:  # noqa: ARG001
    _each_cell(copy, lambda v: f" {v:,} " if isinstance(v, int) and not isinstance(v, bool) and v > 20 else v)


def ticks(copy: Copy, chance: random.Random) -> None:
    says = {"是": ("√", "是。", " 是 ", "☑是 □否", "是√ 否"), "否": ("×", "否。", "□是 ☑否", "是 否√")}

    def edit(row: list[CellValue]) -> list[CellValue]:
        if {"检查情况", "情况"}.intersection(row):  # 是 and 否 are heads there
            return row
        return [chance.choice(says[v]) if v in ("是", "否") and chance.random() < 0.6 else v for v in row]  # type: ignore[index]

    _edit(copy, lambda rows: [edit(row) for row in rows])


def ticked_columns(copy: Copy, chance: random.Random) -> None:
    """`检查内容 | 是 | 否 | 检查情况`: yes and no are ticks in columns of their own, all else stands beside them."""
    below = chance.random() < 0.5  # the heads 是 and 否 in a row below 检查情况

    def edit(rows: Rows) -> Rows:
        made: Rows = []
        inside = False
        for row in rows:
            number, text, said = row if len(row) == 3 else (None, None, None)
            inside = said == "检查情况" or (inside and len(row) != 2)  # down to 检查人
            if said == "检查情况":
                heads: Rows = [[number, text, "是", "否", said]]
                made += [[number, text, said], [None, None, "是", "否", "情况"]] if below else heads
            elif inside and len(row) == 3:
                told = said if said not in ("是", "否") else None
                made.append([number, text, "√" if said == "是" else None, "√" if said == "否" else None, told])
            else:
                made.append(row)
        return made

    _edit(copy, edit, ["Sheet1"] if "Sheet1" in copy.sheets else [])


def days_as_text(copy: Copy, chance: random.Random) -> None:
    shapes = (
        "{0.year}年{0.month}月{0.day}日",
        "{0.month}月{0.day}日",
        "{0.year}.{0.month}.{0.day}",
        "{0.year}/{0.month}/{0.day}",
    )
    _each_cell(copy, lambda v: chance.choice(shapes).format(v) if isinstance(v, date) else v)


def stray_cells(copy: Copy, chance: random.Random) -> None:
    def edit(rows: Rows) -> Rows:
        gap: list[CellValue] = [None] * chance.randrange(3, 20)
        return [*rows, [None], [None, None, "联系电话另报"], [*gap, "周三再核"]]

    _edit(copy, edit)


def wide_range(copy: Copy, chance: random.Random) -> None:
    def edit(rows: Rows) -> Rows:
        blank: Rows = [[" "] for _ in range(chance.randrange(1, 80))]
        return [*([*row, *[None] * 30, " "] for row in rows), *blank]

    _edit(copy, edit)


def unit_in_name_only(copy: Copy, chance: random.Random) -> None:  # noqa: ARG001
    """The unit block is deleted, and what is left says it: folder and file name."""
    labels = {f.label for f in COVER_FIELDS}

    def edit(rows: Rows) -> Rows:
        return [[None] if any(v in labels for v in row) and not _is_table(row) else row for row in rows]

    _edit(copy, edit)
    copy.sheets.pop(MARKER_SHEET, None)
    assert copy.unit.county is not None
    copy.name = f"{copy.unit.city.name}/{copy.unit.county.name} 报送.xlsx"


def _is_table(row: list[CellValue]) -> bool:
    return sum(value is not None for value in row) > 6


def one_line_header(copy: Copy, chance: random.Random) -> None:  # noqa: ARG001
    """`检查人：演练甲` in one cell, of the forms that are typed by hand."""
    labels = {f.label for annex in ANNEXES for f in (*annex.header, *annex.footer)}

    def edit(row: list[CellValue]) -> list[CellValue]:
        made = list(row)
        for n, value in enumerate(made[:-1]):
            if isinstance(value, str) and value.endswith("：") and value[:-1] in labels and made[n + 1] is not None:
                said = made[n + 1]
                shown = f"{said.month}月{said.day}日" if isinstance(said, date) else said
                made[n], made[n + 1] = f"{value}{shown}", None
        return made

    _edit(copy, lambda rows: [edit(row) for row in rows])


def stacked(copy: Copy, chance: random.Random) -> None:
    """A second retyped form below the first, on the same sheet."""
    if list(copy.sheets) not in (["Sheet1"], ["表"]):
        return
    (name,) = copy.sheets
    annex = chance.choice(ANNEXES)
    more = (as_retyped if name == "Sheet1" else as_labelled)(annex, chance)
    (rows,) = more.sheets.values()
    copy.sheets[name] = [*copy.sheets[name], [None], *rows]
    copy.truth += more.truth


def side_by_side(copy: Copy, chance: random.Random) -> None:
    """A second retyped form to the right of the first."""
    if list(copy.sheets) != ["Sheet1"]:
        return
    more = as_retyped(chance.choice(ANNEXES), chance)
    left, right = copy.sheets["Sheet1"], more.sheets["Sheet1"]
    width = max(len(row) for row in left) + 1
    height = max(len(left), len(right))
    rows: Rows = []
    for n in range(height):
        one = left[n] if n < len(left) else []
        rows.append([*one, *[None] * (width - len(one)), *(right[n] if n < len(right) else [])])
    copy.sheets["Sheet1"] = rows
    copy.truth += more.truth


def other_separators(copy: Copy, chance: random.Random) -> None:
    """`断水：是，断电：否` in one cell."""
    mark = chance.choice(("，", ";", "\n", "  "))
    _each_cell(
        copy, lambda v: v.replace("；", mark) if isinstance(v, str) and "；" in v and squeeze(v) not in ITEMS else v
    )


def answers_one_cell_on(copy: Copy, chance: random.Random) -> None:  # noqa: ARG001
    """The merged answer cell was split and the answer stands in its right half."""

    def edit(rows: Rows) -> Rows:
        return [
            [*row[:2], None, row[2]] if len(row) == 3 and isinstance(row[1], str) and squeeze(row[1]) in ITEMS else row
            for row in rows
        ]

    _edit(copy, edit, ["Sheet1"] if "Sheet1" in copy.sheets else [])


def reworded_labels(copy: Copy, chance: random.Random) -> None:
    other = {
        "企业（小作坊、黑窝点）名称：": "企业名称：",
        "详细地址：": "地址:",
        "检查人：": "检查人员：",
        "时间：": "检查时间：",
    }
    _each_cell(copy, lambda v: other[v] if v in other and chance.random() < 0.7 else v)  # type: ignore[index]


KINDS: tuple[Change, ...] = (
    renamed_sheets, shuffled_sheets, no_marker, rows_in_front, columns_in_front, blank_row_inside, remark_column,
    spaced_texts, other_punctuation, dropped_words, abbreviated, look_alikes, number_in_text, no_numbers, no_heads,
    other_title, no_title, wide_digits, text_digits, ticks, days_as_text, stray_cells, wide_range,
    unit_in_name_only, one_line_header, stacked, side_by_side, other_separators, answers_one_cell_on,
    reworded_labels, ticked_columns,
)  # fmt: skip
# Registers and cover have heads instead of item texts.
BOOK_KINDS: tuple[Change, ...] = (
    renamed_sheets, shuffled_sheets, no_marker, rows_in_front, columns_in_front, wide_digits, ticks, days_as_text,
    stray_cells, wide_range, text_digits,
)  # fmt: skip
