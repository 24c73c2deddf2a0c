"""TKSBrokerAPI: a REST client of T-Invest that nobody here wrote, trading with the sandbox's broker."""
import os
import sys
import tempfile
import types

# The constructor and the log write files beside the process.
os.chdir(tempfile.mkdtemp(prefix="tks-"))


def stub(name, **members):
    """A module that the library imports and the scenario never uses: charts, fuzzy logic, compiled statistics."""
    module = types.ModuleType(name)
    module.__dict__.update(members)
    sys.modules[name] = module
    return module


class Nothing:
    levelsNames = dict.fromkeys(["Min", "Low", "Med", "High", "Max"])
    levels = []

    def __init__(self, *arguments, **named):
        pass


class Logger:
    handlers = [None]

    def __getattr__(self, name):
        return lambda *arguments, **named: None


stub("pricegenerator")
stub("pricegenerator.PriceGenerator", PriceGenerator=Nothing, uLogger=Logger())
stub("pricegenerator.UniLogger", DisableLogger=lambda *arguments, **named: None)
stub("fuzzyroutines")
stub("fuzzyroutines.FuzzyRoutines", UniversalFuzzyScale=Nothing)
stub("scipy")
stub("scipy.stats", norm=None)
stub("numba", jit=lambda *arguments, **named: (lambda function: function))

from broker import ACCOUNT, TOKEN, call  # noqa: E402
from sandbox import URL, fault, recorded  # noqa: E402
from steps import broken, check, finish  # noqa: E402
from tksbrokerapi import TKSBrokerAPI  # noqa: E402


class Client(TKSBrokerAPI.TinkoffBrokerServer):
    """The library with another server: its constructor already calls the network, so the address is fixed before it."""

    server = property(lambda self: f"{URL}/rest", lambda self, value: None)


def money(value):
    return int(value["units"]) + value["nano"] / 1e9


def read(client):
    client.ticker = "SBER"
    share = client.SearchByTicker(requestPrice=True)
    check("the share is found with its lot and step", (share["lot"], share["step"]), (10, 0.01))
    prices = share["currentPrice"]
    # The library names sides by what one gets from them.
    best = sorted(float(level["price"]) for level in prices["buy"] + prices["sell"])
    check("its book has prices", len(best) >= 2 and best[0] > 0)
    status = client.RequestTradingStatus()
    check("trading is open", (status["tradingStatus"], status["limitOrderAvailableFlag"]),
          ("SECURITY_TRADING_STATUS_NORMAL_TRADING", True))
    accounts = client.RequestAccounts()["accounts"]
    check("the account is ours", [a["id"] for a in accounts], [ACCOUNT])
    tariff = client.RequestTariffLimits()
    check("the tariff has limits", any(l["limitPerMinute"] == 900 for l in tariff["unaryLimits"]))
    limits = client.RequestLimits()
    check("a million roubles can be withdrawn", money(limits["money"][0]), 1_000_000)
    return share


def trade(client, share):
    bought = client.Buy(lots=2)
    check("a market order fills", (bought["executionReportStatus"], bought["lotsExecuted"]),
          ("EXECUTION_REPORT_STATUS_FILL", "2"))
    positions = client.RequestPositions()
    check("twenty pieces are held", positions["securities"][0]["balance"], "20")
    portfolio = client.RequestPortfolio()
    held = [p for p in portfolio["positions"] if p["figi"] == share["figi"]]
    check("the portfolio has them at their price", (money(held[0]["quantity"]), money(held[0]["averagePositionPrice"])),
          (20, money(bought["executedOrderPrice"])))
    check("the library sees them too", client.IsInPortfolio())
    low = round(money(bought["executedOrderPrice"]) * 0.95, 2)
    client.BuyLimit(lots=1, targetPrice=low)
    pending = client.RequestPendingOrders()
    check("a limit order waits", [o["lotsRequested"] for o in pending], ["1"])
    client.CloseOrders(orderIDs=[pending[0]["orderId"]])
    check("and is cancelled", client.RequestPendingOrders(), [])
    client.SellStop(lots=2, targetPrice=low, stopType="SL")
    stops = client.RequestStopOrders()
    check("a stop waits", (len(stops), stops[0]["direction"]), (1, "STOP_ORDER_DIRECTION_SELL"))
    client.CloseOrders(orderIDs=[stops[0]["stopOrderId"]])
    check("and is cancelled too", client.RequestStopOrders(), [])
    sold = client.Sell(lots=2)
    check("a sale closes", (sold["lotsExecuted"], client.RequestPositions()["securities"]), ("2", []))
    operations = call("OperationsService", "GetOperations", accountId=ACCOUNT)["operations"]
    kinds = [o["operationType"] for o in operations]
    check("operations hold both and their fees",
          (kinds.count("OPERATION_TYPE_BUY"), kinds.count("OPERATION_TYPE_SELL"), kinds.count("OPERATION_TYPE_BROKER_FEE")),
          (1, 1, 2))


def trouble(client):
    client.pause = 0.1
    fault("5xx", "broker:GetAccounts", status=503, times=2)
    check("it asks again after 503", len(client.RequestAccounts()["accounts"]), 1)
    check("three questions came for that", len([r for r in recorded("GetAccounts") if r["status"] == 503]), 2)
    wrong = Client(TOKEN, ACCOUNT, useCache=False)
    wrong.retry = 0
    wrong.headers = wrong.headers | {"Authorization": "Bearer t.wrong"}
    check("a wrong token gets nothing", wrong.RequestAccounts(), {})


def main():
    for handler in TKSBrokerAPI.uLogger.handlers:
        handler.setLevel(50)  # Its own story of each step belongs to nobody here.
    try:
        client = Client(TOKEN, ACCOUNT, useCache=False)
        share = read(client)
        trade(client, share)
        trouble(client)
    except Exception:
        broken("the scenario")


main()
finish()
