import Market
import Store
import Testing

@Suite("Calendar file")
struct CalendarFileTests {
    private static let profile =
        #"{"market":"M","from":"2024-01-01","sessions":[{"name":"main","open":"10:00","close":"18:40"}]}"#

    /// A valid file, with the given days and anything else replaced.
    private static func text(days: String, replacing old: String = "", by new: String = "") -> String {
        let profiles = AlgoPackSegment.allCases.map { profile.replacing("\"M\"", with: "\"\($0)\"") }.joined(
            separator: ","
        )
        let text = """
            {"format":1,"revised":"2026-11-20","pin":null,"profiles":[\(profiles)],"classic":[\(profiles)],"days":[\(days)]}
            """
        return old.isEmpty ? text : text.replacing(old, with: new)
    }

    private static func read(_ text: String) throws(CalendarFileError) -> CalendarFile {
        try CalendarFile(Array(text.utf8), named: "cal.json")
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        let detail: String
        var testDescription: String { name }
    }

    static let good = #"{"market":"EQ","date":"2026-01-01","kind":"closed"}"#

    static let mistakes = [
        Mistake(
            name: "unknown kind",
            text: text(days: "\(good),{\"market\":\"EQ\",\"date\":\"2026-01-02\",\"kind\":\"holiday\"}"),
            detail: "cal.json: days[1].kind: cannot be 'holiday': expected one of "
                + "normal, transferred, weekend_session, short, closed, unknown"
        ),
        Mistake(
            name: "unknown market",
            text: text(days: #"{"market":"eq","date":"2026-01-01","kind":"closed"}"#),
            detail: "cal.json: days[0].market: cannot be 'eq': expected one of EQ, FX, FO"
        ),
        Mistake(
            name: "no such date",
            text: text(days: #"{"market":"EQ","date":"2026-02-30","kind":"closed"}"#),
            detail: "cal.json: days[0].date: cannot be '2026-02-30': expected a date, YYYY-MM-DD"
        ),
        Mistake(
            name: "misspelt key",
            text: text(days: #"{"market":"EQ","date":"2026-01-01","kind":"closed","sesions":[]}"#),
            detail: "cal.json: days[0].sesions: unknown key; allowed: "
                + "market, date, kind, sessions, tradeDate, confirmed, source, note"
        ),
        Mistake(
            name: "missing key",
            text: text(days: #"{"market":"EQ","date":"2026-01-01"}"#),
            detail: "cal.json: days[0].kind: is missing"
        ),
        Mistake(
            name: "close before open",
            text: text(
                days: #"{"market":"EQ","date":"2026-01-01","kind":"short","#
                    + #""sessions":[{"name":"main","open":"12:00","close":"10:00"}]}"#
            ),
            detail: "cal.json: days[0].sessions[0].close: cannot be '10:00': expected a time after the open, 12:00"
        ),
        Mistake(
            name: "day given twice",
            text: text(days: "\(good),\(good)"),
            detail: "cal.json: days[1]: EQ 2026-01-01 already stands in days[0]"
        ),
        Mistake(
            name: "sessions on a closed day",
            text: text(
                days: #"{"market":"EQ","date":"2026-01-01","kind":"closed","#
                    + #""sessions":[{"name":"main","open":"10:00","close":"11:00"}]}"#
            ),
            detail: "cal.json: days[0].sessions: a closed day has none"
        ),
        Mistake(
            name: "trade date in the past",
            text: text(days: #"{"market":"EQ","date":"2026-01-04","kind":"weekend_session","tradeDate":"2026-01-03"}"#),
            detail: "cal.json: days[0].tradeDate: cannot be '2026-01-03': expected the date itself or a later one"
        ),
        Mistake(
            name: "newer format",
            text: text(days: good, replacing: "\"format\":1", by: "\"format\":2"),
            detail: "cal.json: format: cannot be '2': expected 1, the only format so far"
        ),
        Mistake(
            name: "market without a profile",
            text: text(days: good, replacing: "\"FX\"", by: "\"EQ\""),
            detail: "cal.json: profiles, classic: both need an entry for FX"
        ),
        Mistake(
            name: "unknown pin",
            text: text(days: good, replacing: "\"pin\":null", by: "\"pin\":\"old\""),
            detail: "cal.json: pin: cannot be 'old': expected one of classic, null"
        ),
    ]

    @Test("names the place of a mistake and what is allowed", arguments: mistakes)
    func mistake(_ row: Mistake) {
        let error = #expect(throws: CalendarFileError.self) { try Self.read(row.text) }
        #expect(error?.detail == row.detail)
    }

    @Test(
        "answers broken JSON with an error that names the file",
        arguments: ["", "[]", "{", "{\"format\":\"1\"}", "\u{0}"]
    )
    func broken(_ text: String) {
        let error = #expect(throws: CalendarFileError.self) { try Self.read(text) }
        #expect(error?.kind == .malformed)
        #expect(error?.detail.hasPrefix("cal.json") == true)
    }

    @Test("answers a missing file with its path")
    func missing() {
        let error = #expect(throws: CalendarFileError.self) { try CalendarFile.load("/nonexistent/cal.json") }
        #expect(error?.kind == .unreadable)
        #expect(error?.detail.contains("/nonexistent/cal.json") == true)
    }

    @Test("reads back what it writes")
    func roundTrip() throws {
        let shipped = try BundledCalendarTests.file.get()
        let text = try shipped.text()
        let again = try Self.read(text)
        #expect(again == shipped)
        #expect(try again.text() == text)
        var odd = shipped
        odd.pin = .classic
        let oddAgain = try Self.read(try odd.text())
        #expect(oddAgain == odd)
    }

    @Test("says the same at every start")
    func stableStatements() throws {
        let shipped = try BundledCalendarTests.file.get()
        #expect(shipped.statements == shipped.statements)
        #expect(shipped.statements.allSatisfy { $0.layer == .bundled && !$0.author.isEmpty })
    }

    @Test("carries an effective calendar to another machine")
    func exportAndImport() throws {
        let shipped = try BundledCalendarTests.file.get()
        let date = try #require(CivilDate("2026-11-24"))
        let edits = [
            edit(.equities, date, .closed),
            edit(.futures, date, .short, sessions: TradingSession.list("main 10:00-14:00", namedLike: [])),
            edit(.currency, try #require(CivilDate("2026-11-04")), .normal),
            edit(.equities, try #require(CivilDate("2026-11-28")), .closed),
        ]
        let mine = TradingCalendar(profiles: shipped.profiles, statements: shipped.statements + edits)
        let file = CalendarFile(effective: mine, years: 2024...2027, revised: date)
        let received = try Self.read(try file.text())

        let fresh = shipped.calendar
        let imported = received.edits(for: fresh, author: "import", at: Timestamp(seconds: 9))
        #expect(Set(imported.map { "\($0.market) \($0.date)" }) == Set(edits.map { "\($0.market) \($0.date)" }))
        let theirs = TradingCalendar(profiles: shipped.profiles, statements: shipped.statements + imported)
        let first = try #require(CivilDate("2024-01-01"))
        for offset in 0..<1461 {
            for market in AlgoPackSegment.allCases {
                let left = mine.day(first.adding(days: offset), market)
                let right = theirs.day(first.adding(days: offset), market)
                #expect((left.kind, left.sessions, left.tradeDate) == (right.kind, right.sessions, right.tradeDate))
            }
        }
        #expect(received.edits(for: theirs, author: "import", at: Timestamp(seconds: 10)).isEmpty)
    }

    @Test("turns a day the file leaves ordinary back from an edit")
    func importRemoves() throws {
        let shipped = try BundledCalendarTests.file.get()
        let date = try #require(CivilDate("2026-11-24"))
        let edited = TradingCalendar(
            profiles: shipped.profiles,
            statements: shipped.statements + [edit(.equities, date, .closed)]
        )
        let imported = shipped.edits(for: edited, author: "import", at: Timestamp(seconds: 9))
        #expect(imported.map(\.kind) == [.normal])
        #expect(imported.map(\.date) == [date])
    }

    private func edit(
        _ market: AlgoPackSegment,
        _ date: CivilDate,
        _ kind: DayKind,
        sessions: [TradingSession]? = nil
    ) -> CalendarStatement {
        CalendarStatement(
            market: market,
            date: date,
            layer: .edit,
            kind: kind,
            sessions: sessions,
            author: "anna",
            saidAt: Timestamp(seconds: 1)
        )
    }
}
