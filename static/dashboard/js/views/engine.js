// The trading engine: what it does, holds and wants, and a trader's hands on it.
import { time } from "../clock.js";
import { empty, h, panel, pill, table } from "../ui.js";
import { number, plain, span, t } from "../words.js";

const tones = { running: "good", resting: "info", starting: "info", stopped: "none", failed: "bad", silent: "bad" };
const money = (text) => h("span", { class: Number(text) < 0 ? "bad" : "good" }, `${Number(text) > 0 ? "+" : ""}${number(Number(text), 2)}`);
const price = (text) => (text === null ? "" : plain(text));

/** Its panel; of one that was configured. */
export function enginePanel(engine, desk) {
  return panel(t("engine"), { span: 12, id: "engine", side: pill(tones[engine.state] ?? "none", t(`engine_${engine.state}`)) },
    h("div", { class: "grid" },
      h("div", { class: "span4 stack" }, standing(engine), halts(engine, desk)),
      h("div", { class: "span8 stack" }, positions(engine.positions), orders(engine.orders)),
      h("div", { class: "span12 stack" }, h("h3", {}, t("signals")), totals(engine.signals), signals(engine.signals.latest))));
}

function standing(engine) {
  const line = (title, value) => h("p", {}, h("span", { class: "soft" }, `${title}: `), value);
  return h("div", { class: "stack" },
    line(t("strategy"), `${engine.strategy} · ${engine.account ? t("onAccount", { account: engine.account }) : t("onPaper")}`),
    line(t("instruments"), engine.instruments.join(" ")), line(t("today"), money(engine.day_gain)), line(t("total"), money(engine.total_gain)),
    line(t("closedToday"), `${number(engine.closed_today)} · ${t("atLoss", { count: number(engine.lost_today) })}`),
    engine.detail ? h("p", { class: "warn" }, engine.detail) : null,
    engine.reserve_channel ? h("p", {}, pill("warn", t("onReserve", { channel: engine.reserve_channel }))) : null,
    engine.clock_ahead_seconds === null ? null : h("p", {}, pill("warn", t(engine.clock_ahead_seconds > 0 ? "clockAhead" : "clockBehind", { span: span(Math.abs(engine.clock_ahead_seconds)) }))),
    engine.wide_spreads.map((spread) => h("p", {}, pill("warn", t("wideSpread", { secid: spread.instrument, bps: number(spread.bps, 0) })))));
}

function halts(engine, desk) {
  const act = (key, title, question, path, body = null, tone = "") =>
    h("button", { class: tone, "data-key": `engine-${key}`, onclick: () => { if (confirm(question)) desk.act(path, body); } }, title);
  return h("div", { class: "stack" },
    engine.halts.length === 0 ? empty(t("noHalts")) : engine.halts.map((halt) =>
      h("p", {}, pill("bad", halt.level === "stopped" ? `${halt.cause}, ${t("haltAll")}` : halt.cause), ` ${[halt.who, halt.why].filter(Boolean).join(": ")} `, h("span", { class: "faint" }, time(halt.since)))),
    desk.may("trader") ? h("div", { class: "buttons" },
      engine.halts.some((halt) => halt.cause === "person") ? null : act("halt", t("engineHalt"), t("engineHaltAsk"), "/api/engine/halt"),
      engine.halts.length > 0 ? act("resume", t("engineResume"), t("resumeAsk"), "/api/engine/resume", null, "primary") : null,
      engine.positions.length > 0 || engine.orders.length > 0 ? act("flatten", t("engineFlatten"), t("engineFlattenAsk"), "/api/engine/flatten") : null) : null);
}

function positions(list) {
  if (list.length === 0) return empty(t("noPositions"), "none");
  return table([
    { title: t("secid"), cell: (row) => h("strong", {}, row.instrument) }, { title: t("side"), cell: (row) => pill(row.side === "buy" ? "info" : "warn", t(row.side === "buy" ? "long" : "short")) },
    { title: t("lots"), num: true, cell: (row) => plain(row.lots) }, { title: t("entry"), num: true, cell: (row) => price(row.entry) },
    { title: t("mark"), num: true, cell: (row) => price(row.mark) }, { title: t("stop"), num: true, cell: (row) => price(row.stop) },
    { title: t("profit"), num: true, cell: (row) => money(row.gain) }, { title: t("when"), cell: (row) => time(row.opened_at) },
  ], list, { caption: t("positions"), key: (row) => `trip-${row.number}` });
}

function orders(list) {
  if (list.length === 0) return empty(t("noOrders"), "none");
  return table([
    { title: t("order"), cell: (row) => h("strong", {}, row.instrument) }, { title: t("side"), cell: (row) => pill(row.side === "buy" ? "info" : "warn", t(row.side)) },
    { title: t("lots"), num: true, cell: (row) => plain(row.lots) }, { title: t("filled"), num: true, cell: (row) => plain(row.filled) },
    { title: t("price"), num: true, cell: (row) => price(row.price) || t("atMarket") }, { title: t("when"), cell: (row) => time(row.sent_at, true) },
  ], list, { caption: t("orders"), key: (row) => `order-${row.id}` });
}

function totals(signals) {
  const confidence = signals.mean_confidence === null ? "" : ` · ${t("confidence")} ${number(signals.mean_confidence, 2)}`;
  return h("p", { class: "soft" }, `${t("signalTotals", { count: number(signals.today), long: number(signals.long), short: number(signals.short) })}${confidence}`);
}

function signals(list) {
  if (list.length === 0) return empty(t("noSignals"), "none");
  const isSure = list.some((row) => row.confidence !== null);
  const direction = { 1: ["info", "long"], 0: ["none", "flat"], "-1": ["warn", "short"] };
  return table([
    { title: t("when"), cell: (row) => time(row.timestamp, true) }, { title: t("secid"), cell: (row) => h("strong", {}, row.figi) },
    { title: t("what"), cell: (row) => { const [tone, word] = direction[row.direction]; return pill(tone, t(word)); } },
    { title: t("lots"), num: true, cell: (row) => plain(row.lots) }, ...(isSure ? [{ title: t("confidence"), num: true, cell: (row) => (row.confidence === null ? "" : number(row.confidence, 2)) }] : []),
    { title: t("price"), num: true, cell: (row) => price(row.price) }, { title: t("strategy"), cell: (row) => row.strategy },
  ], list, { caption: t("signals") });
}
