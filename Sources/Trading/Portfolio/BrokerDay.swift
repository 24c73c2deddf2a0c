import Analytics
import Execution
import Market
import Platform
import Store

/// A look at a portfolio whose orders go to a broker.
///
/// What shall be sent is planned by ``PaperDay`` on the last prices; what the broker then says was traded is booked, and nothing else.
/// The names of orders follow from portfolio, day, share and side, so that a look after one that was cut off asks the broker for what it has
/// done under those names and books it: an order is neither sent twice nor forgotten.
struct BrokerDay {
    let day: PaperDay
    let key: PortfolioKey
    let venue: any VenueConnection
    /// Lot and price step of an instrument, as the broker has them.
    let facts: (InstrumentID) async throws -> InstrumentFacts
    let clock: any MarketClock

    private var booking: BrokerBooking { BrokerBooking(shares: day.shares, options: day.options) }

    /// What the broker has of a day's orders for a share on one side.
    private struct Sent {
        /// The name of the next order.
        let next: OrderID
        let parts: [VenueOrder.Part]
        /// An order may still trade.
        let isOpen: Bool
    }

    /// Orders of a share on one side that a day may have; each that the exchange has rejected is one.
    private static let mostOrders = 64
    /// How far beyond the last price an order may trade, as a part of it; what does not trade at once is cancelled, and the next look tries again.
    private static let reach: [Side: Double] = [.buy: 0.01, .sell: 0.03]
    /// Questions after an order that was not filled at once, a second apart, before it is cancelled.
    private static let questions = 5

    // MARK: What earlier looks have sent

    /// Books what the broker has traded and nobody has booked yet; an order that may still trade is booked when it has ended.
    ///
    /// - Parameters:
    ///   - signals: entries that are pending become filled.
    ///   - dates: days on which what is held may have been sold.
    /// - Returns: shares of which an order may still trade: nothing else is sent for them.
    /// - Throws: `VenueError` where the broker does not answer; nothing was sent then.
    func recover(
        _ portfolio: inout Portfolio,
        _ signals: inout [TradeSignal],
        soldOn dates: [CivilDate]
    ) async throws -> Set<SecID> {
        var waiting: Set<SecID> = []
        for index in signals.indices where signals[index].kind == .entry && signals[index].outcome == .pending {
            let (secid, date) = (signals[index].secid, signals[index].date)
            let sent = try await self.sent(secid, .buy, on: date)
            if sent.isOpen { waiting.insert(secid) }
            let fresh = booking.unbooked(sent.parts, secid, .buy, on: date, portfolio)
            guard !sent.isOpen, !fresh.isEmpty else { continue }
            try booking.buy(fresh, for: &signals[index], on: date, &portfolio)
        }
        for date in dates {
            for secid in portfolio.held {
                let sent = try await self.sent(secid, .sell, on: date)
                if sent.isOpen { waiting.insert(secid) }
                let fresh = booking.unbooked(sent.parts, secid, .sell, on: date, portfolio)
                guard !sent.isOpen, let holding = portfolio.holdings[secid], let first = fresh.first else { continue }
                let wanted = signals.contains { $0.secid == secid && $0.kind == .exit && $0.outcome == .pending }
                let fallen: PortfolioFill.Cause = holding.best > holding.entry ? .trailingStop : .stop
                let cause = wanted ? .signal : first.price >= holding.take ? .takeProfit : fallen
                booking.sell(fresh, secid, cause, on: date, &portfolio, &signals)
            }
        }
        return waiting
    }

    // MARK: Orders of this look

    /// - Parameters:
    ///   - bars: what each share has traded so far today; the last price alone counts.
    ///   - waiting: as ``recover(_:_:soldOn:)`` says.
    /// - Returns: what a person should know: orders that did not do what they were for.
    func trade(
        _ portfolio: inout Portfolio,
        _ signals: inout [TradeSignal],
        bars: [SecID: Bar],
        bestCloses: [SecID: Double],
        waiting: Set<SecID>
    ) async throws -> [String] {
        var (plan, planned) = (portfolio, signals)
        let prices = bars.mapValues {
            Bar(day: $0.day, open: $0.close, high: $0.close, low: $0.close, close: $0.close, volume: $0.volume)
        }
        try day.trade(&plan, &planned, bars: prices, bestCloses: bestCloses, at: clock.now)
        for index in signals.indices where planned[index].outcome == .refused || planned[index].outcome == .expired {
            signals[index] = planned[index]
        }
        for secid in portfolio.held {
            if let holding = plan.holdings[secid] { portfolio.hold(holding) }
        }
        let wishes = plan.fills.dropFirst(portfolio.fills.count)
        guard !wishes.isEmpty else { return [] }
        let account = try await venue.positions()
        var remarks: [String] = []
        var isCashSure = true
        for wish in wishes where !waiting.contains(wish.secid) {
            // The cash for it may be what a sale has not brought.
            if wish.side == .buy, !isCashSure { continue }
            do {
                let remark = try await send(wish, account, &portfolio, &signals)
                if let remark { remarks.append("\(wish.secid): \(remark)") }
            } catch {
                // Whether the order was taken is not known: the next look asks.
                return remarks + ["\(wish.secid): \(error); nothing else is sent, the next look asks again"]
            }
            if wish.side == .sell, portfolio.holdings[wish.secid] != nil { isCashSure = false }
        }
        return remarks
    }

