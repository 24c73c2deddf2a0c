import Market
import Platform

/// A session as JSON.
struct StoredSession: Codable {
    let name: TradingSession.Name
    let open: String
    let close: String

    init(_ session: TradingSession) {
        name = session.name
        open = session.open.description
        close = session.close.description
    }

    func session() throws -> TradingSession {
        guard let open = TimeOfDay(open), let close = TimeOfDay(close),
            let session = TradingSession(name: name, open: open, close: close)
        else { throw StoreError(.damaged, "a calendar row holds the session \(open)–\(close)") }
        return session
    }
}

/// A statement of the edit layer as the history keeps it.
struct StoredStatement: Codable {
    let market: AlgoPackSegment
    let date: String
    let kind: DayKind
    let sessions: [StoredSession]?
    let tradeDate: String?
    let isConfirmed: Bool
    let author: String
    let note: String
    /// Unit: milliseconds UTC.
    let saidAt: Int64

    init(_ statement: CalendarStatement) {
        market = statement.market
        date = statement.date.description
        kind = statement.kind
        sessions = statement.sessions?.map(StoredSession.init)
        tradeDate = statement.tradeDate?.description
        isConfirmed = statement.isConfirmed
        author = statement.author
        note = statement.note
        saidAt = statement.saidAt.milliseconds
    }

    func statement() throws -> CalendarStatement {
        guard let date = CivilDate(stored: date) else {
            throw StoreError(.damaged, "the calendar's history holds the date \(date)")
        }
        return CalendarStatement(
            market: market,
            date: date,
            layer: .edit,
            kind: kind,
            sessions: try sessions?.map { try $0.session() },
            tradeDate: tradeDate.flatMap { CivilDate(stored: $0) },
            isConfirmed: isConfirmed,
            author: author,
            note: note,
            saidAt: Timestamp(milliseconds: saidAt)
        )
    }
}

extension CalendarStatement {
    struct Day: Hashable {
        let market: AlgoPackSegment
        let date: CivilDate
    }

    var day: Day { Day(market: market, date: date) }

    /// True when only the time of saying differs.
    func saysTheSame(as other: CalendarStatement) -> Bool {
        var copy = self
        copy.saidAt = other.saidAt
        return copy == other
    }

    init(row: Row) throws {
        self.init(
            market: try row["market"],
            date: try row["date"],
            layer: try row["layer"],
            kind: try row["kind"],
            sessions: try row.optionalJSON("sessions", as: [StoredSession].self)?.map { try $0.session() },
            tradeDate: try row["trade_date"],
            isConfirmed: try row["is_confirmed"],
            author: try row["author"],
            note: try row["note"],
            saidAt: try row["said_at"]
        )
    }
}

extension CalendarEdit {
    init(row: Row) throws {
        self.init(
            id: try row["id"],
            market: try row["market"],
            date: try row["date"],
            at: try row["at"],
            author: try row["author"],
            before: try row.optionalJSON("before", as: StoredStatement.self)?.statement(),
            after: try row.optionalJSON("after", as: StoredStatement.self)?.statement(),
            revision: try row["revision"],
            undoes: try row["undoes"],
            undoneBy: try row["undone_by"]
        )
    }
}
