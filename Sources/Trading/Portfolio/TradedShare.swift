package import Market
import Store

/// A share as it can be traded: its lot and the grid of its prices.
package struct TradedShare: Hashable, Sendable {
    package let secid: SecID
    /// Shares in a lot.
    package let lotSize: Int
    package let step: PriceStep

    /// The finest step of the Moscow Exchange's shares is 5·10⁻⁶; where none is told, prices are kept to a millionth.
    private static let finest = 0.000_001

    /// - Parameters:
    ///   - lotSize: below 1 counts as 1.
    ///   - priceStep: nil where it depends on the price (KRX) or is not told.
    package init(_ secid: SecID, lotSize: Int = 1, priceStep: Double? = nil) {
        self.secid = secid
        self.lotSize = max(1, lotSize)
        let told = priceStep.flatMap { Price(rounding: $0) }.flatMap { PriceStep($0) }
        guard let step = told ?? Price(rounding: Self.finest).flatMap({ PriceStep($0) }) else {
            preconditionFailure("a millionth is a step")
        }
        self.step = step
    }

    /// The same share in other lots.
    func inLots(of size: Int) -> TradedShare { TradedShare(secid, lotSize: size, step: step) }

    private init(_ secid: SecID, lotSize: Int, step: PriceStep) {
        self.secid = secid
        self.lotSize = lotSize
        self.step = step
    }

    package var lotValue: Price { Price(lotOf: lotSize) }

    /// What `Execution` must know of it; nil for a code that no venue has.
    ///
    /// On paper a portfolio is of one exchange, so that the venue's name tells nothing apart.
    package var facts: InstrumentFacts? {
        InstrumentID(.moex, secid).flatMap { InstrumentFacts($0, priceStep: step, lotValue: lotValue) }
    }
}

extension Price {
    /// The nearest billionth; nil for what is no price.
    package init?(rounding value: Double) {
        let nanos = (value * 1e9).rounded()
        // The rounding of the limit itself may still lie beyond it.
        guard nanos.magnitude <= Double(Price.limit.nanos), let price = try? Price(nanos: Int64(nanos)) else {
            return nil
        }
        self = price
    }

    /// For statistics and texts.
    package var double: Double { Double(nanos) / 1e9 }
}
