import FoundationEssentials
import Market
package import Platform

/// Copies of the engine's folder, as section `disaster_recovery` of the seed has them: the newest few, each in a folder of its time.
///
/// An actor on a queue of its own: copying takes its time, and nothing of the engine waits for it.
package actor SnapshotShelf {
    package struct Options: Hashable, Sendable {
        /// Off by default, as in the seed.
        package var isEnabled = false
        /// Where the copies are; better on another disk.
        package var path = "runtime/replica"
        /// Files beside the journal that go with it.
        package var patterns = ["*.db", "*.json", "*.jsonl", "*.log"]
        /// Between two copies; default 60 min.
        package var interval = Duration.minutes(60)
        /// How many are kept of one folder; default 5.
        package var mostSnapshots = 5

        package init() {}
    }

    private let executor = QueueExecutor(label: "mayak.snapshots")
    package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    private let options: Options

    package init(_ options: Options) {
        self.options = options
    }

    /// Copies files, and takes away the oldest copies of the same folder.
    func keep(_ source: FolderFiles, at now: Timestamp) throws(FileError) -> EngineSnapshot {
        let snapshot = try EngineSnapshot.make(source, in: options.path, at: now)
        let own = try Self.all(in: options.path).filter { $0.source == source.folder }
        for old in own.dropLast(options.mostSnapshots) { try Self.remove(old.path) }
        return snapshot
    }

    /// Every whole copy in a folder, oldest first; what has no manifest is none.
    package static func all(in shelf: String) throws(FileError) -> [EngineSnapshot] {
        guard FileBytes.exists(shelf) else { return [] }
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: shelf)
        } catch {
            throw FileError(.other, "\(shelf): cannot be listed: \(error)")
        }
        var snapshots: [EngineSnapshot] = []
        for name in names where FileBytes.exists("\(shelf)/\(name)/\(EngineSnapshot.manifest)") {
            snapshots.append(try EngineSnapshot(at: "\(shelf)/\(name)"))
        }
        return snapshots.sorted { ($0.at, $0.name) < ($1.at, $1.name) }
    }

    private static func remove(_ path: String) throws(FileError) {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            throw FileError(.other, "\(path): cannot be removed: \(error)")
        }
    }
}
