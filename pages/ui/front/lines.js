// The invoice's lines, to be put right: they go along with the fields when those are confirmed or corrected.
function linesNow(data, own) {
  return own.lines ?? data.lines.rows
}

function linesChanged(data, own) {
  return own.lines !== null && own.lines !== undefined && JSON.stringify(own.lines) !== JSON.stringify(data.lines.rows)
}

function renderLines(data, own, changed, redraw) {
  const { columns, words } = data.lines
  const edit = (change) => {
    own.lines = linesNow(data, own).map((row) => ({ ...row }))
    change(own.lines)
    changed()
  }
  const cell = (row, index, column) => {
    const input = el("input", { type: "text", name: `line-${index + 1}-${column.key}`, "aria-label": `${column.label} ${index + 1}`, autocomplete: "off",
      spellcheck: "false", inputmode: column.align ? "decimal" : undefined, class: column.align ?? "", "aria-invalid": data.lines.wrong === index ? "true" : undefined })
    input.value = row[column.key] ?? ""
    input.oninput = () => edit((rows) => { rows[index][column.key] = input.value })
    input.onkeydown = (event) => {
      if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      const inputs = [...input.closest("table").querySelectorAll("input")]
      inputs[inputs.indexOf(input) + (event.shiftKey ? -1 : 1)]?.focus()
    }
    return el("td", { class: `e-${column.key}`, "data-label": column.label }, input)
  }
  const rows = linesNow(data, own).map((row, index) => el("tr", { class: data.lines.wrong === index ? "wrong" : "" },
    columns.map((column) => cell(row, index, column)),
    el("td", { class: "e-remove" }, el("button", { type: "button", title: words.remove, "aria-label": `${words.remove} ${index + 1}`,
      onclick: () => { edit((all) => all.splice(index, 1)); redraw() } }, icon("close")))))
  return el("section", { class: "editlines", "aria-label": words.title },
    el("b", { class: "legend-title" }, words.title),
    rows.length > 0 && el("table", {},
      el("thead", {}, el("tr", {}, columns.map((column) => el("th", { scope: "col", class: column.align ?? "" }, column.label)), el("th", {}))),
      el("tbody", {}, rows)),
    data.lines.error && el("p", { class: "error", role: "alert" }, data.lines.error),
    el("button", { type: "button", class: "add", onclick: () => { edit((all) => all.push({})); redraw() } }, icon("plus"), words.add))
}
