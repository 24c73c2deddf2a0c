// The scheduler's jobs: the day's runs on a time line, each job's plan and past.
import { get } from "../api.js";
import { day, hour, now, time } from "../clock.js";
import { empty, fill, h, panel, pill, table } from "../ui.js";
import { span, t } from "../words.js";

const tone = { succeeded: "good", running: "info", failed: "bad", timed_out: "bad", interrupted: "bad", missed: "warn", skipped_overlap: "warn", skipped_calendar: "none", skipped_paused: "none", coalesced: "none" };

export async function show(main, desk, [id]) {
  const date = day(now()), chosen = id ? decodeURIComponent(id) : null;
  const [{ jobs }, { runs }, past] = await Promise.all([get("/api/jobs"), get(`/api/runs?date=${date}`), chosen ? get(`/api/jobs/${encodeURIComponent(chosen)}/runs?limit=50`).catch(() => null) : null]);
  // Those that have run today; the plan of all is below.
  const lanes = jobs.map((job) => [job, runs.filter((run) => run.job === job.id)]).filter(([, own]) => own.length > 0);
  fill(main,
    h("div", { class: "heading" }, h("h1", {}, t("jobs"))),
    h("div", { class: "grid" },
      panel(t("runs"), { span: 12, side: h("div", { class: "legend" }, ["succeeded", "failed", "missed", "skipped_calendar"].map((name) => pill(tone[name], t(name)))) },
        lanes.length ? timeline(lanes, date) : empty(t("noRuns"), "none")),
      panel(t("jobs"), { span: chosen ? 7 : 12 }, table([
        { title: t("job"), cell: (job) => h("a", { href: `#/jobs/${encodeURIComponent(job.id)}`, "aria-current": job.id === chosen ? "true" : null }, job.id) },
        { title: t("trigger"), cell: (job) => h("span", { class: "soft" }, job.trigger) },
        { title: t("nextRun"), num: true, cell: (job) => (job.paused ? pill("warn", t("paused")) : job.next_run ? `${day(job.next_run) === date ? "" : `${day(job.next_run).slice(5)} `}${time(job.next_run, true)}` : "—") },
        { title: t("lastRun"), cell: (job) => (job.last_run ? h("span", { title: job.last_run.detail }, pill(tone[job.last_run.outcome], t(job.last_run.outcome)), ` ${time(job.last_run.nominal)}`) : "—") },
        ...(desk.may("operator") ? [{ title: "", num: true, cell: (job) => h("button", { "data-key": `run-${job.id}`, onclick: () => { if (!job.asks_first || confirm(t("runAsk", { job: job.id }))) desk.act(`/api/jobs/${encodeURIComponent(job.id)}/run`); } }, t("run")) }] : []),
      ], jobs, { caption: t("jobs"), key: (job) => job.id })),
      chosen ? panel(`${t("explain")}: ${chosen}`, { span: 5, side: h("a", { href: "#/jobs" }, "✕") }, past?.runs.length ? table([
        { title: t("nominal"), cell: (run) => `${day(run.nominal).slice(5)} ${time(run.nominal)}` },
        { title: t("outcome"), cell: (run) => pill(tone[run.outcome], t(run.outcome)) },
        { title: t("took"), num: true, cell: (run) => (run.finished_at ? span((Date.parse(run.finished_at) - Date.parse(run.claimed_at)) / 1000) : "—") },
        { title: t("detail"), cell: (run) => run.detail },
      ], past.runs, { caption: chosen }) : empty(t("noData"), "none")) : null));
  tick();
}

function timeline(lanes, date) {
  const left = (hours) => `${(hours / 24) * 100}%`;
  return h("div", { class: "timeline" },
    h("div", { class: "lane hours", "aria-hidden": "true" }, h("span"), h("div", { class: "bar" }, [0, 3, 6, 9, 12, 15, 18, 21].map((value) => h("span", { css: { left: left(value) } }, `${String(value).padStart(2, "0")}:00`)))),
    lanes.map(([job, runs]) => h("div", { class: "lane" }, h("a", { class: "name", href: `#/jobs/${encodeURIComponent(job.id)}` }, job.id),
      h("div", { class: "bar", role: "img", "aria-label": `${job.id}: ${summary(runs)}` },
        runs.map((run) => h("i", {
          class: { good: "", bad: "bad", warn: "warn", info: "info", none: "none" }[tone[run.outcome]],
          title: `${time(run.nominal, true)} ${t(run.outcome)} ${run.detail}`,
          css: { left: left(hour(run.nominal, date)), width: run.finished_at ? left(Math.max(0, hour(run.finished_at, date) - hour(run.claimed_at, date))) : "3px" },
        })),
        h("span", { class: "now", dataset: { lane: date } })))));
}

function summary(runs) {
  const counts = {};
  for (const run of runs) counts[run.outcome] = (counts[run.outcome] ?? 0) + 1;
  return Object.entries(counts).map(([name, count]) => `${t(name)} ${count}`).join(", ") || "—";
}

export function tick() {
  for (const node of document.querySelectorAll("[data-lane]")) node.style.setProperty("left", `${(hour(now(), node.dataset.lane) / 24) * 100}%`);
}
