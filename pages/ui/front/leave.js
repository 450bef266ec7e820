// Leaves the screens for a page of the same site, and comes back to where the person was when asked to.
export default function (component) {
  const to = ownPath(component.data.to) ?? "/sign-in"
  const here = window.location.pathname + window.location.search
  window.location.replace(component.data.back ? `${to}?next=${encodeURIComponent(here)}` : to)
}
