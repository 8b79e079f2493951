"""A line of a text table is a record by itself, unless its line breaks are quoted as programs quote them."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xhg_excel.files.read.csv_file import opened_records
from xhg_excel.files.read.csv_records import LONGEST_LINE, Records
from xhg_excel.files.read.read_file import read_file

HEAD = "城,县,号,名"


def records(
    text: str, width: int | None = 4, separator: str = ","
) -> tuple[list[list[str]], list[tuple[str, str, str]]]:
    csv.field_size_limit(LONGEST_LINE)
    found = Records(StringIO(text, newline=""), separator, 0, width)
    rows = list(found)
    return rows, [(f.facts["value"], f.facts["item"], f.what) for f in found.findings("s")]


@pytest.mark.parametrize(
    ("lines", "rows", "named"),
    [
        (["a,b,c,d", "e,f,g,h"], [["a", "b", "c", "d"], ["e", "f", "g", "h"]], []),
        (['a,b,"c\nc",d'], [["a", "b", "c\nc", "d"]], []),
        (['a,b,"c, ""c"" c",d'], [["a", "b", 'c, "c" c', "d"]], []),
        (['a,b,"c"c,d'], [["a", "b", "cc", "d"]], []),
        (['a,b,3"c,d'], [["a", "b", '3"c', "d"]], []),
        (['a,b,c,"', "e,f,g,h", 'i,j,k,"'], [['a,b,c,"'], ["e", "f", "g", "h"], ['i,j,k,"']], ["2", "4"]),
        (['a,b,"c,d', "e,f,g,h", 'i,j,k",l'], [['a,b,"c,d'], ["e", "f", "g", "h"], ["i", "j", 'k"', "l"]], ["2"]),
        (['a,b,"c,d', 'e,f,g",h'], [['a,b,"c,d'], ["e", "f", 'g"', "h"]], ["2"]),
        (['a,b,c,"d', "e,f,g,h", "i,j,k,l"], [['a,b,c,"d'], ["e", "f", "g", "h"], ["i", "j", "k", "l"]], ["2"]),
        (["a,b,c,d,e", "a,b,c"], [["a,b,c,d,e"], ["a,b,c"]], ["2", "3"]),
        (["a,b,c,d,,", ",,,,,", ",", ""], [["a", "b", "c", "d", "", ""], [""] * 6, ["", ""], [""]], []),
        (['a,b,"c\nc\nc",d', "e,f"], [["a", "b", "c\nc\nc", "d"], ["e,f"]], ["5"]),
        (["a,b,c,d\re,f,g,h"], [["a", "b", "c", "d"], ["e", "f", "g", "h"]], []),
    ],
)
def test_lines_that_are_no_record_are_named_and_take_no_other_with_them(
    lines: list[str], rows: list[list[str]], named: list[str]
) -> None:
    found, faults = records("\n".join([HEAD, *lines]) + "\n")

    assert found[1:] == rows
    assert [number for numbers, _, _ in faults for number in numbers.split("、")] == named


def test_without_heads_only_quotes_are_checked() -> None:
    assert records('a\n"b\nc",d\ne,f,g\n', None) == ([["a"], ["b\nc", "d"], ["e", "f", "g"]], [])
    assert records('1,a,"b\n2,c,d\n3,e,"f\n', None)[0] == [['1,a,"b'], ["2", "c", "d"], ['3,e,"f']]


def test_a_line_of_a_million_characters_is_named_and_the_next_is_read() -> None:
    rows, faults = records(f"{HEAD}\n{'长' * 2_500_000},b,c,d\n" + 'e,f,"g",h\n"' + "长" * 1_200_000)

    assert [len(row[0]) for row in rows[1:]] == [32_767, 1, 32_767]
    assert [(numbers, count) for numbers, count, _ in faults] == [("2、4", "2")]


def test_open_quotes_on_every_line_are_read_in_linear_time() -> None:
    """Each line is looked at twice at most: the search for the end of a quote stops at the next quote."""
    reads = 0

    class Counted(StringIO):
        def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
            nonlocal reads
            reads += 1
            return super().readline(size)

    csv.field_size_limit(LONGEST_LINE)
    text = HEAD + "\n" + 'a,b,c,"\ne,f,g,h\n' * 2000
    found = Records(Counted(text, newline=""), ",", 0, 4)

    assert len(list(found)) == 4001
    assert reads < 3 * 4001
    assert found.findings("s")[0].facts["item"] == "2000"


cells = st.text(st.sampled_from('甲乙1 ,"\n；'), max_size=6)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(cells, min_size=4, max_size=4), max_size=8))
def test_what_a_program_writes_is_read_or_named(rows: list[list[str]]) -> None:
    """Each record that a program wrote is read as written, or its first line is named; no row is made up."""
    written = StringIO(newline="")
    csv.writer(written).writerows([HEAD.split(","), *rows])

    found, faults = records(written.getvalue())

    assert faults or [row for row in found[1:] if len(row) == 4] == rows


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(["good", "quote", "middle", "short", "long"]), max_size=30))
def test_rows_read_are_rows_meant_whatever_stands_between(kinds: list[str]) -> None:
    """A stray quote, a missing or an additional cell costs its own line, which is named, and no other."""
    lines = {
        "good": "南通市,如东县,P{},演练厂",
        "quote": '南通市,如东县,P{},"',
        "middle": '南通市,"如东县,P{},演练厂',
        "short": "南通市,如东县P{},演练厂",
        "long": "南通市,如东县,P{},演练,厂",
    }
    text = "\n".join([HEAD, *(lines[kind].format(number) for number, kind in enumerate(kinds))])

    found, faults = records(text)

    meant = [f"P{number}" for number, kind in enumerate(kinds) if kind == "good"]
    assert [row[2] for row in found[1:] if len(row) == 4] == meant
    assert sum(int(count) for _, count, _ in faults) == len(kinds) - len(meant)


def test_broken_lines_of_a_file_are_findings_at_their_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        '设区市,县(市、区),督导组,姓名,工作单位,职责\n南通市,如东县,"一组,张三,演练局,组长\n南通市,,二组,李四,演练局,成员\n',
        "utf-8",
    )

    read = read_file(path, "a.csv")

    assert [(f.code, f.cells, f.facts["value"]) for f in read.findings] == [("F61", ("A2",), "2")]
    assert len(read.grids[0].rows) == 3
    with opened_records(path, "utf-8") as found:
        assert found.separator == ","
