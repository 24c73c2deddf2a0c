import Analytics
import Exchange
import Market
import Testing
import Trading

@Suite("Gap scanner")
struct GapScannerTests {
    /// Prices of days given by hand, every rule the same.
    private struct GivenHistory: ShareHistory {
        var opensByDay: [String: [String: Double]] = [:]
        var closesByDay: [String: [String: Double]] = [:]
        /// Nil: the source fails to list them.
        var listed: [ShareSplit]? = []
        /// By code; a share whose value is nil cannot be asked.
        var paid: [String: Double?] = [:]
        var silenceOnActions: String?

        func dividends(of secid: SecID) throws -> [Dividend] {
            guard let known = paid[secid.text] else { return [] }
            guard let amount = known, let record = CivilDate("2024-07-15") else {
                throw ExchangeError(.unreachable, detail: "nobody answers")
            }
            return [Dividend(recordDate: record, amount: amount)]
        }

        func splits() throws -> [ShareSplit] {
            guard let listed else { throw ExchangeError(.unreachable, detail: "nobody answers") }
            return listed
        }

        func closes(of day: TradingDay) -> [SecID: Double] { keyed(closesByDay[day.date.description]) }
        func opens(of day: TradingDay, by rule: OpenRule) -> [SecID: Double] { keyed(opensByDay[day.date.description]) }
        func candles(of secid: SecID, on date: CivilDate) -> [PriceCandle] { [] }

        private func keyed(_ prices: [String: Double]?) -> [SecID: Double] {
            Dictionary(uniqueKeysWithValues: (prices ?? [:]).map { (SecID($0.key), $0.value) })
        }
    }

    private func calendar(_ kinds: [String: DayKind]) throws -> TradingCalendar {
        let statements = try kinds.map { date, kind in
            CalendarStatement(
                market: .equities,
                date: try #require(CivilDate(date)),
                layer: .bundled,
                kind: kind,
                author: "test",
                saidAt: Timestamp(seconds: 0)
            )
        }
        return TradingCalendar(profiles: .exchange, statements: statements)
    }

    private func scan(_ date: String, _ history: GivenHistory, _ kinds: [String: DayKind]) async throws -> GapScan {
        let day = try #require(CivilDate(date))
        return try await GapScanner(history).scan(day, minimum: 0.05, calendar: try calendar(kinds))
    }

    @Test("takes Friday's closes for a Monday, and no weekend session's")
    func monday() async throws {
        let history = GivenHistory(
            opensByDay: ["2026-11-23": ["A": 110, "B": 101]],
            closesByDay: ["2026-11-20": ["A": 100, "B": 100], "2026-11-22": ["A": 109]]
        )
        let found = try await scan(
            "2026-11-23",
            history,
            ["2026-11-21": .weekendSession, "2026-11-22": .weekendSession, "2026-11-20": .normal]
        )
        #expect(found.previousDate == CivilDate("2026-11-20"))
        #expect(found.compared == 2)
        #expect(found.gaps.map(\.secid.text) == ["A"])
    }

    @Test("steps over a holiday that the calendar knows")
    func holiday() async throws {
        let history = GivenHistory(
            opensByDay: ["2024-05-02": ["A": 110]],
            closesByDay: ["2024-04-30": ["A": 100], "2024-05-01": ["A": 1]]
        )
        let found = try await scan("2024-05-02", history, ["2024-05-01": .closed, "2024-04-30": .normal])
        #expect(found.previousDate == CivilDate("2024-04-30"))
        #expect(found.gaps.map(\.previousClose) == [100])
    }

    @Test("steps over a weekday without trades of which the calendar knows nothing")
    func unknown() async throws {
        let history = GivenHistory(
            opensByDay: ["2023-05-10": ["A": 110]],
            closesByDay: ["2023-05-05": ["A": 100]]
        )
        let found = try await scan("2023-05-10", history, [:])
        #expect(found.previousDate == CivilDate("2023-05-05"))
    }

