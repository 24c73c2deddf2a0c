import Foundation
import Glibc
import Market
import Platform
import Store
import TestKit
import Testing

@Suite("Two processes", .serialized)
struct HammerTests {
    @Test("lose and double nothing in 20 s of writing, kills and checkpoints", .timeLimit(.minutes(5)))
    func hammer() async throws {
        let files = try TemporaryStore()
        let deadline = ContinuousClock.now + .seconds(20)
        var random = SeededRandom(seed: 42)
        var workers = try [HammerProcess(files, worker: "a", run: 0), HammerProcess(files, worker: "b", run: 0)]
        var output: [String] = []
        var run = 0
        // A slow machine takes longer until there is enough to judge.
        while ContinuousClock.now < deadline || output.count(where: { $0.hasPrefix("row") }) <= 200 || run <= 10 {
            // Real processes need real time: this is the one test that waits for it.
            try await Task.sleep(for: .milliseconds(Int.random(in: 100...900, using: &random)))
            let victim = Int.random(in: 0..<workers.count, using: &random)
            run += 1
            output += try workers[victim].kill()
            workers[victim] = try HammerProcess(files, worker: victim == 0 ? "a" : "b", run: run)
        }
        for worker in workers { output += try worker.kill() }

        let report = try StoreFile(path: files.path).check()
        #expect(report.problems.isEmpty)
        // 4 MB is where a checkpoint begins; it ends later on a slow disk.
        #expect(report.walBytes < 16_000_000, "checkpoints did not keep up")
        let lines = output.map { $0.split(separator: " ").map(String.init) }
        #expect(lines.allSatisfy { ["row", "sent"].contains($0[0]) }, "\(output.filter { !$0.hasPrefix("row") })")
        let rows = lines.filter { $0[0] == "row" }

        var options = Connection.Options()
        options.isReadOnly = true
        let database = try Connection(path: files.path, options: options)
        let stored = try database.query(
            """
            SELECT o.dedupe_key AS key, a.id AS alert, o.state AS state FROM outbox AS o
            JOIN alerts AS a ON a.id = json_extract(o.content, '$.incident.alert')
            WHERE json_extract(a.facts, '$.detail') = o.dedupe_key
            """
        ) { row in (try row["key"] as String, try row["alert"] as Int64, try row["state"] as String) }
        let count = try database.first("SELECT COUNT(*) AS count FROM outbox") { row in try row["count"] as Int }
        #expect(stored.count == count, "a message without its alert")
        let alerts = Dictionary(grouping: stored) { $0.0 }
        #expect(alerts.values.allSatisfy { $0.count == 1 })
        let lost = rows.filter { alerts[$0[2]]?.first?.1 != Int64($0[1]) }
        #expect(lost.isEmpty, "acknowledged, and not in the store")
        let sent = lines.filter { $0[0] == "sent" }.map { $0[1] }
        #expect(Set(sent).count == sent.count, "a message was sent twice")
        #expect(sent.allSatisfy { alerts[$0]?.first?.2 == "sent" })
        print("hammer: \(rows.count) acknowledged rows, \(sent.count) sent, \(run) kills, WAL \(report.walBytes) bytes")
    }

    @Test("a process that has the store open keeps it from being replaced")
    func restoreWhileOpen() async throws {
        let files = try TemporaryStore()
        try await files.open().settings.set("x", "1")
        let file = StoreFile(path: files.path)
        try file.backup(to: files.folder + "/copy.db")
        let holder = try HammerProcess(files, ["hold", files.path])
        #expect(try holder.firstLine() == "open")
        let error = #expect(throws: DatabaseError.self) {
            try file.restore(from: files.folder + "/copy.db", at: Samples.noon)
        }
        #expect(error?.kind == .busy && error?.detail.contains("mayak scheduler") == true)
        _ = try holder.kill()
        #expect(try !file.restore(from: files.folder + "/copy.db", at: Samples.noon).isEmpty)
    }

    @Test("a full disk gives a clear error and leaves a sound store", .enabled(if: canMount))
    func fullDisk() throws {
        let files = try TemporaryStore()
        let script = """
            mount -t tmpfs -o size=600k none \(files.folder) && \(hammerPath) fill \(files.path) && cp \(files.path)* \(files.folder)/../
            """
        let output = try HammerProcess.output(["unshare", "-rm", "sh", "-c", script])
        #expect(output.contains("full: \(files.path)") && output.contains("free some space"), "\(output)")
        let copy = files.folder + "/../mayak.db"
        defer { for suffix in ["", "-wal", "-shm", ".lock"] { removeFile(copy + suffix) } }
        #expect(try StoreFile(path: copy).check().problems.isEmpty)
    }

    @Test("a size limit met in the middle of a transaction takes it back and leaves a sound store")
    func sizeLimit() throws {
        let files = try TemporaryStore()
        let output = try HammerProcess.output([hammerPath, "fill", files.path, "600000"])
        #expect(output.hasPrefix("inputOutput: \(files.path)") || output.hasPrefix("full: \(files.path)"), "\(output)")
        let report = try StoreFile(path: files.path).check()
        #expect(report.problems.isEmpty)
        let rows = Dictionary(uniqueKeysWithValues: report.tables.map { ($0.name, $0.rows) })
        #expect(rows["alerts"] == rows["outbox"] && rows["alerts"] != 0)
    }

    @Test("a read-only file system gives a clear error", .enabled(if: canMount))
    func readOnly() async throws {
        let files = try TemporaryStore()
        try await files.open().settings.set("x", "1")
        let script = """
            mount --bind \(files.folder) \(files.folder) && mount -o remount,bind,ro \(files.folder) \
            && \(hammerPath) fill \(files.path)
            """
        let output = try HammerProcess.output(["unshare", "-rm", "sh", "-c", script])
        #expect(output.hasPrefix("readOnly: \(files.path)") && output.contains("writable"), "\(output)")
    }
}

/// True where a user may mount a file system of their own; containers often forbid it.
private let canMount =
    (try? HammerProcess.output(["unshare", "-rm", "sh", "-c", "mount -t tmpfs none /mnt && echo yes"]))
    .map { $0.hasPrefix("yes") } ?? false

private let hammerPath: String = {
    let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    return tests.deletingLastPathComponent().appendingPathComponent("store-hammer").path
}()

/// A running `store-hammer`.
private final class HammerProcess {
    private let process = Process()
    private let input = Pipe()
    private let path: String

    convenience init(_ files: TemporaryStore, worker: String, run: Int) throws {
        try self.init(files, ["write", files.path, worker, "\(run)"])
    }

    init(_ files: TemporaryStore, _ arguments: [String]) throws {
        path = files.folder + "/output-\(UUID().uuidString)"
        // A file and not a pipe, so that nothing said before a kill is lost and a full pipe stops nobody.
        try Data().write(to: URL(fileURLWithPath: path))
        let output = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        process.executableURL = URL(fileURLWithPath: hammerPath)
        process.arguments = arguments
        process.standardInput = input
        process.standardOutput = output
        try process.run()
    }

    /// Waits for the first line.
    func firstLine() throws -> String {
        while process.isRunning {
            if let line = try lines().first { return line }
            usleep(1_000)
        }
        return ""
    }

    /// Ends the process without any warning; returns the lines it has said.
    func kill() throws -> [String] {
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        return try lines()
    }

    private func lines() throws -> [String] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    /// Runs a program to its end and returns what it said.
    static func output(_ words: [String]) throws -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
