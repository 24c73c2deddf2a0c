"""websockets: a client of RFC 6455 that nobody here wrote, on the streams of the sandbox's broker."""
import asyncio
import json
import uuid

import websockets
from broker import ACCOUNT, PACKAGE, TOKEN, call, number, share
from sandbox import URL, fault, post
from steps import broken, check, finish

BASE = URL.replace("http://", "ws://") + f"/ws/{PACKAGE}."
MARKET = BASE + "MarketDataStreamService/MarketDataStream"
ORDERS = BASE + "OrdersStreamService/OrderStateStream"
POSITIONS = BASE + "OperationsStreamService/PositionsStream"
BEARER = {"Authorization": f"Bearer {TOKEN}"}


def connect(url, **more):
    more.setdefault("additional_headers", BEARER)
    return websockets.connect(url, subprotocols=more.pop("subprotocols", ["json"]), **more)


async def until(socket, name):
    """The next message that has the member, whatever comes before it."""
    while True:
        message = json.loads(await asyncio.wait_for(socket.recv(), 30))
        if name in message:
            return message[name]


def book_request(uid, depth=20, action="SUBSCRIBE"):
    return json.dumps({"subscribeOrderBookRequest": {
        "subscriptionAction": f"SUBSCRIPTION_ACTION_{action}",
        "instruments": [{"instrumentId": uid, "depth": depth, "orderBookType": "ORDERBOOK_TYPE_EXCHANGE"}]}})


async def market(uid):
    async with connect(MARKET) as socket:
        check("the subprotocol is json", socket.subprotocol, "json")
        await socket.send(book_request(uid))
        answer = await until(socket, "subscribeOrderBookResponse")
        check("the book is subscribed", answer["orderBookSubscriptions"][0]["subscriptionStatus"],
              "SUBSCRIPTION_STATUS_SUCCESS")
        book = await until(socket, "orderbook")
        check("the book has its depth on both sides", (len(book["bids"]), len(book["asks"])), (20, 20))
        check("the best bid is below the best ask",
              number(book["bids"][0]["price"]) < number(book["asks"][0]["price"]))
        await socket.send(book_request(uid, depth=7))
        answer = await until(socket, "subscribeOrderBookResponse")
        check("depth 7 is refused", answer["orderBookSubscriptions"][0]["subscriptionStatus"],
              "SUBSCRIPTION_STATUS_DEPTH_IS_INVALID")
        await socket.send(json.dumps({"subscribeTradesRequest": {
            "subscriptionAction": 1, "instruments": [{"instrumentId": uid}]}}))
        trade = await until(socket, "trade")
        check("a trade is of the share", (trade["instrumentUid"], int(trade["quantity"]) > 0), (uid, True))
        # Frames in pieces, and pings of both sides.
        text = book_request("nobody")
        await socket.send([text[:10], text[10:30], text[30:]])
        answer = await until(socket, "subscribeOrderBookResponse")
        check("a fragmented request is read", answer["orderBookSubscriptions"][0]["subscriptionStatus"],
              "SUBSCRIPTION_STATUS_INSTRUMENT_NOT_FOUND")
        pong = await socket.ping()
        await asyncio.wait_for(pong, 10)
        check("a ping is answered", pong.done())
        await socket.send("{")
        error = await until(socket, "code")
        check("nonsense is answered with an error", error, 3)
    check("the goodbye is answered", socket.close_code, 1000)


