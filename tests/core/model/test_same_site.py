"""Which 问题编号 are the same, and which form belongs to which row of a list."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.records import BY_KEY, filled
from xhg_excel.core.model.identifiers import canonical_id, number_keys, printed_ids, same_id
from xhg_excel.core.model.same_site import ListedSite, rows_of_forms
from xhg_excel.core.model.submission import Form

NUMBERS = st.from_regex(r"[PＰ]? ?0{0,3}[1-3]", fullmatch=True)


def form2(number: str | None) -> Form:
    return filled(BY_KEY["annex2"], {"problem_id": number})


def form3(name: str, address: str | None) -> Form:
    return filled(BY_KEY["annex3"], {"site_name": name, "address": address})


def chem(number: str) -> ListedSite:
    return ListedSite(number, "小化工", "演练坊", "演练镇1号")


def trade(name: str, address: str) -> ListedSite:
    return ListedSite("Q1", "小电镀", name, address)


@given(st.lists(NUMBERS), NUMBERS, NUMBERS)
def test_two_numbers_are_the_same_but_for_zeros_unless_the_list_holds_both_kinds(
    listed: list[str], one: str, other: str
) -> None:
    spellings = {
        canonical_id(number) for number in listed if same_id(canonical_id(number)) == same_id(canonical_id(one))
    }
    key = number_keys(listed)

    same = key(one) == key(other)

    if len(spellings) > 1:
        assert same == (canonical_id(one) == canonical_id(other))
    else:
        assert same == (same_id(canonical_id(one)) == same_id(canonical_id(other)))


@given(st.lists(NUMBERS, min_size=1), st.data())
def test_a_number_that_is_listed_as_it_is_written_finds_that_row(listed: list[str], data: st.DataObject) -> None:
    number = data.draw(st.sampled_from(listed))

    (row,) = rows_of_forms([chem(number) for number in listed], [form2(number)])

    assert row is not None
    assert canonical_id(listed[row]) == canonical_id(number)


def test_a_number_between_two_listed_ones_is_neither() -> None:
    rows = [chem("P1"), chem("P001")]

    assert rows_of_forms(rows, [form2("P1"), form2("P001"), form2("P01"), form2(None)]) == [0, 1, None, None]


def test_the_first_of_two_rows_with_one_number_has_the_form() -> None:
    assert rows_of_forms([chem("001"), chem("001")], [form2("1")]) == [0]


def test_a_form_without_number_belongs_to_no_small_chemical_site() -> None:
    assert rows_of_forms([chem("P1")], [form3("演练坊", "演练镇1号")]) == [None]


def test_equal_names_and_addresses_go_before_near_ones_whatever_the_order() -> None:
    rows = [trade("演练恒昌电镀作坊", "演练镇演练村三组1号")]
    near, equal = (
        form3("演练恒昌电镀作坊", "演练镇演练村三组 1号附近"),
        form3("演练恒昌 电镀作坊", "演练镇演练村三组１号"),
    )

    assert rows_of_forms(rows, [near, equal]) == [None, 0]
    assert rows_of_forms(rows, [near]) == [0]


def test_two_alike_rows_get_one_form_each_and_a_third_form_belongs_to_the_first() -> None:
    rows = [trade("演练坊", "演练镇1号"), trade("演练坊", "演练镇1号")]

    assert rows_of_forms(rows, [form3("演练坊", "演练镇1号")] * 3) == [0, 1, 0]


def test_sites_with_the_same_digits_and_other_words_are_not_near() -> None:
    rows = [trade("演练恒昌电镀作坊", "演练镇演练村三组1号")]

    assert rows_of_forms(rows, [form3("演练宏达印染厂", "开发区通盛大道1号")]) == [None]


def test_a_lone_zero_is_no_padded_number() -> None:
    assert printed_ids(["P001", "P2", "P0"]) == ["P001", "P002", "P000"]


def test_two_near_forms_do_not_share_a_row() -> None:
    rows = [trade("演练恒昌电镀作坊", "演练镇演练村三组1号")]

    assert rows_of_forms(rows, [form3("演练恒昌电镀作坊", "演练镇演练村三组附近1号")] * 2) == [0, None]


def test_a_site_without_name_and_address_is_no_site() -> None:
    assert rows_of_forms([trade("", "")], [form3("", None)]) == [None]
