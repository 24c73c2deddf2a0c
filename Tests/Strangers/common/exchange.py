"""What the sandbox's exchange says by another route than the client's: CSV, read with nothing but Python's own library."""
import csv
import datetime
import io
import math
import urllib.parse
import urllib.request

from sandbox import URL

KEY = "sandbox-key"
DATE = "2024-07-15"
BEFORE = "2024-07-11"


def rows(path, block, paged=True, **query):
    """All rows of a block as dictionaries of texts, page after page."""
    found, start = [], 0
    while True:
        page = _page(path, block, dict(query, start=start))
        found += page
        start += len(page)
        if not page or not paged:
            return found


def _page(path, block, query):
    query = {name.rstrip("_"): value for name, value in query.items()} | {"iss.only": block}
    request = urllib.request.Request(f"{URL}/iss/{path}.csv?{urllib.parse.urlencode(query)}")
    request.add_header("Authorization", f"Bearer {KEY}")
    with urllib.request.urlopen(request, timeout=60) as reply:
        kind, text = reply.headers["Content-Type"], reply.read()
    assert kind == "text/csv; charset=windows-1251", kind
    name, _, rest = text.decode("windows-1251").partition("\n\n")
    assert name == block, name
    lines = rest.split("\n\n")[0]
    return list(csv.DictReader(io.StringIO(lines), delimiter=";"))


def differences(client, own, names=None):
    """The first differences between a client's rows and ours, as texts; none is an empty list.

    Columns are compared by name without regard to case, `secid` being what both versions call `ticker`.
    """
    found = []
    if len(client) != len(own):
        found.append(f"{len(client)} rows, expected {len(own)}")
    for number, (theirs, ours) in enumerate(zip(client, own)):
        ours = {_name(name): value for name, value in ours.items()}
        theirs = {_name(name): value for name, value in theirs.items()}
        for name in names or ours:
            if name not in theirs:
                found.append(f"row {number} lacks {name}")
            elif not _same(theirs[name], ours[name]):
                found.append(f"row {number} {name}: {theirs[name]!r}, expected {ours[name]!r}")
        if len(found) > 3:
            break
    return found[:4]


def _name(name):
    return {"secid": "ticker", "boardid": "board"}.get(name.lower(), name.lower())


def _same(value, text):
    if value is None or value != value:
        return text == ""
    if isinstance(value, (datetime.date, datetime.time, datetime.datetime)):
        value = str(value)
    if isinstance(value, str):
        return value == text
    return text != "" and math.isclose(float(value), float(text), rel_tol=1e-12)


def total(rows, name):
    return sum(float(row[name]) for row in rows)
