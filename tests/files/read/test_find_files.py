"""Every file of a folder is read or named with the reason, and nothing outside the folder is read."""

from __future__ import annotations

import os
import shutil
import socket
import zipfile
from pathlib import Path

import pytest

from tests.books import run
from tests.files.read.hostile import workbook
from xhg_excel.errors.files import NothingToReadError
from xhg_excel.files.read.find_files import look_through
from xhg_excel.files.read.folder import find_files
from xhg_excel.notice.words import passed_over as words


def named(folder: Path) -> dict[str, tuple[str, str]]:
    """Return code and kind of every file that is not read, by its name."""
    return {
        other.source.file: (other.findings[0].code, other.findings[0].facts.get("value", ""))
        for other in look_through(folder).others
    }


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.docx", words.WORD),
        ("a.PDF", words.PDF),
        ("a.jpg", words.PICTURE),
        ("a.lnk", words.SHORTCUT),
        ("a.dwg", words.OTHER_KIND.format(suffix=".dwg")),
        ("a", words.NO_SUFFIX),
        ("~$a.xlsx", words.LEFT_BY_PROGRAMS),
        (".~lock.a.xlsx#", words.LEFT_BY_PROGRAMS),
        ("Thumbs.db", words.LEFT_BY_PROGRAMS),
    ],
)
def test_a_file_that_is_no_table_is_named_with_its_kind(name: str, kind: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"x")

    assert named(tmp_path) == {name: ("F40", kind)}


@pytest.mark.parametrize(("name", "code"), [("a.xltx", "F16"), ("a.rar", "F41"), ("a.7z", "F41")])
def test_a_table_or_archive_that_cannot_be_read_must_be_handed_in_another_way(
    name: str, code: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(b"x")

    assert named(tmp_path) == {name: (code, "")}
    assert look_through(tmp_path / name).others or look_through(tmp_path / name).books  # chosen by its name


@pytest.mark.skipif(os.name == "nt", reason="pipes, sockets and links without rights")
def test_links_are_not_followed_and_pipes_not_opened(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "in"
    outside.mkdir()
    folder.mkdir()
    (outside / "secret.xlsx").write_bytes(workbook())
    os.mkfifo(folder / "pipe.xlsx")
    (folder / "link.xlsx").symlink_to(outside / "secret.xlsx")
    (folder / "round").symlink_to(folder)
    (folder / "broken.xlsx").symlink_to("nowhere")
    here = Path.cwd()
    os.chdir(folder)  # the path of a socket may have 100 characters
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind("socket")
    os.chdir(here)

    found = look_through(folder)

    assert found.books == []
    assert named(folder) == {
        "broken.xlsx": ("F40", words.SHORTCUT),
        "link.xlsx": ("F40", words.SHORTCUT),
        "pipe.xlsx": ("F40", words.NOT_A_FILE),
        "round": ("F40", words.SHORTCUT),
        "socket": ("F40", words.NOT_A_FILE),
    }


def test_empty_and_hidden_folders_are_named_once(tmp_path: Path) -> None:
    (tmp_path / "empty" / "inner").mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "a.xlsx").write_bytes(workbook())

    assert named(tmp_path) == {
        ".git": ("F40", words.LEFT_BY_PROGRAMS),
        "empty/inner": ("F40", words.EMPTY_FOLDER),
    }


@pytest.mark.skipif(os.name == "nt" or not os.getuid(), reason="root may read everything")
def test_a_folder_without_permission_is_named(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0)

    assert named(tmp_path) == {"closed": ("F28", "")}


def test_a_folder_of_other_files_says_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"x")

    with pytest.raises(NothingToReadError, match=r"Word 文档 1 个（a.docx）"):
        find_files([tmp_path])


def test_a_zip_is_read_like_a_folder_and_every_file_of_it_is_mentioned(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "报送.zip", "w") as archive:
        for name in ("南通市/如东县/a.xlsx", "南通市/b.docx", "__MACOSX/._a.xlsx", "c.zip", "../d.xlsx"):
            archive.writestr(name, workbook())
    (tmp_path / "坏.zip").write_bytes(b"PK")
    (tmp_path / "z.xlsx").write_bytes(workbook())

    found = look_through(tmp_path)

    assert [name for _, name in found.books] == ["z.xlsx", "报送.zip/南通市/如东县/a.xlsx"]
    assert [(other.source.file, other.findings[0].code) for other in found.others] == [
        ("坏.zip", "F41"),
        ("报送.zip/../d.xlsx", "F41"),
        ("报送.zip/__MACOSX/._a.xlsx", "F40"),
        ("报送.zip/c.zip", "F41"),
        ("报送.zip/南通市/b.docx", "F40"),
    ]


def test_a_command_prints_what_it_passed_over_and_a_merge_lists_it(nantong_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    shutil.copy(min(nantong_folder.glob("*.xlsx")), folder)
    for name in "abcd":
        (folder / f"{name}.docx").write_bytes(b"x")

    checked = run("validate", folder, "--json", tmp_path / "a.json")
    merged = run("merge", folder, "--out", tmp_path / "out.xlsx")

    assert "没有读取 4 个：Word 文档 4 个（a.docx、b.docx、c.docx……）" in checked.output
    assert "共校验 1 个文件" in checked.output
    assert (tmp_path / "a.json").read_text(encoding="utf-8").count('"F40"') == 4
    assert "没有读取 4 个" in merged.output
    assert "未并入" not in merged.output


def test_files_are_shown_without_numbers_of_people_and_read_from_where_they_are(tmp_path: Path) -> None:
    """五(四): two files stay two, whatever they are shown as; members of a zip too."""
    names = ("举报13900001234.xlsx", "举报13900005678.xlsx", "139 0000 1234.docx", "a.xlsx")
    for name in names:
        (tmp_path / name).write_bytes(workbook())
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as package:
        package.writestr("0513-85001234/b.xlsx", workbook())

    found = find_files([tmp_path])

    assert dict(found.books) == {
        tmp_path / "a.xlsx": "a.xlsx",
        tmp_path / names[0]: "举报（已隐去）.xlsx",
        tmp_path / names[1]: "举报（已隐去2）.xlsx",
        tmp_path / "z.zip" / "0513-85001234" / "b.xlsx": "z.zip/（已隐去）/b.xlsx",
    }
    assert [(other.source.file, other.findings[0].file) for other in found.others] == [("（已隐去）.docx",) * 2]
