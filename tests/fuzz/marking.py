"""Mark and unmark so many mutated workbooks, and list what went wrong without a word.

python -m tests.fuzz.marking --times 10000 --seed 1
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
from lxml import etree

from tests.files.marked.shapes import SHAPES
from tests.files.marked.test_mark import FINDINGS, SHEET, own_workbook
from tests.fuzz.mutate import packed, unpacked
from xhg_excel.core.results.marks import marks_of
from xhg_excel.errors.base import XhgError
from xhg_excel.files.clean.workbook import clean
from xhg_excel.files.marked.mark import MarkedCopy, mark
from xhg_excel.files.marked.original import drop_original
from xhg_excel.files.marked.unmark import unmark
from xhg_excel.files.ooxml.package import Package
from xhg_excel.files.read.precheck import UnsafeError, precheck
from xhg_excel.notice.words import marks as words

_MARKED = {"B5", "A2", "A3", "A4"}
_XML = (".xml", ".rels", ".vml")
_VALUES = ("", "-1", "0", "1", "99999999999999999999", "x", "../x", "/xl/workbook.xml", "A1", "rId1", "true", "\u200b")
Chance = random.Random


def mutated(content: bytes, chance: Chance) -> bytes:
    """Return a workbook with one to three changes of elements, attributes or bytes anywhere."""
    parts = unpacked(content)
    for _ in range(chance.randint(1, 3)):
        name = chance.choice([part for part in parts if part.lower().endswith(_XML)])
        chance.choice(_MUTATIONS)(parts, name, chance)
    return packed(parts)


def _of_tree(change: Callable[[etree._Element, Chance], None]) -> Callable[[dict[str, bytes], str, Chance], None]:
    def mutate(parts: dict[str, bytes], name: str, chance: Chance) -> None:
        try:
            root = etree.fromstring(parts[name], etree.XMLParser(resolve_entities=False))
        except etree.XMLSyntaxError:
            return
        change(root, chance)
        parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")

    return mutate


def _some(root: etree._Element, chance: Chance) -> etree._Element:
    return chance.choice([element for element in root.iter() if isinstance(element.tag, str)])


def _delete(root: etree._Element, chance: Chance) -> None:
    element = _some(root, chance)
    if element.getparent() is not None:
        element.getparent().remove(element)


def _double(root: etree._Element, chance: Chance) -> None:
    element = _some(root, chance)
    if element.getparent() is not None:
        element.addnext(etree.fromstring(etree.tostring(element, with_tail=False)))


def _move(root: etree._Element, chance: Chance) -> None:
    element = _some(root, chance)
    if element.getparent() is not None:
        element.getparent().insert(0, element)


def _retag(root: etree._Element, chance: Chance) -> None:
    element = _some(root, chance)
    element.tag = chance.choice([f"{element.tag}x", etree.QName(element).localname, _some(root, chance).tag])


def _set(root: etree._Element, chance: Chance) -> None:
    element = _some(root, chance)
    if element.attrib:
        key = chance.choice(list(element.attrib))
        element.set(key, chance.choice(_VALUES))


def _unset(root: etree._Element, chance: Chance) -> None:
    element = _some(root, chance)
    if element.attrib:
        del element.attrib[chance.choice(list(element.attrib))]


def _text(root: etree._Element, chance: Chance) -> None:
    _some(root, chance).text = chance.choice([*_VALUES, "[1]S!A1", '"xhg_mark"<>""', "xhg_excel"])


def _bytes(parts: dict[str, bytes], name: str, chance: Chance) -> None:
    at = chance.randrange(len(parts[name]) + 1)
    parts[name] = parts[name][:at] + chance.choice([b"", b"<", b"&a;", b"\0", b"<!-- a -->", b"<![CDATA[x]]>"])


def _lose(parts: dict[str, bytes], name: str, _: Chance) -> None:
    del parts[name]


_MUTATIONS = [*map(_of_tree, (_delete, _double, _move, _retag, _set, _set, _unset, _text)), _bytes, _lose]


def faults(content: bytes) -> Iterator[str]:
    """Yield what was wrong and not said when a workbook was marked and unmarked."""
    try:
        copy = mark(content, "a.xlsx", marks_of(FINDINGS))
    except XhgError:
        return
    yield from _unreadable(content, copy)
    if not any(SHEET in said for said in copy.unshown):
        yield from _unmarked_cells(copy.content)
    yield from _not_given_back(content, copy)
    try:
        package = Package(copy.content, "a.xlsx")
        drop_original(package)
        plain = unmark(package.save(), "a.xlsx").content
    except XhgError:
        return
    for part in (part for part in Package(plain, "a.xlsx") if "xhg_result" in part or "xhg_notes" in part):
        yield f"left: {part}"


def _unreadable(content: bytes, copy: MarkedCopy) -> Iterator[str]:
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(BytesIO(copy.content)) as after:
        old = {name.replace("\\", "/").lstrip("/"): before.read(name) for name in before.namelist()}
        for name in after.namelist():
            xml = after.read(name)
            if name.lower().endswith(_XML) and old.get(name) != xml:
                try:
                    ElementTree.fromstring(xml)  # noqa: S314  # what we wrote
                except ElementTree.ParseError:
                    yield f"not well-formed: {name}"
    # A format of cells that the style sheet lacks is nothing to openpyxl as long as it lacks all of them.
    has_formats = any(b"cellXfs" in xml for xml in old.values())
    if not copy.cuts and has_formats and _opens(content) and not _opens(copy.content):
        yield "openpyxl opens the file, not the copy"


def _opens(content: bytes) -> bool:
    try:
        openpyxl.load_workbook(BytesIO(content))
    except Exception:  # noqa: BLE001  # another program's, for a broken file
        return False
    return True


def _unmarked_cells(copy: bytes) -> Iterator[str]:
    package = Package(copy, "a.xlsx")
    part = package.sheets.get(SHEET)
    if part is None:
        return  # the sheet has another name now, and the findings name none
    found: set[str] = set()
    for block in ElementTree.fromstring(package.content_of(part)).iter():  # noqa: S314  # what we wrote
        if block.tag.endswith("}conditionalFormatting") and "xhg_mark" in "".join(block.itertext()):
            found |= set(block.get("sqref", "").split())
    if not found >= _MARKED:
        yield f"not coloured: {_MARKED - found}"


def _not_given_back(content: bytes, copy: MarkedCopy) -> Iterator[str]:
    back = unmark(copy.content, "a.xlsx")
    if back.content == content:
        return
    package = Package(content, "a.xlsx")
    clean(package)
    try:
        precheck(package.save() if package.is_changed else content)  # what the copy carries
        is_read = True
    except (UnsafeError, ValueError, KeyError):
        is_read = False
    if is_read and not package.is_changed and unmark(content, "a.xlsx").content == content:
        yield f"not given back: {back.findings}"
    if not is_read and back.findings != [words.UNSAFE_ORIGINAL]:
        yield f"a file that nobody could have read is given back: {back.findings}"


def fuzz(times: int, seed: object) -> tuple[Counter[str], list[tuple[int, str]]]:
    """Return how the runs ended, and each fault with the number of its run; the same seed makes the same files."""
    chance = random.Random(str(seed))
    with tempfile.TemporaryDirectory() as folder:
        own = own_workbook(Path(folder) / "own.xlsx")
    corpus = [make(own) for make in SHAPES.values()]
    ends: Counter[str] = Counter()
    found = []
    for number in range(times):
        content = mutated(chance.choice(corpus), chance)
        try:
            wrong = list(faults(content))
        except Exception:  # noqa: BLE001  # that is what is looked for
            wrong = [traceback.format_exc(limit=-4)]
        ends["faulty" if wrong else "sound"] += 1
        found += [(number, said) for said in wrong]
    return ends, found


def main() -> int:
    """Run from the command line; 1 when there was a fault."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=1000)
    parser.add_argument("--seed", default="1")
    asked = parser.parse_args()
    ends, found = fuzz(asked.times, asked.seed)
    sys.stdout.write(f"{dict(ends)}\n" + "".join(f"{number}: {said}\n" for number, said in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
