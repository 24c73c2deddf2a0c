import Exchange
import Market
import Platform

/// What `mayak gaps` and `mayak vwap` have in common: where prices come from, which day is meant, what is wrong data.
enum ShareArguments {
    static let options: [OptionSpec] =
        [
            .value("date", "DATE", "The day: \(DateReader.forms); today where it is not given"),
            .value(
                "data",
                "DIR",
                "Recorded candles, such as eq_10min_2023-10-30_2023-11-10.csv, instead of the exchange"
            ),
            .flag("json", "Print one JSON object, as the service answers"),
            .value("store", "PATH", "The store with the calendar; the configured one where it is not given"),
        ] + Settings.options

    static func date(_ arguments: Arguments, today: CivilDate) throws -> CivilDate {
        try arguments.date(today: today) ?? today
    }

    /// Works with prices of a recording, or of the exchange; what is wrong with the data becomes exit code 65.
    static func reading<Value>(
        _ arguments: Arguments,
        _ context: CommandCalendar,
        _ work: (any ShareHistory) async throws -> Value
    ) async throws -> Value {
        do {
            if let folder = arguments.string("data") {
                return try await work(try RecordedCandles(directory: folder))
            }
            let iss = ISSClient(
                options: context.settings.moex,
                http: HTTPClient(options: context.settings.moex.connection),
                clock: context.clock,
                // What fails is told by the command itself; that a public answer is late stands in its help.
                log: Log(component: "exchange", threshold: .error, clock: context.clock)
            )
            return try await work(ISSShares(iss, clock: context.clock))
        } catch let error as ShareHistoryError {
            throw CommandFailure(.data, "mayak \(arguments.spec.name): \(error)")
        } catch let error as CSVError {
            throw CommandFailure(.data, "mayak \(arguments.spec.name): \(error)")
        } catch let error as ExchangeError {
            throw CommandFailure(
                .failure,
                "mayak \(arguments.spec.name): \(context.settings.moex.baseURL): \(error)"
            )
        }
    }
}
