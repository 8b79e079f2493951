"""A made-up notice of a form a unit and a register of sites, by what `of_units` and `of_sites` declare of them."""

from xhg_excel.notice.small_chemical.ledgers import *
from xhg_excel.notice.small_chemical.regions import *
from xhg_excel.notice.small_chemical.site_types import *

from ..of_sites.sites import *
from ..of_units.campaign import *
from .annexes import *
from .cover import *
from .rule_messages import *
from .rules import *
