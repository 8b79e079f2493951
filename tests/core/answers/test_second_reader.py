"""Random cells: never a value that a strict second reader would not give."""

from __future__ import annotations

import random
from datetime import date, datetime, time

import pytest

from tests.core.answers.strict_reader import strictly
from xhg_excel.core.answers.normalize import normalize
from xhg_excel.core.model.grid import CellValue
from xhg_excel.notice.schema.form import Field, Kind

CHOICES = ("其它", "小电镀", "停产停业(取缔)")
FIELDS = {
    Kind.YES_NO: Field("k", "项", Kind.YES_NO),
    Kind.CHOICE: Field("k", "项", Kind.CHOICE, choices=CHOICES),
    Kind.COUNT: Field("k", "项", Kind.COUNT, unit="份"),
    Kind.YUAN: Field("k", "项", Kind.YUAN, unit="元"),
    Kind.DATE: Field("k", "项", Kind.DATE),
    Kind.ID: Field("k", "项", Kind.ID),
    Kind.TEXT: Field("k", "项", Kind.TEXT),
}
# Boxes and brackets around ticks have a table of their own in test_normalize.py.
PIECES = {
    Kind.YES_NO: ["是", "否", "有", "无", "没有", "√", "×", "☑", "是的", "不", "/", "已拍照", "y", "no"],
    Kind.CHOICE: ["其它", "其他", "小电镀", "停产停业", "（取缔）", "小", "√", "、"],
    Kind.COUNT: ["3", "0", "12", "1,200", "３", "①", "²", "Ⅲ", "٣", "份", "张", "万", "约", "余", "百", "-", "~", ".", ",", "、", "e3", "未提供"],
    Kind.YUAN: ["2", "0.5", "20,000", "３", "②", "³", "万", "元", "万元", "千", "约", "-", ".", ",", "、", "e2", "未提供", "¥"],
    Kind.DATE: ["2020", "8", "12", "08", "1", "-", "/", ".", "年", "月", "日", "上旬", "²", "①", " 0:00", "T00:00:00", "9:30", "二〇", "八", "十", "二十", "号"],
    Kind.ID: ["P", "001", "7", "12", "〔2020〕", "号", "无", "不详", "见清单", "、", "和", "E+17", "2020-8-12", "8月12日", "①", "#", "（信访）"],
    Kind.TEXT: ["按计划", "3", "。", "“", "①"],
}  # fmt: skip
BETWEEN = ["", "", "", "", " ", "\u3000", "\n", "\u200b", "\ufeff", "\u00ad", "  "]
OTHERS: list[CellValue] = [None, "", True, False, 0, 3, 3.0, -0.0, 2.5, -1, 1e15, 1e16, 3.2e17, 44055, 44055.5, date(2020, 8, 12), datetime(2020, 8, 12, 9)]  # fmt: skip


def cell(kind: Kind, chance: random.Random) -> CellValue:
    if chance.random() < 0.1:
        return chance.choice(OTHERS)
    pieces = PIECES[kind] if chance.random() < 0.9 else PIECES[chance.choice(list(PIECES))]
    count = chance.choice((1, 1, 2, 2, 3, 4, 5))
    return "".join(chance.choice(BETWEEN) + chance.choice(pieces) for _ in range(count)) + chance.choice(BETWEEN)


def too_much(kind: Kind, cells: int, seed: int) -> list[tuple[CellValue, object, object]]:
    """Return the cells of which the product reads another value than the second reader, with both."""
    chance, field = random.Random(f"{kind} {seed}"), FIELDS[kind]
    found: list[tuple[CellValue, object, object]] = []
    for value in (cell(kind, chance) for _ in range(cells)):
        reading = normalize(value, field, 2020)
        second = strictly(kind.value, value, field.unit, field.choices)
        if reading.answer is not None and reading.answer != second:
            found.append((value, reading.answer, second))
    return found


@pytest.mark.parametrize("kind", FIELDS)
def test_no_value_is_read_that_a_strict_second_reader_would_not_give(kind: Kind) -> None:
    assert too_much(kind, 400, 1) == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", FIELDS)
def test_no_value_is_read_of_ten_thousand_cells_either(kind: Kind) -> None:
    assert too_much(kind, 10_000, 2) == []


def test_the_second_reader_reads_what_is_plain() -> None:
    plain = [("yes_no", "√"), ("count", "3,000份"), ("yuan", "2.5万元"), ("date", "2020/7/7 0:00"), ("id", "P001")]

    assert all(strictly(kind, value, "份" if kind == "count" else "") is not None for kind, value in plain)
    assert strictly("date", time(9)) is None
