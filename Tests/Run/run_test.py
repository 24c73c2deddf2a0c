"""`make run` as a newcomer does it: the page answers, an incident and a menu come, Ctrl-C ends everything.

Run by `make run-test`; needs a built mayak and supervisord. Prints "ok ..." or "FAIL ..." a step; exit 1 on a failure.
"""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# Waiting ends at the first sight; these only bound a machine that is stuck.
PATIENCE = 180
LOG = os.path.join(ROOT, ".build", "run-test.log")
EARLIER = bytes(range(1, 17))


def wait_for(what, look):
    """Returns what `look` returns once that is true, and says how long it took."""
    started = time.monotonic()
    while time.monotonic() - started < PATIENCE:
        try:
            if found := look():
                print(f"ok {what} after {time.monotonic() - started:.1f} s", flush=True)
                return found
        except OSError:
            pass  # Nothing listens yet.
        time.sleep(0.1)
    raise TimeoutError(f"{what}: not within {PATIENCE} s")


def get(url):
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.read().decode()


def post(url, body):
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def log():
    with open(LOG, encoding="utf-8", errors="replace") as file:
        return file.read()


def scenario(product):
    address = wait_for("make run names the chat", lambda: re.search(r"The chat: (http\S+)/", log()))[1]
    wait_for("the page answers", lambda: "<html" in get(f"{address}/"))
    chat = f"{address}/sandbox/chat/group?format=text"
    wait_for("the bot speaks", lambda: "Маяк" in get(chat))
    wait_for("an incident comes", lambda: "obstats: отстаёт" in get(chat))
    post(f"{address}/sandbox/say", {"chat": "group", "user": "anna", "text": "/calendar"})
    wait_for("/calendar is answered", lambda: "Календарь" in get(chat))
    os.killpg(product.pid, signal.SIGINT)
    wait_for("Ctrl-C ends everything", lambda: product.poll() is not None)
    try:
        get(f"{address}/")
    except OSError:
        return
    raise AssertionError("the sandbox still answers after the end")


def main():
    own = ("MAYAK_", "MOEX_", "TELEGRAM_")
    environment = {k: v for k, v in os.environ.items() if k == "MAYAK_BINARY" or not k.startswith(own)}
    os.makedirs(os.path.dirname(LOG), exist_ok=True)
    # What an earlier trial left beside its store is of another world, which had other updates by the same numbers.
    left = os.path.join(ROOT, "runtime", "sandbox.db.begun")
    os.makedirs(os.path.dirname(left), exist_ok=True)
    with open(left, "wb") as mark:
        mark.write(EARLIER)
    with open(LOG, "wb") as output:
        product = subprocess.Popen(
            [os.path.join(ROOT, "Scripts", "run")], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL,
            stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
        )
    try:
        scenario(product)
        with open(left, "rb") as mark:
            assert mark.read() != EARLIER, "the mark of an earlier trial is still there"
        print("the product ran and stopped")
    except Exception as error:
        print(f"FAIL {error}\n{log()[-3000:]}")
        sys.exit(1)
    finally:
        if product.poll() is None:
            os.killpg(product.pid, signal.SIGKILL)


main()
