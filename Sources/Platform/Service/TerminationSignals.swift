@preconcurrency import Dispatch
import Glibc

/// SIGTERM and SIGINT as a stream of signal numbers; the default action is switched off from the first call on.
package func terminationSignals() -> AsyncStream<CInt> {
    AsyncStream(bufferingPolicy: .bufferingNewest(4)) { continuation in
        let sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)  // First, or the default action kills the process before the source sees it.
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { continuation.yield(number) }
            source.resume()
            return source
        }
        continuation.onTermination = { _ in
            for source in sources { source.cancel() }
        }
    }
}

/// A write to a closed pipe or socket must be an error, not the end of the process.
package func ignoreBrokenPipes() {
    signal(SIGPIPE, SIG_IGN)
}
