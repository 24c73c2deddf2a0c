@preconcurrency import Dispatch  // DispatchQueue is not marked Sendable on Linux.
import Glibc

/// Ends the process when its stop takes longer than it may, whatever then hangs.
///
/// On a thread of its own, because the shared pool may be what hangs. What is not finished is as after a crash: the store
/// is transactional, and calls without an answer count as such that may have arrived.
package func endProcess(after span: Duration, code: CInt, saying remark: @escaping @Sendable () -> Void) {
    let seconds = Double(span.components.seconds) + Double(span.components.attoseconds) / 1e18
    DispatchQueue(label: "mayak.stop").asyncAfter(deadline: .now() + seconds) {
        remark()
        fflush(nil)
        _exit(code)
    }
}
