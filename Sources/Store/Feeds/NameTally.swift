package import Market
import Platform

/// How often each name came in the slots of one session of a feed's day.
package struct NameTally: Hashable, Sendable {
    /// What is counted of one name.
    package struct Presence: Hashable, Sendable {
        /// Slots in which it came.
        package var seen: Int
        /// Counted slots since it last came.
        package var missed: Int
        /// The longest run of slots without it that ended with its coming.
        package var longest: Int
        /// The slot in which it last came.
        package var lastLabel: TimeOfDay

        package init(seen: Int, missed: Int, longest: Int, lastLabel: TimeOfDay) {
            self.seen = seen
            self.missed = missed
            self.longest = longest
            self.lastLabel = lastLabel
        }
    }

    package var feed: Feed
    package var date: CivilDate
    package var session: TradingSession.Name
    /// Slots counted.
    package var slots: Int
    /// The newest slot looked at.
    package var lastLabel: TimeOfDay
    package var names: [SecID: Presence]

    package init(
        feed: Feed,
        date: CivilDate,
        session: TradingSession.Name,
        slots: Int = 0,
        lastLabel: TimeOfDay = .midnight,
        names: [SecID: Presence] = [:]
    ) {
        self.feed = feed
        self.date = date
        self.session = session
        self.slots = slots
        self.lastLabel = lastLabel
        self.names = names
    }
}

extension NameTally {
    init(row: Row) throws {
        let text: String = try row["names"]
        self.init(
            feed: try row.feed(),
            date: try row["date"],
            session: try row["session"],
            slots: try row["slots"],
            lastLabel: try row["last_label"],
            names: Self.names(of: text)
        )
    }

    /// A name a line, with its counts: a day of JSON would be three times as long and ten times as slow to read.
    static func text(of names: [SecID: Presence]) -> String {
        names.sorted { $0.key < $1.key }
            .map { "\($0.text) \($1.seen) \($1.missed) \($1.longest) \($1.lastLabel.secondOfDay)" }
            .joined(separator: "\n")
    }

    /// A line that cannot be read is left out: its name is then learned anew.
    private static func names(of text: String) -> [SecID: Presence] {
        var names: [SecID: Presence] = [:]
        for line in text.split(separator: "\n") {
            // From the end: what is in front of the counts is the name, whatever it holds.
            let fields = line.split(separator: " ")
            let counts = fields.suffix(4).compactMap { Int($0) }
            guard fields.count > 4, counts.count == 4, let label = TimeOfDay(secondOfDay: counts[3]) else { continue }
            let name = SecID(fields.dropLast(4).joined(separator: " "))
            names[name] = Presence(seen: counts[0], missed: counts[1], longest: counts[2], lastLabel: label)
        }
        return names
    }
}
