// @ts-check
/// <reference types="et-jsapi-declare" />
// The record of a click, carried out on the open workbook; src/xhg_excel/wps/engine/operations.py lists the operations.

/** Names of the record → numbers of the object model (XlHAlign, XlVAlign, XlBordersIndex, XlLineStyle, XlBorderWeight). */
const XHG_ACROSS = { left: -4131, center: -4108, right: -4152, general: 1 }
const XHG_DOWN = { top: -4160, center: -4108, bottom: -4107 }
const XHG_SIDES = { edge_left: 7, edge_top: 8, edge_bottom: 9, edge_right: 10, inside_vertical: 11, inside_horizontal: 12 }
const XHG_LINES = { continuous: 1, dash: -4115, dot: -4118, double: -4119, none: -4142 }
const XHG_WEIGHTS = { hairline: 1, thin: 2, medium: -4138, thick: 4 }

/** @param {string} colour `#RRGGBB` @returns {number} with red in the lowest byte, as the object model has it */
function xhgColour(colour) {
  const number = parseInt(colour.slice(1), 16)
  return ((number & 255) << 16) | (number & 0xff00) | (number >> 16)
}

/** @param {Record<string, number>} numbers @param {string} name @returns {number} */
function xhgNumber(numbers, name) {
  if (!Object.prototype.hasOwnProperty.call(numbers, name)) throw new Error("no such look: " + name)
  return numbers[name]
}

/** @param {Et.Workbook} book @param {string} name @returns {Et.Worksheet} */
function xhgSheet(book, name) {
  return /** @type {Et.Worksheet} */ (book.Worksheets.Item(name))
}

/** @param {Et.Workbook} book @param {any} op @returns {Et.Range} the cells of an operation */
function xhgCells(book, op) {
  return xhgSheet(book, op.sheet).Range(Array.isArray(op.cells) ? op.cells.join(",") : op.cells)
}

/** @param {Et.Workbook} book @param {any} op @returns {Et.Window} the window, with the sheet of an operation in front */
function xhgWindow(book, op) {
  xhgSheet(book, op.sheet).Activate()
  return book.Windows.Item(1)
}

/** @param {any[][]} rows @returns {any} one value for one cell, else rows of them */
function xhgBlock(rows) {
  const plain = rows.map((row) => row.map((value) => (value !== null && typeof value === "object" ? value.date : value)))
  return plain.length === 1 && plain[0].length === 1 ? plain[0][0] : plain
}

/** What sets a look. @type {Record<string, (cells: Et.Range, value: any) => void>} */
const XHG_LOOKS = {
  font_name: (cells, value) => { cells.Font.Name = value },
  font_size: (cells, value) => { cells.Font.Size = value },
  font_bold: (cells, value) => { cells.Font.Bold = value },
  font_italic: (cells, value) => { cells.Font.Italic = value },
  font_color: (cells, value) => { cells.Font.Color = xhgColour(value) },
  fill: (cells, value) => {
    if (value === null) cells.Interior.ColorIndex = -4142
    else cells.Interior.Color = xhgColour(value)
  },
  number_format: (cells, value) => { cells.NumberFormat = value },
  horizontal: (cells, value) => { cells.HorizontalAlignment = xhgNumber(XHG_ACROSS, value) },
  vertical: (cells, value) => { cells.VerticalAlignment = xhgNumber(XHG_DOWN, value) },
  wrap: (cells, value) => { cells.WrapText = value },
}

