@preconcurrency import Dispatch
import Glibc

/// A loopback port that is taken, so that no other test gets it, but refuses connections.
final class SilentPort: Sendable {
    let number: UInt16
    private let socket: CInt

    init() {
        socket = Glibc.socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let socket = socket
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                _ = bind(socket, address, size)
                getsockname(socket, address, &size)
            }
        }
        number = UInt16(bigEndian: address.sin_port)
    }

    deinit {
        close(socket)
    }
}

/// A TCP connection to loopback for bytes that no proper client would send.
final class RawConnection: Sendable {
    private let socket: CInt

    init?(port: UInt16) {
        socket = Glibc.socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, socklen_t(16)) }
        }
        guard code == 0 else {
            close(socket)
            return nil
        }
        var limit = timeval(tv_sec: 10, tv_usec: 0)  // A silent server must fail the test, not hang it.
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit {
        close(socket)
    }

    func send(_ text: String) {
        let bytes = Array(text.utf8)
        Glibc.send(socket, bytes, bytes.count, CInt(MSG_NOSIGNAL))
    }

    /// Reads until the text suffices or the peer closes, on a thread that may block.
    func receive(until isEnough: @escaping @Sendable (String) -> Bool = { _ in false }) async -> String {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "raw connection").async {
                continuation.resume(returning: self.receiveBlocking(until: isEnough))
            }
        }
    }

    private func receiveBlocking(until isEnough: (String) -> Bool) -> String {
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = recv(socket, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            received += buffer[..<count]
            if isEnough(String(decoding: received, as: UTF8.self)) { break }
        }
        return String(decoding: received, as: UTF8.self)
    }
}
