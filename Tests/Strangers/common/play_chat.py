"""Polling, commands, presses, texts."""
import sandbox
from play import ANNA, BOT, BUTTONS, TOAST, answer, asked, refused, rest, taken
from sandbox import GROUP
from steps import check


def opening(client):
    check("getMe", client.me(), (BOT, "mayak_sandbox_bot"))
    client.start()
    sandbox.wait("the first poll", lambda: sandbox.recorded("getUpdates"))
    check("the webhook is deleted before the first poll", len(sandbox.recorded("deleteWebhook")) >= 1)


def command(client):
    said = sandbox.say("/info@mayak_sandbox_bot сейчас")
    reply = sandbox.wait("the reply", lambda: [m for m in sandbox.messages() if m["from"]["id"] == BOT])[-1]
    check("a command is answered as a reply", reply["reply_to_message"]["message_id"], said)
    check("the reply's text", reply["text"], answer("/info@mayak_sandbox_bot сейчас"))
    keyboard = [[{"text": text, "callback_data": data} for text, data in BUTTONS]]
    check("the reply's keyboard", reply["reply_markup"]["inline_keyboard"], keyboard)
    asked("command", "sendMessage", chat_id=GROUP, reply_markup={"inline_keyboard": keyboard})
    sandbox.say("/info", user="carol", edit=None)
    sandbox.wait("the second reply", lambda: len([m for m in sandbox.messages() if m["from"]["id"] == BOT]) == 2)
    own = sandbox.say("первая редакция", user="carol")
    sandbox.say("вторая редакция", user="carol", edit=own)
    check("an edited message comes as one", sandbox.wait("the edit", lambda: client.edits), ["вторая редакция"])


def button(client):
    message = [m for m in sandbox.messages() if "reply_markup" in m][0]["message_id"]
    query = sandbox.press("Взять", message_id=message)
    sandbox.wait("the edit", lambda: "edit_date" in _message(message))
    asked("press", "answerCallbackQuery", callback_query_id=int(query), text=TOAST)
    asked("press", "editMessageText", message_id=message, text=taken("take", "Анна"), parse_mode="HTML")
    edited = _message(message)
    check("the edit's text", edited["text"], "take & Анна")
    check("the edit's entities", edited["entities"], [{"offset": 0, "length": 4, "type": "bold"}])
    check("an edit without a keyboard removes it", "reply_markup" in edited, False)
    late = client.fails(lambda: client.answer_press(query))
    words = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    refused("a press is answered once", late, "bad", words)


def texts(client):
    one = client.send(GROUP, "<i>курсив</i> 🔴 <b>x</b>", html=True, silent=True)
    asked("html", "sendMessage", text="<i>курсив</i> 🔴 <b>x</b>", parse_mode="HTML", disable_notification=True)
    offsets = [(e["type"], e["offset"], e["length"]) for e in _message(one)["entities"]]
    check("entities count UTF-16 units", offsets, [("italic", 0, 6), ("bold", 10, 1)])
    check("sound is off", _message(one).get("silent"))
    client.edit(GROUP, one, "просто")
    unchanged = client.fails(lambda: client.edit(GROUP, one, "просто"))
    check("an edit that changes nothing", (unchanged[0], "message is not modified" in unchanged[1].casefold()), ("bad", True))
    cases = [
        ("five < six", True, "Bad Request: can't parse entities: Unsupported start tag \"\" at byte offset 5"),
        ("ж<b>x</i>", True, "Bad Request: can't parse entities: Unmatched end tag at byte offset 6, "
                            "expected \"</b>\", found \"</i>\""),
        ("я" * 4097, False, "Bad Request: message is too long"),
        (" \n ", False, "Bad Request: message text is empty"),
    ]
    for text, html, words in cases:
        rest()
        refused(f"refused: {text[:9]!r}", client.fails(lambda: client.send(GROUP, text, html=html)), "bad", words)
    missing = client.fails(lambda: client.edit(GROUP, 9999, "x"))
    refused("a message that is not there", missing, "bad", "Bad Request: message to edit not found")
    reply = client.send(GROUP, "ответ без вопроса", reply_to=9999)
    check("a reply to nothing is sent without it", "reply_to_message" in _message(reply), False)


def wire(client):
    """How this library writes its requests: all four encodings of arguments appear among the strangers."""
    for method, expected in client.WIRE.items():
        kinds = {f"{r['method']} {r['encoding']}".strip() for r in sandbox.recorded(method)}
        check(f"{method} comes as {expected}", expected in kinds)


def closing(client):
    before = len(sandbox.recorded("getUpdates"))
    check("polling stops", client.stop())
    if client.CONFIRMS_AT_THE_END:
        check("the last updates are confirmed", len(sandbox.recorded("getUpdates")) > before)


def _message(number):
    return next(m for m in sandbox.messages() if m["message_id"] == number)

