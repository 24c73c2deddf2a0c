import Glibc

/// A mutual-exclusion lock around a value, for a few fields touched by short synchronous code.
///
/// Not `Synchronization.Mutex`: the thread sanitizer reports false races with it, and this is faster.
/// Never hold it across an `await` or a callback.
package final class Lock<Value>: @unchecked Sendable {  // The pthread mutex protects `value`.
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private var value: Value

    package init(_ value: sending Value) {
        self.value = value
        mutex = .allocate(capacity: 1)
        let code = pthread_mutex_init(mutex, nil)
        precondition(code == 0, "pthread_mutex_init failed with \(code)")
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    package func withLock<Result, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&value)
    }
}
