// The fields of a template: what is right on this sample, whether it is read back, and the rule that finds it.
const MARKS = { good: "check", bad: "close", idle: "ask", offer: "ask", open: "" }

function renderMarkingBar(data, own, hooks, pane) {
  const w = data.words
  const zoom = (step) => { own.zoom = Math.min(3, Math.max(1, own.zoom + step)); pane.style.setProperty("--zoom", own.zoom) }
  const button = (name, words, press, off) => el("button", { type: "button", title: words, "aria-label": words, disabled: off, onclick: press }, icon(name))
  const samples = data.samples.map((sample, index) =>
    el("button", { type: "button", class: `sample ${index === data.at ? "on" : ""}`, title: sample.name, "aria-pressed": String(index === data.at), onclick: () => index !== data.at && hooks.act("sample", { at: index }) },
      el("i", { class: `dot k-${sample.state}` }), el("span", {}, sample.name)))
  return el("div", { class: "toolbar" }, el("div", { class: "samples" }, samples),
    data.mode === "edit" && data.canUndo && el("button", { type: "button", class: "undo", onclick: () => hooks.act("undo") }, w.undo),
    data.view.pages > 1 && [button("back", w.before, () => hooks.act("show", { page: data.view.numbers[data.view.index - 1] }), data.view.index === 0),
      el("span", { class: "count" }, `${data.view.index + 1} / ${data.view.pages}`),
      el("span", { class: "mirror" }, button("back", w.after, () => hooks.act("show", { page: data.view.numbers[data.view.index + 1] }), data.view.index === data.view.pages - 1))],
    button("minus", w.smaller, () => zoom(-0.5)), button("plus", w.larger, () => zoom(0.5)))
}

// On a phone the fields are far below the page: a strip of them stands above it.
function renderStrip(data, own, hooks) {
  const items = own.tab === "lines" ? data.columns : data.fields
  return el("div", { class: "strip", role: "tablist" }, items.filter((item) => !item.only).map((item) =>
    el("button", { type: "button", role: "tab", class: item.name === own.field ? "on" : "", "aria-selected": String(item.name === own.field), onclick: () => hooks.choose(item.name) },
      el("i", { class: `dot k-${item.state}` }), item.label)))
}

function tabs(data, own, hooks) {
  const tab = (name, label, count) => el("button", { type: "button", role: "tab", "aria-selected": String(own.tab === name), class: own.tab === name ? "on" : "",
    onclick: () => { Object.assign(own, { tab: name, purpose: "value", selection: null, drawing: false, field: name === "lines" ? data.columns[0].name : data.fields[0].name }); hooks.draw() } },
    label, count && el("span", { class: "soft" }, ` ${count}`))
  return el("div", { class: "tabs", role: "tablist" }, tab("fields", data.words.fields, data.marked), tab("lines", data.words.lines, data.lines.count))
}

function renderMarked(data, own, hooks) {
  const w = data.words, edit = data.mode === "edit"
  const groups = data.groups.flatMap((group) => {
    const rows = data.fields.filter((field) => field.group === group.name).map((field) => renderMark(field, data, own, hooks))
    return rows.length > 0 ? [el("h4", {}, group.title), ...rows] : []
  })
  const all = edit && data.offers > 0 && el("button", { type: "button", class: "all", onclick: () => hooks.act("accept_all") }, icon("check"), data.offers === 1 ? w.acceptOne : w.acceptAll.replace("{n}", data.offers))
  return el("section", { class: "side", "aria-label": w.fields }, tabs(data, own, hooks), all,
    el("div", { class: "list" }, groups, edit && renderStyle(data, hooks)))
}

function renderStyle(data, hooks) {
  const w = data.words
  const pick = (name, label, options) => el("label", { class: "line" }, el("span", { class: "soft" }, label), chooser(`style-${name}`, options, data.style[name], (value) => hooks.act("style", { which: name, value })))
  return el("div", { class: "style" }, el("h4", {}, w.style), pick("numbers", w.numbers, data.style.allNumbers), pick("dates", w.dates, data.style.allDates))
}

function chooser(name, options, value, change) {
  const select = el("select", { name, onchange: () => change(select.value) }, options.map((option) => Array.isArray(option) ? el("option", { value: option[0] }, option[1]) : el("option", { value: option }, option)))
  select.value = value
  return select
}

