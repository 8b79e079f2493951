"""Two versions cell by cell."""

from __future__ import annotations

from dataclasses import replace

from tests.conftest import CONTEXT
from tests.records import OPEN, filled
from xhg_excel.core.consolidation.compare import AnswerChange, compare
from xhg_excel.core.model.grid import Place
from xhg_excel.core.model.submission import Form, LedgerRows, Source, Submission
from xhg_excel.core.rules.form_checks import check_form
from xhg_excel.core.totals.changes_sheet import change_rows
from xhg_excel.notice import PETITIONS, PROBLEMS
from xhg_excel.notice.small_chemical.annexes import ANNEX1, ANNEX2, ANNEX3


def handed_in(*forms: Form, name: str = "如东.xlsx") -> Submission:
    made = Submission(Source(name), "county", forms=list(forms))
    made.findings = [finding for form in forms for finding in check_form(form, CONTEXT.campaign)]
    return made


def at_row(form: Form, row: int) -> Form:
    return replace(form, places={k: replace(p, row=row) for k, p in form.places.items()}, row_number=row)


def test_a_changed_an_added_and_a_removed_cell_are_three_changes() -> None:
    old = handed_in(filled(ANNEX1, {"slogans_count": 1, "posters_count": None}))
    new = handed_in(filled(ANNEX1, {"slogans_count": 2, "bulletins_count": None}))

    found = compare(old, new).changes

    assert [(c.kind, c.item, c.old, c.new) for c in found] == [
        ("更改", "附件1第6项", "1", "2"),
        ("新增", "附件1第7项", "", "3000"),
        ("删去", "附件1第8项", "0", ""),
    ]
    assert (found[1].old_cell, found[2].new_cell) == ("", "")


def test_sites_are_matched_by_their_number_not_by_their_row() -> None:
    one, two = filled(ANNEX2, {"problem_id": "P1"}), filled(ANNEX2, {"problem_id": "P2", "closed": "否"})
    old = handed_in(at_row(one, 3), at_row(two, 4))
    new = handed_in(at_row(replace(two, answers={**two.answers, "closed": "是"}), 3), at_row(one, 4))

    (change,) = compare(old, new).changes

    assert change == AnswerChange("更改", "附件2 P2 附件2第2项", "否", "是", "演练!F5", "演练!F4")


def test_a_number_that_lost_its_zeros_is_the_same_site_and_the_same_row() -> None:
    """A spreadsheet turns 001 into 1: no site gone and another come, and no answer that anybody changed."""
    old, new = (handed_in(filled(ANNEX2, {"problem_id": number})) for number in ("001", "1"))
    city = {"city": "南通市", "county": "如东县"}
    for made, number in ((old, "00１"), (new, "1")):
        made.ledgers = [LedgerRows(PETITIONS, ((city | {"petition_number": number}, {}),))]

    assert compare(old, new).changes == ()


def test_another_petition_number_of_a_site_is_a_change() -> None:
    old, new = (handed_in(filled(ANNEX2, {"is_petition": "是", "petition_number": number})) for number in ("X1", "X2"))

    assert [(c.kind, c.old, c.new) for c in compare(old, new).changes] == [("更改", "X1", "X2")]


def test_width_and_blanks_of_name_and_address_make_no_other_site() -> None:
    old, new = (
        handed_in(filled(ANNEX3, {"site_name": name, "address": "演练村1组"})) for name in ("演练坊1", "演练 坊１")
    )

    assert [(c.kind, c.old, c.new) for c in compare(old, new).changes] == [("更改", "演练坊1", "演练 坊１")]


def test_where_one_submission_holds_p1_and_p001_each_is_what_is_written_like_it() -> None:
    both = handed_in(filled(ANNEX2, {"problem_id": "P1"}), filled(ANNEX2, {"problem_id": "P001", "closed": "否"}))
    turned = handed_in(*reversed(both.forms))

    assert compare(both, turned).changes == compare(turned, both).changes == ()


def test_annex_3_is_matched_by_name_and_address() -> None:
    one, two = filled(ANNEX3, {"site_name": "甲厂"}), filled(ANNEX3, {"site_name": "乙厂"})

    assert compare(handed_in(at_row(one, 3), at_row(two, 4)), handed_in(at_row(two, 3), at_row(one, 4))).is_same


def test_errors_that_went_and_errors_that_came_are_named_once() -> None:
    old = handed_in(filled(ANNEX2, {**OPEN, "reason_unfinished": None}))
    new = handed_in(filled(ANNEX2, {**OPEN, "tracked": None, "tracker_person": None, "tracker_deadline": None}))

    found = compare(old, new)

    assert [f.code for f in found.closed] == ["R201"]
    assert [f.code for f in found.opened] == ["R202"]
    kinds = [row["kind"] for row in change_rows(old, new, found)]
    assert kinds[-2:] == ["已改好的问题", "新出现的问题"]


def test_an_added_site_is_added_cells() -> None:
    found = compare(handed_in(), handed_in(filled(ANNEX2)))

    assert found.count("新增") == len(found.changes) > 10


def test_two_sites_of_one_number_do_not_hide_each_other() -> None:
    both = (at_row(filled(ANNEX2), 3), at_row(filled(ANNEX2, {"site_name": "另一家"}), 4))

    assert compare(handed_in(*both), handed_in(both[0])).count("删去") > 10


def ledger(status: str, informant: str) -> Submission:
    row = {"city": "南通市", "problem_id": "P1", "status": status}
    petition = {"city": "南通市", "petition_number": "X1", "informant": informant, "verified": "是"}
    places = {key: Place("清单", 3, n) for n, key in enumerate(row)}
    made = Submission(Source("清单.xlsx"))
    made.ledgers = [LedgerRows(PROBLEMS, ((row, places),)), LedgerRows(PETITIONS, ((petition, {}),))]
    return made


def test_ledgers_are_compared_by_their_identity_and_informants_never() -> None:
    found = compare(ledger("未完成", "举报人甲"), ledger("已完成", "举报人乙")).changes

    assert [(c.item, c.old, c.new) for c in found] == [("南通市、P1 问题清单“整治状态”", "未完成", "已完成")]
