#!/usr/bin/env python3
"""Clicks through every view of the dashboard in a headless Chromium, on a day of the sandbox with the real scheduler and bot.

Usage: dashboard.py [--pictures] ; with it the views are photographed into docs/screens/web, in both languages, light and dark, for
a desktop, a phone and a wall.
"""
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

from browser import Browser
from product import TOP, Product, binary

FOLDER = os.path.join(TOP, "docs", "screens", "web")
VIEWS = ["now", "day", "calendar", "jobs", "trading", "audit"]
FAULTS = [
    {"at": "10:02", "until": "10:40", "kind": "stuck", "target": "FO obstats"},
    {"at": "11:17", "until": "11:27", "kind": "hole", "target": "EQ tradestats"},
    {"at": "12:00", "until": "13:00", "kind": "stuck", "target": "FX tradestats"},
]
# The sandbox's minutes are seconds: what is bounded in seconds must not be why nothing is traded.
PLAN = """strategy: {name: imbalance_threshold, depth: 5, enter: 0.2, exit: 0.05, lots: 2}
instruments: {SBER: {lot: 10, price_step: 0.01}, GAZP: {lot: 10, price_step: 0.01}}
system: {book_age_seconds: 600}
datafeed: {gap_seconds: 86400, recovery_messages: 0}
monitoring: {heartbeat_enabled: false, cpu_soft_limit: 100, memory_soft_limit: 100}
notifications: {sound_enabled: false}
"""


class Desk:
    def __init__(self, start="09:55", speed=120, faults=FAULTS):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        os.environ["MAYAK_BINARY"] = binary()
        # The product passes MAYAK_ names on only where it sets them itself.
        Product.start, plain = self.started(Product.start), Product.start
        try:
            self.product = Product(start=start, language="ru", faults=faults, speed=speed)
        finally:
            Product.start = plain
        self.base = f"http://127.0.0.1:{self.port}"
        self.product.wait(self.serves, "the dashboard")

    def serves(self):
        """Whether the scheduler is there: a command before would run the job itself."""
        try:
            with urllib.request.urlopen(self.base + "/metrics", timeout=10) as reply:
                return 'heartbeat_timestamp_seconds{process="scheduler"} 0' not in reply.read().decode()
        except OSError:
            return False

    def started(self, plain):
        def start(product, arguments, settings, stdout=None):
            plan = os.path.join(product.folder, "plan.yaml")
            if settings:
                with open(plan, "w") as file:
                    file.write(PLAN)
            own = {"ENGINE_PLAN": plan, "TINVEST_BASE_URL": settings.get("MOEX_BASE_URL", ""), "TINVEST_TOKEN": "t.sandbox", "MAYAK_DASHBOARD_PORT": str(self.port), "MAYAK_DASHBOARD_FOLDER": os.path.join(TOP, "static", "dashboard"),
                   "MAYAK_METRICS_SCHEDULER_PORT": "0", "MAYAK_CALENDAR_FILE": os.path.join(TOP, "trading_calendar.json")}
            return plain(product, arguments, {**settings, **own} if settings else settings, stdout)
        return start

    def mayak(self, *arguments):
        environment = {"PATH": os.environ["PATH"], **self.product.settings, "MAYAK_DASHBOARD_PORT": str(self.port),
                       "MAYAK_CALENDAR_FILE": os.path.join(TOP, "trading_calendar.json")}
        return subprocess.run([binary(), *arguments], cwd=self.product.folder, env=environment, check=True, capture_output=True, text=True).stdout

    def link(self):
        return json.loads(self.mayak("people", "token", "1001", "--link", "--json"))["link"]

    def token(self):
        return json.loads(self.mayak("people", "token", "1001", "--json"))["token"]

    def get(self, path, token):
        request = urllib.request.Request(self.base + path, headers={"Authorization": f"Bearer {token}"})
        with urllib.request.urlopen(request, timeout=60) as reply:
            return json.load(reply)