function renderMark(field, data, own, hooks) {
  const w = data.words, active = field.name === own.field, edit = data.mode === "edit"
  const accept = edit && field.state === "offer" && el("button", { type: "button", class: "accept", title: w.accept, "aria-label": `${w.accept}: ${field.label}`, onclick: (event) => { event.stopPropagation(); own.field = field.name; hooks.act("accept", { field: field.name }) } }, icon("check"))
  const head = el("button", { type: "button", class: "head", "aria-expanded": String(active), onclick: () => hooks.choose(field.name) },
    el("i", { class: `state k-${field.state}`, title: field.stateWords }, MARKS[field.state] ? icon(MARKS[field.state], 14) : null),
    el("span", { class: "label" }, field.label), el("span", { class: `value ${field.right ? "" : "soft"}` }, field.right || field.offer || field.empty))
  return el("div", { class: `row ${active ? "active" : ""} k-${field.state}`, "data-name": field.name }, el("div", { class: "top" }, head, accept),
    field.why && el("p", { class: "why" }, field.why), field.rule && !active && el("p", { class: "rule soft" }, field.rule.words),
    active && edit && renderEditor(field, data, own, hooks), active && !edit && field.rule && el("p", { class: "rule soft" }, field.rule.words))
}

function typed(name, label, value, change, hint) {
  const input = el("input", { type: "text", name, autocomplete: "off", spellcheck: "false", placeholder: hint, maxlength: 200 })
  input.defaultValue = value ?? ""
  input.value = value ?? ""
  input.onchange = () => input.value.trim() !== (value ?? "") && change(input.value.trim())
  input.onkeydown = (event) => { if (event.key === "Enter") { event.preventDefault(); input.blur() } if (event.key === "Escape") { input.value = value ?? ""; input.blur() } }
  return el("label", { class: "line" }, el("span", { class: "soft" }, label), input)
}

function renderEditor(field, data, own, hooks) {
  const w = data.words, rule = field.rule
  const small = (words, press) => el("button", { type: "button", class: "small", onclick: press }, words)
  if (field.only) return el("div", { class: "editor" }, typed("text", field.label, field.right, (value) => hooks.act("text", { value })), el("p", { class: "soft note" }, field.note), small(w.tap, () => hooks.aim("text")))
  const value = typed(`value-${field.name}`, w.right, field.right, (text) => hooks.act("mark", { value: text }), field.offer ?? "")
  const other = field.others.length > 0 && el("div", { class: "others" }, el("span", { class: "soft" }, w.others), field.others.map((one) => small(one.words, () => hooks.act("suggested", { number: one.number }))))
  const where = rule && el("label", { class: "line" }, el("span", { class: "soft" }, w.where), chooser("where", data.places, rule.where, (place) => place === "box" ? hooks.aim("box", true) : hooks.act("rule", { where: place })))
  const free = !rule && field.ruled && field.right // no rule was found: a person says where the value stands
  const label = (free || (rule && rule.where !== "box")) && el("div", { class: "pair" }, typed("label", w.label, rule?.label ?? "", (text) => hooks.act("label", { value: text })), small(w.tap, () => hooks.aim("label")))
  const row = rule && rule.where === "column" && el("div", { class: "pair" }, typed("row", w.row, rule.row, (text) => hooks.act("row", { value: text }), w.rowHint), small(w.tap, () => hooks.aim("row")))
  const box = (free || rule?.where === "box") && el("div", { class: "pair" }, el("span", { class: "line soft" }, rule?.words ?? w.orBox), small(w.drawAgain, () => hooks.aim("box", true)))
  const take = rule && rule.where !== "box" && rule.where !== "column" && el("label", { class: "line" }, el("span", { class: "soft" }, w.take), chooser("take", data.takes, rule.last ? "last" : "first", (which) => hooks.act("rule", { last: which === "last" })))
  const pattern = rule && typed("pattern", w.pattern, rule.pattern, (text) => hooks.act("rule", { pattern: text }), w.patternHint)
  return el("div", { class: "editor" }, value, where, label, row, box, take, pattern, other,
    el("div", { class: "foot" }, field.right && small(w.forget, () => hooks.act("forget")), field.absent ? small(w.printed, () => hooks.act("forget")) : field.canBeAbsent && small(w.absent, () => hooks.act("absent"))))
}