async def orders(uid):
    async with connect(ORDERS) as socket, connect(POSITIONS) as places:
        await socket.send(json.dumps({"accounts": [ACCOUNT], "pingDelayMillis": 1000}))
        check("orders are followed", (await until(socket, "subscription"))["status"], "RESULT_SUBSCRIPTION_STATUS_OK")
        await places.send(json.dumps({"accounts": [ACCOUNT], "withInitialPositions": True}))
        await until(places, "initialPositions")
        key = str(uuid.uuid4())
        placed = call("OrdersService", "PostOrder", accountId=ACCOUNT, instrumentId=uid, quantity="2", orderId=key,
                      direction="ORDER_DIRECTION_BUY", orderType="ORDER_TYPE_MARKET")
        first = await until(socket, "orderState")
        last = first
        while last["executionReportStatus"] != "EXECUTION_REPORT_STATUS_FILL":
            last = await until(socket, "orderState")
        check("the first word has another number, both have our key",
              (first["orderId"] != placed["orderId"], first["orderRequestId"], last["orderRequestId"]), (True, key, key))
        check("the last word has the exchange's number", last["orderId"], placed["orderId"])
        check("trades are in pieces", sum(int(t["quantity"]) for t in last["trades"]), 2 * last["lotSize"])
        position = await until(places, "position")
        check("the position is told in pieces", position["securities"][0]["balance"], "20")
        check("a ping comes when nothing else does", "time" in await until(socket, "ping"))


async def refusals(uid):
    for name, more in [("a wrong token", {"additional_headers": {"Authorization": "Bearer t.wrong"}}),
                       ("no token", {"additional_headers": {}})]:
        async with connect(MARKET, **more) as socket:
            try:
                await asyncio.wait_for(socket.recv(), 10)
            except websockets.ConnectionClosed:
                pass
        check(f"{name} is closed with 4016", socket.close_code, 4016)
    async with connect(MARKET, additional_headers={}, subprotocols=["json", TOKEN]) as socket:
        await socket.send(book_request(uid))
        check("a token may be the second subprotocol", bool(await until(socket, "orderbook")))
    async with connect(MARKET, subprotocols=["json-proto"]) as socket:
        await socket.send(json.dumps({"subscribe_order_book_request": {
            "subscription_action": "SUBSCRIPTION_ACTION_SUBSCRIBE",
            "instruments": [{"instrument_id": uid, "depth": 1}]}}))
        answer = await until(socket, "subscribe_order_book_response")
        check("json-proto answers with the contract's names",
              answer["order_book_subscriptions"][0]["subscription_status"], "SUBSCRIPTION_STATUS_SUCCESS")
    for path in ["", f"{PACKAGE}.UsersService/GetAccounts"]:
        try:
            async with connect(URL.replace("http://", "ws://") + f"/ws/{path}"):
                check(f"/ws/{path} is refused", "opened")
        except websockets.InvalidStatus as error:
            check(f"/ws/{path} is refused", error.response.status_code, 404)


async def faults(uid):
    for kind, code in [("stream-limit", 4008), ("stream-drop", 1006)]:
        async with connect(MARKET) as socket:
            await socket.send(book_request(uid))
            await until(socket, "orderbook")
            fault(kind, "broker:MarketDataStream", times=1)
            try:
                while True:
                    await asyncio.wait_for(socket.recv(), 20)
            except websockets.ConnectionClosed:
                pass
        check(f"{kind} closes with {code}", socket.close_code, code)
    async with connect(MARKET) as socket:
        await socket.send(book_request(uid))
        await until(socket, "orderbook")
        fault("stream-silent", "broker:MarketDataStream")
        await asyncio.sleep(0.3)
        while True:
            try:
                await asyncio.wait_for(socket.recv(), 0.5)
            except TimeoutError:
                break
        check("a silent stream stays open and says nothing", socket.state.name, "OPEN")
        post("fault", end="all")
        check("and speaks again", bool(await until(socket, "orderbook")))


async def limits(uid):
    async with connect(MARKET) as socket:
        for _ in range(101):
            await socket.send(book_request(uid))
        statuses = [(await until(socket, "subscribeOrderBookResponse"))["orderBookSubscriptions"][0]["subscriptionStatus"]
                    for _ in range(101)]
        check("the 101st request of a minute is one too many", (statuses[99], statuses[100]),
              ("SUBSCRIPTION_STATUS_SUCCESS", "SUBSCRIPTION_STATUS_TOO_MANY_REQUESTS"))


async def main():
    uid = share("SBER")["uid"]
    for part in [market, orders, refusals, faults, limits]:
        try:
            await asyncio.wait_for(part(uid), 120)
        except Exception:
            broken(part.__name__)


asyncio.run(main())
finish()
