// A supplier's template is made here: a sample's page on one side, the fields and the line table on the other.
const PAUSE = 450 // after a tap, for the tap that extends it

export default function (component) {
  const { own, changed } = mount(component, { zoom: 1 })
  const { data } = component
  if (own.about !== data.about) Object.assign(own, { about: data.about, tab: "fields", field: data.field, purpose: "value", selection: null, drawing: false, nonce: data.nonce, busy: false })
  const turned = own.place !== `${data.at}:${data.view.page}`
  if (turned) Object.assign(own, { place: `${data.at}:${data.view.page}`, selection: null })
  if (own.nonce !== data.nonce) {
    Object.assign(own, { nonce: data.nonce, busy: false, lines: null, open: null })
    if (data.done && own.last !== "show") Object.assign(own, { purpose: "value", drawing: false, selection: null })
    if (data.field && data.field !== own.field) Object.assign(own, { field: data.field, tab: data.columns.some((column) => column.name === data.field) ? "lines" : "fields" })
    own.problem = data.problem
  }
  if (!changed) return
  const w = data.words

  const act = (what, more = {}) => {
    Object.assign(own, { busy: what !== "show", problem: "", last: what })
    own.root.classList.toggle("busy", own.busy)
    clearTimeout(own.timer)
    own.timer = setTimeout(() => own.root.classList.remove("busy"), 8000)
    own.component.setTriggerValue("did", { do: what, field: own.field, at: data.at, page: data.view.page, about: data.about, ...more })
  }
  const fieldNow = () => data.fields.find((field) => field.name === own.field)
  const choose = (name) => {
    Object.assign(own, { field: name, purpose: "value", selection: null, drawing: false, problem: "" })
    const place = [...data.fields, ...data.columns].find((one) => one.name === name)?.place
    draw()
    bringIntoView()
    // The server says what else could find this field, and shows the page where it stands.
    act("show", { page: place ?? data.view.page })
  }
  const aim = (purpose, drawing = false) => { Object.assign(own, { purpose, drawing, selection: null }); draw(); if (data.phone) own.root.querySelector(".viewer").scrollIntoView({ block: "start", behavior: "smooth" }) }
  const point = (box, words) => {
    if (own.tab === "lines") act(own.purpose.startsWith("words:") ? "table_words" : "heading", { box, which: own.purpose.slice(6) })
    else act({ value: "mark", label: "label", row: "row", box: "box", text: "text" }[own.purpose] ?? "mark", { box, tapped: words })
  }
  const hooks = {
    act, choose, aim, draw: () => draw(),
    drawn: (box) => point(box, 0),
    // A field that waits for its value takes any tap; else a tap on what is read for another field goes to that field.
    takes: (spot) => own.purpose === "value" && spot.field !== own.field && (own.tab === "lines" ? false : Boolean(fieldNow()?.right) || !own.field),
    selected: (words) => { clearTimeout(own.wait); own.wait = setTimeout(() => own.field && point(around(words), words.length), PAUSE) },
  }

  function hint() {
    if (data.mode !== "edit") return null
    if (own.problem) return el("p", { class: "hint failed", role: "alert" }, el("span", {}, own.problem))
    const name = [...data.fields, ...data.columns].find((one) => one.name === own.field)?.label ?? ""
    const key = own.tab === "lines" ? (own.purpose.startsWith("words:") ? "tapWords" : "tapHeading") : own.purpose === "value" && own.drawing ? "drawValue" : { value: "tapValue", label: "tapLabel", row: "tapRow", box: "drawBox", text: "tapText" }[own.purpose]
    if (!name) return el("p", { class: "hint soft" }, w.chooseFirst)
    const plain = own.purpose === "value" && !own.drawing
    return el("p", { class: `hint ${plain ? "" : "aiming"}`, "aria-live": "polite" }, el("span", {}, w[key].replace("{field}", name)),
      plain && own.tab === "fields" && el("button", { type: "button", class: "small", onclick: () => aim("value", true) }, w.draw),
      !plain && el("button", { type: "button", class: "small", onclick: () => aim("value") }, w.cancel))
  }
  function bringIntoView() {
    const pane = own.root.querySelector(".pane"), spot = pane.querySelector(".spot.active")
    if (spot && pane.scrollHeight > pane.clientHeight + 4) {
      const frame = pane.getBoundingClientRect(), box = spot.getBoundingClientRect()
      if (box.top < frame.top + 20 || box.bottom > frame.bottom - 20) pane.scrollTo({ top: pane.scrollTop + box.top - frame.top - frame.height / 3, behavior: "smooth" })
    }
    const row = own.root.querySelector(".side .row.active"), side = own.root.querySelector(".side .list")
    if (row && side && side.scrollHeight > side.clientHeight + 4) {
      const frame = side.getBoundingClientRect(), box = row.getBoundingClientRect()
      if (box.top < frame.top || box.bottom > frame.bottom) side.scrollTo({ top: side.scrollTop + box.top - frame.top - 60, behavior: "smooth" })
    }
  }
  function draw() {
    const pane = own.root.querySelector(".pane"), side = own.root.querySelector(".side .list"), strip = own.root.querySelector(".strip")
    const [scroll, listed, slid] = [turned && own.drawn !== own.place ? 0 : pane?.scrollTop ?? 0, side?.scrollTop ?? 0, strip?.scrollLeft ?? 0]
    const typing = own.root.getRootNode().activeElement
    const same = own.drawnField === own.field
    const kept = same && typing?.name && own.root.contains(typing) && { name: typing.name, value: typing.value, edited: typing.value !== typing.defaultValue, from: typing.selectionStart, to: typing.selectionEnd }
    Object.assign(own, { drawn: own.place, drawnField: own.field })
    const fresh = el("div", { class: "pane", tabindex: "0", "aria-label": w.sample }, renderSamplePage(data, own, hooks))
    fresh.style.setProperty("--zoom", own.zoom)
    const viewer = el("div", { class: "viewer" }, renderMarkingBar(data, own, hooks, fresh), hint(), renderStrip(data, own, hooks), fresh)
    own.root.classList.toggle("busy", own.busy)
    own.root.replaceChildren(el("div", { class: "split both" }, viewer, own.tab === "lines" ? renderTable(data, own, hooks) : renderMarked(data, own, hooks),
      own.tab === "lines" && renderSampleLines(data, own, hooks)))
    fresh.scrollTop = scroll
    const list = own.root.querySelector(".side .list"), chips = own.root.querySelector(".strip")
    if (list) list.scrollTop = listed
    if (chips) { chips.scrollLeft = slid; const on = chips.querySelector(".on"); if (on && (on.offsetLeft < chips.scrollLeft || on.offsetLeft + on.offsetWidth > chips.scrollLeft + chips.clientWidth)) chips.scrollLeft = on.offsetLeft - 40 }
    const again = kept && own.root.querySelector(`[name="${CSS.escape(kept.name)}"]`)
    if (again) {
      again.focus({ preventScroll: true })
      if (kept.edited) again.value = kept.value
      // What was selected stays selected, so that typing replaces it instead of standing before it.
      if (again.value === kept.value && again.setSelectionRange) again.setSelectionRange(kept.from, kept.to)
    }
  }
  own.redraw = () => { own.pending = false; draw(); bringIntoView() }
  if (own.press) own.pending = true
  else own.redraw()
}
