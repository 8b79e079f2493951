"""A declaration that cannot work is refused by name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xhg_excel.core.rules.lint import can_fire, lint_annex, lint_rules, lint_sites
from xhg_excel.notice import ANNEXES, COVERAGE_RULES, FORM_RULES, JOINED_RULES, PROBLEM_ANNEXES, SITE_ANNEXES
from xhg_excel.notice.schema.condition import Compares, Filled, Is, Meaningful, Not, Setting, all_of, any_of
from xhg_excel.notice.schema.form import Annex, Field, Item, Kind
from xhg_excel.notice.schema.rule import Rule
from xhg_excel.notice.small_chemical.annexes import ANNEX1, ANNEX2
from xhg_excel.notice.words.lint import NUMBERED_KEYS, SITE_KEYS

BY_KEY = {annex.key: annex for annex in ANNEXES}
YES_NO = Field("a", "甲", Kind.YES_NO)


def annex(*items: Item, **more: tuple[Field, ...]) -> Annex:
    return Annex("x", 9, "演练表", ("序号", "内容", "情况"), items, **more)  # type: ignore[arg-type]


def test_our_own_declaration_has_nothing_wrong() -> None:
    assert [fault for a in ANNEXES for fault in lint_annex(a)] == []
    assert list(lint_rules((*FORM_RULES, *JOINED_RULES, *COVERAGE_RULES), BY_KEY)) == []
    assert [*lint_sites(SITE_ANNEXES, SITE_KEYS), *lint_sites(PROBLEM_ANNEXES, NUMBERED_KEYS)] == []


def test_an_annex_asked_of_sites_needs_what_a_site_is_known_by() -> None:
    """An annex of units in that role would be taken for one site after the other."""
    assert list(lint_sites([ANNEX1, ANNEX2], ["address", "problem_id"])) == [
        "附件1一处填一份，却没有字段“address”",
        "附件1一处填一份，却没有字段“problem_id”",
    ]


@pytest.mark.parametrize(
    ("planted", "said"),
    [
        (annex(Item(1, "空项", ())), "附件9第1项没有填报栏"),
        (
            annex(Item(3, "丙", (YES_NO, Field("b", "甲", Kind.YUAN)))),
            "附件9第3项有两个填报栏都叫“甲”，写成一句话时分不清",
        ),
        (annex(Item(1, "甲", (YES_NO,)), Item(2, "乙", (YES_NO,))), "附件9的字段“a”用了两次"),
        (annex(Item(1, "甲", (replace(YES_NO, due=Is("b", "是")),))), "规则或条件“a”用到没有的字段“b”"),
        (annex(Item(1, "甲", (replace(YES_NO, missing="E99"),))), "代码“E99”没有对应的提示文字"),
        (
            annex(Item(1, "甲", (Field("c", "丙", Kind.CHOICE, choices=("其他", "其它")),))),
            "附件9的字段“c”可选“其他”，但填了读不出来",
        ),
        (replace(ANNEX2, header_lines=("厂名：", "问题编号：")), "附件2的抬头“厂名：”没有同名的填报栏"),
        (replace(ANNEX2, footer=ANNEX2.footer[:1]), "附件2的落款要么没有，要么是签名、日期两栏和各自的一行文字"),
        (replace(ANNEX2, footer=()), "附件2的落款要么没有，要么是签名、日期两栏和各自的一行文字"),
    ],
)
def test_a_planted_fault_of_a_form_is_named(planted: Annex, said: str) -> None:
    assert list(lint_annex(planted)) == [said]


@pytest.mark.parametrize(
    ("planted", "said"),
    [
        (Rule("R299", "annex2", Is("closed", "是")), "代码“R299”没有对应的提示文字"),
        (Rule("R204", "annex2", Is("clsoed", "是")), "规则或条件“R204”用到没有的字段“clsoed”"),
        (Rule("R204", "annex2", all_of(Is("closed", "是"), Is("closed", "否"))), "规则“R204”永远不会触发"),
        (Rule("R204", "annex2", Is("closed", "不涉及")), "规则“R204”永远不会触发"),
        (Rule("R204", "annex2", Is("closed", "是"), then=Filled("closed")), "规则“R204”永远不会触发"),
    ],
)
def test_a_planted_fault_of_a_rule_is_named(planted: Rule, said: str) -> None:
    assert list(lint_rules([planted], BY_KEY)) == [said]


def test_rules_over_numbers_dates_texts_and_joined_facts_can_fire() -> None:
    fields = {field.key: field for field in ANNEX2.fields}

    assert can_fire(Rule("R", "annex2", Compares("officials_count", ">", 1)), fields)
    assert can_fire(Rule("R", "annex2", Compares("fine_yuan", ">", 1_000_000)), fields)
    low, high = Compares("fine_yuan", "<", 500), Compares("fine_yuan", ">", 9_000)
    assert can_fire(Rule("R", "annex2", all_of(any_of(low, high), Not(low))), fields)
    assert not can_fire(Rule("R", "annex2", all_of(low, high)), fields)
    assert can_fire(Rule("R", "annex2", Compares("visited_on", "<", Setting("window_start"))), fields)
    assert can_fire(Rule("R", "annex2", Not(Meaningful("reason_unfinished"))), fields)
    assert can_fire(Rule("R", "annex2", Is("list.status", "已完成")), fields)
