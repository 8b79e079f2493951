"""workbook_templates/ is what the notice declares now."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.books import COMMITTED, blank
from xhg_excel.files.write.workbook import write_book


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_blank_workbook_is_committed_and_no_other() -> None:
    assert {p.name for p in COMMITTED.iterdir()} == set(blank())


@pytest.mark.parametrize("name", blank())
def test_a_committed_workbook_equals_a_rebuilt_one(name: str, tmp_path: Path) -> None:
    """Stale after a change of the notice: run `xhg template --out workbook_templates`."""
    write_book(blank()[name], tmp_path / name)

    assert parts(COMMITTED / name) == parts(tmp_path / name)


def test_writing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for name, book in list(blank().items())[:2]:
        write_book(book, tmp_path / "one.xlsx")
        write_book(book, tmp_path / "two.xlsx")
        assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes(), name
