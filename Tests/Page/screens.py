#!/usr/bin/env python3
"""Photographs every screen of the bot at the width of a phone into docs/screens, from the real bot on the sandbox's page.

Usage: screens.py [ru|en]… ; without a language both.
"""
import hashlib
import json
import os
import sys
import time

from browser import Browser
from product import TOP, Product

FOLDER = os.path.join(TOP, "docs", "screens")
WIDTH = 390
# One plain colour behind the bubbles: a gradient would triple the files.
PLAIN = ":root{--wall:#cbdce0}.answer,#newest{display:none!important}*{animation:none!important}"


class Camera:
    """Says something, waits until the bot has nothing more to say to it, and photographs what it said."""

    def __init__(self, product, browser, language):
        self.product, self.browser, self.language, self.taken = product, browser, language, []
        self.open("group")
        browser.wait("page && messages.length > 0", "the first message")

    def open(self, chat):
        self.browser.resize(WIDTH, 900, 2, phone=True)
        self.browser.open(f"{self.product.address}/?lang={self.language}&theme=light&chat={chat}&user=anna")
        self.browser.run(f"document.head.append(el('style', {{}}, {PLAIN!r}))")
        self.browser.wait("Boolean(page)", f"the chat {chat}")

    def settle(self):
        """Until nothing changes for a while: some answers come first as a promise and are edited then."""
        last, since = None, time.monotonic()
        while time.monotonic() - since < 1.5:
            now = self.browser.run("JSON.stringify([page.telegram.revision, page.queue, document.querySelectorAll('[aria-busy]').length])")
            if now != last:
                last, since = now, time.monotonic()
            time.sleep(0.1)

    def say(self, name, text, chat="group"):
        number = self.product.post("say", chat=chat, user="anna", text=text)["message_id"]
        self.browser.wait(f"messages.some(m => m.message_id > {number})", f"an answer to {text}")
        self.settle()
        if name:
            self.shoot(name, number + 1)

    def press(self, name, message, *labels):
        """Presses the first of these buttons that is there; returns False when none is."""
        keyboard = self.browser.run(f"messages.find(m => m.message_id === {message})?.reply_markup?.inline_keyboard.flat().map(k => k.text) ?? []")
        label = next((text for text in labels if text in keyboard), None)
        if label is None:
            print(f"   no button {labels} among {keyboard}", file=sys.stderr)
            return False
        # That message, or another one: an edit of an incident meanwhile is no answer.
        shown = f"JSON.stringify([messages.filter(m => m.message_id === {message}).map(m => [m.text, m.reply_markup]), messages.length])"
        before = self.browser.run(shown)
        self.product.post("press", chat="group", user="anna", message_id=message, button=label)
        # After many messages the bot waits for Telegram's limit of a group before it edits.
        self.browser.wait(f"{shown} !== {json.dumps(before)}", f"what {label} does")
        self.settle()
        if name:
            self.shoot(name, message, message)
        return True

    def newest(self, *words):
        """The number of the newest message of the bot with one of these words."""
        return self.browser.wait(f"messages.filter(m => {list(words)!r}.some(w => (m.text || m.caption || '').includes(w))).at(-1)?.message_id", f"a message with {words}")

    def shoot(self, name, first, last=1 << 40):
        """All messages of the bot from one number to another, in one picture."""
        # Only what is photographed: a window as high as the whole day takes the browser half a minute to paint.
        self.browser.run(f"""document.querySelectorAll('.m').forEach(m => {{
            m.style.display = +m.dataset.id >= {first} && +m.dataset.id <= {last} ? '' : 'none'; }})""")
        # The list scrolls inside the page: make the window as high as all of it.
        height = self.browser.run("document.getElementById('messages').scrollHeight") + 400
        self.browser.resize(WIDTH, min(height, 12000), 2, phone=True)
        box = self.browser.wait(f"""(() => {{ const boxes = [...document.querySelectorAll('.m.theirs')].filter(m => +m.dataset.id >= {first} && +m.dataset.id <= {last})
            .map(m => m.getBoundingClientRect()); if (!boxes.length || [...document.images].some(i => !i.complete)) return null;
            const top = Math.min(...boxes.map(b => b.top)) - 6, bottom = Math.max(...boxes.map(b => b.bottom)) + 6; return {{x: 0, y: top, width: {WIDTH}, height: bottom - top}}; }})()""",
                                f"the bubbles of {name}")
        path = os.path.join(FOLDER, f"{name}.{self.language}.png")
        self.browser.picture(path, box, colours=64)
        self.taken.append(name)
        print(f"{os.path.relpath(path, TOP)}: {os.path.getsize(path) // 1024} KB", flush=True)


