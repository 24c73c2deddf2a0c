#!/usr/bin/env python3
"""Clicks a scenario through the sandbox's page in a headless Chromium, against the real bot and scheduler.

Every step waits for what must become true and for nothing else, so that a slow machine is only slow. Usage: page_test.py [step…]
"""
import json
import sys
import time

from browser import Browser, PageError
from product import Product

STEPS = []


def step(function):
    STEPS.append(function)
    return function


def newest(words):
    """A script: the newest bubble that contains the words."""
    return f"[...document.querySelectorAll('.m')].filter(m => m.textContent.includes({json.dumps(words)})).at(-1)"


def button(words, label):
    """Presses a key under the newest message with these words; returns its number."""
    script = f"[...({newest(words)})?.querySelectorAll('.keys button') || []].find(b => b.textContent === {json.dumps(label)})"
    browser.wait(f"Boolean({script})", f"the button {label}")
    number = browser.run(f"{newest(words)}.dataset.id")
    browser.run(f"{script}.focus()")
    browser.key("Enter")
    return number


@step
def opens_in_the_wanted_language_and_theme():
    browser.prefer("dark")
    browser.open(product.address + "/?lang=ru")
    browser.wait("document.querySelectorAll('#people button').length === 4", "the four people")
    assert browser.run("document.documentElement.dataset.theme") == "dark"
    assert browser.run("document.title") == "Mayak · песочница"
    browser.prefer("light")
    browser.wait("document.documentElement.dataset.theme === 'light'", "the theme of the system")
    browser.wait(f"Boolean({newest('Планировщик запущен')})", "the notice of the scheduler")


@step
def everything_has_a_name_for_a_screen_reader():
    nodes = browser.call("Accessibility.getFullAXTree")["nodes"]
    wanted = {"button", "textbox", "combobox", "switch", "radio", "radiogroup", "log", "table", "tab", "dialog", "complementary"}
    found = [(n["role"]["value"], n.get("name", {}).get("value", "")) for n in nodes if not n.get("ignored")]
    nameless = [role for role, name in found if role in wanted and not name.strip()]
    assert not nameless, f"without a name: {nameless}"
    assert {"button", "textbox", "switch", "radio", "log", "table"} <= {role for role, _ in found}
    assert browser.run("[...document.querySelectorAll('[id]')].length === new Set([...document.querySelectorAll('[id]')].map(n => n.id)).size")


@step
def is_used_with_the_keyboard_alone():
    browser.run("document.activeElement.blur()")
    stops = []
    for _ in range(9):
        browser.key("Tab")
        stops.append(browser.run("(n => n.id || n.parentElement.id || n.className)(document.activeElement)"))
        assert browser.run("getComputedStyle(document.activeElement).outlineStyle") != "none", f"{stops[-1]} does not show its focus"
    order = ["back", "messages", "people", "text", "send", "help", "lang", "theme", "speeds"]
    assert [s for s in stops if s in order] == [s for s in order if s in stops] and {"back", "text", "send"} <= set(stops), stops
    browser.run("document.activeElement.blur()")
    browser.key("/", "Slash")
    browser.wait("document.activeElement.id === 'text' && !document.getElementById('commands').hidden", "the list of commands")
    browser.type("calen")
    browser.wait("document.querySelectorAll('#commands > *').length === 1", "one command")
    browser.key("Tab")
    assert browser.run("document.getElementById('text').value") == "/calendar "
    browser.key("Enter")
    browser.wait("document.querySelector('.m.mine:last-of-type')?.textContent.includes('/calendar') ?? true")


@step
def a_menu_is_clicked_through_and_its_history_shown():
    number = button("Календарь", "⬅ Назад")
    browser.wait(f"document.querySelector('[data-id=\"{number}\"] .edits')", "the edited mark")
    button("Календарь", "[июл]")
    browser.wait(f"document.querySelectorAll('[data-id=\"{number}\"] .keys button').length > 35", "the days of the month")
    browser.click(f"[data-id='{number}'] .edits")
    browser.wait("document.getElementById('history').open && document.querySelectorAll('#versions .bubble').length >= 3", "three versions")
    browser.key("Escape")
    browser.wait("!document.getElementById('history').open")


