import Platform
import TestKit
import Testing

@Suite("mayak backtest", .timeLimit(.minutes(5)))
struct BacktestCommandTests {
    let directory: TemporaryFolder

    init() throws {
        directory = try TemporaryFolder()
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

    @Test("--walk-forward chooses on what came before and plays what comes next; too few events are said")
    func walkForward() async throws {
        let (plan, books) = (try plan(), try books())
        let output = directory.path + "/walk.json"
        let arguments = [
            "backtest", plan, "--dataset", books, "--output", output, "--no-latency", "--no-fees", "--walk-forward",
        ]
        let run = try await MayakProcess.run(arguments + ["--sweep", "enter=0.9,0.5", "--folds", "3"])
        #expect(run.status == 0, "\(run.errors)")
        let report = try JSON.parse(FileBytes.read(output, limit: 1 << 20))
        let folds = try #require(report["folds"]?.array)
        #expect(folds.map { $0["test_events"]?["from"]?.int } == [60, 120, 180])
        #expect(folds.map { $0["test_events"]?["to"]?.int } == [120, 180, 240])
        #expect(folds.map { $0["training_events"]?["to"]?.int } == [60, 120, 180])
        // The first value never trades, so that it has no Sharpe ratio to win by. A swing of four books makes an order: 15 in 60.
        #expect(folds.allSatisfy { $0["test"]?["value"] == .string("0.5") && $0["test"]?["trades"] == .int(15) })
        #expect(report["out_of_sample"]?["trades"]?.int == 45)
        let many = try await MayakProcess.run(arguments + ["--folds", "100"])
        #expect(many.status == 0, "\(many.errors)")
        let first = try FileBytes.readText(books, limit: 1 << 20).prefix { $0 != "\n" }
        let few = try directory.file("few.jsonl", String(first))
        var short = arguments
        short[3] = few
        let refused = try await MayakProcess.run(short)
        #expect(refused.status == 65 && refused.errors.contains("too few"), "\(refused.errors)")
    }

    @Test("--check-lookahead compares the decisions on beginnings of the data")
    func lookAhead() async throws {
        let output = directory.path + "/check.json"
        let run = try await MayakProcess.run([
            "backtest", try plan(), "--dataset", try books(), "--output", output, "--check-lookahead",
        ])
        #expect(
            run.status == 0 && run.text.contains("240 decisions"),
            "\(run.errors)"
        )
        let report = try JSON.parse(FileBytes.read(output, limit: 1 << 20))
        #expect(report["clean"] == .bool(true))
        #expect(report["cuts"]?.array?.map { $0["compared"]?.int } == [40, 80, 120, 160, 200])
        let both = try await MayakProcess.run([
            "backtest", try plan("other.yaml"), "--dataset", output, "--output", output, "--check-lookahead", "--sweep",
            "enter=0.5,0.6",
        ])
        #expect(both.status == 64 && both.errors.contains("does not go with --sweep"), "\(both.errors)")
    }
}