def ready(browser, view, language):
    browser.wait(f"document.getElementById('main').dataset.ready === '{view}-{language}' && document.querySelector('main h1')", f"the view {view}")


def sign_in(desk, browser, language="en"):
    browser.open(desk.base + "/")
    browser.wait("document.getElementById('main').dataset.ready === 'sign-in'", "the question for a link")
    browser.run(f"localStorage.setItem('mayak.language', '{language}')")
    browser.open("about:blank")
    browser.open(desk.link())
    ready(browser, "now", language)
    assert "sign-in" not in browser.run("location.href"), "the link stays in the address"
    assert browser.run("document.cookie") == "", "a script can read the cookie"


def show(browser, view, language):
    browser.run(f"document.getElementById('main').dataset.ready = ''; location.hash = '#/{view}'")
    ready(browser, view.split("/")[0], language)


def switch(browser, language):
    if browser.run("document.documentElement.lang") != language:
        browser.run("document.getElementById('main').dataset.ready = ''")
        browser.click("[data-key=language]")
        browser.wait(f"(document.getElementById('main').dataset.ready || '').endsWith('-{language}')", f"the language {language}")


def names(browser, view):
    nodes = browser.call("Accessibility.getFullAXTree")["nodes"]
    wanted = {"button", "link", "textbox", "searchbox", "combobox", "meter", "navigation", "img", "image", "region"}
    found = [(n["role"]["value"], n.get("name", {}).get("value", "")) for n in nodes if not n.get("ignored")]
    nameless = [role for role, name in found if role in wanted and not name.strip()]
    assert not nameless, f"{view}: without a name: {nameless}"
    doubles = browser.run("[...document.querySelectorAll('[id]')].map(n => n.id).filter((id, i, all) => all.indexOf(id) !== i)")
    assert not doubles, f"{view}: ids twice: {doubles}"


CONTRAST = """(() => {
  const parse = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const bad = [];
  for (const node of document.querySelectorAll('body *')) {
    const text = [...node.childNodes].filter((c) => c.nodeType === 3).map((c) => c.data.trim()).join('');
    const box = node.getBoundingClientRect(), style = getComputedStyle(node);
    if (!text || !box.width || style.visibility === 'hidden' || node.disabled || node.closest('.skip, .hidden-label')) continue;
    let ground = node, colour = null;
    while (ground && !colour) { const c = parse(getComputedStyle(ground).backgroundColor); if (c.length === 3 || c[3] > 0.99) colour = c; ground = ground.parentElement; }
    const [a, b] = [light(parse(style.color)), light(colour ?? [255, 255, 255])].sort((x, y) => y - x), ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) bad.push(`${text.slice(0, 20)} ${ratio.toFixed(2)} ${node.className}`);
  }
  return [...new Set(bad)].slice(0, 8);
})()"""


