import Glibc
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

    @Test("delays come from the file that the plan names; what is wrong there is told with file and line")
    func delays() async throws {
        let (books, output) = (try books(), directory.path + "/report.json")
        func play(_ rows: String) async throws -> (MayakProcess.Outcome, fills: Int64?) {
            let file = try directory.file("delays.csv", "sent_ns,acted_ns,answered_ns\n\(rows)\n")
            let plan = try FileBytes.readText(plan(), limit: 1 << 20) + "latency: {feed_ms: 0, file: \(file)}\n"
            let run = try await MayakProcess.run([
                "backtest", try directory.file("delayed.yaml", plan), "--dataset", books, "--output", output,
            ])
            guard run.status == 0 else { return (run, nil) }
            return (run, try JSON.parse(FileBytes.read(output, limit: 1 << 20))["fills"]?.int)
        }
        let quick = try await play("0,1000000,2000000")
        // Each order arrives an hour late, the last of them behind the last book.
        let slow = try await play("0,3600000000000,3600000000001")
        #expect(quick.fills.map { $0 > 50 } == true && slow.fills.map { $0 > 0 } == true, "\(quick.0.errors)")
        #expect(quick.fills != slow.fills)
        let wrong = try await play("5,4,6").0
        #expect(wrong.status == 78 && wrong.errors.contains("delays.csv:2: an order is sent"), "\(wrong.errors)")
    }

    @Test("with a calendar the venue has the exchange's hours")
    func hours() async throws {
        // Noon of New Year's Day in Moscow, when the exchange was closed, and of the day after the next, when it traded.
        let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        let plan =
            try FileBytes.readText(plan(), limit: 1 << 20) + "calendar: {file: /\(root)/trading_calendar.json}\n"
        let lines = [1_704_099_600, 1_704_272_400].enumerated().map { index, time in
            #"{"ts":\#(time)000000000,"secid":"SBER","bids":[[100,\#(index == 0 ? 9 : 1)]],"asks":[[101,\#(index == 0 ? 1 : 9)]]}"#
        }
        let books = try directory.file("days.jsonl", lines.joined(separator: "\n") + "\n")
        let output = directory.path + "/report.json"
        let run = try await MayakProcess.run([
            "backtest", try directory.file("hours.yaml", plan), "--dataset", books, "--output", output,
            "--no-latency",
        ])
        #expect(run.status == 0, "\(run.errors)")
        let report = try JSON.parse(FileBytes.read(output, limit: 1 << 20))
        #expect(report["orders"]?.int == 2 && report["fills"]?.int == 1 && report["rejected"]?["closed"]?.int == 1)
    }

    @Test(
        "Ctrl-C leaves the report so far, which says so, and exit 1",
        arguments: [[], ["--sweep", "enter=0.5,0.6,0.7"]]
    )
    func interrupted(_ options: [String]) async throws {
        let whole = try FileBytes.readText(books(), limit: 1 << 24)
        // The same books day after day: 240,000 of them.
        let lines = whole.split(separator: "\n")
        var text: [UInt8] = []
        for day in 1...1_000 {
            for (minute, line) in lines.enumerated() {
                let time = (day * 1_440 + minute) * 60
                text += Array(#"{"ts":\#(time)000000000"#.utf8) + Array(line.drop { $0 != "," }.utf8) + [0x0A]
            }
        }
        let long = directory.path + "/long.jsonl"
        try FileBytes.create(long, text)
        let output = directory.path + "/report.json"
        let (said, errors) = (try directory.file("said", ""), try directory.file("errors", ""))
        let process = try ChildProcess(
            MayakProcess.path,
            ["backtest", try plan(), "--dataset", long, "--output", output] + options,
            environment: [:],
            directory: "/",
            streams: (.nothing, .writing(said), .writing(errors))
        )
        // Once it hears signals; before, SIGINT would be its end.
        while process.status == nil, !Self.hears(SIGINT, process.pid) { await Task.yield() }
        process.signal(SIGINT)
        while process.status == nil { await Task.yield() }
        #expect(process.status == 1)
        #expect(try FileBytes.readText(errors, limit: 1 << 16).contains("the report is partial"))
        let report = try JSON.parse(FileBytes.read(output, limit: 1 << 24))
        #expect(report["partial"] == .bool(true))
        if options.isEmpty {
            let events = report["events"]?.int ?? .max
            #expect(events < 240_000 && report["books"]?.int == events)
        } else {
            #expect(report["winner"] == .null || report["runs"]?.array?.count ?? 0 > 1)
        }
    }

    /// Whether a process waits for a signal on one of its first descriptors, by what the kernel says of them (`signalfd`).
    private static func hears(_ signal: Int32, _ process: Int32) -> Bool {
        (3..<64).contains { descriptor in
            // One that is not open waits for nothing.
            guard let text = try? FileBytes.readText("/proc/\(process)/fdinfo/\(descriptor)", limit: 1 << 12),
                let line = text.split(separator: "\n").first(where: { $0.hasPrefix("sigmask:") }),
                let mask = line.split(separator: "\t").last.flatMap({ UInt64($0, radix: 16) })
            else { return false }
            return mask >> UInt64(signal - 1) & 1 == 1
        }
    }

    @Test(
        "an option that the run would not look at is refused, and says what it needs",
        arguments: [
            (["--folds", "3"], "needs --walk-forward"),
            (["--folds", "3", "--sweep", "enter=0.5,0.6"], "needs --walk-forward"),
            (["--lang", "ru"], "needs --tearsheet"),
            (["--lang", "ru", "--sweep", "enter=0.5,0.6"], "needs --tearsheet"),
            (["--check-lookahead", "--period", "60"], "--period is of the measures"),
            (["--check-lookahead", "--walk-forward"], "does not go with --walk-forward"),
            (["--walk-forward", "--tearsheet", "page"], "does not go with --walk-forward"),
        ]
    )
    func ignored(_ options: [String], _ detail: String) async throws {
        let output = directory.path + "/report.json"
        // Before anything is read: none of these is there.
        let run = try await MayakProcess.run(["backtest", "plan.yaml", "--dataset", "b", "--output", output] + options)
        #expect(run.status == 64 && run.errors.contains(detail), "\(run.errors)")
        #expect(!FileBytes.exists(output))
    }

    @Test("a report that could not be written is refused before anything is played")
    func folder() async throws {
        let run = try await MayakProcess.run([
            "backtest", try plan(), "--dataset", "/nowhere.jsonl", "--output", directory.path + "/nowhere/report.json",
        ])
        #expect(run.status == 1 && run.errors.contains("--output: there is no folder"), "\(run.errors)")
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
