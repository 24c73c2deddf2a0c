import FoundationEssentials
package import Market
import Platform

/// The copies of a store that are made on a schedule: `<store>.<time>.daily.bak`, the newest few kept.
///
/// Copies that a person or a migration made have other names and are never removed.
package actor StoreBackups {
    private let store: String
    private let folder: String
    private let keep: Int
    // A copy reads the whole file: neither the shared pool nor the store's own queue waits for it.
    private let executor = QueueExecutor(label: "mayak.backups")

    package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    /// - Parameters:
    ///   - store: the store's file.
    ///   - folder: where copies lie; nil: beside the store.
    ///   - keep: at least 1.
    package init(of store: String, in folder: String? = nil, keep: Int) {
        precondition(keep > 0, "a backup that is removed at once is none")
        self.store = store
        self.folder = folder ?? Self.split(store).folder
        self.keep = keep
    }

    /// Makes a copy, and removes those beyond the newest.
    ///
    /// - Returns: The copy, and how many older ones were removed.
    /// - Throws: see `StoreFile.backup(to:)`; then nothing was removed.
    package func make(at now: Timestamp) throws -> (file: String, removed: Int) {
        let file = "\(folder)/\(Self.split(store).name).\(StoreFile.compactTime(now))\(Self.suffix)"
        try makeFolder(for: file)
        try StoreFile(path: store).backup(to: file)
        let old = try scheduled().dropLast(keep)
        for file in old { try FileBytes.remove(file) }
        return (file, old.count)
    }

    /// Reads the newest scheduled copy through, as somebody who needs it would.
    ///
    /// - Returns: The copy and what is wrong with it, nothing where it is whole; nil where there is no copy.
    package func check() throws -> (file: String, problems: [String])? {
        guard let file = try scheduled().last else { return nil }
        do {
            return (file, try StoreFile(path: file).check().problems)
        } catch let error as DatabaseError {
            return (file, ["\(error)"])
        } catch let error as StoreError {
            return (file, [error.detail])
        }
    }

    /// All copies, whoever made them, with the time at which each was written; in no order.
    package nonisolated func all() throws -> [(file: String, writtenAt: Timestamp)] {
        try names { $0.hasSuffix(".bak") }.compactMap { file in
            // One that goes away meanwhile is none.
            guard let facts = try? FileManager.default.attributesOfItem(atPath: file),
                let date = facts[.modificationDate] as? Date
            else { return nil }
            return (file, Timestamp(seconds: Int64(date.timeIntervalSince1970)))
        }
    }

    /// The scheduled ones, oldest first: their names sort by time.
    private func scheduled() throws -> [String] {
        try names { $0.hasSuffix(Self.suffix) }.sorted()
    }

    private nonisolated func names(_ isWanted: (String) -> Bool) throws -> [String] {
        guard FileBytes.exists(folder) else { return [] }
        let prefix = Self.split(store).name + "."
        return try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.hasPrefix(prefix) && isWanted($0) }
            .map { "\(folder)/\($0)" }
    }

    private static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        return (String(path[..<slash]), String(path[path.index(after: slash)...]))
    }

    private static let suffix = ".daily.bak"
}
