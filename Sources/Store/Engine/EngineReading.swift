package import Market

/// How the trading engine stood at one moment, as the process that runs it has written it down.
///
/// What it holds is in its ``EngineTrip``s.
package struct EngineReading: Hashable, Codable, Sendable {
    package enum Phase: String, Hashable, Codable, CaseIterable, Sendable {
        /// Asks the broker how things stand; nothing is traded yet.
        case starting
        case running
        /// Its session is over, or has not begun.
        case resting
        /// It has ended by itself and is started again, or waits for a person: ``EngineReading/detail`` says why.
        case failed
        /// With the process that ran it, in order.
        case stopped
    }

    /// An order that may still trade.
    package struct WorkingOrder: Hashable, Codable, Sendable {
        package var id: String
        package var instrument: String
        package var side: Side
        /// Units: lots.
        package var lots: Double
        package var filled: Double
        /// Nil for a market order.
        package var price: Price?
        /// The house's word: `sent`, `working`, `unknown`.
        package var status: String
        package var sentAt: Timestamp

        package init(
            id: String,
            instrument: String,
            side: Side,
            lots: Double,
            filled: Double,
            price: Price?,
            status: String,
            sentAt: Timestamp
        ) {
            self.id = id
            self.instrument = instrument
            self.side = side
            self.lots = lots
            self.filled = filled
            self.price = price
            self.status = status
            self.sentAt = sentAt
        }
    }

    /// A halt in force.
    package struct StandingHalt: Hashable, Codable, Sendable {
        package var cause: Halt.Cause
        package var level: Halt.Level
        /// Whether the next trading day ends it; otherwise a person does.
        package var endsWithDay: Bool
        package var who: String
        package var why: String
        package var since: Timestamp

        package init(_ halt: Halt) {
            cause = halt.cause
            level = halt.level
            endsWithDay = halt.end == .nextTradingDay
            who = StoredWords.line(halt.who)
            why = StoredWords.line(halt.why)
            since = halt.since
        }

        package var halt: Halt {
            Halt(cause, level, until: endsWithDay ? .nextTradingDay : .person, who: who, why: why, since: since)
        }
    }

    /// An instrument whose spread stays wide.
    package struct WideSpread: Hashable, Codable, Sendable {
        package var instrument: String
        /// Of the mid.
        package var basisPoints: Double
        package var since: Timestamp

        package init(instrument: String, basisPoints: Double, since: Timestamp) {
            self.instrument = instrument
            self.basisPoints = basisPoints
            self.since = since
        }
    }

    /// A nightly replay that says another thing than the engine did.
    package struct ReplayDifference: Hashable, Codable, Sendable {
        /// The day.
        package var date: CivilDate
        /// `14:03:21, SBER`, in Moscow's time: the first of them.
        package var place: String
        /// Lines that differ.
        package var count: Int

        package init(date: CivilDate, place: String, count: Int) {
            self.date = date
            self.place = place
            self.count = count
        }
    }

    package var phase: Phase
    /// One line in the program's words; empty where there is nothing to say.
    package var detail: String
    /// When it was written.
    package var at: Timestamp
    /// When the engine that runs now was started; nil before the first start.
    package var startedAt: Timestamp?
    package var strategy: String
    package var instruments: [String]
    /// The broker's account that orders go to; nil on paper.
    package var account: String?
    /// The reserve by which the broker is reached; nil on the main way.
    package var reserve: String?
    /// Gains less losses and fees, open positions at their marks.
    package var dayGain = Money.zero
    /// The same since the first start.
    package var totalGain = Money.zero
    package var orders: [WorkingOrder] = []
    package var halts: [StandingHalt] = []
    /// By how many seconds its clock is ahead of the broker's, negative behind; nil where they agree.
    package var clockSkew: Double?
    /// Nil where none is wide.
    package var wideSpreads: [WideSpread]?
    /// Of the last night; nil where it agrees.
    package var replayDifference: ReplayDifference?
    /// Since its start.
    package var books = 0
    package var orderCount = 0
    package var fillCount = 0

    package init(_ phase: Phase, detail: String = "", at: Timestamp, strategy: String, instruments: [String]) {
        self.phase = phase
        self.detail = StoredWords.line(detail)
        self.at = at
        self.strategy = strategy
        self.instruments = instruments
    }

    /// Whether an engine is there that could trade.
    package var isAtWork: Bool { phase == .running || phase == .resting }
}

extension Money: Codable {
    /// As text, exact.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let money = Money(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text): is no amount")
        }
        self = money
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
