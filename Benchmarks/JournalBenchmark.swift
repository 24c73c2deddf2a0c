import Market
import Platform

/// Appends to a journal on this machine's disk, one after the other and many at once.
enum JournalBenchmark: Benchmark {
    static let name = "journal"
    static let subject =
        "appends of 200 bytes, each durable before it returns; time on the clock, because the disk is what is waited for"

    static func run() async throws {
        let folder = try TemporaryFolder(prefix: "journal-bench")
        defer { folder.remove() }
        printRow("journal", ["appends/s", "µs an append", "of one by one", "MB resident"])
        var single = 1.0
        for writers in [1, 16, 256] {
            let journal = try Journal(folder: "\(folder.path)/\(writers)")
            let each = max(4, 1_024 / writers)
            let begin = ContinuousClock.now
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<writers {
                    group.addTask {
                        for _ in 0..<each { try await journal.append([UInt8](repeating: 7, count: 200)) }
                    }
                }
                try await group.waitForAll()
            }
            let rate = Double(writers * each) / (ContinuousClock.now - begin).inSeconds
            if writers == 1 { single = rate }
            printRow(
                "\(writers) at once",
                [
                    "\(Int(rate))", "\((1e7 / rate).rounded() / 10)", "\(Int((rate / single).rounded()))×",
                    "\(residentMegabytes().rounded())",
                ]
            )
            await journal.close()
        }
    }
}
