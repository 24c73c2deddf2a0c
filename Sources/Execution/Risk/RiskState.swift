package import Market

/// What risk remembers and a restart must not forget: halts, counters, the day.
package struct RiskState: Hashable, Sendable {
    package var halts = Halts()
    /// The trading day that is being counted; nil before the first.
    package var day: CivilDate?
    /// The equity with which it began.
    package var dayStart = Money.zero
    /// Gains less losses and fees since the first start.
    package var realised = Money.zero
    /// Positions closed at a loss in a row.
    package var losses = 0
    /// Until when nothing opens after too many of them.
    package var cooldownEnd: Timestamp?
    /// The orders of the last minute.
    package var rate: OrderRate

    /// What the positions that are open now have brought so far, fees taken off; by slot.
    package var tripGains: ContiguousArray<Money>

    package init(rate: OrderRate, instruments: Int) {
        self.rate = rate
        tripGains = ContiguousArray(repeating: .zero, count: instruments)
    }
}
