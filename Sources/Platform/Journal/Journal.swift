@preconcurrency import Dispatch  // DispatchQueue is not marked Sendable on Linux.
import Glibc

/// An append-only log on disk: what `append` has returned for is there after a crash and a power cut.
///
/// Appends that come while a write is under way share the next one and its `fdatasync`, so that many at once cost hardly
/// more than one. Records have checksums and numbers; files (``JournalSegment``) are of about `segmentBytes`. Opening cuts off
/// what a crash left of the last write and says so (``recovery``); a record that was durable and is damaged is an error that
/// names its file and offset, found at opening in the newest file and by reading in all. One process at a time has a journal
/// open. After a failed write nothing more is taken: only a new opening tells what the disk holds.
package final class Journal: Sendable {
    package struct Options: Sendable {
        /// Unit: bytes after which a new file is begun; default 16 MiB.
        package var segmentBytes = 16 << 20
        /// Unit: bytes of the largest record; default 1 MiB.
        package var largestRecord = 1 << 20
        /// Unit: bytes written at once at most, the last record of them excepted; default 4 MiB.
        package var batchBytes = 4 << 20

        package init() {}
    }

    private struct Waiting {
        let payload: [UInt8]
        /// Nil for a record that is followed by another of the same call.
        let continuation: CheckedContinuation<Result<UInt64, JournalError>, Never>?
    }

    private struct State {
        var waiting: [Waiting] = []
        var isWriting = false
        /// The number of the last durable record.
        var durable: UInt64
        var end: JournalError?
        var whenIdle: [CheckedContinuation<Void, Never>] = []
    }

    package let folder: String
    package let recovery: JournalRecovery
    private let options: Options
    private let state: Lock<State>
    private let file: Lock<JournalFile?>
    private let queue = DispatchQueue(label: "journal")

    /// Opens a journal or makes a new one; reads its newest file.
    ///
    /// - Throws: ``JournalError`` of kind `heldByAnother`, `damaged`, `full` or `inputOutput`.
    package init(folder: String, options: Options = Options()) throws(JournalError) {
        self.folder = folder
        self.options = options
        let file = try JournalFile(folder: folder, segmentBytes: options.segmentBytes)
        recovery = try file.recover()
        state = Lock(State(durable: recovery.next - 1))
        self.file = Lock(file)
    }

    /// The number of the last durable record; 0 when there is none.
    package var last: UInt64 { state.withLock { $0.durable } }

    /// Appends a record and returns its number when it is on the disk.
    ///
    /// Cancelling the task does not take the record back.
    ///
    /// - Throws: ``JournalError`` of kind `recordTooLarge`, `full`, `inputOutput` or `closed`.
    @discardableResult
    package func append(_ payload: [UInt8]) async throws(JournalError) -> UInt64 {
        try await append(contentsOf: [payload])
    }

    /// Appends records that follow each other, and returns the number of the last one when all are on the disk.
    ///
    /// - Throws: as ``append(_:)``; then the first few of them may be there.
    @discardableResult
    package func append(contentsOf payloads: [[UInt8]]) async throws(JournalError) -> UInt64 {
        guard let last = payloads.last else { return self.last }
        if let large = payloads.first(where: { $0.count > options.largestRecord }) {
            throw JournalError(
                .recordTooLarge,
                "\(folder): \(large.count) bytes, \(options.largestRecord) are allowed"
            )
        }
        let result = await withCheckedContinuation { continuation in
            let (begins, end) = state.withLock { state in
                if let end = state.end { return (false, JournalError?.some(end)) }
                state.waiting += payloads.dropLast().map { Waiting(payload: $0, continuation: nil) }
                state.waiting.append(Waiting(payload: last, continuation: continuation))
                defer { state.isWriting = true }
                return (!state.isWriting, nil)
            }
            if let end { continuation.resume(returning: .failure(end)) }
            if begins { queue.async { self.writeAll() } }
        }
        return try result.get()
    }

    /// Reads from a record on, up to the last one that is durable now.
    ///
    /// - Throws: ``JournalError`` of kind `unknownPosition`.
    package func records(from number: UInt64) throws(JournalError) -> JournalReader {
        try JournalReader(folder: folder, from: number, through: last)
    }

    /// The number of the oldest record that is still there; nil where no record ever was.
    ///
    /// - Throws: ``JournalError`` of kind `inputOutput`.
    package func first() throws(JournalError) -> UInt64? {
        guard let first = try JournalSegment.all(in: folder).first?.first, first <= last else { return nil }
        return first
    }

    /// Removes the files of which every record is older; the newest file stays.
    ///
    /// - Throws: ``JournalError`` of kind `inputOutput`.
    package func removeFiles(before number: UInt64) throws(JournalError) {
        let segments = try JournalSegment.all(in: folder)
        for (segment, following) in zip(segments, segments.dropFirst()) where following.first <= number {
            guard unlink(segment.path) == 0 else { throw JournalError("cannot be removed", segment.path) }
        }
    }

    /// Waits for what was appended and lets the folder go; later appends are refused.
    package func close() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                if state.end == nil { state.end = JournalError(.closed, "\(folder): the journal is closed") }
                if state.isWriting { state.whenIdle.append(continuation) }
                return !state.isWriting
            }
            if isIdle { continuation.resume() }
        }
        file.withLock { $0 = nil }
    }

    /// Runs on the queue until nobody waits.
    private func writeAll() {
        while let batch = nextBatch() {
            let result = write(batch.map(\.payload))
            state.withLock { state in
                switch result {
                case .success(let first): state.durable = first + UInt64(batch.count) - 1
                case .failure(let error): state.end = JournalError(.closed, "an earlier write failed: \(error.detail)")
                }
            }
            for (place, waiting) in batch.enumerated() {
                waiting.continuation?.resume(returning: result.map { $0 + UInt64(place) })
            }
        }
    }

    private func write(_ payloads: [[UInt8]]) -> Result<UInt64, JournalError> {
        file.withLock { file in
            guard let open = file else { return .failure(JournalError(.closed, "\(folder): the journal is closed")) }
            do throws(JournalError) {
                return .success(try open.append(payloads))
            } catch {
                file = nil
                return .failure(error)
            }
        }
    }

    /// What is written next; nil, after which the next append begins anew, when nobody waits.
    ///
    /// The batch shares no storage with what waits: appends change that under the lock while the batch is read outside it.
    private func nextBatch() -> [Waiting]? {
        let (batch, idle) = state.withLock { state -> ([Waiting]?, [CheckedContinuation<Void, Never>]) in
            guard !state.waiting.isEmpty else {
                state.isWriting = false
                defer { state.whenIdle = [] }
                return (nil, state.whenIdle)
            }
            var bytes = 0
            let end = state.waiting.firstIndex { waiting in
                defer { bytes += waiting.payload.count }
                return bytes >= options.batchBytes
            }
            var batch: [Waiting] = []
            swap(&batch, &state.waiting)
            if let end {
                state.waiting = Array(batch[end...])
                batch.removeSubrange(end...)
            }
            return (batch, [])
        }
        for continuation in idle { continuation.resume() }
        return batch
    }
}
