// The board: columns of cards. On a phone one column at a time, chosen by a row of buttons.
function card(item, own, previous, column) {
  const moved = previous && previous.get(item.id) && previous.get(item.id) !== column.key
  return el("button", { type: "button", class: `card s-${item.colour} ${moved ? "moved" : ""}`, "data-id": item.id, "data-column": column.key,
    "aria-label": item.label, onclick: () => own.component.setTriggerValue("open", item.id) },
    el("span", { class: "top" }, el("b", {}, item.supplier), el("span", { class: "soft" }, item.number)),
    el("span", { class: "mid" }, el("span", { class: "amount" }, item.amount), el("span", { class: `t-${item.dueColour}` }, item.done && icon("check", 14), item.due)),
    item.tags.length > 0 && el("span", { class: "tags" }, item.tags.map(tag)),
    item.waiting && el("span", { class: "soft wait" }, item.waiting))
}

export default function (component) {
  const { own, changed } = mount(component, { chosen: "" })
  if (!changed) return
  const { data } = component
  const previous = own.places
  own.places = new Map(data.columns.flatMap((column) => column.cards.map((item) => [item.id, column.key])))
  if (!data.columns.some((column) => column.key === own.chosen))
    own.chosen = (data.columns.find((column) => column.count > 0) ?? data.columns[0]).key

  const scrolls = new Map([...own.root.querySelectorAll(".column")].map((node) => [node.dataset.key, node.querySelector(".cards")?.scrollTop ?? 0]))
  const left = own.root.querySelector(".columns")?.scrollLeft ?? 0
  const choose = (key) => {
    own.chosen = key
    for (const node of own.root.querySelectorAll("[data-key]")) node.classList.toggle("chosen", node.dataset.key === key)
  }
  const chooser = el("div", { class: "chooser", role: "group", "aria-label": data.title }, data.columns.map((column) =>
    el("button", { type: "button", class: column.key === own.chosen ? "chosen" : "", "data-key": column.key, onclick: () => choose(column.key) },
      column.title, " ", el("i", {}, column.count))))
  const columns = el("div", { class: "columns" }, data.columns.map((column) =>
    el("section", { class: `column ${column.count ? "" : "empty"} ${column.key === own.chosen ? "chosen" : ""}`, "data-key": column.key, "aria-label": column.title },
      el("header", {}, el("span", { class: `dot s-${column.colour}` }), el("h3", {}, column.title), el("span", { class: "count" }, column.count),
        el("span", { class: "sum soft" }, column.total)),
      el("div", { class: "cards" },
        column.cards.map((item) => card(item, own, previous, column)),
        column.more && el("p", { class: "soft more" }, column.more),
        column.count === 0 && el("p", { class: "soft none" }, data.none)))))
  own.root.replaceChildren(chooser, columns)
  columns.scrollLeft = left
  for (const node of own.root.querySelectorAll(".column")) node.querySelector(".cards").scrollTop = scrolls.get(node.dataset.key) ?? 0
}
