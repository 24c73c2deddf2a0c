import Execution
import Market
import Platform

/// Copies of its folder.
extension LiveEngine {
    /// Has the folder copied where it is time for that; a copy that fails is told, and never stops trading.
    func snapshot(at now: Timestamp) {
        guard plan.recovery.isEnabled, now >= copies.next, gateway.isSettled else { return }
        copies.next = now + plan.recovery.interval
        do throws(FileError) {
            let files = try FolderFiles(copies.folder, patterns: plan.recovery.patterns)
            let log = log
            copies.task = Task { [shelf = copies.shelf, before = copies.task] in
                await before?.value
                do throws(FileError) {
                    let snapshot = try await shelf.keep(files, at: now)
                    let facts: KeyValuePairs = ["snapshot": snapshot.path, "bytes": "\(snapshot.bytes)"]
                    log.info("The engine's folder is copied", facts)
                } catch {
                    log.error("The engine's folder cannot be copied", ["error": error.detail])
                }
            }
        } catch {
            log.error("The engine's folder cannot be copied", ["error": error.detail])
        }
    }
}

/// Where the engine's folder is copied to, and when.
struct FolderCopies {
    /// Of journal, checkpoints, audit trail and results.
    let folder: String
    let shelf: SnapshotShelf
    var next: Timestamp
    /// The copy that is being made.
    var task: Task<Void, Never>?

    init(_ options: SnapshotShelf.Options, of folder: String, at now: Timestamp) {
        self.folder = folder
        shelf = SnapshotShelf(options)
        next = now + options.interval
    }
}
