import Market
import Platform
import Testing

@Suite("Audit log")
struct AuditLogTests {
    private static let now = Timestamp(milliseconds: 1_721_034_000_250)

    /// A log of three entries, written in two runs, and its lines.
    private static func lines(_ folder: TemporaryFolder) throws -> [String] {
        let path = folder.path + "/audit.log"
        for run in 0..<2 {
            let log = try AuditLog(path)
            try log.add(.order, "EXECUTED", ["figi": "moex:SBER", "why": "a b;c=d\n"], at: now)
            if run == 0 { try log.add(.control, "SHUTDOWN", at: now) }
        }
        return try FileBytes.readText(path, limit: 1 << 20).split(separator: "\n").map(String.init)
    }

    @Test("has the fields of the seed first, and no space, pair or line in a value")
    func format() throws {
        let folder = try TemporaryFolder(prefix: "audit", isInMemory: true)
        defer { folder.remove() }
        let lines = try Self.lines(folder)
        #expect(lines[0] == "#Version: 1.0")
        #expect(lines[2] == "#Fields: date time c-category c-event s-detail x-seq x-digest")
        #expect(lines[3].hasPrefix("2024-07-15 09:00:00.250 ORDER EXECUTED figi=moex:SBER;why=a_b,c,d_ 1 "))
        #expect(lines[4].hasPrefix("2024-07-15 09:00:00.250 CONTROL SHUTDOWN - 2 "))
        #expect(lines.count == 6)
    }

    @Test("goes on in the chain after a restart, and any change breaks it where it was made")
    func chain() throws {
        let folder = try TemporaryFolder(prefix: "audit", isInMemory: true)
        defer { folder.remove() }
        let lines = try Self.lines(folder)
        func verify(_ lines: [String]) throws(AuditChain.Broken) -> UInt64 {
            try AuditChain.verify(Array(lines.joined(separator: "\n").utf8)).entries
        }
        #expect(try verify(lines) == 3)
        var changed = lines
        changed[3].replace("EXECUTED", with: "REJECTED")
        #expect(throws: AuditChain.Broken.self) { try verify(changed) }
        #expect { try verify(lines.enumerated().filter { $0.offset != 4 }.map(\.element)) } throws: { error in
            (error as? AuditChain.Broken)?.line == 5
        }
        #expect(throws: AuditChain.Broken.self) { try verify(lines + [lines[5]]) }
    }

    @Test("what a crash left of a line is taken away; a log that was changed gets no more entries")
    func opening() throws {
        let folder = try TemporaryFolder(prefix: "audit", isInMemory: true)
        defer { folder.remove() }
        let whole = try Self.lines(folder).joined(separator: "\n") + "\n"
        let path = folder.path + "/audit.log"
        try FileBytes.replace(path, Array((whole + "2024-07-15 09:0").utf8))
        try AuditLog(path).add(.network, "HEARTBEAT_MISSED", at: Self.now)
        #expect(try AuditChain.verify(try FileBytes.read(path, limit: 1 << 20)).entries == 4)
        try FileBytes.replace(path, Array(whole.replacing("SHUTDOWN", with: "RESUMED").utf8))
        let error = #expect(throws: FileError.self) { try AuditLog(path) }
        #expect(error?.detail.contains("move it away") == true)
    }
}
