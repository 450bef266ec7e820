// Whose invoice, how much, where it stands: on top of a card.
export default function (component) {
  const { own, changed } = mount(component)
  if (!changed) return
  const { data } = component
  own.root.replaceChildren(
    el("header", { class: `headline ${data.big ? "big" : ""}` },
      el("div", { class: "name" }, el("b", {}, data.name), el("span", { class: "soft" }, data.number)),
      el("div", { class: "amount" }, data.amount),
      el("div", { class: "tags" }, data.tags.map(tag)),
      data.note && el("div", { class: "note soft" }, data.note)),
  )
}
