// @ts-check
// Made by addin/wps/build.py.
/** @type {Record<string, string>} */
const XHG_TEXTS = {
 "title": "小化工督导",
 "busy": "上一次点的按钮还没有做完，请等它说完再点。",
 "no_book": "请先打开一个工作簿，再点按钮。",
 "not_installed": "加载项还不知道程序装在哪里。请在装有本程序的 Python 里运行：xhg addin install --wps",
 "no_python": "找不到程序用的 Python：{path}。可能已卸载或移走，请重新安装，再运行：xhg addin install --wps",
 "no_folder": "写不进任务文件夹：{path}。请检查磁盘是否已满、文件夹的权限，再点一次。",
 "not_started": "程序没有启动。可能是安全软件拦住了 WPS 启动其它程序，请让信息管理员放开，或改用右键菜单“发送到”。工作簿没有改动。",
 "died": "程序中途停了，没有做完，工作簿没有改动。请再点一次；还不行，请把日志发给技术支持。",
 "damaged": "程序交回的结果不完整，工作簿没有改动。请再点一次。",
 "other_version": "加载项和程序的版本不一致，工作簿没有改动。请再运行：xhg addin install --wps，重新打开 WPS。",
 "closed": "运行中工作簿“{name}”关闭了（或另存了），结果没有写上去。请打开后再点一次。",
 "changed": "运行中工作簿的内容改动了，为避免标错，结果没有写上去。请再点一次。",
 "too_large": "工作簿太大（{count} 格），按钮处理不了。请用右键菜单“发送到”或命令行。",
 "fault": "加载项出错了，没有做完。\n\n错误：{error}",
 "incomplete": "下面这些没有全部写上去（工作表受保护，或 WPS 不接受）：{sheets}。",
 "starting": "正在启动程序…",
 "working": "正在运行…",
 "result_sheet": "校验结果"
}
/** @type {Record<string, XhgButton>} */
const XHG_BUTTONS = {
 "check_book": {
  "label": "校验本簿",
  "asks": "",
  "prompt": "",
  "reads": "marks",
  "needs_book": true
 },
 "check_sheet": {
  "label": "校验本表",
  "asks": "",
  "prompt": "",
  "reads": "marks",
  "needs_book": true
 },
 "clear_marks": {
  "label": "清除标记",
  "asks": "",
  "prompt": "",
  "reads": "marks",
  "needs_book": true
 },
 "add_site": {
  "label": "新增一户",
  "asks": "",
  "prompt": "",
  "reads": "values",
  "needs_book": true
 },
 "repair_template": {
  "label": "修复模板",
  "asks": "",
  "prompt": "",
  "reads": "values",
  "needs_book": true
 },
 "make_templates": {
  "label": "生成模板",
  "asks": "folder",
  "prompt": "空白表放在哪个文件夹？",
  "reads": "",
  "needs_book": false
 },
 "merge_folder": {
  "label": "合并文件夹",
  "asks": "folder",
  "prompt": "各县（市、区）的填报表在哪个文件夹？",
  "reads": "",
  "needs_book": false
 },
 "write_report": {
  "label": "生成报告",
  "asks": "folder",
  "prompt": "台账（和抽取名单）在哪个文件夹？没有台账的，选汇总表所在的文件夹。",
  "reads": "values",
  "needs_book": true
 },
 "compute_quotas": {
  "label": "计算配额",
  "asks": "",
  "prompt": "",
  "reads": "values",
  "needs_book": true
 },
 "draw_sample": {
  "label": "抽取名单",
  "asks": "digits",
  "prompt": "公开的种子（不少于20位数字）；还没有冻结清单的，留空。",
  "reads": "values",
  "needs_book": true
 },
 "open_help": {
  "label": "打开帮助",
  "asks": "",
  "prompt": "",
  "reads": "",
  "needs_book": false
 }
}
