"""A zip put together from compressed parts is read by the standard library."""

from __future__ import annotations

import zipfile
from io import BytesIO

from xhg_excel.files.ooxml.zip_parts import archive_of, deflated_member


def test_an_archive_of_members_is_read_by_the_library() -> None:
    texts = {"演练.xml": b"<worksheet><sheetData><row/></sheetData></worksheet>" * 40, "empty.xml": b""}

    made = archive_of((name, deflated_member(text)) for name, text in texts.items())

    with zipfile.ZipFile(BytesIO(made)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == texts
