// One stored day: delays of each feed, slot map, incidents on the time line, hi2.
import { get } from "../api.js";
import { hour, hourOf, now, time, day as dayOf } from "../clock.js";
import { colour, lines } from "../charts.js";
import { empty, fill, h, panel, pill, table } from "../ui.js";
import { language, longDate, number, span, t, titled } from "../words.js";

const first = 6, last = 24;
let chosen = { market: "EQ" }, chart = null, drawn = "";

export function leave() { chart?.destroy(); chart = null; drawn = ""; }

export async function show(main, desk, [date, market]) {
  const days = (await get("/api/feeds/days")).days;
  if (["EQ", "FX", "FO"].includes(market)) chosen.market = market;
  const wanted = /^\d{4}-\d\d-\d\d$/.test(date ?? "") ? date : days[0] ?? dayOf(now());
  const [feeds, alerts] = await Promise.all([get(`/api/feeds?date=${wanted}`), get(`/api/alerts?date=${wanted}&limit=500`)]);
  // What is the same is left alone, so that a zoomed chart stays zoomed.
  const key = JSON.stringify([feeds.feeds, alerts, chosen, language(), document.documentElement.dataset.theme]);
  if (key === drawn) return;
  leave();
  drawn = key;
  const go = (to) => { location.hash = `#/day/${to}/${chosen.market}`; };
  const place = days.indexOf(wanted);
  const own = feeds.feeds.filter((feed) => feed.market === chosen.market);
  const hasData = own.some((feed) => feed.points.length);
  const canvas = h("canvas", { role: "img", "aria-label": `${t("delays")} ${chosen.market} ${wanted}` });
  fill(main,
    h("div", { class: "heading" }, h("h1", {}, longDate(wanted)),
      h("div", { class: "buttons" },
        h("button", { "data-key": "earlier", disabled: place < 0 || place >= days.length - 1, onclick: () => go(days[place + 1]), "aria-label": t("previous") }, "‹"),
        h("label", {}, h("span", { class: "hidden-label" }, t("date")), h("select", { "data-key": "date", onchange: (event) => go(event.target.value) },
          (days.includes(wanted) ? days : [wanted, ...days]).map((text) => h("option", { value: text, selected: text === wanted }, text)))),
        h("button", { "data-key": "later", disabled: place <= 0, onclick: () => go(days[place - 1]), "aria-label": t("next") }, "›")),
      h("span", { class: "space" }),
      h("div", { class: "buttons", role: "group", "aria-label": t("market") }, ["EQ", "FX", "FO"].map((name) =>
        h("button", { "data-key": name, "aria-pressed": String(name === chosen.market), onclick: () => { chosen.market = name; go(wanted); if (market === name || !market) show(main, desk, [wanted, name]); } }, name)))),
    h("div", { class: "grid" },
      panel(`${t("delays")}, ${t("seconds")}`, { span: 12, side: h("span", { class: "faint" }, t("zoomHint")) }, hasData ? h("div", { class: "chart tall" }, canvas) : empty(t("noData"), "none")),
      panel(t("heat"), { span: 12, side: legend() }, heat(feeds, chosen.market)),
      panel(t("timeline"), { span: 8 }, timeline(alerts.alerts, wanted)),
      panel(t("hi2"), { span: 4 }, hi2(feeds.hi2))));
  if (hasData && window.Chart) {
    const points = own.map((feed) => ({ name: feed.endpoint, points: broken(feed).map(([label, delay]) => ({ x: hourOf(label), y: delay })) }));
    const limit = own[0]?.limit, top = Math.max(...own.flatMap((feed) => feed.points.map((point) => point[1])));
    chart = lines(canvas, points, {
      label: "delay", x: (hours) => label(hours), y: (value) => `${number(value)} ${t("seconds")}`,
      limit: limit < top * 1.5 ? [{ x: first, y: limit }, { x: last, y: limit }] : null, limitText: t("limitIs", { limit: number(limit) }),
    });
  }
  paint(feeds, chosen.market);
}

const label = (hours) => `${String(Math.floor(hours + 1e-6)).padStart(2, "0")}:${String(Math.round((hours + 1e-6 - Math.floor(hours + 1e-6)) * 60)).padStart(2, "0")}`;

/** A hole of more than a quarter of an hour breaks the line: nothing was published there. */
function broken(feed) {
  const result = [];
  for (const point of feed.points) {
    const previous = result.at(-1);
    if (previous && hourOf(point[0]) - hourOf(previous[0]) > 0.26) result.push([point[0], NaN]);
    result.push(point);
  }
  return result;
}

function legend() {
  const swatch = (name, text) => { const node = h("span", { class: "swatch" }); node.style.background = `var(${name})`; return h("span", {}, node, text); };
  return h("div", { class: "legend" }, swatch("--good", t("onTime")), swatch("--warn", t("late")), swatch("--bad", t("absent")), swatch("--none-fill", t("notDue")));
}

