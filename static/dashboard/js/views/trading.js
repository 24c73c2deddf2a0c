// The trading engine, and the portfolio of the daily jobs: equity, positions, signals, risk against its limits, halts.
import { get } from "../api.js";
import { lines } from "../charts.js";
import { empty, fill, h, panel, pill, table } from "../ui.js";
import { enginePanel } from "./engine.js";
import { language, number, percent, t } from "../words.js";

let chart = null, drawn = "";

export function leave() { chart?.destroy(); chart = null; drawn = ""; }

export async function show(main, desk) {
  const [portfolio, status, engine] = await Promise.all([get("/api/portfolio"), get("/api/status"), get("/api/engine")]);
  const key = JSON.stringify([portfolio, engine, language(), document.documentElement.dataset.theme]);
  if (key === drawn) return;
  leave();
  drawn = key;
  const modes = { normal: ["good", t("modeNormal")], reduced: ["warn", t("modeReduced")], halted: ["bad", t("modeHalted")] };
  const canvas = h("canvas", { role: "img", "aria-label": t("equity") });
  const limit = (name) => { const value = status.configuration[`portfolio.${name}`]?.value; return value === undefined || value === null ? null : Number(value); };
  const figure = (title, value, tone = "") => h("section", { class: "panel span3 figure", "aria-label": title }, h("h3", {}, title), h("span", { class: `value ${tone}` }, value));
  fill(main,
    h("div", { class: "heading" }, h("h1", {}, t("trading")), pill(...modes[portfolio.mode]), h("span", { class: "soft" }, `${portfolio.user_id} · ${portfolio.market}`)),
    engine.state === "absent" ? null : h("div", { class: "grid" }, enginePanel(engine, desk)),
    portfolio.capital === null ? h("div", { class: "grid" }, panel(t("equity"), {}, empty(t("noPortfolio"), "none"))) : null,
    portfolio.capital === null ? null : h("div", { class: "grid" },
      figure(t("equity"), number(portfolio.equity)), figure(t("cash"), number(portfolio.cash)), figure(t("invested"), number(portfolio.invested)),
      figure(t("totalReturn"), percent(portfolio.total_return, 2), portfolio.total_return < 0 ? "bad" : "good"),
      panel(t("equity"), { span: 8 }, portfolio.curve.length > 1 ? h("div", { class: "chart" }, canvas) : empty(t("oneDay"), "none")),
      h("div", { class: "span4 stack" }, panel(t("risk"), {}, risk(portfolio.risk, limit)), panel(t("halts"), {}, halts(portfolio.halts, desk))),
      panel(t("positions"), { span: 12 }, positions(portfolio.positions)),
      panel(t("signals"), { span: 7 }, signals(portfolio.signals)),
      panel(t("watchlist"), { span: 5 }, portfolio.watchlist.length ? table([
        { title: t("rank"), num: true, cell: (row) => row.rank }, { title: t("secid"), cell: (row) => h("strong", {}, row.secid) },
        { title: t("score"), num: true, cell: (row) => number(row.score, 2) }, { title: t("price"), num: true, cell: (row) => number(row.close, 2) },
      ], portfolio.watchlist.slice(0, 15), { caption: t("watchlist") }) : empty(t("noData"), "none")),
      panel(t("fills"), { span: 12 }, portfolio.fills.length ? table([
        { title: t("date"), cell: (row) => row.date }, { title: t("secid"), cell: (row) => h("strong", {}, row.secid) }, { title: t("side"), cell: (row) => pill(row.side === "buy" ? "info" : "warn", t(row.side)) },
        { title: t("lots"), num: true, cell: (row) => number(row.lots) }, { title: t("price"), num: true, cell: (row) => number(row.price, 2) },
        { title: t("fee"), num: true, cell: (row) => number(row.fee, 2) }, { title: t("strategy"), cell: (row) => row.strategy }, { title: t("cause"), cell: (row) => row.cause },
      ], portfolio.fills.slice(0, 30), { caption: t("fills") }) : empty(t("noFills"), "none"))));
  if (portfolio.curve.length > 1 && window.Chart) {
    const dates = portfolio.curve.map((point) => point.date);
    chart = lines(canvas, [
      { name: t("equity"), points: portfolio.curve.map((point, index) => ({ x: index, y: Number(point.equity) })) },
      { name: t("cash"), points: portfolio.curve.map((point, index) => ({ x: index, y: Number(point.cash) })) },
    ], { label: "money", x: (index) => dates[Math.round(index)]?.slice(5) ?? "", y: (value) => number(value) });
  }
}

