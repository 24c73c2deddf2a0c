import Glibc
import Platform

/// Ends the process's services at the first SIGTERM or SIGINT, and the process itself at the next one.
struct StopOnSignal: Service {
    let log: Log

    func run() async throws {
        let isStopping = Lock(false)
        defer { isStopping.withLock { $0 = true } }
        let (first, continuation) = AsyncStream<CInt>.makeStream()
        // Lives until the process does: while the services stop, someone may lose patience. One listener for all signals,
        // because a second one could come too late for the second signal.
        Task.detached {
            for await signal in terminationSignals() {
                let isFirst = isStopping.withLock { isStopping in
                    defer { isStopping = true }
                    return !isStopping
                }
                guard isFirst else { exit(1) }
                continuation.yield(signal)
            }
        }
        for await signal in first {
            log.info("Stopping", ["signal": "\(signal)"])
            return
        }
    }
}
