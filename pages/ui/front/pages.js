// The pages of a document as pictures, with a box over every value that was read.
function renderPages(data, own, onBox) {
  const pane = el("div", { class: "pane", tabindex: "0", "aria-label": data.words.document })
  pane.style.setProperty("--zoom", own.zoom)
  if (data.sheet) {
    pane.append(renderSheet(data.sheet))
    for (const value of pane.querySelectorAll("[data-field]")) {
      value.onclick = () => onBox(value.dataset.field)
      value.onkeydown = (event) => { if (event.key === "Enter") onBox(value.dataset.field) }
    }
  }
  for (const page of data.pages) {
    const picture = el("img", { src: ownPath(page.src), alt: page.alt, loading: page.number === 1 ? "eager" : "lazy", class: "waiting" })
    picture.onload = () => picture.classList.remove("waiting")
    picture.onerror = () => picture.replaceWith(el("p", { class: "broken" }, data.words.broken))
    const boxes = data.boxes.filter((box) => box.page === page.number).map((box) =>
      el("button", { type: "button", class: `box l-${box.level}`, "data-field": box.field, "aria-label": box.label, title: box.label, tabindex: "-1",
        style: { left: `${box.x0 / 100}%`, top: `${box.y0 / 100}%`, width: `${(box.x1 - box.x0) / 100}%`, height: `${(box.y1 - box.y0) / 100}%` },
        onclick: () => onBox(box.field) }))
    pane.append(el("figure", { class: "page", "data-page": page.number }, picture, boxes))
  }
  if (!data.sheet && data.pages.length === 0) pane.append(el("p", { class: "broken" }, data.words.nothing))
  return pane
}

function renderToolbar(data, own, pane) {
  const zoom = (step) => {
    own.zoom = Math.min(3, Math.max(1, own.zoom + step))
    pane.style.setProperty("--zoom", own.zoom)
  }
  return el("div", { class: "toolbar" },
    el("span", { class: "name soft", title: data.file }, data.file),
    data.pages.length > 0 && el("button", { type: "button", title: data.words.smaller, "aria-label": data.words.smaller, onclick: () => zoom(-0.5) }, icon("minus")),
    data.pages.length > 0 && el("button", { type: "button", title: data.words.larger, "aria-label": data.words.larger, onclick: () => zoom(0.5) }, icon("plus")),
    el("a", { href: ownPath(data.original), target: "_blank", rel: "noopener", title: data.words.original }, icon("open"), el("span", {}, data.words.original)))
}

// Marks what is read for a field, and brings it into view where the pages scroll by themselves.
function pointAt(own, field, scroll) {
  const pane = own.root.querySelector(".pane")
  if (!pane) return
  for (const node of pane.querySelectorAll(".active")) node.classList.remove("active")
  const spot = field && pane.querySelector(`[data-field="${CSS.escape(field)}"]`)
  if (!spot) return
  spot.classList.add("active")
  if (!scroll || pane.scrollHeight <= pane.clientHeight + 4) return
  const from = pane.getBoundingClientRect(), at = spot.getBoundingClientRect()
  if (at.top < from.top + 30 || at.bottom > from.bottom - 30 || at.left < from.left || at.right > from.right)
    pane.scrollTo({ top: pane.scrollTop + at.top - from.top - from.height / 3, left: pane.scrollLeft + at.left - from.left - from.width / 3, behavior: "smooth" })
}

// Evidence that the person had the document in sight: half of its first page, for a second, above the bar of buttons.
function noticeSeen(own, pane) {
  const first = pane.querySelector(".page, .sheet")
  if (own.seen || !first || !("IntersectionObserver" in window)) return
  let timer = 0
  const tall = () => Math.min(0.5, (window.innerHeight * 0.4) / Math.max(1, first.getBoundingClientRect().height))
  const watcher = new IntersectionObserver((entries) => {
    const entry = entries[entries.length - 1]
    const loaded = !first.querySelector("img.waiting")
    clearTimeout(timer)
    if (entry.isIntersecting && loaded && entry.intersectionRatio >= tall()) timer = setTimeout(() => {
      own.seen = true
      watcher.disconnect()
      // Told within the window, not to the server: a run for it could overtake the one that carries a decision.
      document.documentElement.dataset.apSeen = own.component.data.id
    }, 1000)
  }, { threshold: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1], rootMargin: "0px 0px -96px 0px" })
  watcher.observe(first)
  const picture = first.querySelector("img")
  if (picture) picture.addEventListener("load", () => { watcher.unobserve(first); watcher.observe(first) })
  own.watcher = watcher
}
