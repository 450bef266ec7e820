// Approve, reject, ask: one decision per card. The buttons rest for a moment when a card appears, so that the second half of
// a double tap can never reach the next card, and they are off for good once one was pressed.
const REST = 900

export default function (component) {
  const { own, changed } = mount(component)
  const { data } = component
  if (own.card !== data.card) Object.assign(own, { card: data.card, opened: Date.now(), mode: "", sent: false, nonce: data.nonce, text: "", reason: "" })
  if (own.nonce !== data.nonce) Object.assign(own, { nonce: data.nonce, sent: false })
  if (!changed && own.drawn) return
  own.drawn = true
  const w = data.words

  const send = (action, reason) => {
    if (own.sent || Date.now() - own.opened < REST) return
    own.sent = true
    draw()
    // No answer came (the line broke, or another event overtook this one): pressing again is the same decision.
    setTimeout(() => { if (own.sent && own.card === data.card) { own.sent = false; draw() } }, 8000)
    own.component.setTriggerValue("decided", { action, reason, invoice: data.invoice, version: data.version, step: data.step,
      seen: document.documentElement.dataset.apSeen === data.invoice, seconds: Math.round((Date.now() - own.opened) / 1000) })
  }
  const rested = () => Date.now() - own.opened >= REST

  function panel(action) {
    const words = action === "reject" ? w.reject : w.ask
    const area = el("textarea", { rows: 3, "aria-label": words.label, placeholder: words.placeholder, maxlength: 1000 })
    area.value = own.text
    area.oninput = () => { own.text = area.value; check() }
    const confirm = el("button", { type: "button", class: action === "reject" ? "no strong" : "yes", onclick: () => send(action, [own.reason, own.text.trim()].filter(Boolean).join(": ")) }, words.confirm)
    const check = () => { confirm.disabled = own.sent || !(own.reason || own.text.trim()) || (own.reason === data.other && !own.text.trim()) }
    const reasons = action === "reject" && el("div", { class: "reasons", role: "radiogroup", "aria-label": words.label }, data.reasons.map((reason) =>
      el("button", { type: "button", role: "radio", class: reason === own.reason ? "on" : "", "aria-checked": reason === own.reason ? "true" : "false",
        onclick: () => { own.reason = reason; draw() } }, reason)))
    check()
    setTimeout(() => action === "ask" && area.focus(), 0)
    return [el("b", { class: "title" }, words.title), reasons, area,
      el("div", { class: "buttons" }, el("button", { type: "button", class: "plain", onclick: () => { own.mode = ""; draw() } }, w.back), confirm)]
  }

  function draw() {
    const off = own.sent || !rested()
    const content = own.mode
      ? panel(own.mode)
      : [data.blocked && el("div", { class: "blocked" }, data.blocked),
        el("div", { class: "buttons three" },
          el("button", { type: "button", class: "plain ask", disabled: off, onclick: () => { own.mode = "ask"; draw() } }, icon("ask", 18), w.askButton),
          el("button", { type: "button", class: "no", disabled: off, onclick: () => { own.mode = "reject"; draw() } }, icon("close", 18), w.rejectButton),
          el("button", { type: "button", class: "yes", title: "Alt + A", disabled: off || Boolean(data.blocked), onclick: () => send("approve", "") }, icon("check", 18), own.sent ? w.sending : w.approveButton))]
    own.root.replaceChildren(el("div", { class: `decide ${own.mode}` }, content))
  }
  draw()
  if (!rested()) setTimeout(draw, REST - (Date.now() - own.opened) + 20)
  const keys = (event) => {
    if (event.altKey && event.key.toLowerCase() === "a" && !own.mode && !data.blocked) { event.preventDefault(); send("approve", "") }
  }
  window.removeEventListener("keydown", own.keys)
  own.keys = keys
  window.addEventListener("keydown", keys)
  return () => window.removeEventListener("keydown", own.keys)
}
