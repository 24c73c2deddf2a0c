package import Market

/// All that trading must know after a restart, as it was at one record of the journal.
///
/// What the journal holds behind that record is replayed on top of it (``RestoredExecution``), so that a start costs what happened since
/// the last checkpoint, not since the first order.
package struct Checkpoint: Sendable {
    /// The seed's modes of the system.
    package enum Mode: String, Hashable, Sendable, CaseIterable {
        case development
        case forwardTest = "forward-test"
        case production
    }

    /// What is planned for one instrument, beside its orders and position.
    package struct Plan: Hashable, Sendable {
        /// The position that its strategy wants; nil where none has said so yet.
        package var target: Lots?
        package var stop: ProtectiveStop?
        /// What a stop or a person has ended, until the strategy wants something else.
        package var givenUp: Lots?

        package init(target: Lots? = nil, stop: ProtectiveStop? = nil, givenUp: Lots? = nil) {
            self.target = target
            self.stop = stop
            self.givenUp = givenUp
        }
    }

    /// The way to the market, and how well it holds.
    package struct Connectivity: Hashable, Sendable {
        package var activeChannel = "fiber"
        package var failureCount = 0
        package var successStreak = 0
        package var lastEvent: String?
        package var lastFailure: Timestamp?

        package init() {}
    }

    package var time: Timestamp
    package var mode: Mode
    /// The last record of the journal that is in it; 0 for none.
    package var record: UInt64
    package var ledger: OrderLedger
    package var risk: RiskState
    /// By slot.
    package var plans: ContiguousArray<Plan>
    /// Unit: roubles; what shares of risk are of.
    package var capitalBase: Double
    /// Instruments that are traded now, and those that are watched.
    package var active: [InstrumentID] = []
    package var monitored: [InstrumentID] = []
    package var connectivity = Connectivity()

    package init(
        at time: Timestamp,
        _ mode: Mode,
        record: UInt64,
        _ ledger: OrderLedger,
        _ risk: RiskState,
        _ plans: ContiguousArray<Plan>,
        capitalBase: Double
    ) {
        self.time = time
        self.mode = mode
        self.record = record
        self.ledger = ledger
        self.risk = risk
        self.plans = plans
        self.capitalBase = capitalBase
    }
}
