import Execution
import Market
import Store

/// Books what a broker has traded into a portfolio.
struct BrokerBooking {
    let shares: [SecID: TradedShare]
    let options: PortfolioOptions

    /// A purchase with the stop and target that follow from its price; the signal becomes filled.
    func buy(
        _ parts: [VenueOrder.Part],
        for signal: inout TradeSignal,
        on date: CivilDate,
        _ portfolio: inout Portfolio
    ) throws {
        let share = shares[signal.secid] ?? TradedShare(signal.secid)
        for part in parts { book(part, signal.secid, .buy, signal.strategy, .signal, on: date, &portfolio) }
        guard let position = portfolio.positions[signal.secid],
            let entry = position.averagePrice(lotValue: share.lotValue)
        else { return }
        let plan = try EntryPlan(entry: entry, range: signal.range, step: share.step, options)
        portfolio.hold(
            Holding(
                secid: signal.secid,
                strategy: signal.strategy,
                openedOn: date,
                lots: position.lots,
                lotSize: share.lotSize,
                entry: entry,
                stop: plan.stop.price,
                stopDistance: plan.stop.distance,
                best: plan.stop.best,
                take: plan.take,
                mark: entry
            )
        )
        signal.outcome = .filled
        if position.lots < signal.lots { signal.note = "\(position.lots) of \(signal.lots) lots" }
    }

    /// A sale; where it was all of it, exits that wait for it become filled.
    func sell(
        _ parts: [VenueOrder.Part],
        _ secid: SecID,
        _ cause: PortfolioFill.Cause,
        on date: CivilDate,
        _ portfolio: inout Portfolio,
        _ signals: inout [TradeSignal]
    ) {
        guard var holding = portfolio.holdings[secid] else { return }
        for part in parts { book(part, secid, .sell, holding.strategy, cause, on: date, &portfolio) }
        guard let position = portfolio.positions[secid], !position.isFlat else {
            for index in signals.indices
            where signals[index].secid == secid && signals[index].kind == .exit && signals[index].outcome == .pending {
                signals[index].outcome = .filled
            }
            return
        }
        holding.lots = position.lots
        portfolio.hold(holding)
    }

    private func book(
        _ part: VenueOrder.Part,
        _ secid: SecID,
        _ side: Side,
        _ strategy: StrategyName,
        _ cause: PortfolioFill.Cause,
        on date: CivilDate,
        _ portfolio: inout Portfolio
    ) {
        portfolio.book(
            PortfolioFill(
                number: portfolio.fills.count + 1,
                date: date,
                secid: secid,
                strategy: strategy,
                cause: cause,
                side: side,
                lots: part.lots,
                lotSize: shares[secid]?.lotSize ?? 1,
                price: part.price,
                fee: part.fee
            )
        )
    }

    /// What was traded beyond the lots that are booked.
    func unbooked(
        _ parts: [VenueOrder.Part],
        _ secid: SecID,
        _ side: Side,
        on date: CivilDate,
        _ portfolio: Portfolio
    ) -> [VenueOrder.Part] {
        var booked = portfolio.fills.filter {
            $0.date == date && $0.secid == secid && $0.side == side && $0.cause != .split
        }.reduce(0) { $0 + $1.lots.count }
        return parts.compactMap { part in
            let known = min(booked, part.lots.count)
            booked -= known
            let left = part.lots.count - known
            guard left > 0 else { return nil }
            return VenueOrder.Part(
                number: part.number,
                price: part.price,
                lots: Lots(left),
                fee: known == 0 ? part.fee : Money(attos: part.fee.attos / Int128(part.lots.count) * Int128(left)),
                time: part.time
            )
        }
    }
}
