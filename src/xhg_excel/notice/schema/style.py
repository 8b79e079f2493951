"""Styles of cells, by name: fonts, sizes, borders, fills and number formats usual in Chinese offices.

A missing font is replaced by its family and charset (134 = GB 2312).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

TITLE_FONT = "方正小标宋简体"
HEAD_FONT = "黑体"
BODY_FONT = "仿宋"
ENTRY_FILL = "#FFFBE6"
HEAD_FILL = "#F2F2F2"
NOTE_COLOUR = "#595959"
GRID_COLOUR = "#D9D9D9"


@dataclass(frozen=True)
class Style:
    """The style of one cell; an idle one has border and fill only while a highlight applies."""

    font: str = BODY_FONT
    size: float = 12
    bold: bool = False
    colour: str = "#000000"
    align: str = "left"
    valign: str = "vcenter"
    wrap: bool = True
    border: bool = False
    fill: str = ""
    number_format: str = "General"
    locked: bool = True
    idle: bool = False

    @property
    def family(self) -> int:
        """The family that replaces a missing font: 1 roman (宋 and 仿宋), 2 swiss (黑)."""
        return 2 if self.font == HEAD_FONT else 1

    @property
    def indent(self) -> int:
        """1 where text would touch a border, else 0."""
        return int((self.border or self.idle) and self.align in ("left", "right"))


_cell = Style(border=True)
_entry = Style(border=True, fill=ENTRY_FILL, locked=False, align="center")
_text_format = "@"

# fmt: off
STYLES: dict[str, Style] = {
    "plain": Style(),
    "annex": Style(font=HEAD_FONT, size=16, wrap=False),
    "title": Style(font=TITLE_FONT, size=20, align="center"),
    "subtitle": Style(font=BODY_FONT, size=12, align="center", colour=NOTE_COLOUR),
    "note": Style(font=BODY_FONT, size=10.5, colour=NOTE_COLOUR),
    "head": Style(font=HEAD_FONT, size=12, align="center", border=True, fill=HEAD_FILL),
    "head_small": Style(font=HEAD_FONT, size=10.5, align="center", border=True, fill=HEAD_FILL),
    # At the top of the cell, because the arrow of a filter is at its foot.
    "head_filter": Style(font=HEAD_FONT, size=10.5, align="center", valign="top", border=True, fill=HEAD_FILL),
    "head_item": Style(font=BODY_FONT, size=9, align="center", border=True, fill=HEAD_FILL),
    "plain_line": Style(size=11, wrap=False, colour=NOTE_COLOUR),
    "cell_text": replace(_cell, size=10.5, number_format=_text_format),
    "cell_text_center": replace(_cell, size=10.5, align="center", number_format=_text_format),
    "ticket": replace(_cell, size=8, wrap=False),
    "number_small": replace(_cell, size=10.5, align="center"),
    "cover_entry": replace(_entry, size=14, number_format=_text_format),
    "cover_date": replace(_entry, size=14, number_format="yyyy-m-d"),
    "cover_label": Style(font=HEAD_FONT, size=14, align="center", border=True),
    "cover_title": Style(font=TITLE_FONT, size=22, align="center"),
    "howto_title": Style(font=HEAD_FONT, size=14),
    "howto": Style(size=12),
    "form_head": Style(font=HEAD_FONT, size=12, align="center", border=True),
    "form_line": Style(font=BODY_FONT, size=12, border=True),
    "number": replace(_cell, align="center"),
    "item": _cell,
    "label": replace(_cell, size=10.5, align="center"),
    "sign": Style(size=12),
    "entry": _entry,
    "entry_text": replace(_entry, size=10.5, align="left", number_format=_text_format),
    "entry_count": replace(_entry, number_format="#,##0"),
    "entry_yuan": replace(_entry, number_format="#,##0.00"),
    "entry_date": replace(_entry, number_format="yyyy-m-d"),
    "entry_day": replace(_entry, number_format='m"月"d"日"', border=False, align="left"),
    "entry_sign": replace(_entry, size=10.5, border=False, align="left", number_format=_text_format),
    "answer": replace(_cell, size=11),
    "answer_line": Style(size=12, border=True),
    "cell": replace(_cell, size=10.5),
    "cell_center": replace(_cell, size=10.5, align="center"),
    "cell_link": replace(_cell, size=10.5, align="center", colour="#0563C1"),
    "cell_count": replace(_cell, size=10.5, align="center", number_format="#,##0"),
    "cell_yuan": replace(_cell, size=10.5, align="right", number_format="#,##0.00"),
    "cell_date": replace(_cell, size=10.5, align="center", number_format="yyyy-m-d"),
    "cell_rate": replace(_cell, size=10.5, align="center", number_format="0.0%"),
    "value": Style(font="宋体", size=11, wrap=False),
    "value_date": Style(font="宋体", size=11, wrap=False, number_format="yyyy-m-d"),
    "cell_mark": replace(_cell, size=10.5, align="center", number_format='"是";;'),
    "total": replace(_cell, size=10.5, bold=True, align="center", fill=HEAD_FILL),
    "total_count": replace(_cell, size=10.5, bold=True, align="center", fill=HEAD_FILL, number_format="#,##0"),
    "total_yuan": replace(_cell, size=10.5, bold=True, align="right", fill=HEAD_FILL, number_format="#,##0.00"),
    "total_rate": replace(_cell, size=10.5, bold=True, align="center", fill=HEAD_FILL, number_format="0.0%"),
    "must": replace(_cell, size=10.5, align="center", bold=True, colour="#9C0006", fill="#FFE4E1"),
    "explain": replace(_cell, size=10.5, align="center", colour="#7F6000", fill="#FFF4CC"),
    "good": replace(_cell, size=10.5, bold=True, colour="#375623", fill="#E2EFDA"),
    "bad": replace(_cell, size=10.5, bold=True, colour="#9C0006", fill="#FFE4E1"),
    "doubt_text": replace(_cell, size=10.5, colour="#7F6000", fill="#FFF4CC"),
    "state": replace(_cell, size=10.5, align="center"),
    "hint": Style(size=10.5, wrap=False, colour=NOTE_COLOUR),
    "entry_note": replace(_entry, align="left", size=10.5, number_format=_text_format),
    "counted": Style(size=12, border=True, wrap=False),
    "counted_must": Style(size=12, border=True, wrap=False, align="center", colour="#9C0006"),
    "counted_explain": Style(size=12, border=True, wrap=False, align="center", colour="#7F6000"),
    "switch_label": Style(size=10.5, align="right", wrap=False, colour=NOTE_COLOUR),
    "switch": replace(_entry, size=10.5),
    "hidden": Style(size=9, wrap=False, colour=NOTE_COLOUR),
    "counter": Style(font=HEAD_FONT, size=11, wrap=False),
    "counter_must": Style(font=HEAD_FONT, size=11, wrap=False, colour="#9C0006"),
    "counter_explain": Style(font=HEAD_FONT, size=11, wrap=False, colour="#7F6000"),
    "remark": replace(_cell, size=10.5, align="center", colour="#1F4E79", fill="#E6F0FA"),
}
# fmt: on

# The same for rows that are still empty: no border and no fill, so that they are not printed.
IDLE = {name: f"{name}_idle" for name in STYLES if name == "number_small" or name.startswith("entry")}
STYLES |= {idle: replace(STYLES[name], border=False, fill="", idle=True) for name, idle in IDLE.items()}

# Conditional formats: colours of background and letters, with a border where the name is in `RULED`.
HIGHLIGHTS: dict[str, tuple[str, str]] = {
    "wrong": ("#FFC7CE", "#9C0006"),
    "missing": ("#FFE08A", "#7F6000"),
    "doubt": ("#FFD9B3", "#7F3F00"),
    "result": ("#DDEBF7", "#1F4E79"),
    "not_due": ("#E7E6E6", "#7F7F7F"),
    "filled": ("#FFFFFF", "#000000"),
    "state_must": ("#FFC7CE", "#9C0006"),
    "state_explain": ("#FFD9B3", "#7F3F00"),
    "state_fine": ("#E2EFDA", "#375623"),
    "number_used": ("#FFFFFF", "#000000"),
    "entry_used": (ENTRY_FILL, "#000000"),
}
RULED = {"number_used", "entry_used"}
