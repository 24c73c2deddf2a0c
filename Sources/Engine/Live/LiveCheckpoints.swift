import Execution
import Market
import Platform

/// The checkpoints of one process: when the next is due, and up to which record of the journal the last one goes.
struct LiveCheckpoints {
    private let file: CheckpointFile
    private let interval: Duration
    private var next: Timestamp
    private var last: UInt64?

    init(folder: String, every interval: Duration, at now: Timestamp) {
        file = CheckpointFile(folder: folder)
        self.interval = interval
        next = now + interval
    }

    func isDue(at now: Timestamp) -> Bool { now >= next }

    mutating func wait(from now: Timestamp) { next = now + interval }

    /// - Parameter journal: loses what no checkpoint needs any more.
    /// - Throws: `JournalError`, `FileError`.
    mutating func save(_ checkpoint: Checkpoint, clearing journal: Journal) throws {
        try file.save(checkpoint, partsPerLot: LotScale.perLot)
        // The emergency copy, which is the checkpoint before, still goes on from its own record.
        if let last { try journal.removeFiles(before: last + 1) }
        last = checkpoint.record
    }
}
