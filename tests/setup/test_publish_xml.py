"""WPS' list of add-ins: our line comes, changes and goes; every other byte stays."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xhg_excel.errors.wps import PublishListError
from xhg_excel.setup.publish_xml import line_of, with_line, without_line

OURS = {"name": "xhg_excel", "type": "et", "url": "xhg_excel_0.1.0"}
LINE = b'<jsplugin name="xhg_excel" type="et" url="xhg_excel_0.1.0"/>'
OTHERS = (
    '<?xml version="1.0" encoding="UTF-8"?>\r\n<!-- 别人的 -->\r\n<jsplugins>\r\n'
    '  <jspluginonline name="oa" type="wps" url="http://oa/"  debug=\'\' />\r\n'
    '\t<jsplugin name="xhg_excel_other" type="et" url="a&gt;b"></jsplugin>\r\n</jsplugins>\r\n<!-- 尾 -->'
).encode()


def test_a_list_is_begun_where_there_is_none() -> None:
    assert with_line(b"", OURS) == b"<jsplugins>\n  " + LINE + b"\n</jsplugins>\n"


def test_the_lines_of_others_stay_to_the_byte() -> None:
    listed = with_line(OTHERS, OURS)

    assert listed == OTHERS.replace(b"</jsplugins>", b"  " + LINE + b"\n</jsplugins>")
    assert line_of(listed, "xhg_excel") == OURS
    assert without_line(listed, "xhg_excel") == OTHERS
    assert with_line(listed, OURS) == listed


@pytest.mark.parametrize(
    "old",
    [
        b'<jsplugin name="xhg_excel" url="xhg_excel_0.0.9"/>',
        b"<jsplugin url='a>b' name='xhg_excel'>\n <x/></jsplugin>",
        b'<jsplugin name="xhg_excel"/><jsplugin name="xhg_excel"/>',
    ],
)
def test_an_older_line_is_replaced_where_it_stands_however_it_is_written(old: bytes) -> None:
    before = b'<jsplugins><jsplugin name="a"/>' + old + b'<jsplugin name="b"/></jsplugins>'

    if b"<x/>" in old:  # what is inside ours is not ours alone to take
        with pytest.raises(PublishListError):
            with_line(before, OURS)
    else:
        assert (
            with_line(before, OURS) == b'<jsplugins><jsplugin name="a"/>' + LINE + b'<jsplugin name="b"/></jsplugins>'
        )


@pytest.mark.parametrize(
    "empty", [b"<jsplugins/>", b"<jsplugins />", b"<jsplugins></jsplugins>", b'<jsplugins a="1"/>']
)
def test_an_empty_list_may_be_written_in_any_way(empty: bytes) -> None:
    listed = with_line(empty, OURS)

    assert [line.attrib for line in ElementTree.fromstring(listed)] == [OURS]  # noqa: S314  # our own
    assert line_of(without_line(listed, "xhg_excel"), "xhg_excel") is None


@pytest.mark.parametrize(
    "content",
    [
        b"<jsplugins>", b"text", b"<plugins></plugins>", b"<jsplugins></jsplugins><x/>", b"\xff\xfe",
        b'<!DOCTYPE a [<!ENTITY b "c">]><jsplugins>&b;</jsplugins>', b"<jsplugins>" + b" " * 1_000_000 + b"</jsplugins>",
    ],
)  # fmt: skip
def test_what_is_no_such_list_is_refused_and_stays(content: bytes) -> None:
    with pytest.raises(PublishListError):
        with_line(content, OURS)
    with pytest.raises(PublishListError):
        without_line(content, "xhg_excel")


_NAMES = st.sampled_from(["jsplugin", "jspluginonline", "其它"])
_ELEMENTS = st.lists(st.tuples(_NAMES, st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")), st.sampled_from(["", "\n", "\r\n  ", "<!-- > -->"])), max_size=5)  # fmt: skip


@given(_ELEMENTS)
def test_what_comes_and_goes_leaves_any_list_as_it_was(elements: list[tuple[str, str, str]]) -> None:
    root = ElementTree.Element("jsplugins")
    for tag, name, tail in elements:
        child = ElementTree.SubElement(root, tag, {"name": f"-{name}"})
        child.tail = "" if tail.startswith("<") else tail
    before = ElementTree.tostring(root, "utf-8", short_empty_elements=False)

    listed = with_line(before, OURS)

    assert line_of(listed, "xhg_excel") == OURS
    assert [e.attrib for e in ElementTree.fromstring(without_line(listed, "xhg_excel"))] == [e.attrib for e in root]  # noqa: S314
