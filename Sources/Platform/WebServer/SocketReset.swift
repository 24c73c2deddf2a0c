import CMicroHTTPD  // Its header brings `linger`.
import Glibc

/// Ends of connections that no peer can take for an orderly one.
enum SocketReset {
    /// Closing the socket then sends RST.
    static func onClose(of descriptor: CInt) {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
    }
}
