"""Words for what is cut out of a copy because it could act: start a program, contact a server, lead to other files."""

from enum import Enum


class CutKind(Enum):
    """What was cut."""

    MACRO = "宏和按钮上的程序"
    BOOK = "引用别的工作簿的公式（数值保留）"
    PROGRAM = "启动别的程序的公式（DDE，数值保留）"
    FUNCTION = "会联网、取外部内容或不认识的函数（数值保留）"
    UNREADABLE = "读不懂的公式（数值保留）"
    FIELD = "会取外部内容或运行程序的域（文字保留）"
    LINK = "网址和文件链接"
    PICTURE = "不在文件里的图片"
    CONNECTION = "数据连接和查询"
    OBJECT = "嵌入的文件和控件"
    PERSONAL = "电话、身份证号和标明的举报人姓名（已隐去）"
    OTHER = "别的程序附加的内容"


CUT = "已去掉：{what}"
CUT_KIND = "{kind} {count} 处（{first}{whats}）"
MORE = " 等"
BETWEEN = "；"
WHATS = "：{whats}"
WHAT_BETWEEN = "、"
MOST_WHATS = 3
OWN_WORDS_CUT = "上一份报告的“本组补充”里{cuts}。"
