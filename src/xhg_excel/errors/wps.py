"""Errors of a click in WPS, and of installing the buttons there."""

from __future__ import annotations

from xhg_excel.errors.base import XhgError


class JobError(XhgError):
    """The folder of a click is not one that our add-in made for this user, or its job cannot be read."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"WPS 交来的任务不能用（{reason}）；请再点一次，还不行请重新安装（xhg addin install --wps）。")


class PublishListError(XhgError):
    """WPS' list of add-ins cannot be parsed, or is no such list; it stays as it is."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"WPS 的加载项名单 publish.xml 不完整或不是这种名单（{reason}），没有动它；请先改名或修好，再运行一次。"
        )


class NoWpsPlaceError(XhgError):
    """The add-in for WPS is wanted on a system where its place is not known."""

    def __init__(self, system: str) -> None:
        super().__init__(
            f"这台电脑是 {system}：WPS 的按钮只能装在 Windows 和 Linux（统信、麒麟等）上；别的系统请用命令行。"
        )
