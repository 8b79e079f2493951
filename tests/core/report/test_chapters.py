"""The whole report: chapters by clause, what stands in the way of it, who signs, where own words go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.core.reading.test_across_files import NO_CASES, Row, petition, problem
from tests.core.reports import chapter, city, county, inputs, lists, part
from tests.records import OPEN
from xhg_excel.core.model.finding import at_sheet
from xhg_excel.core.model.submission import LedgerRows, Unit
from xhg_excel.core.report.chapters import missing_parts, place_of, report_of
from xhg_excel.core.report.document import BarChart, OwnWords, Paragraph, Report, ReportTable, text_of
from xhg_excel.core.report.figures import ReportInputs
from xhg_excel.notice import PETITIONS
from xhg_excel.notice.small_chemical.report import CHAPTERS
from xhg_excel.notice.words.report_document import GATE_GREY

COUNTIES = [county(n) for n in range(7)]
CHEM: Row = {"problem_id": "P001"}


def headings(report: Report) -> list[str]:
    return [text_of(b.pieces) for b in report.elements if isinstance(b, Paragraph) and b.style == "level1"]


def styled(report: Report, style: str) -> list[str]:
    return [text_of(b.pieces) for b in report.elements if isinstance(b, Paragraph) and b.style == style]


def complete(problems: Sequence[Row] = ()) -> ReportInputs:
    """Return a city of which nothing is lacking: four counties and its own form, ten of either kind of annex 3, the list."""
    kinds = [{"site_type": kind} for kind in ("小电镀", "停产停业(关闭)") for _ in range(10)]
    others = [{**kind, "site_name": f"演练{n}坊", "address": f"演练村{n}组"} for n, kind in enumerate(kinds)]
    found: Row = {f"{kind}_{what}": 10 for kind in ("small_trades", "suspended") for what in ("problems", "completed")}
    parts = [part(COUNTIES[0], (1, {**LISTED, **found}), (2, CHEM), *((3, other) for other in others))]
    parts += [part(unit, (1, {**LISTED, "problems_completed": 0, "problems_listed": 0})) for unit in COUNTIES[1:4]]
    parts.append(part(Unit(city()), (1, {**LISTED, **found})))
    listed = [problem(f"Q{n}", county=COUNTIES[0].name, **other) for n, other in enumerate(others)]
    return inputs(*parts, given=lists([*(problems or [problem(county=COUNTIES[0].name)]), *listed]))


def with_open_site() -> ReportInputs:
    """Return a city with an unfinished site, and one on the list that could be closed."""
    return inputs(part(COUNTIES[0], (1, LISTED), (2, CHEM), (3, OPEN)), given=lists([problem(status="未完成")]))


LISTED: Row = {
    "problems_completed": 1,
    "problems_listed": 1,
    "petitions_received": 1,
    "petitions_verified": 1,
    "petitions_disposed": 1,
    "small_trades_problems": 0,
    "suspended_problems": 0,
    "small_trades_completed": 0,
    "suspended_completed": 0,
    **NO_CASES,
}


def test_chapters_follow_the_clauses_and_are_numbered_without_a_gap() -> None:
    """三(一)1 to 4, 三(二)1 to 4, 五(二); a chapter without anything to say is left out, and said so."""
    report = report_of(inputs(part(COUNTIES[0], (1, {}), (2, OPEN))))

    assert headings(report) == [
        "一、督导总体情况",
        "二、违法违规“小化工”整治情况",
        "三、各类“小字头”和“停产停业”企业整治情况",
        "四、未完成整治的企业及原因",
        "五、典型问题",
        "六、口径说明",
    ]
    assert styled(report, "level2")[:4] == [
        "（一）组织推动（通知三(一)1）",
        "（二）摸底排查（通知三(一)2）",
        "（三）集中整治（通知三(一)3）",
        "（四）打击惩处（通知三(一)4）",
    ]
    assert any(
        "未提供台账，“督导任务完成情况”、“问题清单与现场对照”、“信访举报处置和奖励兑现情况”没有写入" in text
        for text in styled(report, "body")
    )


def test_with_ledgers_and_a_drawn_list_every_chapter_is_there() -> None:
    made = with_open_site()
    report = report_of(replace(made, conclusions=[("320600", "南通市：全部不合格的不超过4个")]))

    assert len(headings(report)) == len(CHAPTERS)
    assert headings(report)[8] == "九、抽查结论"
    assert chapter(report, "assurance") == ["南通市：全部不合格的不超过4个"]
    assert not any("没有写入" in text for text in styled(report, "body"))


def test_every_section_has_its_place_for_own_words() -> None:
    report = report_of(with_open_site())
    places = [block.key for block in report.elements if isinstance(block, OwnWords)]

    sections = [part.key for c in CHAPTERS for part in c.parts]
    whole = [c.key for c in CHAPTERS if not c.parts and c.key != "assurance"]
    assert sorted(places) == sorted(sections + whole)


def test_only_a_draft_says_what_is_missing() -> None:
    made = inputs(part(COUNTIES[0], (1, {}), (2, CHEM)))
    draft, final = report_of(made, is_draft=True), report_of(made)

    assert headings(draft)[:2] == ["一、报告前还缺什么（草稿）", "二、督导总体情况"]
    assert (styled(draft, "draft"), styled(final, "draft")) == (["（草稿）"], [])
    expected = [*missing_parts(made), GATE_GREY]
    assert chapter(draft, "gate") == [f"{n}．{said}。" for n, said in enumerate(expected, start=1)]
    assert draft.title == final.title == "关于南通市违法违规“小化工”百日专项整治行动专题督导情况的报告"


def test_a_draft_of_what_is_complete_says_so() -> None:
    made = complete()

    assert missing_parts(made) == []
    assert chapter(report_of(made, is_draft=True), "gate") == [
        "1．没有缺项，可以不加“草稿”重新生成。",
        "2．提醒：没有一份表填“灰色产业链”，请在报告中写明倒查情况（三(二)3）。",
    ]


def test_the_gate_reminds_of_grey_chains_only_where_no_form_says_anything() -> None:
    """三(二)3 has no item; the field beside the form is optional."""
    traced = inputs(part(COUNTIES[0], (1, {}), (2, {**CHEM, "grey_chain": "倒查进货单据"})))

    assert GATE_GREY not in "".join(chapter(report_of(traced, is_draft=True), "gate"))


def test_what_no_item_asks_is_told_where_a_county_has_answered_it_beside_the_form() -> None:
    """三(一)2: “三项方面”和“五个有没有”; a county that leaves them blank is not spoken of."""
    answered = inputs(part(COUNTIES[0], (1, {"three_aspects": "是", "five_checks": "否"})))
    blank = inputs(part(COUNTIES[0], (1, {})))

    said, nothing = ("".join(chapter(report_of(made), "screen")) for made in (answered, blank))

    assert "按“三项方面”排查" in said
    assert "没有按“五个有没有”排查" in said
    assert "三项方面" not in nothing


def test_the_gate_counts_each_thing_once_and_all_of_them() -> None:
    """五(二), 五(三): what lacks, faults in forms, faults in ledgers, figures changed by hand; together what 总览 counts."""
    given = lists()
    given[0].findings.append(at_sheet("L01", "问题清单").in_file("台账.xlsx"))
    wrong = part(COUNTIES[1], (1, {**LISTED, "problems_completed": 0, "problems_listed": 0}))
    wrong.findings += [at_sheet("E01", "附件1").in_file(wrong.source.file)] * 2
    made = inputs(wrong, given=given)
    made.totals.findings.append(at_sheet("M09", "附件1汇总", item="D12", value="1", detail="2"))

    said = missing_parts(made)

    assert said[-3:] == [
        "填报表的填报内容有强制问题2处，须更正后重新汇总",
        "台账有强制问题1处，须更正台账",
        "汇总表被手工改过1处，报告没有采用手工改的数",
    ]
    must = [f for f in made.totals.findings if f.severity.value == "强制"]
    assert len(must) == 2 + 1 + 1 + len(said[:-3])
    assert len(said[:-3]) > 0


def test_without_ledgers_the_gate_says_what_cannot_be_known() -> None:
    assert missing_parts(inputs(part(COUNTIES[0], (1, {})))) == [
        "没有提供台账，不能核对督导任务、问题清单和信访举报",
        "已报1个县（市、区），应不少于4个",
    ]
    assert missing_parts(inputs(*(part(unit, (1, {})) for unit in COUNTIES[:4]))) == [
        "没有提供台账，不能核对督导任务、问题清单和信访举报"
    ]


def test_a_city_alone_has_reported_no_county() -> None:
    """The city's own form makes no county visited."""
    made = inputs(part(replace(COUNTIES[0], county=None), (1, {})))

    assert missing_parts(made)[-1] == "没有可以并入的县（市、区）"


