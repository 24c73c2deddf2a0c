import Engine
import Market
import Platform

/// `mayak replay`: what was recorded of a day, through the same engine again.
enum ReplayCommand: Command {
    static let spec = CommandSpec(
        "replay",
        summary: "Replay a recorded day of the engine, and compare it with what it did then",
        details: """
            An engine records what it takes in and what it writes into its journal (section recording of its plan). This feeds it to an engine of the
            same plan on a clock of its own, in a folder of its own, and compares line by line: what strategies wanted, orders, fills, halts, and
            each minute positions and money. What a broker has answered comes from the recording. A session that began on an earlier day is
            replayed from its beginning.

            Exit 0: everything agrees; 2: something differs, and the first difference is told with its time and instrument; 65: nothing
            was recorded, or it cannot be read. A plan that was changed since then decides otherwise.

            mayak replay plan.yaml
            mayak replay plan.yaml --date 2026-11-27 --json
            """,
        positionals: [PositionalSpec("CONFIG", "The plan, as it was that day")],
        options: [
            .value("date", "DATE", "The day, in Moscow; without it the last one that is there"),
            .value("data", "DIR", "Where journals and checkpoints are kept", default: "runtime/engine"),
            .value("account", "ID", "The account that orders went to; without it what was on paper"),
            .flag("json", "Print one JSON object"),
        ] + Settings.options
    )

    static func run(_ arguments: Arguments) async throws {
        var plan = try LivePlan(file: arguments.positional(0) ?? "", of: "mayak replay")
        let settings = try Settings.load(arguments, isOwn: true)
        let clock = SystemClock()
        let log = Log(component: "replay", threshold: .critical, clock: clock)
        plan.trading.tradingDays = try await EngineCalendar.tradingDays(plan.trading, settings, clock: clock, log: log)
        let account = arguments.string("account").map { "broker-\($0)" } ?? "paper"
        let folder = plan.recording.folder(in: "\(try arguments.required("data"))/\(account)")
        let date = try date(arguments.string("date"), in: folder)
        let begun = clock.now
        let terminal = TerminalProgress(isShown: true)
        defer { terminal.end() }
        let report: ReplayReport
        do {
            report = try await SessionReplay.replay(date, of: plan, in: folder, log: log) { events in
                if terminal.isStopped { throw CommandFailure(.failure, "mayak replay: was stopped") }
                terminal.show { _ in "\(events) events" }
            }
        } catch let error as FeedError {
            throw CommandFailure(.data, "mayak replay: \(error)")
        } catch let error as FileError {
            throw CommandFailure(.data, "mayak replay: \(error)")
        }
        let seconds = Double(begun.duration(to: clock.now).nanoseconds) / 1e9
        if arguments.flag("json") {
            print(report.json.setting("seconds", to: .double(seconds)).text)
        } else {
            print(text(report, seconds))
        }
        if !report.agrees { throw CommandFailure(.differs) }
    }

    private static func date(_ text: String?, in folder: String) throws -> CivilDate {
        if let text {
            guard let date = CivilDate(text) else {
                throw UsageError(.unexpectedValue, "mayak replay: --date must be \(CivilDate.allowed)")
            }
            return date
        }
        do throws(FileError) {
            guard let last = try RecordingShelf.dates(in: folder).last else {
                throw FileError(.notFound, "\(folder): nothing is recorded there")
            }
            return last
        } catch {
            throw CommandFailure(.data, "mayak replay: \(error.detail)")
        }
    }

    private static func text(_ report: ReplayReport, _ seconds: Double) -> String {
        let tenths = Double(Int(seconds * 10)) / 10
        var lines = [
            "\(report.date): \(report.events) events of \(report.sessions) sessions in \(tenths) s; \(report.decisions) decisions, "
                + "\(report.orders) orders, \(report.fills) fills"
        ]
        if report.torn > 0 { lines.append("The recording was cut: \(report.torn) bytes at its end are no whole block") }
        if let first = report.first {
            lines.append("Replay differs from live at \(first.place); \(report.differences) lines differ")
            lines.append("  live:   \(first.live ?? "nothing")")
            lines.append("  replay: \(first.replayed ?? "nothing")")
        } else {
            lines.append(
                "Replay agrees with live: \(report.records) records of the journal, \(report.figures) times the figures"
            )
        }
        return lines.joined(separator: "\n")
    }
}
