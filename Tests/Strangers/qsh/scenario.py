"""qsh: another reader of QScalp's history files, on files that are written here, and `mayak convert` on the same ones."""
import gzip
import json
import os
import random
import struct
import subprocess
import sys
import tarfile
import tempfile

from steps import check, finish

MAYAK = os.environ["MAYAK_BINARY"]
FOLDER = tempfile.mkdtemp()
ADD, FILL, BUY, SELL, END, FLOW = 4, 8, 16, 32, 1024, 2
BEGIN_MS = 63_835_596_800_000 + 36_000_000  # 2023-11-15, from the year 1 on


def stranger():
    """The package's extension does not build on newer Pythons; its Python source runs without it."""
    subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:", "-d", FOLDER, "qsh==0.8.2"],
                   check=True)
    with tarfile.open(f"{FOLDER}/qsh-0.8.2.tar.gz") as archive:
        archive.extractall(FOLDER)
    sys.path.insert(0, f"{FOLDER}/qsh-0.8.2")
    import qsh
    return qsh


def unsigned(value):
    out = b""
    while value >= 0x80:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])


def signed(value):
    out = b""
    while True:
        low, value = value & 0x7F, value >> 7
        if (value == 0 and not low & 0x40) or (value == -1 and low & 0x40):
            return out + bytes([low])
        out += bytes([low | 0x80])


def growing(value):
    return unsigned(value) if 0 <= value < 268435455 else unsigned(268435455) + signed(value)


def text(value):
    return unsigned(len(value)) + value.encode()


def header(streams):
    out = b"QScalp History Data" + bytes([4]) + text("mayak") + text("made")
    out += struct.pack("<q", BEGIN_MS * 10_000) + bytes([len(streams)])
    for kind, name in streams:
        out += bytes([kind]) + text(name)
    return out


