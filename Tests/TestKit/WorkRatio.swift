import Glibc

/// How many times the work grows when the input grows eightfold: about 8 when it is linear, 64 when it is quadratic.
///
/// Counted in processor time of this thread, which other processes do not lengthen; the best of three, because the first
/// run of a thing pays for what is made once.
package func workRatio(of length: Int, _ work: (_ length: Int) throws -> Void) rethrows -> Double {
    func cost(_ length: Int) throws -> Double {
        var best = Double.infinity
        for _ in 0..<3 {
            let start = processorTime()
            try work(length)
            best = min(best, processorTime() - start)
        }
        return best
    }
    let small = try cost(length)
    return try cost(length * 8) / max(small, 1e-6)
}

/// Unit: seconds.
private func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
