import Market
import Platform

/// The exchange's machine-readable calendar (docs/reference/algopack.md, Calendars), from the sandbox's own.
struct CalendarPages {
    let market: EmbeddedMarket
    let now: Timestamp

    static let routes: [Route<ISSPage>] = [
        .any("/calendars") { call in [Self(call).offDays(call.query)] },
        .any("/calendars/{engine}") { call in
            call.engine(inAnyCase: false).map { [Self(call).marketDays($0, call.query)] }
        },
        .any("/calendars/{engine}/session") { call in
            call.engine(inAnyCase: false).map { [Self(call).sessions($0, call.query)] }
        },
        .any("/calendars/futures/securities") { call in [Self(call).contracts(call.query)] },
    ]

    private init(_ call: ISSCall) {
        market = call.market
        now = call.now
    }

    /// A range within one year, from the month before to the month ahead unless asked for.
    private func dates(_ query: ISSQuery) -> [CivilDate] {
        let today = MoscowTime.date(of: now)
        let first = query.date("from") ?? today
        let last = min(query.date("till") ?? first.adding(days: 30), first.adding(days: 366))
        return first <= last ? (first.dayNumber...last.dayNumber).map { CivilDate(dayNumber: $0) } : []
    }

    private func offDays(_ query: ISSQuery) -> ServedBlock {
        var table = Table(columns: Column.list("tradedate:date"))
        let order: [(AlgoPackSegment, String)] = [(.currency, "currency"), (.futures, "futures"), (.equities, "stock")]
        for (_, name) in order {
            table.columns += Column.list("\(name)_workday:i \(name)_trade_session_date:date \(name)_reason:s9")
        }
        let showsAll = query.text("show_all_days") == "1"
        for date in dates(query) {
            let days = order.map { market.day($0.0, date) }
            guard showsAll || days.contains(where: isException) else { continue }
            table.cells.append(.text(date.description))
            for day in days { table.cells += cells(day) }
        }
        return ServedBlock("off_days", table.dropping(query.start))
    }

    private func marketDays(_ id: AlgoPackSegment, _ query: ISSQuery) -> ServedBlock {
        var table = Table(
            columns: Column.list("tradedate:date is_traded:i trade_session_date:date reason:s9 updatetime:datetime")
        )
        let showsAll = query.text("show_all_days") == "1"
        for date in dates(query) {
            let day = market.day(id, date)
            guard showsAll || isException(day) else { continue }
            table.append([.text(date.description)] + cells(day) + [.text("\(date.adding(days: -30)) 12:00:00")])
        }
        return ServedBlock("off_days", table.dropping(query.start))
    }

    private func sessions(_ id: AlgoPackSegment, _ query: ISSQuery) -> ServedBlock {
        let date = query.date("date") ?? query.date("from") ?? MoscowTime.date(of: now)
        return ServedBlock("session", SessionPages.table(market.day(id, date)).dropping(query.start))
    }

    /// `…/futures/securities`: contracts and whether they trade on weekends; 0 means that they do.
    private func contracts(_ query: ISSQuery) -> ServedBlock {
        var table = Table(
            columns: Column.list(
                "secid:s36 asset_code:s25 shortname:s189 exec_type:s36 expiration_date:date end_date:date weekend_session:i"
            )
        )
        for contract in market.instruments(.futures, on: MoscowTime.date(of: now)) {
            let expiry = contract.expiry.map { Cell.text($0.description) } ?? .null
            // Contracts on currencies joined the weekends a year later than the others.
            let isCurrency = ["Si", "CR", "Eu", "ED", "UC", "USDRUBF", "CNYRUBF"].contains(contract.shortCode)
            table.append([
                .text(contract.secid), .text(contract.assetCode), .text(contract.name), .text("cash"), expiry, expiry,
                .int(isCurrency ? 1 : 0),
            ])
        }
        return ServedBlock("forts", table.dropping(query.start))
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
