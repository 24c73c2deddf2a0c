import Exchange
import Market
import Platform
import Sandbox

/// `mayak rehearse`: a whole trading day against the sandbox, as fast as possible.
enum RehearseCommand: Command {
    static let spec = CommandSpec(
        "rehearse",
        summary: "Play a whole trading day against the embedded exchange and Telegram",
        details:
            "Prints what the group would have seen, then a summary. The same day, seed and faults give the same bytes.",
        options: [
            .value("date", "D", "The day to play", default: "2024-07-15"),
            .value("until", "HH:MM", "Stop at this Moscow time already"),
            .value("faults", "FILE", "What goes wrong and what people do, as JSON"),
            .value("data", "DIR", "Play recorded rows: files named <market>_<dataset>_<from>_<to>.csv"),
            .value(
                "candles",
                "DIR",
                "With --data: candles for the gap scan, which also say whether a missing slot had trades: <market>_<interval>_<from>_<to>.csv"
            ),
            .value("min-gap", "X", "Smallest gap that the gap scan passes on, a fraction", default: "0.1"),
            .value("seed", "N", "Seed of the generated market", default: "1"),
            .value("language", "LANG", "Language of the chat", default: "ru", allowed: ["ru", "en"]),
            .value("transcript", "FILE", "Write the transcript there instead"),
            .value(
                "png",
                "FILE|DIR",
                "Draw the transcript as a phone shows it; FILE.png becomes FILE-1.png… when it is long"
            ),
            .value("keep", "DIR", "Keep the day's store there, for `mayak plot` and `mayak explain`"),
            .value(
                "log",
                "LEVEL",
                "Least severe log lines on standard error",
                default: "error",
                allowed: Log.Level.allCases.map { "\($0)" }
            ),
            .flag("json", "Print only the summary, as JSON"),
            .value(
                "days",
                "N",
                "Play the last N days of the daily candles in --data DIR through the six trading jobs instead"
            ),
        ] + Settings.options
    )

    static func run(_ arguments: Arguments) async throws {
        if let count = try arguments.integer("days", in: 1...10_000) {
            return try await playDays(count, arguments)
        }
        try refuseConfiguration(arguments)
        let date = try arguments.date(today: MoscowTime.date(of: SystemClock().now))
        var plan = RehearsalPlan(date: date ?? RehearsalPlan.usualDate)
        plan.seed = UInt64(try arguments.integer("seed", in: 0...Int.max) ?? 1)
        plan.minimumGap = try arguments.number("min-gap", in: 0...10) ?? plan.minimumGap
        plan.until = try arguments.value("until", expecting: "a time such as 12:30") { TimeOfDay($0) }
        plan.language = arguments.string("language") ?? "ru"
        plan.dataDirectory = arguments.string("data")
        plan.candleDirectory = arguments.string("candles")
        if plan.candleDirectory != nil, plan.dataDirectory == nil {
            throw CommandFailure(.usage, "--candles goes with --data DIR")
        }
        if let path = arguments.string("faults") {
            do {
                plan.script = try FaultScript(try FileBytes.read(path, limit: 1 << 20), date: plan.date)
            } catch let error as FaultScriptError {
                throw CommandFailure(.data, "\(path):\(error)")
            }
        }
        let folder = try TemporaryFolder(prefix: "mayak-rehearse", isInMemory: true)
        defer { folder.remove() }
        let kept = arguments.string("keep")
        let level = Log.Level(arguments.string("log") ?? "") ?? .error
        let png = arguments.string("png")
        let result: Rehearsal.Result
        do {
            result = try await Rehearsal(plan, folder: kept ?? folder.path, threshold: level).run(draws: png != nil)
        } catch let error as RecordingError {
            throw CommandFailure(.data, error.detail)
        } catch let error as ShareHistoryError {
            throw CommandFailure(.data, error.detail)
        }
        if let png { try write(result.pictures, to: png) }
        let isJSON = arguments.flag("json")
        if let path = arguments.string("transcript") {
            try FileBytes.replace(path, Array(result.transcript.utf8))
        } else if !isJSON {
            print(result.transcript)
        }
        print(isJSON ? try result.summary.json() : result.summary.text)
    }

    /// One page into the named file; several beside it, numbered; into a folder always numbered.
    private static func write(_ pages: [[UInt8]], to path: String) throws {
        let isFile = path.hasSuffix(".png")
        if !isFile { try makeFolder(for: "\(path)/") }
        for (index, page) in pages.enumerated() {
            let number = pages.count < 10 ? "\(index + 1)" : index < 9 ? "0\(index + 1)" : "\(index + 1)"
            let name =
                if !isFile { "\(path)/transcript-\(number).png" } else if pages.count == 1 { path } else {
                    "\(path.dropLast(4))-\(number).png"
                }
            try FileBytes.replace(name, page)
        }
    }
}
