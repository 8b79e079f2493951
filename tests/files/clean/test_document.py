"""What people typed into a report goes into the next one as texts, tables and pictures; nothing in it acts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from tests.core.reports import county, inputs, part
from tests.files.clean.base import MC, OFFICE, PNG, A
from tests.records import OPEN
from xhg_excel.core.report.chapters import report_of
from xhg_excel.core.report.document import OwnWords
from xhg_excel.core.results.cuts import Cut
from xhg_excel.files.clean.document import KeptText
from xhg_excel.files.word.kept_words import carry_over
from xhg_excel.files.word.write import write_report
from xhg_excel.notice.words.cuts import CutKind
from xhg_excel.notice.words.report_document import OWN_PREFIX

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:a="{A}" xmlns:wp="{WP}" xmlns:pic="{PIC}" xmlns:mc="{MC}" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
SEEN = "<w:r><w:t>所见</w:t></w:r>"


def drawn(blip: str, more: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="1" name="x">{more}</wp:docPr><a:graphic>'
        f'<a:graphicData uri="{PIC}"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="x"/><pic:cNvPicPr/></pic:nvPicPr>'
        f"<pic:blipFill>{blip}<a:stretch/></pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:inline>"
        "</w:drawing></w:r>"
    )


def field(instruction: str, shown: str = "所见") -> str:
    """Return a field whose instruction stands in two runs."""
    half = len(instruction) // 2
    inside = "".join(
        f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'
        for text in (instruction[:half], instruction[half:])
    )
    kinds = ("begin", "separate", "end")
    begin, middle, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in kinds)
    return f"{begin}{inside}{middle}<w:r><w:t>{shown}</w:t></w:r>{end}"


def kept(inside: str, tag: str = "p") -> tuple[Any, list[CutKind]]:
    element = parse_xml(f"<w:{tag} {SPACES}>{inside}</w:{tag}>")
    text = KeptText({"rId1"}, "处")
    text.clean(element)
    return element, [cut.kind for cut in text.cuts]


def shown(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


BOX = f"<wps:txbx><w:txbxContent><w:p><w:r><w:t>所</w:t></w:r>{field('DDEAUTO cmd bait9', '见')}</w:p></w:txbxContent></wps:txbx>"
WAYS = {
    "link": (f'<w:hyperlink r:id="rId9">{SEEN}</w:hyperlink>', CutKind.LINK),
    "simple field": (f'<w:fldSimple w:instr=" INCLUDETEXT bait9">{SEEN}</w:fldSimple>', CutKind.FIELD),
    "field": (field(' DDEAUTO c:\\\\bait9.exe "/c"'), CutKind.FIELD),
    "field in pieces": (field("HYPERLINK bait9"), CutKind.FIELD),
    "nested fields": (field(" EQ x") + field("INCLUDEPICTURE bait9", ""), CutKind.FIELD),
    "field of several paragraphs": (SEEN + '<w:r><w:instrText>DDE bait9</w:instrText></w:r>', CutKind.FIELD),
    "text box": (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{BOX}</w:drawing></mc:Choice><mc:Fallback><w:pict>'
        f'<v:shape href="http://bait9"><v:textbox>{BOX}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>',
        CutKind.OBJECT,
    ),
    "linked picture": (SEEN + drawn('<a:blip r:link="rId9" cstate="bait9"/>'), CutKind.PICTURE),
    "object": (SEEN + '<w:r><w:object><v:shape/><o:OLEObject ProgID="bait9" r:id="rId9"/></w:object></w:r>', CutKind.OBJECT),
    "object as picture": (
        SEEN + '<w:r><w:pict><v:shape><v:imagedata r:id="rId1"/></v:shape><o:OLEObject ProgID="bait9"/></w:pict></w:r>',
        CutKind.OBJECT,
    ),
    "chart": (SEEN + '<w:r><w:drawing><c:chart xmlns:c="bait9" r:id="rId1"/></w:drawing></w:r>', CutKind.OBJECT),
    "control": (SEEN + '<w:r><w:control r:id="rId9" w:name="bait9"/></w:r>', CutKind.OBJECT),
    "chunk": (SEEN + '<w:altChunk r:id="bait9"/>', CutKind.OBJECT),
    "in a format": ('<w:pPr><w:hyperlink r:id="bait9"/></w:pPr>' + SEEN, CutKind.OBJECT),
    "in a formula": ('<m:oMath><m:r><w:object w:a="bait9"/></m:r></m:oMath>' + SEEN, CutKind.OBJECT),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_nothing_acts_and_what_is_seen_stays(way: str) -> None:
    inside, kind = WAYS[way]

    element, cuts = kept(inside)

    xml = element.xml if hasattr(element, "xml") else ""
    assert "bait9" not in xml
    assert "rId9" not in xml
    assert shown(element) == "所见"
    assert kind in cuts


def test_in_tables_too() -> None:
    cell = (
        f'<w:tr><w:tc><w:p><w:hyperlink r:id="rId9">{SEEN}</w:hyperlink></w:p><w:altChunk r:id="rId9"/></w:tc></w:tr>'
    )

    element, cuts = kept(f"<w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>{cell}", "tbl")

    assert shown(element) == "所见"
    assert sorted(cut.name for cut in cuts) == ["LINK", "OBJECT"]


@pytest.mark.parametrize(
    "inside",
    [
        '<w:pPr><w:tabs><w:tab w:val="left" w:pos="9"/></w:tabs><w:rPr><w:b/></w:rPr></w:pPr>' + SEEN,
        "<w:r><w:rPr><w:b/></w:rPr><w:t>所见</w:t><w:br/><w:tab/></w:r>",
        field(" EQ \\o\\ac(○,1)", ""),
        field("PAGE"),
        "<m:oMathPara><m:oMath><m:r><w:rPr><w:b/></w:rPr><m:t>x</m:t></m:r></m:oMath></m:oMathPara>",
        drawn('<a:blip r:embed="rId1"/>'),
        '<w:r><w:pict><v:shape id="x"><v:imagedata r:id="rId1"/></v:shape></w:pict></w:r>',
    ],
)  # fmt: skip
def test_texts_formats_formulas_and_pictures_stay_as_they_are(inside: str) -> None:
    before = parse_xml(f"<w:p {SPACES}>{inside}</w:p>")

    element, cuts = kept(inside)

    assert cuts == []
    assert element.xml == before.xml


def test_a_picture_loses_its_link_and_its_second_picture() -> None:
    blip = '<a:blip r:embed="rId1" r:link="rId9"><a:extLst><a:ext><x:svgBlip xmlns:x="x" r:embed="rId9"/></a:ext></a:extLst></a:blip>'

    element, cuts = kept(drawn(blip, '<a:hlinkClick r:id="rId9"/>'))

    assert 'r:embed="rId1"' in element.xml
    assert "rId9" not in element.xml
    assert cuts == [CutKind.LINK]


def test_changes_are_taken_as_they_are_seen() -> None:
    changed = f"<w:ins>{SEEN}</w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del>"

    element, cuts = kept(changed + '<w:smartTag w:uri="x"><w:r><w:t>了</w:t></w:r></w:smartTag>')

    assert (shown(element), cuts) == ("所见了", [])


def test_the_next_report_carries_pictures_and_names_what_was_cut(tmp_path: Path) -> None:
    made = report_of(inputs(part(county(0), (1, {}), (2, OPEN))))
    path, image = tmp_path / "报告.docx", tmp_path / "a.png"
    image.write_bytes(PNG)
    write_report(made, path)
    document = Document(str(path))
    key = next(block.key for block in made.elements if isinstance(block, OwnWords))
    (place,) = [t for t in document.element.body.iter(qn("w:tag")) if t.get(qn("w:val")) == f"{OWN_PREFIX}{key}"]
    paragraph = next(place.iterancestors(qn("w:p")))
    outside = document.part.relate_to("http://bait9/", f"{OFFICE}/hyperlink", is_external=True)
    added = document.add_paragraph("本组去了三个县")
    added.add_run().add_picture(str(image))
    added._p.append(parse_xml(f'<w:hyperlink {SPACES} r:id="{outside}">{SEEN}</w:hyperlink>'))
    paragraph.addnext(added._p)
    document.save(str(path))

    replaced = write_report(made, path)

    assert [cut.kind for cut in replaced.cuts] == [CutKind.LINK]
    assert replaced.cuts[0] == Cut(CutKind.LINK, replaced.cuts[0].where)
    new = Document(str(path))
    (text,) = [p for p in new.paragraphs if "三个县" in p.text]
    assert text.text == "本组去了三个县所见"
    (blip,) = text._p.iter(qn("a:blip"))
    assert new.part.related_parts[blip.get(qn("r:embed"))].blob == PNG
    assert not [relation for relation in new.part.rels.values() if relation.is_external]
    assert write_report(made, path).cuts == ()


def test_numbers_and_named_petitioners_in_own_words_are_hidden_and_named() -> None:
    """五(四): also where a program has split a number into several runs."""
    document = Document()
    paragraph = document.add_paragraph("举报人：演练甲，电话")
    for text in ("139", "0000", "1234", "反映"):
        paragraph.add_run(text)
    kept = {"problems": [paragraph._p]}

    cuts = carry_over(kept, {"problems": "存在问题"}, document, Document())

    assert paragraph.text == "举报人：（已隐去），电话（已隐去）（已隐去）（已隐去）反映"
    assert cuts == [Cut(CutKind.PERSONAL, "存在问题")]
