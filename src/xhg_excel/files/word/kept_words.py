"""Carry own words from a former report into a new one: cleaned, with their pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from docx.document import Document as Docx
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn

from xhg_excel.core.model.personal_numbers import hide_spans, personal_spans
from xhg_excel.core.results.cuts import Cut
from xhg_excel.files.clean import allowed
from xhg_excel.files.clean.document import KeptText
from xhg_excel.notice.words.cuts import CutKind

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
            cuts += [Cut(CutKind.PERSONAL, titles.get(key, key))] * _hide_personal(element)
            for inner in element.iter():
                for name, number in list(inner.attrib.items()):
                    if name.startswith(_R):
                        if number not in copied:
                            copied[number] = _copied(pictures[number], new, len(copied) + 1)
                        inner.set(name, copied[number])
        cuts += text.cuts
    return cuts


def _hide_personal(element: Any) -> int:
    """Hide numbers and names of petitioners in the paragraphs of an element, in place; return in how many.

    A program may have split one into several runs: the first of them says that it is hidden.
    """
    hidden = 0
    for paragraph in element.iter(qn("w:p")):
        texts = list(paragraph.iter(qn("w:t")))
        whole = "".join(text.text or "" for text in texts)
        spans = personal_spans(whole)
        hidden += bool(spans)
        start = 0
        for text in texts:
            old = text.text or ""
            inside = [
                (max(0, a - start), min(len(old), b - start)) for a, b in spans if a < start + len(old) and b > start
            ]
            text.text = hide_spans(old, inside)
            start += len(old)
    return hidden


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
