"""Several submissions of one unit: copies once, the newest, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import CONTEXT
from tests.records import filled
from xhg_excel.core.consolidation.consolidate import consolidate
from xhg_excel.core.consolidation.versions import choose, newer
from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.submission import Form, Source, Submission, Unit
from xhg_excel.core.rules.form_checks import check_form
from xhg_excel.notice import NOTICE
from xhg_excel.notice.small_chemical.annexes import ANNEX1, ANNEX2

CITY = CONTEXT.registry.match_city("南通市")
assert CITY is not None
RUDONG = Unit(CITY, CONTEXT.registry.match_county("如东县", CITY).region)
NOTE = "适用简易程序当场处罚"
DOUBT: dict[str, Answer | None] = {"fined": "是", "fine_yuan": 500, "case_filed": "否"}  # R206


def handed_in(
    name: str, slogans: int = 1, filled_on: date | None = None, saved_at: str = "", changed_at: str = ""
) -> Submission:
    source = Source(name, sha256=name, saved_at=saved_at, changed_at=changed_at)
    cover: dict[str, Answer | None] = {"unit_filled_on": filled_on}
    return Submission(source, "county", RUDONG, cover, forms=[filled(ANNEX1, {"slogans_count": slogans})])


def with_site(name: str, day: int, note: str = "", **changes: Answer | None) -> Submission:
    """Return a submission whose one site is doubtful (R206), with or without its 说明."""
    form = filled(ANNEX2, DOUBT | changes)
    place = form.places["fined"]
    if note:
        form = replace(form, notes={3: note}, note_places={3: replace(place, col=60)})
    made = Submission(Source(name, sha256=name), "county", RUDONG, {"unit_filled_on": date(2020, 8, day)}, forms=[form])
    made.findings = [finding.in_file(name) for finding in check_form(form, NOTICE)]
    return made


def files(parts: Sequence[Submission]) -> list[str]:
    return [part.source.file for part in parts]


def codes(submission: Submission) -> list[tuple[str, bool]]:
    return [(finding.code, finding.is_settled) for finding in submission.findings]


def test_the_same_content_counts_once_whatever_file_it_came_in() -> None:
    found = choose([handed_in("b.xlsx"), handed_in("a.xlsx")])

    assert (files(found.taken), files(found.copies), found.findings) == (["a.xlsx"], ["b.xlsx"], [])


@pytest.mark.parametrize(
    ("old", "new", "by"),
    [
        ({"filled_on": date(2020, 8, 18)}, {"filled_on": date(2020, 8, 20)}, "封面的填报日期"),
        ({"saved_at": "2020-08-18 09:00:00"}, {"saved_at": "2020-08-18 09:00:01"}, "文件属性里的保存时间"),
        ({"changed_at": "2020-08-18 09:00:00"}, {"changed_at": "2020-08-19 09:00:00"}, "文件的修改时间"),
        # The weightier date decides, though the lighter one says the contrary.
        (
            {"filled_on": date(2020, 8, 18), "saved_at": "2020-08-30"},
            {"filled_on": date(2020, 8, 20), "saved_at": "2020-08-20"},
            "封面的填报日期",
        ),
        # A date that only one of them has decides nothing.
        (
            {"filled_on": date(2020, 8, 30), "saved_at": "2020-08-18"},
            {"saved_at": "2020-08-20"},
            "文件属性里的保存时间",
        ),
    ],
)
def test_the_newer_one_replaces_the_older_and_it_is_said_by_what(
    old: dict[str, object], new: dict[str, object], by: str
) -> None:
    older, later = handed_in("旧.xlsx", 1, **old), handed_in("新.xlsx", 2, **new)  # type: ignore[arg-type]

    for order in ([older, later], [later, older]):
        found = choose(order)

        assert files(found.taken) == ["新.xlsx"]
        assert [files(pair) for pair in found.replaced] == [["旧.xlsx", "新.xlsx"]]
        assert [(f.code, f.file) for f in found.findings] == [("M01", "新.xlsx")]
        assert by in found.findings[0].what
        assert "旧.xlsx" in found.findings[0].what


@pytest.mark.parametrize(
    "dates", [{}, {"filled_on": date(2020, 8, 20)}, {"saved_at": "2020-08-20 09:00:00"}, {"changed_at": "2020-08-20"}]
)
def test_when_the_order_cannot_be_told_both_are_refused(dates: dict[str, object]) -> None:
    found = choose([handed_in("a.xlsx", 1, **dates), handed_in("b.xlsx", 2, **dates)])  # type: ignore[arg-type]

    assert (found.taken, files(found.refused)) == ([], ["a.xlsx", "b.xlsx"])
    assert [(f.code, f.file) for f in found.findings] == [("F09", "a.xlsx"), ("F09", "b.xlsx")]


def test_of_three_the_newest_counts_only_when_it_is_newer_than_each() -> None:
    one, two, three = (handed_in(f"{n}.xlsx", n, date(2020, 8, 10 + n)) for n in (1, 2, 3))
    tied = handed_in("4.xlsx", 4, date(2020, 8, 13))

    assert files(choose([two, three, one]).taken) == ["3.xlsx"]
    assert choose([one, two, three, tied]).taken == []


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), min_size=1, max_size=5), st.randoms())
def test_what_is_chosen_does_not_depend_on_the_order(versions: list[tuple[int, int]], chance: object) -> None:
    parts = [handed_in(f"{n}.xlsx", slogans, date(2020, 8, 10 + day)) for n, (slogans, day) in enumerate(versions)]
    turned = list(parts)
    chance.shuffle(turned)  # type: ignore[attr-defined]

    straight, other = choose(parts), choose(turned)

    assert files(straight.taken) == files(other.taken)
    assert sorted(files(straight.copies)) == sorted(files(other.copies))
    assert not (newer(parts[0], parts[-1]) and newer(parts[-1], parts[0]))


def test_a_replaced_file_brings_no_findings_and_no_figures() -> None:
    old, new = with_site("旧.xlsx", 18, closed="否"), with_site("新.xlsx", 20)

    totals = consolidate([old, new], CITY, CONTEXT.registry)

    assert [source.outcome for source, _ in totals.sources] == ["已被较新的一份代替", "已并入"]
    assert {f.file for f in totals.findings} == {"新.xlsx"}
    assert [form.get("closed") for _, form, _ in totals.forms(ANNEX2)] == ["是"]


def test_an_explanation_that_was_left_out_is_taken_over_and_said() -> None:
    old, new = with_site("旧.xlsx", 18, NOTE), with_site("新.xlsx", 20)
    assert codes(new) == [("R206", False)]

    found = choose([old, new])

    assert codes(found.taken[0]) == [("R206", True)]
    assert [(f.code, f.file) for f in found.findings] == [("M01", "新.xlsx"), ("M02", "新.xlsx")]
    form = found.taken[0].forms[0]
    assert (form.notes, form.note_files) == ({3: NOTE}, {3: "旧.xlsx"})


def test_an_explanation_over_other_answers_lapses_and_it_is_said() -> None:
    found = choose([with_site("旧.xlsx", 18, NOTE), with_site("新.xlsx", 20, fined="是", transferred="是")])

    said = {f.code for f in found.findings}
    assert ("R208", False) in codes(found.taken[0])  # new doubt: nothing settles it
    assert said == {"M01", "M02"}  # R206 over the same facts keeps its 说明

    lapsed = choose(
        [with_site("旧.xlsx", 18, NOTE), with_site("新.xlsx", 20, fined="否", fine_yuan=None, transferred="是")]
    )
    assert [f.code for f in lapsed.findings] == ["M01", "M03"]
    assert not any(settled for _, settled in codes(lapsed.taken[0]))


def test_a_new_explanation_is_left_as_it_is() -> None:
    found = choose([with_site("旧.xlsx", 18, NOTE), with_site("新.xlsx", 20, "另案处理已经移交公安")])

    assert [f.code for f in found.findings] == ["M01"]
    assert found.taken[0].forms[0].notes == {3: "另案处理已经移交公安"}


def test_single_site_forms_stand_beside_the_whole_workbook() -> None:
    single = Submission(Source("单.xlsx", sha256="s"), "annex2", RUDONG, forms=[filled(ANNEX2, {"problem_id": "P7"})])
    form: Form = single.forms[0]

    found = choose([handed_in("全.xlsx"), single])

    assert files(found.taken) == ["单.xlsx", "全.xlsx"]
    assert form in found.taken[0].forms


def test_an_explanation_of_what_is_no_longer_doubtful_is_dropped_in_silence() -> None:
    """Other answers without any doubt need no 说明: neither is one taken over nor asked for again."""
    new = with_site("新.xlsx", 20, fined="否", fine_yuan=None)
    assert codes(new) == []

    found = choose([with_site("旧.xlsx", 18, NOTE), new])

    assert [f.code for f in found.findings] == ["M01"]
    assert found.taken[0].forms[0].notes == {}
