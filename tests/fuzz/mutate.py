"""Mutations of a workbook that know its structure: elements, attributes, references, values, parts."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable
from copy import deepcopy
from io import BytesIO
from typing import Any

from lxml import etree

Parts = dict[str, bytes]
Chance = random.Random
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_JUNK = (
    "", "-1", "0", "1", "7", "99999999999999999999", "4294967296", "1e309", "NaN", "A0", "XFE1", "ZZZ999", "A1048577",
    "$A$1", "a1", "是", "true", "x" * 3000, "1 2", "0x10", " 3 ", "rId1", "../../x", "s", "str",
)  # fmt: skip
_VALUES = (
    "是", "否", "不涉及", "未提供", " 是 ", "是\n", "√", "×", "yes", "0", "00", "-0", "-5", "12.0", "1.5", "1e3", "１２",
    "1,000", "12家", "约5", "3/4", "98.5%", "85％", "99999999999999999999", "1e309", "nan", "inf", "8月12日", "2020-08-12",
    "20200812", "43000", "0.1", "2958466", "-1", "=1+1", "@x", "#REF!", "#N/A", "2000万", "二十", "十二", "", " ", "\u00a0",
    "\u200b是", "是。", "x" * 40000, "True", "1 234", "+7", "－3", "〇", "١٢",
)  # fmt: skip
_TYPES = ("s", "str", "inlineStr", "b", "e", "n", "d", "z", "")


def unpacked(content: bytes) -> Parts:
    """Return the parts of a workbook."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Parts, extra: tuple[tuple[str, bytes], ...] = ()) -> bytes:
    """Return a workbook of these parts; `extra` entries may repeat a name."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (*parts.items(), *extra):
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _sheet(parts: Parts, chance: Chance) -> str:
    return chance.choice([name for name in parts if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name)])


def _any(parts: Parts, chance: Chance) -> str:
    """Return a part of XML; worksheets, shared texts and the workbook more often than the others."""
    often = [name for name in parts if re.search(r"sheet\d+\.xml$|sharedStrings|workbook\.xml$", name)]
    rest = [name for name in parts if name.endswith((".xml", ".rels"))]
    return chance.choice(often if chance.random() < 0.8 and often else rest)


def _tree(parts: Parts, name: str) -> Any:
    return etree.fromstring(parts[name], etree.XMLParser(resolve_entities=False, huge_tree=True))


def _edit(parts: Parts, name: str, change: Callable[[Any], None]) -> None:
    root = _tree(parts, name)
    change(root)
    parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _elements(root: Any) -> list[Any]:
    return [element for element in root.iter() if isinstance(element.tag, str)]


def _inner(root: Any, chance: Chance) -> Any:
    """Return some element below the root; cells more often, when there are any."""
    cells = root.findall(f".//{_MAIN}c")
    inner = cells if cells and chance.random() < 0.5 else _elements(root)[1:]
    return chance.choice(inner) if inner else root


def delete_element(parts: Parts, chance: Chance) -> None:
    def change(root: Any) -> None:
        element = _inner(root, chance)
        if element.getparent() is not None:
            element.getparent().remove(element)

    _edit(parts, _any(parts, chance), change)


def duplicate_element(parts: Parts, chance: Chance) -> None:
    """A copy after itself, or at the other end of its parent; a copied cell may hold another value."""

    def change(root: Any) -> None:
        element = _inner(root, chance)
        if element.getparent() is None:
            return
        copy = deepcopy(element)
        for value in copy.iter(f"{_MAIN}v"):
            value.text = chance.choice(("1", "2", "3", "9"))
        siblings = element.getparent()
        siblings.insert(chance.choice((siblings.index(element) + 1, 0, len(siblings))), copy)

    _edit(parts, _any(parts, chance), change)


def reorder_elements(parts: Parts, chance: Chance) -> None:
    def change(root: Any) -> None:
        parents = [element for element in _elements(root) if len(element) > 1]
        if parents:
            parent = chance.choice(parents)
            children = list(parent)
            chance.shuffle(children)
            parent[:] = children

    _edit(parts, _any(parts, chance), change)


def rename_element(parts: Parts, chance: Chance) -> None:
    def change(root: Any) -> None:
        element = _inner(root, chance)
        element.tag = chance.choice(
            (f"{_MAIN}foo", "bare", "{urn:other}c", element.tag.upper(), f"{_MAIN}v", f"{_MAIN}row")
        )

    _edit(parts, _any(parts, chance), change)


def change_attribute(parts: Parts, chance: Chance) -> None:
    def change(root: Any) -> None:
        having = [element for element in _elements(root) if element.attrib]
        if having:
            element = chance.choice(having)
            name = chance.choice(list(element.attrib))
            if chance.random() < 0.3:
                del element.attrib[name]
            else:
                element.set(name, chance.choice(_JUNK))

    _edit(parts, _any(parts, chance), change)


def _move_cell(parts: Parts, chance: Chance) -> None:
    """Two cells of one address, or an address far from its row."""

    def change(root: Any) -> None:
        cells = root.findall(f".//{_MAIN}c")
        if len(cells) > 1:
            one, other = chance.sample(cells, 2)
            one.set("r", chance.choice((other.get("r", "A1"), "B2", "C900", "AA1")))

    _edit(parts, _sheet(parts, chance), change)


def drop_addresses(parts: Parts, chance: Chance) -> None:
    """Rows and cells without `r`: their place follows from their order."""

    def change(root: Any) -> None:
        rows = chance.random() < 0.5
        for element in root.iter(f"{_MAIN}row" if rows else f"{_MAIN}c"):
            if chance.random() < 0.9:
                element.attrib.pop("r", None)

    _edit(parts, _sheet(parts, chance), change)


def change_type(parts: Parts, chance: Chance) -> None:
    def change(root: Any) -> None:
        cells = root.findall(f".//{_MAIN}c")
        if cells:
            chance.choice(cells).set("t", chance.choice(_TYPES))

    _edit(parts, _sheet(parts, chance), change)


def change_index(parts: Parts, chance: Chance) -> None:
    """A shared text by another number, one that does not exist, or none."""

    def change(root: Any) -> None:
        cells = [cell for cell in root.iter(f"{_MAIN}c") if cell.get("t") == "s" and len(cell)]
        if cells:
            chance.choice(cells)[0].text = chance.choice(("0", "3", "99999", "-1", "", "1.0", "x", " 4 "))

    _edit(parts, _sheet(parts, chance), change)


def change_value(parts: Parts, chance: Chance) -> None:
    """Another value typed in, as a text in its cell or as a number."""

    def change(root: Any) -> None:
        cells = root.findall(f".//{_MAIN}c")
        if not cells:
            return
        cell, value = chance.choice(cells), chance.choice(_VALUES)
        for child in list(cell):
            cell.remove(child)
        if chance.random() < 0.3 and re.fullmatch(r"-?[\d.e]+", value):
            cell.attrib.pop("t", None)
            etree.SubElement(cell, f"{_MAIN}v").text = value
        else:
            cell.set("t", "inlineStr")
            etree.SubElement(etree.SubElement(cell, f"{_MAIN}is"), f"{_MAIN}t").text = value

    _edit(parts, _sheet(parts, chance), change)


def split_text(parts: Parts, chance: Chance) -> None:
    """Runs, phonetic hints, comments, CDATA and character references inside texts."""
    name = (
        "xl/sharedStrings.xml" if "xl/sharedStrings.xml" in parts and chance.random() < 0.7 else _sheet(parts, chance)
    )
    texts = list(re.finditer(rb"<(t|v)([^>]*)>([^<&]{1,200})</\1>", parts[name]))
    if not texts:
        return
    found = chance.choice(texts)
    tag, attributes, text = found.groups()
    plain = text.decode()
    half = len(plain) // 2
    written = chance.choice(
        (
            f"{plain[:half]}<!-- x -->{plain[half:]}",
            f"<![CDATA[{plain}]]>",
            "".join(f"&#{ord(char)};" for char in plain),
            f"{plain[:half]}<?x y?>{plain[half:]}",
            f"\n  {plain}\n",
            f"{plain[:half]}<b/>{plain[half:]}",
        )
    ).encode()
    start, end = found.span()
    tag_text = tag.decode()
    whole = f"<{tag_text}{attributes.decode()}>".encode() + written + f"</{tag_text}>".encode()
    if tag == b"t" and chance.random() < 0.4:
        run = f"<r><t>{plain[:half]}</t></r><r><rPr/><t xml:space='preserve'>{plain[half:]}</t></r>"
        whole = (run + chance.choice(("", "<rPh sb='0' eb='1'><t>注</t></rPh>"))).encode()
    parts[name] = parts[name][:start] + whole + parts[name][end:]


def merge_cells(parts: Parts, chance: Chance) -> None:
    def change(root: Any) -> None:
        merged = root.find(f"{_MAIN}mergeCells")
        if merged is None:
            merged = etree.SubElement(root, f"{_MAIN}mergeCells")
        row, col = chance.randint(1, 40), chance.randint(0, 8)
        block = f"{chr(65 + col)}{row}:{chr(66 + col)}{row + chance.randint(0, 4)}"
        etree.SubElement(merged, f"{_MAIN}mergeCell").set(
            "ref", chance.choice((block, "A1:XFD1048576", "B2", "Z9:A1", ""))
        )

    _edit(parts, _sheet(parts, chance), change)


def prefix_names(parts: Parts, chance: Chance) -> None:
    """The same part with its main namespace under a prefix."""
    name = _any(parts, chance)
    root = _tree(parts, name)
    space = etree.QName(root).namespace
    wrapped = etree.Element(root.tag, nsmap={"x": space, **{key: uri for key, uri in root.nsmap.items() if key}})
    wrapped.attrib.update(root.attrib)
    wrapped.extend(list(root))
    etree.cleanup_namespaces(wrapped, keep_ns_prefixes=["x", "r"])
    parts[name] = etree.tostring(wrapped, xml_declaration=True, encoding="UTF-8")


def other_encoding(parts: Parts, chance: Chance) -> None:
    name = _any(parts, chance)
    root = _tree(parts, name)
    parts[name] = etree.tostring(
        root, xml_declaration=True, encoding=chance.choice(("UTF-16", "GB18030", "ASCII", "UTF-8"))
    )


def damage_bytes(parts: Parts, chance: Chance) -> None:
    name = _any(parts, chance)
    content = bytearray(parts[name])
    for _ in range(chance.choice((1, 1, 3, 20))):
        content[chance.randrange(len(content))] = chance.randrange(256)
    parts[name] = bytes(content) if chance.random() < 0.7 else bytes(content[: chance.randrange(len(content))])


def drop_part(parts: Parts, chance: Chance) -> None:
    del parts[chance.choice(list(parts))]


def swap_parts(parts: Parts, chance: Chance) -> None:
    one, other = chance.choice(list(parts)), _any(parts, chance)
    parts[one], parts[other] = parts[other], parts[one]


def nest_deeply(parts: Parts, chance: Chance) -> None:
    name = _any(parts, chance)
    depth = chance.choice((100, 5000))
    end = parts[name].rfind(b"</")
    parts[name] = parts[name][:end] + b"<x>" * depth + b"</x>" * depth + parts[name][end:]


MUTATIONS: tuple[Callable[[Parts, Chance], None], ...] = (
    delete_element, duplicate_element, reorder_elements, rename_element, change_attribute, change_attribute, _move_cell,
    drop_addresses, change_type, change_type, change_index, change_value, change_value, change_value, split_text,
    split_text, merge_cells, prefix_names, other_encoding, damage_bytes, drop_part, swap_parts, nest_deeply,
)  # fmt: skip


def mutated(content: bytes, chance: Chance) -> tuple[bytes, list[str]]:
    """Return a workbook after one to three mutations, and their names."""
    parts, done = unpacked(content), []
    extra: tuple[tuple[str, bytes], ...] = ()
    for change in chance.sample(MUTATIONS, chance.choice((1, 1, 2, 3))):
        try:
            change(parts, chance)
            done.append(change.__name__)
        except (etree.XMLSyntaxError, ValueError, IndexError, UnicodeError):
            done.append(f"({change.__name__})")  # What an earlier one left cannot be mutated by this one.
    if chance.random() < 0.03:
        name = _sheet(parts, chance) if any("worksheets/" in part for part in parts) else next(iter(parts))
        extra = ((name, parts[name].replace(b"<v>1</v>", b"<v>9</v>")),)
        done.append("repeat_entry")
    return packed(parts, extra), done
