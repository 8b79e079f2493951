"""Sentences of the report: right for none, one, some and all, and silent where there is nothing to say."""

from __future__ import annotations

from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xhg_excel.core.report.document import Figure, text_of
from xhg_excel.core.report.sentences import (
    Known,
    break_title,
    fill_slots,
    join_clauses,
    line_pieces,
    printed_width,
    sentence_pieces,
)
from xhg_excel.notice import report as report_text
from xhg_excel.notice.schema.report import Amount, Line, Plain, Share
from xhg_excel.notice.small_chemical.annexes import ANNEX1, ANNEX2

UNIT = Share(ANNEX1, "x", "建立了制度", "没有建立制度")
SITE = Share(ANNEX2, "x", "断水", "没有断水")
SLOGANS = Amount("a1_n", "悬挂宣传标语{v}条", "没有悬挂宣传标语")


def share(number: int, yes: int, no: int) -> Known:
    key = f"a{number}_x"
    counts: dict[str, int | str] = {
        "yes": yes,
        "no": no,
        "due": yes + no,
        "yn": "、".join("甲乙丙丁"[:yes]),
        "nn": "、".join("戊己庚辛"[:no]),
    }
    return {f"{key}_{name}": value for name, value in counts.items()}


def text(line: Line, figures: Known) -> str | None:
    said = line_pieces(line, figures)
    return None if said is None else text_of(said)


@pytest.mark.parametrize(
    ("line", "figures", "said"),
    [
        (UNIT, share(1, 0, 0), None),
        (UNIT, share(1, 1, 0), "甲建立了制度"),
        (UNIT, share(1, 0, 1), "戊没有建立制度"),
        (UNIT, share(1, 3, 0), "3个单位均建立了制度"),
        (UNIT, share(1, 0, 2), "2个单位均没有建立制度"),
        (UNIT, share(1, 2, 1), "3个单位中2个建立了制度，1个没有建立制度（戊）"),
        (UNIT, {}, None),
        (SITE, share(2, 1, 0), "1家已断水"),
        (SITE, share(2, 0, 1), "1家没有断水"),
        (SITE, share(2, 4, 0), "4家均断水"),
        (SITE, share(2, 0, 4), "4家均没有断水"),
        (SITE, share(2, 1, 3), "4家中1家断水，3家没有断水"),
        (SLOGANS, {"a1_n": None}, None),
        (SLOGANS, {}, None),
        (SLOGANS, {"a1_n": 0}, "没有悬挂宣传标语"),
        (SLOGANS, {"a1_n": 1}, "悬挂宣传标语1条"),
        (SLOGANS, {"a1_n": 12366}, "悬挂宣传标语12366条"),
        (SLOGANS, {"a1_n": 5, "a1_n_ng": 2}, "悬挂宣传标语5条（另有2个单位未提供，未计）"),
        (Amount("a1_n", "共{v}人"), {"a1_n": 0}, None),
        (Amount("a1_n", "共{v}家，占{w}"), {"a1_n": 1}, None),
        (Plain("共{n}家", "m"), {"n": 3, "m": 0}, None),
        (Plain("共{n}家", "m"), {"n": 3, "m": 1}, "共3家"),
        (Plain("共{n}家"), {}, None),
    ],
)
def test_a_sentence_fits_its_numbers(line: Line, figures: Known, said: str | None) -> None:
    assert text(line, figures) == said


def test_what_has_nothing_to_say_leaves_no_mark_of_itself() -> None:
    """No empty phrase, no doubled semicolon, no full stop alone."""
    figures = {"a1_n": 7, **share(1, 0, 0)}

    assert text_of(sentence_pieces((UNIT, SLOGANS, Plain("共{n}家")), figures)) == "悬挂宣传标语7条。"
    assert sentence_pieces((UNIT,), figures) == ()
    assert join_clauses([]) == ()


def test_every_number_in_a_sentence_carries_its_key() -> None:
    pieces = fill_slots("{v}份，占{r}", {"a1_n": 3, "r": "50.0%"}, {"v": "a1_n"})

    assert pieces == (Figure("a1_n", "3"), "份，占", Figure("r", "50.0%"))


def all_lines() -> list[Line]:
    parts = [
        paragraphs for c in report_text.CHAPTERS for paragraphs in (c.paragraphs, *(p.paragraphs for p in c.parts))
    ]
    return [line for paragraphs in parts for lines in paragraphs for line in lines]


@given(st.sampled_from(all_lines()), st.integers(0, 2000), st.integers(0, 2000))
def test_no_sentence_shows_a_slot_or_an_empty_bracket(line: Line, first: int, second: int) -> None:
    """Whatever the numbers, each sentence of the report is whole or not there."""
    known: dict[str, object] = {}
    if isinstance(line, Share):
        key = f"a{line.annex.number}_{line.key}"
        known = {
            f"{key}_yes": first,
            f"{key}_no": second,
            f"{key}_due": first + second,
            f"{key}_yn": "甲",
            f"{key}_nn": "乙",
        }
    else:
        texts = (line.text,) if isinstance(line, Plain) else (line.some, line.none)
        slots = [slot for one in texts for _, slot, _, _ in Formatter().parse(one) if slot]
        known = dict.fromkeys(slots, second) | {getattr(line, "key", "v"): first}

    said = text(line, known)  # type: ignore[arg-type]  # numbers are answers

    assert said is None or (said and not set("{}") & set(said) and "（）" not in said)


def test_a_long_title_breaks_where_a_phrase_ends() -> None:
    """GB/T 9704: a title in several lines is not broken within a word."""
    for city in ("南通市", "连云港市", "全省"):
        lines = break_title(f"关于{city}违法违规“小化工”百日专项整治行动专题督导情况的报告", 20).splitlines()
        assert lines == [f"关于{city}违法违规“小化工”", "百日专项整治行动专题督导情况的报告"]


@pytest.mark.parametrize("title", ["关于演练情况的报告", "很长的题目没有可以断开的地方因此只好由文字处理软件去断开"])
def test_a_short_title_and_one_without_a_place_stay_whole(title: str) -> None:
    assert break_title(title, 20) == title


@given(st.text("百日专项整治专题督导（汇总）情况的报告甲乙丙2020", max_size=60), st.integers(1, 30))
def test_breaking_loses_no_character(title: str, longest: int) -> None:
    made = break_title(title, longest)

    assert made.replace("\n", "") == title
    assert "\n" not in made or max(map(printed_width, made.splitlines())) <= longest
