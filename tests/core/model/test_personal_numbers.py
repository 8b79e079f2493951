"""五(四): telephone and identity numbers are recognised however they are written, and little else is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pytest

from tests.conftest import CONTEXT, grid_of
from tests.personal import SPELLINGS, held
from xhg_excel.core.model.personal_numbers import distinct_names, hide_personal, personal_spans
from xhg_excel.core.rehearsal.made_up import CityRehearsal
from xhg_excel.core.templates.workbooks import CountyContent, county_book
from xhg_excel.notice import LEDGERS, NOTICE
from xhg_excel.notice.words.privacy import HIDDEN


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("around", ["{}", "演练甲{}反映", "（{}）", "2020-08-10 {}，P001", "见{}。"])
def test_a_number_is_hidden_however_it_is_written(spelling: str, around: str) -> None:
    text = around.format(spelling)

    shown = hide_personal(text)

    assert HIDDEN in shown
    assert held(shown) == []
    assert held(text) != []  # what is searched for stood there


@pytest.mark.parametrize(
    "text",
    [
        "2020-08-10", "2020年8月10日至2020年8月21日", "2020.08.10 13:45:10", "20200810", "电话：20200810", "苏应急立〔2020〕12号",
        "P001", "3,200,000.00元", "320623202008100012", "91320623MA1X1Y2Z3K", "99000000000000000X", "320623999999123",
        "10、11、12、13、14、15、16、17", "排查1390家，问题12个", "第1至3项", "一、二、三、四、五、六、七、八、九", "12345", "12369",
        hashlib.sha256(b"13900001234").hexdigest(), "0" * 20 + "13900001234", "举报人反映夜间排放",
    ],
)  # fmt: skip
def test_dates_amounts_numbers_of_lists_and_hashes_stay(text: str) -> None:
    assert hide_personal(text) == text


@pytest.mark.parametrize("label", ["举报人：", "投诉人姓名:", "反映人 ："])
def test_a_name_behind_its_label_is_hidden(label: str) -> None:
    assert hide_personal(f"{label}演练甲（村民）") == f"{label}{HIDDEN}（村民）"


def test_names_of_files_stay_distinct() -> None:
    names = ["举报13900001234.xlsx", "举报13900005678.xlsx", "附件1.xlsx", "附件1.xlsx"]

    assert distinct_names(names) == ["举报（已隐去）.xlsx", "举报（已隐去2）.xlsx", "附件1.xlsx", "附件1.xlsx"]


def test_a_long_text_is_searched_once() -> None:
    """No pattern may go back and forth in what a stranger typed."""
    for part in ("1", "1 ", "13", "0 ", "+86", "电话", "举报人 ", "8 6 ", "( ", "1 3 9 "):
        assert len(personal_spans(part * 20_000)) < 60_000


def _texts(city: CityRehearsal) -> Iterator[str]:
    """Yield every text and number of a city's workbooks and ledgers but the columns of petitioners."""
    for unit in city.units:
        content = CountyContent(city.annex1[unit], city.sites[unit])
        for sheet in county_book(NOTICE, unit, content, CONTEXT.registry).sheets:
            yield from (str(value) for _, _, value in grid_of(sheet).filled())
    kept = {field.key for ledger in LEDGERS for field in ledger.columns if not field.personal}
    for rows in city.ledgers.values():
        yield from (str(answer) for row in rows for key, answer in row.items() if key in kept and answer is not None)


def test_of_a_thousand_texts_of_a_rehearsed_city_at_most_one_is_hidden_for_nothing(nantong: CityRehearsal) -> None:
    texts = list(_texts(nantong))

    wrong = [text for text in texts if hide_personal(text) != text]

    assert len(texts) > 10_000
    assert len(wrong) * 1000 <= len(texts)
    assert wrong == []
