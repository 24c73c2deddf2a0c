// What goes on now: sessions, feeds, incidents, next jobs, processes.
import { get } from "../api.js";
import { hour, hourOf, now, time } from "../clock.js";
import { empty, fill, h, panel, pill } from "../ui.js";
import { number, span, t, titled } from "../words.js";

const first = 6, last = 24;
let state = null;

export async function show(main, desk) {
  const [feeds, sessions, jobs] = await Promise.all([get("/api/feeds"), get("/api/sessions"), get("/api/jobs")]);
  state = { feeds, sessions };
  fill(main,
    h("div", { class: "heading" }, h("h1", {}, t("now"))),
    h("div", { class: "grid" },
      panel(t("sessions"), { span: 12 }, clockLines(sessions)),
      ["EQ", "FX", "FO"].map((market) => panel(`${t("feeds")} ${market}`, { span: 4, side: marketState(feeds, market) },
        feeds.feeds.filter((feed) => feed.market === market).map((feed) => feedRow(feed, sessions, feeds.date)))),
      panel(t("incidents"), { span: 7 }, desk.alerts.length === 0 ? empty(t("noIncidents"))
        : h("div", { class: "stack" }, inOrder(desk.alerts).map((alert) => incident(alert, desk)))),
      h("div", { class: "span5 stack" },
        panel(t("nextJobs"), {}, nextJobs(jobs.jobs)),
        panel(t("processes"), {}, processes(desk.health)))));
  tick();
}

export function tick() {
  for (const node of document.querySelectorAll("[data-now]")) {
    const place = (hour(now(), node.dataset.now) - first) / (last - first);
    node.hidden = place < 0 || place > 1;
    node.style.setProperty("left", `${place * 100}%`);
  }
  for (const node of document.querySelectorAll("[data-since]")) node.textContent = span((now() - Date.parse(node.dataset.since)) / 1000);
}

function clockLines({ date, markets }) {
  const left = (instant) => `${((hour(instant, date) - first) / (last - first)) * 100}%`;
  const wide = (from, to) => `${((hour(to, date) - hour(from, date)) / (last - first)) * 100}%`;
  return h("div", { class: "sessions" },
    h("div", { class: "scale", "aria-hidden": "true" }, [7, 10, 13, 16, 19, 22].map((hours) =>
      h("span", { css: { left: `${((hours - first) / (last - first)) * 100}%` } }, `${hours}:00`))),
    markets.map((market) => {
      const word = market.now ? pill("good", `${t(market.now.name)} ${t("until", { time: time(market.now.close) })}`)
        : market.next ? pill("none", `${t("opensAt", { time: time(market.next.open) })}${sameDay(market.next.open, date) ? "" : ` ${market.next.open.slice(5, 10)}`}`)
          : pill("none", t("noSessions"));
      return h("div", { class: "session" }, h("strong", {}, market.market),
        h("div", { class: "track", role: "img", "aria-label": `${market.market}: ${market.sessions.map((s) => `${t(s.name)} ${time(s.open)}–${time(s.close)}`).join(", ") || t("closedToday")}` },
          market.sessions.map((s) => h("span", { class: market.now?.open === s.open ? "block current" : "block", css: { left: left(s.open), width: wide(s.open, s.close) } }, t(s.name), h("span", {}, ` ${time(s.open)}–${time(s.close)}`))),
          h("span", { class: "now", dataset: { now: date } })),
        h("span", { class: "word" }, word));
    }));
}

const sameDay = (instant, date) => { const hours = hour(instant, date); return hours >= 0 && hours < 24; };

function judge(feed) {
  if (!feed.last) return "none";
  if (feed.age > feed.limit + 300) return "bad";
  if (feed.missing.length > 0) return "bad";
  return feed.late > 0 ? "warn" : "good";
}

function marketState({ feeds }, market) {
  const own = feeds.filter((feed) => feed.market === market);
  const stale = own.filter((feed) => judge(feed) === "bad").length;
  return own.every((feed) => !feed.last) ? pill("none", t("noSlots")) : stale ? pill("bad", String(stale)) : pill("good", "OK");
}

function feedRow(feed, sessions, date) {
  const kind = judge(feed);
  const word = !feed.last ? t("noSlots") : feed.missing.length ? t("missingCount", { count: number(feed.missing.length) })
    : feed.age > feed.limit + 300 ? t("stale") : feed.late ? t("lateCount", { count: number(feed.late) }) : t("complete");
  return h("div", { class: "feed" },
    h("a", { class: "name", href: `#/day/${date}/${feed.market}/${feed.endpoint}` }, feed.endpoint),
    h("span", { class: "age", title: t("delay") }, feed.last ? `${number(feed.last.delay)} ${t("seconds")}` : "—"),
    spark(feed), h("span", {}, pill(kind, word)));
}

