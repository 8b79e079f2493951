"""The types of sites that 附件3 and the problem list name beside the 小化工."""

OTHER = "其它"
SMALL_TRADES = ("小冶炼", "小电镀", "小喷涂", "小印染", "小涉爆粉尘", OTHER)
# “停产停业”企业（含取缔、关闭、退出）: 含 leaves room for one that is merely suspended.
SUSPENDED = ("停产停业", "停产停业(取缔)", "停产停业(关闭)", "停产停业(退出)")
SITE_TYPES = SMALL_TRADES + SUSPENDED
