"""Words of files that are not read: what kind of file each is, and why a zip or a file in it is not read."""

# What a file is, by the ending of its name. None of these holds a form that is read.
WORD, PDF, PICTURE, MEDIA, PAGE = "Word 文档", "PDF 或版式文件", "图片", "音像文件", "文本或网页文件"
SHORTCUT = "链接或快捷方式"
KINDS = {
    **dict.fromkeys((".doc", ".docx", ".docm", ".dot", ".dotx", ".wps", ".wpt", ".rtf", ".odt"), WORD),
    **dict.fromkeys((".pdf", ".ofd", ".ceb", ".xps"), PDF),
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic", ".svg"), PICTURE),
    **dict.fromkeys((".mp4", ".mov", ".avi", ".wmv", ".mp3", ".wav", ".m4a", ".amr"), MEDIA),
    **dict.fromkeys((".txt", ".md", ".htm", ".html", ".mht", ".xml", ".json", ".log"), PAGE),
    **dict.fromkeys((".lnk", ".url", ".desktop", ".webloc"), SHORTCUT),
}
OTHER_KIND = "{suffix} 文件"
NO_SUFFIX = "没有扩展名的文件"
# What is no file of its own.
NOT_A_FILE = "管道、设备等特殊文件"
LEFT_BY_PROGRAMS = "隐藏或临时文件"
EMPTY_FOLDER = "空文件夹"
# Names that programs leave in folders and archives, besides those that begin with a dot or `~$`.
LEFT_NAMES = ("__macosx", "thumbs.db", "desktop.ini", "ehthumbs.db")

# Endings of tables and archives that are not read, though forms may well lie in them.
UNREAD_TABLES = (".xltx", ".xltm", ".xlt", ".xlam", ".ett", ".ots", ".fods", ".sxc", ".numbers", ".dbf", ".slk")
UNREAD_ARCHIVES = (".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zipx", ".cab", ".iso")

# Why a zip, or a file in one, is not read.
NO_ZIP = "{suffix} 压缩包，只读 .zip"
ZIP_DAMAGED = "已损坏，或不是 .zip 格式"
ZIP_CLOSED = "没有读取权限，或被别的程序占用"
ZIP_ENCRYPTED = "设有密码"
ZIP_MANY = "里面有{count}个文件，超过{most}个"
ZIP_LARGE = "解压后{size} MB，超过{most} MB"
ZIP_DENSE = "压缩得异常小，像是压缩炸弹"
ZIP_NESTED = "压缩包里的压缩包"
ZIP_OUTSIDE = "名称指向压缩包以外"
ZIP_TWICE = "压缩包里有几个文件同名"
ZIP_UNLISTED = {"time": "读取时间过长", "died": "读取时程序中止"}
ZIP_METHOD = "压缩方法不常见"

# The line that a command prints of a folder.
LINE = "没有读取 {count} 个：{groups}。其中有填报内容的，请另存为 .xlsx 放进来再运行。"
GROUP = "{kind} {count} 个（{names}）"
MORE_NAMES = "{names}……"
NAMES_SHOWN = 3
