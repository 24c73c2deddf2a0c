"""The product as a stranger would start it: sandbox, scheduler and bot as processes of the built mayak."""
import json
import os
import shutil
import subprocess
import tempfile
import time
import urllib.request

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def binary():
    """MAYAK_BINARY, or the debug one that `make build` left."""
    return os.environ.get("MAYAK_BINARY") or os.path.join(TOP, ".build", "debug", "mayak")


class Product:
    """Its clock stands still unless told otherwise, so that what is shown is always the same."""

    def __init__(self, start="10:00", language="ru", faults=None, date="2024-07-15", speed=0):
        self.folder = tempfile.mkdtemp(prefix="mayak-product-")
        self.logs = open(os.path.join(self.folder, "log"), "wb")
        self.processes = []
        arguments = ["sandbox", "--port", "0", "--date", date, "--time", start, "--speed", str(speed)]
        if faults:
            path = os.path.join(self.folder, "faults.json")
            with open(path, "w") as file:
                json.dump(faults, file)
            arguments += ["--faults", path]
        sandbox = self.start(arguments, {}, stdout=subprocess.PIPE)
        self.port = json.loads(sandbox.stdout.readline())["port"]
        self.address = f"http://127.0.0.1:{self.port}"
        settings = {
            "MOEX_BASE_URL": self.address, "MOEX_PUBLIC_BASE_URL": self.address, "MOEX_PASSPORT_BASE_URL": self.address,
            "TELEGRAM_BASE_URL": self.address, "MAYAK_CLOCK": self.address + "/sandbox/clock", "MOEX_API_KEY": "x",
            "TELEGRAM_BOT_TOKEN": "7000000001:sandbox", "TELEGRAM_GROUP_CHATID": "-1001234500001", "MAYAK_ADMINS": "1001",
            "MAYAK_STORE": os.path.join(self.folder, "mayak.db"), "MAYAK_LANGUAGE": language}
        self.settings = settings
        self.start(["scheduler"], settings)
        self.start(["bot"], settings)

    def start(self, arguments, settings, stdout=None):
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("MAYAK_", "MOEX_", "TELEGRAM_"))}
        process = subprocess.Popen([binary(), *arguments], cwd=self.folder, env={**environment, **settings}, stdin=subprocess.DEVNULL,
                                   stdout=stdout or self.logs, stderr=self.logs)
        self.processes.append(process)
        return process

    def get(self, path):
        with urllib.request.urlopen(f"{self.address}/sandbox/{path}", timeout=60) as reply:
            return json.load(reply)

    def post(self, path, **body):
        request = urllib.request.Request(f"{self.address}/sandbox/{path}", json.dumps(body).encode(),
                                         {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as reply:
            return json.load(reply)

    def go(self, time_of_day, speed=120):
        """Lets the clock run fast until that time, then as usual: a jump would be a gap in the scheduler's day."""
        self.post("clock", speed=speed)
        self.wait(lambda: self.get("clock")["moscow"][11:16] >= time_of_day, f"{time_of_day} on the clock")
        self.post("clock", speed=1)
        # Bot and scheduler look at the clock twice a second; asked before, they would think that nobody answers.
        time.sleep(2)

    def wait(self, condition, what, patience=90):
        """Until `condition()` is true, and returns its value."""
        end = time.monotonic() + patience
        while True:
            value = condition()
            if value:
                return value
            if time.monotonic() > end:
                self.logs.flush()
                with open(self.logs.name, errors="replace") as log:
                    raise TimeoutError(f"waited for {what}; the log ends:\n{log.read()[-3000:]}")
            time.sleep(0.1)

    def stop(self):
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.logs.close()
        shutil.rmtree(self.folder, ignore_errors=True)
