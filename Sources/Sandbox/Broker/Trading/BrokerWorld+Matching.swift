import Market
import Platform

extension BrokerWorld {
    /// An order meets the book of its moment; what is left rests or ends, by its terms.
    mutating func trade(
        _ order: inout BrokerOrder,
        with book: BrokerBook?,
        _ faults: BrokerFaults,
        account index: Int,
        at now: Timestamp
    ) {
        let levels = reachable(order, book, at: now)
        let available = levels.reduce(Int64(0)) { $0 + $1.lots }
        if order.term == .fillOrKill, available < order.lots {
            finish(&order, .cancelledByExchange, at: now)
            return
        }
        // A part fills, and the rest is taken from it: half, rounded down, is what trades.
        let wanted = faults.cancelsPart ? order.lots / 2 : order.lots
        for level in levels where order.filled < wanted {
            let lots = min(level.lots, wanted - order.filled)
            taken.take(lots, level.place, minute: BrokerMarket.minute(at: now))
            fill(&order, level.place.price, lots, account: index, at: now)
        }
        if order.remaining == 0 {
            finish(&order, nil, at: now)
        } else if faults.cancelsPart {
            finish(&order, .cancelledByBroker, at: now)
        } else if order.term != .day {
            finish(&order, .cancelledByExchange, at: now)
        }
    }

    private struct Reachable {
        let place: TakenLots.Level
        let lots: Int64
    }

    /// The opposite levels within the order's price, less what was taken from them.
    private func reachable(_ order: BrokerOrder, _ book: BrokerBook?, at now: Timestamp) -> [Reachable] {
        let minute = BrokerMarket.minute(at: now)
        return (book?[order.side.takes] ?? []).compactMap { level in
            if let limit = order.limit, order.side == .buy ? level.price > limit : level.price < limit { return nil }
            let place = TakenLots.Level(uid: order.instrument.uid, side: order.side.takes, price: level.price)
            let left = taken.left(of: level, place, minute: minute)
            return left > 0 ? Reachable(place: place, lots: left) : nil
        }
    }

    /// Lets the time until now pass for what rests: each minute's book is looked at once.
    mutating func advance(to now: Timestamp) {
        let minute = BrokerMarket.minute(at: now)
        for number in active {
            guard var order = orders[number], let index = accounts.firstIndex(where: { $0.id == order.account }) else {
                continue
            }
            while order.isActive, order.minute < minute {
                order.minute += 1
                let instant = Self.start(ofMinute: order.minute)
                if instant >= order.dayEnd {
                    finish(&order, .cancelledByExchange, at: order.dayEnd)
                } else {
                    match(&order, account: index, at: instant)
                }
            }
            orders[number] = order
        }
        active.removeAll { orders[$0]?.isActive != true }
        fireStops(at: now)
    }

    /// A resting order trades at its own price with what the minute's book offers there or better.
    private mutating func match(_ order: inout BrokerOrder, account index: Int, at instant: Timestamp) {
        guard let limit = order.limit, let book = market.book(order.instrument, at: instant) else { return }
        for level in reachable(order, book, at: instant) where order.remaining > 0 {
            let lots = min(level.lots, order.remaining)
            taken.take(lots, level.place, minute: order.minute)
            fill(&order, limit, lots, account: index, at: instant)
        }
        if order.remaining == 0 { finish(&order, nil, at: instant) }
    }

    private mutating func fill(
        _ order: inout BrokerOrder,
        _ price: Price,
        _ lots: Int64,
        account index: Int,
        at now: Timestamp
    ) {
        let value = order.instrument.value(price, lots)
        let commission = BrokerAccount.commission(of: value)
        order.fills.append(
            .init(
                price: price,
                lots: lots,
                time: now,
                commission: commission,
                number: "\(40_000_000_000 + nextNumber())"
            )
        )
        let uid = order.instrument.uid
        accounts[index].holdings[uid, default: .init(instrument: order.instrument)].apply(order.side, price, lots)
        let payment = order.side == .buy ? -value : value
        accounts[index].money += payment - commission
        accounts[index].operations.append(
            .init(
                id: "\(nextNumber())",
                kind: order.side == .buy ? .buy : .sell,
                instrument: order.instrument,
                price: price,
                lots: lots,
                payment: payment,
                time: now
            )
        )
        accounts[index].operations.append(
            .init(
                id: "\(nextNumber())",
                kind: .fee,
                instrument: order.instrument,
                price: .zero,
                lots: 0,
                payment: -commission,
                time: now
            )
        )
        if order.remaining > 0 { note(account: order.account, order: order, at: now) }
    }

    mutating func finish(_ order: inout BrokerOrder, _ cause: BrokerOrder.Cause?, at now: Timestamp) {
        order.end(cause, at: now)
        note(account: order.account, order: order, at: now)
    }

    static func start(ofMinute minute: Int) -> Timestamp {
        Timestamp(seconds: Int64(minute) * 60) - MoscowTime.offset
    }
}
