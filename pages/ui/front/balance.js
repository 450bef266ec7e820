// Is there money for it? A bar for each share's month, then the year, the order and the bank in one line each.
export default function (component) {
  const { own, changed } = mount(component)
  if (!changed) return
  const { data } = component
  own.root.replaceChildren(
    el("section", { class: "balance", "aria-label": data.title },
      el("h4", {}, data.title),
      data.shares.map(share),
      data.facts.length > 0 && el("dl", {}, data.facts.map(fact))),
  )
}

function share(one) {
  return el("div", { class: "share" },
    el("div", { class: "line" }, el("b", {}, one.name), el("span", {}, one.amount)),
    one.budgets.map(budget),
    one.none && el("div", { class: "soft small" }, one.none))
}

function budget(one) {
  const bar = el("div", { class: `bar ${one.over ? "over" : ""}`, role: "img", "aria-label": one.told },
    el("i", { class: "before", style: { width: `${one.before}%` } }), el("i", { class: "this", style: { width: `${one.this}%` } }))
  return el("details", {},
    el("summary", {}, bar, el("span", { class: `small ${one.over ? "t-red" : "soft"}` }, one.text)),
    el("div", { class: "small soft" }, one.detail))
}

function fact(one) {
  return el("div", { class: "line small" },
    el("dt", { class: "soft" }, one.label),
    el("dd", { class: one.c ? `t-${one.c}` : "" }, one.text, one.sub && el("div", { class: "soft" }, one.sub)))
}
