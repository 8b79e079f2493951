"""What a built or installed add-in says of itself: whether it is ours, and which Python it runs."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook

from xhg_excel.notice.words.shells.addin_sheets import CONF_SHEET
from xhg_excel.notice.words.shells.buttons import TAB

_RIBBON_FOLDER = "customUI/"


@dataclass(frozen=True)
class AddinFile:
    """An add-in of ours; `settings` are the rows of its own configuration sheet."""

    settings: dict[str, str]


def read_addin(content: bytes) -> AddinFile | None:
    """Return what an add-in says of itself; None when the file is not ours, or damaged.

    Ours is what shows our ribbon tab and keeps a configuration sheet.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            ribbons = [archive.read(n).decode("utf-8") for n in archive.namelist() if n.startswith(_RIBBON_FOLDER)]
        if not any(TAB in ribbon for ribbon in ribbons):
            return None
        with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
            rows = workbook.get_sheet_by_name(CONF_SHEET).to_python(skip_empty_area=False)
    except (zipfile.BadZipFile, CalamineError, UnicodeDecodeError, OSError):
        return None
    return AddinFile({str(row[0]): str(row[1]) for row in rows if len(row) > 1})
