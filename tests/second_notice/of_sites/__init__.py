"""A made-up notice of one form a site and nothing else; its campaign is that of `of_units`."""

from xhg_excel.notice.small_chemical.ledgers import *
from xhg_excel.notice.small_chemical.regions import *
from xhg_excel.notice.small_chemical.site_types import *

from ..of_units.campaign import *
from .annexes import *
from .cover import *
from .rule_messages import *
from .rules import *
from .sites import *