def test_the_province_names_the_cities_that_did_not_report() -> None:
    made = inputs(part(COUNTIES[0], (1, {})), part(county(0, "徐州市"), (1, {})), province=True)

    assert missing_parts(made)[1] == "没有报来的设区市：" + "、".join(
        name
        for name in (
            "南京市",
            "无锡市",
            "常州市",
            "苏州市",
            "连云港市",
            "淮安市",
            "盐城市",
            "扬州市",
            "镇江市",
            "泰州市",
            "宿迁市",
        )
    )
    assert place_of(made) == "全省"


def test_a_city_writes_to_the_joint_office_and_the_province_to_nobody() -> None:
    own = report_of(inputs(part(COUNTIES[0], (1, {}))))
    whole = report_of(inputs(part(COUNTIES[0], (1, {})), province=True))

    assert styled(own, "addressee") == ["省联席会议办公室："]
    assert styled(whole, "addressee") == []
    assert styled(own, "body")[0].endswith("督导组对南通市开展专题督导，依据现场检查和填报的附件形成本报告。")
    assert "13个省安全生产督导组分别对所督导的设区市开展专题督导" in styled(whole, "body")[0]


@pytest.mark.parametrize(
    ("groups", "signed"),
    [
        ((), "省安全生产督导组（南通市）"),
        (("第六督导组",), "第六督导组"),
        (("第六督导组", "第六督导组"), "第六督导组"),
        (("第六督导组", "第七督导组"), "省安全生产督导组（南通市）"),
    ],
)
def test_the_group_signs_that_all_covers_name(groups: tuple[str, ...], signed: str) -> None:
    parts = [part(unit, (1, {}), unit_group=group) for unit, group in zip(COUNTIES, groups or ("",), strict=False)]

    assert styled(report_of(inputs(*parts)), "signer") == [signed]


