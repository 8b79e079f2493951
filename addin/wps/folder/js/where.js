// @ts-check
// Written anew by `xhg addin install --wps`: the Python that a click starts, and the folder for its files.
const XHG_WHERE = { python: "", jobs: "" }
