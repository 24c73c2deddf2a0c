package import Execution
package import Market

/// Who is told of everything that a running engine takes in, in its order and with its instants, and of everything that it writes into its journal.
///
/// It is called on the engine's queue and must not wait: a recording keeps it for later, a replay compares it.
package protocol EngineTrace: Sendable {
    /// Before the first item.
    func begin(_ start: TraceStart)
    func note(_ item: TracedItem, at now: Timestamp)
    /// After the last item; returns once everything is where it belongs.
    func end() async
}

/// From what an engine has begun.
package struct TraceStart: Sendable {
    package let at: Timestamp
    /// Of the names of its orders.
    package let orderSeed: UInt64
    /// Without records of the journal behind it.
    package let checkpoint: Checkpoint
    /// By slot.
    package let codes: [SecID]
    /// Whether orders go to a broker; on paper its venue is part of the engine.
    package let hasBroker: Bool
    /// Whether it asks for what was missed in a gap.
    package let hasSource: Bool
}

/// What an engine takes in, or has written.
package enum TracedItem: Sendable {
    case event(LiveEvent)
    case ask(TracedAsk)
    /// What is due by the clock was looked at.
    case look
    /// It has begun to come to its end.
    case end
    /// And has asked once more what the broker has reported.
    case lastPoll
    /// Went into the journal at once.
    case written([ExecutionRecord])
    /// How it stands.
    case figures(TracedFigures)

    /// Whether it comes from outside; all else follows from that.
    var isInput: Bool {
        switch self {
        case .event, .ask, .look, .end, .lastPoll: true
        case .written, .figures: false
        }
    }
}

/// What a person wants, with the position that is meant.
package enum TracedAsk: Hashable, Sendable {
    case resume(who: String)
    case flatten(who: String, reason: String)
    case reduce(InstrumentSlot, isHalf: Bool, who: String)
}

/// Orders, fills and money, once a minute.
package struct TracedFigures: Hashable, Sendable {
    package let orders: Int
    package let fills: Int
    /// What it has won or lost in all; nil without limits.
    package let equity: Money?
    /// By slot, in parts of a lot.
    package let positions: [Lots]
}
