// @ts-check
/// <reference types="et-jsapi-declare" />
// The files of one click: a folder of its own, the job, the program that is started on it, its record.

/** Milliseconds: between two looks, until the program must have begun, without a sign of life. */
const XHG_WAIT = { look: 200, start: 60000, silent: 60000 }
const XHG_JOB_VERSION = 1
/** Where a folder may be used by its owner only: octal 700. */
const XHG_PRIVATE = 448

/** @param {unknown} value @returns {string} JSON in ASCII, which means the same in every code page */
function xhgAscii(value) {
  return JSON.stringify(value).replace(/[\u007f-\uffff]/g, (unit) => "\\u" + xhgHex(unit))
}

/** @param {string} text @returns {string} its UTF-16 code units in hexadecimal */
function xhgHex(text) {
  let digits = ""
  for (let at = 0; at < text.length; at++) digits += ("000" + text.charCodeAt(at).toString(16)).slice(-4)
  return digits
}

/** @param {WPS.FileSystem} files @returns {string} a new folder that only this user can read */
function xhgNewFolder(files) {
  const parts = new Uint8Array(16)
  crypto.getRandomValues(parts)
  const name = Array.from(parts, (part) => ("0" + part.toString(16)).slice(-2)).join("")
  const folder = XHG_WHERE.jobs + "/job-" + name
  files.mkdirSync(folder, XHG_PRIVATE)
  if (!files.existsSync(folder)) throw new XhgRefusal(xhgText("no_folder", { path: XHG_WHERE.jobs }))
  return folder
}

/** @param {WPS.FileSystem} files @param {string} folder @param {object} job */
function xhgWriteJob(files, folder, job) {
  const text = xhgAscii(job)
  // Written and read back: a full disk may leave a part without an error.
  if (!files.writeFileString(folder + "/job.json", text) || files.readFileString(folder + "/job.json") !== text)
    throw new XhgRefusal(xhgText("no_folder", { path: XHG_WHERE.jobs }))
}

/**
 * Saves the workbook as it stands beside the job: a file tells how cells look. Without a copy the values count.
 * @param {Et.Workbook} book @param {string} folder
 */
function xhgSaveCopy(book, folder) {
  const ending = /\.[a-z]{2,4}$/i.exec(book.Name)
  try {
    book.SaveCopyAs(folder + "/copy" + (ending ? ending[0].toLowerCase() : ".xlsx"))
  } catch (error) {
    // The message of a check says that looks were not seen.
  }
}

/**
 * Starts the program. Its command line is the same for every click but for the folder's path in hexadecimal.
 * @param {WPS.AddonRoot} app @param {string} folder
 */
function xhgStart(app, folder) {
  app.OAAssist.ShellExecute(XHG_WHERE.python, "-P -m xhg_excel.wps " + xhgHex(folder))
}

/** @param {WPS.FileSystem} files @param {string} path @returns {string} the text of a file, "" while there is none */
function xhgRead(files, path) {
  try {
    return files.existsSync(path) ? files.readFileString(path) : ""
  } catch (error) {
    return "" // being written just now
  }
}

/** @param {string} text @returns {any} the value of a JSON text; undefined for none */
function xhgParsed(text) {
  try {
    return JSON.parse(text)
  } catch (error) {
    return undefined
  }
}

/**
 * Waits for the record.
 * @param {WPS.FileSystem} files @param {string} folder
 * @param {(status: string) => void} progress called with each text of the status bar
 * @param {(record: XhgRecord | undefined, refusal: string) => void} done the record, or why there is none
 */
function xhgWait(files, folder, progress, done) {
  let beat = "", status = "", since = Date.now()
  const look = () => {
    const text = xhgRead(files, folder + "/record.json")
    if (text) {
      const record = xhgParsed(text)
      if (!record || !Array.isArray(record.operations)) return done(undefined, xhgText("damaged"))
      return record.version === XHG_JOB_VERSION ? done(record, "") : done(undefined, xhgText("other_version"))
    }
    const now = xhgRead(files, folder + "/alive.txt")
    if (now !== beat) {
      beat = now
      since = Date.now()
    }
    if (Date.now() - since > (beat ? XHG_WAIT.silent : XHG_WAIT.start))
      return done(undefined, xhgText(beat ? "died" : "not_started"))
    const said = xhgParsed(xhgRead(files, folder + "/status.txt"))
    if (typeof said === "string" && said !== status) progress((status = said))
    setTimeout(look, XHG_WAIT.look)
  }
  look()
}

/** @param {WPS.FileSystem} files @param {string} folder Removes the folder and the files in it; nothing is thrown. */
function xhgRemove(files, folder) {
  try {
    for (const name of files.readdirSync(folder)) if (/^[a-z.]+$/.test(name) && name[0] !== ".") files.unlinkSync(folder + "/" + name)
    files.rmdirSync(folder)
  } catch (error) {
    // The program removes what is older than a day at its next start.
  }
}
