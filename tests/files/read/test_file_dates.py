"""When a file was saved and changed; the disk is asked only where it decides something."""

from __future__ import annotations

import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import CONTEXT
from xhg_excel.core.model.submission import Source, Submission, Unit
from xhg_excel.files.read.file_dates import changed_at, note_dates, saved_at
from xhg_excel.files.read.folder import submission_of
from xhg_excel.files.read.read_file import read_file
from xhg_excel.notice import NOTICE

CITY = CONTEXT.registry.match_city("南通市")
assert CITY is not None


def package(path: Path, name: str, text: str) -> Path:
    with zipfile.ZipFile(path, "w") as made:
        made.writestr(name, text)
    return path


@pytest.mark.parametrize(
    ("name", "text", "day"),
    [
        (
            "docProps/core.xml",
            '<dcterms:modified xsi:type="x">2020-08-20T01:30:00Z</dcterms:modified>',
            "2020-08-20 01:30:00",
        ),
        ("docProps/core.xml", "<dcterms:modified>2020-08-20T09:30:00+08:00</dcterms:modified>", "2020-08-20 01:30:00"),
        ("meta.xml", "<dc:date>2020-08-20T09:30:00.123456789</dc:date>", "2020-08-20 09:30:00"),
        ("meta.xml", "<dc:date>2020-08-20T09:30:00</dc:date>", "2020-08-20 09:30:00"),
        ("docProps/core.xml", "<dcterms:modified>gestern</dcterms:modified>", ""),
        ("docProps/core.xml", "<dcterms:modified>2020-99-20T09:30</dcterms:modified>", ""),
        ("docProps/core.xml", "<dcterms:modified>2020-08-20T09:30:00Z</dcterms:modified>" + " " * 1_000_001, ""),
        ("other.xml", "", ""),
        # A blank template's own: no day on which a form was filled in.
        ("docProps/core.xml", "<dcterms:modified>2020-08-03T00:00:00Z</dcterms:modified>", ""),
    ],
)
def test_the_saving_time_is_read_from_the_properties(tmp_path: Path, name: str, text: str, day: str) -> None:
    assert saved_at(package(tmp_path / "a.xlsx", name, text).read_bytes()) == day


def test_what_is_no_package_or_is_gone_has_no_date(tmp_path: Path) -> None:
    assert saved_at(b"\xd0\xcf\x11\xe0") == saved_at(b"PK\x03\x04") == saved_at(b"") == ""
    assert changed_at(tmp_path / "gone.xlsx") == ""


def test_a_file_that_is_read_says_when_it_was_saved(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "a.xlsx")

    assert submission_of(read_file(tmp_path / "a.xlsx", "a.xlsx"), CONTEXT).source.saved_at[:2] == "20"


def test_the_disk_is_asked_only_where_a_unit_came_twice_or_names_no_day(tmp_path: Path) -> None:
    assert CITY is not None
    units = [Unit(CITY, county) for county in CONTEXT.registry.counties_of(CITY)[:3]]
    made, books = [], []
    for name, unit, day in (("a", 0, "d"), ("b", 0, "d"), ("c", 1, "d"), ("d", 2, None)):
        path = tmp_path / f"{name}.xlsx"
        openpyxl.Workbook().save(path)
        os.utime(path, (0, 1_597_900_000))
        books.append((path, path.name))
        source = Source(path.name, saved_at="2020-08-19 08:00:00")
        made.append(Submission(source, "county", units[unit], {"unit_filled_on": day}))

    note_dates(made, books, NOTICE.issued_on)

    assert [s.source.changed_at for s in made] == [
        "2020-08-20 05:06:40",
        "2020-08-20 05:06:40",
        "",
        "2020-08-20 05:06:40",
    ]
    assert {s.source.saved_at for s in made} == {"2020-08-19 08:00:00"}


@pytest.mark.parametrize("moment", [0, 315_532_800, 1_546_300_800, 1_596_412_799])
def test_a_day_before_the_notice_was_issued_tells_nothing(tmp_path: Path, moment: int) -> None:
    """1970, 1980 (an archive without dates), 2019 (a clock that was wrong), the last second of 2 August."""
    assert CITY is not None
    told = datetime.fromtimestamp(moment, UTC).isoformat()
    text = f"<dcterms:modified>{told}</dcterms:modified>"
    path = package(tmp_path / "a.xlsx", "docProps/core.xml", text)
    os.utime(path, (moment, moment))
    source = Source("a.xlsx", saved_at=saved_at(path.read_bytes()))
    assert source.saved_at
    made = Submission(source, "county", Unit(CITY, CONTEXT.registry.counties_of(CITY)[0]))

    note_dates([made], [(path, "a.xlsx")], NOTICE.issued_on)

    assert (made.source.saved_at, made.source.changed_at) == ("", "")
