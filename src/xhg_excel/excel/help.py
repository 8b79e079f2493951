"""打开帮助: the guide in a browser; version, log and settings in a message."""

from __future__ import annotations

import webbrowser

from xhg_excel import __version__
from xhg_excel.files.places import guide_file, log_file, settings_file
from xhg_excel.notice.words.shells.addin import HELP, NO_GUIDE, NO_SETTINGS


def open_guide() -> str:
    """Open the installed guide; return the message for the user."""
    guide, file = guide_file(), settings_file()
    if guide is not None:
        webbrowser.open(guide.as_uri())
    settings = file if file.is_file() else NO_SETTINGS.format(path=file)
    return HELP.format(version=__version__, guide=guide or NO_GUIDE, log=log_file(), settings=settings)
