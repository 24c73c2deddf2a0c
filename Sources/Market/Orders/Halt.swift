/// A stop of trading: what may not be done, who says so, why, and until when.
package struct Halt: Hashable, Sendable {
    /// What brought it about; one of each can be in force.
    package enum Cause: String, Hashable, Sendable, CaseIterable, Codable {
        /// The trading day lost what it may.
        case dailyLoss
        /// The volatility index is above its threshold.
        case volatility
        /// The models see another market than they were trained on.
        case drift
        /// The feed is silent, gapped or broken.
        case feed
        /// Stages of the engine take too long.
        case latency
        /// The machine is near its limits of processor or memory.
        case resources
        /// A person, by chat, command line, file or API.
        case person
        /// The kill switch: everything is cancelled and closed.
        case killSwitch
        /// What was stored of halts, orders or positions cannot be read, so nobody knows whether there was one.
        case unreadable
        /// The house and the venue disagree on orders or positions.
        case mismatch
        /// A portfolio fell too far below its peak.
        case drawdown
        /// A portfolio lost too large a part of what it began with.
        case totalLoss
        /// What a portfolio may lose in a day, by its past returns, is too much.
        case valueAtRisk
    }

    package enum Level: String, Hashable, Sendable, CaseIterable, Comparable, Codable {
        /// Only what lessens a position.
        case reduceOnly
        /// No order at all, but cancellations and what a kill switch sends.
        case stopped

        package static func < (left: Level, right: Level) -> Bool { left == .reduceOnly && right == .stopped }
    }

    /// What ends it.
    package enum End: Hashable, Sendable {
        /// Only a person.
        case person
        /// The first trading day after that of the halt; the exchange's calendar says when it begins.
        case nextTradingDay
    }

    package let cause: Cause
    package let level: Level
    package let end: End
    /// Who: a person's name with the channel, or the part of the program.
    package let who: String
    package let why: String
    package let since: Timestamp

    package init(_ cause: Cause, _ level: Level, until end: End, who: String, why: String, since: Timestamp) {
        self.cause = cause
        self.level = level
        self.end = end
        self.who = who
        self.why = why
        self.since = since
    }
}

/// The halts in force.
package struct Halts: Hashable, Sendable {
    /// One per cause, in the order of their causes.
    package private(set) var all: [Halt] = []
    /// The strictest in force; nil when trading is free.
    package private(set) var level: Halt.Level?

    package init() {}

    /// - Returns: False when one of the cause that is as strict, and lasts as long, is in force already.
    package mutating func raise(_ halt: Halt) -> Bool {
        if let index = all.firstIndex(where: { $0.cause == halt.cause }) {
            let old = all[index]
            // A halt is never loosened by another report of the same cause.
            guard halt.level > old.level || halt.end == .person && old.end == .nextTradingDay else { return false }
            all[index] = Halt(
                halt.cause,
                max(halt.level, old.level),
                until: old.end == .person ? .person : halt.end,
                who: halt.who,
                why: halt.why,
                since: old.since
            )
        } else {
            all.append(halt)
            all.sort { $0.cause.rawValue < $1.cause.rawValue }
        }
        level = all.map(\.level).max()
        return true
    }

    /// Ends a halt by a person's word.
    ///
    /// - Returns: The halt that ended; nil when there was none of the cause.
    package mutating func resume(_ cause: Halt.Cause) -> Halt? {
        guard let index = all.firstIndex(where: { $0.cause == cause }) else { return nil }
        defer { level = all.map(\.level).max() }
        return all.remove(at: index)
    }

    /// A new trading day begins: those that were for the day end, all others stay.
    ///
    /// - Returns: Those that ended.
    package mutating func rollDay() -> [Halt] {
        let ended = all.filter { $0.end == .nextTradingDay }
        all.removeAll { $0.end == .nextTradingDay }
        level = all.map(\.level).max()
        return ended
    }
}
