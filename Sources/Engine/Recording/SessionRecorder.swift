package import Market
package import Platform

/// Records a running engine: takes what it is told from the engine's queue, and writes it down on a queue of its own.
///
/// A recording that cannot be written ends, which is said once; the engine trades on.
package final class SessionRecorder: EngineTrace, Service {
    private struct State {
        var start: TraceStart?
        var items: [(item: TracedItem, at: Timestamp)] = []
        /// Nothing is taken any more.
        var isOver = false
    }

    private let state = Lock(State())
    private let writing: Writing
    private let log: Log
    private let clock: any MarketClock

    /// Minutes of a busy market: who has not written by then will not.
    private static let mostItems = 1_000_000
    private static let interval = Duration.seconds(1)

    /// - Parameters:
    ///   - folder: of all recordings; made where it is not there.
    ///   - clock: by which is written; of the machine, whatever the engine's is.
    package init(_ options: RecordingOptions, in folder: String, clock: any MarketClock = SystemClock(), log: Log) {
        writing = Writing(options, folder)
        self.clock = clock
        self.log = log
    }

    package func begin(_ start: TraceStart) { state.withLock { $0.start = start } }

    package func note(_ item: TracedItem, at now: Timestamp) {
        let isFull = state.withLock { state in
            guard !state.isOver else { return false }
            state.items.append((item, now))
            guard state.items.count > Self.mostItems else { return false }
            (state.items, state.isOver) = ([], true)
            return true
        }
        if isFull { log.error("The recording has ended: its disk is too slow", ["folder": writing.folder]) }
    }

    /// Writes once a second, until it is cancelled.
    package func run() async throws {
        do {
            while true {
                try await clock.sleep(for: Self.interval)
                await flush()
            }
        } catch {
            // Of its own: this one is cancelled.
            await Task { await self.flush() }.value
            throw error
        }
    }

    /// Writes what has come so far.
    package func flush() async {
        await attempt { writing throws(FileError) in
            // Taken where it is written: two that flush at once must not change the order.
            let (start, items) = self.state.withLock { state in
                defer { state.items = [] }
                return (state.start, state.items)
            }
            guard let start, !items.isEmpty else { return }
            try writing.write(start, items)
        }
    }

    package func end() async {
        await flush()
        await attempt { writing throws(FileError) in try writing.end() }
    }

    package var counts: RecordingCounts { get async { await writing.counts } }

    private func attempt(_ action: @Sendable (isolated Writing) throws(FileError) -> Void) async {
        // What follows a write that failed would not be found behind the part that it left.
        guard !state.withLock({ $0.isOver }) else { return }
        do throws(FileError) {
            try await action(writing)
        } catch {
            let isNews = state.withLock { state in
                defer { (state.items, state.isOver) = ([], true) }
                return !state.isOver
            }
            let words: KeyValuePairs = ["error": error.detail]
            if isNews {
                log.error("The recording has ended; the engine trades on, and this day cannot be replayed", words)
            }
        }
    }

    private actor Writing {
        private let executor = QueueExecutor(label: "mayak.recording")
        nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

        nonisolated let folder: String
        private let options: RecordingOptions
        private var writer: SessionWriter?

        init(_ options: RecordingOptions, _ folder: String) {
            self.options = options
            self.folder = folder
        }

        var counts: RecordingCounts { writer?.count ?? RecordingCounts() }

        func write(_ start: TraceStart, _ items: [(item: TracedItem, at: Timestamp)]) throws(FileError) {
            var writer = self.writer ?? SessionWriter(options, in: folder, start)
            defer { self.writer = writer }
            try writer.write(items)
        }

        func end() throws(FileError) {
            try writer?.end()
        }
    }
}
