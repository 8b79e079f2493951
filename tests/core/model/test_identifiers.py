"""What is no identifier of a site: nothing, what a check box gives, no finite number."""

from __future__ import annotations

from xhg_excel.core.model.identifiers import doubt_about_id


def test_nothing_and_a_tick_are_told_from_identifiers() -> None:
    assert (doubt_about_id("　"), doubt_about_id(None)) == ("", "")
    assert doubt_about_id(value=True) == doubt_about_id("暂无") != ""


def test_what_is_no_finite_number_is_no_identifier() -> None:
    assert all(doubt_about_id(float(text)) for text in ("nan", "inf", "-inf"))
