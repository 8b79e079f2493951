"""The types of sites in 附件3 and the problem list, besides 小化工."""

OTHER = "其它"
SMALL_TRADES = ("小冶炼", "小电镀", "小喷涂", "小印染", "小涉爆粉尘", OTHER)
# “停产停业”企业（含取缔、关闭、退出）: 含 also covers one that is only suspended.
SUSPENDED = ("停产停业", "停产停业(取缔)", "停产停业(关闭)", "停产停业(退出)")
SITE_TYPES = SMALL_TRADES + SUSPENDED
