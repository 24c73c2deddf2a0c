package import Market
package import Platform
package import Store

/// Writes signals into the store, a few at once; into a file while the store cannot be written, from where they follow later.
package actor SignalRepository: Service {
    private let queue: SignalQueue
    private let rhythm: FlushRhythm
    private let file: SignalFile
    /// Nil where there is no store: the file is what there is.
    private let batches: BatchStore?
    private let clock: any MarketClock
    private let log: Log
    /// Whether what is in the file has to follow into the store; at first nobody knows.
    private var hasLeft = true

    /// - Parameter file: beside the engine's journal.
    package init(
        _ queue: SignalQueue,
        _ rhythm: FlushRhythm,
        file: SignalFile,
        batches: BatchStore?,
        clock: any MarketClock,
        log: Log
    ) {
        self.queue = queue
        self.rhythm = rhythm
        self.file = file
        self.batches = batches
        self.clock = clock
        self.log = log
    }

    /// Writes whatever is put, until it is cancelled; the last of it too.
    package func run() async throws {
        do {
            while !Task.isCancelled {
                let seen = queue.wakeup.count
                if queue.count == 0 {
                    await queue.wakeup.wait(after: seen)
                } else {
                    try await wait()
                    await flush()
                }
            }
        } catch {
            // Only a cancelled sleep throws here.
        }
        await flush()
        throw CancellationError()
    }

    /// As long as the rhythm says for what waits, which may become more meanwhile.
    private func wait() async throws {
        let begun = clock.now
        while true {
            let left = clock.now.duration(to: begun + rhythm.span(waiting: queue.count))
            guard left > .zero else { return }
            try await clock.sleep(for: min(left, rhythm.shortest))
        }
    }

    /// Writes once what waits.
    package func flush() async {
        let (signals, lost) = queue.take()
        if lost > 0 { log.error("Signals were lost: nothing could be written for too long", ["count": "\(lost)"]) }
        guard let batches else { return keep(signals) }
        do {
            try await write(signals, to: batches)
        } catch {
            log.warning(
                "Signals go into a file, the store cannot be written",
                ["file": file.path, "error": "\(error)"]
            )
            keep(signals)
            hasLeft = true
            return
        }
        // Only now, when the store takes something: what has been left is read once, and not at each try.
        if hasLeft { await follow(into: batches) }
    }

    /// Brings what is in the file into the store; a signal that is there already stays one.
    private func follow(into batches: BatchStore) async {
        do {
            try await write(file.read(), to: batches)
            try file.remove()
        } catch {
            log.error("Signals of before stay in their file", ["file": file.path, "error": "\(error)"])
        }
        // A file that cannot be read is not read again at each flush: the next start tries it.
        hasLeft = false
    }

    /// In parts, so that nobody else waits long for the store.
    private func write(_ signals: [EngineSignal], to batches: BatchStore) async throws {
        for start in stride(from: 0, to: signals.count, by: Self.mostAtOnce) {
            var batch = StoreBatch()
            batch.engine.signals = Array(signals[start..<min(start + Self.mostAtOnce, signals.count)])
            try await batches.commit(batch)
        }
    }

    private static let mostAtOnce = 2_000

    private func keep(_ signals: [EngineSignal]) {
        do throws(FileError) {
            try file.add(signals)
            try file.prune()
        } catch {
            log.error("Signals cannot be written", ["count": "\(signals.count)", "error": error.detail])
        }
    }
}
