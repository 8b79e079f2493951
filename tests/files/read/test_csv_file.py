"""Text tables in every encoding and with every separator people save them with."""

from __future__ import annotations

from pathlib import Path

import pytest

from xhg_excel.core.model.context import Context
from xhg_excel.core.model.submission import LedgerRows, Submission
from xhg_excel.core.reading.count_places import check_counted_and_stated
from xhg_excel.core.rehearsal.made_up import CityRehearsal
from xhg_excel.core.templates.workbooks import ledger_book
from xhg_excel.files.read.folder import read_submissions
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import NOTICE, PROBLEMS, SCREENING

ENCODINGS = ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
PLACES_TABLE = """序号,设区市,县(市、区),名称,详细地址,是否存在问题
1,南通市,如东县,演练企业甲,演练村1号,否
2,南通市,如东县,演练企业乙,演练村2号,是
3,南通,海门市,"演练企业丙，
分厂",演练村3号,√
"""


def read(path: Path, context: Context) -> Submission:
    (submission,) = read_submissions([(path, path.name)], context)
    return submission


def saved(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    return path


def counted(submission: Submission) -> list[tuple[object, ...]]:
    (sheet,) = submission.ledgers
    assert sheet.ledger is SCREENING
    return [tuple(answers.values()) for answers, _ in sheet.rows]


@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_places_are_counted_into_the_screening_totals(
    encoding: str, separator: str, tmp_path: Path, context: Context
) -> None:
    """海门市 is 海门区 since July 2020; a name may hold a line break."""
    path = saved(tmp_path / "排查台账.csv", PLACES_TABLE.replace(",", separator), encoding)

    submission = read(path, context)

    assert counted(submission) == [("南通市", "海门区", 1, 1), ("南通市", "如东县", 2, 1)]
    assert [(f.code, f.facts) for f in submission.findings] == [("N08", {"value": "3", "detail": "2"})]


def test_rows_that_cannot_be_counted_are_named_with_their_number(tmp_path: Path, context: Context) -> None:
    rows = "南通市,演练县,甲,一号,否\n南通市,演练县,乙,二号,否\n南通市,如东县,丙,三号,待定\n南通市,如东县,丙,三号,待定\n合计,,4,,\n,,,,\n,鼓楼区,丁,四号,否\n"
    path = saved(tmp_path / "a.csv", "设区市,县(市、区),名称,详细地址,是否存在问题\n" + rows)

    submission = read(path, context)

    assert counted(submission) == [("南通市", "如东县", 2, 0)]
    assert [(f.code, f.cells[0], f.facts.get("value")) for f in submission.findings] == [
        ("F34", "B2", "2"),
        ("F36", "E4", "2"),
        ("F34", "B8", "1"),
        ("F35", "C5", "1"),
        ("N08", "C1", "2"),
    ]


def test_places_on_a_sheet_are_counted_as_those_in_a_text_file(tmp_path: Path, context: Context) -> None:
    import xlsxwriter

    text = saved(tmp_path / "a.csv", PLACES_TABLE)
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet("排查台账")
    for number, line in enumerate(PLACES_TABLE.replace('"', "").replace("，\n", "，").splitlines()):
        sheet.write_row(number, 0, line.split(","))
    book.close()

    assert counted(read(tmp_path / "a.xlsx", context)) == counted(read(text, context))


def test_a_county_that_is_counted_and_stated_is_named(tmp_path: Path, context: Context) -> None:
    """Two parts of one county's places add up; its stated total on top would count them twice."""
    head = "设区市,县(市、区),排查企业总数（家）,排查问题数（个）"
    one, two = (read(saved(tmp_path / f"{n}.csv", PLACES_TABLE), context) for n in (1, 2))
    stated = read(saved(tmp_path / "排查底数.csv", f"{head}\n南通市,如东县,12,3\n"), context)

    assert [f.code for _, f in check_counted_and_stated([one, two])] == []
    found = [(f.file, f.code, f.facts["value"]) for _, f in check_counted_and_stated([one, stated, two])]
    assert found == [("1.csv", "F37", "南通市如东县"), ("2.csv", "F37", "南通市如东县")]


def test_a_list_without_the_question_is_not_a_ledger_of_places(tmp_path: Path, context: Context) -> None:
    """A problem list that lost some columns has most heads of one."""
    path = saved(tmp_path / "a.csv", "设区市,县(市、区),名称,详细地址\n南通市,如东县,甲,一号\n")

    assert [f.code for f in read(path, context).findings] == ["F05"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_problem_list_as_text_gives_the_same_rows_as_the_workbook(
    encoding: str, tmp_path: Path, nantong: CityRehearsal, context: Context
) -> None:
    problems = nantong.ledgers["problems"]
    write_book(ledger_book(NOTICE, PROBLEMS, problems), tmp_path / "问题清单.xlsx")
    heads = ",".join(field.shown for field in PROBLEMS.columns)
    lines = [",".join("" if row[f.key] is None else str(row[f.key]) for f in PROBLEMS.columns) for row in problems]
    path = saved(tmp_path / "问题清单.csv", "\n".join([heads, *lines]), encoding)

    def answers(of: Submission) -> list[object]:
        (sheet,) = of.ledgers
        return [row for row, _ in sheet.rows]

    text, book = read(path, context), read(tmp_path / "问题清单.xlsx", context)
    assert answers(text) == answers(book)
    assert [f.code for f in text.findings] == [f.code for f in book.findings]


def test_numbers_that_excel_was_kept_from_spoiling_keep_their_zeros(tmp_path: Path, context: Context) -> None:
    head = ",".join(field.shown for field in PROBLEMS.columns)
    row = '南通市,如东县,"=""0012""",演练作坊,演练村,小化工,,,未完成,,'
    (sheet,) = read(saved(tmp_path / "a.csv", f"{head}\n{row}\n"), context).ledgers

    assert isinstance(sheet, LedgerRows)
    assert sheet.rows[0][0]["problem_id"] == "0012"


@pytest.mark.parametrize(("content", "code"), [(b"", "F03"), (b"\xff\xfe\x00", "F33"), (b"a,b\n1,2\n", "F05")])
def test_a_text_file_that_is_no_ledger_is_one_finding(
    content: bytes, code: str, tmp_path: Path, context: Context
) -> None:
    (tmp_path / "a.csv").write_bytes(content)

    assert [f.code for f in read(tmp_path / "a.csv", context).findings] == [code]


@pytest.mark.slow
def test_the_whole_province_is_counted_within_a_gibibyte(tmp_path: Path, context: Context) -> None:
    """1.70 million places, as screened by August 2020."""
    from xhg_excel.files.read.workers import Limits

    names = [
        (context.registry.city_of(c).name, c.name)
        for t in context.registry.cities
        for c in context.registry.counties_of(t)
    ]
    path = tmp_path / "排查台账.csv"
    with path.open("w", encoding="gbk") as out:
        out.write("设区市,县(市、区),名称,详细地址,是否存在问题\n")
        for number in range(1_700_000):
            city, county = names[number % 95]
            out.write(
                f"{city},{county},演练企业{number},演练路{number % 9999}号,{'是' if number % 2000 == 0 else '否'}\n"
            )

    (submission,) = read_submissions([(path, path.name)], context, Limits(seconds=600, memory=1 << 30))

    assert sum(int(str(row[2])) for row in counted(submission)) == 1_700_000
    assert sum(int(str(row[3])) for row in counted(submission)) == 850