/** What carries out an operation. @type {Record<string, (book: Et.Workbook, op: any) => void>} */
const XHG_DO = {
  add_sheet: (book, op) => {
    const made = op.before
      ? book.Worksheets.Add(xhgSheet(book, op.before))
      : book.Worksheets.Add(undefined, xhgSheet(book, op.after))
    made.Name = op.name
  },
  delete_sheet: (book, op) => xhgSheet(book, op.sheet).Delete(),
  show_sheet: (book, op) => xhgSheet(book, op.sheet).Activate(),
  rename_sheet: (book, op) => { xhgSheet(book, op.sheet).Name = op.name },
  hide_sheet: (book, op) => { xhgSheet(book, op.sheet).Visible = op.hidden ? 0 : -1 },
  select: (book, op) => {
    xhgSheet(book, op.sheet).Activate()
    xhgCells(book, op).Select()
  },
  open: (book, op) => { window.Application.Workbooks.Open(op.path) },
  values: (book, op) => { xhgCells(book, op).Value2 = xhgBlock(op.rows) },
  formulas: (book, op) => { xhgCells(book, op).Formula = xhgBlock(op.rows) },
  clear: (book, op) => { xhgCells(book, op).ClearContents() },
  look: (book, op) => {
    if (!Object.prototype.hasOwnProperty.call(XHG_LOOKS, op.look)) throw new Error("no such look: " + op.look)
    XHG_LOOKS[op.look](xhgCells(book, op), op.value)
  },
  borders: (book, op) => {
    for (const side of op.sides) {
      const line = xhgCells(book, op).Borders.Item(xhgNumber(XHG_SIDES, side))
      if (op.color) line.Color = xhgColour(op.color)
      if (op.weight) line.Weight = xhgNumber(XHG_WEIGHTS, op.weight)
      if (op.line_style) line.LineStyle = xhgNumber(XHG_LINES, op.line_style)
    }
  },
  merge: (book, op) => xhgCells(book, op).Merge(),
  width: (book, op) => { xhgCells(book, op).ColumnWidth = op.size },
  height: (book, op) => { xhgCells(book, op).RowHeight = op.size },
  hide_columns: (book, op) => { xhgCells(book, op).EntireColumn.Hidden = op.hidden },
  fit: (book, op) => {
    if (op.axis !== "c") xhgCells(book, op).Rows.AutoFit()
    if (op.axis !== "r") xhgCells(book, op).Columns.AutoFit()
  },
  gridlines: (book, op) => { xhgWindow(book, op).DisplayGridlines = op.shown },
  freeze: (book, op) => {
    const view = xhgWindow(book, op)
    view.FreezePanes = false
    view.ScrollRow = 1
    view.SplitColumn = 0
    view.SplitRow = op.rows
    view.FreezePanes = true
  },
  filter: (book, op) => { xhgCells(book, op).AutoFilter(1) },
  add_rule: (book, op) => {
    /** @type {Et.FormatCondition} */
    const rule = xhgCells(book, op).FormatConditions.Add(XHG_EXPRESSION, undefined, op.formula)
    rule.SetFirstPriority()
    if (op.fill) rule.Interior.Color = xhgColour(op.fill)
    if (op.font) rule.Font.Color = xhgColour(op.font)
    rule.StopIfTrue = op.stop
  },
  delete_rule: (book, op) => {
    /** @type {Et.FormatCondition} */
    const rule = xhgSheet(book, op.sheet).Cells.FormatConditions.Item(op.number)
    if (rule.Type !== XHG_EXPRESSION || rule.Formula1 !== op.formula) throw new Error("another rule: " + op.number)
    rule.Delete()
  },
  add_note: (book, op) => { xhgCells(book, op).AddComment(op.text) },
  change_note: (book, op) => { xhgCells(book, op).Comment.Text(op.text) },
  size_note: (book, op) => {
    const box = xhgCells(book, op).Comment.Shape
    box.Width = op.width
    box.Height = op.height
  },
  delete_note: (book, op) => xhgCells(book, op).Comment.Delete(),
}

/**
 * Carries out a record; what the workbook does not accept is left out and named.
 * @param {Et.Workbook | null} book @param {any[]} operations
 * @returns {{ said: string, refused: string[] }} the message, and the sheets (or files) with operations left out
 */
function xhgReplay(book, operations) {
  let said = ""
  /** @type {string[]} */
  const refused = []
  for (const op of operations) {
    if (op.do === "message") {
      said = op.text
      continue
    }
    try {
      if (!Object.prototype.hasOwnProperty.call(XHG_DO, op.do)) throw new Error("no such operation: " + op.do)
      XHG_DO[op.do](/** @type {Et.Workbook} */ (book), op)
    } catch (error) {
      const name = op.sheet || op.name || op.path || String(op.do)
      if (refused.indexOf(name) < 0) refused.push(name)
    }
  }
  return { said, refused }
}
