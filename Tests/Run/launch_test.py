"""What `Scripts/run` does with its output, its end and its exit code; run by `make check` and `make run-test`.

Each product runs in a folder of its own that is laid out as in the image, so several run side by side. Needs a built
mayak (MAYAK_BINARY, or the debug one) and supervisord; with root at hand also as another user. Prints "ok ..." or
"FAIL ..." a step; exit 1 on a failure.
"""

import concurrent.futures
import fcntl
import json
import os
import pty
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BINARY = os.environ.get("MAYAK_BINARY") or os.path.join(ROOT, ".build", "debug", "mayak")
PATIENCE = 90  # s; waiting ends at the first sight, this only bounds a machine that is stuck
OTHER = 10_001  # the user of the image
SCRIPTS = ["run", "foreground", "stop-on-fatal", "first-look.json"]


class Outlet:
    """What the product is given as standard output, and what has come out of it."""

    def __init__(self, kind, folder):
        self.text, self.kind = b"", kind
        self.path = None
        if kind == "file":
            self.path = os.path.join(folder, "output.log")
            self.inner, self.outer = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), None
        elif kind == "pipe":
            self.outer, self.inner = os.pipe()
        elif kind == "socket":
            ends = socket.socketpair()
            self.outer, self.inner = (end.detach() for end in ends)
        elif kind == "terminal":
            self.outer, self.inner = pty.openpty()
        if self.outer is not None:
            threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        try:
            while chunk := os.read(self.outer, 1 << 16):
                self.text += chunk
        except OSError:
            pass  # A terminal whose last user has gone.

    def said(self):
        if self.path:
            with open(self.path, "rb") as file:
                self.text = file.read()
        return self.text.decode(errors="replace").replace("\r\n", "\n")


class Product:
    def __init__(self, kind="pipe", user=None, environment=None, prepare=None):
        self.folder = tempfile.mkdtemp(prefix="mayak-run-")
        os.chmod(self.folder, 0o755)
        os.makedirs(f"{self.folder}/Scripts")
        for name in SCRIPTS:
            shutil.copy(f"{ROOT}/Scripts/{name}", f"{self.folder}/Scripts/{name}")
        for name in ["supervisord.conf", "trading_calendar.json"]:
            shutil.copy(f"{ROOT}/{name}", f"{self.folder}/{name}")
        os.makedirs(f"{self.folder}/static/plots")
        os.makedirs(f"{self.folder}/runtime")
        self.user = user
        if user:
            for name in ["runtime", "static", "static/plots"]:
                os.chown(f"{self.folder}/{name}", user, user)
        own = ("MAYAK_", "MOEX_", "TELEGRAM_")
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(own)}
        self.environment |= {
            "MAYAK_BINARY": BINARY, "MAYAK_SANDBOX_OPTIONS": "--date last --time 09:55 --speed 1",
            "MAYAK_SANDBOX_PORT": str(free_port()), "RUN_TEST": self.folder,
        } | (environment or {})
        if prepare:
            prepare(self)
        self.outlet = Outlet(kind, self.folder)
        words = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", "Scripts/run"] if user else ["Scripts/run"]
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            words, cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL, stdout=self.outlet.inner,
            stderr=self.outlet.inner, start_new_session=True,
        )
        os.close(self.outlet.inner)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        for pid in self.others():
            os.kill(pid, signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)

    def said(self):
        return self.outlet.said()

    def wait_for(self, what, look, patience=PATIENCE):
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            try:
                if found := look():
                    return found
            except OSError:
                pass  # Nothing listens yet.
            time.sleep(0.05)
        raise AssertionError(f"{what}: not within {patience} s; it said:\n{self.said()[-3000:]}")

    def wait_until_up(self):
        for words in ["Bot started", "Scheduler started", '{"port"']:
            self.wait_for(words, lambda words=words: words in self.said())
        address = re.search(r"The chat: (http\S+)/", self.said())[1]
        self.wait_for("the page", lambda: b"<html" in urllib.request.urlopen(f"{address}/", timeout=10).read())

    def wait_until_down(self, patience=PATIENCE):
        """The exit code; nothing of the product may be left then."""
        code = self.process.wait(patience)
        time.sleep(0.1)  # The collector may be a moment behind.
        assert not self.others(), f"left behind: {[command(pid) for pid in self.others()]}"
        return code

    def stop(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        return self.wait_until_down()

    def others(self):
        """Every process of this product but the first."""
        mark = f"RUN_TEST={self.folder}".encode()
        return [pid for pid in pids() if pid != self.process.pid and mark in environment_of(pid).split(b"\0")]

    def part(self, name):
        """The process of a part by a word of its command line."""
        found = [pid for pid in self.others() if name in command(pid)]
        return found[0] if found else None

    def mayak(self, *words):
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("MAYAK_", "MOEX_", "TELEGRAM_"))}
        return subprocess.run([BINARY, *words], cwd=self.folder, env=environment, capture_output=True, text=True, timeout=60)


