import Exchange
import Glibc
import Market
import Platform

/// `mayak rehearse --days`: recorded days through the six trading jobs.
extension RehearseCommand {
    /// Options that only the rehearsal of a single day looks at.
    private static let singleDay = [
        "date", "until", "faults", "candles", "min-gap", "seed", "language", "transcript", "png", "keep",
    ]

    /// A single day is played with the sandbox's own configuration.
    static func refuseConfiguration(_ arguments: Arguments) throws {
        if let name = ["config", "env-file", "set"].first(where: { arguments.given($0) != nil }) {
            throw CommandFailure(
                .usage,
                "mayak rehearse: --\(name) goes with --days; a single day has a fixed configuration"
            )
        }
    }

    static func playDays(_ count: Int, _ arguments: Arguments) async throws {
        if let name = singleDay.first(where: { arguments.given($0) != nil }) {
            throw CommandFailure(.usage, "mayak rehearse: --\(name) goes with a single day, not with --days")
        }
        guard let data = arguments.string("data") else {
            throw CommandFailure(
                .usage,
                "mayak rehearse: --days goes with --data DIR, a folder with daily candles such as "
                    + "eq_daily_2023-01-03_2023-11-10.csv"
            )
        }
        let settings = try Settings.load(arguments)
        let source: RecordedShares
        do {
            source = try RecordedShares(directory: data)
        } catch let error as ShareHistoryError {
            throw CommandFailure(.data, "mayak rehearse: \(error)")
        } catch let error as CSVError {
            throw CommandFailure(.data, "mayak rehearse: \(error)")
        }
        guard source.dates.count > 1 else {
            throw CommandFailure(.data, "mayak rehearse: \(data) has one day; the first is history for the next")
        }
        let folder = try TemporaryFolder(prefix: "mayak-rehearse", isInMemory: true)
        defer { folder.remove() }
        let rehearsal = try DaysRehearsal(
            source,
            count: count,
            settings: settings,
            folder: folder.path,
            threshold: Log.Level(arguments.string("log") ?? "") ?? .error
        )
        let isShown = isatty(STDERR_FILENO) == 1
        let summary = try await rehearsal.run { part in
            if isShown { show("\(Int(part * 100)) % of \(rehearsal.played.count) days") }
        }
        if isShown { show("") }
        print(arguments.flag("json") ? summary.json.text : summary.text)
    }

    /// Writes over the terminal's last line; a terminal that is gone shows nothing.
    private static func show(_ text: String) {
        var line = "\r\(text)\u{1B}[K"
        line.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
