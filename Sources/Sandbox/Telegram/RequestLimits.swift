import Platform

/// What the server does not read: too many bytes of headers or of arguments (docs/reference/telegram.md, Requests).
///
/// The refusals come from below the API: a bare status, and the connection ends.
enum RequestLimits {
    private static let headerBytes = 256 << 10
    private static let argumentBytes = 1 << 20

    static let headersTooLarge = WebResponse(status: 431, headers: [("Connection", "close")])
    static let tooLarge = WebResponse(status: 413, headers: [("Connection", "close")])

    static func hasTooManyHeaders(_ request: WebRequest) -> Bool {
        request.headers.reduce(0) { $0 + $1.0.utf8.count + $1.1.utf8.count + 4 } > headerBytes
    }

    /// Files are limited by the methods.
    static func areTooLarge(_ arguments: WebArguments) -> Bool {
        arguments.values.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count } > argumentBytes
    }
}
