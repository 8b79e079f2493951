// Loads the add-in's ribbon and scripts into a stand-in for WPS and clicks: `node click.js MODULES FOLDER`. Scenarios
// come in as lines of JSON, outcomes go out likewise.
"use strict"
const fs = require("fs"), path = require("path"), vm = require("vm"), child = require("child_process"), readline = require("readline")
const { members } = require("./members.js"), { Host } = require("./standin.js")

const [modules, folder] = process.argv.slice(2)
const known = members(modules)
const page = fs.readFileSync(path.join(folder, "index.html"), "utf8")
const scripts = [...page.matchAll(/<script src="([^"]+)"><\/script>/g)].map((found) => found[1])
const ribbon = fs.readFileSync(path.join(folder, "ribbon.xml"), "utf8")
const buttons = new Map([...ribbon.matchAll(/<button id="([^"]+)"[^>]*onAction="([^"]+)" getImage="([^"]+)"/g)].map((found) => [found[1], found.slice(2)]))

/** A Python that stays: it runs the clicks of many workbooks without a start for each. */
let server = null
function served(python, params) {
  if (!server) server = child.spawn(python, ["-P", "-m", "tests.wps.serve"], { stdio: ["pipe", "ignore", "inherit"] })
  server.stdin.write(params.split(" ").pop() + "\n")
}

function execute(scenario, host) {
  return (file, params) => {
    host.started = Date.now()
    if (!/^-P -m xhg_excel\.wps [0-9a-f]+$/.test(params)) throw new Error("command line: " + params)
    if (scenario.meanwhile === "closed") host.books = host.books.filter((book) => book !== host.book)
    if (scenario.meanwhile === "changed") host.book.sheets[0].cells["1,1"] = { value: "changed", formula: "", looks: {} }
    if (scenario.served) return served(file, params)
    child.spawn(file, params.split(" "), { stdio: "ignore", detached: true, env: { ...process.env, ...scenario.env } }).unref()
  }
}

async function run(scenario) {
  const said = [], options = {}
  const host = new Host(known, scenario.book, options)
  Object.assign(options, { full: scenario.full, execute: execute(scenario, host) })
  const context = vm.createContext({
    window: { Application: host.application }, alert: (text) => said.push(text), setTimeout, crypto: require("crypto").webcrypto,
  })
  for (const name of scripts) {
    const text = name === "js/where.js" ? `const XHG_WHERE = ${JSON.stringify(scenario.where)}` : fs.readFileSync(path.join(folder, name), "utf8")
    vm.runInContext(text, context, { filename: name })
  }
  vm.runInContext(`Object.assign(XHG_WAIT, ${JSON.stringify({ look: 10, ...scenario.wait })})`, context)
  if (context.OnAddinLoad() !== true) throw new Error("OnAddinLoad")
  const clicks = []
  for (const click of scenario.clicks) {
    const [action, image] = buttons.get(click.id)
    if (!fs.existsSync(path.join(folder, context[image]({ Id: click.id })))) throw new Error("no image: " + click.id)
    Object.assign(options, { dialog: click.dialog, input: click.input === undefined ? false : click.input })
    const from = { said: said.length, status: host.status.length, opened: host.opened.length }
    const begun = Date.now()
    host.calls = Object.assign(host.calls, Object.fromEntries(Object.keys(host.calls).map((type) => [type, 0])))
    for (let times = 0; times < (click.times || 1); times++) context[action]({ Id: click.id })
    const read = Date.now()
    // Python's files are looked at here too, to time the phases.
    while (vm.runInContext("xhgRunning", context)) await new Promise((resolve) => setTimeout(resolve, 5))
    const calls = Object.values(host.calls).reduce((sum, count) => sum + count, 0)
    clicks.push({ said: said.slice(from.said), status: host.status.slice(from.status), opened: host.opened.slice(from.opened),
      milliseconds: { read: read - begun, rest: Date.now() - read }, calls })
  }
  return { clicks, book: host.book, left: fs.existsSync(scenario.where.jobs) ? fs.readdirSync(scenario.where.jobs) : [], settings: host.settings }
}

const queue = readline.createInterface({ input: process.stdin })
let last = Promise.resolve()
queue.on("line", (line) => {
  last = last.then(() => run(JSON.parse(line))).catch((error) => ({ error: String(error.stack) }))
    .then((outcome) => process.stdout.write(JSON.stringify(outcome === undefined ? null : outcome) + "\n"))
})
queue.on("close", () => last.then(() => { if (server) server.stdin.end() }))
