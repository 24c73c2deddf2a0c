/// The tables of one topic: what a batch writes into them, and what becomes of their rows.
///
/// Their shape is in ``Schema/steps``: in the topic's own file when they were made, in a step by name when they change.
struct TableGroup: Sendable {
    /// What a batch writes into them; nil where none does.
    var part: (any BatchPart.Type)?
    /// What is removed with age.
    var retention: [Retention] = []
    /// What is done when the clock that wrote them was ahead.
    var clock = ClockMend()

    /// All groups, in the order in which a batch is written: what refers to the number of another row comes after it.
    static let all: [TableGroup] = [
        alerts, feeds, gaps, jobs, commands, calendar, audit, settings, processes, people, outbox, followUps, updates,
        shares, portfolio, access, engine,
    ]
}

/// Rows that nobody asks for any more.
struct Retention: Sendable {
    enum Bound: Sendable {
        /// ?1 is an instant: what ended before it goes.
        case instant
        /// ?1 is a trading date: earlier days go.
        case day
    }

    let sql: String
    let bound: Bound
}

/// What is done to tables when the clock that wrote them was ahead; every ?1 is the present instant, or today's date.
struct ClockMend: Sendable {
    /// Give as `at` the latest instant that a process has written as its own "now"; cheap enough for every minute.
    var farthest: [String] = []
    /// What makes work wait or a dead process look alive is set back.
    var marks: [String] = []
    /// What keeps its meaning when it is set back: spans keep their length, the past begins now.
    var rows: [String] = []
    /// Columns of instants that are set back to now.
    var instants: [(table: String, columns: [String])] = []
    /// What would be taken for the real thing when its instant comes is forgotten.
    var futureRows: [String] = []
    /// The same by date.
    var futureDays: [String] = []

    /// All that sets rows back.
    var setBack: [String] {
        rows
            + instants.flatMap { table, columns in
                columns.map { "UPDATE \(table) SET \($0) = ?1 WHERE \($0) > ?1" }
            }
    }
}
