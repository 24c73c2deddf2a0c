"""Gap scanner and VWAP levels as seed 000 has them: services of FastAPI under uvicorn, which the daily job asks by its two addresses.

One service answers as the seed says, by GET with a JSON body; the others are what the network has in store for them: a wrong status, a page, missing
fields, a huge body, no answer in time. Each time `mayak run-job gap_vwap` runs with a store of its own.
"""
import os
import subprocess
import sys
import tempfile
import threading
import time

import uvicorn
from fastapi import FastAPI, Response
from fastapi.responses import HTMLResponse, PlainTextResponse
from pydantic import BaseModel
from steps import check, finish

MAYAK = os.environ["MAYAK_BINARY"]
seen = []


class Question(BaseModel):
    ticker: str
    uid: str
    date: str


def scanner(min_gap: float):
    seen.append(("scan", min_gap))
    gaps = [("AFLT", 0.021), ("CHMK", 0.0384), ("SBER", 0.01), ("GAZP", 0.025)]
    rows = [{"ticker": t, "uid": f"uid-{t}", "prev_close": 100.0, "open": 100 * (1 + g), "gap": g} for t, g in gaps]
    return {"count": len(rows), "results": rows}


def levels(question: Question):
    seen.append(("vwap", question.ticker, question.uid))
    if question.ticker == "GAZP":
        return Response(status_code=500)
    return {"ticker": question.ticker, "date": question.date, "vwap": 4997.32, "support": 4985.11, "resistance": 5009.53}


app = FastAPI()
app.get("/scan")(scanner)
app.get("/vwap")(levels)
app.post("/posted")(levels)
app.get("/page")(lambda: HTMLResponse("<html><body>Sign in</body></html>"))
app.get("/missing")(lambda: {"count": 1, "results": [{"ticker": "A"}]})
app.get("/huge")(lambda: PlainTextResponse("[" + "0," * 4_000_000 + "0]", media_type="application/json"))
app.get("/unavailable")(lambda: Response(status_code=503))
app.get("/slow")(lambda: time.sleep(40))

server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
threading.Thread(target=server.run, daemon=True).start()
while not server.started:
    time.sleep(0.05)
base = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"


def run(scan="/scan", vwap="/vwap"):
    """The job's exit code and everything that it said."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "PATH": os.environ["PATH"], "MAYAK_STORE": f"{folder}/mayak.db", "MIN_GAP": "0.02", "GAP_SCANNER_URL": base + scan,
            "VWAP_LEVELS_URL": base + vwap, "MAYAK_CLOCK": "2026-11-20T10:00:00+03:00",
            "MAYAK_CALENDAR_FILE": os.path.abspath("trading_calendar.json"),
        }
        done = subprocess.run([MAYAK, "run-job", "gap_vwap"], env=environment, cwd=folder, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr


status, said = run()
check("the job runs", status, 0)
check("leader first, in the seed's words", "Лидер по гэпу: CHMK  gap=3.84%; CHMK VWAP=4 997.32  S=4 985.11  R=5 009.53" in said)
check("the others in order of their gaps", said.index("GAZP  gap=2.50%") < said.index("AFLT  gap=2.10%"))
check("what is below MIN_GAP is no leader", "SBER" in said, False)
check("one leader's failure is an error with the address, and stops nobody", f"GAZP: no levels: {base}/vwap" in said and "AFLT VWAP=" in said)
check("the scanner is asked once, for MIN_GAP", [s for s in seen if s[0] == "scan"], [("scan", 0.02)])
check("uids go back as they came", ("vwap", "CHMK", "uid-CHMK") in seen)
seen.clear()
status, said = run(vwap="/posted")
check("a service that takes POST is asked by it", (status, "CHMK VWAP=4 997.32" in said), (0, True))
for path, name in [("/unavailable", "a wrong status"), ("/page", "a page"), ("/missing", "missing fields"), ("/huge", "a huge body"),
                   ("/nowhere", "nothing there"), ("/slow", "no answer in time")]:
    status, said = run(scan=path)
    check(f"{name} fails the run with the address", (status, base + path in said), (1, True))
    status, said = run(vwap=path)
    check(f"{name} of the levels leaves the leaders", (status, f"CHMK: no levels: {base}{path}" in said), (0, True))
finish()
