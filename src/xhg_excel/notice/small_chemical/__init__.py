"""苏安办电〔2020〕34号, 违法违规“小化工”百日专项整治行动专题督导: data only.

Every file of the folder imports the others relatively, so that a copy of the folder is a notice of its own.
"""

from .annexes import *
from .campaign import *
from .cover import *
from .ledgers import *
from .regions import *
from .rule_messages import *
from .rules import *
from .site_types import *
from .sites import *
