import Glibc

/// An IPv4 or IPv6 address and port to listen on.
struct SocketAddress {
    private var storage = sockaddr_storage()
    let isIPv6: Bool
    let text: String

    /// - Throws: `WebServerError` of kind `badHost` for anything but a numeric address or `localhost`.
    init(host: String, port: UInt16) throws(WebServerError) {
        text = "\(host):\(port)"
        var four = sockaddr_in()
        var six = sockaddr_in6()
        if inet_pton(AF_INET, host == "localhost" ? "127.0.0.1" : host, &four.sin_addr) == 1 {
            four.sin_family = sa_family_t(AF_INET)
            four.sin_port = port.bigEndian
            isIPv6 = false
            withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: four, as: sockaddr_in.self) }
        } else if inet_pton(AF_INET6, host, &six.sin6_addr) == 1 {
            six.sin6_family = sa_family_t(AF_INET6)
            six.sin6_port = port.bigEndian
            isIPv6 = true
            withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: six, as: sockaddr_in6.self) }
        } else {
            throw WebServerError(
                kind: .badHost,
                detail: "\(host) is not a numeric address: use 127.0.0.1, 0.0.0.0 or ::1"
            )
        }
    }

    func withPointer<Result>(_ body: (UnsafePointer<sockaddr>) -> Result) -> Result {
        withUnsafeBytes(of: storage) { bytes in
            bytes.withMemoryRebound(to: sockaddr.self) { rebound in
                // `sockaddr_storage` is larger than `sockaddr`, so there is a first element.
                body(rebound.baseAddress.unsafelyUnwrapped)
            }
        }
    }
}
