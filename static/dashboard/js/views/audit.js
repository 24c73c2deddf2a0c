// Who did what.
import { get } from "../api.js";
import { day, time } from "../clock.js";
import { empty, fill, h, panel, table } from "../ui.js";
import { t } from "../words.js";

let state = { q: "", pages: 1 };

export async function show(main, desk) {
  if (!desk.may("admin")) { fill(main, h("h1", {}, t("audit")), panel(t("audit"), {}, empty(t("onlyAdmin"), "none"))); return; }
  let lines = [], next = null;
  for (let page = 0; page < state.pages && (page === 0 || next); page += 1) {
    const answer = await get(`/api/audit?limit=50${state.q ? `&q=${encodeURIComponent(state.q)}` : ""}${next ? `&cursor=${next}` : ""}`);
    lines = lines.concat(answer.lines);
    next = answer.next;
  }
  const again = () => show(main, desk);
  const tone = (result) => (result === null ? "warn" : /^(refused|failed)/.test(result) ? "bad" : "");
  fill(main,
    h("div", { class: "heading" }, h("h1", {}, t("audit")), h("span", { class: "space" }),
      h("form", { class: "buttons", role: "search", onsubmit: (event) => { event.preventDefault(); state = { q: new FormData(event.target).get("q"), pages: 1 }; again(); } },
        h("label", {}, h("span", { class: "hidden-label" }, t("search")), h("input", { name: "q", type: "search", maxlength: 100, value: state.q, placeholder: t("search"), "data-key": "q" })), h("button", { "data-key": "go" }, t("search")))),
    h("div", { class: "grid" }, panel(t("audit"), {}, lines.length ? table([
      { title: t("when"), cell: (line) => h("time", { class: "num" }, `${day(line.at).slice(5)} ${time(line.at, true)}`) },
      { title: t("who"), cell: (line) => line.actor }, { title: t("what"), cell: (line) => h("code", {}, line.action) }, { title: t("object"), cell: (line) => line.object },
      { title: t("detail"), cell: (line) => h("span", { class: "soft" }, [line.before, line.after].filter(Boolean).join(" → ")) },
      { title: t("result"), cell: (line) => h("span", { class: tone(line.result) }, line.result ?? "…") },
    ], lines, { caption: t("audit"), key: (line) => line.id }) : empty(t("noLines"), "none"),
    next ? h("div", { class: "buttons" }, h("button", { "data-key": "more", onclick: () => { state.pages += 1; again(); } }, t("more"))) : null)));
}
