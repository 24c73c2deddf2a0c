import Foundation
import Platform
import TestKit
import Testing

@Suite("Connection")
struct ConnectionTests {
    @Test(
        "binds and reads back every kind of value",
        arguments: [
            .null, .integer(.min), .integer(.max), .real(0.1), .real(-.infinity), .text(""),
            .text("кириллица 🗼 \0 end"),
            .text("'; DROP TABLE t; --"), .blob([]), .blob([0, 255, 1]),
        ] as [SQLValue]
    )
    func values(value: SQLValue) throws {
        let file = try DatabaseFile()
        let connection = try file.open()
        let back = try connection.first("SELECT ? AS value", [Anything(value)]) { row in try row["value"] as Anything }
        #expect(back?.value == value)
    }

    @Test("names the statement of a failure and never the bound values")
    func errorsHideValues() throws {
        let file = try DatabaseFile()
        let connection = try file.open()
        try connection.transaction { try connection.script("CREATE TABLE t (name TEXT PRIMARY KEY) STRICT") }
        let sql = "INSERT INTO t VALUES (?)"
        let error = #expect(throws: DatabaseError.self) {
            try connection.transaction {
                try connection.execute(sql, ["my secret"])
                try connection.execute(sql, ["my secret"])
            }
        }
        #expect(error?.kind == .constraint && error?.sql == sql)
        #expect(error.map { "\($0)".contains("secret") } == false)
        #expect(try connection.query("SELECT name FROM t") { row in try row["name"] as String }.isEmpty)
    }

    @Test("refuses a column that is not of the wanted type")
    func wrongType() throws {
        let file = try DatabaseFile()
        let connection = try file.open()
        let error = #expect(throws: DatabaseError.self) {
            try connection.first("SELECT 'abc' AS number") { row in try row["number"] as Int }
        }
        #expect(error?.kind == .damaged)
    }

    @Test("sets the pragmas that the store relies on")
    func pragmas() throws {
        let file = try DatabaseFile()
        let connection = try file.open()
        #expect(try connection.pragma("foreign_keys") == 1)
        #expect(try connection.pragma("synchronous") == 2)
        #expect(try connection.first("PRAGMA journal_mode") { row in try row["journal_mode"] as String } == "wal")
    }

    @Test("reads of one turn share a transaction and see one state; a write and the turn's end let go of it")
    func sharedReads() throws {
        let file = try DatabaseFile()
        let connection = try file.open()
        connection.sharesReads = true
        let other = try file.open()
        try other.transaction { try other.script("CREATE TABLE t (x INTEGER) STRICT") }
        func count() throws -> Int { try connection.query("SELECT x FROM t") { row in try row["x"] as Int }.count }
        func add() throws { try other.transaction { try other.execute("INSERT INTO t VALUES (1)") } }

        // Alone it is as it was before; from the second on they share.
        let counts = connection.counts
        #expect(try [count(), count(), count(), count()] == [0, 0, 0, 0])
        #expect(connection.counts.reads - counts.reads == 4)
        #expect(connection.counts.views - counts.views == 2)
        try add()
        #expect(try count() == 0)
        connection.endReading()
        #expect(try count() == 1)

        try add()
        #expect(try [count(), count()] == [2, 2])
        try add()
        try connection.transaction {
            #expect(try count() == 3)
            try connection.execute("INSERT INTO t VALUES (1)")
        }
        #expect(try count() == 4)
        #expect(connection.counts.commits - counts.commits == 1)
        // What is read does not keep the log from being moved into the file.
        #expect(try [count(), count()] == [4, 4])
        #expect(try connection.checkpoint()?.isComplete == true)
    }

    @Test("keeps all of a transaction or nothing")
    func rollback() throws {
        struct Refused: Error {}
        let file = try DatabaseFile()
        let connection = try file.open()
        try connection.transaction { try connection.script("CREATE TABLE t (x INTEGER) STRICT") }
        #expect(throws: Refused.self) {
            try connection.transaction {
                try connection.execute("INSERT INTO t VALUES (1)")
                throw Refused()
            }
        }
        try connection.transaction { try connection.execute("INSERT INTO t VALUES (2)") }
        #expect(try connection.query("SELECT x FROM t") { row in try row["x"] as Int } == [2])
    }

    @Test(
        "gives the reason when a file cannot be opened",
        arguments: [
            ("/proc/self/status/mayak.db", DatabaseError.Kind.cannotOpen),
            ("/proc/mayak.db", .cannotOpen),
            ("/", .cannotOpen),
        ]
    )
    func cannotOpen(path: String, kind: DatabaseError.Kind) {
        let error = #expect(throws: DatabaseError.self) { try Connection(path: path) }
        #expect(error?.kind == kind)
        #expect(error?.detail.hasPrefix(path) == true, "\(error?.detail ?? "")")
    }

    @Test("says so when the file is something else")
    func notADatabase() throws {
        let file = try DatabaseFile()
        try Data(repeating: 65, count: 8_192).write(to: URL(fileURLWithPath: file.path))
        let error = #expect(throws: DatabaseError.self) { try file.open() }
        #expect(error?.kind == .notADatabase)
    }
}

/// Any value as it is.
struct Anything: SQLConvertible {
    let value: SQLValue

    init(_ value: SQLValue) { self.value = value }
    init?(sqlValue: SQLValue) { value = sqlValue }
    var sqlValue: SQLValue { value }
}

/// A database file in a folder of its own, removed with its owner.
final class DatabaseFile {
    private let directory: TemporaryFolder

    init() throws {
        directory = try TemporaryFolder()
    }

    var folder: String { directory.path }
    var path: String { folder + "/test.db" }

    func open(checkpointPages: Int32 = 1_000) throws -> Connection {
        var options = Connection.Options()
        options.checkpointPages = checkpointPages
        let connection = try Connection(path: path, options: options)
        try connection.useWAL()
        return connection
    }
}