def free_port():
    """Each product begins its search for a port elsewhere: two that begin at once would take the same."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def pids():
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def environment_of(pid):
    try:
        with open(f"/proc/{pid}/environ", "rb") as file:
            return file.read()
    except OSError:
        return b""


def command(pid):
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            return file.read().replace(b"\0", b" ").decode().strip()
    except OSError:
        return ""


def expect(condition, what, product=None):
    if not condition:
        raise AssertionError(what + (f"; it said:\n{product.said()[-3000:]}" if product else ""))


def whole_lines(text):
    shapes = r"time=\S+ level=\w+ component=|\{\"port\"|Mayak runs|No TELEGRAM|Its market|The chat|The dashboard, on|\d{4}-\d\d-\d\d [\d:,]+ \w+ "
    return [line for line in text.splitlines() if line and not re.match(shapes, line)]


# --- What output can be.


def output_is(kind, user=None, signal_number=signal.SIGTERM):
    with Product(kind, user) as product:
        product.wait_until_up()
        expect(product.stop(signal_number) == 0, "a wanted stop is not 0", product)
        text = product.said()
        for words in ["Bot stopped", "Scheduler stopped"]:
            expect(words in text, f"its last words are missing: {words}", product)
        expect(not whole_lines(text), f"broken lines: {whole_lines(text)}")
        expect(not os.path.exists(f"{product.folder}/runtime/running"), "the marker is left behind")


def restart_keeps_the_log():
    with Product("socket") as product:
        product.wait_until_up()
        os.kill(product.part("mayak bot"), signal.SIGKILL)
        product.wait_for("the bot again", lambda: product.said().count("Bot started") == 2)
        # The watch may die too: supervisord starts it again.
        os.kill(product.part("stop-on-fatal"), signal.SIGKILL)
        product.wait_for("the watch again", lambda: product.part("stop-on-fatal"))
        time.sleep(1)
        expect(product.process.poll() is None, "it ended with its watch", product)
        expect(product.stop(signal.SIGINT) == 0, "a wanted stop is not 0", product)


# --- What else runs beside it.


def commands_find_the_store():
    with Product("pipe", environment={"MAYAK_SANDBOX_OPTIONS": "--date last --time 09:55 --speed 60"}) as product:
        product.wait_until_up()
        health = product.wait_for("healthy", lambda: (h := product.mayak("health-check")).returncode == 0 and h)
        expect(health.stdout == "healthy\n", f"health-check says {health.stdout}")
        expect(health.stderr.count("\n") == 1 and "runtime/sandbox.yaml" in health.stderr, f"its remark: {health.stderr}")
        status = json.loads(product.mayak("status", "--json").stdout)
        expect(status["configuration"]["store.path"]["value"] == "runtime/sandbox.db", "status shows another store")
        expect(status["running"]["pid"] == product.process.pid, f"status: running is {status.get('running')}")
        expect("EQ1" in product.mayak("jobs").stdout, "jobs finds no plan")
        named = product.mayak("health-check", "--set", "store.path=runtime/other.db")
        expect(named.returncode == 1 and "runtime/other.db" in named.stderr, f"a named store is not used: {named}")
        second = subprocess.run(["Scripts/run"], cwd=product.folder, env=product.environment, capture_output=True, text=True)
        expect(second.returncode == 1 and "runs here already" in second.stderr, f"a second product: {second}")
        expect(product.stop() == 0, "a wanted stop is not 0", product)
        # The marker of one that was killed is not believed.
        with open(f"{product.folder}/runtime/running", "w", encoding="utf-8") as file:
            file.write("pid=1\nconfig=runtime/sandbox.yaml\nstore=runtime/sandbox.db\nclock=system\n")
        stale = product.mayak("status", "--key", "store.path")
        expect(stale.stdout == "runtime/mayak.db\n" and not stale.stderr, f"a stale marker is believed: {stale}")
        expect(sorted(os.listdir(f"{product.folder}/runtime"))[0] != "mayak.db", "a command made a store")


# --- What goes wrong.


def fails(product, words, within, code=1):
    """It ends by itself with that code, and says why."""
    actual = product.wait_until_down(PATIENCE)
    took = time.monotonic() - product.started
    expect(actual == code, f"exit code {actual} and not {code}", product)
    expect(re.search(words, product.said()), f"does not say: {words}", product)
    expect(took < within, f"took {took:.0f} s", product)


def wrapper(text):
    """A `mayak` that does something else first."""

    def prepare(product):
        path = f"{product.folder}/mayak"
        with open(path, "w", encoding="utf-8") as file:
            file.write(f'#!/bin/sh\n{text}\nexec {BINARY} "$@"\n')
        os.chmod(path, 0o755)
        product.environment["MAYAK_BINARY"] = path

    return prepare


def part_cannot_run():
    with Product("socket", prepare=wrapper('[ "$1" != bot ] || { echo "the bot is unwell" >&2; exit 1; }')) as product:
        fails(product, "bot cannot be kept running", 60)
        expect("the bot is unwell" in product.said(), "its own words are missing", product)


def part_is_refused():
    with Product("pipe", prepare=wrapper('[ "$1" != scheduler ] || { echo "wrong setting" >&2; exit 78; }')) as product:
        fails(product, "scheduler (has ended|cannot be kept running)", 60)


def part_cannot_be_spawned():
    with Product("socket", prepare=wrapper('[ "$3" != clock ] || chmod a-x "$0"')) as product:
        fails(product, "cannot be kept running", 60)


def port_is_taken():
    blocker = socket.socket()
    blocker.bind(("127.0.0.1", 0))  # Not listening: Scripts/run takes it for free.
    with Product("pipe", environment={"MAYAK_SANDBOX_PORT": str(blocker.getsockname()[1])}) as product:
        fails(product, "sandbox cannot be kept running", 60)
    blocker.close()


def supervisord_is_missing():
    def prepare(product):
        os.makedirs(f"{product.folder}/bin")
        for folder in ["/usr/bin", "/bin"]:
            for name in os.listdir(folder):
                if name != "supervisord" and not os.path.lexists(f"{product.folder}/bin/{name}"):
                    os.symlink(f"{folder}/{name}", f"{product.folder}/bin/{name}")
        product.environment["PATH"] = f"{product.folder}/bin"

    with Product("socket", prepare=prepare) as product:
        fails(product, "supervisord cannot be started", 60)


def runtime_is_no_folder():
    def prepare(product):
        os.rmdir(f"{product.folder}/runtime")
        with open(f"{product.folder}/runtime", "w", encoding="utf-8"):
            pass

    with Product("socket", prepare=prepare) as product:
        fails(product, "runtime", 30)


def runtime_is_not_writable():
    with Product("pipe", OTHER, prepare=lambda product: os.chown(f"{product.folder}/runtime", 0, 0)) as product:
        fails(product, "runtime/ cannot be written to", 30)


def watch_does_not_run():
    def prepare(product):
        with open(f"{product.folder}/Scripts/stop-on-fatal", "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\nexit 3\n")

    with Product("pipe", prepare=prepare) as product:
        fails(product, "stop-on-fatal does not run", 60)


def supervisord_is_killed():
    with Product("socket") as product:
        product.wait_until_up()
        product.started = time.monotonic()
        os.kill(product.part("supervisord"), signal.SIGKILL)
        fails(product, "supervisord has ended", 30)


def launcher_is_killed():
    with Product("pipe") as product:
        product.wait_until_up()
        product.process.kill()
        product.process.wait()
        product.wait_for("the end of all parts", lambda: not product.others(), 45)


# --- Scripts/foreground alone, with a stranger in the place of supervisord.


def foreground(script, output, **options):
    folder = tempfile.mkdtemp(prefix="mayak-run-")
    words = [f"{ROOT}/Scripts/foreground", f"{folder}/running", "sh", "-c", f"kill -USR2 $MAYAK_FOREGROUND; {script}"]
    return subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, **options), folder


def nobody_reads():
    reader, writer = os.pipe()
    fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, 4_096)
    process, folder = foreground("seq 1 400000", writer)
    os.close(writer)
    # 2.7 MB are written although nobody takes them; then a reader comes and is told.
    expect(process.wait(60) != 0, "a stranger's unasked end is 0")
    with os.fdopen(reader) as file:
        lines = file.read().splitlines()
    expect(lines[0] == "1", f"begins with {lines[0]}")
    shutil.rmtree(folder)


def a_slow_reader_is_told():
    reader, writer = os.pipe()
    fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, 4_096)
    process, folder = foreground("seq 1 400000; sleep 2; echo last; sleep 1", writer)
    os.close(writer)
    time.sleep(1.5)
    with os.fdopen(reader) as file:
        lines = file.read().splitlines()
    process.wait(60)
    count = sum(int(n) for line in lines for n in re.findall(r"^foreground: (\d+) lines are missing here", line))
    expect(count > 0, "not told that lines are missing")
    numbers = [line for line in lines if line.isdigit()]
    expect(count + len(numbers) == 400_000, f"{count} and {len(numbers)} lines")
    expect("last" in lines, "the last line is missing")
    shutil.rmtree(folder)


def the_reader_leaves():
    ends = socket.socketpair()
    process, folder = foreground("sleep 0.5; seq 1 400000; exit 3", ends[1])
    for end in ends:
        end.close()
    expect(process.wait(60) == 3, "its exit code is lost")
    shutil.rmtree(folder)


def output_does_not_block():
    ends = socket.socketpair()
    ends[1].setblocking(False)
    process, folder = foreground("seq 1 100000; exit 3", ends[1])
    ends[1].close()
    time.sleep(0.5)
    text = b""
    while chunk := ends[0].recv(1 << 16):
        text += chunk
    expect(process.wait(60) == 3, "its exit code is lost")
    expect(text == b"".join(b"%d\n" % n for n in range(1, 100_001)) + b"foreground: supervisord has ended with 3, unasked\n",
           f"{len(text)} bytes")
    shutil.rmtree(folder)


def no_output_at_all():
    process, folder = foreground("echo hello; exit 3", None, preexec_fn=lambda: (os.close(1), os.close(2)))
    expect(process.wait(60) == 3, "closed streams are not borne")
    shutil.rmtree(folder)


def cases():
    for kind in ["file", "pipe", "socket"]:
        yield f"output is a {kind}", lambda kind=kind: output_is(kind)
    yield "output is a terminal, Ctrl-C", lambda: output_is("terminal", signal_number=signal.SIGINT)
    yield "a restarted part keeps the log", restart_keeps_the_log
    yield "commands beside it find its store", commands_find_the_store
    for case in [
        part_cannot_run, part_is_refused, part_cannot_be_spawned, port_is_taken, supervisord_is_missing,
        runtime_is_no_folder, watch_does_not_run, supervisord_is_killed, launcher_is_killed, nobody_reads,
        a_slow_reader_is_told, the_reader_leaves, output_does_not_block, no_output_at_all,
    ]:
        yield case.__name__.replace("_", " "), case
    if os.geteuid() == 0 and shutil.which("setpriv"):
        for kind in ["pipe", "terminal", "socket"]:
            yield f"output is another user's {kind}", lambda kind=kind: output_is(kind, OTHER)
        yield "runtime is not writable", runtime_is_not_writable


def run(name, case):
    started = time.monotonic()
    try:
        case()
    except (AssertionError, OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError) as error:
        print(f"FAIL {name}: {error}", flush=True)
        return False
    print(f"ok {name} after {time.monotonic() - started:.1f} s", flush=True)
    return True


def main():
    wanted = sys.argv[1:]
    chosen = [(name, case) for name, case in cases() if not wanted or any(word in name for word in wanted)]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda pair: run(*pair), chosen))
    sys.exit(0 if all(results) else 1)


main()
