"""What the engine raises in English reaches the user as the sentence of this program."""

from __future__ import annotations

import pytest

from xhg_excel.calc.clicked import in_chinese
from xhg_excel.calc.engine import CalcError, ClosedError, LockedError, ReadOnlyError
from xhg_excel.errors.base import XhgError
from xhg_excel.errors.office import BookClosedError, LockedCellsError, ReadOnlyBookError


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        (ReadOnlyError("演练县.xlsx"), ReadOnlyBookError("演练县.xlsx")),
        (LockedError("附件1", "$A$1"), LockedCellsError("附件1", "$A$1")),
        (LockedError("附件1", ""), LockedCellsError("附件1", "")),
        (ClosedError("演练县.xlsx"), BookClosedError("演练县.xlsx")),
    ],
)
def test_an_error_of_the_engine_becomes_the_chinese_message(raised: CalcError, expected: XhgError) -> None:
    def script() -> str:
        raise raised

    with pytest.raises(type(expected)) as caught:
        in_chinese(script)()

    assert str(caught.value) == str(expected)


def test_what_a_script_returns_and_its_name_are_kept() -> None:
    def check_book(book: str) -> str:
        return f"校验完毕：{book}"

    assert in_chinese(check_book)("演练县") == "校验完毕：演练县"
    assert in_chinese(check_book).__name__ == "check_book"