@step
def another_person_speaks_and_is_told_no():
    browser.click("#people button:nth-child(2)")
    browser.wait("document.querySelector('#people button:nth-child(2)').getAttribute('aria-checked') === 'true'")
    number = button("Календарь", "⬅ Назад")
    told = browser.wait("document.getElementById('alert').open ? document.getElementById('alertText').textContent"
                        " : document.getElementById('toast').classList.contains('on') && document.getElementById('toast').textContent", "a refusal")
    assert told.strip()
    browser.run("document.getElementById('alert').close()")
    assert browser.run(f"document.querySelectorAll('[data-id=\"{number}\"] .keys button').length") > 35, "the menu of another stays"
    browser.click("#text")
    browser.type("/info")
    browser.key("Enter")
    # Not the newest one that says so: the answer quotes it, and may be there already.
    browser.wait("[...document.querySelectorAll('.m.mine')].some(m => m.textContent.includes('/info'))", "Boris's own message")
    browser.wait(f"Boolean({newest('1002')})", "the answer with his id")
    browser.click("#people button:nth-child(1)")
    browser.wait("[...document.querySelectorAll('.m.theirs')].some(m => m.getAttribute('aria-label').startsWith('Борис'))")


@step
def an_incident_comes_and_is_taken():
    # The feed has stood still since before the start; ten times the speed only, so that bot and scheduler keep up with the clock.
    browser.click("#speeds button[aria-label='×10']")
    browser.wait("page.clock.speed === 10")
    browser.wait(f"Boolean({newest('👀 Взять')})", "the incident")
    browser.run("document.activeElement.blur()")
    browser.key("p", "KeyP")
    browser.wait("page.clock.speed === 0", "the clock to stand still")
    # Slowly on: on a clock that stands still nothing is delivered.
    browser.click("#speeds button[aria-label='×1']")
    browser.wait("document.querySelector('[data-feed=\"FO obstats\"]').classList.contains('late')", "the late feed")
    button("👀 Взять", "👀 Взять")
    browser.wait(f"Boolean({newest('В работе: Анна')})", "who took it")


@step
def a_fault_is_switched_on_and_off():
    assert browser.run("document.querySelector('[data-switch=\"stuck FO obstats\"]').getAttribute('aria-checked')") == "true"
    for wanted in ["true", "false"]:
        browser.click("[data-switch='hole EQ tradestats']")
        browser.wait(f"document.querySelector('[data-switch=\"hole EQ tradestats\"]').getAttribute('aria-checked') === '{wanted}'")
        browser.wait(f"document.querySelector('[data-feed=\"EQ tradestats\"]').classList.contains('spoilt') === {wanted}", "the feed under a fault")
    browser.wait("document.querySelectorAll('#faultList li.on').length === 1 && document.querySelectorAll('#faultList li.over').length === 1", "both in the list")


@step
def any_fault_is_set_in_the_form_and_ended():
    browser.run("document.getElementById('kind').value = '429'; document.getElementById('kind').onchange()")
    browser.wait("document.querySelector('#fields [name=retry_after]')", "the figures of a 429")
    browser.run("document.getElementById('target').value = 'calendar'")
    browser.run("document.getElementById('for').value = '1h'")
    browser.click("#fault .accent")
    fault = browser.wait("page.faults.faults.find(f => f.kind === '429')", "the new fault")
    assert fault["target"] == "calendar" and fault["until"], fault
    browser.click("#endAll")
    browser.wait("!page.faults.faults.some(f => f.active)", "no fault at work")
    browser.wait("document.getElementById('endAll').hidden")


@step
def requests_are_listed():
    browser.wait("[...document.querySelectorAll('#requests b')].some(b => b.textContent === 'sendMessage')", "a sendMessage")
    browser.click("#requests summary")
    browser.wait("document.querySelector('#requests details[open] pre').textContent.includes('/bot…/')", "the opened request, without its token")
    browser.click("#sides button:nth-child(2)")
    browser.wait("[...document.querySelectorAll('#requests pre')].some(p => p.textContent.includes('/iss/'))", "requests to the exchange")
    browser.click("#sides button:nth-child(1)")


