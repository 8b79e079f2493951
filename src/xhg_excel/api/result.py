"""What every result of the public interface is: rows that become a pandas table, JSON or a file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from xhg_excel.core.sheets.layout import BookLayout
from xhg_excel.errors.files import UnknownTargetError

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[str, Any]

CSV, JSON, XLSX, DOCX = ".csv", ".json", ".xlsx", ".docx"


class Result:
    """A value with rows: `columns` are their keys, `kinds` the endings that `write` takes."""

    kinds: ClassVar[tuple[str, ...]] = (XLSX, CSV, JSON)

    @property
    def columns(self) -> Mapping[str, str]:
        """The keys of the columns in their order, each with its Chinese label."""
        raise NotImplementedError

    def rows(self) -> Iterator[Row]:
        """Yield the rows, each with a value for every column."""
        raise NotImplementedError

    def to_frame(self, *, labels: bool = False) -> pd.DataFrame:
        """Return the rows as a pandas table of Python values: int, Decimal, date, str, bool; None where nothing stands.

        Args:
            labels: head the columns in Chinese, as a sheet shows them; else by their keys.
        """
        import pandas as pd

        rows = [[row[key] for key in self.columns] for row in self.rows()]
        heads = self.columns.values() if labels else self.columns
        return pd.DataFrame(rows, columns=pd.Index(list(heads)), dtype=object)

    def to_json(self) -> str:
        """Return the rows as JSON, one object a row; days as 2020-08-12, yuan as text."""
        return json.dumps([dict(row) for row in self.rows()], ensure_ascii=False, indent=2, default=str)

    def write(self, path: str | PathLike[str]) -> Path:
        """Write the value to a file and return its path; an existing file is replaced as a whole.

        The ending says what is written: the workbook (or document) that the command of the same
        name writes, or the rows as .csv or .json.

        Raises:
            UnknownTargetError: the ending is none of `kinds`.
            TargetChangedError: the file cannot be written.
        """
        target = Path(path)
        suffix = target.suffix.lower()
        if suffix not in self.kinds:
            raise UnknownTargetError(target, "、".join(self.kinds))
        from xhg_excel.files.write.workbook import write_beside

        if suffix == JSON:
            write_beside(target, lambda out: out.write(self.to_json().encode()))
        elif suffix == CSV:
            # The byte order mark lets Excel read the file as UTF-8.
            write_beside(
                target, lambda out: out.write(self.to_frame(labels=True).to_csv(index=False).encode("utf-8-sig"))
            )
        else:
            self._write_official(target)
        return target

    def _write_official(self, target: Path) -> None:
        from xhg_excel.files.write.workbook import write_book

        write_book(self._layout(), target)

    def _layout(self) -> BookLayout:
        """Return the workbook that `_write_official` writes."""
        raise NotImplementedError
