// One page of a sample: its picture (or, without one, its words where they stand), what is read on it, and words to tap.
const SHARE = 10000

function boxStyle(box) {
  const [x0, y0, x1, y1] = box
  return { left: `${x0 / 100}%`, top: `${y0 / 100}%`, width: `${(x1 - x0) / 100}%`, height: `${(y1 - y0) / 100}%` }
}

function around(boxes) {
  return [0, 1].map((at) => Math.min(...boxes.map((box) => box[at]))).concat([2, 3].map((at) => Math.max(...boxes.map((box) => box[at]))))
}

// Without the file: the words as a drawing, each as wide and as high as it was printed.
function sketch(view) {
  const space = "http://www.w3.org/2000/svg"
  const height = SHARE * view.high / view.wide
  const svg = document.createElementNS(space, "svg")
  for (const [key, value] of Object.entries({ viewBox: `0 0 ${SHARE} ${height}`, class: "sketch", role: "img", "aria-label": view.alt })) svg.setAttribute(key, value)
  for (const [x0, y0, x1, y1, text] of view.words) {
    const word = document.createElementNS(space, "text")
    const tall = (y1 - y0) * height / SHARE
    const place = { x: x0, y: y0 * height / SHARE + tall * 0.8, "font-size": tall * 0.85, textLength: Math.max(20, x1 - x0), lengthAdjust: "spacingAndGlyphs" }
    for (const [key, value] of Object.entries(place)) word.setAttribute(key, value)
    word.textContent = text
    svg.append(word)
  }
  return svg
}

// The picture itself stays while everything around it is drawn anew: no flicker.
function picture(view, own, words) {
  if (!view.src) return sketch(view)
  if (own.image?.dataset.src === view.src) return own.image
  const image = el("img", { src: ownPath(view.src), alt: view.alt, class: "waiting", "data-src": view.src })
  own.image = image
  image.style.aspectRatio = `${view.wide} / ${view.high}`
  image.onload = () => image.classList.remove("waiting")
  image.onerror = () => { own.image = null; image.replaceWith(el("div", { class: "torn" }, sketch(view), el("p", { class: "broken" }, words.broken))) }
  return image
}

function wordAt(view, x, y, slackX, slackY) {
  let best = null, near = Infinity
  view.words.forEach((word, index) => {
    const dx = Math.max(word[0] - x, 0, x - word[2]), dy = Math.max(word[1] - y, 0, y - word[3])
    if (dx <= slackX && dy <= slackY && dx + dy < near) { near = dx + dy; best = index }
  })
  return best
}

// Tapped words become a selection: one word, or from a first to a last one of the same line.
function extended(view, selection, index) {
  const word = view.words[index]
  if (!selection || selection.includes(index)) return [index]
  const box = around(selection.map((at) => view.words[at]))
  const shared = Math.min(box[3], word[3]) - Math.max(box[1], word[1])
  if (shared * 2 < Math.min(box[3] - box[1], word[3] - word[1])) return [index]
  const whole = around([box, word])
  return view.words.map((_, at) => at).filter((at) => {
    const [x0, y0, x1, y1] = view.words[at], middle = (y0 + y1) / 2
    return x0 >= whole[0] && x1 <= whole[2] && middle >= whole[1] && middle <= whole[3]
  })
}

// Mouse: a click is a word, a drag is a box. Finger: a tap is a word; a box only after “Draw a box”, so that two fingers
// still zoom and one still scrolls.
function listen(layer, view, own, hooks) {
  const rubber = el("span", { class: "rubber" })
  const at = (event) => {
    const frame = layer.getBoundingClientRect()
    return [(event.clientX - frame.left) / frame.width * SHARE, (event.clientY - frame.top) / frame.height * SHARE]
  }
  // While a finger is down nothing is drawn anew under it: what arrives meanwhile is drawn when it is lifted.
  const end = () => { own.press = null; rubber.remove(); if (own.pending) setTimeout(() => own.pending && !own.press && own.redraw(), 0) }
  layer.onpointerdown = (event) => {
    if (!event.isPrimary || event.button > 0) return end()
    own.press = { x: event.clientX, y: event.clientY, place: at(event), draws: event.pointerType === "mouse" || own.drawing, moved: false, when: Date.now() }
    if (own.press.draws) layer.setPointerCapture(event.pointerId)
  }
  layer.onpointermove = (event) => {
    const from = own.press
    if (!from) return hooks.hover(event.pointerType === "mouse" ? wordAt(view, ...at(event), 12, 12) : null)
    if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > 7) from.moved = true
    if (!from.moved || !from.draws) return
    event.preventDefault()
    from.box = around([[...from.place, ...from.place], [...at(event), ...at(event)]]).map((value) => Math.max(0, Math.min(SHARE, Math.round(value))))
    for (const [key, value] of Object.entries(boxStyle(from.box))) rubber.style.setProperty(key, value)
    if (!rubber.isConnected) layer.append(rubber)
  }
  layer.onpointerup = (event) => {
    const started = own.press
    end()
    if (!started) return
    if (started.moved) { if (started.draws && started.box) hooks.drawn(started.box); return }
    if (Date.now() - started.when > 900) return
    const frame = layer.getBoundingClientRect(), slack = event.pointerType === "mouse" ? 5 : 14
    const [x, y] = at(event)
    hooks.tapped(wordAt(view, x, y, slack / frame.width * SHARE, slack / frame.height * SHARE), x, y)
  }
  layer.onpointercancel = end
  layer.onpointerleave = () => hooks.hover(null)
}

function renderSamplePage(data, own, hooks) {
  const { view } = data
  const layer = own.layer ??= el("div", {})
  layer.className = `layer ${own.drawing ? "drawing" : ""}`
  layer.replaceChildren()
  const spots = view.spots.filter((spot) => spot.tab === own.tab).map((spot) =>
    el("span", { class: `spot k-${spot.kind} ${spot.field === own.field ? "active" : ""}`, "data-field": spot.field, title: spot.title, style: boxStyle(spot.box) }))
  const hover = el("span", { class: "hover" }), chosen = el("span", { class: "chosen" })
  const show = (node, box) => {
    if (!box) return node.remove()
    for (const [key, value] of Object.entries(boxStyle(box))) node.style.setProperty(key, value)
    if (!node.isConnected) layer.append(node)
  }
  if (own.selection?.length) show(chosen, around(own.selection.map((index) => view.words[index])))
  layer.append(...spots)
  if (data.mode === "edit") {
    listen(layer, view, own, {
      hover: (index) => show(hover, index === null ? null : view.words[index]),
      drawn: hooks.drawn,
      tapped: (index, x, y) => {
        const under = view.spots.find((spot) => spot.tab === own.tab && x >= spot.box[0] && x <= spot.box[2] && y >= spot.box[1] && y <= spot.box[3])
        if (under && hooks.takes(under)) return hooks.choose(under.field)
        if (index === null) return
        own.selection = extended(view, own.selection, index)
        show(chosen, around(own.selection.map((at) => view.words[at])))
        hooks.selected(own.selection.map((at) => view.words[at]))
      },
    })
  } else {
    layer.onclick = (event) => { const spot = event.target.closest(".spot"); if (spot) hooks.choose(spot.dataset.field) }
  }
  return el("figure", { class: "page", "data-page": view.page }, picture(view, own, data.words), layer)
}
