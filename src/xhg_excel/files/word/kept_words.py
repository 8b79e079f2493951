"""Carry own words from a former report into a new one: cleaned, with their pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from docx.document import Document as Docx
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from xhg_excel.core.results.cuts import Cut
from xhg_excel.files.clean import allowed
from xhg_excel.files.clean.document import KeptText

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def carry_over(kept: Mapping[str, Sequence[Any]], titles: Mapping[str, str], old: Docx, new: Docx) -> list[Cut]:
    """Clean kept elements in place and copy their pictures into the new document; return what was cut.

    Args:
        kept: by place for own words the elements typed there.
        titles: by place its title, which a cut is named with.
        old: the document that the elements come from.
        new: the document that they go into.

    """
    pictures = {number: relation.target_part for number, relation in old.part.rels.items() if _is_picture(relation)}
    copied: dict[str, str] = {}
    cuts: list[Cut] = []
    for key, elements in kept.items():
        text = KeptText(pictures, titles.get(key, key))
        for element in elements:
            text.clean(element)
            for inner in element.iter():
                for name, number in list(inner.attrib.items()):
                    if name.startswith(_R):
                        if number not in copied:
                            copied[number] = _copied(pictures[number], new, len(copied) + 1)
                        inner.set(name, copied[number])
        cuts += text.cuts
    return cuts


def _is_picture(relation: Any) -> bool:
    """Return whether a relationship leads to a picture in the file."""
    if relation.is_external or not allowed.is_picture_kind(relation.reltype):
        return False
    part = relation.target_part
    kind = str(part.content_type).lower()
    return kind in allowed.content_types_for(relation.reltype) and part.blob.startswith(allowed.PICTURE_STARTS)


def _copied(picture: Any, new: Docx, number: int) -> str:
    """Copy the bytes of a picture, without relationships of its own; return the id of its new relationship."""
    name = PackURI(f"/word/media/own{number}.{picture.partname.ext}")
    part = Part(name, picture.content_type, picture.blob, new.part.package)
    return str(new.part.relate_to(part, f"{allowed.TRANSITIONAL}/image"))
