// The members of Kingsoft's typings, by interface: what the stand-in lets an add-in use. TypeScript reads them.
"use strict"
const path = require("path")

const ROOTS = { Application: "WPSMergedRoot" }
const NAMES = ["Workbooks", "Workbook", "Sheets", "Worksheet", "Range", "Comments", "Comment", "FormatConditions",
  "FormatCondition", "Interior", "Font", "Borders", "Border", "Windows", "Window", "Protection"]
const WPS_NAMES = ["FileSystem", "OAAssist", "Env"], KSO_NAMES = ["FileDialog", "FileDialogSelectedItems", "Shape"]

/** Returns {interface: {member: "read" | "write"}}; "read" for what may not be assigned. */
function members(modules) {
  const ts = require(path.join(modules, "typescript"))
  const file = path.join(modules, "et-jsapi-declare", "index.d.ts")
  const probe = path.join(modules, "probe.ts")
  const wanted = [
    ...Object.entries(ROOTS),
    ...NAMES.map((name) => [name, "Et." + name]),
    ...WPS_NAMES.map((name) => [name, "WPS." + name]),
    ...KSO_NAMES.map((name) => [name, (name === "Shape" ? "Et." : "Kso.") + name]),
  ]
  const text = `/// <reference path="${file}" />\n` + wanted.map(([name, type]) => `declare const p_${name}: ${type};`).join("\n")
  const host = ts.createCompilerHost({}), read = host.getSourceFile
  host.getSourceFile = (name, ...rest) => name === probe ? ts.createSourceFile(name, text, rest[0]) : read.call(host, name, ...rest)
  const exists = host.fileExists
  host.fileExists = (name) => name === probe || exists.call(host, name)
  const program = ts.createProgram([probe], { skipLibCheck: true, types: [] }, host)
  const checker = program.getTypeChecker(), found = {}
  for (const statement of program.getSourceFile(probe).statements) {
    const declared = statement.declarationList.declarations[0], name = declared.name.text.slice(2)
    found[name] = {}
    for (const member of checker.getPropertiesOfType(checker.getTypeAtLocation(declared))) {
      const flags = (member.declarations || []).map((each) => ts.getCombinedModifierFlags(each))
      const fixed = flags.every((each) => each & ts.ModifierFlags.Readonly) || Boolean(member.flags & ts.SymbolFlags.Method)
      found[name][member.name] = fixed ? "read" : "write"
    }
    if (!Object.keys(found[name]).length) throw new Error("no members: " + name)
  }
  return found
}
module.exports = { members }
