import Market
import Platform

/// The public routes that clients use beside AlgoPack (docs/reference/algopack.md, Market data).
struct MarketDataPages {
    let market: EmbeddedMarket
    let now: Timestamp

    static let routes: [Route<ISSPage>] = [
        .any("/securities/{secid}") { call in Self(call).description(call.path.text("secid"), call.query) },
        .any("/engines/{engine}") { call in call.engine(inAnyCase: true).map(Self(call).engine) },
    ]

    private init(_ call: ISSCall) {
        market = call.market
        now = call.now
    }

    /// `/iss/securities/{secid}`: where an instrument trades; both client libraries need its `boards`.
    private func description(_ secid: String, _ query: ISSQuery) -> [ServedBlock] {
        let today = MoscowTime.date(of: now)
        var boards = Table(
            columns: Column.list(
                """
                secid:s36 boardid:s12 title:s381 board_group_id:i market_id:i market:s45 engine_id:i engine:s45 is_traded:i
                decimals:i history_from:date history_till:date listed_from:date listed_till:date is_primary:i currencyid:s9
                unit:s9
                """
            )
        )
        var facts = Table(
            columns: Column.list("name:s765 title:s765 value:s765 type:s93 sort_order:i is_hidden:i precision:l")
        )
        for id in AlgoPackSegment.allCases {
            guard let found = market.instrument(secid, id, on: today) else { continue }
            let board = Board(id)
            let till = (found.expiry ?? today).description
            let from = (found.expiry?.adding(days: -270)).map(\.description) ?? "2020-01-03"
            boards.append(named: [
                "secid": .text(found.secid), "boardid": .text(board.id), "title": .text(board.title),
                "board_group_id": .int(board.groupID), "market_id": .int(board.marketID), "market": .text(board.market),
                "engine_id": .int(board.engineID), "engine": .text(board.engine), "is_traded": .int(1),
                "decimals": .int(Int64(found.decimals)), "history_from": .text(from), "history_till": .text(till),
                "listed_from": .text(from), "listed_till": .text(till), "is_primary": .int(1),
                "currencyid": .text("RUB"),
                "unit": .text(id == .futures ? "contract" : "currency"),
            ])
            for (index, fact) in self.facts(found, query).enumerated() {
                facts.append([
                    .text(fact.name), .text(query.isEnglish ? fact.name : fact.title), .text(fact.value),
                    .text("string"),
                    .int(Int64(index + 1)), .int(0), .null,
                ])
            }
        }
        return [ServedBlock("description", facts), ServedBlock("boards", boards)]
    }

    private func facts(_ instrument: Instrument, _ query: ISSQuery) -> [(name: String, title: String, value: String)] {
        var facts = [
            ("SECID", "Код ценной бумаги", instrument.secid),
            ("NAME", "Полное наименование", query.isEnglish ? instrument.secid : instrument.name),
            ("SHORTNAME", "Краткое наименование", query.isEnglish ? instrument.secid : instrument.name),
            ("LATNAME", "Английское наименование", instrument.secid),
        ]
        switch instrument.market {
        case .equities:
            facts += [("TYPENAME", "Вид бумаги", "Акция обыкновенная"), ("TYPE", "Тип бумаги", "common_share")]
        case .currency: facts += [("TYPE", "Тип бумаги", "currency")]
        case .futures:
            facts += [
                ("ASSETCODE", "Код базового актива", instrument.assetCode), ("TYPE", "Тип бумаги", "futures"),
                ("LSTTRADE", "Последний торговый день", instrument.expiry?.description ?? "2100-01-01"),
            ]
        }
        return facts
    }

    /// `/iss/engines/{engine}`: week and exceptions; futures also the sessions of the current day.
    private func engine(_ id: AlgoPackSegment) -> [ServedBlock] {
        let board = Board(id)
        let identity = Table(
            columns: Column.list("id:i name:s45 title:s765"),
            cells: [.int(board.engineID), .text(board.engine), .text(board.engineTitle)]
        )
        var week = Table(columns: Column.list("week_day:i is_work_day:i start_time:time stop_time:time"))
        for day in 1...7 {
            week.append([
                .int(Int64(day)), .int(day < 6 ? 1 : 0), .text("00:00:00"), .text("23:59:59"),
            ])
        }
        var exceptions = Table(columns: Column.list("date:date is_work_day:i start_time:time stop_time:time"))
        let today = MoscowTime.date(of: now)
        for offset in -180...180 {
            let day = market.day(id, today.adding(days: offset))
            let usual = !day.date.weekday.isWeekend
            guard day.isMonitored != usual else { continue }
            exceptions.append([
                .text(day.date.description), .int(day.isMonitored ? 1 : 0), .text("00:00:00"), .text("23:59:59"),
            ])
        }
        var blocks = [
            ServedBlock("engine", identity), ServedBlock("timetable", week), ServedBlock("dailytable", exceptions),
        ]
        if id == .futures {
            blocks.append(ServedBlock("session_schedule", SessionPages.futures(market.day(.futures, today))))
        }
        return blocks
    }
}
