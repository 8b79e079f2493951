"""Remove the marks from a copy: the file itself comes back if the copy was not saved since.

A copy that another program saved has lost that file, or was changed: then the marks go one by one, known
by their formula, by the lines of the result sheet and by our author's name. Nothing in a copy is believed
because it says so: a file inside it must have its hash and pass what any file of a stranger must pass.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from xhg_excel.core.model.grid import column_letters
from xhg_excel.errors.files import FaultyCopyError, NotMarkableError
from xhg_excel.files.clean.workbook import clean
from xhg_excel.files.marked.looks import clear_colours
from xhg_excel.files.marked.notes import clear_notes, squeezed
from xhg_excel.files.marked.original import DamagedOriginalError, drop_original, original_of
from xhg_excel.files.marked.result_entry import drop_result
from xhg_excel.files.ooxml.cell_texts import cell_texts
from xhg_excel.files.ooxml.package import Package
from xhg_excel.files.ooxml.soundness import new_faults
from xhg_excel.files.ooxml.zip_parts import NO_ZIP
from xhg_excel.files.read.precheck import UnsafeError, precheck
from xhg_excel.notice.words import marks as words

_OWN = column_letters(words.OWN_COLUMN)


@dataclass(frozen=True)
class Unmarked:
    """A workbook without our marks: its bytes, and sentences about what was found to be forged or damaged."""

    content: bytes
    findings: list[str] = field(default_factory=list)


def unmark(content: bytes, name: str) -> Unmarked:
    """Return a workbook without our marks, unchanged if it has none.

    Raises:
        NotMarkableError: it is damaged, or no package of a workbook.
        FaultyCopyError: it would have faults that the copy does not have.

    """
    package = Package(content, name)
    findings: list[str] = []
    try:
        original = original_of(package)
    except DamagedOriginalError:
        original = None
        findings.append(words.DAMAGED_ORIGINAL)
    if original is not None:
        if _is_safe(original, name):
            return Unmarked(original)
        findings.append(words.UNSAFE_ORIGINAL)
    if not _clear(package, findings):
        return Unmarked(content, findings)
    plain = package.save()
    if faults := new_faults(Package(content, name), Package(plain, name)):
        raise FaultyCopyError(name, faults)
    return Unmarked(plain, findings)


def _is_safe(content: bytes, name: str) -> bool:
    """Return whether a file from inside a copy is one that could have been sent: read, and nothing in it acts."""
    try:
        precheck(content)
        package = Package(content, name)
        return not clean(package) and not package.is_changed
    except (UnsafeError, NotMarkableError, *NO_ZIP):
        return False


def _clear(package: Package, findings: list[str]) -> bool:
    """Remove every mark that is known as ours, in place; return whether there was any."""
    found = drop_original(package)
    lines: set[str] = set()
    for sheet, part in package.sheets.items():
        if not sheet.startswith(words.RESULT_SHEET) or part not in package:
            continue
        ours = _our_lines(package, part)
        if ours is None:
            findings.append(words.FORGED_RESULT.format(sheet=sheet))
        else:
            lines |= ours
            found = True
            drop_result(package, sheet)
    for part in package.sheets.values():
        if part in package:
            found |= _clear_sheet(package, part, lines)
    return found


def _our_lines(package: Package, part: str) -> set[str] | None:
    """Return the lines of the notes that a result sheet lists; None if the sheet only says that it is ours."""
    rows = list(cell_texts(package, part))
    if not rows or not rows[0].get(_OWN, "").startswith(words.OWN_WORD):
        return None
    heads = list(words.RESULT_HEADS.values())
    columns = dict(zip(words.RESULT_HEADS, map(column_letters, range(len(heads))), strict=True))
    at = next((n for n, row in enumerate(rows) if [row.get(col, "") for col in columns.values()] == heads), None)
    if at is None:
        return None
    listed = ({key: row.get(col, "") for key, col in columns.items()} for row in rows[at + 1 :])
    notes = (words.NOTE_LINE.format(**row) for row in listed)
    return {squeezed(line) for note in notes for line in note.splitlines()} - {""}


def _clear_sheet(package: Package, part: str, lines: set[str]) -> bool:
    """Remove our colours and notes from a sheet; a sheet that nowhere says our word is not parsed."""
    found = False
    if package.mentions(part, words.OWN_WORD):
        root = package.tree(part)
        if found := clear_colours(root):
            package.replace(part, root)
    return clear_notes(package, part, lines) or found
