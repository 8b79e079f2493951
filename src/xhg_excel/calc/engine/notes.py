"""xlwings' `Note`: a note on a cell, which Calc calls an annotation."""

from __future__ import annotations

from typing import Any

from xlwings import base_classes

from xhg_excel.calc.engine.appearance import POINT
from xhg_excel.calc.engine.blocks import Block
from xhg_excel.calc.engine.errors import LockedError
from xhg_excel.calc.engine.formulas import cell_address
from xhg_excel.calc.engine.gaps import named_gaps
from xhg_excel.calc.engine.office import struct


@named_gaps
class Note(base_classes.Note):
    """The note on the cell at a row and column, which count from 0."""

    def __init__(self, sheet: Any, place: tuple[int, int]) -> None:
        self._sheet, self._place = sheet, place

    @property
    def api(self) -> Any:
        """The UNO annotation."""
        return self._sheet.api.getCellByPosition(self._place[1], self._place[0]).getAnnotation()

    @property
    def text(self) -> str:
        return str(self.api.getString())

    @text.setter
    def text(self, value: str) -> None:
        self._sheet.check()
        self.api.setString(value)

    @property
    def author(self) -> str:
        return str(self.api.getAuthor())

    @property
    def location(self) -> Any:
        row, col = self._place
        return self._sheet.at(Block(row, col, row, col))

    def resize(self, width: float, height: float) -> None:
        """Set the size of the note's box in points; no member of xlwings."""
        size = struct("awt.Size", Width=round(width * POINT), Height=round(height * POINT))
        self.api.getAnnotationShape().setSize(size)

    def delete(self) -> None:
        """Remove the note."""
        self._sheet.check()
        notes, row, col = self._sheet.api.getAnnotations(), *self._place
        for index in range(notes.getCount()):
            at = notes.getByIndex(index).getPosition()
            if (at.Row, at.Column) == (row, col):
                notes.removeByIndex(index)
                break
        if note_at(self._sheet, self._place) is not None:
            raise LockedError(self._sheet.name, self.location.address)


def note_at(sheet: Any, place: tuple[int, int]) -> Note | None:
    """Return the note on a cell; None when it has none."""
    return Note(sheet, place) if Note(sheet, place).text or place in _places(sheet) else None


def notes_of(sheet: Any) -> list[Note]:
    """Return all notes of a sheet, in the order of their cells."""
    return [Note(sheet, place) for place in sorted(_places(sheet))]


def add_note(sheet: Any, place: tuple[int, int], text: str) -> Note:
    """Add a note to a cell.

    Raises:
        LockedError: the cell is locked; Calc then adds no note, without an error.

    """
    row, col = place
    number = sheet.api.RangeAddress.Sheet
    sheet.api.getAnnotations().insertNew(cell_address(number, row, col), text)
    note = Note(sheet, place)
    if note.text != text:
        raise LockedError(sheet.name, note.location.address)
    return note


def _places(sheet: Any) -> list[tuple[int, int]]:
    notes = sheet.api.getAnnotations()
    found = (notes.getByIndex(index).getPosition() for index in range(notes.getCount()))
    return [(at.Row, at.Column) for at in found]
