/// How a client connects.
package struct HTTPClientOptions: Sendable {
    /// Sent with every request that does not bring its own.
    ///
    /// Default `mayak`.
    package var userAgent = "mayak"
    /// The deadline for name lookup, connection and TLS handshake together.
    ///
    /// Default 10 s.
    package var connectTimeout = Duration.seconds(10)
    /// Connections open at once to one host; further requests wait in line, their timeout running.
    ///
    /// Default 8.
    package var maximumConnectionsPerHost = 8
    /// Idle connections kept for reuse, all hosts together.
    ///
    /// Default 16.
    package var maximumIdleConnections = 16
    /// Redirects followed when a request asks for it.
    ///
    /// Default 5.
    package var maximumRedirects = 5
    /// A PEM file with certificates trusted besides the system's.
    ///
    /// Default none. Verification cannot be switched off.
    package var certificateAuthorityFile: String?
    /// The proxies to go through.
    ///
    /// Default those of the process's environment.
    package var proxies = HTTPProxies.inherited
    /// The way out: an interface's name, one of its addresses, or either as `if!NAME` and `host!ADDRESS` (`CURLOPT_INTERFACE`).
    ///
    /// Default the system's choice.
    package var interface: String?
    /// The largest header block accepted, in bytes.
    ///
    /// Default 256 KiB.
    package var maximumHeaderBytes = 256 << 10
    /// Counts every request; default none.
    package var metrics: HTTPClientMetrics?

    package init() {}
}
