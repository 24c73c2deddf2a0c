import Platform
import TestKit
import Testing

@Suite("mayak backtest", .timeLimit(.minutes(5)))
struct BacktestCommandTests {
    let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func plan(_ name: String = "plan.yaml") throws -> String {
        try directory.file(
            name,
            "strategy: {name: imbalance_threshold, depth: 1, enter: 0.6, exit: 0.1}\n"
                + "instruments: {SBER: {lot: 1, price_step: 0.01}}\n"
        )
    }

    /// A book a minute whose imbalance swings.
    private func books() throws -> String {
        let lines = (0..<240).map { minute in
            let (bids, asks) = minute % 8 < 4 ? (9, 1) : (1, 9)
            let price = 100 + (minute * 7) % 11
            return #"{"ts":\#(minute * 60_000_000_000),"secid":"SBER","bids":[[\#(price),\#(bids)]],"#
                + #""asks":[[\#(price + 1),\#(asks)]]}"#
        }
        return try directory.file("books.jsonl", lines.joined(separator: "\n") + "\n")
    }

    @Test("writes the report with its measures, and the page with pictures where asked")
    func report() async throws {
        let (plan, books) = (try plan(), try books())
        let output = directory.path + "/report.json"
        let arguments = ["backtest", plan, "--dataset", books, "--output", output, "--no-latency", "--no-fees"]
        let run = try await MayakProcess.run(arguments + ["--tearsheet", directory.path + "/page"])
        #expect(run.status == 0, "\(run.errors)")
        let first = try FileBytes.read(output, limit: 1 << 20)
        let report = try JSON.parse(first)
        #expect(report["measures"]?["n"]?.int == 240)
        #expect(report["partial"] == .bool(false))
        for name in ["metrics.json", "tearsheet.html", "equity.png", "drawdown.png", "distribution.png"] {
            #expect(FileBytes.exists(directory.path + "/page/" + name), "\(name)")
        }
        _ = try await MayakProcess.run(arguments)
        #expect(try FileBytes.read(output, limit: 1 << 20) == first, "another run, other bytes")
    }

    @Test("--sweep plays every value and names the best; a key that is none is refused with its place")
    func sweep() async throws {
        let (plan, books) = (try plan(), try books())
        let output = directory.path + "/sweep.json"
        let arguments = ["backtest", plan, "--dataset", books, "--output", output, "--no-latency"]
        let run = try await MayakProcess.run(arguments + ["--sweep", "enter=0.5,0.7,0.9"])
        #expect(run.status == 0, "\(run.errors)")
        let report = try JSON.parse(FileBytes.read(output, limit: 1 << 20))
        let runs = try #require(report["runs"]?.array)
        #expect(runs.map { $0["value"] } == [.string("0.5"), .string("0.7"), .string("0.9")])
        // The imbalance is 0.8 on either side: the last value never trades.
        #expect(runs.last?["trades"] == .int(0) && runs.first?["trades"] == .int(60))
        let unknown = try await MayakProcess.run(arguments + ["--sweep", "entr=0.5,0.7"])
        #expect(unknown.status == 78 && unknown.errors.contains("entr"), "\(unknown.errors)")
        let wrong = try await MayakProcess.run(arguments + ["--sweep", "enter"])
        #expect(wrong.status == 64 && wrong.errors.contains("--sweep cannot be 'enter'"), "\(wrong.errors)")
    }
}
