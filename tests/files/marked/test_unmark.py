"""Taking marks off: the file inside if nobody touched the copy, else what is known as ours; nothing is believed."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO

import openpyxl
import pytest

from tests.files.clean.base import zipped
from tests.files.clean.checker import survivors
from tests.files.clean.ways import WAYS, baited
from tests.files.marked.shapes import edited
from tests.files.marked.test_mark import FINDINGS, SHEET, coloured, own_workbook, parts, without_original
from xhg_excel.core.results.marks import marks_of
from xhg_excel.files.marked.mark import mark
from xhg_excel.files.marked.original import PART
from xhg_excel.files.marked.unmark import unmark
from xhg_excel.files.ooxml.package import Package
from xhg_excel.notice.words import marks as words
from xhg_excel.notice.words.marks import RESULT_SHEET

NOTES = "xl/comments1.xml"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return own_workbook(tmp_path_factory.mktemp("own") / "own.xlsx")


@pytest.fixture(scope="module")
def copy(own: bytes) -> bytes:
    return mark(own, "own.xlsx", marks_of(FINDINGS)).content


def notes(content: bytes) -> dict[str, str]:
    sheet = openpyxl.load_workbook(BytesIO(content))[SHEET]
    return {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("odd", [b"", b"MZ before"])
def test_a_zip_of_any_making_comes_back_with_order_dates_and_remarks(own: bytes, method: int, odd: bytes) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.comment = "演练".encode()
        archive.mkdir("xl")
        for name, part in reversed(parts(own).items()):
            entry = zipfile.ZipInfo(name, (2020, 8, 1, 9, 30, 0))
            entry.compress_type, entry.comment = method, b"note"
            archive.writestr(entry, part)
    content = odd + out.getvalue()

    assert unmark(mark(content, "a.xlsx", marks_of(FINDINGS)).content, "a.xlsx").content == content


def test_what_is_answered_in_the_copy_is_not_undone_by_the_file_inside(copy: bytes) -> None:
    """A program that keeps parts it does not know: the file inside is older than the copy."""
    sheet = "xl/worksheets/sheet2.xml"
    answered = edited(copy, {sheet: lambda xml: xml.replace("<v>3</v>", "<v>33</v>")})

    plain = unmark(answered, "a.xlsx")

    assert b"<v>33</v>" in parts(plain.content)[sheet]
    assert plain.findings == []
    assert coloured(openpyxl.load_workbook(BytesIO(plain.content))) == {}
    assert PART not in parts(plain.content)


def test_a_sender_s_note_that_begins_like_ours_stays(own: bytes) -> None:
    theirs = edited(own, {NOTES: lambda xml: xml.replace("用户自己的批注", "【强制】请先打电话。谢谢")})
    saved = without_original(mark(theirs, "a.xlsx", marks_of(FINDINGS)).content)

    assert notes(unmark(saved, "a.xlsx").content) == {"A2": "【强制】请先打电话。谢谢"}


@pytest.mark.parametrize("author", ["xhg_excel", "演甲"])
def test_a_line_that_somebody_added_to_our_note_stays(copy: bytes, author: str) -> None:
    """Some programs put the present user's name in the author's place."""
    answered = edited(
        copy,
        {NOTES: lambda xml: xml.replace("xhg_excel", author).replace("“未提供”。</t>", "“未提供”。\n已改，见附表</t>")},
    )
    line = next(text for text in notes(answered).values() if "已改" in text).splitlines()

    left = notes(unmark(without_original(answered), "a.xlsx").content)

    assert len(line) == len(["ours", "theirs"])
    assert "已改，见附表" in left.values()
    assert not any("【" in text for text in left.values())


def test_without_the_result_sheet_colours_and_our_author_s_notes_still_go(copy: bytes) -> None:
    book = openpyxl.load_workbook(BytesIO(copy))
    del book[RESULT_SHEET]
    out = BytesIO()
    book.save(out)

    plain = unmark(out.getvalue(), "a.xlsx").content

    assert coloured(openpyxl.load_workbook(BytesIO(plain))) == {}
    assert notes(plain) == {"A2": "用户自己的批注"}


def test_a_sheet_that_only_says_that_it_is_ours_stays_and_is_named(own: bytes) -> None:
    book = openpyxl.load_workbook(BytesIO(own))
    sheet = book.create_sheet(RESULT_SHEET)
    sheet.cell(1, words.OWN_COLUMN + 1, "xhg_mark {}")
    sheet["A5"] = "填报内容"
    out = BytesIO()
    book.save(out)

    plain = unmark(out.getvalue(), "a.xlsx")

    assert plain.content == out.getvalue()
    assert plain.findings == [words.FORGED_RESULT.format(sheet=RESULT_SHEET)]


def forged(copy: bytes, change: Callable[[dict[str, object], bytes], tuple[dict[str, object], bytes]]) -> bytes:
    """Return the copy with another carried part, everything before it as it was."""
    with zipfile.ZipFile(BytesIO(copy)) as archive:
        names = archive.namelist()
        carried = archive.read(PART)
        last = archive.getinfo(PART)
    assert names[-1] == PART
    head, _, rest = carried.partition(b"\n")
    made, rest = change(json.loads(head), rest)
    out = BytesIO(copy[: last.header_offset])
    with zipfile.ZipFile(BytesIO(copy)) as archive, zipfile.ZipFile(BytesIO(), "w") as _:
        infos = archive.infolist()[:-1]
    out.seek(0, 2)
    with zipfile.ZipFile(out, "a") as archive:
        archive.filelist[:] = infos
        archive.NameToInfo.update({info.filename: info for info in infos})
        archive.writestr(PART, json.dumps(made).encode() + b"\n" + rest, zipfile.ZIP_DEFLATED)
    return out.getvalue()


@pytest.mark.parametrize(
    "change",
    [
        lambda head, rest: (head, rest[:-1]),
        lambda head, rest: (head | {"original": "0" * 64}, rest),
        lambda head, rest: (head | {"pieces": [[0, "xl/theme/theme1.xml"]] * 9}, rest),
        lambda head, rest: (head | {"pieces": [[-9, "xl/theme/theme1.xml"]]}, rest),
        lambda head, rest: (head | {"pieces": [["a", 3]]}, rest),
        lambda head, rest: (head | {"pieces": 7}, rest),
        lambda _, rest: ({}, rest),
        lambda _, rest: ([[]] * 9, rest),
    ],
)
def test_a_file_inside_that_is_damaged_is_named_and_not_used(
    own: bytes, copy: bytes, change: Callable[[dict[str, object], bytes], tuple[dict[str, object], bytes]]
) -> None:
    assert unmark(forged(copy, lambda head, rest: (head, rest)), "a.xlsx").content == own

    plain = unmark(forged(copy, change), "a.xlsx")

    assert plain.findings == [words.DAMAGED_ORIGINAL]
    assert coloured(openpyxl.load_workbook(BytesIO(plain.content))) == {}
    assert PART not in parts(plain.content)


@pytest.mark.parametrize("inside", [zipped(baited("link of a cell")), b"no zip", b""])
def test_a_file_inside_that_acts_is_named_and_not_used(copy: bytes, inside: bytes) -> None:
    def replaced(head: dict[str, object], _: bytes) -> tuple[dict[str, object], bytes]:
        return head | {"pieces": [], "original": sha256(inside).hexdigest()}, inside

    plain = unmark(forged(copy, replaced), "a.xlsx")

    assert plain.findings == [words.UNSAFE_ORIGINAL]
    assert openpyxl.load_workbook(BytesIO(plain.content)).sheetnames == ["说明页", SHEET]


@pytest.mark.parametrize("way", list(WAYS)[::7])
def test_what_was_cut_is_not_carried_and_stays_cut(way: str) -> None:
    copy = mark(zipped(baited(way)), "a.xlsx", marks_of(FINDINGS)).content

    back = unmark(copy, "a.xlsx")

    assert survivors(back.content) == []
    assert back.findings == []
    assert b"bait9" not in Package(copy, "a.xlsx").content_of(PART)
