import Market

/// The exchange's machine-readable calendar (`algopack.md` §6.1), from the sandbox's own trading calendar.
struct CalendarPages {
    let calendar: TradingCalendar
    let now: Timestamp

    /// `/iss/calendars`, `/iss/calendars/{engine}` and `/iss/calendars/{engine}/session`; nil when there is no such route.
    func blocks(_ query: ISSQuery) -> [ISSBlock]? {
        switch query.path.count {
        case 1: return [offDays(query)]
        case 2: return Self.market(query.path[1]).map { [marketDays($0, query)] }
        case 3 where query.path[2] == "session":
            return Self.market(query.path[1]).map { [sessions($0, query)] }
        default: return nil
        }
    }

    static func market(_ engine: String) -> MarketID? {
        switch engine {
        case "stock": .equities
        case "currency": .currency
        case "futures": .futures
        default: nil
        }
    }

    /// A range within one year, from the month before to the month ahead unless asked for.
    private func dates(_ query: ISSQuery) -> [CivilDate] {
        let today = MoscowTime.date(of: now)
        let first = query.date("from") ?? today
        let last = min(query.date("till") ?? first.adding(days: 30), first.adding(days: 366))
        return first <= last ? (first.dayNumber...last.dayNumber).map { CivilDate(dayNumber: $0) } : []
    }

    private func offDays(_ query: ISSQuery) -> ISSBlock {
        var table = Table(columns: Column.list("tradedate:date"))
        let order: [(MarketID, String)] = [(.currency, "currency"), (.futures, "futures"), (.equities, "stock")]
        for (_, name) in order {
            table.columns += Column.list("\(name)_workday:i \(name)_trade_session_date:date \(name)_reason:s9")
        }
        let showsAll = query.text("show_all_days") == "1"
        for date in dates(query) {
            let days = order.map { calendar.day(date, $0.0) }
            guard showsAll || days.contains(where: isException) else { continue }
            table.cells.append(.text(date.description))
            for day in days { table.cells += cells(day) }
        }
        return ISSBlock("off_days", table.dropping(query.start))
    }

    private func marketDays(_ market: MarketID, _ query: ISSQuery) -> ISSBlock {
        var table = Table(
            columns: Column.list("tradedate:date is_traded:i trade_session_date:date reason:s9 updatetime:datetime")
        )
        let showsAll = query.text("show_all_days") == "1"
        for date in dates(query) {
            let day = calendar.day(date, market)
            guard showsAll || isException(day) else { continue }
            table.append([.text(date.description)] + cells(day) + [.text("\(date.adding(days: -30)) 12:00:00")])
        }
        return ISSBlock("off_days", table.dropping(query.start))
    }

    private func sessions(_ market: MarketID, _ query: ISSQuery) -> ISSBlock {
        let numbers: [TradingSession.Name: Int64] = [.morning: 0, .main: 1, .evening: 2, .weekend: 5]
        let date = query.date("date") ?? query.date("from") ?? MoscowTime.date(of: now)
        let open = calendar.day(date, market).sessions
        if market == .futures {
            var table = Table(columns: Column.list("tradedate:date type:s36 from:datetime till:datetime"))
            for session in open {
                table.append([
                    .text(date.description), .text("\(session.name.rawValue)_session"),
                    .text("\(date) \(session.open)"),
                    .text("\(date) \(session.close)"),
                ])
            }
            return ISSBlock("session", table)
        }
        var table = Table(
            columns: Column.list(
                "tradedate:date tradingsession:i boardid:s12 secid:s36 type:s36 time_from:time time_till:time"
            )
        )
        for session in open {
            table.append([
                .text(date.description), .int(numbers[session.name] ?? -999),
                .text(market == .equities ? "TQBR" : "CETS"), .null,
                .text("system"), .text(session.open.description), .text(session.close.description),
            ])
        }
        return ISSBlock("session", table)
    }

    private func isException(_ day: TradingDay) -> Bool {
        day.date.weekday.isWeekend || day.kind != .normal && day.kind != .unknown
    }

    /// workday, trade_session_date, reason.
    private func cells(_ day: TradingDay) -> [Cell] {
        let date = day.tradeDate.map { Cell.text($0.description) } ?? .null
        switch day.kind {
        case .normal, .unknown, .short: return [.int(1), date, .text("N")]
        case .transferred: return [.int(1), date, .text("T")]
        case .weekendSession: return [.int(1), date, .text("W")]
        case .closed: return [.int(0), .null, .text("H")]
        }
    }
}

extension Table {
    /// Without the first rows, as `start` asks.
    func dropping(_ count: Int) -> Table {
        Table(columns: columns, cells: Array(cells.dropFirst(count * columns.count)))
    }
}
