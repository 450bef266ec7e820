// Who is signed in, on what, and the way out.
export default function (component) {
  const { own, changed } = mount(component)
  if (!changed) return
  const { data } = component
  own.root.replaceChildren(
    el("div", { class: `chip ${data.compact ? "compact" : ""}` },
      el("span", { class: "face", "aria-hidden": "true" }, data.initials),
      el("span", { class: "who" }, el("b", {}, data.name), el("span", {}, data.roles)),
      el("button", { type: "button", class: "out", title: data.out, "aria-label": data.out, onclick: () => window.location.assign("/sign-out") }, icon("out", 18)),
    ),
  )
}
