"""A headless Chromium driven over the DevTools protocol by a pipe: the standard library is enough, and no port is opened.

https://chromedevtools.github.io/devtools-protocol/ ; with --remote-debugging-pipe messages end in a zero byte, descriptor 3 is read
by the browser and 4 is written.
"""
import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

NAMES = ["chromium-headless-shell", "chromium", "google-chrome"]


class PageError(Exception):
    """The page did not become what was waited for, or one of its scripts failed."""


class Browser:
    """One tab. Every wait is for a condition and ends with what the page showed instead."""

    # Long, because a loaded machine is no defect; a passing run does not come near it.
    patience = 60

    def __init__(self, width=1300, height=900, scale=1):
        program = next((path for path in map(shutil.which, NAMES) if path), None)
        if program is None:
            raise PageError("no Chromium; Scripts/setup --page installs it")
        self.profile = tempfile.mkdtemp(prefix="mayak-page-")
        read_end, self.input = os.pipe()
        self.output, write_end = os.pipe()
        # High numbers first: 3 and 4 may be among those just made.
        ends = [os.dup2(read_end, 103), os.dup2(write_end, 104)]
        self.process = subprocess.Popen(
            ["bash", "-c", 'exec "$0" "$@" 3<&"$READ" 4>&"$WRITE"', program, "--headless", "--no-sandbox", "--disable-gpu",
             "--hide-scrollbars", "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions", "--lang=en-US",
             "--disable-background-networking", "--disable-component-update", f"--user-data-dir={self.profile}",
             "--remote-debugging-pipe", "about:blank"],
            env={**os.environ, "READ": "103", "WRITE": "104"}, pass_fds=ends, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        for descriptor in [read_end, write_end, *ends]:
            os.close(descriptor)
        self.buffer, self.number, self.errors, self.session = b"", 0, [], None
        target = next(t for t in self.call("Target.getTargets")["targetInfos"] if t["type"] == "page")
        self.session = self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
        self.call("Runtime.enable")
        self.call("Page.enable")
        self.resize(width, height, scale)

    # Protocol

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.input, data):]
        while True:
            reply = self.receive()
            if reply.get("id") == self.number:
                if "error" in reply:
                    raise PageError(f"{method}: {reply['error']['message']}")
                return reply["result"]

    def receive(self):
        end = time.monotonic() + self.patience
        while b"\0" not in self.buffer:
            if not select.select([self.output], [], [], max(0, end - time.monotonic()))[0]:
                raise PageError("the browser does not answer")
            part = os.read(self.output, 1 << 16)
            if not part:
                raise PageError(f"the browser has ended ({self.process.poll()})")
            self.buffer += part
        line, self.buffer = self.buffer.split(b"\0", 1)
        reply = json.loads(line)
        if reply.get("method") == "Runtime.exceptionThrown":
            details = reply["params"]["exceptionDetails"]
            self.errors.append(details.get("exception", {}).get("description", details["text"]))
        return reply

    # What a person does

    def open(self, address):
        self.call("Page.navigate", url=address)
        self.wait("document.readyState === 'complete'")

    def resize(self, width, height, scale=1, phone=False):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=phone)

    def prefer(self, scheme):
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def run(self, script):
        """The value of a script, which may be a promise."""
        reply = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in reply:
            raise PageError(f"{script}\n{reply['exceptionDetails'].get('exception', {}).get('description')}")
        return reply["result"].get("value")

    def wait(self, condition, what=None):
        """Until the script is true, and returns its value."""
        end = time.monotonic() + self.patience
        while True:
            # An element has no value that could be sent; that it is there is enough.
            value = self.run(f"(found => found instanceof Node ? true : found)({condition})")
            if value:
                return value
            if time.monotonic() > end:
                shown = self.run("document.querySelector('#messages')?.innerText.slice(-1500)")
                raise PageError(f"waited for {what or condition}\nthe chat shows: {shown}\nerrors: {self.errors}")
            time.sleep(0.05)

    def click(self, selector):
        """A real click in the middle of the element, which must be there, not covered, and still for two frames.

        What moves or replaces it between the look and the press (a list above that grows) makes the press miss: it is aimed anew.
        """
        name = json.dumps(selector)
        aim = f"""(async () => {{ const node = document.querySelector({name});
            if (!node) return 'it is not there';
            node.scrollIntoView({{block: 'center'}});
            const place = () => {{ const box = node.getBoundingClientRect(); return [box.x, box.y, box.width, box.height]; }};
            const before = place(); for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
            const [left, top, width, height] = place();
            if (!width) return 'it has no size';
            if (before.join() !== [left, top, width, height].join()) return 'it moves';
            const x = left + width / 2, y = top + height / 2, hit = document.elementFromPoint(x, y);
            if (!node.contains(hit)) return `it is behind ${{hit?.outerHTML.slice(0, 200)}}`;
            window.clicked = false;
            addEventListener('click', event => {{ window.clicked = Boolean(event.target.closest({name})) || event.target.contains(document.querySelector({name})); }},
                {{capture: true, once: true}});
            return {{x, y}}; }})()"""
        end = time.monotonic() + self.patience
        while True:
            found = self.run(aim)
            if isinstance(found, dict):
                self.call("Input.dispatchMouseEvent", type="mouseMoved", **found)
                for kind in ["mousePressed", "mouseReleased"]:
                    self.call("Input.dispatchMouseEvent", type=kind, button="left", clickCount=1, **found)
                # A press that opens another page leaves no word behind: the page it was on is gone.
                if self.run("window.clicked ?? true"):
                    return
                found = f"the press at {found} missed it"
            if time.monotonic() > end:
                raise PageError(f"waited for {selector} to click: {found}\nerrors: {self.errors}")
            time.sleep(0.05)

    def key(self, key, code=None, text=None, modifiers=0):
        number = {"Enter": 13, "Tab": 9, "Escape": 27, "ArrowDown": 40, "ArrowRight": 39}.get(key, 0)
        text = text if text is not None else ("\r" if key == "Enter" else key if len(key) == 1 else None)
        down = dict(key=key, code=code or key, windowsVirtualKeyCode=number, modifiers=modifiers)
        self.call("Input.dispatchKeyEvent", type="keyDown", **down, **({"text": text} if text else {}))
        self.call("Input.dispatchKeyEvent", type="keyUp", **down)

    def type(self, text):
        self.call("Input.insertText", text=text)

    def picture(self, path, clip=None, colours=128):
        """A PNG of the window or, `clip`, a part of the page, reduced to a palette: a third of the size."""
        options = {"clip": {**clip, "scale": 1}, "captureBeyondViewport": True} if clip else {}
        data = base64.b64decode(self.call("Page.captureScreenshot", format="png", **options)["data"])
        small = subprocess.run(["pngquant", "--speed", "1", str(colours), "-"], input=data, stdout=subprocess.PIPE, check=True).stdout
        with open(path, "wb") as file:
            file.write(small)

    def close(self):
        try:
            self.session = None
            self.call("Browser.close")
        except (PageError, OSError):
            self.process.kill()
        self.process.wait(timeout=20)
        os.close(self.input)
        os.close(self.output)
        shutil.rmtree(self.profile, ignore_errors=True)
