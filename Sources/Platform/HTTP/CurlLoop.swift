import CCurl
import Glibc
import Synchronization

/// The thread that owns one libcurl multi handle: takes commands from an inbox, moves bytes, reports ends.
final class CurlLoop: @unchecked Sendable {  // `inbox` is behind its lock; the rest belongs to the loop's thread.
    private enum Command {
        case start(Transfer, HandOver<HTTPResponse>)
        case cancel(Transfer)
    }

    private struct Entry {
        let transfer: Transfer
        let caller: HandOver<HTTPResponse>
        /// Ours rather than CURLOPT_TIMEOUT_MS, which does not run while a transfer waits for a slot.
        let deadline: ContinuousClock.Instant
    }

    private struct Inbox {
        var commands: [Command] = []
        var isStopping = false
        /// Set when the multi handle is gone: after that nothing may wake it.
        var isClosed = false
        var whenClosed: [@Sendable () -> Void] = []
    }

    private let inbox = Lock(Inbox())
    private let multi: UnsafeMutableRawPointer?
    private var running: [UnsafeMutableRawPointer: Entry] = [:]
    private var slots: ConnectionSlots<UnsafeMutableRawPointer>
    /// No deadline of a running transfer is earlier; it may be that of a transfer already over.
    private var nextDeadline: ContinuousClock.Instant?

    /// libcurl wants this once per process, before the first handle.
    static let isLibraryReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    init(options: HTTPClientOptions) {
        slots = ConnectionSlots(limit: options.maximumConnectionsPerHost)
        precondition(Self.isLibraryReady, "curl_global_init failed")
        multi = curl_multi_init()
        precondition(multi != nil, "curl_multi_init failed: out of memory")
        _ = ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, options.maximumIdleConnections)
        startThread()
    }

    func start(_ transfer: Transfer, _ caller: HandOver<HTTPResponse>) {
        let isAccepted = inbox.withLock { inbox in
            guard !inbox.isStopping else { return false }
            inbox.commands.append(.start(transfer, caller))
            curl_multi_wakeup(multi)
            return true
        }
        if !isAccepted { caller.resume(throwing: transfer.shutdownError) }
    }

    /// May come before `start` of the same transfer, during it, or after its end.
    func cancel(_ transfer: Transfer) {
        transfer.isCancelled.store(true, ordering: .releasing)
        inbox.withLock { inbox in
            guard !inbox.isStopping else { return }
            inbox.commands.append(.cancel(transfer))
            curl_multi_wakeup(multi)
        }
    }

    func stop(whenClosed: (@Sendable () -> Void)? = nil) {
        let isClosed = inbox.withLock { inbox in
            guard !inbox.isClosed else { return true }
            inbox.isStopping = true
            if let whenClosed { inbox.whenClosed.append(whenClosed) }
            curl_multi_wakeup(multi)
            return false
        }
        if isClosed { whenClosed?() }
    }

    // MARK: The loop's thread

    private func startThread() {
        var thread = pthread_t()
        let code = pthread_create(&thread, nil, curlLoopMain, Unmanaged.passRetained(self).toOpaque())
        precondition(code == 0, "pthread_create failed with \(code)")
        pthread_detach(thread)
    }

    fileprivate func run() {
        while true {
            let (commands, isStopping) = inbox.withLock { inbox in
                let commands = inbox.commands
                inbox.commands.removeAll(keepingCapacity: true)
                return (commands, inbox.isStopping)
            }
            for command in commands { apply(command) }
            guard !isStopping else { break }
            var count: CInt = 0
            curl_multi_perform(multi, &count)
            finishDone()
            let pause = finishLate()
            // Returns early on traffic, on libcurl's own timers and on curl_multi_wakeup().
            curl_multi_poll(multi, nil, 0, pause, nil)
        }
        close()
    }

    private func apply(_ command: Command) {
        switch command {
        case .start(let transfer, let caller):
            guard !transfer.isCancelled.load(ordering: .acquiring) else {
                return caller.resume(throwing: CancellationError())
            }
            let deadline = ContinuousClock.now + transfer.timeout
            running[transfer.handle] = Entry(transfer: transfer, caller: caller, deadline: deadline)
            nextDeadline = min(nextDeadline ?? deadline, deadline)
            if slots.enter(transfer.handle, host: transfer.host) { add(transfer) }
        case .cancel(let transfer):
            end(transfer.handle, with: .failure(CancellationError()), only: transfer)
        }
    }

    private func add(_ transfer: Transfer) {
        let code = curl_multi_add_handle(multi, transfer.handle)
        if code != CURLM_OK { end(transfer.handle, with: .failure(transfer.localError(code))) }
    }

    private func finishDone() {
        var handle: UnsafeMutableRawPointer?
        var code = CURLE_OK
        while ccurl_multi_next_done(multi, &handle, &code) != 0 {
            guard let done = handle, let entry = running[done] else { continue }
            end(done, with: entry.transfer.result(code))
        }
    }

    /// - Returns: Milliseconds until it is worth looking again.
    private func finishLate() -> CInt {
        guard let earliest = nextDeadline else { return 60_000 }
        let now = ContinuousClock.now
        if earliest <= now {
            let late = running.filter { $0.value.deadline <= now }
            for (handle, entry) in late { end(handle, with: .failure(entry.transfer.timeoutError)) }
            nextDeadline = running.values.map(\.deadline).min()
        }
        guard let nextDeadline else { return 60_000 }
        return CInt(clamping: min(60_000, (nextDeadline - now).wholeMilliseconds))
    }

    /// Takes the transfer out of the multi handle, then lets its caller go on.
    private func end(
        _ handle: UnsafeMutableRawPointer,
        with result: Result<HTTPResponse, any Error>,
        only expected: Transfer? = nil
    ) {
        guard let entry = running[handle], expected == nil || entry.transfer === expected else { return }
        running[handle] = nil
        curl_multi_remove_handle(multi, handle)  // Does nothing to one that still waits for a slot.
        entry.caller.resume(with: result)
        if let next = slots.leave(handle, host: entry.transfer.host), let entry = running[next] { add(entry.transfer) }
    }

    private func close() {
        for (handle, entry) in running {
            curl_multi_remove_handle(multi, handle)
            entry.caller.resume(throwing: entry.transfer.shutdownError)
        }
        running = [:]
        let callbacks = inbox.withLock { inbox in
            inbox.isClosed = true
            return inbox.whenClosed
        }
        curl_multi_cleanup(multi)
        for callback in callbacks { callback() }
    }
}

/// A plain function: a closure could inherit an isolation that the new thread does not have.
private func curlLoopMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    // CURLOPT_NOSIGNAL leaves SIGPIPE to us, and OpenSSL writes without MSG_NOSIGNAL.
    var brokenPipe = sigset_t()
    sigemptyset(&brokenPipe)
    sigaddset(&brokenPipe, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &brokenPipe, nil)
    Unmanaged<CurlLoop>.fromOpaque(context).takeRetainedValue().run()
    return nil
}
