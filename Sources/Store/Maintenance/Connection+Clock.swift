import Market
import Platform

/// What is done to each table group when the clock that wrote it was ahead; see ``ClockMend``.
extension Connection {
    /// The latest instant that any of the processes has written as its own "now"; nil in an empty store.
    func farthestInstant() throws -> Timestamp? {
        try TableGroup.all.flatMap(\.clock.farthest).compactMap { sql in
            try first(sql) { row in try row["at"] as Timestamp? } ?? nil
        }.max()
    }

    func setBackMarks(to now: Timestamp) throws -> Int {
        try run(TableGroup.all.flatMap(\.clock.marks), now)
    }

    func setBackRows(to now: Timestamp) throws -> Int {
        try run(TableGroup.all.flatMap(\.clock.setBack), now)
    }

    /// Forgets what would be taken for the real thing when its day comes.
    func forgetFuture(after now: Timestamp) throws -> Int {
        try run(TableGroup.all.flatMap(\.clock.futureRows), now)
            + run(TableGroup.all.flatMap(\.clock.futureDays), MoscowTime.date(of: now))
    }

    /// Returns the number of rows changed.
    private func run(_ statements: [String], _ bound: any SQLConvertible) throws -> Int {
        try statements.reduce(0) { count, sql in try count + execute(sql, [bound]) }
    }
}
