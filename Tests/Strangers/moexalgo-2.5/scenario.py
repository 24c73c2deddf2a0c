"""moexalgo 2.5: the exchange's own library for Python 3.12 and later."""
import httpx
import moexalgo
import moexalgo.session as session
from exchange import DATE, KEY
from play_exchange import play
from sandbox import URL
from steps import finish

# The library's own module settings are its way to another server (docs/reference/algopack.md, The client library).
session.USE_HTTPS = False
session.BASE_URL = session.TOKEN_URL = f"{URL}/iss"
session.AUTH_URL = f"{URL}/authenticate"


class Client:
    HAS_ALERTS = True
    TICKER_FIELDS = {
        "EQ": ["ticker", "shortname", "lotsize", "decimals", "minstep", "issuesize", "isin", "regnumber", "listlevel"],
        "FX": ["ticker", "shortname", "lotsize", "decimals", "minstep", "secname"],
        "FO": ["ticker", "sectype", "assetcode", "shortname", "lotvolume", "decimals", "minstep", "initialmargin", "lasttradedate"],
    }

    def authorize(self, user, password):
        return moexalgo.session.authorize(user, password)

    def use_key(self):
        session.TOKEN = KEY

    def use_no_key(self):
        session.TOKEN = None

    def tickers(self, market):
        return list(moexalgo.Market(market).tickers("*", native=True))

    def marketdata(self, market):
        return list(moexalgo.Market(market).marketdata("*", native=True))

    def market(self, market, dataset, **query):
        return list(getattr(moexalgo.Market(market), dataset)(native=True, **query))

    def ticker(self, ticker, dataset, start, end):
        return list(getattr(moexalgo.Ticker(ticker), dataset)(start=start, end=end, native=True))

    def knows(self, ticker):
        try:
            moexalgo.Ticker(ticker)
            return True
        except LookupError:
            return False

    def futoi(self, date):
        return list(moexalgo.Market("FO").futoi(date=date, native=True))

    def ticker_futoi(self, ticker, start, end):
        return list(moexalgo.Ticker(ticker).futoi(start=start, end=end, native=True))

    def candles(self, ticker, start, end, period):
        return list(moexalgo.Ticker(ticker).candles(start, end, period, native=True))

    def status(self):
        """The status a request fails with; None when it succeeds."""
        try:
            self.market("FX", "tradestats", date=DATE, latest=True)
        except httpx.HTTPStatusError as error:
            return error.response.status_code


play(Client())
finish()
