// A document that has no picture (XML): set as a tidy sheet. Values that are also fields can be pointed at.
function sheetValue(item) {
  return el("span", { class: "value", "data-field": item.field, tabindex: item.field ? "0" : undefined, role: item.field ? "button" : undefined }, item.value)
}

function renderSheet(sheet) {
  const pairs = (items, name) => el("dl", { class: name }, items.flatMap((item) => [el("dt", {}, item.label), el("dd", {}, sheetValue(item))]))
  return el("article", { class: "sheet", "aria-label": sheet.title },
    el("header", { class: "sheet-head" }, el("div", {}, el("b", {}, sheet.title), el("span", { class: "soft" }, sheet.subtitle)), pairs(sheet.head, "facts")),
    el("div", { class: "parties" }, sheet.parties.map((party) =>
      el("section", {}, el("span", { class: "role" }, party.role), party.rows.map((item) => el("div", {}, sheetValue(item)))))),
    sheet.lines.length > 0 && el("div", { class: "wide" }, el("table", { class: "lines" },
      el("thead", {}, el("tr", {}, sheet.columns.map((column) => el("th", { scope: "col", class: column.align ?? "" }, column.label)))),
      el("tbody", {}, sheet.lines.map((line) => el("tr", {}, line.map((text, index) => el("td", { class: sheet.columns[index].align ?? "" }, text))))))),
    el("div", { class: "foot" }, sheet.notes.length > 0 ? pairs(sheet.notes, "notes") : el("span"), pairs(sheet.totals, "totals")))
}
