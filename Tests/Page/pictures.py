#!/usr/bin/env python3
"""Makes the pictures of README: the page on a morning with an incident, and the delay plot of a rehearsed day.

Besides, the page in its other sizes, theme and language for docs/screens.
"""
import os
import subprocess
import tempfile

from browser import Browser
from product import TOP, Product, binary

FOLDER = os.path.join(TOP, "docs", "pictures")


def page():
    product = Product(start="10:18", language="ru", speed=1)
    try:
        browser = Browser(1280, 860, 1.5)
        try:
            browser.open(product.address + "/?lang=en&theme=light&chat=group&user=anna")
            browser.wait("page && messages.length > 0", "the first message")
            product.post("fault", kind="stuck", target="FO obstats")
            product.go("10:21", speed=40)
            asked = product.post("say", text="/delays")["message_id"]
            browser.wait(f"messages.some(m => m.message_id > {asked})", "the delays")
            product.go("10:26", speed=40)
            incident = browser.wait("messages.find(m => (m.text || '').includes('🔴 FO'))?.message_id", "the incident")
            product.post("press", message_id=incident, button="👀 Взять")
            browser.wait(f"messages.find(m => m.message_id === {incident}).text.includes('Анна')", "who took it")
            browser.wait("page.queue === 0 && !document.querySelector('#toast.on')", "a quiet moment")
            # The same time in every picture.
            product.post("clock", speed=0)
            product.post("clock", jump="10:27:00")
            browser.wait("page.clock.moscow.endsWith('10:27:00')")
            browser.run("toEnd()")
            browser.picture(os.path.join(FOLDER, "sandbox.png"))
            faces(browser)
        finally:
            browser.close()
    finally:
        product.stop()


def faces(browser):
    """The page in its other dresses, for docs/screens: what a reader of the style sheets wants to see at a glance."""
    def take(name, width, height, scale=1, phone=False):
        browser.resize(width, height, scale, phone)
        browser.wait(f"innerWidth === {width} && narrow.matches === ({width} <= 860)")
        browser.run("toEnd()")
        browser.picture(os.path.join(TOP, "docs", "screens", name + ".png"))

    take("page-light", 1280, 860)
    browser.run("setTheme('dark'); setLanguage('ru')")
    take("page-dark", 1280, 860)
    take("page-wide", 1720, 1000)
    take("page-phone", 390, 844, 2, phone=True)
    browser.run("toggleChats(true)")
    take("page-chats", 390, 844, 2, phone=True)
    browser.run("toggleChats(false); drawer(true)")
    browser.wait("getComputedStyle(document.getElementById('panel')).transform === 'none'", "the open drawer")
    take("page-drawer", 390, 844, 2, phone=True)
    browser.run("drawer(false); document.getElementById('keyList').showModal()")
    take("page-keys", 390, 844, 2, phone=True)


def plot():
    script = os.path.join(TOP, "docs", "rehearsals", "bad-day.json")
    with tempfile.TemporaryDirectory(prefix="mayak-plot-") as folder:
        subprocess.run([binary(), "rehearse", "--faults", script, "--keep", folder, "--json"], cwd=TOP, check=True, stdout=subprocess.DEVNULL)
        subprocess.run([binary(), "plot", "FO", "obstats", "2024-07-15", "--language", "en", "--out", os.path.join(FOLDER, "delay-plot.png")],
                       cwd=folder, check=True, env={**os.environ, "MAYAK_STORE": os.path.join(folder, "mayak.db")})


if __name__ == "__main__":
    page()
    plot()