function risk(reading, limit) {
  if (!reading) return empty(t("noData"), "none");
  const gauge = (title, value, most) => {
    if (value === null) return null;
    const share = most ? value / most : null, tone = share === null ? "" : share >= 1 ? "bad" : share >= 0.7 ? "warn" : "";
    return h("div", { class: "gauge" }, h("div", { class: "line" }, h("span", {}, title), h("span", { class: "num" }, percent(value), most ? h("span", { class: "faint" }, ` ${t("limitIs", { limit: percent(most) })}`) : "")),
      h("div", { class: "meter", role: "meter", "aria-label": title, "aria-valuemin": 0, "aria-valuemax": most ? most * 100 : 100, "aria-valuenow": (value * 100).toFixed(1) }, h("i", { class: tone, css: { width: `${Math.min(100, (share ?? value) * 100)}%` } })));
  };
  return h("div", { class: "stack" }, gauge(t("exposure"), reading.exposure, 1), gauge(t("drawdown"), reading.drawdown, limit("drawdown_halt")), gauge(t("dayLoss"), reading.day_loss, limit("daily_loss_halt")),
    gauge(t("totalLoss"), reading.total_loss, limit("liquidation_loss")), gauge(t("valueAtRisk"), reading.value_at_risk, limit("value_at_risk_halt")),
    reading.largest ? gauge(t("largest", { secid: reading.largest }), reading.largest_share, null) : null,
    reading.findings ? h("p", { class: "warn" }, reading.findings) : null);
}

function halts(list, desk) {
  const stopped = list.some((halt) => halt.cause === "person");
  const stop = desk.may("trader") && !stopped
    ? h("button", { "data-key": "halt", onclick: () => { if (confirm(t("haltAsk"))) desk.act("/api/portfolio/halt"); } }, t("halt")) : null;
  if (list.length === 0) return h("div", { class: "stack" }, empty(t("noHalts")), stop);
  return h("div", { class: "stack" }, list.map((halt) => h("p", {}, pill("bad", halt.level === "stopped" ? `${halt.cause}, ${t("haltAll")}` : halt.cause),
    ` ${[halt.who, halt.why].filter((word) => word && word !== "risk_checks").join(": ")} `, h("span", { class: "faint" }, halt.since))), stop,
    desk.may("trader") ? h("button", { class: "primary", "data-key": "resume", onclick: () => { if (confirm(t("resumeAsk"))) desk.act("/api/portfolio/resume"); } }, t("resume")) : null);
}

function positions(list) {
  if (list.length === 0) return empty(t("noPositions"), "none");
  const gain = (row) => (Number(row.mark) - Number(row.entry)) * row.lots * row.lot_size;
  const total = list.reduce((sum, row) => ({ value: sum.value + Number(row.value), gain: sum.gain + gain(row) }), { value: 0, gain: 0 });
  const money = (value) => h("span", { class: value < 0 ? "bad" : "good" }, `${value > 0 ? "+" : ""}${number(value)}`);
  return table([
    { title: t("secid"), cell: (row) => h("strong", {}, row.secid) }, { title: t("strategy"), cell: (row) => row.strategy ?? "" },
    { title: t("lots"), num: true, cell: (row) => number(row.lots) }, { title: t("entry"), num: true, cell: (row) => (row.entry ? number(row.entry, 2) : "") },
    { title: t("mark"), num: true, cell: (row) => (row.mark ? number(row.mark, 2) : "") }, { title: t("stop"), num: true, cell: (row) => (row.stop ? number(row.stop, 2) : "") },
    { title: t("take_"), num: true, cell: (row) => (row.take ? number(row.take, 2) : "") }, { title: t("value"), num: true, cell: (row) => number(row.value) },
    { title: t("profit"), num: true, cell: (row) => money(row.gain ?? gain(row)) },
  ], [...list, { secid: t("total"), lots: list.reduce((sum, row) => sum + row.lots, 0), value: total.value, gain: total.gain }], { caption: t("positions") });
}

function signals(list) {
  if (list.length === 0) return empty(t("noSignals"), "none");
  const tones = { pending: "info", filled: "good", refused: "warn", expired: "none" };
  return table([
    { title: t("secid"), cell: (row) => h("strong", {}, row.secid) }, { title: t("what"), cell: (row) => t(row.kind === "entry" ? "entry_" : "exit") },
    { title: t("strategy"), cell: (row) => row.strategy }, { title: t("lots"), num: true, cell: (row) => number(row.lots) }, { title: t("price"), num: true, cell: (row) => number(row.reference, 2) },
    { title: t("outcome"), cell: (row) => pill(tones[row.outcome] ?? "none", t(row.outcome)) }, { title: t("reason"), cell: (row) => h("span", { class: "soft" }, row.reason) },
  ], list, { caption: t("signals") });
}
