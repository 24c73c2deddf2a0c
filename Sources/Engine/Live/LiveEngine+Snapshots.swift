import Execution
import Market
import Platform

/// Copies of its folder.
extension LiveEngine {
    /// Has the folder copied where it is time for that; a copy that fails is told, and never stops trading.
    func snapshot(at now: Timestamp) {
        guard plan.recovery.isEnabled, now >= nextSnapshot, gateway.isSettled else { return }
        nextSnapshot = now + plan.recovery.interval
        do throws(FileError) {
            let files = try FolderFiles(folder, patterns: plan.recovery.patterns)
            let log = log
            copying = Task { [shelf, copying] in
                await copying?.value
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
