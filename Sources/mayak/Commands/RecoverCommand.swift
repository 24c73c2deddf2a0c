import Engine
import FoundationEssentials
import Market
import Platform
import Store

/// `mayak recover`: copies of the engine's folder, listed, tried and put back.
enum RecoverCommand: Command {
    static let spec = CommandSpec(
        "recover",
        summary: "List the copies of the engine's folder, try one, or put it back",
        details: """
            The engine makes them where its plan has disaster_recovery.enabled: journal, checkpoints, audit log and results, with the digest of
            each. --check is the drill: it reads a copy whole, its journal to the last record, and changes nothing. --restore puts one in the
            place of the folder of its account, or of --data; what was there stays beside it. The next start of the engine asks the broker what
            has become of its orders since.

            Exit 65: a copy is damaged, and nothing was changed; 1: an engine works on the folder.

            mayak recover
            mayak recover --check paper-20261128T100000.000Z
            mayak recover --restore paper-20261128T100000.000Z
            """,
        options: [
            .value("replica", "DIR", "Where they are, disaster_recovery.replication_path", default: "runtime/replica"),
            .flag("list", "List them; what it does without another flag"),
            .value("check", "NAME", "Try a copy"),
            .value("restore", "NAME", "Put a copy back"),
            .value("data", "DIR", "The folder to put it into; that of which it is a copy where it is not given"),
            .flag("json", "Print one JSON object"),
        ]
    )

    static func run(_ arguments: Arguments) async throws {
        try refuseIgnored(arguments)
        let shelf = try arguments.required("replica")
        do {
            if let name = arguments.string("restore") {
                try restore(try find(name, in: shelf), to: arguments.string("data"))
            } else if let name = arguments.string("check") {
                let snapshot = try find(name, in: shelf)
                print("\(snapshot.path): whole, \(try await snapshot.check()) records of the journal")
            } else {
                list(try SnapshotShelf.all(in: shelf), in: shelf, isJSON: arguments.flag("json"))
            }
        } catch let error as FileError {
            throw CommandFailure(.data, "mayak recover: \(error.detail)")
        } catch let error as JournalError {
            throw CommandFailure(.data, "mayak recover: \(error)")
        }
    }

    /// Options that what is asked for would not look at.
    private static func refuseIgnored(_ arguments: Arguments) throws(UsageError) {
        let (checks, restores) = (arguments.string("check") != nil, arguments.string("restore") != nil)
        for (isThere, detail) in [
            (checks && restores, "--check and --restore do not go together"),
            (arguments.flag("list") && (checks || restores), "--list goes with neither --check nor --restore"),
            (arguments.string("data") != nil && !restores, "--data is where --restore puts a copy, and needs it"),
            (arguments.flag("json") && (checks || restores), "--json is of the list"),
        ] where isThere {
            throw UsageError(.unexpectedValue, "mayak recover: \(detail)")
        }
    }

    private static func list(_ snapshots: [EngineSnapshot], in shelf: String, isJSON: Bool) {
        if isJSON {
            let entries = snapshots.map { snapshot -> JSON in
                [
                    "name": .string(snapshot.name), "at": .string(RFC3339.text(snapshot.at)),
                    "source": .string(snapshot.source), "files": .int(Int64(snapshot.files.count)),
                    "bytes": .int(Int64(snapshot.bytes)),
                ]
            }
            print(JSON.object([.init("snapshots", .array(entries))]).text)
        } else if snapshots.isEmpty {
            print("\(shelf): no copies; an engine makes them where its plan has disaster_recovery: {enabled: true}")
        } else {
            for snapshot in snapshots {
                print(
                    "\(snapshot.name)  \(MoscowTime.text(snapshot.at))  \(snapshot.files.count) files, "
                        + "\(snapshot.bytes) bytes, of \(snapshot.source)"
                )
            }
        }
    }

    private static func find(_ name: String, in shelf: String) throws -> EngineSnapshot {
        guard let snapshot = try SnapshotShelf.all(in: shelf).first(where: { $0.name == name }) else {
            throw FileError(.notFound, "\(shelf): has no copy \(name); mayak recover lists them")
        }
        return snapshot
    }

    private static func restore(_ snapshot: EngineSnapshot, to data: String?) throws {
        let folder = data ?? snapshot.source
        let new = "\(folder).restoring"
        // Of a restoration that was killed.
        if FileBytes.exists(new) { try FileManager.default.removeItem(atPath: new) }
        do {
            try snapshot.copy(to: new)
        } catch {
            try FileManager.default.removeItem(atPath: new)
            throw error
        }
        var kept: String?
        if FileBytes.exists(folder) {
            let lock: InstanceLock
            do throws(InstanceLock.Failure) {
                lock = try InstanceLock("mayak engine", on: "\(folder)/journal")
            } catch {
                throw CommandFailure(.failure, "mayak recover: \(error.detail); nothing was changed")
            }
            defer { lock.release() }
            let place = "\(folder).replaced-\(StoreFile.compactTime(SystemClock().now))"
            try FileManager.default.moveItem(atPath: folder, toPath: place)
            kept = place
        }
        try FileManager.default.moveItem(atPath: new, toPath: folder)
        print("\(folder): restored from \(snapshot.path)\(kept.map { "; what was there is \($0)" } ?? "")")
    }
}