def calendar(camera):
    camera.say("calendar-1-month", "/calendar")
    menu = camera.newest("Календарь: ", "Calendar: ")
    camera.press("calendar-2-months", menu, "⬅ Назад", "⬅ Back")
    # The menu opens at this month, so another one shows how a month is chosen.
    camera.press("calendar-3-days", menu, "авг", "Aug")
    camera.press("calendar-4-day", menu, "31·", "30·")
    camera.press("calendar-5-status", menu, "EQ")
    camera.press("calendar-6-confirm", menu, "торгов нет", "closed")
    camera.press("calendar-7-result", menu, "✅ Изменить", "✅ Change")
    camera.press("calendar-8-undone", menu, "↩ Отменить", "↩ Undo")


def pause(camera):
    camera.say("pause-1-question", "/pause EQ1 vendor at work")
    question = camera.newest("Поставить EQ1", "Pause EQ1")
    camera.press("pause-2-paused", question, "✅ Да", "✅ Yes")
    camera.say("pause-3-list", "/pause")
    camera.press("pause-4-goes-on", camera.newest("vendor at work"), "▶ EQ1")


def halt(camera):
    camera.say("halt-1-question", "/halt no link")
    question = camera.newest("Остановить торговлю?", "Halt trading?")
    camera.press("halt-2-halted", question, "✅ Да", "✅ Yes")
    camera.say("halt-3-already", "/halt")
    camera.say("halt-4-resume", "/resume")
    question = camera.newest("Снять остановку", "Let trading go on?")
    camera.press("halt-5-resumed", question, "✅ Да", "✅ Yes")


def web(camera):
    """The link goes to the private chat, which has to be open before; the last, for the page stays there."""
    camera.open("private:anna")
    camera.say(None, "/start", chat="private:anna")
    camera.say("web-link", "/web", chat="private:anna")


def screens(language):
    product = Product(start="10:18", language=language, speed=1)
    try:
        browser = Browser(WIDTH, 900, 2)
        try:
            camera = Camera(product, browser, language)
            product.post("fault", kind="stuck", target="FO obstats")
            product.go("10:27", speed=40)
            incident = camera.newest("🔴 FO")
            camera.shoot("incident-1-new", incident, incident)
            camera.press("incident-2-taken", incident, "👀 Взять", "👀 Take")
            camera.press(None, incident, "ℹ️ Подробно", "ℹ️ Details")
            camera.shoot("incident-3-details", incident + 1)
            camera.press("incident-4-silenced", incident, "🔕 30 мин", "🔕 30 min")
            for command in browser.run("page.commands.map(c => c.command)"):
                if command != "calendar":
                    camera.say("command-" + command, "/" + command)
            for name, text in [("plot-picture", "/plot fo obstats"), ("run-result", "/run EQ1"), ("audit", "/audit"), ("unknown", "/staus@mayak_sandbox_bot")]:
                camera.say("command-" + name, text)
            calendar(camera)
            product.post("fault", end="all")
            # More than three alerts of one market: a digest in place of them.
            product.post("fault", kind="stuck", target="EQ")
            # The column is seen at the tick at which the silence is long enough.
            product.go("10:32", speed=60)
            product.post("fault", kind="extra-column", target="EQ", column="vol_x")
            product.go("10:47", speed=60)
            camera.settle()
            camera.shoot("incident-5-resolved", incident, incident)
            table = browser.run("messages.filter(m => m.entities?.some(e => e.type === 'pre') && !m.reply_to_message).at(-1)?.message_id")
            if table:
                camera.shoot("digest", table, table)
            product.post("fault", end="all")
            pause(camera)
            halt(camera)
            web(camera)
        finally:
            browser.close()
    finally:
        product.stop()
    return camera.taken


def distinct(language):
    """Two screens that are one picture are a step that was not taken."""
    seen = {}
    for file in sorted(os.listdir(FOLDER)):
        if file.endswith(f".{language}.png"):
            with open(os.path.join(FOLDER, file), "rb") as picture:
                seen.setdefault(hashlib.sha256(picture.read()).hexdigest(), []).append(file)
    copies = [files for files in seen.values() if len(files) > 1]
    if copies:
        sys.exit(f"screens.py: the same picture: {copies}")


def index():
    """README.md of the folder: every screen in both languages, side by side."""
    names = sorted({file.split(".")[0] for file in os.listdir(FOLDER) if file.endswith((".ru.png", ".en.png"))})
    lines = ["# Screens", "", "Every screen of the bot at the width of a phone, made by `make screens` from the real bot on the sandbox's page; the page itself",
             "(`page-*.png`) by `make pictures`. Made anew when texts change; nothing is drawn by hand.", ""]
    for name in names:
        lines += [f"## {name.replace('-', ' ')}", ""]
        lines += [" ".join(f'<img src="{name}.{language}.png" width="360" alt="{name}, {language}">' for language in ["ru", "en"]
                           if os.path.exists(os.path.join(FOLDER, f"{name}.{language}.png"))), ""]
    with open(os.path.join(FOLDER, "README.md"), "w") as file:
        file.write("\n".join(lines))


if __name__ == "__main__":
    os.makedirs(FOLDER, exist_ok=True)
    for one in sys.argv[1:] or ["ru", "en"]:
        screens(one)
        distinct(one)
    index()
