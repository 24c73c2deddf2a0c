import Execution
import Market
import Platform
import Store

/// What it says of instruments that cost too much to trade.
extension LiveEngine {
    func checkLiquidity(of slot: InstrumentSlot, _ book: OrderBook, at now: Timestamp) throws {
        guard let change = watches.liquidity.check(slot, bid: book.bestBid?.price, ask: book.bestAsk?.price, at: now)
        else {
            return
        }
        let code = code(of: slot)
        switch change {
        case .wide(let basisPoints):
            let words: KeyValuePairs = ["figi": code, "spread_bps": basisPoints.tenths]
            log.warning("The spread is wide", words)
            try audit.add(.risk, "LOW_LIQUIDITY", words, at: now)
            if watches.liquidity.sounds(slot, at: now) { sounds?.play(plan.notifications.lowLiquidity) }
        case .narrow:
            log.info("The spread is narrow again", ["figi": code])
        }
    }

    /// As it shows them; nil where none is.
    var wideSpreads: [EngineReading.WideSpread]? {
        let wide = watches.liquidity.wide.map {
            EngineReading.WideSpread(instrument: code(of: $0.slot), basisPoints: $0.basisPoints, since: $0.since)
        }
        return wide.isEmpty ? nil : wide
    }

    private func code(of slot: InstrumentSlot) -> String {
        run.state.execution.ledger.instruments[slot].id.secid.text
    }
}

extension Double {
    /// With one decimal.
    fileprivate var tenths: String { "\((self * 10).rounded() / 10)" }
}
