// @ts-check
/// <reference types="et-jsapi-declare" />
// The open workbook as plain values: what scripts read of it.

const XHG_MOST_CELLS = 5000000
const XHG_BLOCK_CELLS = 100000
/** Colour rules that are examined of a sheet where no result sheet says that there may be more of ours. */
const XHG_FIRST_RULES = 30
/** XlFormatConditionType.xlExpression, XlSearchOrder, XlSearchDirection.xlPrevious. */
const XHG_EXPRESSION = 2, XHG_BY_ROWS = 1, XHG_BY_COLUMNS = 2, XHG_PREVIOUS = 2
/** What programs give for an error value where they give a number: the lowest is #NULL!, the highest #SPILL!. */
const XHG_ERROR_LOW = -2146826290, XHG_ERROR_HIGH = -2146826200

/** @param {number} col from 1 @returns {string} its letters */
function xhgLetters(col) {
  let letters = ""
  for (; col > 0; col = Math.floor((col - 1) / 26)) letters = String.fromCharCode(65 + ((col - 1) % 26)) + letters
  return letters
}

/** @param {number} top @param {number} left @param {number} bottom @param {number} right @returns {string} */
function xhgAddress(top, left, bottom, right) {
  return xhgLetters(left) + top + ":" + xhgLetters(right) + bottom
}

/** @param {Et.Workbook} book @returns {Et.Worksheet[]} its worksheets, without charts */
function xhgSheets(book) {
  const sheets = []
  for (let number = 1; number <= book.Worksheets.Count; number++)
    sheets.push(/** @type {Et.Worksheet} */ (book.Worksheets.Item(number)))
  return sheets
}

/** @param {Et.Worksheet} sheet @returns {[number, number]} the last used row and column */
function xhgExtent(sheet) {
  const used = sheet.UsedRange
  const rows = used.Row + used.Rows.Count - 1, cols = used.Column + used.Columns.Count - 1
  if (rows * cols <= XHG_MOST_CELLS) return [rows, cols]
  // Formats count as use, also far below the last value.
  const last = [XHG_BY_ROWS, XHG_BY_COLUMNS].map((order) => sheet.Cells.Find("*", undefined, undefined, undefined, order, XHG_PREVIOUS))
  return last[0] && last[1] ? [last[0].Row, last[1].Column] : [1, 1]
}

/** @param {Et.Worksheet} sheet @param {any} value @param {number} row @param {number} col @returns {XhgValue} */
function xhgValue(sheet, value, row, col) {
  if (value === undefined || value === null || value === "") return null
  const isError = typeof value === "number" && value >= XHG_ERROR_LOW && value <= XHG_ERROR_HIGH
  if (typeof value === "string" || typeof value === "boolean" || (typeof value === "number" && !isError)) return value
  const shown = String(/** @type {Et.Range} */ (sheet.Cells.Item(row, col)).Text)
  return shown[0] === "#" ? { error: shown } : isError ? value : shown
}

/** @param {Et.Worksheet} sheet @param {[number, number]} extent @returns {XhgValue[][]} */
function xhgValues(sheet, extent) {
  const rows = [], step = Math.max(1, Math.floor(XHG_BLOCK_CELLS / extent[1]))
  for (let top = 1; top <= extent[0]; top += step) {
    const bottom = Math.min(top + step - 1, extent[0])
    /** @type {any} */
    const found = sheet.Range(xhgAddress(top, 1, bottom, extent[1])).Value2
    const block = Array.isArray(found) ? found : [[found]]
    for (let at = 0; at <= bottom - top; at++)
      rows.push(Array.from({ length: extent[1] }, (_, col) => xhgValue(sheet, block[at][col], top + at, col + 1)))
  }
  return rows
}

/**
 * The number formats of the cells with numbers, by format: a block with one format is asked once, others are halved.
 * @param {Et.Worksheet} sheet @param {XhgValue[][]} rows @returns {Record<string, string[]>}
 */
