// The year at a glance; days are chosen, looked at and changed.
import { change, get } from "../api.js";
import { day as dayOf, now, time } from "../clock.js";
import { empty, fill, h, panel, pill, table, toast } from "../ui.js";
import { language, longDate, t } from "../words.js";

const kinds = ["normal", "closed", "short", "transferred", "weekend_session", "automatic"];
let state = { year: null, market: "EQ", from: null, to: null, kind: "closed", close: "14:00", note: "", preview: null };

export async function show(main, desk, [year]) {
  const today = dayOf(now());
  state.year = Number(year) >= 2000 && Number(year) <= 2199 ? Number(year) : state.year ?? Number(today.slice(0, 4));
  const [calendar, history] = await Promise.all([get(`/api/calendar?from=${state.year}-01-01&to=${state.year}-12-31&market=${state.market}`), get("/api/calendar/history?limit=30")]);
  const days = new Map(calendar.days.map((day) => [day.date, day]));
  const again = () => show(main, desk, [String(state.year)]);
  fill(main,
    h("div", { class: "heading" }, h("h1", {}, `${t("calendar")} ${state.year}`),
      h("div", { class: "buttons" },
        h("button", { "data-key": "earlier", "aria-label": String(state.year - 1), onclick: () => { location.hash = `#/calendar/${state.year - 1}`; } }, "‹"),
        h("button", { "data-key": "today", onclick: () => { location.hash = `#/calendar/${today.slice(0, 4)}`; } }, t("today")),
        h("button", { "data-key": "later", "aria-label": String(state.year + 1), onclick: () => { location.hash = `#/calendar/${state.year + 1}`; } }, "›")),
      h("span", { class: "space" }),
      h("div", { class: "buttons", role: "group", "aria-label": t("market") }, ["EQ", "FX", "FO"].map((name) =>
        h("button", { "data-key": name, "aria-pressed": String(name === state.market), onclick: () => { state.market = name; state.preview = null; again(); } }, name)))),
    h("div", { class: "grid" },
      panel(t("year"), { span: 8, side: legend() }, h("div", { class: "year" }, Array.from({ length: 12 }, (_, index) => month(index + 1, days, today, again)))),
      h("div", { class: "span4 stack" },
        panel(t("chosen"), {}, chosen(days, desk, again)),
        panel(t("history"), {}, edits(history.edits, desk)))));
}

function legend() {
  return h("div", { class: "legend" }, [["normal", "--good-fill"], ["short", "--warn-fill"], ["weekend_session", "--info-fill"], ["closed", "--none-fill"]].map(([kind, name]) => {
    const node = h("span", { class: "swatch" });
    node.style.background = `var(${name})`;
    return h("span", {}, node, t(kind));
  }));
}

function month(number, days, today, again) {
  const start = new Date(Date.UTC(state.year, number - 1, 1)), count = new Date(Date.UTC(state.year, number, 0)).getUTCDate();
  const locale = language() === "ru" ? "ru-RU" : "en-GB";
  const blanks = (start.getUTCDay() + 6) % 7;
  const weekday = (index) => new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" }).format(new Date(Date.UTC(2024, 0, 1 + index)));
  const cells = Array.from({ length: count }, (_, index) => {
    const date = `${state.year}-${String(number).padStart(2, "0")}-${String(index + 1).padStart(2, "0")}`, day = days.get(date);
    const isChosen = state.from && date >= state.from && date <= state.to;
    const words = `${longDate(date)}: ${t(day?.kind ?? "unknown")}${day?.sessions.length ? `, ${day.sessions.map((s) => `${s.open}–${s.close}`).join(", ")}` : ""}${day?.layer === "edit" ? `, ${day.author}` : ""}`;
    return h("button", {
      class: [day?.kind, date === today ? "today" : "", isChosen ? "chosen" : "", day?.layer === "edit" ? "edited" : ""].filter(Boolean).join(" "),
      "data-key": date, "aria-label": words, title: words, "aria-pressed": String(Boolean(isChosen)),
      onclick: (event) => {
        if (event.shiftKey && state.from) [state.from, state.to] = [state.from, date].sort();
        else state.from = state.to = date;
        state.preview = null;
        again();
      },
    }, String(index + 1));
  });
  const title = new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" }).format(start);
  return h("div", { class: "month" }, h("h3", {}, title),
    h("div", { class: "days" }, Array.from({ length: 7 }, (_, index) => h("abbr", { "aria-hidden": "true" }, weekday(index))), Array.from({ length: blanks }, () => h("span")), cells));
}

