"""Words about a fault of the program's own."""

FAULT = "程序内部出错，详情记在日志“{log}”里，请发给技术支持"
