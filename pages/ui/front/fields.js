// The fields beside the document. What was typed stays until the invoice itself is another one.
function allFields(data) {
  return data.groups.flatMap((group) => group.fields)
}

function changesOf(data, own) {
  const changes = allFields(data).filter((field) => own.edits.has(field.name) && own.edits.get(field.name) !== field.value)
    .map((field) => [field.name, own.edits.get(field.name)])
  return linesChanged(data, own) ? [...changes, ["lines", own.lines]] : changes
}

function renderField(field, data, own, hooks) {
  const id = `field-${field.name}`
  const chip = el("span", { class: `level l-${field.level}`, title: field.why }, field.levelText)
  if (!hooks.editing) {
    return el("div", { class: "field", "data-name": field.name }, el("span", { class: "label" }, field.label),
      el("button", { type: "button", class: "still", onclick: () => hooks.focus(field.name) }, field.still || field.value || "—"), chip)
  }
  const input = el("input", { id, name: field.name, type: field.kind === "date" ? "date" : "text", autocomplete: "off", spellcheck: "false",
    inputmode: field.kind === "amount" ? "decimal" : undefined, class: field.kind === "amount" ? "right" : "",
    "aria-describedby": `${id}-level`, "aria-invalid": field.error ? "true" : undefined })
  input.value = own.edits.get(field.name) ?? field.value
  chip.id = `${id}-level`
  const mark = () => {
    const edited = input.value !== field.value
    if (edited) own.edits.set(field.name, input.value)
    else own.edits.delete(field.name)
    chip.className = `level ${edited ? "l-person" : `l-${field.level}`}`
    chip.textContent = edited ? data.words.typed : field.levelText
    hooks.changed()
  }
  input.oninput = mark
  input.onfocus = () => hooks.focus(field.name)
  input.onkeydown = (event) => {
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) { event.preventDefault(); hooks.step(input, event.shiftKey ? -1 : 1) }
    if (event.key === "Escape") { input.value = field.value; mark() }
  }
  const node = el("div", { class: `field ${field.error ? "wrong" : ""}`, "data-name": field.name },
    el("label", { for: id, class: "label" }, field.label, field.required && el("span", { class: "must", title: data.words.required }, " *")), input, chip,
    field.error && el("span", { class: "error", role: "alert" }, field.error))
  if (own.edits.has(field.name)) { chip.className = "level l-person"; chip.textContent = data.words.typed }
  return node
}

function renderFields(data, own, draw) {
  const editing = data.mode === "confirm" || own.correcting
  const form = el("form", { class: "fields", "aria-label": data.words.fields, onsubmit: (event) => event.preventDefault() })
  const button = data.mode !== "read" && el("button", { type: "button", class: data.mode === "confirm" || own.correcting ? "confirm" : "plain" })
  const reason = own.correcting && el("input", { class: "reason", type: "text", placeholder: data.words.reason, "aria-label": data.words.reason, maxlength: 300 })
  const changed = () => {
    if (!button) return
    const count = changesOf(data, own).length
    button.disabled = own.sent || (own.correcting && (count === 0 || !reason.value.trim()))
    button.textContent = own.sent ? data.words.sending : data.mode === "confirm" ? (count ? data.words.confirmChanged : data.words.confirm) : own.correcting ? data.words.saveCorrection : data.words.correct
  }
  const send = () => {
    if (own.sent) return
    if (data.mode === "correct" && !own.correcting) { own.correcting = true; draw(); return }
    if (button.disabled) return
    own.sent = true
    changed()
    // No answer came: pressing again is the same command.
    setTimeout(() => { if (own.sent && own.about === data.about) { own.sent = false; own.fieldsChanged?.() } }, 8000)
    own.component.setTriggerValue("sent", { mode: data.mode, changes: changesOf(data, own), reason: reason ? reason.value.trim() : "", id: data.id, version: data.version, revision: data.revision })
  }
  const hooks = {
    editing, changed,
    focus: (name) => { own.active = name; pointAt(own, name, true) },
    step: (input, by) => {
      const inputs = [...form.querySelectorAll("input")]
      const next = inputs[inputs.indexOf(input) + by]
      if (next) { next.focus(); next.select?.() } else if (by > 0) button?.focus()
    },
  }
  for (const group of data.groups)
    form.append(el("fieldset", {}, el("legend", {}, group.title), group.fields.map((field) => renderField(field, data, own, hooks))))
  if (reason) reason.oninput = changed
  if (button) button.onclick = send
  own.root.onkeydown = (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); send() } }
  form.append(el("div", { class: "finish" },
    data.legend && el("p", { class: "legend soft" }, data.legend), reason,
    el("div", { class: "act" }, own.correcting && el("button", { type: "button", class: "plain", onclick: () => { own.correcting = false; own.edits.clear(); own.lines = null; draw() } }, data.words.back), button)))
  changed()
  own.fieldsChanged = changed
  own.focusField = (name, marked) => {
    const input = form.querySelector(`[name="${CSS.escape(name)}"]`)
    if (!input) { hooks.focus(name); return }
    input.focus()
    if (marked && input.type === "text") input.setSelectionRange(...marked)
    else input.select?.()
  }
  return form
}