function chosen(days, desk, again) {
  if (!state.from) return h("p", { class: "empty" }, t("chooseDay"));
  const day = days.get(state.from), dates = state.from === state.to ? state.from : `${state.from}..${state.to}`;
  const body = { dates, market: state.market, kind: state.kind, ...(state.kind === "short" ? { close: state.close } : {}), ...(state.note ? { note: state.note } : {}) };
  const look = async () => {
    try { state.preview = await change("/api/calendar/preview", body); again(); } catch (problem) { toast(problem.message, true); }
  };
  const make = async () => {
    const revision = state.preview.revision;
    state.preview = null;
    await desk.act("/api/calendar/edits", { ...body, revision });
  };
  return h("div", { class: "stack" },
    h("strong", {}, state.from === state.to ? longDate(state.from) : `${longDate(state.from)} – ${longDate(state.to)}`),
    day ? h("dl", { class: "facts" }, h("dt", {}, state.market), h("dd", {}, t(day.kind), day.confirmed ? "" : ` (${t("notConfirmed")})`),
      h("dt", {}, t("sessions")), h("dd", {}, day.sessions.map((s) => `${s.open}–${s.close}`).join(", ") || "—"),
      h("dt", {}, t("layer")), h("dd", {}, `${day.author}${day.note ? ` · ${day.note}` : ""}`)) : null,
    desk.may("operator") ? h("div", { class: "stack" },
      h("label", { class: "field" }, t("kind"), h("select", { "data-key": "kind", onchange: (event) => { state.kind = event.target.value; state.preview = null; again(); } },
        kinds.map((kind) => h("option", { value: kind, selected: kind === state.kind }, t(kind))))),
      state.kind === "short" ? h("label", { class: "field" }, t("close"), h("input", { "data-key": "close", type: "time", value: state.close, onchange: (event) => { state.close = event.target.value; state.preview = null; } })) : null,
      h("label", { class: "field" }, t("note"), h("input", { "data-key": "note", maxlength: 200, value: state.note, onchange: (event) => { state.note = event.target.value; } })),
      state.preview ? preview(state.preview) : null,
      h("div", { class: "buttons" }, state.preview
        ? [h("button", { class: "primary", "data-key": "make", disabled: state.preview.changes.length === 0, onclick: make }, t("confirm")), h("button", { "data-key": "cancel", onclick: () => { state.preview = null; again(); } }, t("cancel"))]
        : h("button", { class: "primary", "data-key": "look", onclick: look }, t("preview")))) : null);
}

function preview({ changes }) {
  if (changes.length === 0) return empty(t("nothingChanges"), "none");
  const hours = (day) => day.sessions.map((s) => `${s.open}–${s.close}`).join(", ");
  return table([
    { title: t("date"), cell: ({ after }) => `${after.market} ${after.date}` },
    { title: t("was"), cell: ({ before }) => t(before.kind) },
    { title: t("becomes"), cell: ({ after }) => h("span", {}, t(after.kind), h("br"), h("span", { class: "faint" }, hours(after))) },
  ], changes.slice(0, 20), { caption: t("preview") });
}

function edits(list, desk) {
  if (list.length === 0) return empty(t("noEdits"), "none");
  return table([
    { title: t("date"), cell: (edit) => h("span", {}, `${edit.market} ${edit.date}`, h("br"), h("span", { class: "faint" }, `${edit.author}, ${dayOf(edit.at).slice(5)} ${time(edit.at)}`)) },
    { title: t("becomes"), cell: (edit) => t(edit.after ?? "automatic") },
    { title: "", num: true, cell: (edit) => (edit.undone_by ? pill("none", t("undone")) : edit.undoes === null && desk.may("operator")
      ? h("button", { "data-key": `undo-${edit.id}`, onclick: () => desk.act(`/api/calendar/edits/${edit.id}/undo`) }, t("undo")) : "") },
  ], list, { caption: t("history"), key: (edit) => edit.id });
}
