/// One request to send.
package struct HTTPRequest: Sendable {
    /// An HTTP method in capitals.
    ///
    /// Default: `GET` without a body, `POST` with one.
    package var method: String
    /// An absolute `http://` or `https://` address, already percent-encoded (``URLEncoding``).
    package var url: String
    /// Sent as given, after the client's own; a name the client sets too (`User-Agent`, `Content-Type`) replaces it.
    package var headers: [(String, String)]
    package var body: HTTPBody?
    /// The network deadline for everything: waiting for a connection, sending, receiving.
    ///
    /// Default 30 s.
    package var timeout: Duration
    /// The largest body accepted, in bytes after decompression.
    ///
    /// Default 64 MiB.
    package var maximumResponseBytes: Int
    /// Whether 3xx answers are followed, at most `HTTPClientOptions.maximumRedirects` times and never from https to
    /// http.
    ///
    /// Default: no, the 3xx answer is the result.
    package var followRedirects: Bool

    package init(
        method: String? = nil,
        url: String,
        headers: [(String, String)] = [],
        body: HTTPBody? = nil,
        timeout: Duration = .seconds(30),
        maximumResponseBytes: Int = 64 << 20,
        followRedirects: Bool = false
    ) {
        self.method = method ?? (body == nil ? "GET" : "POST")
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.maximumResponseBytes = maximumResponseBytes
        self.followRedirects = followRedirects
    }
}

/// What a request carries.
package enum HTTPBody: Sendable {
    /// Bytes as they are.
    case bytes([UInt8], contentType: String)
    /// `application/x-www-form-urlencoded`; names and values are encoded here.
    case form([(String, String)])
    /// `multipart/form-data`.
    case multipart([HTTPPart])
}

/// One part of a `multipart/form-data` body.
package struct HTTPPart: Sendable {
    package var name: String
    /// Makes the part a file; any Unicode text, sent as UTF-8.
    package var filename: String?
    /// Default: none for a field, `application/octet-stream` for a file.
    package var contentType: String?
    package var bytes: [UInt8]

    package init(name: String, filename: String? = nil, contentType: String? = nil, bytes: [UInt8]) {
        self.name = name
        self.filename = filename
        self.contentType = contentType
        self.bytes = bytes
    }

    /// A plain text field.
    package init(name: String, value: String) {
        self.init(name: name, bytes: Array(value.utf8))
    }
}
