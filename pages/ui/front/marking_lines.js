// The line table of a template: its headings, the words around it, and the lines that it reads on this sample.
function renderTable(data, own, hooks) {
  const w = data.words, edit = data.mode === "edit", table = data.lines
  const proposed = edit && table.proposed && el("div", { class: "proposal" }, el("p", {}, table.proposed), el("button", { type: "button", class: "all", onclick: () => hooks.act("table_accept") }, icon("check"), w.acceptTable))
  const columns = data.columns.map((column) => {
    const active = column.name === own.field
    return el("div", { class: `row ${active ? "active" : ""}`, "data-name": column.name },
      el("div", { class: "top" }, el("button", { type: "button", class: "head", "aria-expanded": String(active), onclick: () => hooks.choose(column.name) },
        el("i", { class: `state k-${column.state}` }, column.heading ? icon("check", 14) : null), el("span", { class: "label" }, column.label),
        el("span", { class: `value ${column.heading ? "" : "soft"}` }, column.heading || w.noColumn))),
      active && edit && el("div", { class: "editor" }, typed(`heading-${column.name}`, w.heading, column.heading, (value) => hooks.act("heading", { value }), w.tapOnPage),
        column.heading && el("div", { class: "foot" }, el("button", { type: "button", class: "small", onclick: () => hooks.act("heading", { value: "" }) }, w.remove))))
  })
  const words = edit && table.there && el("div", { class: "style" }, el("h4", {}, w.around), table.around.map((one) =>
    el("div", { class: "pair" }, typed(`words-${one.name}`, one.label, one.value, (value) => hooks.act("table_words", { which: one.name, value })),
      el("button", { type: "button", class: "small", onclick: () => hooks.aim(`words:${one.name}`) }, w.tap))),
    el("div", { class: "foot" }, el("button", { type: "button", class: "small", onclick: () => hooks.act("table_drop") }, w.dropTable)))
  return el("section", { class: "side", "aria-label": w.lines }, tabs(data, own, hooks), proposed,
    el("div", { class: "list" }, table.forms ? el("p", { class: "soft note" }, table.forms) : [el("h4", {}, w.columns), ...columns], words))
}

function renderSampleLines(data, own, hooks) {
  const w = data.words, table = data.lines, edit = data.mode === "edit"
  if (!table.there) return el("section", { class: "editlines" }, el("p", { class: "soft note" }, w.noTable))
  const rows = own.lines ?? table.rows
  const save = el("button", { type: "button", class: "all", disabled: !own.lines, onclick: () => hooks.act("lines", { rows: own.lines }) }, w.saveLines)
  const change = (index, key, value) => { own.lines = rows.map((row) => ({ ...row })); own.lines[index][key] = value; save.disabled = false }
  const cell = (row, index, column) => {
    const wrong = row.wrong?.includes(column.key)
    const input = el("input", { type: "text", name: `line-${index + 1}-${column.key}`, "aria-label": `${column.label} ${index + 1}`, class: `${column.align ?? ""} ${wrong ? "bad" : ""}`, title: wrong ? row.said : undefined, autocomplete: "off", spellcheck: "false" })
    input.value = row[column.key] ?? ""
    input.readOnly = !edit
    input.oninput = () => { own.lines ? own.lines[index][column.key] = input.value : change(index, column.key, input.value) }
    return el("td", { class: `e-${column.key}`, "data-label": column.label }, input)
  }
  const drawn = rows.map((row, index) => el("tr", { class: row.state === "bad" ? "wrong" : "" }, el("td", { class: "tick" }, el("i", { class: `state k-${row.state ?? "open"}`, title: row.said }, row.state === "good" ? icon("check", 14) : row.state === "bad" ? icon("close", 14) : null)),
    table.columns.map((column) => cell(row, index, column)),
    edit && el("td", { class: "e-remove" }, el("button", { type: "button", title: w.remove, "aria-label": `${w.remove} ${index + 1}`, onclick: () => { own.lines = rows.filter((_, at) => at !== index); hooks.draw() } }, icon("close")))))
  return el("section", { class: "editlines", "aria-label": w.linesHere },
    el("div", { class: "linehead" }, el("b", {}, w.linesHere), el("span", { class: `tag c-${table.colour}` }, table.said), table.sum && tag(table.sum), el("span", { class: "grow" }),
      edit && table.canAccept && el("button", { type: "button", class: "all", onclick: () => hooks.act("lines_accept") }, icon("check"), w.acceptLines), edit && save),
    rows.length > 0 && el("div", { class: "wide" }, el("table", {}, el("thead", {}, el("tr", {}, el("th", {}), table.columns.map((column) => el("th", { scope: "col", class: column.align ?? "" }, column.label)), edit && el("th", {}))), el("tbody", {}, drawn))),
    edit && el("button", { type: "button", class: "add", onclick: () => { own.lines = [...rows, {}]; hooks.draw() } }, icon("plus"), w.addLine))
}
