import Market
import Platform

/// An order as it was asked for, checked as far as that goes without the books.
struct BrokerPlacing: Sendable {
    let instrument: BrokerInstrument
    let direction: BrokerDirection
    let type: BrokerOrderType
    let term: BrokerTerm
    let price: Price?
    let lots: Int64
    let requestID: String
    let allowsMargin: Bool
}

extension BrokerWorld {
    /// Takes an order, lets it trade with the book, and says how it stands.
    mutating func place(
        _ placing: BrokerPlacing,
        account index: Int,
        faults: BrokerFaults = BrokerFaults(),
        isSandboxService: Bool = false,
        at now: Timestamp
    ) throws(BrokerFailure) -> BrokerOrder {
        guard accounts[index].requests[placing.requestID] == nil else {
            throw .invalid(30057, "the order is a duplicate, but the order report was not found")
        }
        let instrument = placing.instrument
        guard market.window(instrument, at: now) != nil else {
            throw .invalid(30079, "instrument is not available for trading")
        }
        guard let last = market.lastPrice(instrument, at: now)?.price ?? market.closePrice(instrument, at: now)?.price
        else { throw .invalid(30079, "instrument is not available for trading") }
        let limit = try limit(of: placing, last: last, at: now)
        try checkFunds(placing, at: limit ?? last, account: index, isSandboxService, now)
        let number = 70_000_000_000 + nextNumber()
        var order = BrokerOrder(
            number: "\(number)",
            internalNumber: nextUUID("internal"),
            requestID: placing.requestID,
            account: accounts[index].id,
            instrument: instrument,
            direction: placing.direction,
            type: placing.type,
            term: placing.type == .limit ? placing.term : .fillAndKill,
            limit: limit,
            lots: placing.lots,
            initialPrice: last,
            created: now,
            dayEnd: market.dayEnd(instrument, at: now),
            minute: BrokerMarket.minute(at: now)
        )
        accounts[index].requests[placing.requestID] = order.number
        accounts[index].orders.append(order.number)
        note(account: order.account, order: order, isInternal: true, at: now)
        trade(&order, with: market.book(instrument, at: now), faults, account: index, at: now)
        orders[order.number] = order
        if order.isActive { active.append(order.number) }
        return order
    }

    /// The worst price an order may take; nil for a market order.
    private func limit(of placing: BrokerPlacing, last: Price, at now: Timestamp) throws(BrokerFailure) -> Price? {
        switch placing.type {
        case .market, .unspecified: return nil
        case .bestPrice:
            // About 0.3 % worse than the last price, on the grid.
            let ticks = placing.instrument.ticks(of: last) ?? 1
            let away = max(1, ticks * 3 / 1_000)
            return placing.instrument.price(ticks: max(1, placing.direction == .buy ? ticks + away : ticks - away))
        case .limit:
            guard let price = placing.price, price > .zero else { throw .missing("price", 30018) }
            guard placing.instrument.ticks(of: price) != nil else {
                throw .invalid(30078, "the price is not a multiple of the price step")
            }
            if let limits = market.limits(placing.instrument, at: now), price < limits.down || price > limits.up {
                throw .invalid(30099, "the price is outside the limits of the instrument")
            }
            return price
        }
    }

    /// A purchase needs its roubles, a sale its lots; with margin twice what the account is worth may be open.
    private func checkFunds(
        _ placing: BrokerPlacing,
        at price: Price,
        account index: Int,
        _ isSandboxService: Bool,
        _ now: Timestamp
    ) throws(BrokerFailure) {
        let account = accounts[index]
        let instrument = placing.instrument
        let poor =
            isSandboxService
            ? BrokerFailure.invalid(30034, "not enough balance")
            : BrokerFailure.invalid(30042, "not enough assets for a margin trade")
        let value = instrument.value(price, placing.lots)
        let held = account.holdings[instrument.uid]?.lots ?? 0
        let waiting = active.compactMap { orders[$0] }.filter { $0.account == account.id }
        let closes = placing.direction == .buy ? max(0, -held) : max(0, held)
        let sameSide = waiting.filter { $0.instrument == instrument && $0.direction == placing.direction }
            .reduce(Int64(0)) { $0 + $1.remaining }
        let opened = max(0, placing.lots + sameSide - closes)
        guard placing.allowsMargin else {
            if placing.direction == .sell, instrument.kind != .futures, opened > 0 {
                throw .invalid(30240, "the order may open an uncovered position: confirm_margin_trade is needed")
            }
            let blocked = waiting.filter { $0.direction == .buy }.reduce(Money.zero) {
                $0 + $1.instrument.value($1.wantedPrice, $1.remaining)
            }
            if placing.direction == .buy, value + BrokerAccount.commission(of: value) + blocked > account.money {
                throw poor
            }
            if placing.direction == .sell, instrument.kind == .futures, opened > 0,
                instrument.value(price, opened) > worth(account, at: now)
            {
                throw poor
            }
            return
        }
        let gross = account.listed.reduce(Money.zero) { sum, holding in
            sum + (holding.instrument == instrument ? .zero : marked(holding, at: now).magnitude)
        }
        let after = instrument.value(price, (held + (placing.direction == .buy ? placing.lots : -placing.lots)))
            .magnitude
        if opened > 0, gross + after > worth(account, at: now) * 2 { throw poor }
    }

    /// What a holding is worth now; negative for a short one.
    func marked(_ holding: BrokerAccount.Holding, at now: Timestamp) -> Money {
        holding.instrument.value(market.lastPrice(holding.instrument, at: now)?.price ?? holding.average, holding.lots)
    }

    /// Money and holdings together.
    func worth(_ account: BrokerAccount, at now: Timestamp) -> Money {
        account.listed.reduce(account.money) { $0 + marked($1, at: now) }
    }
}
