"""A made-up notice of one form a unit; cities, counties and lists are those of 34号, by choice."""

from xhg_excel.notice.small_chemical.ledgers import *
from xhg_excel.notice.small_chemical.regions import *
from xhg_excel.notice.small_chemical.site_types import *
from xhg_excel.notice.small_chemical.sites import *

from .annexes import *
from .campaign import *
from .cover import *
from .rule_messages import *
from .rules import *
