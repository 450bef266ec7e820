// Every sample and every reconciled invoice read back: a column for each document, a row for each field, green or red.
export default function (component) {
  const { own, changed } = mount(component)
  if (!changed) return
  const { data } = component
  const w = data.words
  const cell = (item, column) => {
    if (!item) return el("td", { class: "none" }, "")
    const marks = { good: "check", bad: "close", open: "ask" }
    const inside = [el("i", { class: `state k-${item.state}`, title: item.stateWords }, icon(marks[item.state] ?? "ask", 13)),
      el("span", { class: "said" }, el("b", {}, item.value || w.nothing), item.right && el("small", {}, `${w.shouldBe} ${item.right}`),
        item.today && el("small", { class: `today t-${item.better ? "green" : "red"}` }, `${w.today} ${item.today}`))]
    const opens = column.sample !== null && column.sample !== undefined
    return el("td", { class: `k-${item.state}` }, opens
      ? el("button", { type: "button", title: item.why || item.stateWords, onclick: () => own.component.setTriggerValue("open", { sample: column.sample, field: item.field, page: item.page ?? 0 }) }, inside)
      : el("div", { title: item.why || item.stateWords }, inside))
  }
  own.root.replaceChildren(el("div", { class: "proof" }, el("table", { "aria-label": data.title },
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, w.field), data.columns.map((column) => el("th", { scope: "col", class: `k-${column.state}` }, el("span", { title: column.name }, column.name), el("small", {}, column.kind))))),
    el("tbody", {}, data.rows.map((row) => el("tr", {}, el("th", { scope: "row" }, row.label), row.cells.map((item, index) => cell(item, data.columns[index]))))))))
}
