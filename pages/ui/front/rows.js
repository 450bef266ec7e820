// A list of invoices (or of anything): a table where there is room, cards on a phone. Rows open, cells may carry one action.
function cellContent(cell, send, id) {
  if (cell === null || cell === undefined) return [el("span", { class: "soft" }, "—")]
  if (typeof cell !== "object") return [el("span", {}, cell)]
  const parts = []
  if (cell.t !== undefined) parts.push(el("span", { class: cell.c ? `t-${cell.c} strong` : "main" }, cell.t))
  if (cell.s) parts.push(el("span", { class: "sub" }, cell.s))
  if (cell.tags) parts.push(el("span", { class: "tags" }, cell.tags.map(tag)))
  if (cell.bar !== undefined)
    parts.push(el("span", { class: "bar" }, el("i", { class: cell.over ? "over" : "", style: { width: `${Math.min(100, cell.bar)}%` } })))
  if (cell.action)
    parts.push(el("button", { type: "button", class: "act", onclick: (event) => { event.stopPropagation(); send("act", { id, action: cell.action }) } }, cell.label))
  return parts
}

export default function (component) {
  const { own, changed } = mount(component)
  if (!changed) return
  const { data } = component
  const send = (name, value) => own.component.setTriggerValue(name, value)
  const opens = Boolean(data.opens)
  const head = el("thead", {}, el("tr", {}, data.columns.map((column) =>
    el("th", { scope: "col", class: `${column.align ?? ""} ${column.tight ? "tight" : ""} p-${column.phone ?? "sub"}`, style: column.width ? { width: column.width } : {} }, column.label))))
  const body = el("tbody", {}, data.rows.map((row) => {
    const cells = data.columns.map((column, index) => {
      const content = cellContent(row.cells[column.key], send, row.id)
      const inner = index === 0 && opens
        ? el("button", { type: "button", class: "open", "aria-label": row.label, onclick: (event) => { event.stopPropagation(); send("open", row.id) } }, content)
        : content
      return el("td", { class: `${column.align ?? ""} ${column.tight ? "tight" : ""} p-${column.phone ?? "sub"}`, "data-label": column.label }, inner)
    })
    return el("tr", { class: `${opens ? "opens" : ""} ${row.id === data.selected ? "selected" : ""}`, "data-id": row.id,
      onclick: opens ? () => send("open", row.id) : undefined }, cells)
  }))
  own.root.replaceChildren(el("div", { class: "frame" }, el("table", { "aria-label": data.title }, head, body)))
}
