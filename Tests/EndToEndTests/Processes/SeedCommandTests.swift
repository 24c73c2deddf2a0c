import Foundation
import Glibc
import Platform
import TestKit
import Testing

/// Each command line of `docs/from-the-seeds.md`, tried as it stands there, against the sandbox.
@Suite("The seeds' command lines", .timeLimit(.minutes(10)))
struct SeedCommandTests {
    /// The commands of the middle column, each once.
    private static func commands() throws -> [[String]] {
        let page = try String(contentsOfFile: Rig.packageRoot + "/docs/from-the-seeds.md", encoding: .utf8)
        var found: [String] = []
        for line in page.split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count > 1, cells[1].hasPrefix("`mayak "), !found.contains(cells[1]) else { continue }
            found.append(cells[1])
        }
        return found.map { $0.dropFirst(7).dropLast().split(separator: " ").map(String.init) }
    }

    /// What a service says when it is there.
    private static let greetings = [
        "start": "Scheduler started", "scheduler": "Scheduler started", "bot": "Bot signed in",
        "dashboard": "http://0.0.0.0:",
    ]

    /// What reads a file of the user, and how it ends without it.
    private static let own: [String: (status: Int32, file: String)] = [
        "train": (65, "data/training.jsonl"), "run": (78, "config.example.yaml"),
        "calibrate": (65, "scores.csv"), "backtest": (78, "config.example.yaml"),
        // The rig has its configuration already, and neither process runs any more when the question is asked.
        "init-config": (1, "mayak.yaml"), "health-check": (1, "bot"),
    ]

    @Test("services start and end at SIGTERM, jobs run, what would trade is refused")
    func tried() async throws {
        let rig = try await Rig(Rig.World(date: "2026-11-20", time: "20:30"))
        let few = ["ORCHESTRATOR_HISTORY_DAYS": "5"]
        // The seed's port may be taken here, and its store is the one that the services before it have made.
        let commands = try Self.commands().map { $0.map { $0 == "8000" ? "0" : $0 } }
        try FileManager.default.createDirectory(
            atPath: rig.directory.path + "/runtime",
            withIntermediateDirectories: true
        )
        try FileManager.default.createSymbolicLink(
            atPath: rig.directory.path + "/runtime/mayak.db",
            withDestinationPath: rig.storePath
        )
        #expect(commands.count > 20)
        for words in commands {
            let line = words.joined(separator: " ")
            let name = words[0]
            if words.contains("--no-dry-run") {
                let refused = try await rig.run(words)
                #expect(refused.status == 78 && refused.errors.contains("ORCHESTRATOR_DRY_RUN=true"), "\(line)")
            } else if let greeting = Self.greetings[name] {
                let before = try size(of: "\(rig.directory.path)/\(name).log")
                let service = try rig.start(words, environment: few.merging(["MAYAK_DASHBOARD_PORT": "0"]) { $1 })
                let isThere = try await eventually(within: .seconds(60)) {
                    service.log.dropFirst(before).contains(greeting) || !service.isRunning
                }
                #expect(isThere && service.isRunning, "\(line): \(service.log.dropFirst(before))")
                service.signal(SIGTERM)
                #expect(try await service.end(within: .seconds(60)) == 0, "\(line)")
            } else if let own = Self.own[name] {
                // The file is the user's: the path is taken as written, and missed by name.
                let run = try await rig.run(words)
                #expect(
                    run.status == own.status && (run.errors + run.text).contains(own.file),
                    "\(line): \(run.errors)"
                )
            } else {
                let run = try await rig.run(words)
                #expect(run.status == 0 && !run.text.isEmpty, "\(line): \(run.text)\(run.errors)")
            }
        }
    }

    private func size(of path: String) throws -> Int {
        guard FileManager.default.fileExists(atPath: path) else { return 0 }
        return try String(contentsOfFile: path, encoding: .utf8).count
    }
}
