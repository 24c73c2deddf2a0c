"""Limits, migration, refusals, broken networks, two pollers, a revoked token."""
import urllib.error
import urllib.request

import sandbox
from play import ANNA, BOT, refused, rest
from sandbox import GROUP
from steps import check

PAVEL = 1999

def flood(client):
    sandbox.fault("429", "telegram:sendMessage", retry_after=1, times=1)
    check("429 tells how long to wait", client.fails(lambda: client.send(GROUP, "мимо")), ("retry", 1))
    sandbox.fault("429", "telegram:sendMessage", retry_after=1, times=1)
    before = len(sandbox.recorded("sendMessage"))
    client.retrying(GROUP, "со второго раза")
    statuses = [r["status"] for r in sandbox.recorded("sendMessage")[before:]]
    check("the library waits and repeats", statuses, [429, 200])
    sandbox.post("clock", speed=0)
    rest()
    sent = 0
    while sent < 30 and (failure := client.fails(lambda: client.send(GROUP, "поток")))[0] == "no failure":
        sent += 1
    check("the burst of one chat", (sent, failure), (5, ("retry", 1)))
    sandbox.post("clock", speed=1)

def migration(client):
    old = sandbox.post("chat", name="old", kind="group", title="Старая группа", members=["anna"])["id"]
    client.send(old, "до переезда")
    sandbox.fault("migrate", "chat:old")
    kind, new = client.fails(lambda: client.send(old, "после"))
    check("a group that became a supergroup", (kind, str(new).startswith("-100")), ("migrated", True))
    check("the new chat takes messages", client.send(new, "после переезда") > 0)

def refusals(client):
    first = client.fails(lambda: client.send(PAVEL, "x"))
    refused("nobody pressed Start", first, "forbidden", "Forbidden: bot can't initiate conversation with a user")
    sandbox.say("/start", chat="private")
    sandbox.fault("kicked", f"chat:{ANNA}", times=1)
    blocked = client.fails(lambda: client.send(ANNA, "x"))
    refused("blocked", blocked, "forbidden", "Forbidden: bot was blocked by the user")
    check("the bot is told", sandbox.wait("my_chat_member", lambda: client.members), [(ANNA, "member", "kicked")])
    sandbox.post("fault", end="all")
    sandbox.post("chat", name="strict", kind="supergroup", title="Строгая", members=["anna"])
    strict = sandbox.get("chat/strict")["chat"]["id"]
    sandbox.fault("kicked", "chat:strict")
    kicked = client.fails(lambda: client.send(strict, "x"))
    refused("kicked", kicked, "forbidden", "Forbidden: bot was kicked from the supergroup chat")
    refused("an unknown chat", client.fails(lambda: client.send(5, "x")), "bad", "Bad Request: chat not found")

def network(client):
    sandbox.fault("html502", "telegram:sendMessage", times=1)
    check("502 with a page of HTML", client.fails(lambda: client.send(GROUP, "мимо"))[0], "network")
    sandbox.fault("5xx", "telegram:sendMessage", times=1)
    check("500", client.fails(lambda: client.send(GROUP, "мимо"))[0] in ("server", "network"))
    sandbox.fault("html502", "telegram:getUpdates", times=1)
    sandbox.post("clock", jump="+60s")
    _hears(client, "polling goes on after a 502", "ещё здесь")

def two_pollers(client):
    """Another poller ends the client's poll; the client then polls on."""
    spoiled = len([r for r in sandbox.recorded("getUpdates") if r["status"] == 409])

    def conflict():
        address = f"{sandbox.URL}/bot{sandbox.TOKEN}/getUpdates?timeout=3&offset=-1"
        try:
            urllib.request.urlopen(address, timeout=30).read()
        except urllib.error.HTTPError:
            pass  # The client's next poll ended this one.
        return len([r for r in sandbox.recorded("getUpdates") if r["status"] == 409]) > spoiled

    check("two pollers end each other", sandbox.wait("409", conflict))
    _hears(client, "polling goes on after a 409", "и после конфликта")

def revoked(client):
    sandbox.post("bot", revoked=True)
    check("a revoked token", client.fails(client.me)[0], "unauthorized")
    sandbox.post("bot", revoked=False)
    check("a token that is good again", client.me()[0], BOT)

def people(client):
    """Somebody new, somebody gone, a chat that lets the bot only read."""
    private = sandbox.post("user", name="lena", id=2001, first_name="Лена", language="ru")["id"]
    sandbox.say("/start", user="lena", chat="private")
    check("somebody new", client.send(private, "здравствуйте") > 0)
    sandbox.fault("deactivated", f"chat:{private}")
    gone = client.fails(lambda: client.send(private, "x"))
    refused("an account that is gone", gone, "forbidden", "Forbidden: user is deactivated")
    sandbox.post("member", chat="strict", user="bot", standing="restricted")
    strict = sandbox.get("chat/strict")["chat"]["id"]
    mute = client.fails(lambda: client.send(strict, "x"))
    refused("no right to write", mute, "bad", "Bad Request: not enough rights to send text messages to the chat")

def _hears(client, step, text):
    heard = len(client.edits)
    own = sandbox.say("черновик", user="boris")
    sandbox.say(text, user="boris", edit=own)
    sandbox.wait(step, lambda: len(client.edits) > heard)
    check(step, client.edits[-1], text)