class OrderLog:
    """Orders that come, go and meet, as the exchange tells them."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.bytes = header([(112, "Plaza2:SiZ3:F:1:1")])
        self.orders = []
        self.last_id = self.last_price = self.last_deal = self.last_deal_price = 0
        self.first = True

    def record(self, actions, order, price, amount, rest=None, deal=None):
        delta = self.random.choice([0, 0, 1, 700])
        fill = actions & FILL
        mask = 2 | 4 | 8 | (16 | 32 | 64 if fill else 0)
        if self.first:
            actions |= FLOW
            self.first = False
        out = growing(delta) + bytes([mask]) + struct.pack("<H", actions)
        if actions & ADD:
            out += growing(order - self.last_id)
            self.last_id = order
        else:
            out += signed(order - self.last_id)
        out += signed(price - self.last_price) + signed(amount)
        self.last_price = price
        if fill:
            out += signed(rest) + growing(deal - self.last_deal) + signed(price - self.last_deal_price)
            self.last_deal, self.last_deal_price = deal, price
        self.bytes += out

    def step(self):
        if self.orders and self.random.random() < 0.3:
            side, price, amount, order = self.orders.pop(self.random.randrange(len(self.orders)))
            self.record(side | END, order, price, amount)
            return
        side = self.random.choice([BUY, SELL])
        price = 90_000 + self.random.randint(-6, 6)
        left, order = self.random.randint(1, 20), self.last_id + self.random.randint(1, 3)
        other = BUY + SELL - side
        sign = 1 if side == BUY else -1
        hits = sorted((o for o in self.orders if o[0] == other and sign * o[1] <= sign * price), key=lambda o: sign * o[1])
        self.record(side | ADD | (0 if hits else END), order, price, left)
        while hits and left:
            rested = hits.pop(0)
            self.orders.remove(rested)
            lots = min(left, rested[2])
            left -= lots
            deal = self.last_deal + 1
            rest = rested[2] - lots
            self.record(other | FILL, rested[3], rested[1], lots, rest, deal)
            # The log tells the taker's fill at the price of its order, the deal's own beside it.
            self.taker(side, order, price, rested[1], lots, left, deal, not hits or not left)
            if rest:
                self.orders.append((other, rested[1], rest, rested[3]))
        if left:
            self.orders.append((side, price, left, order))

    def taker(self, side, order, price, deal_price, lots, left, deal, is_end):
        out = growing(0) + bytes([2 | 4 | 8 | 16 | 32 | 64]) + struct.pack("<H", side | FILL | (END if is_end else 0))
        out += signed(order - self.last_id) + signed(price - self.last_price) + signed(lots)
        self.last_price = price
        out += signed(left) + growing(deal - self.last_deal) + signed(deal_price - self.last_deal_price)
        self.last_deal, self.last_deal_price = deal, deal_price
        self.bytes += out


def mayak(path):
    out = path + ".jsonl"
    result = subprocess.run([MAYAK, "convert", path, out], capture_output=True, text=True, check=False)
    if result.returncode != 0:
        check(f"convert {os.path.basename(path)}", result.stderr, "")
        return []
    with open(out) as lines:
        return [json.loads(line) for line in lines]


def sides(quotes):
    bids = [[price, -size] for price, size in sorted(quotes.items(), reverse=True) if size < 0]
    asks = [[price, size] for price, size in sorted(quotes.items()) if size > 0]
    return bids[:50], asks[:50]


def order_logs(qsh):
    for seed in range(4):
        log = OrderLog(seed)
        for _ in range(400):
            log.step()
        path = f"{FOLDER}/log{seed}.qsh"
        with open(path, "wb") as file:
            file.write(gzip.compress(log.bytes) if seed % 2 else log.bytes)
        books, deals = [], []
        with qsh.open(path) as theirs:
            theirs.read_stream_header()
            try:
                while True:
                    theirs.read_frame_header()
                    entry, _, quotes, deal = theirs.read_ord_log_data()
                    if entry.actions_mask & END:
                        books.append(sides(quotes))
                    if deal:
                        deals.append([deal.price, deal.volume, 3 - deal.type])
            except EOFError:
                pass
        events = mayak(path)
        own = [(e["bids"], e["asks"]) for e in events if "bids" in e]
        # The stranger tells a deal's side by its first fill, the one that rested; ours is the side that took.
        trades = [[e["price"], e["qty"], 1 if e["side"] == "buy" else 2] for e in events if "price" in e]
        name = f"an order log of {len(books)} transactions, {'gzip' if seed % 2 else 'plain'}"
        check(f"{name}: every book", own == books and len(books) > 300)
        check(f"{name}: {len(deals)} deals", trades == deals and len(deals) > 50)


def quotes_and_deals(qsh):
    """Two streams in one file: changes of a book, and deals."""
    chance = random.Random(9)
    out = header([(16, "Plaza2:RIZ3:F:1:10"), (32, "Plaza2:RIZ3:F:1:10")])
    book, price_before, deal_before = {}, 0, [0, 0, 0]
    for index in range(300):
        out += growing(chance.choice([0, 5, 4000]))
        if chance.random() < 0.6:
            changes = {chance.randint(9_000, 9_020): 0 for _ in range(chance.randint(1, 4))}
            for price in changes:
                changes[price] = 0 if book.get(price) and chance.random() < 0.4 else chance.randint(1, 50) * (-1 if price < 9_010 else 1)
            out += bytes([0]) + signed(len(changes))
            for price, size in changes.items():
                out += signed(price - price_before) + signed(size)
                price_before = price
                book[price] = size
        else:
            price, volume, deal_id = chance.randint(9_000, 9_020), chance.randint(1, 30), deal_before[2] + 1
            mask = chance.choice([1, 2]) | 8 | 32 | 64
            out += bytes([1, mask]) + growing(deal_id - deal_before[2]) + signed(price - deal_before[0]) + signed(volume)
            deal_before = [price, volume, deal_id]
    path = f"{FOLDER}/two.qsh"
    with open(path, "wb") as file:
        file.write(out)
    theirs_events = []
    with qsh.open(path) as theirs:
        for _ in range(2):
            theirs.read_stream_header()
        try:
            while True:
                _, stream = theirs.read_frame_header()
                if stream == 0:
                    # Its two ways to read quotes differ in what a call gives back; the book that it keeps is what is compared.
                    theirs.read_quotes_data()
                    theirs_events.append(sides(theirs.quotes_dict))
                else:
                    deal = theirs.read_deals_data()
                    theirs_events.append([deal.price, deal.volume, deal.type])
        except EOFError:
            pass
    own = []
    for event in mayak(path):
        if "bids" in event:
            own.append(([[p // 10, q] for p, q in event["bids"]], [[p // 10, q] for p, q in event["asks"]]))
        else:
            own.append([event["price"] // 10, event["qty"], 1 if event["side"] == "buy" else 2])
    check(f"quotes and deals in one file: {len(theirs_events)} events", own == theirs_events and len(own) == 300)


def main():
    qsh = stranger()
    order_logs(qsh)
    quotes_and_deals(qsh)
    finish()


main()
