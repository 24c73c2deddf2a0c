import CCurl  // Its headers bring `sigset_t` where the whole module is compiled at once.
import Glibc

/// Runs a body that waits on sockets on a thread of its own, away from the cooperative pool.
enum WebSocketThread {
    private final class Body {
        let run: () -> Void

        init(_ run: @escaping () -> Void) {
            self.run = run
        }
    }

    /// - Returns: False where the system has no thread left.
    static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(Body(body))
        guard pthread_create(&thread, nil, webSocketThreadMain, context.toOpaque()) == 0 else {
            context.release()
            return false
        }
        pthread_detach(thread)
        return true
    }

    /// For the thread itself.
    fileprivate static func run(_ context: UnsafeMutableRawPointer) {
        // OpenSSL writes without MSG_NOSIGNAL.
        var brokenPipe = sigset_t()
        sigemptyset(&brokenPipe)
        sigaddset(&brokenPipe, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &brokenPipe, nil)
        Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
    }
}

/// A plain function: a closure could inherit an isolation that the new thread does not have.
private func webSocketThreadMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let context { WebSocketThread.run(context) }
    return nil
}