def test_who_signs_stands_in_the_middle_above_the_date() -> None:
    """GB/T 9704 7.3.5.1: the date four characters from the right, at least."""
    for group in ("", "第六督导组"):
        report = report_of(inputs(part(COUNTIES[0], (1, {}), unit_group=group)))
        (signer, day) = (
            next(b for b in report.elements if isinstance(b, Paragraph) and b.style == s)
            for s in ("signer", "sign_date")
        )
        # 2020年8月25日 is six characters and a half wide.
        wide = 100 * len(text_of(signer.pieces))
        assert day.right == 400
        assert signer.right is not None
        assert signer.right + wide / 2 == 400 + 650 / 2
    assert styled(report, "sign_date") == ["2020年8月25日"]
    whole = report_of(inputs(part(COUNTIES[0], (1, {}), unit_group="演练" * 10)))
    rights = [b.right for b in whole.elements if isinstance(b, Paragraph) and b.style in ("signer", "sign_date")]
    assert rights == [0, 675]


def test_annexes_are_listed_as_they_follow() -> None:
    report = report_of(complete())

    listed = styled(report, "annexes") + styled(report, "annexes_next")
    assert [text.removeprefix("附件：").strip("　") for text in listed] == [
        "1．基础资料、管理台帐督导表（汇总）",
        "2．违法违规“小化工”现场督导检查表（汇总）",
        "3．各类“小字头”及“停产停业”企业现场督导表（汇总）",
        "4．未完成整治企业名单",
    ]
    assert styled(report, "annex") == ["附件1", "附件2", "附件3", "附件4"]


def test_what_a_city_itself_denies_stands_beside_its_counties() -> None:
    """三(一): asked of the city too; shown, never added."""
    own = part(replace(COUNTIES[0], county=None), (1, {"council_established": "否", "plan_made": "否"}))

    alone = report_of(inputs(own, part(COUNTIES[0], (1, {}))))
    whole = report_of(inputs(own, part(COUNTIES[0], (1, {})), province=True))

    assert chapter(alone, "org")[-1] == "市本级填报中应答“否”的：联席会议制度、制定专项方案。"
    assert chapter(whole, "org")[-1] == "市本级填报中应答“否”的：联席会议制度（南通市）、制定专项方案（南通市）。"
    assert chapter(alone, "org")[0].startswith(f"{COUNTIES[0].name}建立了联席会议制度；")


def test_traced_supply_is_told_at_length_up_to_a_dozen() -> None:
    """三(二)3: no item asks for it; the optional field is told where it is filled."""
    few = [
        (2, {"problem_id": f"P{n}", "site_name": f"演练{n}坊", "grey_chain": "原料来自演练市场。"}) for n in range(2)
    ]
    many = [(2, {"problem_id": f"P{n}", "grey_chain": "无固定渠道"}) for n in range(15)]

    said = chapter(report_of(inputs(part(COUNTIES[0], *few))), "source")
    more = chapter(report_of(inputs(part(COUNTIES[0], *many))), "source")

    name = COUNTIES[0].name
    assert said == ["共填报灰色产业链线索和倒查情况2条。", *(f"{name}演练{n}坊：原料来自演练市场。" for n in range(2))]
    assert (len(more), more[-1]) == (14, "其余3条见汇总表的附件登记。")
    assert chapter(report_of(inputs(part(COUNTIES[0], (2, CHEM)))), "source") == []


