"""Facts of the campaign, each with the notice's value as default and its clause.

The core checks a loaded TOML file against this declaration; nothing runs here.
"""

from __future__ import annotations

from xhg_excel.notice.schema.campaign import Campaign

TEMPLATE_VERSION = "2020.08.1"


NOTICE = Campaign()
