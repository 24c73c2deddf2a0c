"""hftbacktest: its own replay of an event array that is written here with its types, and `mayak convert` of the same file."""
import json
import os
import random
import subprocess
import tempfile

import numpy as np
from hftbacktest import (BUY_EVENT, DEPTH_CLEAR_EVENT, DEPTH_EVENT, DEPTH_SNAPSHOT_EVENT, EXCH_EVENT, LOCAL_EVENT, SELL_EVENT, TRADE_EVENT,
                         BacktestAsset, HashMapMarketDepthBacktest)
from hftbacktest.types import event_dtype
from steps import check, finish

MAYAK = os.environ["MAYAK_BINARY"]
BEGIN = 1_700_000_000_000_000_000
LOW, HIGH, MIDDLE = 9_960, 10_040, 10_000


def events(seed, count):
    """Rows of a book that never crosses, with trades, snapshots and clears up to a price, of a side, and of both."""
    chance = random.Random(seed)
    rows, now = [], BEGIN
    for _ in range(count):
        now += chance.randint(1, 3) * 1_000_000
        side = chance.choice([BUY_EVENT, SELL_EVENT])
        tick = MIDDLE - chance.randint(1, 30) if side == BUY_EVENT else MIDDLE + chance.randint(1, 30)
        size = round(chance.random() * 9 + 0.001, 3)
        what = chance.random()
        if what < 0.75:
            kind, size = DEPTH_EVENT, 0 if chance.random() < 0.25 else size
        elif what < 0.9:
            kind = TRADE_EVENT
        elif what < 0.96:
            kind = DEPTH_SNAPSHOT_EVENT
        else:
            kind, size = DEPTH_CLEAR_EVENT, 0
        rows.append((kind | side | EXCH_EVENT | LOCAL_EVENT, now - 500_000, now, tick / 100, size, 0, 0, 0))
    return np.array(rows, event_dtype)


def theirs(path):
    """After each local time: both sides, tick by tick."""
    asset = (BacktestAsset().data([path]).linear_asset(1.0).constant_order_latency(0, 0).risk_adverse_queue_model()
             .no_partial_fill_exchange().trading_value_fee_model(0, 0).tick_size(0.01).lot_size(0.001).last_trades_capacity(0))
    replay = HashMapMarketDepthBacktest([asset])
    books = {}
    while replay.wait_next_feed(False, 10**15) == 2:
        depth = replay.depth(0)
        bids = [[t, round(depth.bid_qty_at_tick(t), 3)] for t in range(HIGH, LOW - 1, -1) if depth.bid_qty_at_tick(t) > 0]
        asks = [[t, round(depth.ask_qty_at_tick(t), 3)] for t in range(LOW, HIGH + 1) if depth.ask_qty_at_tick(t) > 0]
        books[int(replay.current_timestamp)] = (bids, asks)
    replay.close()
    return books


def main():
    folder = tempfile.mkdtemp()
    for seed in range(3):
        rows = events(seed, 600)
        path = f"{folder}/BTCUSDT{seed}.npz"
        (np.savez_compressed if seed else np.savez)(path, data=rows)
        result = subprocess.run([MAYAK, "convert", path, path + ".jsonl"], capture_output=True, text=True, check=False)
        check(f"convert {seed}", result.returncode, 0)
        with open(path + ".jsonl") as lines:
            own = [json.loads(line) for line in lines]
        trades = [[e["ts"], e["price"], e["qty"], e["side"]] for e in own if "price" in e]
        expected = [[int(r["local_ts"]), float(r["px"]), float(r["qty"]), "buy" if r["ev"] & BUY_EVENT else "sell"]
                    for r in rows if r["ev"] & 0xFF == TRADE_EVENT]
        check(f"{len(expected)} trades of file {seed}", trades == expected and len(trades) > 50)
        books = theirs(path)
        wrong = []
        for event in own:
            # Its replay ends before it shows the last time.
            if "bids" not in event or event["ts"] == int(rows["local_ts"][-1]):
                continue
            sides = [[[round(p * 100), q] for p, q in event[side]] for side in ("bids", "asks")]
            if tuple(sides) != tuple(books[event["ts"]]):
                wrong.append((event["ts"], sides, books[event["ts"]]))
        count = sum("bids" in event for event in own)
        check(f"{count} books of file {seed}, clears up to a price among them", wrong[:1], [])
    finish()


main()
