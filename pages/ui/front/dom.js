// Shared by all components. Data only ever becomes text content or an attribute from a fixed list: never markup.
const memory = new WeakMap()
const SAFE = new Set(["class", "type", "title", "role", "tabindex", "href", "target", "rel", "src", "alt", "loading", "for", "id", "name",
  "value", "rows", "inputmode", "autocomplete", "spellcheck", "scope", "colspan", "placeholder", "maxlength", "width", "height"])

function el(name, attributes = {}, ...children) {
  const node = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue
    if (key.startsWith("on") && typeof value === "function") node[key] = value
    else if (key === "style") for (const [property, text] of Object.entries(value)) node.style.setProperty(property, text)
    else if (key === "disabled" || key === "readOnly" || key === "checked") node[key] = Boolean(value)
    else if (SAFE.has(key) || key.startsWith("aria-") || key.startsWith("data-")) node.setAttribute(key, String(value))
  }
  for (const child of children.flat()) {
    if (child === undefined || child === null || child === false) continue
    node.append(child instanceof Node ? child : document.createTextNode(String(child)))
  }
  return node
}

// The component's own root and memory; `changed` is false when nothing that is shown differs from the last time.
function mount(component, extra = {}) {
  const { parentElement, data } = component
  let own = memory.get(parentElement)
  if (!own) {
    own = { root: el("div", { class: "root" }), ...extra }
    parentElement.append(own.root)
    memory.set(parentElement, own)
  }
  const picture = JSON.stringify(data)
  const changed = own.picture !== picture
  own.picture = picture
  own.component = component
  return { own, changed }
}

// Only our own paths may be followed or shown.
function ownPath(path) {
  return typeof path === "string" && path.startsWith("/") && !path.startsWith("//") ? path : undefined
}

function tag(item) {
  return el("span", { class: `tag c-${item.c}`, title: item.title }, item.t)
}

const ICONS = {
  check: "M5 12.5l4.5 4.5L19 7.5", close: "M6 6l12 12M18 6L6 18", back: "M15 5l-7 7 7 7", open: "M14 5h5v5M19 5l-8 8M11 6H6v12h12v-5",
  plus: "M12 5v14M5 12h14", minus: "M5 12h14", clock: "M12 7v5l3 2M12 3a9 9 0 100 18 9 9 0 000-18", hold: "M8 5v14M16 5v14",
  ask: "M9 9a3 3 0 115 2.2c-1.2.9-2 1.5-2 2.8M12 17.5v.5", out: "M10 5H6v14h4M14 8l4 4-4 4M18 12H9",
}
function icon(name, size = 16) {
  const space = "http://www.w3.org/2000/svg"
  const svg = document.createElementNS(space, "svg")
  const path = document.createElementNS(space, "path")
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", width: size, height: size, "aria-hidden": "true", class: "icon" }))
    svg.setAttribute(key, value)
  path.setAttribute("d", ICONS[name] ?? "")
  svg.append(path)
  return svg
}