def check(desk, browser):
    for language in ["en", "ru"]:
        switch(browser, language)
        for scheme in ["light", "dark"]:
            browser.run("delete document.documentElement.dataset.theme")
            browser.prefer(scheme)
            for view in VIEWS:
                show(browser, view, language)
                names(browser, view)
                low = browser.run(CONTRAST)
                assert not low, f"{view} {scheme} {language}: too little contrast: {low}"
                wide = browser.run("document.documentElement.scrollWidth > innerWidth")
                assert not wide, f"{view}: wider than the window"
            print(f"ok every view in {language}, {scheme}: names, contrast, width")
    browser.prefer("light")
    browser.resize(390, 844, 2, phone=True)
    for view in VIEWS:
        show(browser, view, "ru")
        wide = browser.run("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{view}: {wide} px wider than a phone"
    print("ok every view on a phone")
    browser.resize(1440, 900, 1)
    switch(browser, "en")
    # Keys, and an incident that is taken where it is shown.
    browser.key("4", code="Digit4")
    ready(browser, "jobs", "en")
    browser.key("1", code="Digit1")
    ready(browser, "now", "en")
    token = desk.token()
    alerts = desk.get("/api/alerts", token)["alerts"]
    assert alerts, "the day has no open incident"
    browser.run("[...document.querySelectorAll('.incident button')].find(b => b.textContent === 'Take').click()")
    browser.wait("document.querySelector('.incident.taken')", "the incident taken")
    # Only one that is confirmed can be taken; the first in order is.
    taken = [alert for alert in desk.get("/api/alerts", token)["alerts"] if alert["state"] == "acknowledged"]
    assert taken and "1001" in taken[0]["taken_by"], taken
    print("ok an incident is taken on the page")
    # Calendar: looked at, changed, taken back.
    show(browser, "calendar", "en")
    browser.click(".month .days button[data-key='2024-07-22']")
    browser.click("[data-key=look]")
    browser.click("[data-key=make]")
    browser.wait("document.querySelector(\".month .days button[data-key='2024-07-22'].closed.edited\")", "the day closed")
    browser.run("document.querySelector('[data-key^=undo-]').click()")
    browser.wait("document.querySelector(\".month .days button[data-key='2024-07-22'].normal:not(.edited)\")", "the day as it was")
    print("ok a day is closed and taken back")
    # The engine trades on the sandbox's books: what it wants is shown, and it can be halted and let go on.
    show(browser, "trading", "en")
    browser.wait("document.querySelector('#engine .scroll[aria-label=Signals] tbody tr')", "signals of the engine")
    browser.run("window.confirm = () => true")
    browser.click("#engine [data-key=engine-halt]")
    browser.wait("document.querySelector('#engine [data-key=engine-resume]')", "the engine halted")
    browser.click("#engine [data-key=engine-resume]")
    browser.wait("document.querySelector('#engine [data-key=engine-halt]') && !document.querySelector('#engine [data-key=engine-resume]')", "the engine let go on")
    print("ok the engine shows its signals, is halted and goes on")
    show(browser, "now", "en")
    weights = browser.run("performance.getEntriesByType('resource').filter(e => e.initiatorType !== 'fetch').map(e => [e.name.split('/').pop(), e.decodedBodySize])")
    paint = browser.run("performance.getEntriesByName('first-contentful-paint')[0]?.startTime")
    print(f"   first paint {paint:.0f} ms; page weight {sum(size for _, size in weights) // 1024} KB in {len(weights)} files")
    draw = browser.run("""(async () => { const { lines } = await import('/js/charts.js'); const host = document.createElement('div'); host.className = 'chart'; const canvas = document.createElement('canvas');
      host.append(canvas); document.getElementById('main').append(host); const points = Array.from({ length: 100000 }, (_, i) => ({ x: i / 5000, y: Math.abs(Math.sin(i / 900) * 30) + (i * 7919 % 13) }));
      const start = performance.now(); const chart = lines(canvas, [{ name: 'x', points }], { label: 'delay', x: String, y: String }); const spent = performance.now() - start; chart.destroy(); host.remove(); return spent; })()""")
    print(f"   100,000 points drawn in {draw:.0f} ms")
    assert not browser.errors, browser.errors


def restart(desk, browser):
    """The page goes on when the scheduler that serves it has begun anew."""
    product = desk.product
    scheduler = product.processes[1]
    scheduler.terminate()
    scheduler.wait(30)
    browser.wait("document.querySelector('.top .pill.warn')", "the word that the connection is lost")
    desk.started(Product.start)(product, ["scheduler"], product.settings)
    browser.wait("document.querySelector('.top .pill.info')", "the page live again")
    print("ok the page survives a restart of the scheduler")


def deeds(desk):
    """A morning's work, so that the audit trail has something to tell."""
    token = desk.token()

    def ask(path, body=None):
        request = urllib.request.Request(desk.base + path, json.dumps(body or {}).encode(), {"Authorization": f"Bearer {token}", "Content-Type": "application/json"})
        try:
            urllib.request.urlopen(request, timeout=60).read()
        except urllib.error.HTTPError as error:
            print(f"   {path}: {error.read().decode()}")

    firing = [alert["id"] for alert in desk.get("/api/alerts", token)["alerts"] if alert["state"] == "firing"]
    for number in firing[:1]:
        ask(f"/api/alerts/{number}/take")
    ask("/api/silences", {"market": "FX", "until": 30, "reason": "ISS is being restarted"})
    ask("/api/jobs/hi2_check/run")
    ask("/api/calendar/edits", {"dates": "2024-12-30", "market": "EQ", "kind": "short", "close": "14:00", "note": "letter of the exchange"})


def pictures(desk, browser):
    deeds(desk)
    os.makedirs(FOLDER, exist_ok=True)
    shots = [("en", "light", 1440, 900, 1, VIEWS, ""), ("ru", "dark", 1440, 900, 1, VIEWS, "-dark"), ("ru", "light", 390, 844, 2, VIEWS[:5], "-phone")]
    for language, scheme, width, height, scale, views, suffix in shots:
        browser.resize(width, height, scale, phone=width < 500)
        browser.prefer(scheme)
        switch(browser, language)
        for view in views:
            show(browser, view, language)
            browser.call("Input.dispatchMouseEvent", type="mouseMoved", x=width // 2, y=4)
            time.sleep(1)
            path = os.path.join(FOLDER, f"{view}{suffix}.{language}.png")
            browser.picture(path, colours=96)
            print(f"   {os.path.basename(path)} {os.path.getsize(path) // 1024} KB")
    browser.resize(1920, 1080, 1)
    browser.prefer("dark")
    browser.open(desk.base + "/?kiosk#/now")
    ready(browser, "now", "ru")
    time.sleep(1)
    browser.picture(os.path.join(FOLDER, "kiosk.ru.png"), colours=96)


def until(desk, moment):
    """Waits for `16 12:20`, the day of the month and the time in Moscow."""
    desk.product.wait(lambda: desk.product.get("clock")["moscow"][8:16].replace("T", " ") >= moment, moment, patience=900)


def second_day(desk):
    """An evening, so that the portfolio's jobs have something to decide on, and the next morning with its faults."""
    desk.mayak("people", "set", "1001", "admin", "--name", "Анна")
    for job in ["data_collection", "indicator_calculation", "watchlist_update"]:
        print("   " + desk.mayak("run-job", job).strip().splitlines()[-1])
    desk.product.post("clock", speed=400)
    until(desk, "16 09:24")
    desk.product.post("clock", speed=60)
    until(desk, "16 09:56")
    desk.product.post("clock", speed=120)
    for moment, kind, target in [("10:02", "stuck", "FO obstats"), ("10:40", None, "FO obstats"), ("11:17", "stuck", "EQ tradestats"), ("11:33", None, "EQ tradestats"), ("12:00", "stuck", "FX tradestats")]:
        until(desk, f"16 {moment}")
        if kind:
            desk.product.post("fault", kind=kind, target=target)
        else:
            desk.product.post("fault", end="all")
    until(desk, "16 12:24")


def main():
    photographed = "--pictures" in sys.argv
    desk = Desk(start="20:30", speed=1, faults=None) if photographed else Desk()
    browser = Browser(1440, 900)
    try:
        if photographed:
            second_day(desk)
        else:
            until(desk, "15 12:25")
        desk.product.post("clock", speed=1)
        time.sleep(2)
        sign_in(desk, browser)
        if photographed:
            pictures(desk, browser)
        else:
            check(desk, browser)
            restart(desk, browser)
    except Exception:
        desk.product.logs.flush()
        print(open(desk.product.logs.name, errors="replace").read()[-2500:], file=sys.stderr)
        print(browser.errors, file=sys.stderr)
        raise
    finally:
        browser.close()
        desk.product.stop()


main()
