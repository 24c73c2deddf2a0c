import Market
import Platform
import Store

/// Where a `mayak db` command finds the store: named, or where the configuration has it.
private let storeOptions =
    [OptionSpec.value("store", "PATH", "The store's file, when it is not the configured one")] + Settings.options

extension Arguments {
    /// A named store needs no configuration, so that a store can be mended where the configuration is broken.
    fileprivate func storePath() throws -> String {
        if let named = string("store") { return named }
        return try Settings.load(self).general.storePath
    }

    fileprivate func existingStorePath() throws -> String {
        let path = try storePath()
        guard FileBytes.exists(path) else {
            throw CommandFailure(.failure, "mayak \(spec.name): no store at \(path): name the file with --store")
        }
        return path
    }
}

/// `mayak db check`: what the store holds, and whether it is sound.
enum DatabaseCheckCommand: Command {
    static let spec = CommandSpec(
        "db check",
        summary: "Read the whole store and say what it holds and what is wrong with it",
        details: "The processes may go on meanwhile. Exit 65: something is wrong with the file.",
        options: storeOptions + [.flag("json", "Print one JSON object")]
    )

    static func run(_ arguments: Arguments) async throws {
        let path = try arguments.existingStorePath()
        let report = try databaseWork { try StoreFile(path: path).check() }
        if arguments.flag("json") {
            print(try report.printed(isCompact: true))
        } else {
            print(text(report))
        }
        guard report.problems.isEmpty else { throw CommandFailure(.data) }
    }

    private static func text(_ report: StoreReport) -> String {
        let width = report.tables.map(\.name.count).max() ?? 0
        let tables = report.tables.map { table in
            "  \(table.name)\(String(repeating: " ", count: width - table.name.count))  \(table.rows)"
        }
        let verdict = report.problems.isEmpty ? ["ok"] : report.problems.map { "problem: \($0)" }
        return
            ([
                "\(report.path): \(report.fileBytes) bytes, and \(report.walBytes) in the write-ahead log",
                "schema \(report.schemaVersion) of \(report.knownSchemaVersion), SQLite \(report.sqliteVersion)",
            ] + tables + verdict).joined(separator: "\n")
    }
}

/// `mayak db backup`: a consistent copy of the store.
enum DatabaseBackupCommand: Command {
    static let spec = CommandSpec(
        "db backup",
        summary: "Copy the store to one file while the processes go on",
        details: """
            Without FILE the copy is PATH.<time>.bak, the time in UTC. Exit 65: FILE is the store itself, belongs to it, or is
            something else than an older backup. A plain copy of the file is no backup: what is still in the
            write-ahead log beside it would be missing.
            """,
        positionals: [
            PositionalSpec("FILE", "The copy; replaced when it exists and the new one is whole", required: false)
        ],
        options: storeOptions
    )

    static func run(_ arguments: Arguments) async throws {
        let path = try arguments.existingStorePath()
        let target = arguments.positional(0) ?? "\(path).\(StoreFile.compactTime(SystemClock().now)).bak"
        try databaseWork { try StoreFile(path: path).backup(to: target) }
        print("\(target): \(fileSize(target)) bytes")
    }
}

/// `mayak db restore`: a backup in the place of the store.
enum DatabaseRestoreCommand: Command {
    static let spec = CommandSpec(
        "db restore",
        summary: "Put a backup in the place of the store, keeping the replaced file",
        details: """
            Stop the processes first: a store that is open is not replaced (exit 1). Exit 65: the backup is damaged, foreign or made
            by a newer mayak, and nothing was changed. The replaced file stays as PATH.replaced-<time>, what lay beside it with it.
            """,
        positionals: [PositionalSpec("FILE", "The backup")],
        options: storeOptions
    )

    static func run(_ arguments: Arguments) async throws {
        let path = try arguments.storePath()
        let backup = arguments.positionals[0]
        let replaced = try databaseWork { try StoreFile(path: path).restore(from: backup, at: SystemClock().now) }
        let kept = replaced.isEmpty ? "" : "; the replaced file is \(replaced.joined(separator: ", with "))"
        print("\(path): restored from \(backup)\(kept)")
    }
}

/// Runs work on a store's file, turning its failures into one line and an exit code.
private func databaseWork<Result>(_ body: () throws -> Result) throws -> Result {
    do {
        return try body()
    } catch let error as StoreError {
        throw CommandFailure(.data, "mayak db: \(error.detail)")
    } catch let error as DatabaseError {
        let isData = error.kind == .damaged || error.kind == .notADatabase
        throw CommandFailure(isData ? .data : .failure, "mayak db: \(error.detail)")
    }
}