@step
def theme_and_language_change():
    browser.click("#theme")
    browser.wait("document.documentElement.dataset.theme === 'dark'")
    browser.click("#lang")
    browser.wait("document.documentElement.lang === 'en' && document.getElementById('subtitle').textContent === '4 members'", "English")
    assert browser.run("document.getElementById('feedTitle').textContent") == "Exchange feeds"
    browser.open(product.address + "/")
    browser.wait("page && document.documentElement.lang === 'en' && document.documentElement.dataset.theme === 'dark'", "both remembered")


@step
def other_chats_and_topics():
    browser.run("document.activeElement.blur()")
    browser.key("c", "KeyC")
    browser.wait("!document.getElementById('chats').hidden")
    browser.click("[data-chat='private:anna']")
    browser.wait("document.getElementById('chats').hidden && document.getElementById('people').hidden")
    browser.type("/info")
    browser.key("Enter")
    browser.wait(f"Boolean({newest('1001')})", "an answer in the private chat")
    browser.click("#back")
    browser.click("[data-chat='forum']")
    browser.wait("document.querySelectorAll('#topics [role=tab]').length === 4", "the tabs of a forum")
    browser.click("#topics button:nth-child(4)")
    browser.type("/info")
    browser.run("document.getElementById('text').focus()")
    browser.key("Enter")
    browser.wait("messages.some(m => m.message_thread_id === 3)", "a message in the topic")
    browser.click("#topics button:nth-child(3)")
    browser.wait("!document.querySelector('.m')", "another topic without it")
    browser.open(product.address + "/?chat=nonsense")
    browser.wait("page && chat === 'group'", "the group in place of a chat that is not there")


@step
def a_narrow_screen_has_a_drawer():
    browser.resize(390, 844, phone=True)
    browser.wait("narrow.matches && getComputedStyle(document.getElementById('panel')).visibility === 'hidden'")
    assert browser.run("document.documentElement.scrollWidth") <= 390
    browser.click("#openPanel")
    browser.wait("document.activeElement.id === 'closePanel' && document.getElementById('phone').inert", "the drawer")
    browser.key("Escape")
    browser.wait("!document.getElementById('phone').inert && document.activeElement.id === 'openPanel'", "the chat again")
    browser.resize(1300, 900)


@step
def the_clock_jumps():
    before = browser.run("page.clock.now_ms")
    browser.click("[data-jump='+5m']")
    browser.wait(f"page.clock.now_ms >= {before} + 300000", "five minutes more")
    browser.click("#jumpTo")
    browser.type("nonsense")
    browser.key("Enter")
    browser.wait("!document.getElementById('problem').hidden", "what is wrong with it")
    browser.run("document.getElementById('jumpTo').value = ''")
    browser.click("#jumpTo")
    browser.type("18:59:30")
    browser.key("Enter")
    browser.wait("page.clock.moscow.slice(11) >= '18:59:30' && document.getElementById('problem').hidden", "18:59:30")
    browser.click("[data-jump='next-session']")
    browser.wait("page.clock.moscow.slice(11, 16) === '19:05'", "the evening session")


if __name__ == "__main__":
    begun = time.monotonic()
    product = Product(start="10:25:10", speed=1, faults=[{"at": "10:05", "kind": "stuck", "target": "FO obstats"}])
    try:
        browser = Browser()
        try:
            for one in STEPS:
                name = one.__name__.replace("_", " ")
                at = time.monotonic()
                try:
                    one()
                    if browser.errors:
                        raise PageError(f"the page's scripts failed: {browser.errors}")
                except Exception:
                    print(f"✘ {name}", file=sys.stderr)
                    raise
                print(f"✔ {name} ({time.monotonic() - at:.1f} s)", flush=True)
        finally:
            browser.close()
    finally:
        product.stop()
    print(f"{len(STEPS)} steps of the page passed in {time.monotonic() - begun:.0f} s")
