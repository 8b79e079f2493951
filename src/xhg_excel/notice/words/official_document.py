"""Page and paragraph styles of an official document after GB/T 9704: A4, 22 lines of 28 characters.

Lengths of the page are millimetres, type sizes half points, spacing twentieths of a point.
"""

from __future__ import annotations

from dataclasses import dataclass

PAGE_WIDTH, PAGE_HEIGHT = 210, 297
# 版心 156 by 225: 天头 37, 订口 28.
TOP, BOTTOM, LEFT, RIGHT = 37, 35, 28, 26
# 页码 7 mm below 版心.
FOOTER_FROM_EDGE = 24
# 225 mm over 22 lines is 28.99 points; 156 mm over 28 characters of 16 points asks for a quarter point less each.
LINE = 579
SQUEEZE = -5
# Characters to a line of a title, of an annex's title.
TITLE_LONGEST, ANNEX_TITLE_LONGEST = 20, 24
SIGN_RIGHT = 400
CELL_MARGIN = 60
FANGSONG, HEI, KAI, SONG, TITLE_FONT = "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体", "方正小标宋简体"
# Font → the font that replaces it where it is not installed, and its family.
FONTS = {
    FANGSONG: ("仿宋", "modern"),
    HEI: ("SimHei", "modern"),
    KAI: ("楷体", "modern"),
    SONG: ("SimSun", "auto"),
    TITLE_FONT: ("宋体", "script"),
}


@dataclass(frozen=True)
class ParagraphStyle:
    """One paragraph style: font, size in half points, alignment, spacing.

    Indents are hundredths of a character; `indent` is the first line's; below 0 it is a hanging indent.
    """

    font: str
    size: int
    align: str = "both"
    indent: int = 200
    line: int = LINE
    keep: bool = False
    outline: int = -1
    right: int = 0
    left: int = 0
    before: int = 0
    after: int = 0
    new_page: bool = False
    squeeze: int = SQUEEZE


PARAGRAPH_STYLES = {
    # 2号 22 points, 3号 16, 4号 14, 小4号 12.
    "title": ParagraphStyle(TITLE_FONT, 44, "center", 0, 720, keep=True, before=LINE, squeeze=0),
    "draft": ParagraphStyle(KAI, 32, "center", 0),
    "body": ParagraphStyle(FANGSONG, 32),
    "addressee": ParagraphStyle(FANGSONG, 32, "left", 0, before=LINE),
    "level1": ParagraphStyle(HEI, 32, "both", 200, keep=True, outline=0),
    "level2": ParagraphStyle(KAI, 32, "both", 200, keep=True, outline=1),
    # GB/T 9704: 正文下空一行, 左空二字; further lines are aligned with the first: 附件： is three characters, 1． one and a half.
    # Kept with the signature, which may not be alone on a page.
    "annexes": ParagraphStyle(FANGSONG, 32, "left", -450, left=650, before=LINE, keep=True),
    "annexes_next": ParagraphStyle(FANGSONG, 32, "left", -450, left=650, keep=True),
    # GB/T 9704: 成文日期 右空四字, the signature centred above it.
    "signer": ParagraphStyle(FANGSONG, 32, "right", 0, keep=True, right=SIGN_RIGHT, before=LINE),
    "sign_date": ParagraphStyle(FANGSONG, 32, "right", 0, keep=True, right=SIGN_RIGHT),
    "caption": ParagraphStyle(HEI, 24, "center", 0, 480, keep=True, squeeze=0),
    # Below its chart, which is kept with it. Not kept with the next paragraph: that left half a page empty.
    "chart_caption": ParagraphStyle(HEI, 24, "center", 0, 480, squeeze=0),
    "annex": ParagraphStyle(HEI, 32, "left", 0, keep=True, new_page=True),
    "annex_title": ParagraphStyle(TITLE_FONT, 36, "center", 0, 640, keep=True, after=120, squeeze=0),
    "cell": ParagraphStyle(FANGSONG, 21, "center", 0, 300, squeeze=0),
    "cell_left": ParagraphStyle(FANGSONG, 21, "left", 0, 300, squeeze=0),
    "cell_head": ParagraphStyle(HEI, 21, "center", 0, 300, keep=True, squeeze=0),
    "own": ParagraphStyle(FANGSONG, 32),
    "chart": ParagraphStyle(FANGSONG, 24, "center", 0, 0, keep=True, squeeze=0),
}
PAGE_NUMBER_SIZE = 28
PAGE_DASH = "—"
PROMPT_COLOUR = "7F7F7F"
# Millimetres. A chart is not split: the space it does not fit into stays empty on the page before.
CHART_WIDTH, CHART_BAR, CHART_FRAME = 156, 6, 14
# Black, white and hatched: distinct on a printer without colours.
PATTERNS = ("dkUpDiag", "pct5", "pct50")
STYLE_NAMES = {
    "title": "公文标题", "draft": "公文草稿", "body": "公文正文", "addressee": "主送", "level1": "公文一级标题",
    "level2": "公文二级标题", "annexes": "附件说明", "annexes_next": "附件说明续", "signer": "发文机关署名", "sign_date": "成文日期", "caption": "表题", "chart_caption": "图题", "annex": "附件标记", "annex_title": "附件标题",
    "cell": "表格", "cell_left": "表格文字", "cell_head": "表头", "own": "本组补充", "chart": "图",
}  # fmt: skip