/** Delays of the last two hours of slots, with the limit; gaps are marked below. */
function spark(feed) {
  const width = 120, height = 30, points = (feed.points ?? []).slice(-24);
  if (points.length < 2) return h("svg", { class: "spark", viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
  const from = hourOf(points[0][0]), to = Math.max(hourOf(points.at(-1)[0]), from + 1 / 12);
  const top = Math.max(30, ...points.map((point) => point[1])) * 1.1;
  const x = (label) => ((hourOf(label) - from) / (to - from)) * width, y = (value) => height - 3 - (Math.min(value, top) / top) * (height - 6);
  const line = points.map((point) => `${x(point[0]).toFixed(1)},${y(point[1]).toFixed(1)}`).join(" ");
  const node = h("svg", { class: "spark", viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none", role: "img",
    "aria-label": `${feed.market} ${feed.endpoint}: ${t("delay")} ${points.map((point) => number(point[1])).slice(-6).join(", ")}` });
  node.append(h("svg:polygon", { class: "area", points: `${x(points[0][0])},${height} ${line} ${width},${height}` }), h("svg:polyline", { class: "curve", points: line }));
  if (feed.limit < top) node.append(h("svg:line", { class: "limit", x1: 0, x2: width, y1: y(feed.limit), y2: y(feed.limit) }));
  for (const label of feed.missing) if (hourOf(label) >= from && hourOf(label) <= to) node.append(h("svg:rect", { class: "gap", x: x(label) - 1.5, y: height - 5, width: 3, height: 5 }));
  return node;
}

/** Delays are in seconds; everything else is counted. */
const amount = (alert, value) => (alert.figure === "span" ? span(value) : number(value));

const stages = ["firing", "acknowledged", "recovering", "pending"], severities = ["critical", "warning", "info"];

/** What needs somebody comes first. */
function inOrder(alerts) {
  const rank = (alert) => stages.indexOf(alert.state) * 10 + severities.indexOf(alert.severity);
  return [...alerts].sort((a, b) => rank(a) - rank(b) || a.id - b.id);
}

/** ` · 12:10, 12:15…`: the first few of what an incident is about. */
const listed = (texts) => texts.length ? ` · ${texts.slice(0, 8).join(", ")}${texts.length > 8 ? "…" : ""}` : "";

function incident(alert, desk) {
  const isTaken = alert.state === "acknowledged", isPending = alert.state === "pending", path = `/api/alerts/${alert.id}`, may = desk.may("operator");
  const kind = alert.severity === "critical" ? "bad" : alert.severity === "warning" ? "warn" : "info";
  const act = (label, verb, body = null) => h("button", { "data-key": `${alert.id}-${verb}-${label}`, onclick: (event) => { event.target.disabled = true; desk.act(`${path}/${verb}`, body); } }, label);
  const isMuted = alert.silenced_until && Date.parse(alert.silenced_until) > now();
  return h("article", { class: `incident ${isPending ? "pending" : alert.severity} ${isTaken ? "taken" : ""}`, "aria-label": `#A${alert.id}` },
    h("div", { class: "title" }, h("strong", {}, `${alert.market ?? ""} ${alert.endpoint ?? ""} · ${titled(alert.title)}`), pill(isTaken ? "good" : isPending ? "none" : kind, t(isPending ? "unconfirmed" : alert.state)),
      h("span", { class: "faint" }, `#A${alert.id} · ${t("since", { time: time(alert.fired_at ?? alert.opened_at) })} · `, h("time", { dataset: { since: alert.fired_at ?? alert.opened_at } }))),
    h("p", { class: "soft" }, // Where a limit of 0 says nothing, the count alone is told, and nothing of a check that has no number.
      alert.figure === "absence" ? t("notPresent") : alert.limit === 0 ? amount(alert, alert.value) : t("valueOfLimit", { value: amount(alert, alert.value), limit: amount(alert, alert.limit) }),
      listed(alert.missing), listed(alert.days),
      alert.taken_by ? ` · ${t("takenBy", { who: alert.taken_by })}` : "", isMuted ? ` · ${t("mutedUntil", { time: time(alert.silenced_until) })}` : ""),
    may ? h("div", { class: "buttons" }, isPending ? act(t("recheck"), "recheck") : [isTaken ? act(t("release"), "release") : act(t("take"), "take"),
      isMuted ? null : [act(t("silence30"), "silence", { until: 30 }), act(t("silenceSession"), "silence", { until: "session_end" })],
      act(t("recheck"), "recheck"), act(t("resolve"), "resolve")]) : null);
}

function nextJobs(jobs) {
  const next = jobs.filter((job) => job.next_run && !job.paused).sort((a, b) => (a.next_run < b.next_run ? -1 : 1)).slice(0, 7);
  if (next.length === 0) return empty(t("noJobs"), "none");
  return h("dl", { class: "facts" }, next.map((job) => [h("dt", {}, h("a", { href: `#/jobs/${encodeURIComponent(job.id)}` }, job.id)), h("dd", {}, h("time", {}, time(job.next_run, true)))]));
}

function processes(health) {
  if (!health) return null;
  return h("div", { class: "stack" },
    health.complaints.length ? h("ul", {}, health.complaints.map((complaint) => h("li", { class: complaint.stops_work ? "bad" : "warn" }, complaint.text))) : null,
    h("dl", { class: "facts" },
      health.heartbeats.map((beat) => [h("dt", {}, t(beat.process)), h("dd", {}, beat.state === "stopped" ? t("stopped") : h("time", { dataset: { since: beat.at } }))]),
      h("dt", {}, t("outbox")), h("dd", {}, `${t("queued")} ${number(health.outbox.queued)} · ${t("dead")} ${number(health.outbox.dead)}`)));
}
