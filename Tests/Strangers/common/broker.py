"""The sandbox's broker over REST, with nothing but Python's own library."""
import json
import urllib.error
import urllib.request

from sandbox import URL

TOKEN = "t.sandbox"
ACCOUNT = "2000000001"
PACKAGE = "tinkoff.public.invest.api.contract.v1"


def call(service, method, token=TOKEN, **body):
    """The answer, of an error too."""
    request = urllib.request.Request(
        f"{URL}/rest/{PACKAGE}.{service}/{method}",
        json.dumps(body).encode(),
        {"Content-Type": "application/json", "Authorization": f"Bearer {token}"},
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as reply:
            return json.loads(reply.read())
    except urllib.error.HTTPError as error:
        return json.loads(error.read())


def share(ticker):
    body = {"idType": "INSTRUMENT_ID_TYPE_TICKER", "classCode": "TQBR", "id": ticker}
    return call("InstrumentsService", "ShareBy", **body)["instrument"]


def number(quotation):
    return int(quotation["units"]) + quotation["nano"] / 1e9
