"""Words of forms that are not our template: their values are 待确认 until somebody has checked how they were read."""

UNCONFIRMED = "待确认"
# An item of such a form, where a figure is traced to its cells.
UNCONFIRMED_ITEM = "{item}（待确认）"

# The workbook in which `xhg confirm` keeps who confirmed which file.
RECORD_FILE = "确认记录.xlsx"
RECORD_SHEET = "确认记录"
RECORD_TITLE = "确认记录：谁核对过按印刷文字读取的表"
RECORD_NOTE = "按文件内容（SHA-256）记：文件改动过就要重新确认。请不要手工修改。"
RECORD_HEADS = {"file": "文件", "sha256": "SHA-256", "by": "确认人", "at": "确认时间"}
CONFIRMED = "已确认 {file}（{count} 份表），确认人 {by}，记入“{record}”。"

# The line that a merge and a validation print.
MERGE_LINE = "待确认：{forms} 份表（{files}）不是下发的模板，是按印刷文字读取的；汇总表中有 {figures} 个数用到它们。"
VALIDATE_LINE = "待确认：{forms} 份表（{files}）不是下发的模板，是按印刷文字读取的。"
HOW_TO = (
    "用 xhg validate --confirm 文件夹 写出按读到的内容填好的模板，请报送单位核对后报送；"
    "自己核对过原表的，用 xhg confirm 文件 --by 姓名 记下。"
)

# The template filled with what was read, which is sent back to be checked.
CONFIRM_FILE = "{stem}（请核对后报送）.xlsx"
CONFIRM_SHEET = "请核对"
CONFIRM_TITLE = "请核对后报送"
CONFIRM_NOTE = (
    "“{file}”不是下发的模板，程序按印刷文字读取，填进了本工作簿的模板。请对照原表核对各表：读错的改正；"
    "标橙色、带批注的格子没有读出来，请填写（批注里是原来写的）。核对完把本工作簿报来，原表就不用再报。"
)
CONFIRM_HEADS = {"where": "原表位置", "what": "怎样读的", "remedy": "请怎样做"}
UNREAD_NOTE = "没有读取，请填写。\n原表 {sheet}!{cell}：{value}\n{what}"
PARTLY_READ = "请核对。\n原表 {sheet}!{cell}：{value}\n{what}"
WRITTEN = "请核对后报送：{target}（待确认 {count} 份表）"
NOT_WRITTEN = "没有写出供核对的模板：{file}（{why}）"
CLICK_HINT = "有 {count} 份表不是下发的模板，是按印刷文字读取的，待确认：点“修复模板”，核对填好的模板后报送。"
