"""The web API under schemathesis: whatever is asked, no 500, no answer that the description does not know.

The scheduler does not run, so that what is posted waits for nobody: a store of its own with a person of each role.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

from openapi_spec_validator import OpenAPIV31SpecValidator

MAYAK = os.environ["MAYAK_BINARY"]
failures = 0


def step(name, wrong):
    global failures
    print(f"FAIL {name}: {wrong}" if wrong else f"ok {name}")
    failures += bool(wrong)


def mayak(*arguments):
    return subprocess.run([MAYAK, *arguments], check=True, capture_output=True, text=True).stdout


def get(url, token=None):
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"} if token else {})
    try:
        with urllib.request.urlopen(request, timeout=60) as reply:
            return reply.status, reply.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


with tempfile.TemporaryDirectory() as folder:
    store = f"{folder}/mayak.db"
    tokens = {}
    for number, role in enumerate(["admin", "viewer"], start=1001):
        mayak("people", "set", str(number), role, "--create", "--store", store)
        made = json.loads(mayak("people", "token", str(number), "--json", "--store", store))
        tokens[role] = made["token"]
    mayak("calendar", "set", "2026-11-24", "--market", "EQ", "--kind", "closed", "--store", store)
    server = subprocess.Popen([MAYAK, "dashboard", "--repository", store, "--port", "0"], stdout=subprocess.PIPE, text=True)
    try:
        base = server.stdout.readline().strip().rstrip("/")
        status, text = get(f"{base}/api/openapi.json")
        errors = [error.message for error in OpenAPIV31SpecValidator(json.loads(text)).iter_errors()]
        step("the description is OpenAPI 3.1", errors[:3])
        for name, token, expected in [("no", None, 401), ("a foreign", "mayak_" + "0" * 48, 401), ("a viewer's", tokens["viewer"], 403)]:
            status, text = get(f"{base}/api/audit", token)
            step(f"{name} key reads no audit trail", status != expected and f"{status} {text}")
        for role, token in tokens.items():
            run = subprocess.run(
                [f"{os.path.dirname(sys.executable)}/schemathesis", "run", f"{base}/api/openapi.json", "--url", base,
                 "--header", f"Authorization: Bearer {token}", "--checks",
                 "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance",
                 # A stream of events has no end.
                 "--exclude-path", "/api/events", "--phases", "examples,coverage,fuzzing",
                 "--max-examples", os.environ.get("MAYAK_EXAMPLES", "20"), "--request-timeout", "20", "--seed", "1", "--no-color"],
                capture_output=True, text=True, cwd=folder)
            output = run.stdout + run.stderr
            cases = re.search(r"(\d+) generated", output)
            print(output[-6000:], file=sys.stderr)
            step(f"{cases[1] if cases else '?'} requests of a {role} get what the description says", run.returncode != 0 and output[-1500:].replace("\n", " | "))
            leaked = [other for other in tokens.values() if other in output and other != token]
            step("no answer has another's key", leaked)
        step("it serves on", get(f"{base}/readyz")[1] != "ready\n" and "no")
    finally:
        server.terminate()
        server.wait(30)
sys.exit(failures > 0)
