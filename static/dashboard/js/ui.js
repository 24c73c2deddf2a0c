// Elements without markup in texts: whatever comes from the server is text and nothing else.

/** An element: `on…` are listeners, `class`, `dataset` and properties by name, false and null leave out. */
export function h(tag, properties = {}, ...children) {
  const node = tag === "svg" || tag.startsWith("svg:")
    ? document.createElementNS("http://www.w3.org/2000/svg", tag.replace("svg:", "")) : document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2).toLowerCase(), value);
    else if (name === "css") for (const [key, text] of Object.entries(value)) node.style.setProperty(key, text);
    else if (name === "dataset") Object.assign(node.dataset, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Replaces what an element holds and keeps the focus on the same control. */
export function fill(node, ...children) {
  const focused = node.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  node.replaceChildren(...children.flat(9).filter(Boolean));
  if (focused) node.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

export function panel(title, { side = null, span = 12, id = null } = {}, ...children) {
  return h("section", { class: `panel span${span}`, id, "aria-label": title },
    h("header", {}, h("h2", {}, title), h("span", { class: "space" }), side), ...children);
}

const glyphs = { good: "●", warn: "▲", bad: "✕", info: "◆", none: "○" };

/** A state in words with a glyph of its own shape, so that colour is never all there is. */
export function pill(kind, text) {
  return h("span", { class: `pill ${kind}`, title: text }, h("span", { "aria-hidden": "true" }, glyphs[kind] ?? glyphs.none), h("span", {}, text));
}

export function table(columns, rows, { key = null, caption = null } = {}) {
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption ?? "" },
    h("table", {}, caption ? h("caption", { class: "hidden-label" }, caption) : null,
      h("thead", {}, h("tr", {}, columns.map((column) => h("th", { scope: "col", class: column.num ? "num" : null }, column.title)))),
      h("tbody", {}, rows.map((row) => h("tr", { dataset: key ? { key: key(row) } : null },
        columns.map((column) => h("td", { class: column.num ? "num" : null }, column.cell(row))))))));
}

export function empty(text, kind = "good") {
  return h("p", { class: "empty" }, h("span", { class: kind, "aria-hidden": "true" }, glyphs[kind]), text);
}

export function toast(text, isBad = false) {
  const node = h("div", { class: isBad ? "toast bad" : "toast" }, text);
  document.getElementById("toasts").append(node);
  setTimeout(() => node.remove(), isBad ? 9000 : 4500);
}

const paths = {
  now: "M3 12h4l3-8 4 16 3-8h4", day: "M4 19V9m5 10V4m5 15v-7m5 7V7", calendar: "M4 6h16v14H4zM4 10h16M8 3v4m8-4v4",
  jobs: "M12 7v5l3 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z", trading: "M4 17l5-6 4 4 7-9M15 6h5v5", out: "M14 4h5v16h-5M3 12h11m-4-4 4 4-4 4", audit: "M6 3h9l4 4v14H6zM9 11h7M9 15h7",
};

export function icon(name) {
  const node = h("svg", { class: "icon", viewBox: "0 0 24 24", fill: "none", stroke: "currentColor", "stroke-width": "2", "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true" });
  node.append(h("svg:path", { d: paths[name] }));
  return node;
}