def test_results_are_told_by_kind_the_most_frequent_first_with_three_examples() -> None:
    back = [(2, {**OPEN, "problem_id": f"P{n}", "site_name": f"演练{n}坊"}) for n in range(5)]
    problems = [problem(f"P{n}", violation="无证无照" if n == 0 else None) for n in range(5)]
    unit = county(2)
    report = report_of(inputs(part(unit, *back), given=lists(problems)))

    said = chapter(report, "typical")

    examples = "；".join(
        f"（{n + 1}）{unit.name}演练{n}坊：问题清单称“已完成”，但现场尚未完成整治（疑似虚假整改或反弹）"
        for n in range(3)
    )
    assert said == [
        "督导发现共6处。",
        f"清单称已完成，现场未完成的“小化工”（疑似虚假整改或反弹）：5处。{examples}。",
        f"违法情形明确，没有立案也没有处罚的：1处。（1）{unit.name}演练0坊：清单载明“无证无照”，但第9项未立案、第10项未处罚。",
    ]
    (chart,) = [b for b in report.elements if isinstance(b, BarChart) and b.key == "findings"]
    assert chart.names[:2] == ("附件2 清单称完成，现场未完成", "附件2 违法明确，未立案处罚")
    assert chart.series == (("处数", (5, 1)),)


def test_where_nothing_was_found_the_report_says_nothing_of_it() -> None:
    report = report_of(complete())

    assert chapter(report, "typical") == []
    assert [b.key for b in report.elements if isinstance(b, BarChart)] == ["progress", "clearing"]


def test_petitions_and_claims_are_counted_and_their_exceptions_listed() -> None:
    problems = [problem(), problem("P2", status="未完成"), problem("P3")]
    petitions = [petition(), petition("XF2", problem_id="P9"), petition("XF3", reward_due="是", reward_yuan=None)]
    report = report_of(
        inputs(part(county(2), (2, CHEM), (2, OPEN | {"problem_id": "P3"})), given=lists(problems, petitions))
    )

    assert chapter(report, "claims") == [
        "问题清单上的“小化工”“小字头”“停产停业”企业共3家，现场已核对2家；清单称已完成而现场未完成（疑似虚假整改或反弹）1家；清单未完成而没有督导的“小化工”1家。",
        "须处理的清单与现场不一致",
    ]
    assert chapter(report, "petitions")[0].startswith(
        "省级信访清单共3件，已核实核查3件，已处置3件；应奖励1件，已兑现0件；"
    )
    assert "信访和奖励的例外" in chapter(report, "petitions")
    assert [len(b.rows) for b in report.elements if isinstance(b, ReportTable) and b.heads[-1] == "例外"] == [2]


def test_a_form_that_nobody_has_confirmed_prevents_the_report_and_names_the_figures_that_rest_on_it() -> None:
    """What was read of a form that is not our template counts as final only when somebody has checked it."""
    submission = part(COUNTIES[0], (1, LISTED), (2, CHEM))
    submission.forms = [replace(form, is_confirmed=form.annex.number == 1) for form in submission.forms]
    (site,) = (form for form in submission.forms if not form.is_confirmed)
    count = sum(answer is not None for answer in site.answers.values())

    missing = missing_parts(inputs(submission, given=lists([problem()])))

    unit = COUNTIES[0].full_name
    assert [text for text in missing if "还没有核对确认" in text] == [
        f"有1份表不是下发的模板，还没有核对确认（{submission.source.file}），{unit}附件2的{count}个填报值用到它们，"
        "核对后报送或确认后重新汇总"
    ]


def test_an_empty_petition_list_says_that_there_are_none() -> None:
    """五(三), and the reading of it: an empty list is an answer, no list is none."""
    given = lists()
    given[0].ledgers[:] = [LedgerRows(s.ledger, () if s.ledger is PETITIONS else s.rows) for s in given[0].ledgers]
    without = lists()
    without[0].ledgers[:] = [sheet for sheet in without[0].ledgers if sheet.ledger is not PETITIONS]

    said = chapter(report_of(inputs(part(COUNTIES[0], (1, LISTED), (2, CHEM)), given=given)), "petitions")

    assert said[0] == "省级信访清单没有信访件。"
    assert chapter(report_of(inputs(part(COUNTIES[0], (1, LISTED)), given=without)), "petitions") == []
