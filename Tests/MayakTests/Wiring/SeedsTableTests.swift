import Foundation
import Platform
import TestKit
import Testing
import Trading

@testable import mayak

@Suite("docs/from-the-seeds.md")
struct SeedsTableTests {
    /// The cells of every row of the page's tables whose first cell is code.
    private static func rows() throws -> [[String]] {
        let page = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../../docs/from-the-seeds.md"
        )
        return try String(contentsOf: page, encoding: .utf8).split(separator: "\n")
            .filter { $0.hasPrefix("| `") }
            .map { line in
                line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            }
    }

    private static func code(_ cell: String) -> String {
        cell.trimmingCharacters(in: CharacterSet(charactersIn: "`"))
    }

    @Test("each command line is one that Mayak takes")
    func commands() throws {
        let commands = try Self.rows().map { Self.code($0[1]) }.filter { $0.hasPrefix("mayak ") }
        #expect(commands.count >= 20)
        for command in commands {
            let words = command.split(separator: " ").dropFirst().map(String.init)
            guard case .run(let index, let arguments) = try Commands.directory.request(words) else {
                Issue.record("\(command) runs nothing")
                continue
            }
            if Commands.all[index] == SchedulerRunCommand.self { _ = try OrchestratorFlags.overrides(arguments) }
        }
        let named = commands.joined(separator: " ")
        for kind in TradingJobKind.allCases {
            #expect(named.contains("--\(kind.disablingFlag)") && named.contains("run-job \(kind)"))
        }
    }

    @Test("each variable is a key of the configuration by that name, and none of the orchestrator's is missing")
    func variables() throws {
        let shown = try Settings(ConfigurationReader(ConfigurationSources()) { $0 }).shown
        let keys = Dictionary(
            uniqueKeysWithValues: shown.map { ($0.declaration.environmentName, $0.declaration.path) }
        )
        let rows = try Self.rows().filter { !Self.code($0[1]).hasPrefix("mayak ") }
        for row in rows { #expect(keys[Self.code(row[0])] == Self.code(row[1]), "\(row)") }
        // What came later has no place in the seeds.
        let own: Set = ["ORCHESTRATOR_MARKET", "ORCHESTRATOR_LIVE", "ORCHESTRATOR_HISTORY_DAYS"]
        let listed = Set(rows.map { Self.code($0[0]) })
        for name in keys.keys where name.hasPrefix("ORCHESTRATOR_") && !own.contains(name) {
            #expect(listed.contains(name), "\(name)")
        }
    }
}