    /// - Returns: what went wrong; nil where the order was filled, or shall be tried again without a word.
    private func send(
        _ wish: PortfolioFill,
        _ account: [InstrumentID: VenuePosition],
        _ portfolio: inout Portfolio,
        _ signals: inout [TradeSignal]
    ) async throws -> String? {
        let (secid, side) = (wish.secid, wish.side)
        guard let instrument = InstrumentID(.moex, board: "TQBR", secid) else { return "is no code of the broker's" }
        let facts = try await facts(instrument)
        guard facts.lotValue == Price(lotOf: wish.lotSize) else {
            return "the broker's lot is \(facts.lotValue), that of the portfolio \(wish.lotSize): nothing was sent"
        }
        var lots = wish.lots
        var remark: String?
        if side == .sell {
            // Never more than there is: what is sold beyond it would be a short position.
            let there = max(.zero, account[instrument]?.lots ?? .zero)
            if there < lots { remark = "the account holds \(there) lots, the portfolio \(lots)" }
            lots = min(lots, there)
            guard lots > .zero else { return remark }
        }
        let before = try await sent(secid, side, on: day.date)
        let request = OrderRequest(
            id: before.next,
            slot: InstrumentSlot(0),
            side,
            lots,
            .immediateOrCancel(try limit(of: wish, facts.priceStep)),
            purpose: side == .buy ? .signal : .stop
        )
        do {
            try await settle(request, try await venue.place(request, instrument))
        } catch let error as VenueError {
            guard case .refused(let reason) = error.kind else { throw error }
            return end(wish, reason, error.detail, &signals) ?? remark
        }
        let after = try await sent(secid, side, on: day.date)
        guard !after.isOpen else { return "its order may still trade; the next look asks again" }
        let fresh = booking.unbooked(after.parts, secid, side, on: day.date, portfolio)
        let traded = fresh.lots
        if side == .sell {
            booking.sell(fresh, secid, wish.cause, on: day.date, &portfolio, &signals)
        } else if !fresh.isEmpty, let index = entry(of: wish, signals) {
            try booking.buy(fresh, for: &signals[index], on: day.date, &portfolio)
        }
        return traded < lots ? "\(traded) of \(lots) lots were \(side == .buy ? "bought" : "sold")" : remark
    }

    private func limit(of wish: PortfolioFill, _ step: PriceStep) throws(NumberError) -> Price {
        let reach = (Self.reach[wish.side] ?? 0) * Double(wish.side.sign)
        guard let worst = Price(rounding: wish.price.double * (1 + reach)) else {
            throw NumberError(.overflow, "\(wish.price) has no limit")
        }
        return try step.rounded(worst, for: wish.side)
    }

    /// Waits for the end of an order that was not filled at once, and cancels it when it takes too long.
    private func settle(_ request: OrderRequest, _ placed: VenueOrder) async throws {
        var traded = placed.parts.lots
        for _ in 0..<Self.questions where traded < request.lots {
            try await clock.sleep(for: .seconds(1))
            guard let order = try await venue.order(request.id), !order.status.isFinal else { return }
            traded = order.parts.lots
        }
        guard traded < request.lots else { return }
        do {
            try await venue.cancel(request.id)
        } catch {
            // Refused is too late: it has ended, and how is asked next.
            guard case .refused = error.kind else { throw error }
        }
    }

    /// What becomes of a wish to which the broker said no.
    private func end(
        _ wish: PortfolioFill,
        _ reason: ExecutionReport.Refusal,
        _ detail: String,
        _ signals: inout [TradeSignal]
    ) -> String? {
        switch reason {
        case .closed, .noLiquidity, .tooMany: return nil  // The next look tries again.
        case .duplicate: return "the broker knows the name of the order and not the order; the next look asks again"
        case .notEnoughFunds, .offStep, .unknownInstrument, .other: break
        }
        if wish.side == .buy, let index = entry(of: wish, signals) {
            signals[index].end(.refused, reason == .notEnoughFunds ? .noCash : .broker, "the broker: \(detail)")
        }
        return "the broker refused to \(wish.side == .buy ? "buy" : "sell") it: \(detail)"
    }

    private func entry(of wish: PortfolioFill, _ signals: [TradeSignal]) -> Int? {
        signals.firstIndex {
            $0.secid == wish.secid && $0.kind == .entry && $0.strategy == wish.strategy && $0.outcome == .pending
        }
    }

    // MARK: Names

    private func sent(_ secid: SecID, _ side: Side, on date: CivilDate) async throws -> Sent {
        var parts: [VenueOrder.Part] = []
        for number in 0..<Self.mostOrders {
            let name = OrderID(of: key, secid, side, on: date, number)
            guard let order = try await venue.order(name) else { return Sent(next: name, parts: parts, isOpen: false) }
            parts += order.parts
            if !order.status.isFinal { return Sent(next: name, parts: parts, isOpen: true) }
        }
        throw VenueError(.unclear, "\(Self.mostOrders) orders of \(secid) on \(date) have not done their work")
    }
}

extension [VenueOrder.Part] {
    var lots: Lots { Lots(reduce(0) { $0 + $1.lots.count }) }
}
