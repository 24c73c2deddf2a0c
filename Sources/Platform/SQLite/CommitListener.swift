import Glibc

/// Calls back when another connection to the same database, most of all another process's, has committed.
///
/// Costs a thread that sleeps in `poll`. Own commits are left out: whoever made them knows of them. A commit of another
/// that is followed at once by an own one may be left out too, so look at the store after own commits as well. Where the
/// file system tells nothing (some network ones), it never calls: look now and then besides.
package final class CommitListener: Sendable {
    /// The end of a pipe at whose closing the thread ends.
    private let stopper: Int32

    /// Nil where the system gives no inotify.
    init?(path lockFile: String, own number: UInt64, whenCommitted: @escaping @Sendable () -> Void) {
        let watch = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
        let file = open(lockFile, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        var ends: [Int32] = [-1, -1]
        guard watch >= 0, file >= 0, pipe(&ends) == 0, inotify_add_watch(watch, lockFile, UInt32(IN_MODIFY)) >= 0 else {
            for opened in [watch, file] + ends where opened >= 0 { close(opened) }
            return nil
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }  // Cannot fail on an open file.
        stopper = ends[1]
        let ear = Ear(watch: watch, file: file, stopper: ends[0], own: number, whenCommitted: whenCommitted)
        var thread = pthread_t()
        let code = pthread_create(&thread, nil, commitListenerMain, Unmanaged.passRetained(ear).toOpaque())
        precondition(code == 0, "pthread_create failed with \(code)")
        pthread_detach(thread)
    }

    deinit {
        close(stopper)  // The thread ends and closes the other files.
    }
}

/// What the listening thread owns.
private final class Ear {
    private let watch, file, stopper: Int32
    private let own: UInt64
    private let whenCommitted: @Sendable () -> Void

    init(watch: Int32, file: Int32, stopper: Int32, own: UInt64, whenCommitted: @escaping @Sendable () -> Void) {
        (self.watch, self.file, self.stopper) = (watch, file, stopper)
        (self.own, self.whenCommitted) = (own, whenCommitted)
    }

    func listen() {
        defer { for opened in [watch, file, stopper] { close(opened) } }
        var events = [UInt8](repeating: 0, count: 4_096)
        while true {
            var sources = [watch, stopper].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            guard poll(&sources, nfds_t(sources.count), -1) > 0 else {
                if errno != EINTR { usleep(100_000) }  // Out of memory: there is no other failure.
                continue
            }
            if sources[1].revents != 0 { return }
            // Before the mark is read, so that a later one makes a new event.
            while read(watch, &events, events.count) > 0 {}
            if CommitMark.last(in: file) != own { whenCommitted() }
        }
    }
}

private func commitListenerMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    Unmanaged<Ear>.fromOpaque(context).takeRetainedValue().listen()
    return nil
}
