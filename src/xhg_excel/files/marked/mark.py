"""Mark a sender's workbook: coloured cells, notes, a result sheet in front, and the file itself inside.

Parts are edited as trees; a part that is not edited keeps its packed bytes. The copy is checked before it
is returned.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from xhg_excel.core.model.personal_numbers import distinct_names
from xhg_excel.core.results.cuts import Cut
from xhg_excel.core.results.marks import Marks
from xhg_excel.errors.files import FaultyCopyError
from xhg_excel.files.clean.workbook import clean
from xhg_excel.files.marked.looks import Looks, add_looks, colour
from xhg_excel.files.marked.notes import put_notes
from xhg_excel.files.marked.original import with_original
from xhg_excel.files.marked.result_entry import add_result, free_sheet_name, open_on_result
from xhg_excel.files.marked.unmark import unmark
from xhg_excel.files.ooxml.package import Package
from xhg_excel.files.ooxml.soundness import new_faults
from xhg_excel.files.ooxml.xml_tree import local_name
from xhg_excel.notice.words import marks as words


@dataclass(frozen=True)
class MarkedCopy:
    """A marked copy: its bytes, what was cut out of it, and sentences about marks that it cannot show."""

    content: bytes
    cuts: list[Cut] = field(default_factory=list)
    unshown: list[str] = field(default_factory=list)


def mark(content: bytes, name: str, marks: Marks) -> MarkedCopy:
    """Return a marked copy of an .xlsx or .xlsm, cleaned of all that may act; old marks are replaced.

    Raises:
        NotMarkableError: it is damaged, or no package of a workbook.
        FaultyCopyError: the copy would have faults that the file does not have.

    """
    plain = base = unmark(content, name).content
    package = Package(base, name)
    cuts = clean(package)
    if package.is_changed:  # some of what is cut says nothing by itself and is not named
        base = package.save()
    looks = add_looks(package)
    unshown = _mark_sheets(package, marks, looks)
    open_on_result(package)
    add_result(package, free_sheet_name(package), marks, looks, "".join(unshown))
    marked = with_original(package, base)
    if faults := new_faults(Package(plain, name), Package(marked, name)):
        raise FaultyCopyError(name, faults)
    return MarkedCopy(marked, cuts, unshown)


def _mark_sheets(package: Package, marks: Marks, looks: Looks) -> list[str]:
    """Mark the cells of every sheet; return a sentence about each sheet that cannot show them."""
    # Findings name sheets without what is personal in their names.
    named = dict(zip(distinct_names(package.sheets), package.sheets, strict=True))
    parts = {shown: package.sheets[sheet] for shown, sheet in named.items()}
    hidden = {shown for shown, sheet in named.items() if sheet in package.hidden_sheets}
    unshown = []
    for sheet, cells in marks.cells.items():
        part = parts.get(sheet, "")
        root = package.tree(part) if part in package else None
        if root is None or local_name(root) != "worksheet":
            unshown.append(words.NO_MARKS.format(sheet=sheet))
            continue
        colour(root, cells, looks)
        package.replace(part, root)
        put_notes(package, part, cells)
        if sheet in hidden:
            unshown.append(words.HIDDEN_MARKS.format(sheet=sheet))
    return unshown
