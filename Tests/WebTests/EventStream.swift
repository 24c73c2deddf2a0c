import Foundation
import Glibc
import Market
import Platform
import TestKit

/// A client of server-sent events on a socket of its own, as a browser is.
final class EventStream: Sendable {
    struct Ended: Error {
        let text: String
    }

    private let socket: CInt
    /// All that came; what one look has read is there for the next.
    private let text = Lock("")

    init(base: String, token: String, last: String?) throws {
        let port = UInt16(base.split(separator: ":").last ?? "") ?? 0
        socket = Glibc.socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        _ = inet_pton(AF_INET, "127.0.0.1", &address.sin_addr)
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { target in
                connect(socket, target, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Ended(text: "no connection") }
        _ = fcntl(socket, F_SETFL, O_NONBLOCK)
        var request = "GET /api/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer \(token)\r\n"
        if let last { request += "Last-Event-ID: \(last)\r\n" }
        request += "\r\n"
        _ = request.withCString { Glibc.send(socket, $0, strlen($0), 0) }
    }

    func close() { Glibc.close(socket) }

    /// Everything from the start up to the moment at which all the words were there.
    func read(until words: [String]) async throws -> String {
        let (socket, text) = (socket, text)
        let isThere = try await eventually(within: .seconds(60)) {
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = recv(socket, &buffer, buffer.count, 0)
            if count > 0 { text.withLock { $0 += String(decoding: buffer[..<count], as: UTF8.self) } }
            return text.withLock { text in words.allSatisfy { text.contains($0) } }
        }
        guard isThere else { throw Ended(text: text.withLock { $0 }) }
        return text.withLock { $0 }
    }
}
