/// A streamed body between its producer's task and the daemon's thread.
extension WebExchange {
    /// Runs the producer to its end.
    func produce(_ stream: WebStream) async {
        let end: StreamBuffer.End
        do {
            try await stream.produce(WebBodyWriter { bytes throws(CancellationError) in try await self.append(bytes) })
            end = .complete
        } catch {
            // Whatever it was: the client can only be told by breaking the connection.
            end = .broken
        }
        shared.withLock { shared in
            shared.stream.finish(end)
            Self.resume(&shared)
        }
    }

    /// What a callback of the daemon sends next; the connection is suspended when that is nothing yet.
    func readStream(_ connection: OpaquePointer, into buffer: UnsafeMutableRawBufferPointer) -> StreamBuffer.Supply {
        unpark()
        repeat {
            let (supply, writers) = shared.withLock { shared in
                if shared.isAbandoned { return (StreamBuffer.Supply.broken, shared.stream.release()) }
                let supply = shared.stream.take(into: buffer)
                return (supply, shared.stream.hasRoom ? shared.stream.release() : [])
            }
            for writer in writers { writer.resume() }
            if supply != .nothingYet { return supply }
        } while !park(connection, until: .piece)
        return .nothingYet
    }

    private func append(_ bytes: [UInt8]) async throws(CancellationError) {
        while true {
            let isTaken = try shared.withLock { shared throws(CancellationError) in
                guard !shared.isAbandoned, !Task.isCancelled else { throw CancellationError() }
                guard shared.stream.hasRoom else { return false }
                shared.stream.append(bytes)
                Self.resume(&shared)
                return true
            }
            if isTaken { return }
            await room()
        }
    }

    /// Waits until there may be room, or until nobody reads any more.
    private func room() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // A cancellation before this line found nobody to wake: it is seen here.
                let isOver = Task.isCancelled
                let isHeld = shared.withLock { shared in
                    guard !isOver, !shared.isAbandoned, !shared.stream.hasRoom else { return false }
                    shared.stream.hold(continuation)
                    return true
                }
                if !isHeld { continuation.resume() }
            }
        } onCancel: {
            for writer in self.shared.withLock({ $0.stream.release() }) { writer.resume() }
        }
    }
}
