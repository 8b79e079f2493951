"""Read text tables (.csv, .tsv): detect the encoding and the separator, return the rows."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from xhg_excel.core.model.grid import CellValue
from xhg_excel.files.read.csv_records import LONGEST_LINE, Records
from xhg_excel.files.read.zip_folder import FileAt
from xhg_excel.notice.words.as_written import CSV_SEPARATORS

_BLOCK = 1 << 20
_HEAD_LINES = 20
_BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_GUESSES = ("utf-8", "gb18030")


def encoding_of(path: FileAt) -> str | None:
    """Return the encoding in which the whole file can be decoded; None if there is none.

    A byte order mark decides. Without one, a file with many zero bytes is UTF-16, and a file
    that is not UTF-8 from beginning to end is GB 18030 (which includes GBK).
    """
    with path.open("rb") as opened:
        start = opened.read(4096)
    for mark, encoding in _BYTE_ORDER_MARKS:
        if start.startswith(mark):
            return encoding if _decodes(path, encoding) else None
    zeros = [start[first::2].count(0) for first in (0, 1)]  # one byte of each ASCII character in UTF-16 is 0
    if max(zeros) > len(start) // 50:
        encoding = "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
        return encoding if _decodes(path, encoding) else None
    return next((encoding for encoding in _GUESSES if _decodes(path, encoding)), None)


def _decodes(path: FileAt, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as opened:
            while block := opened.read(_BLOCK):
                if "\0" in decoder.decode(block):
                    return False
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


@contextmanager
def opened_records(path: FileAt, encoding: str, head: int = 0, width: int | None = None) -> Iterator[Records]:
    """Open a text table; yields its records.

    Args:
        path: the file.
        encoding: how it is encoded.
        head: the number of the row of its heads, from 0.
        width: how many cells they are; None without heads.
    """
    csv.field_size_limit(LONGEST_LINE)
    with path.open(encoding=encoding, newline="") as opened:
        lines = [opened.readline(LONGEST_LINE) for _ in range(_HEAD_LINES)]
        opened.seek(0)
        yield Records(opened, _separator(lines), head, width)


def _separator(lines: Iterable[str]) -> str:
    """Return the separator that is most frequent in lines, outside quotes."""
    bare = "".join(re.sub(r'"[^"]*"', "", line) for line in lines)
    return max(CSV_SEPARATORS, key=bare.count)


def cell_of(text: str) -> CellValue:
    r"""Return the value of a cell of a text table: `="0012"` is the text 0012, an ISO date is a date.

    >>> cell_of('="0012"'), cell_of("2020-08-12"), cell_of("12")
    ('0012', datetime.date(2020, 8, 12), '12')
    """
    if text.startswith('="') and text.endswith('"'):
        return text[2:-1]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text or None
