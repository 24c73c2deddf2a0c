package import Market

/// What a fill costs: a part of its value, and an amount per lot.
package struct FeeRate: Hashable, Sendable {
    /// Negative for a rebate.
    ///
    /// - Unit: billionths of the value; a basis point is 100,000.
    package let billionths: Int64
    package let perLot: Money

    package static let none = FeeRate(basisPoints: 0)

    /// - Parameter basisPoints: of the value, to a hundred-thousandth of one.
    package init(basisPoints: Double, perLot: Money = .zero) {
        billionths = Int64((basisPoints * 100_000).rounded())
        self.perLot = perLot
    }

    package func fee(on value: Money, lots: Lots) -> Money {
        let part = value.magnitude.attos.multipliedReportingOverflow(by: Int128(billionths))
        // Beyond that a whole day's turnover of the exchange is one fill; the division first then costs no digit that matters.
        let ofValue =
            part.overflow
            ? value.magnitude.attos / 1_000_000_000 * Int128(billionths) : part.partialValue / 1_000_000_000
        return Money(attos: ofValue) + perLot * lots.count
    }
}

/// A venue's fees, by who waited and which way it went.
package struct FeeSchedule: Hashable, Sendable {
    package var buyMaker: FeeRate
    package var buyTaker: FeeRate
    package var sellMaker: FeeRate
    package var sellTaker: FeeRate

    package static let none = FeeSchedule(maker: .none, taker: .none)

    /// The same for both sides.
    package init(maker: FeeRate, taker: FeeRate) {
        buyMaker = maker
        buyTaker = taker
        sellMaker = maker
        sellTaker = taker
    }

    package func rate(_ side: Side, _ liquidity: Fill.Liquidity) -> FeeRate {
        switch (side, liquidity) {
        case (.buy, .maker): buyMaker
        case (.buy, .taker): buyTaker
        case (.sell, .maker): sellMaker
        case (.sell, .taker): sellTaker
        }
    }
}
