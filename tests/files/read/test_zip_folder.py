"""A .zip of workbooks is read like a folder, within limits, whatever it holds."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.files.read.hostile import workbook
from xhg_excel.core.model.context import Context
from xhg_excel.files.read import zip_folder
from xhg_excel.files.read.folder import submission_of
from xhg_excel.files.read.read_file import read_file
from xhg_excel.files.read.zip_folder import content_here, inflate, list_zip, name_of, zip_of
from xhg_excel.notice.words import passed_over as words


def zipped(path: Path, files: Mapping[str, bytes]) -> Path:
    """Write a zip with these files; return its path."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_that_windows_or_a_mac_wrote_without_saying_so_are_decoded(encoding: str) -> None:
    info = zipfile.ZipInfo("南通市\\如东县.xlsx".encode(encoding).decode("cp437"))

    assert name_of(info) == "南通市/如东县.xlsx"


def test_a_name_marked_as_utf8_and_one_in_no_encoding_are_kept() -> None:
    marked = zipfile.ZipInfo("é.xlsx")
    marked.flag_bits |= 0x800
    other = zipfile.ZipInfo(b"\xff.xlsx".decode("cp437"))

    assert (name_of(marked), name_of(other)) == ("é.xlsx", other.orig_filename)


@pytest.mark.parametrize("name", ["../a.xlsx", "a/../b.xlsx", "/a.xlsx", "C:/a.xlsx", "a//b.xlsx", "a\x07.xlsx"])
def test_a_name_that_points_elsewhere_is_refused(name: str, tmp_path: Path) -> None:
    listing = list_zip(zipped(tmp_path / "a.zip", {name: workbook()}))

    assert listing.refused == {name: words.ZIP_OUTSIDE}


def test_a_file_that_shrinks_too_much_is_refused_and_not_inflated(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.csv": bytes(30_000_000), "b.csv": b"1,2"})

    assert list_zip(path).refused == {"a.csv": words.ZIP_DENSE}
    fault = read_file(path / "a.csv", "a.csv").fault
    assert fault is not None
    assert (fault.code, fault.facts["detail"]) == ("F41", words.ZIP_DENSE)


def test_an_encrypted_file_and_an_unusual_method_are_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.xlsx": b"x"})
    content = bytearray(path.read_bytes())
    at = content.rindex(b"PK\x01\x02")
    content[at + 8] |= 1
    path.write_bytes(bytes(content))
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("b.xlsx", b"x")

    assert list_zip(path).refused == {"a.xlsx": words.ZIP_ENCRYPTED}
    assert list_zip(tmp_path / "b.zip").refused == {"b.xlsx": words.ZIP_METHOD}


def test_two_files_of_one_name_are_both_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.xlsx", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.xlsx", b"2")

    listing = list_zip(tmp_path / "a.zip")

    assert (listing.files, listing.refused) == (["a.xlsx"], {"a.xlsx": words.ZIP_TWICE})


@pytest.mark.parametrize(("limit", "reason"), [("MOST_MEMBERS", "2个文件"), ("MOST_INFLATED", "解压后")])
def test_a_zip_of_too_much_is_refused_as_a_whole(
    limit: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = zipped(tmp_path / "a.zip", {"a.xlsx": workbook(), "b.xlsx": workbook()})
    monkeypatch.setattr(zip_folder, limit, 1)

    assert reason in list_zip(path).refused[""]
    assert read_file(path / "a.xlsx", "a").fault is not None


def test_a_workbook_and_a_table_in_a_zip_are_read_as_from_a_folder(tmp_path: Path, context: Context) -> None:
    files = {"南通市/a.xlsx": workbook("A2", "是"), "b.csv": "甲,乙\n1,2\n".encode("gbk")}
    path = zipped(tmp_path / "a.zip", files)
    (tmp_path / "a.xlsx").write_bytes(files["南通市/a.xlsx"])

    inside, table = (read_file(path / name, name) for name in files)
    alone = read_file(tmp_path / "a.xlsx", "a.xlsx")

    assert (inside.grids, inside.sha256) == (alone.grids, alone.sha256)
    assert inside.folder == "a.zip/南通市"
    assert table.grids[0].rows == [["甲", "乙"], ["1", "2"]]
    assert submission_of(inside, context).source.file == "南通市/a.xlsx"


def test_a_damaged_file_in_a_zip_and_one_that_is_gone_are_findings(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.csv": b"1,2\n" * 100})
    content = bytearray(path.read_bytes())
    content[40] ^= 0xFF
    path.write_bytes(bytes(content))

    faults = [read_file(path / name, name).fault for name in ("a.csv", "gone.csv")]

    assert [fault and fault.code for fault in faults] == ["F41", "F41"]


def test_what_lies_in_a_zip_is_inflated_only_in_a_worker(tmp_path: Path) -> None:
    content = workbook()
    path = zipped(tmp_path / "a.zip", {"a.xlsx": content})

    assert zip_of(tmp_path / "a.xlsx") is None
    assert content_here(path / "a.xlsx") == inflate(path / "a.xlsx") == content
    with pytest.raises(FileNotFoundError):
        inflate(tmp_path / "a.xlsx")
