"""One scenario for both generations of the exchange's own Python library; `client` hides what they call differently.

Every call's rows are compared with the same rows read as CSV.
"""
import sandbox
from exchange import BEFORE, DATE, differences, rows, total
from steps import broken, check

PACK = "datashop/algopack"
FUTOI = "analyticalproducts/futoi/securities"
BOARDS = {
    "EQ": "engines/stock/markets/shares/boards/TQBR/securities",
    "FX": "engines/currency/markets/selt/boards/CETS/securities",
    "FO": "engines/futures/markets/forts/boards/RFUD/securities",
}


def play(client):
    for part in (login, markets, day, slots, daily, instruments, open_interest, candles, refusals):
        try:
            part(client)
        except Exception:  # A step that breaks off is a failed one; the others still run.
            broken(part.__name__)


def login(client):
    check("login by passport gives a cookie", client.authorize("user", "password"))
    check("the login was asked for", [r["status"] for r in sandbox.recorded() if r["path"] == "/authenticate"], [200])
    client.use_key()


def markets(client):
    for market, path in BOARDS.items():
        own = rows(path, "securities", paged=False)
        check(f"{market} tickers, {len(own)} of them", differences(client.tickers(market), own, client.TICKER_FIELDS[market]), [])
        own = rows(path, "marketdata", paged=False)
        names = ["ticker", "open", "low", "high", "last", "numtrades", "voltoday", "valtoday", "systime"]
        check(f"{market} market data", differences(client.marketdata(market), own, names), [])


def day(client):
    for market in BOARDS:
        path = f"{PACK}/{market.lower()}/tradestats"
        own = rows(path, "data", date=DATE)
        check(f"{market} tradestats of the day, {len(own)} rows", differences(client.market(market, "tradestats", date=DATE), own), [])
    asked = [r for r in sandbox.recorded("tradestats.json") if "/eq/" in r["path"]]
    check("the library pages until an empty page", len(asked) > 10)


def slots(client):
    cases = [("EQ", "orderstats"), ("FX", "orderstats"), ("EQ", "obstats"), ("FX", "obstats"), ("FO", "obstats")]
    for market, dataset in cases:
        own = rows(f"{PACK}/{market.lower()}/{dataset}", "data", date=DATE, latest=1)
        read = client.market(market, dataset, date=DATE, latest=True)
        check(f"{market} {dataset}, the last slot of {len(own)} rows", differences(read, own), [])
    check("FO orderstats has a route and no rows", client.market("FO", "orderstats", date=DATE, latest=True), [])


def daily(client):
    for market in BOARDS:
        own = rows(f"{PACK}/{market.lower()}/hi2", "data", date=DATE)
        check(f"{market} hi2, {len(own)} rows", differences(client.market(market, "hi2", date=DATE), own), [])
    check("EQ hi2 takes two pages", 1_000 < len(rows(f"{PACK}/eq/hi2", "data", date=DATE)) <= 2_000)
    for market in ("EQ", "FO") if client.HAS_ALERTS else ():
        own = rows(f"{PACK}/{market.lower()}/alerts", "data", date=DATE)
        check(f"{market} Mega Alerts, {len(own)} rows", differences(client.market(market, "alerts", date=DATE), own), [])
        check("some of them", len(own) > 10)


def instruments(client):
    cases = [("EQ", "SBER", "tradestats"), ("EQ", "GAZP", "orderstats"), ("EQ", "LKOH", "obstats"), ("FX", "CNYRUB_TOM", "tradestats"),
             ("FO", "SiU4", "tradestats"), ("EQ", "SBER", "hi2")]
    for market, ticker, dataset in cases:
        own = rows(f"{PACK}/{market.lower()}/{dataset}/{ticker}", "data", from_=BEFORE, till=DATE)
        read = client.ticker(ticker, dataset, BEFORE, DATE)
        check(f"{ticker} {dataset} of three days, {len(own)} rows", differences(read, own), [])
    check("an unknown code is not found", client.knows("NOSUCH"), False)


def open_interest(client):
    # The library asks once and takes the thousand rows it gets.
    own = rows(FUTOI, "futoi", paged=False, date=DATE)
    check(f"futoi of the market, {len(own)} rows", differences(client.futoi(DATE), own), [])
    for contract, ticker in (("SiU4", "Si"), ("USDRUBF", "USDRUBF")):
        own = rows(f"{FUTOI}/{ticker}", "futoi", paged=False, from_=DATE, till=DATE)
        read = client.ticker_futoi(contract, DATE, DATE)
        check(f"futoi of {contract}, {len(own)} rows", differences(read, own), [])
        check("newest first", [r["tradetime"] for r in own], sorted((r["tradetime"] for r in own), reverse=True))
        balance = {}
        for row in read:
            balance[str(row["tradetime"])] = balance.get(str(row["tradetime"]), 0) + row["pos"]
        check("people hold what companies do not", set(balance.values()), {0})


def candles(client):
    cases = [("EQ", "SBER", 1, BEFORE), ("EQ", "SBER", 10, BEFORE), ("FX", "CNYRUB_TOM", 60, BEFORE), ("FO", "SiU4", 1, BEFORE),
             ("EQ", "SBER", 24, "2024-06-03"), ("EQ", "SBER", 7, "2024-06-03"), ("EQ", "SBER", 31, "2024-05-20")]
    for market, ticker, period, first in cases:
        own = rows(f"{BOARDS[market]}/{ticker}/candles", "candles", from_=first, till=DATE, interval=period)
        read = client.candles(ticker, first, DATE, period)
        check(f"{ticker} candles of {period}, {len(own)} rows", differences(read, own), [])
    # The same trades by two routes: minutes of the day against tradestats.
    stats = client.ticker("SiU4", "tradestats", DATE, DATE)
    published = str(stats[-1]["tradetime"])
    minutes = [c for c in client.candles("SiU4", DATE, DATE, 1) if str(c["begin"])[11:] < published]
    check("minutes and slots sum up to the same lots", total(minutes, "volume"), total(stats, "vol"))
    gap = abs(total(minutes, "value") - total(stats, "val"))
    check("and to the same roubles", gap <= len(stats))


def refusals(client):
    sandbox.fault("html200", "exchange", times=1)
    check("the login page is told as 403", client.status(), 403)
    sandbox.fault("403-too-many", "exchange", times=1)
    check("network protection", client.status(), 403)
    sandbox.fault("429", "exchange", times=1, retry_after=1)
    check("the rate limit", client.status(), 429)
    sandbox.fault("5xx", "exchange", times=1)
    check("a server's error", client.status(), 500)
    client.use_no_key()
    check("no key", client.status(), 401)
    client.use_key()
    check("and all is well again", client.status(), None)
    check("no route was missing", {r["path"] for r in sandbox.recorded() if r["status"] == 404}, set())
