import Foundation
import Glibc
import Platform
import TestKit
import Testing

@Suite("Journal of a killed process", .timeLimit(.minutes(5)))
struct JournalKillTests {
    @Test("loses nothing that was acknowledged")
    func kills() throws {
        let folder = try TemporaryFolder(prefix: "journal-kill", isInMemory: true)
        defer { folder.remove() }
        let path = folder.path + "/journal"
        var random = SeededRandom(seed: 7)
        var acknowledged: [UInt64: String] = [:]
        var openings = 0
        for _ in 1...12 {
            // Killed while it opens, at its first record or in the midst of many: the count decides, not the time.
            let lines = try Self.run(path, until: Int.random(in: 0...400, using: &random), folder.path)
            for words in lines.map({ $0.split(separator: " ").map(String.init) }) {
                switch words.first {
                case "open": openings += 1
                case "done": acknowledged[try #require(UInt64(words[1]))] = words[2]
                default: Issue.record("\(words)")
                }
            }
        }
        #expect(openings > 6 && acknowledged.count > 500, "\(openings) openings, \(acknowledged.count) records")
        let journal = try Journal(folder: path)
        var reader = try journal.records(from: 1)
        var expected: UInt64 = 1
        while let record = try reader.next() {
            #expect(record.number == expected)
            expected += 1
            guard let name = acknowledged.removeValue(forKey: record.number) else { continue }
            #expect(String(decoding: record.payload, as: UTF8.self).hasPrefix(name + " "))
        }
        #expect(acknowledged.isEmpty, "acknowledged, and not in the journal")
    }

    /// Lets the writer say so many lines and kills it; returns what it said until its end.
    private static func run(_ path: String, until count: Int, _ folder: String) throws -> [String] {
        let output = folder + "/output"
        // A file and not a pipe, so that nothing said before a kill is lost.
        try Data().write(to: URL(fileURLWithPath: output))
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent().appendingPathComponent("journal-hammer")
        process.arguments = [path, "8"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = handle
        try process.run()
        var lines: [String] = []
        repeat {
            lines = try String(contentsOfFile: output, encoding: .utf8).components(separatedBy: "\n")
        } while lines.count < count && process.isRunning
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        // The last piece is no whole line, if anything.
        return try String(contentsOfFile: output, encoding: .utf8).components(separatedBy: "\n").dropLast()
    }
}
