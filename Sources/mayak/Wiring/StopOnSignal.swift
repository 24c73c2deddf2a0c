import Glibc
import Platform

/// Ends the process's services at the first SIGTERM or SIGINT, and the process itself at the second.
struct StopOnSignal: Service {
    let log: Log

    func run() async throws {
        let log = log
        for await signal in terminationSignals() {
            log.info("Stopping", ["signal": "\(signal)"])
            // Lives until the process does: while the services stop, someone may lose patience.
            Task.detached {
                for await _ in terminationSignals() { exit(1) }
            }
            return
        }
    }
}
