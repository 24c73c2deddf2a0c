import Dispatch
import Glibc
import Platform

/// A proxy on loopback that writes down what it is asked.
///
/// A plain request it answers itself; a CONNECT leads to a port on loopback, whatever host was named, or is refused.
final class LoopbackProxy: Sendable {
    enum Tunnel: Sendable {
        case leads(UInt16), refused(Int)
        /// Resets every connection when the head of its request is there.
        case tears
    }

    let port: UInt16
    private let socket: CInt
    private let lines = Lock<[String]>([])

    /// Request lines and `Proxy-Authorization` headers.
    var seen: [String] { lines.withLock { $0 } }

    init(_ tunnel: Tunnel = .refused(403)) throws {
        let listener = Glibc.socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                _ = bind(listener, address, size)
                getsockname(listener, address, &size)
            }
        }
        listen(listener, 16)
        socket = listener
        port = UInt16(bigEndian: address.sin_port)
        let lines = lines
        DispatchQueue(label: "proxy").async {
            while case let client = accept(listener, nil, nil), client >= 0 {
                DispatchQueue(label: "proxy client").async { Self.serve(client, tunnel, lines) }
            }
        }
    }

    deinit {
        shutdown(socket, CInt(SHUT_RDWR))
        close(socket)
    }

    private static func serve(_ client: CInt, _ tunnel: Tunnel, _ lines: Lock<[String]>) {
        defer { close(client) }
        var head = ""
        while !head.hasSuffix("\r\n\r\n") {
            guard let bytes = received(client, atMost: 1) else { return }
            head += String(decoding: bytes, as: UTF8.self)
        }
        if case .tears = tunnel {
            var hard = linger(l_onoff: 1, l_linger: 0)
            setsockopt(client, SOL_SOCKET, SO_LINGER, &hard, socklen_t(MemoryLayout<linger>.size))
            return
        }
        let parts = head.split(separator: "\r\n").map(String.init)
        lines.withLock { lines in
            lines += parts.prefix(1) + parts.filter { $0.hasPrefix("Proxy-Authorization") }
        }
        guard parts.first?.hasPrefix("CONNECT ") == true else {
            return send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nproxy", to: client)
        }
        switch tunnel {
        case .tears: return
        case .refused(let status):
            send("HTTP/1.1 \(status) No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", to: client)
        case .leads(let port):
            guard let server = connected(to: port) else { return }
            defer { close(server) }
            send("HTTP/1.1 200 Connection established\r\n\r\n", to: client)
            relay(client, server)
        }
    }

    private static func relay(_ left: CInt, _ right: CInt) {
        var ends = [
            pollfd(fd: left, events: Int16(POLLIN), revents: 0), pollfd(fd: right, events: Int16(POLLIN), revents: 0),
        ]
        while poll(&ends, 2, 10_000) > 0 {
            for (from, into) in [(0, 1), (1, 0)] where ends[from].revents != 0 {
                guard let bytes = received(ends[from].fd, atMost: 65_536) else { return }
                Glibc.send(ends[into].fd, bytes, bytes.count, CInt(MSG_NOSIGNAL))
            }
        }
    }

    private static func connected(to port: UInt16) -> CInt? {
        let socket = Glibc.socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, socklen_t(16)) }
        }
        return code == 0 ? socket : nil
    }

    private static func received(_ socket: CInt, atMost limit: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: limit)
        let count = recv(socket, &bytes, limit, 0)
        return count > 0 ? Array(bytes[..<count]) : nil
    }

    private static func send(_ text: String, to socket: CInt) {
        let bytes = Array(text.utf8)
        Glibc.send(socket, bytes, bytes.count, CInt(MSG_NOSIGNAL))
    }
}
