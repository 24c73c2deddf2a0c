package import Market

/// How long things take between the house and the venue: news on its way in, an order on its way out, and the answer back.
package enum LatencyModel: Hashable, Sendable {
    case none
    /// - Parameters:
    ///   - feed: from the exchange's time of an event to its receipt.
    ///   - entry: from sending an order to the venue's acting on it.
    ///   - response: from that to knowing of it.
    case constant(feed: Duration, entry: Duration, response: Duration)
    /// A constant delay of the feed, and of orders what was measured about that time.
    case recorded(feed: Duration, LatencyTable)

    package var feed: Duration {
        switch self {
        case .none: .zero
        case .constant(let feed, _, _), .recorded(let feed, _): feed
        }
    }

    /// The same where the clock already shows when the house learns of an event.
    package var withoutFeed: LatencyModel {
        switch self {
        case .none: .none
        case .constant(_, let entry, let response): .constant(feed: .zero, entry: entry, response: response)
        case .recorded(_, let table): .recorded(feed: .zero, table)
        }
    }

    /// The delay of every order; nil where it changes with time.
    var constantEntry: Duration? {
        switch self {
        case .none: .zero
        case .constant(_, let entry, _): entry
        case .recorded: nil
        }
    }

    /// The delay of every answer; nil where it changes with time.
    var constantResponse: Duration? {
        switch self {
        case .none: .zero
        case .constant(_, _, let response): response
        case .recorded: nil
        }
    }

    package func entry(at time: Timestamp) -> Duration {
        switch self {
        case .none: .zero
        case .constant(_, let entry, _): entry
        case .recorded(_, let table): table.delays(at: time).entry
        }
    }

    package func response(at time: Timestamp) -> Duration {
        switch self {
        case .none: .zero
        case .constant(_, _, let response): response
        case .recorded(_, let table): table.delays(at: time).response
        }
    }
}

/// Delays of orders that were measured, in between interpolated, before the first and after the last held.
package struct LatencyTable: Hashable, Sendable {
    package struct Row: Hashable, Sendable {
        package let sent: Timestamp
        package let entry: Duration
        package let response: Duration

        package init(sent: Timestamp, entry: Duration, response: Duration) {
            self.sent = sent
            self.entry = entry
            self.response = response
        }
    }

    package let rows: [Row]

    /// Returns nil without a row, out of order of time, or with a delay below zero.
    package init?(_ rows: [Row]) {
        guard !rows.isEmpty, zip(rows, rows.dropFirst()).allSatisfy({ $0.sent < $1.sent }),
            rows.allSatisfy({ $0.entry >= .zero && $0.response >= .zero })
        else { return nil }
        self.rows = rows
    }

    /// Reads lines `sent_ns,acted_ns,answered_ns` (three instants of one order, in nanoseconds since 1970), with or without a header.
    ///
    /// - Throws: ``LatencyTableError`` with the line's number.
    package init(text: String) throws(LatencyTableError) {
        var rows: [Row] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = line.hasSuffix("\r") ? line.dropLast() : line
            if line.isEmpty || index == 0 && line == "sent_ns,acted_ns,answered_ns" { continue }
            let numbers = line.split(separator: ",", omittingEmptySubsequences: false).map { Int64($0) }
            guard numbers.count == 3, let sent = numbers[0], let acted = numbers[1], let answered = numbers[2] else {
                throw LatencyTableError(index + 1, "three whole numbers are expected: sent_ns,acted_ns,answered_ns")
            }
            guard sent <= acted, acted <= answered else {
                throw LatencyTableError(index + 1, "an order is sent, acted on and answered in that order")
            }
            if let last = rows.last, last.sent.nanoseconds >= sent {
                throw LatencyTableError(index + 1, "sent_ns does not grow")
            }
            let times = [sent, acted, answered].map(Timestamp.init(nanoseconds:))
            rows.append(Row(sent: times[0], entry: times[1] - times[0], response: times[2] - times[1]))
        }
        guard let table = LatencyTable(rows) else { throw LatencyTableError(1, "there is no line") }
        self = table
    }

    func delays(at time: Timestamp) -> (entry: Duration, response: Duration) {
        let next = rows.partitionPoint { $0.sent > time }
        guard next > 0 else { return (rows[0].entry, rows[0].response) }
        let before = rows[next - 1]
        guard next < rows.count else { return (before.entry, before.response) }
        let after = rows[next]
        let share = (time - before.sent).inSeconds / (after.sent - before.sent).inSeconds
        return (
            Self.between(before.entry, after.entry, share), Self.between(before.response, after.response, share)
        )
    }

    private static func between(_ first: Duration, _ second: Duration, _ share: Double) -> Duration {
        .nanoseconds(first.nanoseconds + Int64((Double((second - first).nanoseconds) * share).rounded()))
    }
}

/// A line of a file of delays that cannot be used.
package struct LatencyTableError: Error, Hashable, Sendable, CustomStringConvertible {
    package let line: Int
    package let detail: String

    init(_ line: Int, _ detail: String) {
        self.line = line
        self.detail = detail
    }

    package var description: String { "line \(line): \(detail)" }
}
