// The document, alone or with its fields beside it: a field points at its box, a box at its field.
export default function (component) {
  const { own, changed } = mount(component, { zoom: 1, edits: new Map() })
  const { data } = component
  if (own.about !== data.about) {
    Object.assign(own, { about: data.about, sent: false, correcting: false, active: "", seen: false, lines: null, nonce: data.nonce })
    own.edits.clear()
  }
  if (own.nonce !== data.nonce) Object.assign(own, { nonce: data.nonce, sent: false })
  if (!changed) return

  function draw() {
    const scroll = own.root.querySelector(".pane")?.scrollTop ?? 0
    const writing = own.root.getRootNode().activeElement
    const typing = writing?.getAttribute?.("name")
    // Whoever is in the middle of a word goes on there: selected as a whole, the next letter would take the place of all.
    const marked = typing && writing.type === "text" ? [writing.selectionStart, writing.selectionEnd] : null
    own.watcher?.disconnect()
    const pane = renderPages(data, own, (field) => (own.focusField ? own.focusField(field) : pointAt(own, field, false)))
    own.focusField = null
    const viewer = el("div", { class: "viewer" }, renderToolbar(data, own, pane), pane)
    const form = data.groups.length > 0 && renderFields(data, own, draw)
    const editing = form && (data.mode === "confirm" || own.correcting)
    const lines = editing && renderLines(data, own, () => own.fieldsChanged(), draw)
    own.root.replaceChildren(el("div", { class: `split ${form ? "both" : "alone"}` }, viewer, form, lines))
    pane.scrollTop = scroll
    noticeSeen(own, pane)
    if (typing) own.focusField?.(typing, marked)
    else if (own.active) pointAt(own, own.active, false)
  }
  draw()
  return () => own.watcher?.disconnect()
}
