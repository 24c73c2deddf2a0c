import Execution
import Market
import Store

/// The orders of a portfolio on one day, through `Execution` to its paper venue: checked, sent, filled at a price that the day's bar gives.
///
/// The venue's book shows as many lots as are asked for at that price alone: daily bars say nothing of what a larger order would have met.
final class PaperVenueDay {
    private let books: BookTable
    private let venue: PaperVenue
    private let execution: OrderExecution
    private var risk: RiskManagement
    private let slots: [SecID: InstrumentSlot]
    private let time: Timestamp

    init(
        _ shares: [TradedShare],
        _ portfolio: Portfolio,
        limits: RiskLimits,
        halts: Halts,
        fees: FeeSchedule,
        at time: Timestamp
    ) {
        var table = InstrumentTable()
        var slots: [SecID: InstrumentSlot] = [:]
        for share in shares {
            guard let facts = share.facts else { continue }
            slots[share.secid] = table.add(facts)
        }
        self.slots = slots
        self.time = time
        books = BookTable(count: table.count, levelCount: 1)
        var options = PaperOptions()
        options.fees = fees
        venue = PaperVenue(table, books: books, options: options)
        venue.advance(to: time)
        // Names live for the day only: what is kept of an order is its fill.
        execution = OrderExecution(table, venue, ids: OrderIDSequence(seed: UInt64(portfolio.fills.count)))
        var ledger = OrderLedger(table)
        for (secid, slot) in slots {
            if let position = portfolio.positions[secid] { ledger.adopt(position, of: slot) }
        }
        execution.restore(ledger, at: time)
        risk = RiskManagement(limits, table)
        for halt in halts.all { _ = risk.raise(halt) }
        for holding in portfolio.holdings.values { mark(holding.secid, holding.mark) }
    }

    /// Values what is held anew, for the limits of exposure.
    func mark(_ secid: SecID, _ price: Price) {
        guard let slot = slots[secid] else { return }
        _ = risk.mark(slot, price, execution.ledger[slot], at: time)
    }

    /// Sends an order for as many of the lots as the limits let pass.
    ///
    /// - Returns: What was filled, nil for nothing, and what kept it below the wish.
    func trade(
        _ secid: SecID,
        _ side: Side,
        _ lots: Lots,
        at price: Price,
        purpose: OrderRequest.Purpose
    ) -> (fill: Fill?, limit: RiskManagement.Refusal?) {
        guard let slot = slots[secid] else { return (nil, .nothingToClose) }
        mark(secid, price)
        let verdict = risk.check(
            slot,
            side,
            lots,
            at: price,
            purpose: purpose,
            execution.ledger,
            now: time
        )
        guard verdict.lots > .zero else { return (nil, verdict.limit) }
        let level = [BookLevel(price, verdict.lots)]
        // A level of a price and at least one lot is a book; both sides show it, so that either may trade.
        try? books[slot].replace(bids: level, asks: level)
        venue.bookChanged(slot, at: time)
        risk.noteSent(at: time)
        execution.send(slot, side, verdict.lots, .market, purpose: purpose, at: time)
        var filled: Fill?
        while let (_, change) = execution.next(at: time) {
            guard case .filled(let fill, let gain) = change else { continue }
            _ = risk.note(fill, gain: gain, execution.ledger[slot], at: time)
            filled = fill
        }
        books[slot].clear()
        return (filled, verdict.limit)
    }
}
