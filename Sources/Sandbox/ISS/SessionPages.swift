import Market

/// The periods of a day, named and cut as each market's calendar does (docs/reference/algopack.md, Calendars).
enum SessionPages {
    private static let numbers: [TradingSession.Name: Int64] = [.morning: 0, .main: 1, .evening: 2, .weekend: 5]

    private static let columns = Column.list(
        """
        tradedate:date tradingsession:i boardid:s12 secid:s36 type:s36 time_from:time time_till:time updatetime:datetime
        """
    )

    static func table(_ day: TradingDay) -> Table {
        switch day.market {
        case .equities: equities(day)
        case .currency: currency(day)
        case .futures: futures(day)
        }
    }

    /// Sessions with their auctions as periods of their own, which overlap the sessions.
    private static func equities(_ day: TradingDay) -> Table {
        var table = Table(columns: columns)
        for session in day.sessions {
            let number = numbers[session.name] ?? -999
            table.append(row(day, number, "TQBR", "system", session.open, session.close))
        }
        for auction in Auction.all(of: day) {
            let (number, kind): (Int64, String) =
                switch auction.kind {
                case .opening: (1, "oa")
                case .closing: (1, "ca")
                case .evening: (2, "oa")
                }
            guard let begin = TimeOfDay(secondOfDay: auction.begin.secondOfDay / 300 * 300),
                let end = TimeOfDay(secondOfDay: auction.begin.secondOfDay / 300 * 300 + 300)
            else { continue }
            table.append(row(day, number, "TQBR", kind, begin, end))
        }
        return table
    }

    private static func currency(_ day: TradingDay) -> Table {
        var table = Table(columns: columns)
        for session in day.sessions {
            let number = numbers[session.name] ?? -999
            let booking = TimeOfDay(secondOfDay: session.open.secondOfDay - 600)
            let pricing = TimeOfDay(secondOfDay: session.open.secondOfDay - 30)
            table.append(row(day, number, "CETS", "oa_booking", booking, pricing))
            // The moment of pricing has no end.
            table.append(row(day, number, "CETS", "oa_pricing", pricing, nil))
            table.append(row(day, number, "CETS", "system", session.open, session.close))
        }
        return table
    }

    /// From and till are datetimes here.
    static func futures(_ day: TradingDay) -> Table {
        var table = Table(
            columns: Column.list("tradedate:date type:s36 from:datetime till:datetime updatetime:datetime")
        )
        func add(_ kind: String, _ from: TimeOfDay, _ till: TimeOfDay) {
            table.append([
                .text(day.date.description), .text(kind), .text("\(day.date) \(from)"), .text("\(day.date) \(till)"),
                updated(day),
            ])
        }
        for (index, session) in day.sessions.enumerated() {
            add("\(session.name.rawValue)_session", session.open, session.close)
            guard index + 1 < day.sessions.count, session.close < day.sessions[index + 1].open else { continue }
            add("clearing_session", session.close, day.sessions[index + 1].open)
        }
        return table
    }

    private static func row(
        _ day: TradingDay,
        _ number: Int64,
        _ board: String,
        _ kind: String,
        _ from: TimeOfDay?,
        _ till: TimeOfDay?
    ) -> [Cell] {
        [
            .text(day.date.description), .int(number), .text(board), .null, .text(kind),
            from.map { .text($0.description) } ?? .null, till.map { .text($0.description) } ?? .null, updated(day),
        ]
    }

    private static func updated(_ day: TradingDay) -> Cell { .text("\(day.date.adding(days: -30)) 12:00:00") }
}
