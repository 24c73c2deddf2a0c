package import Market

/// One line of the journal of orders: what the house intends, what the venue says, and what stops trading.
///
/// Instruments are written by name: slots belong to one run.
package enum ExecutionRecord: Hashable, Sendable {
    /// Written before the order is sent.
    case intent(OrderRequest, InstrumentID, at: Timestamp)
    case report(ExecutionReport, InstrumentID)
    case halted(Halt)
    case resumed(Halt.Cause, who: String, at: Timestamp)
    /// A trading day began with so much equity; halts that were for the one before ended.
    case day(CivilDate, equity: Money)
    /// A strategy wants another position of an instrument than before.
    case wanted(InstrumentID, lots: Lots, at: Timestamp)
    /// A stop or a person ended what a strategy wants, or all but what is kept; it is not entered again before the strategy has wanted something else.
    case gaveUp(InstrumentID, wish: Lots, kept: Lots, at: Timestamp)
    /// The venue holds another position than the house reckoned, and the house took it over.
    case adopted(InstrumentID, lots: Lots, average: Price, at: Timestamp)
}

/// A record that this version cannot read.
package struct RecordError: Error, Hashable, Sendable, CustomStringConvertible {
    package let detail: String

    package init(_ detail: String) {
        self.detail = detail
    }

    package var description: String { detail }
}