function xhgFormats(sheet, rows) {
  /** @type {Record<string, string[]>} */
  const found = Object.create(null)
  /** @param {number} top @param {number} left @param {number} bottom @param {number} right */
  const ask = (top, left, bottom, right) => {
    const box = xhgNumbersWithin(rows, top, left, bottom, right)
    if (!box) return
    const address = xhgAddress(...box)
    /** @type {unknown} */
    const format = sheet.Range(address).NumberFormat
    const isOne = box[0] === box[2] && box[1] === box[3]
    if (typeof format === "string" && format !== "") {
      if (format !== "General") (found[format] = found[format] || []).push(address)
    } else if (!isOne && box[3] > box[1]) {
      const middle = Math.floor((box[1] + box[3]) / 2)
      ask(box[0], box[1], box[2], middle)
      ask(box[0], middle + 1, box[2], box[3])
    } else if (!isOne) {
      const middle = Math.floor((box[0] + box[2]) / 2)
      ask(box[0], box[1], middle, box[3])
      ask(middle + 1, box[1], box[2], box[3])
    }
  }
  if (rows.length) ask(1, 1, rows.length, rows[0].length)
  return found
}

/**
 * The smallest block around the numbers in a block; undefined without one.
 * @param {XhgValue[][]} rows @param {number} top @param {number} left @param {number} bottom @param {number} right
 * @returns {[number, number, number, number] | undefined}
 */
function xhgNumbersWithin(rows, top, left, bottom, right) {
  let first = 0, last = 0, start = right + 1, end = 0
  for (let row = top; row <= bottom; row++)
    for (let col = left; col <= right; col++)
      if (typeof rows[row - 1][col - 1] === "number") {
        first = first || row
        last = row
        start = Math.min(start, col)
        end = Math.max(end, col)
      }
  return first ? [first, start, last, end] : undefined
}

/** @param {Et.Worksheet} sheet @returns {[number, number, string][]} row, column and text of each note */
function xhgNotes(sheet) {
  /** @type {[number, number, string][]} */
  const notes = []
  for (let number = 1; number <= sheet.Comments.Count; number++) {
    const note = sheet.Comments.Item(number)
    /** @type {Et.Range} */
    const cell = note.Parent
    notes.push([cell.Row, cell.Column, note.Text()])
  }
  return notes
}

/** @param {Et.Worksheet} sheet @param {number} most @returns {string[]} the formula of each rule, "" for other kinds */
function xhgRules(sheet, most) {
  const rules = sheet.Cells.FormatConditions, formulas = []
  for (let number = 1; number <= Math.min(rules.Count, most); number++) {
    /** @type {Et.FormatCondition} */
    const rule = rules.Item(number)
    formulas.push(rule.Type === XHG_EXPRESSION ? rule.Formula1 : "")
  }
  return formulas
}

/** @param {Et.Worksheet} sheet @returns {string[]} what a protected sheet does not accept */
function xhgRefused(sheet) {
  const refused = []
  if (sheet.ProtectContents) {
    refused.push("values")
    if (!sheet.Protection.AllowFormattingCells) refused.push("formats")
  }
  if (sheet.ProtectDrawingObjects) refused.push("notes")
  return refused
}

/** @param {Et.Workbook} book @returns {XhgPlain[]} names, sizes and values of the sheets: what a change shows in */
function xhgPlain(book) {
  const sheets = xhgSheets(book), extents = sheets.map(xhgExtent)
  const count = extents.reduce((sum, extent) => sum + extent[0] * extent[1], 0)
  if (count > XHG_MOST_CELLS) throw new XhgRefusal(xhgText("too_large", { count: String(count) }))
  return sheets.map((sheet, at) => ({ name: sheet.Name, extent: extents[at], rows: xhgValues(sheet, extents[at]) }))
}

/**
 * @param {Et.Workbook} book @param {string} reads "", "values" or "marks" @param {XhgPlain[]} plain
 * @returns {object[]} the sheets of the job
 */
function xhgJobSheets(book, reads, plain) {
  const isMarked = plain.some((sheet) => sheet.name.indexOf(XHG_TEXTS.result_sheet) === 0)
  return xhgSheets(book).map((sheet, at) => {
    const marks = reads === "marks"
    const most = isMarked ? Infinity : XHG_FIRST_RULES
    return {
      ...plain[at],
      visible: sheet.Visible === -1,
      formats: xhgFormats(sheet, plain[at].rows),
      notes: marks ? xhgNotes(sheet) : null,
      rules: marks ? xhgRules(sheet, most) : null,
      more_rules: marks && sheet.Cells.FormatConditions.Count > most,
      refused: xhgRefused(sheet),
    }
  })
}

/** @param {Et.Workbook} book @returns {object} the workbook of the job */
function xhgJobBook(book) {
  return {
    name: book.Name,
    fullname: book.FullName,
    active: book.ActiveSheet.Name,
    locked: book.ProtectStructure,
    date1904: book.Date1904,
  }
}
