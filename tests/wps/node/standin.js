// A stand-in for WPS: an Application on a workbook as data, as strict as Excel where that matters. Members that are not
// in Kingsoft's typings throw, and so do assignments to read-only ones and members that the stand-in does not model.
"use strict"
const fs = require("fs"), os = require("os"), path = require("path")

const ERRORS = { "#NULL!": -2146826288, "#DIV/0!": -2146826281, "#VALUE!": -2146826273, "#REF!": -2146826265,
  "#NAME?": -2146826259, "#NUM!": -2146826252, "#N/A": -2146826246 }
const NUMBER = /^[-+]?[\d,]*\.?\d+(e[-+]?\d+)?%?$/i, DATE = /^(\d{1,4})[/\-月年](\d{1,2})([/\-月]\d{1,2})?日?$/
const LINK = /^=HYPERLINK\("(?:[^"]|"")*","((?:[^"]|"")*)"\)$/
const SIDES = { 7: "edge_left", 8: "edge_top", 9: "edge_bottom", 10: "edge_right", 11: "inside_vertical", 12: "inside_horizontal" }
const NAMED = { horizontal_alignment: { "-4131": "left", "-4108": "center", "-4152": "right", 1: "general" },
  vertical_alignment: { "-4160": "top", "-4108": "center", "-4107": "bottom" } }

const letters = (col) => col ? letters(Math.floor((col - 1) / 26)) + String.fromCharCode(65 + ((col - 1) % 26)) : ""
const colour = (number) => "#" + [number & 255, (number >> 8) & 255, number >> 16].map((part) => ("0" + part.toString(16)).slice(-2)).join("").toUpperCase()

function blockOf(address) {
  const found = /^\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?$/.exec(address)
  if (!found) throw new Error("no such range: " + address)
  const number = (text) => [...text].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
  return [+found[2], number(found[1]), +(found[4] || found[2]), number(found[3] || found[1])]
}

/** What a cell makes of a value that is put into it: [value, formula]. */
function typed(value, format) {
  if (value === null || value === undefined || value === "") return [null, ""]
  if (typeof value !== "string" || format === "@") return [value, ""]
  if (value[0] === "=") {
    const link = LINK.exec(value)
    return [link ? link[1].replace(/""/g, '"') : null, value]
  }
  if ("+-@".includes(value[0]) && value.length > 1 && !NUMBER.test(value)) return [null, "=" + value]
  if (NUMBER.test(value)) {
    const number = parseFloat(value.replace(/,/g, "").replace(/%$/, ""))
    return [value.endsWith("%") ? number / 100 : number, ""]
  }
  if (DATE.test(value)) return [43831 + value.length, ""]
  if (/^(true|false)$/i.test(value)) return [/^true$/i.test(value), ""]
  return [value, ""]
}

class Host {
  constructor(members, book, options) {
    this.members = members
    this.book = book
    this.options = options
    this.books = book ? [book] : []
    this.opened = []
    this.status = []
    this.calls = {}
    this.settings = { ScreenUpdating: true, DisplayAlerts: true, StatusBar: false }
    this.application = this.strict("Application", this.root())
  }

  /** An object that answers only for members that the typings have. */
  strict(type, model) {
    const known = this.members[type], calls = this.calls
    return new Proxy(model, {
      get(target, name) {
        if (typeof name === "symbol") return target[name]
        if (!(name in known)) throw new TypeError(`${type}.${name} is not in the typings`)
        if (!(name in target)) throw new TypeError(`${type}.${name} is not in the stand-in`)
        calls[type] = (calls[type] || 0) + 1
        const value = target[name]
        return typeof value === "function" ? value.bind(target) : value
      },
      set(target, name, value) {
        if (known[name] !== "write") throw new TypeError(`${type}.${String(name)} cannot be assigned`)
        if (!(name in target)) throw new TypeError(`${type}.${String(name)} is not in the stand-in`)
        target[name] = value
        return true
      },
    })
  }

  must(sheet, what) {
    if (sheet.allowed && !sheet.allowed.includes(what)) throw new Error("protected: " + what)
  }

  root() {
    const host = this, settings = this.settings
    return {
      Version: "12.1",
      get ActiveWorkbook() { return host.book ? host.workbook(host.book) : null },
      get Workbooks() {
        return host.strict("Workbooks", {
          get Count() { return host.books.length },
          Item: (number) => host.workbook(host.books[number - 1]),
          Open(file) {
            if (!fs.existsSync(file)) throw new Error("no such file: " + file)
            host.opened.push(file)
            host.books.push({ name: path.basename(file), fullname: file, sheets: [] })
          },
        })
      },
      get StatusBar() { return settings.StatusBar },
      set StatusBar(text) {
        settings.StatusBar = text
        host.status.push(text)
      },
      get ScreenUpdating() { return settings.ScreenUpdating },
      set ScreenUpdating(value) { settings.ScreenUpdating = value },
      get DisplayAlerts() { return settings.DisplayAlerts },
      set DisplayAlerts(value) { settings.DisplayAlerts = value },
      FileDialog(kind) {
        if (kind !== 4) throw new Error("not a folder picker: " + kind)
        const chosen = host.options.dialog
        return host.strict("FileDialog", {
          Title: "",
          Show: () => (chosen ? -1 : 0),
          get SelectedItems() { return host.strict("FileDialogSelectedItems", { Item: () => chosen, Count: 1 }) },
        })
      },
      InputBox: () => host.options.input,
      get FileSystem() { return host.strict("FileSystem", host.files()) },
      get OAAssist() { return host.strict("OAAssist", { ShellExecute: (file, params) => host.options.execute(file, params) }) },
    }
  }

  files() {
    const full = this.options.full
    return {
      existsSync: (file) => fs.existsSync(file),
      mkdirSync(folder, mode) {
        if (full === "folder") return false
        fs.mkdirSync(folder, mode)
        return true
      },
      writeFileString(file, text) {
        if (full === "refused") return false
        fs.writeFileSync(file, full === "cut" ? text.slice(0, text.length >> 1) : text)
        return true
      },
      readFileString: (file) => fs.readFileSync(file, "utf8"),
      readdirSync: (folder) => fs.readdirSync(folder),
      unlinkSync: (file) => (fs.unlinkSync(file), true),
      rmdirSync: (folder) => (fs.rmdirSync(folder), true),
    }
  }

  workbook(book) {
    const host = this
    return this.strict("Workbook", {
      Name: book.name,
      FullName: book.fullname,
      Date1904: false,
      SaveCopyAs(file) {
        if (!book.copy) throw new Error("no copy")
        fs.writeFileSync(file, Buffer.from(book.copy, "base64"))
      },
      ProtectStructure: Boolean(book.structure_locked),
      get ActiveSheet() { return host.sheet(book, book.sheets[book.active]) },
      get Worksheets() { return host.sheets(book) },
      get Windows() { return host.strict("Windows", { Item: () => host.view(book), Count: 1 }) },
    })
  }

  sheets(book) {
    const host = this
    const at = (key) => book.sheets.findIndex((sheet, number) => key === number + 1 || String(key).toLowerCase() === sheet.name.toLowerCase())
    return this.strict("Sheets", {
      get Count() { return book.sheets.length },
      Item(key) {
        if (at(key) < 0) throw new Error("no such sheet: " + key)
        return host.sheet(book, book.sheets[at(key)])
      },
      Add(before, after) {
        if (book.structure_locked) throw new Error("the structure is protected")
        const place = before ? at(before.Name) : after ? at(after.Name) + 1 : book.active
        const made = { name: "Sheet" + (book.sheets.length + 1), visible: true, cells: {}, notes: {}, rules: [], merges: [],
          widths: {}, heights: {}, hidden_columns: [], gridlines: true, frozen: 0, filtered: "", allowed: null }
        book.sheets.splice(place, 0, made)
        book.active = place
        return host.sheet(book, made)
      },
    })
  }

  view(book) {
    const sheet = book.sheets[book.active]
    return this.strict("Window", {
      get DisplayGridlines() { return sheet.gridlines },
      set DisplayGridlines(value) { sheet.gridlines = value },
      ScrollRow: 1, SplitColumn: 0, SplitRow: 0,
      get FreezePanes() { return sheet.frozen > 0 },
      set FreezePanes(value) { sheet.frozen = value ? this.SplitRow : 0 },
    })
  }

  sheet(book, sheet) {
    const host = this
    return this.strict("Worksheet", {
      get Name() { return sheet.name },
      set Name(name) {
        if (name.length > 31 || /[\\/?*:[\]]/.test(name) || book.sheets.some((other) => other !== sheet && other.name.toLowerCase() === name.toLowerCase()))
          throw new Error("no name for a sheet: " + name)
        sheet.name = name
      },
      get Visible() { return sheet.visible ? -1 : 0 },
      set Visible(value) { sheet.visible = value === -1 },
      get ProtectContents() { return sheet.allowed !== null },
      get ProtectDrawingObjects() { return sheet.allowed !== null && !sheet.allowed.includes("notes") },
      get Protection() { return host.strict("Protection", { AllowFormattingCells: Boolean(sheet.allowed && sheet.allowed.includes("formats")) }) },
      get UsedRange() {
        const places = Object.keys(sheet.cells).map((key) => key.split(",").map(Number))
        return host.range(book, sheet, [[1, 1, Math.max(1, ...places.map((at) => at[0])), Math.max(1, ...places.map((at) => at[1]))]])
      },
      get Cells() { return host.range(book, sheet, [[1, 1, 1048576, 16384]]) },
      Range: (address) => host.range(book, sheet, address.split(",").map(blockOf)),
      get Comments() {
        const at = () => Object.keys(sheet.notes)
        return host.strict("Comments", { get Count() { return at().length }, Item: (number) => host.comment(book, sheet, at()[number - 1]) })
      },
      Activate() { book.active = book.sheets.indexOf(sheet) },
      Delete() {
        if (host.settings.DisplayAlerts) throw new Error("WPS would ask the user")
        if (sheet.visible && book.sheets.filter((other) => other.visible).length === 1) throw new Error("the last visible sheet")
        const at = book.sheets.indexOf(sheet)
        book.sheets.splice(at, 1)
        if (at < book.active || book.active === book.sheets.length) book.active -= 1
      },
    })
  }

  comment(book, sheet, at) {
    const host = this, [row, col] = at.split(",").map(Number)
    return this.strict("Comment", {
      get Parent() { return host.range(book, sheet, [[row, col, row, col]]) },
      Text(text) {
        if (text === undefined) return sheet.notes[at]
        host.must(sheet, "notes")
        return (sheet.notes[at] = text)
      },
      Delete() {
        host.must(sheet, "notes")
        delete sheet.notes[at]
      },
      get Shape() { return host.strict("Shape", { Width: 0, Height: 0 }) },
    })
  }

  rule(sheet, rule) {
    const host = this
    const painted = (type, key) => host.strict(type, { get Color() { return rule[key] }, set Color(value) { rule[key] = colour(value) } })
    return this.strict("FormatCondition", {
      get Type() { return rule.formula ? 2 : 1 },
      get Formula1() { return rule.formula },
      get Interior() { return painted("Interior", "fill") },
      get Font() { return painted("Font", "ink") },
      get StopIfTrue() { return rule.stop },
      set StopIfTrue(value) { rule.stop = value },
      SetFirstPriority() { sheet.rules.splice(0, 0, ...sheet.rules.splice(sheet.rules.indexOf(rule), 1)) },
      Delete() {
        host.must(sheet, "formats")
        sheet.rules.splice(sheet.rules.indexOf(rule), 1)
      },
    })
  }

  range(book, sheet, areas) {
    const host = this, [top, left, bottom, right] = areas[0]
    const key = top + "," + left
    const places = function* () {
      for (const [t, l, b, r] of areas) for (let row = t; row <= b; row++) for (let col = l; col <= r; col++) yield row + "," + col
    }
    const made = (at) => (sheet.cells[at] = sheet.cells[at] || { value: null, formula: "", looks: {} })
    const look = (name, value) => {
      host.must(sheet, "formats")
      for (const at of places()) made(at).looks[name] = NAMED[name] ? NAMED[name][value] : value
    }
    const looked = (name) => (sheet.cells[key] || { looks: {} }).looks[name]
    const put = (rows) => {
      host.must(sheet, "values")
      rows = Array.isArray(rows) ? rows : [[rows]]
      rows.forEach((values, row) => values.forEach((value, col) => {
        const at = top + row + "," + (left + col), known = sheet.cells[at]
        if (value === null && !known) return
        const [shown, formula] = typed(value, known ? known.looks.number_format : "General")
        Object.assign(made(at), { value: shown, formula })
      }))
    }
    const shown = (at) => {
      const value = sheet.cells[at] ? sheet.cells[at].value : null
      return value !== null && typeof value === "object" ? ERRORS[value.error] : value === null ? undefined : value
    }
    const sizes = (target, first, last, value) => {
      host.must(sheet, "formats")
      for (let number = first; number <= last; number++) target[number] = value
    }
    return this.strict("Range", {
      Row: top,
      Column: left,
      get Rows() { return host.strict("Range", { Count: bottom - top + 1, AutoFit: () => true }) },
      get Columns() { return host.strict("Range", { Count: right - left + 1, AutoFit: () => true }) },
      Item: (row, col) => host.range(book, sheet, [[top + row - 1, left + col - 1, top + row - 1, left + col - 1]]),
      get Text() {
        const value = sheet.cells[key] ? sheet.cells[key].value : null
        return value === null ? "" : typeof value === "object" ? value.error : String(value)
      },
      get Value2() {
        if (areas[0][0] === bottom && left === right) return shown(key)
        const rows = []
        for (let row = top; row <= bottom; row++) {
          rows.push([])
          for (let col = left; col <= right; col++) rows[row - top].push(shown(row + "," + col))
        }
        return rows
      },
      set Value2(rows) { put(rows) },
      get Formula() { return (sheet.cells[key] || {}).formula },
      set Formula(rows) { put(rows) },
      get NumberFormat() {
        const found = new Set()
        for (const at of places()) found.add((sheet.cells[at] || { looks: {} }).looks.number_format || "General")
        return found.size === 1 ? [...found][0] : null
      },
      set NumberFormat(value) { look("number_format", value) },
      set HorizontalAlignment(value) { look("horizontal_alignment", value) },
      get HorizontalAlignment() { return looked("horizontal_alignment") },
      set VerticalAlignment(value) { look("vertical_alignment", value) },
      get VerticalAlignment() { return looked("vertical_alignment") },
      set WrapText(value) { look("wrap_text", value) },
      get WrapText() { return looked("wrap_text") },
      get Interior() {
        return host.strict("Interior", { set Color(value) { look("color", colour(value)) }, get Color() { return looked("color") }, ColorIndex: 0 })
      },
      get Font() {
        return host.strict("Font", {
          set Name(value) { look("font_name", value) }, get Name() { return looked("font_name") },
          set Size(value) { look("font_size", value) }, get Size() { return looked("font_size") },
          set Bold(value) { look("font_bold", value) }, get Bold() { return looked("font_bold") },
          set Color(value) { look("font_color", colour(value)) }, get Color() { return looked("font_color") },
        })
      },
      get Borders() {
        return host.strict("Borders", {
          Item(number) {
            const side = SIDES[number]
            if ((number === 12 && top === bottom) || (number === 11 && left === right)) throw new Error("no " + side)
            return host.strict("Border", { Weight: 0, Color: 0, set LineStyle(value) { look("border", value === 1 ? "continuous" : value) }, get LineStyle() { return looked("border") } })
          },
        })
      },
      Merge() { sheet.merges.push([...areas[0]]) },
      set ColumnWidth(value) { sizes(sheet.widths, left, right, value) },
      get ColumnWidth() { return sheet.widths[left] },
      set RowHeight(value) { sizes(sheet.heights, top, bottom, value) },
      get RowHeight() { return sheet.heights[top] },
      get EntireColumn() {
        return host.strict("Range", {
          get Hidden() { return sheet.hidden_columns.includes(left) },
          set Hidden(value) {
            for (let col = left; col <= right; col++)
              sheet.hidden_columns = sheet.hidden_columns.filter((other) => other !== col).concat(value ? [col] : [])
          },
        })
      },
      AutoFilter() { sheet.filtered = `$${letters(left)}$${top}:$${letters(right)}$${bottom}` },
      Select() { book.selected = [sheet.name, top, left] },
      get FormatConditions() {
        return host.strict("FormatConditions", {
          get Count() { return sheet.rules.length },
          Item: (number) => host.rule(sheet, sheet.rules[number - 1]),
          Add(type, _operator, formula) {
            if (type !== 2) throw new Error("no such rule: " + type)
            host.must(sheet, "formats")
            const rule = { areas, formula, fill: null, ink: null, stop: true }
            sheet.rules.push(rule)
            return host.rule(sheet, rule)
          },
        })
      },
      get Comment() { return key in sheet.notes ? host.comment(book, sheet, key) : null },
      AddComment(text) {
        host.must(sheet, "notes")
        if (key in sheet.notes) throw new Error("there is a note already")
        sheet.notes[key] = text
        return host.comment(book, sheet, key)
      },
    })
  }
}

module.exports = { Host }
