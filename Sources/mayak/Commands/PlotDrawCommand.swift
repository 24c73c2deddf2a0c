import Bot
import Market
import Monitor
import Operations
import Platform
import Store

/// `mayak plot`: one delay plot of a stored day as a PNG file.
enum PlotDrawCommand: Command {
    static let spec = CommandSpec(
        "plot",
        summary: "Draw the publication delays of one feed on a stored day",
        details: "Prints the name of the PNG file and what the picture shows.\n\nmayak plot FO obstats 2026-11-19",
        positionals: [
            PositionalSpec("MARKET", "EQ, FX or FO"),
            PositionalSpec("ENDPOINT", "tradestats, orderstats, obstats or futoi"),
            PositionalSpec("DATE", "The day; the newest stored one where it is not given", required: false),
        ],
        options: [
            .value("out", "FILE", "Where to write; <market>_<endpoint>_<date>.png where it is not given"),
            .value("language", "LANG", "Language of the captions", default: "ru", allowed: ["ru", "en"]),
        ] + Settings.options
    )

    static func run(_ arguments: Arguments) async throws {
        // To look the fonts up takes longer than everything before the drawing: both at once.
        async let hasFonts = FontCheck.hasCyrillic
        let settings = try Settings.load(arguments)
        guard let market = try arguments.positional(0, expecting: "EQ, FX or FO", { AlgoPackSegment(word: $0) }),
            let endpoint = try arguments.positional(1, expecting: "an endpoint with slots", { slotted($0, on: market) })
        else { return }
        let feed = Feed(market, endpoint)
        let clock = try await settings.general.clock.start(http: HTTPClient()).clock
        let log = Log(component: "plot", threshold: .error, clock: clock)
        let store = try settings.existingStore(clock: clock, log: log)
        var date = try arguments.calendarDate(2, today: MoscowTime.date(of: clock.now))
        if date == nil { date = try await store.feeds.slotDates(feed, limit: 1).first }
        let renderer = settings.plotRenderer(of: OperationsStore(store), try settings.calendars(of: store.calendar))
        var plots: [RenderedPlot] = []
        _ = await hasFonts
        if let date {
            let language: Language = arguments.string("language") == "en" ? .english : .russian
            plots = try await renderer.render(
                PlotRequest(
                    market: market,
                    date: date,
                    endpoints: [endpoint],
                    language: language,
                    now: clock.now
                )
            )
        }
        await store.close()
        guard let plot = plots.first, let date else {
            let day = date.map { " of \($0)" } ?? ""
            let path = settings.general.storePath
            throw CommandFailure(.data, "mayak plot: no slot of \(feed)\(day) is stored in \(path)")
        }
        let path = arguments.string("out") ?? "\(market.pathComponent)_\(endpoint)_\(date).png"
        try FileBytes.replace(path, plot.png)
        print("\(path): \(plot.facts.joined(separator: ", "))")
    }

    private static func slotted(_ text: String, on market: AlgoPackSegment) -> Endpoint? {
        Endpoint(text).flatMap { $0.isSlotted && Feed.exists($0, on: market) ? $0 : nil }
    }
}
