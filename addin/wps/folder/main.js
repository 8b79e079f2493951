// @ts-check
/// <reference types="et-jsapi-declare" />
// What the ribbon calls (ribbon.xml), and the course of a click.

/** @typedef {string | number | boolean | null | { error: string }} XhgValue */
/** @typedef {{ name: string, extent: [number, number], rows: XhgValue[][] }} XhgPlain */
/** @typedef {{ version: number, operations: any[] }} XhgRecord */
/** @typedef {{ asks: string, prompt: string, reads: string, needs_book: boolean, label: string }} XhgButton */

/** What keeps a click from being done, as a sentence for the user. */
class XhgRefusal extends Error {}

/** Whether a click is being done. */
let xhgRunning = false

/** @param {string} key @param {Record<string, string>} [facts] @returns {string} a text with facts in its {places} */
function xhgText(key, facts) {
  let text = XHG_TEXTS[key]
  for (const name in facts || {}) text = text.split("{" + name + "}").join((facts || {})[name])
  return text
}

/** Called when WPS loads the add-in. */
function OnAddinLoad() {
  return true
}

/** @param {{ Id: string }} control @returns {string} */
function GetImage(control) {
  return "images/" + control.Id.replace(/^xhg_/, "") + ".svg"
}

/** Called for a click. @param {{ Id: string }} control */
function OnAction(control) {
  if (xhgRunning) {
    alert(xhgText("busy"))
    return true
  }
  xhgRunning = true
  try {
    xhgClick(control.Id.replace(/^xhg_/, ""))
  } catch (error) {
    xhgEnd("", xhgFault(error))
  }
  return true
}

/** @param {unknown} error @returns {string} */
function xhgFault(error) {
  return error instanceof XhgRefusal ? error.message : xhgText("fault", { error: String(error) })
}

/** @param {string} folder the click's, "" before there is one @param {string} said "" to say nothing */
function xhgEnd(folder, said) {
  const app = window.Application
  if (folder) xhgRemove(app.FileSystem, folder)
  app.StatusBar = false
  xhgRunning = false
  if (said) alert(said)
}

/** @param {XhgButton} button @returns {string | undefined} what the user chose or typed; undefined after Cancel */
function xhgAnswer(button) {
  const app = window.Application
  if (button.asks === "folder") {
    const dialog = app.FileDialog(4) // msoFileDialogFolderPicker
    dialog.Title = button.prompt
    return dialog.Show() === -1 ? dialog.SelectedItems.Item(1) : undefined
  }
  if (button.asks === "digits") {
    const typed = app.InputBox(button.prompt, button.label)
    return typeof typed === "string" ? typed : undefined
  }
  return ""
}

/** @param {string} key of a button */
function xhgClick(key) {
  const app = window.Application, files = app.FileSystem, button = XHG_BUTTONS[key]
  if (!XHG_WHERE.python || !button) throw new XhgRefusal(xhgText("not_installed"))
  if (!files.existsSync(XHG_WHERE.python)) throw new XhgRefusal(xhgText("no_python", { path: XHG_WHERE.python }))
  /** @type {Et.Workbook | null} */
  const book = app.ActiveWorkbook
  if (!book && button.needs_book) throw new XhgRefusal(xhgText("no_book"))
  const answer = xhgAnswer(button)
  if (answer === undefined) return xhgEnd("", "")
  app.StatusBar = xhgText("starting")
  const plain = book && button.reads ? xhgPlain(book) : []
  const job = {
    version: XHG_JOB_VERSION,
    button: key,
    answer: answer,
    host: "WPS " + app.Version,
    book: book && xhgJobBook(book),
    sheets: book && button.reads ? xhgJobSheets(book, button.reads, plain) : [],
  }
  const folder = xhgNewFolder(files)
  try {
    if (book && button.reads) xhgSaveCopy(book, folder)
    xhgWriteJob(files, folder, job)
    xhgStart(app, folder)
  } catch (error) {
    return xhgEnd(folder, xhgFault(error))
  }
  const fullname = book ? book.FullName : ""
  const name = book ? book.Name : ""
  xhgWait(files, folder, (status) => { app.StatusBar = status || xhgText("working") }, (record, refusal) => {
    let said = refusal
    try {
      if (record) said = xhgFinish(book, fullname, name, plain, record.operations)
    } catch (error) {
      said = xhgFault(error)
    }
    xhgEnd(folder, said)
  })
}

/**
 * Replays a record on the workbook it is for, unless that was closed or changed meanwhile.
 * @param {Et.Workbook | null} book @param {string} fullname @param {string} name @param {XhgPlain[]} plain as it was read
 * @param {any[]} operations @returns {string} what to say
 */
function xhgFinish(book, fullname, name, plain, operations) {
  const app = window.Application
  const changes = operations.some((op) => op.do !== "message" && op.do !== "open")
  if (book && changes) {
    if (!xhgIsOpen(fullname)) throw new XhgRefusal(xhgText("closed", { name: name }))
    if (JSON.stringify(xhgPlain(book)) !== JSON.stringify(plain)) throw new XhgRefusal(xhgText("changed"))
  }
  app.ScreenUpdating = false
  const alerts = app.DisplayAlerts
  app.DisplayAlerts = false
  try {
    const outcome = xhgReplay(book, operations)
    const refused = outcome.refused.length ? "\n" + xhgText("incomplete", { sheets: outcome.refused.join("、") }) : ""
    return outcome.said + refused
  } finally {
    app.DisplayAlerts = alerts
    app.ScreenUpdating = true
  }
}

/** @param {string} fullname @returns {boolean} */
function xhgIsOpen(fullname) {
  const books = window.Application.Workbooks
  for (let number = 1; number <= books.Count; number++) if (books.Item(number).FullName === fullname) return true
  return false
}