    @Test("does not reach further back than a known trading day without closes")
    func missing() async throws {
        let history = GivenHistory(
            opensByDay: ["2024-05-08": ["A": 110]],
            closesByDay: ["2024-05-06": ["A": 100]]
        )
        let error = await #expect(throws: ShareHistoryError.self) {
            try await scan("2024-05-08", history, ["2024-05-07": .normal, "2024-05-06": .normal])
        }
        #expect(error?.detail.contains("no close of 2024-05-07") == true)
    }

    @Test(
        "closes before a split are told in new shares, so that a consolidation is no gap; without a list the scan goes on"
    )
    func splits() async throws {
        func split(_ code: String, _ date: String, _ before: Double, _ after: Double) throws -> ShareSplit {
            let date = try #require(CivilDate(date))
            return try #require(ShareSplit(secid: SecID(code), date: date, before: before, after: after))
        }
        var history = GivenHistory(
            opensByDay: ["2024-07-15": ["VTBR": 101, "GMKN": 1.1, "A": 110, "B": 101]],
            closesByDay: ["2024-07-12": ["VTBR": 0.02, "GMKN": 100, "A": 100, "B": 100]]
        )
        history.listed = [
            try split("VTBR", "2024-07-15", 5_000, 1), try split("GMKN", "2024-07-13", 1, 100),
            // Splits of other days say nothing of this one.
            try split("A", "2024-07-12", 1, 10), try split("B", "2024-07-16", 10, 1),
        ]
        let days: [String: DayKind] = ["2024-07-12": .normal]
        let found = try await scan("2024-07-15", history, days)
        #expect(found.gaps.map(\.secid.text) == ["A", "GMKN"])
        #expect(found.remarks.splits.mapValues(\.text) == [SecID("VTBR"): "5000:1", SecID("GMKN"): "1:100"])
        #expect(found.remarks.splitTrouble == nil)
        history.listed = nil
        let blind = try await scan("2024-07-15", history, days)
        #expect(blind.gaps.first?.secid.text == "VTBR")
        #expect(blind.remarks.lines.count == 1 && blind.remarks.lines.first?.contains("nobody answers") == true)
    }

    @Test("the largest gaps, up or down, have their dividends; what is not known is said")
    func dividends() async throws {
        // The register closes on the 15th: purchases of the 15th are settled on the 16th (T+1), so the first day without is the 15th.
        var history = GivenHistory(
            opensByDay: ["2024-07-15": ["UP": 130, "DOWN": 50, "FAILS": 120, "SMALL": 101]],
            closesByDay: ["2024-07-12": ["UP": 100, "DOWN": 100, "FAILS": 100, "SMALL": 100]]
        )
        history.paid = ["UP": 1, "DOWN": 33.3, "FAILS": nil, "SMALL": 7]
        let day = try #require(CivilDate("2024-07-15"))
        let days = try calendar(["2024-07-12": .normal])
        let found = try await GapScanner(history).scan(day, minimum: -1, calendar: days, remarked: 3)
        #expect(found.gaps.map(\.secid.text) == ["UP", "FAILS", "SMALL", "DOWN"])
        #expect(found.remarks.dividends == [SecID("UP"): 1, SecID("DOWN"): 33.3])
        #expect(found.remarks.unasked == [SecID("SMALL")])
        #expect(
            found.remarks.lines == [
                "dividends of FAILS are not known: unreachable: nobody answers",
                "dividends of 1 smaller gaps were not asked for",
            ]
        )
        history.silenceOnActions = "nothing is recorded"
        let recorded = try await GapScanner(history).scan(day, minimum: 0.02, calendar: days)
        #expect(recorded.remarks.lines == ["splits and dividends are not known: nothing is recorded"])
    }

    @Test("a day without trades has no gaps")
    func quiet() async throws {
        let found = try await scan("2024-05-01", GivenHistory(), ["2024-05-01": .closed])
        #expect(found.previousDate == nil && found.gaps.isEmpty)
    }
}
