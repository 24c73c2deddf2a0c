"""moexalgo 2.3: the last generation that runs on Debian 12's Python 3.11; it hands out pandas frames."""
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


def records(frame):
    """Rows as dictionaries; this version makes the text `None` of a text that is null."""
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [{name: None if value == "None" else value for name, value in row.items()} for row in rows]


class Client:
    HAS_ALERTS = False
    TICKER_FIELDS = {
        "EQ": ["ticker", "shortname", "lotsize", "decimals", "minstep", "issuesize", "isin", "regnumber", "listlevel"],
        "FX": ["ticker", "shortname", "lotsize", "decimals", "minstep"],
        "FO": ["ticker", "shortname", "decimals", "minstep"],
    }

    def authorize(self, user, password):
        return session.authorize(user, password)

    def use_key(self):
        session.TOKEN = KEY
        session.AUTH_CERT = None

    def use_no_key(self):
        session.TOKEN = None

    def tickers(self, market):
        return records(moexalgo.Market(market).tickers())

    def marketdata(self, market):
        return records(moexalgo.Market(market).marketdata())

    def market(self, market, dataset, **query):
        return records(getattr(moexalgo.Market(market), dataset)(**query))

    def known(self, ticker):
        # Without its board the code is cut at the underline: CNYRUB_TOM would be CNYRUB on the board TOM.
        return moexalgo.Ticker(ticker, "CETS" if "_" in ticker else None)

    def ticker(self, ticker, dataset, start, end):
        return records(getattr(self.known(ticker), dataset)(start=start, end=end))

    def knows(self, ticker):
        try:
            self.known(ticker)
            return True
        except LookupError:
            return False

    def futoi(self, date):
        return records(moexalgo.Market("FO").futoi(date=date))

    def ticker_futoi(self, ticker, start, end):
        return records(self.known(ticker).futoi(start=start, end=end))

    def candles(self, ticker, start, end, period):
        return records(self.known(ticker).candles(start=start, end=end, period=period))

    def status(self):
        """The status a request fails with; None when it succeeds."""
        try:
            self.market("FX", "tradestats", date=DATE, latest=True)
        except httpx.HTTPStatusError as error:
            return error.response.status_code


play(Client())
finish()