function heat({ feeds }, market) {
  return h("div", { class: "heat" }, feeds.filter((feed) => feed.market === market).map((feed) => h("div", { class: "row" },
    h("a", { href: `/api/plots/${feed.market}/${feed.endpoint}/${feedDate(feed)}.png?lang=${language()}`, target: "_blank", title: t("picture") }, feed.endpoint),
    h("canvas", { dataset: { feed: feed.endpoint }, role: "img", "aria-label": `${feed.endpoint}: ${t("slotsSeen", { seen: feed.seen, expected: feed.expected })}, ${t("missingCount", { count: feed.missing.length })}, ${t("lateCount", { count: feed.late })}` }),
    h("span", { class: feed.missing.length ? "bad num" : "soft num" }, t("slotsSeen", { seen: number(feed.seen), expected: number(feed.expected) })))),
  hours());
}

const feedDate = (feed) => location.hash.split("/")[2] ?? feed.last?.date ?? "";

function hours() {
  return h("div", { class: "row", "aria-hidden": "true" }, h("span"), h("div", { class: "hours" },
    [7, 9, 11, 13, 15, 17, 19, 21, 23].map((value) => h("span", { css: { left: `${((value - first) / (last - first)) * 100}%` } }, value))), h("span"));
}

/** A cell for each five minutes of the day; the tooltip tells the slot under the pointer. */
function paint({ feeds }, market) {
  for (const feed of feeds.filter((item) => item.market === market)) {
    const canvas = document.querySelector(`canvas[data-feed="${feed.endpoint}"]`);
    if (!canvas) continue;
    const count = (last - first) * 12, scale = devicePixelRatio || 1, width = canvas.clientWidth * scale, height = 18 * scale;
    Object.assign(canvas, { width, height });
    const context = canvas.getContext("2d"), cell = width / count, place = (text) => Math.round((hourOf(text) - first) * 12) - 1;
    context.fillStyle = colour("--none-fill");
    context.fillRect(0, 0, width, height);
    const words = new Map();
    const draw = (text, name, word, part) => {
      context.fillStyle = colour(name);
      const size = height * part;
      context.fillRect(place(text) * cell, height - size, Math.max(1, cell - 0.6 * scale), size);
      words.set(place(text), `${text} · ${word}`);
    };
    // Height tells what colour tells: a late slot is lower, a missing one only a foot.
    for (const [text, delay] of feed.points) draw(text, delay > feed.limit ? "--warn" : "--good", `${number(delay)} ${t("seconds")}`, delay > feed.limit ? 0.7 : 1);
    for (const text of feed.missing) draw(text, "--bad", t("absent"), 0.4);
    canvas.addEventListener("mousemove", (event) => { canvas.title = words.get(Math.floor((event.offsetX / canvas.clientWidth) * count)) ?? ""; });
  }
}

function timeline(alerts, date) {
  if (alerts.length === 0) return empty(t("noIncidents"));
  const end = Math.min(last, Math.max(first, hour(now(), date)));
  return h("div", { class: "timeline" },
    h("div", { class: "lane hours", "aria-hidden": "true" }, h("span"), h("div", { class: "bar" }, [8, 11, 14, 17, 20, 23].map((value) => h("span", { css: { left: `${((value - first) / (last - first)) * 100}%` } }, `${value}:00`)))),
    alerts.map((alert) => {
      const from = Math.max(first, hour(alert.opened_at, date)), to = alert.closed_at ? hour(alert.closed_at, date) : end;
      const kind = alert.severity === "critical" ? "bad" : alert.severity === "warning" ? "warn" : "info";
      const seconds = alert.closed_at ? (Date.parse(alert.closed_at) - Date.parse(alert.opened_at)) / 1000 : (now() - Date.parse(alert.opened_at)) / 1000;
      const text = `#A${alert.id} ${alert.market ?? ""} ${alert.endpoint ?? ""} ${titled(alert.title)}: ${time(alert.opened_at)}, ${span(seconds)}`;
      return h("div", { class: "lane", title: text }, h("span", { class: "name" }, `${alert.market ?? ""} ${alert.endpoint ?? ""} `, h("span", { class: "soft" }, titled(alert.title))),
        h("div", { class: "bar", role: "img", "aria-label": text }, h("i", { class: kind, css: { left: `${((from - first) / (last - first)) * 100}%`, width: `${(Math.max(0, to - from) / (last - first)) * 100}%` } })));
    }));
}

function hi2(checks) {
  if (checks.length === 0) return empty(t("notChecked"), "none");
  return table([
    { title: t("market"), cell: (row) => row.market },
    { title: t("result"), cell: (row) => (row.present === null ? pill("none", t("unknown")) : row.present ? pill("good", t("present")) : pill("bad", t("notPresent"))) },
    { title: t("when"), num: true, cell: (row) => time(row.checked_at) },
  ], checks, { caption: t("hi2") });
}
