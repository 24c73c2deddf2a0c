import Foundation
import Platform
import TestKit
import Testing

@Suite("Checkpoints")
struct CheckpointTests {
    @Test("run by themselves when the WAL has grown past its limit")
    func automatic() throws {
        let file = try DatabaseFile()
        let connection = try file.open(checkpointPages: 50)
        try fill(connection, rows: 1)
        #expect(connection.walSize > 0)
        var sizes: [Int64] = []
        for _ in 0..<200 {
            try fill(connection, rows: 1)
            sizes.append(connection.walSize)
        }
        #expect(sizes.contains(0))
        #expect(sizes.allSatisfy { $0 <= 60 * 4_200 }, "\(sizes.max() ?? 0)")
    }

    @Test("leave room for writers of the same process and of others, and cut the WAL with two connections open")
    func twoConnections() throws {
        let file = try DatabaseFile()
        let (left, right) = (try file.open(checkpointPages: 50), try file.open(checkpointPages: 50))
        var sizes: [Int64] = []
        for round in 0..<200 {
            try fill(round.isMultiple(of: 2) ? left : right, rows: 1)
            sizes.append(left.walSize)
        }
        #expect(sizes.contains(0))
        #expect(sizes.allSatisfy { $0 <= 60 * 4_200 }, "\(sizes.max() ?? 0)")
        #expect(try right.problems().isEmpty)
    }

    @Test("do not start while another connection is inside a write transaction")
    func excluded() throws {
        let file = try DatabaseFile()
        let (left, right) = (try file.open(), try file.open())
        try fill(left, rows: 10)
        try left.transaction {
            try left.execute("INSERT INTO t VALUES ('inside')")
            #expect(try right.checkpoint() == nil)
        }
        #expect(try right.checkpoint()?.isComplete == true)
        #expect(right.walSize == 0)
    }

    @Test("are incomplete, and harmless, while somebody reads an older state")
    func reader() throws {
        let file = try DatabaseFile()
        let (left, right) = (try file.open(), try file.open())
        try fill(left, rows: 10)
        let seen = try right.query("SELECT x FROM t") { row in
            // The read transaction of `right` is open here.
            try fill(left, rows: 1)
            #expect(try left.checkpoint()?.isComplete == false)
            return try row["x"] as String
        }
        #expect(seen.count == 10)
        #expect(try left.checkpoint()?.isComplete == true)
        #expect(try left.problems().isEmpty)
    }

    @Test("closing the last connection leaves an empty WAL, closing one of two leaves the other working")
    func closing() throws {
        let file = try DatabaseFile()
        let (left, right) = (try file.open(), try file.open())
        try fill(left, rows: 10)
        left.close()
        try fill(right, rows: 10)
        right.close()
        #expect(right.walSize == 0)
        let again = try file.open()
        #expect(try again.query("SELECT x FROM t") { row in try row["x"] as String }.count == 20)
    }

    private func fill(_ connection: Connection, rows: Int) throws {
        try connection.transaction {
            try connection.script("CREATE TABLE IF NOT EXISTS t (x TEXT NOT NULL) STRICT")
            for _ in 0..<rows {
                try connection.execute("INSERT INTO t VALUES (?)", [String(repeating: "x", count: 3_000)])
            }
        }
    }
}
