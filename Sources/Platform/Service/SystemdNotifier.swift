import Glibc
package import Market

/// Tells systemd that the process is ready, alive and about to end, where the unit asks for it (`Type=notify`, `WatchdogSec=`).
///
/// - Source: sd_notify(3), sd_watchdog_enabled(3).
package struct SystemdNotifier: Service {
    private let path: String
    private let period: Duration?
    private let clock: any MarketClock
    private let log: Log
    private let isAlive: @Sendable () async throws -> Void

    /// - Parameters:
    ///   - environment: `NOTIFY_SOCKET`, and `WATCHDOG_USEC` with `WATCHDOG_PID` where the unit has a watchdog.
    ///   - process: the own number: what a parent was told is not for its children.
    ///   - isAlive: returns while the process can do its work; as long as it does not return, systemd hears nothing and starts
    ///     the process anew.
    /// - Returns: nil where systemd waits for nothing.
    package init?(
        environment: [String: String],
        process: Int32,
        clock: any MarketClock,
        log: Log,
        isAlive: @escaping @Sendable () async throws -> Void
    ) {
        guard let path = environment["NOTIFY_SOCKET"], path.hasPrefix("/") || path.hasPrefix("@") else { return nil }
        self.path = path
        self.clock = clock
        self.log = log
        self.isAlive = isAlive
        let isForUs = environment["WATCHDOG_PID"].map { $0 == "\(process)" } ?? true
        let span = environment["WATCHDOG_USEC"].flatMap { Int64($0) }.map { Duration.microseconds($0) }
        // Half of what systemd waits, as it advises.
        period = span.flatMap { isForUs && $0 > .zero ? $0 / 2 : nil }
    }

    package func run() async throws {
        tell("READY=1")
        defer { tell("STOPPING=1") }
        while true {
            guard let period else {
                try await clock.sleep(for: .hours(24))
                continue
            }
            try await clock.sleep(for: period)
            try await isAlive()
            tell("WATCHDOG=1")
        }
    }

    /// A datagram that is not taken is no reason to end: without it systemd does what it does with a process that hangs.
    private func tell(_ state: String) {
        guard let failure = send(state) else { return }
        log.warning("systemd cannot be told", ["state": state, "error": String(cString: strerror(failure))])
    }

    /// - Returns: nil, or the number of the error.
    private func send(_ state: String) -> Int32? {
        let file = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard file >= 0 else { return errno }
        defer { close(file) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var name = Array(path.utf8)
        // A name that is no file begins with a zero byte, which the environment cannot hold.
        if name.first == UInt8(ascii: "@") { name[0] = 0 }
        guard name.count < MemoryLayout.size(ofValue: address.sun_path) else { return ENAMETOOLONG }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + name.count)
        let text = Array(state.utf8)
        let sent = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                sendto(file, text, text.count, Int32(MSG_NOSIGNAL), pointer, length)
            }
        }
        return sent == text.count ? nil : errno
    }
}
