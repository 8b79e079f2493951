"""How to fill in, as the cover says it of a made-up notice's annex."""

from __future__ import annotations

COVER_HOWTO = ("1．先填本页的设区市、县（市、区）和填报层级（演练）。", "2．“附件1”每个单位填一份（演练）。")
