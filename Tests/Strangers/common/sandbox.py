"""The sandbox's control surface (docs/sandbox.md), with nothing but Python's own library."""
import json
import os
import time
import urllib.error
import urllib.parse
import urllib.request

URL = os.environ["SANDBOX_URL"]
TOKEN = "7000000001:sandbox"
GROUP = -1001234500001


class Refused(Exception):
    """The control surface said no, with its own words."""


def get(path, **query):
    text = urllib.parse.urlencode(query)
    return _send(urllib.request.Request(f"{URL}/sandbox/{path}" + (f"?{text}" if text else "")))


def post(path, **body):
    data = json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    return _send(urllib.request.Request(f"{URL}/sandbox/{path}", data, headers))


def say(text, user="anna", chat="group", **more):
    return post("say", chat=chat, user=user, text=text, **more)["message_id"]


def press(button, user="anna", chat="group", **more):
    return post("press", chat=chat, user=user, button=button, **more)["callback_query_id"]


def fault(kind, target, **more):
    return post("fault", kind=kind, target=target, **more)["id"]


def recorded(method=None):
    """The requests that came in; of one Bot API method where it is named, in any case of letters."""
    entries = get("recorded")
    return [r for r in entries if method is None or r["path"].lower().endswith("/" + method.lower())]


def arguments(entry):
    """The arguments of a recorded request by name; of equal names the first, as the server reads them."""
    pairs = [a.split("=", 1) for a in entry["arguments"]]
    return {name: value for name, value in reversed(pairs)}


def messages(chat="group"):
    return get(f"chat/{chat}")["messages"]


def transcript(chat="group"):
    """What the chat showed, without the times."""
    lines = get(f"chat/{chat}", format="text").splitlines()
    return [l[9:] if len(l) > 8 and l[2:3] == ":" and l[5:6] == ":" else l for l in lines if l and not l.startswith("—")]


def wait(what, predicate, seconds=60):
    """Waits until `predicate()` gives something true, and returns that; 60 s are for a very slow machine."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        value = predicate()
        if value:
            return value
        time.sleep(0.02)
    raise TimeoutError(f"{what} did not happen within {seconds} s")


def _send(request):
    try:
        with urllib.request.urlopen(request, timeout=30) as reply:
            text = reply.read().decode()
            is_json = reply.headers.get("Content-Type", "").startswith("application/json")
            return json.loads(text) if is_json else text
    except urllib.error.HTTPError as error:
        raise Refused(error.read().decode()) from None
