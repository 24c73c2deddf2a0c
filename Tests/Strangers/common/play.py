"""The scenario that every stranger's Telegram client plays against the sandbox, and what the client's bot says in it.

A client is an object that wraps one library: its methods call the library and give back plain values, so that the same
steps serve all. What the people of the chat do comes over the sandbox's control surface; what is compared is what the
library returned, what the sandbox recorded, and at the end the transcript of the chat.
"""
import io
import json
import pathlib
import re

import sandbox
import steps

ANNA, BORIS, BOT = 1001, 1002, 7000000001
BUTTONS = [("Взять", "take"), ("График", "plot")]
TOAST = "Принято"
UPDATES = ["message", "edited_message", "callback_query", "my_chat_member", "channel_post"]


def answer(text):
    """What the bot replies to /info."""
    return f"Услышал: {text}"


def taken(data, who):
    """What the message becomes when its button is pressed, in HTML."""
    return f"<b>{data}</b> &amp; {who}"


def named(data, name):
    """A file to upload."""
    file = io.BytesIO(data)
    file.name = name
    return file


def rest():
    """Lets the flood windows of the sandbox's clock pass."""
    sandbox.post("clock", jump="+61s")


def asked(step, method, **expected):
    """Compares the newest recorded call of a method with what it should have said; JSON is compared as a value."""
    found = sandbox.arguments(sandbox.recorded(method)[-1])
    steps.check(f"{step}: recorded {method}", {n: _value(found.get(n)) for n in expected}, expected)


def refused(step, failure, kind, words):
    """Compares a refusal; libraries drop the server's prefix or change the case of its letters."""
    steps.check(step, (failure[0], _plain(failure[1])), (kind, _plain(words)))


def _plain(words):
    return str(words).removeprefix("Bad Request: ").removeprefix("Forbidden: ").casefold()


def _value(text):
    try:
        return json.loads(text.lower() if text in ("True", "False") else text)
    except (AttributeError, TypeError, ValueError):
        return text


def run(client):
    # They import this file.
    import play_chat
    import play_media
    import play_places
    import play_trouble

    parts = [
        play_chat.opening, play_chat.command, play_chat.button, play_chat.texts,
        play_media.photo, play_media.album, play_media.document,
        play_places.commands, play_places.members, play_places.marks, play_places.topics,
        play_trouble.flood, play_trouble.migration, play_trouble.refusals, play_trouble.network,
        play_trouble.two_pollers, play_trouble.people, play_chat.wire, _transcript, play_chat.closing,
        # Last: a library may stop polling for ever when it is refused.
        play_trouble.revoked,
    ]
    for part in parts:
        rest()
        try:
            part(client)
        except Exception:
            steps.broken(part.__name__)
            if part is play_chat.opening:
                break
    client.leave()
    steps.finish()


def _transcript(client):
    """All clients leave the same chat behind."""
    expected = pathlib.Path(__file__).with_name("transcript.txt").read_text().splitlines()
    # Some libraries make up a name for a picture.
    shown = [re.sub(r"\[picture .*]", "[picture]", line) for line in sandbox.transcript()]
    steps.check("the transcript of the group", shown, expected)
