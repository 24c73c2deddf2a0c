package import Market

/// What a venue does with orders at a moment.
package enum TradingPhase: UInt8, Hashable, Sendable, CaseIterable {
    /// Continuous trading.
    case open
    /// A break within the day: nothing is taken or traded, resting orders stay.
    case pause
    /// An auction: limit orders are taken, nothing trades. At which price it ends nobody can tell from the book, so nothing is filled.
    case auction
    /// The day is over: what rests is cancelled.
    case ended
}

/// The phases of a market in order of time.
package struct PhaseSchedule: Sendable {
    package struct Change: Hashable, Sendable {
        package let time: Timestamp
        package let phase: TradingPhase

        package init(_ time: Timestamp, _ phase: TradingPhase) {
            self.time = time
            self.phase = phase
        }
    }

    package private(set) var changes: [Change]
    private let beginning: TradingPhase

    /// Open at all times: files whose hours nobody knows.
    package static let always = PhaseSchedule(beginning: .open, [])

    /// - Precondition: in order of time.
    package init(beginning: TradingPhase, _ changes: [Change]) {
        precondition(
            zip(changes, changes.dropFirst()).allSatisfy { $0.time <= $1.time },
            "phases are given in order of time"
        )
        self.beginning = beginning
        self.changes = changes
    }

    /// - Precondition: behind those that are there.
    mutating func append(_ later: [Change]) {
        precondition(
            zip(changes.suffix(1) + later, later).allSatisfy { $0.time <= $1.time },
            "phases are given in order of time"
        )
        changes += later
    }

    package func phase(at time: Timestamp) -> TradingPhase {
        let next = changes.partitionPoint { $0.time > time }
        return next == 0 ? beginning : changes[next - 1].phase
    }
}

extension RandomAccessCollection where Index == Int {
    /// The first index whose element fulfils the condition, `endIndex` where none does; all before it do not, all after it do.
    func partitionPoint(_ condition: (Element) -> Bool) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = low + (high - low) / 2
            if condition(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
