// The frame: who looks, which view, what is live.
import { change, follow, get } from "./api.js";
import { now, time, day } from "./clock.js";
import { fill, h, icon, pill, toast } from "./ui.js";
import { language, setLanguage, t } from "./words.js";
import * as nowView from "./views/now.js";
import * as dayView from "./views/day.js";
import * as calendarView from "./views/calendar.js";
import * as jobsView from "./views/jobs.js";
import * as tradingView from "./views/trading.js";
import * as auditView from "./views/audit.js";
import { signIn } from "./views/signin.js";

const views = { now: nowView, day: dayView, calendar: calendarView, jobs: jobsView, trading: tradingView, audit: auditView };
const roles = ["viewer", "operator", "trader", "admin"];
const main = document.getElementById("main");

/** What the views share. */
export const desk = {
  me: null, isLive: false, health: null, alerts: [],
  may: (role) => desk.me !== null && roles.indexOf(desk.me.role) >= roles.indexOf(role),
  /** Asks for a change, says what came of it and shows the view anew. */
  async act(path, body = null, method = "POST") {
    try {
      const answer = await change(path, body, method);
      toast(answer?.state === "queued" ? t("waits") : t("done"));
      await show();
      return answer;
    } catch (problem) {
      toast(problem.message, true);
      return null;
    }
  },
};
let shown = null, stream = null, isBusy = false, isAsked = false;

const route = () => {
  const [name, ...rest] = location.hash.replace(/^#\/?/, "").split("/");
  return { name: views[name] ? name : "now", rest };
};

function frame() {
  document.title = `${t("title")} · ${t(route().name)}`;
  document.getElementById("skip").textContent = t("skip");
  const well = desk.health === null ? null : desk.health.healthy ? pill("good", t("healthy")) : pill("bad", t("ill"));
  fill(document.getElementById("top"),
    h("a", { class: "brand", href: "#/now", "aria-label": t("title") }, h("img", { src: "/icon.svg", alt: "" }), h("span", {}, t("title"))),
    h("span", { class: "clock", id: "clock" }), well,
    desk.isLive ? pill("info", t("live")) : pill("warn", t("lost")),
    h("span", { class: "space" }),
    h("span", { class: "personal buttons" },
      desk.me ? h("span", { class: "soft who" }, `${desk.me.name} · ${t(desk.me.role)}`) : null,
      h("button", { class: "quiet", "data-key": "language", "aria-label": t("language"), lang: language() === "ru" ? "en" : "ru", onclick: () => { setLanguage(language() === "ru" ? "en" : "ru"); frame(); show(); } }, h("span", { class: "long" }, t("language")), h("span", { class: "short", "aria-hidden": "true" }, language() === "ru" ? "EN" : "RU")),
      h("button", { class: "quiet", "data-key": "theme", "aria-label": t("theme"), title: t("theme"), onclick: turnTheme }, "◐"),
      desk.me?.key === "session" ? h("button", { class: "quiet", "data-key": "out", "aria-label": t("signOut"), title: t("signOut"), onclick: signOut }, h("span", { class: "long" }, t("signOut")), h("span", { class: "short" }, icon("out"))) : null));
  const open = desk.alerts.length;
  const nav = document.getElementById("nav");
  nav.setAttribute("aria-label", t("navigation"));
  fill(nav, h("ul", {}, Object.keys(views).filter((name) => name !== "audit" || desk.may("admin")).map((name) => h("li", {},
    h("a", { href: `#/${name}`, "aria-current": route().name === name ? "page" : null, "data-key": name }, icon(name), h("span", {}, t(name)),
      name === "now" && open > 0 ? h("span", { class: "count pill bad" }, String(open)) : null)))));
  tick();
}

function tick() {
  const node = document.getElementById("clock");
  if (node && desk.me) fill(node, h("span", { class: "date" }, `${day(now())} `), `${time(now(), true)} ${t("msk")}`);
  shown?.tick?.();
}

function turnTheme() {
  const root = document.documentElement;
  const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = isDark ? "light" : "dark";
  try { localStorage.setItem("mayak.theme", root.dataset.theme); } catch { /* A private window remembers nothing. */ }
  show();
}

async function signOut() {
  await change("/api/session", null, "DELETE").catch(() => null);
  stream?.close();
  desk.me = null;
  begin();
}

/** Shows the view of the address; asked for again meanwhile, once more afterwards. */
async function show() {
  if (isBusy) { isAsked = true; return; }
  isBusy = true;
  try {
    const { name, rest } = route();
    const view = views[name];
    if (shown !== view) {
      shown?.leave?.();
      shown = view;
      main.replaceChildren();
      main.dataset.view = name;
      frame();
    }
    await view.show(main, desk, rest);
    main.dataset.ready = `${name}-${language()}`;
  } catch (problem) {
    if (problem.status === 401) { desk.me = null; begin(); } else toast(t("noAnswer", { detail: problem.message }), true);
  } finally {
    isBusy = false;
    if (isAsked) { isAsked = false; show(); }
  }
}

async function look() {
  const [health, alerts] = await Promise.all([get("/api/health"), get("/api/alerts")]);
  desk.health = health;
  desk.alerts = alerts.alerts;
  frame();
}

async function begin() {
  const link = location.hash.match(/^#sign-in=(mayak_[0-9a-f]+)$/)?.[1];
  if (link) history.replaceState(null, "", location.pathname + location.search + "#/now");
  try {
    if (link) await change("/api/session", { link });
    desk.me = await get("/api/me");
  } catch (problem) {
    frame();
    shown = null;
    signIn(main, link !== undefined);
    main.dataset.ready = "sign-in";
    return;
  }
  stream?.close();
  const refresh = () => { look().then(show).catch(() => null); };
  stream = follow({
    alert: refresh, run: () => show(), audit: () => { if (route().name === "audit") show(); }, refresh, reset: refresh,
  }, (isLive) => {
    const cameBack = isLive && !desk.isLive;
    desk.isLive = isLive;
    frame();
    if (cameBack) refresh();
  });
  await look();
  await show();
}

addEventListener("hashchange", () => { frame(); show(); main.focus({ preventScroll: true }); });
addEventListener("keydown", (event) => {
  if (event.target.closest("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
  const name = Object.keys(views)[Number(event.key) - 1];
  if (name && desk.me) location.hash = `#/${name}`;
});
setInterval(tick, 1000);
begin();
