@preconcurrency import Dispatch
import Glibc
import Platform

/// Takes the handshake of every connection, and then never says or hears anything.
final class DeafServer: Sendable {
    let port: UInt16
    private let listener: CInt

    init() throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.listener = listener
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
                bind(listener, raw, size) | listen(listener, 8) | getsockname(listener, raw, &size)
            }
        }
        guard listener >= 0, code == 0 else { throw WebServerFailure() }
        port = UInt16(bigEndian: address.sin_port)
        DispatchQueue(label: "deaf server").async {
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                Self.shakeHands(connection)
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private struct WebServerFailure: Error {}

    private static func shakeHands(_ connection: CInt) {
        var text = ""
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while !text.contains("\r\n\r\n") {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return }
            text += String(decoding: buffer[..<count], as: UTF8.self)
        }
        let line = text.split(separator: "\r\n").first { $0.lowercased().hasPrefix("sec-websocket-key:") } ?? ""
        let key = String(line.drop { $0 != ":" }.dropFirst().drop { $0 == " " })
        // Without OpenSSL there would be no handshake at all, and the test says so.
        let accept = (try? WebSocketHandshake.accept(key)) ?? ""
        let answer =
            "HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: \(accept)\r\n\r\n"
        _ = Glibc.send(connection, answer, answer.utf8.count, Int32(MSG_NOSIGNAL))
    }
}
