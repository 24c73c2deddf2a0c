import Market
import Platform
import Store

/// `mayak calendar show`: what a date is, why, and which slots are expected.
enum CalendarShowCommand: Command {
    static let spec = CommandSpec(
        "calendar show",
        summary: "Show what a date is on the exchange, and who says so",
        details: """
            Prints kind, deciding layer, sessions and the expected slots of each endpoint. Works without a store, from the
            bundled file alone. DATE is \(DateReader.forms), in Moscow. --json prints an object for one
            market, an array for all: {market, date, kind, trading, layer, author, note, sessions, slots}; times are HH:MM.
            """,
        positionals: [PositionalSpec("DATE", "The date; today where it is not given", required: false)],
        options: [
            .value("market", "M", "EQ, FX, FO or all", default: "all"),
            .flag("json", "Print JSON"),
        ] + CommandCalendar.options
    )

    static func run(_ arguments: Arguments) async throws {
        let source = try await CommandCalendar(arguments)
        let date = try arguments.calendarDate(0, today: source.today) ?? source.today
        let markets = try arguments.markets() ?? AlgoPackSegment.allCases
        let calendar = source.calendar(try await source.statements())
        if arguments.flag("json") {
            let days = markets.map { ShownDay(calendar, date, $0) }
            print(try markets.count == 1 ? days[0].printed(isCompact: true) : days.printed(isCompact: true))
        } else {
            print(markets.map { text(calendar, date, $0) }.joined(separator: "\n"), terminator: "")
        }
    }

    private static func text(_ calendar: TradingCalendar, _ date: CivilDate, _ market: AlgoPackSegment) -> String {
        let day = calendar.day(date, market)
        var rows = [("layer", day.layer.rawValue + (day.isConfirmed ? "" : ", not confirmed")), ("by", day.author)]
        if !day.note.isEmpty { rows.append(("note", day.note)) }
        rows.append(
            ("sessions", day.sessions.isEmpty ? "none" : day.sessions.map(\.description).joined(separator: ", "))
        )
        if let tradeDate = day.tradeDate, tradeDate != date { rows.append(("trade date", "\(tradeDate)")) }
        for weaker in day.statements where weaker.layer != day.layer {
            rows.append(("", "\(weaker.layer.rawValue) says \(weaker.kind) (\(weaker.author))"))
        }
        for feed in Feed.all(of: market) {
            rows.append((feed.endpoint.rawValue, slots(calendar.publishedSlots(feed, on: date))))
        }
        let title = "\(market) \(date) \(weekday(date)): \(day.kind)\n"
        return title
            + rows.map { name, value in
                "  " + name + String(repeating: " ", count: max(1, 12 - name.count)) + value + "\n"
            }.joined()
    }

    /// `161: 10:05–18:40, 19:10–23:50`.
    private static func slots(_ labels: [TimeOfDay]) -> String {
        var runs: [(first: TimeOfDay, last: TimeOfDay)] = []
        for label in labels {
            if let last = runs.last?.last, last.advanced(bySeconds: Int(Slot.length.wholeSeconds)) == label {
                runs[runs.count - 1].last = label
            } else {
                runs.append((label, label))
            }
        }
        let spans = runs.map { run in
            run.first == run.last
                ? run.first.shortDescription : "\(run.first.shortDescription)–\(run.last.shortDescription)"
        }
        return labels.isEmpty ? "no slots" : "\(labels.count): \(spans.joined(separator: ", "))"
    }

    private static func weekday(_ date: CivilDate) -> String {
        "\(date.weekday)".prefix(1).uppercased() + "\(date.weekday)".dropFirst()
    }
}

/// The shape of `--json`.
private struct ShownDay: Encodable {
    struct Session: Encodable {
        let name: String
        let open: String
        let close: String
    }

    let market: String
    let date: String
    let kind: String
    let trading: Bool
    let layer: String
    let author: String
    let note: String
    let sessions: [Session]
    let slots: [String: [String]]

    init(_ calendar: TradingCalendar, _ date: CivilDate, _ market: AlgoPackSegment) {
        let day = calendar.day(date, market)
        self.market = market.rawValue
        self.date = date.description
        kind = day.kind.rawValue
        trading = day.isTrading
        layer = day.layer.rawValue
        author = day.author
        note = day.note
        sessions = day.sessions.map { session in
            Session(
                name: session.name.rawValue,
                open: session.open.shortDescription,
                close: session.close.shortDescription
            )
        }
        slots = Feed.all(of: market).reduce(into: [:]) { slots, feed in
            slots[feed.endpoint.rawValue] = calendar.publishedSlots(feed, on: date).map(\.shortDescription)
        }
    }
}
