"""Errors of a click in WPS, and of installing the buttons there."""

from __future__ import annotations

from xhg_excel.errors.base import XhgError


class JobError(XhgError):
    """The folder of a click is not one that our add-in made for this user, or its job cannot be read."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"WPS 交来的任务不能用（{reason}）；请再点一次，还不行请重新安装（xhg addin install --wps）。")
