"""Errors of planning and drawing."""

from __future__ import annotations

from xhg_excel.errors.base import XhgError


class IdentifiersUnclearError(XhgError):
    """Sites of the problem list have no number of their own, so that no draw is defined.

    Args:
        count: how many there are.
        first: the first of them with their cells.
    """

    def __init__(self, count: int, first: list[str]) -> None:
        more = "等" if count > len(first) else ""
        super().__init__(f"问题清单有 {count} 处编号问题，不能抽取：{'；'.join(first)}{more}。请在台账中更正后再运行。")


class OpenFindingsError(XhgError):
    """The ledgers have 强制 findings, and drawing in spite of them was not asked for; `first` is one of them."""

    def __init__(self, count: int, first: str) -> None:
        super().__init__(
            f"台账有 {count} 处强制问题没有更正，不能抽取；第一处：{first} "
            "请先用 xhg validate 查看并更正；确要带着问题抽取的，加 --despite-findings（会记入抽样底账）。"
        )


class SeedError(XhgError):
    """A seed is too short to be fair, or not plain digits.

    Args:
        fewest: how many digits are needed.
        digits: how many there are.
        plain: whether there are only digits.
    """

    def __init__(self, fewest: int, digits: int, plain: bool) -> None:
        found = f"现有 {digits} 位" if plain else "现含有数字以外的字符，或被表格软件改成了数值"
        super().__init__(
            f"种子须是不少于 {fewest} 位的数字（{found}）；请用清单冻结以后才公开的数字，例如当天几种公开摇奖号码连写。"
        )


class NotADrawError(XhgError):
    """A file is no frozen list and no drawn list, or one made by other rules; `missing` is the sheet it lacks."""

    def __init__(self, file: str = "", missing: str = "") -> None:
        why = f"缺少“{missing}”表" if missing else "内容不全，或由别的版本生成"
        super().__init__(f"“{file}”不是冻结记录或抽取名单（{why}）；请用 xhg draw freeze、xhg draw run 生成的文件。")


class ListChangedError(XhgError):
    """The lists are not those that were frozen.

    Args:
        frozen: the hash of the frozen lists.
        now: the hash of the lists now.
        changes: what changed, as far as it can be said.
    """

    def __init__(self, frozen: str, now: str, changes: list[str]) -> None:
        shown = "；".join(changes[:5]) + (f"等 {len(changes)} 处" if len(changes) > 5 else "")
        super().__init__(
            f"台账与冻结时不同，不能抽取：冻结的校验码是 {frozen}，现在是 {now}。变化：{shown}。"
            "请恢复原来的台账；确需变动的，重新冻结并重新公布校验码，再用新的种子。"
        )


class NotDrawnYetError(XhgError):
    """A frozen list was given where a drawn one is needed, or nothing was frozen yet."""

    def __init__(self, file: str) -> None:
        super().__init__(f"“{file}”里还没有抽取的名单；请先公布校验码，再用 xhg draw run 填入公开的种子抽取。")


class SeedBeforeFreezeError(XhgError):
    """A script gives a seed before anything was frozen."""

    def __init__(self) -> None:
        super().__init__("给了种子，没有给冻结记录；请先不给种子冻结清单、公布校验码，抽取时用 frozen 给出冻结记录。")


class NotFrozenYetError(XhgError):
    """A seed was given before the lists were frozen: a seed known before proves nothing."""

    def __init__(self, book: str) -> None:
        super().__init__(
            f"“{book}”的清单还没有冻结；请先点一次“抽取名单”、不填种子，公布校验码，再用那以后才产生的种子抽取。"
        )


class DrawDiffersError(XhgError):
    """A drawn list is not what its own record gives, so nothing may be built on it; `difference` is the first."""

    def __init__(self, file: str, difference: str) -> None:
        super().__init__(f"“{file}”与按底账重算的不符：{difference}。请用未改动过的抽取名单。")


class NotOnListError(XhgError):
    """A site that is to be replaced is not on the drawn list, or in several `cities` (then not '')."""

    def __init__(self, identifier: str, cities: str) -> None:
        where = f"在几个设区市都有（{cities}），请用 --city 指明" if cities else "不在抽取名单里"
        super().__init__(f"编号“{identifier}”{where}；请对照“抽取名单”的编号。")


class MayNotBeReplacedError(XhgError):
    """A site with unfinished rectification may not be replaced: all of them are visited (五(二))."""

    def __init__(self, identifier: str) -> None:
        super().__init__(f"“{identifier}”是未完成整治的，须全部督导（五(二)），不能替换；进不去的请如实填写并说明。")


class ReasonTooShortError(XhgError):
    """A replacement has no specific reason; `fewest` is how many Chinese characters one has."""

    def __init__(self, fewest: int) -> None:
        super().__init__(f"替换须写明具体原因（至少{fewest}个汉字，不写“其他原因”等套话）。")


class NoSpareError(XhgError):
    """Every site of a rule is drawn already, so that there is no spare for the one to be replaced."""

    def __init__(self, identifier: str) -> None:
        super().__init__(f"“{identifier}”所属规则的清单已全部抽取，没有备选可以递补；请如实督导，并在报告中说明。")


class NothingToAddError(XhgError):
    """The lists hold nothing that the drawn list does not have."""

    def __init__(self) -> None:
        super().__init__("台账没有新增的问题，也没有改为未完成的，不需要增补；没有写新文件。")


class NotASampleError(XhgError):
    """Counts that no sample of a list can have: more found than checked, or more checked than listed."""

    def __init__(self, listed: int, checked: int, bad: int) -> None:
        super().__init__(f"清单{listed}个、查过{checked}个、不合格{bad}个，三个数前后矛盾；请核对名单和填报表。")


class NoDrawnListError(XhgError):
    """A workbook that should hold a drawn list holds none; `heads` are those a list is recognised by."""

    def __init__(self, file: str, heads: str) -> None:
        super().__init__(f"“{file}”里没有抽取名单（表头要有：{heads}）；请用 xhg draw run 生成的工作簿。")


class AlreadyDrawnError(XhgError):
    """A list is drawn once: with a second seed anyone could pick the sample that suits."""

    def __init__(self, seed: str) -> None:
        super().__init__(
            f"这份清单已用种子 {seed} 抽取，不能再抽；要换人请用 xhg draw replace，清单有新增用 xhg draw topup。"
            "确需重来的，重新冻结、重新公布校验码。"
        )
