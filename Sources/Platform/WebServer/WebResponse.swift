/// What a handler answers, and how the server is to spoil it.
package struct WebResponse: Sendable {
    /// 100…999; not checked against any list.
    package var status: Int
    /// Without `Content-Length`, `Connection` and `Transfer-Encoding`, which the server writes.
    ///
    /// There is no `Date` unless it is given here, because the server knows no clock.
    package var headers: [(String, String)]
    package var body: [UInt8]
    package var fault: WebFault

    package init(status: Int = 200, headers: [(String, String)] = [], body: [UInt8] = [], fault: WebFault = .none) {
        self.status = status
        self.headers = headers
        self.body = body
        self.fault = fault
    }

    /// JSON that is already encoded.
    package static func json(
        _ bytes: [UInt8],
        status: Int = 200,
        headers: [(String, String)] = [],
        fault: WebFault = .none
    ) -> WebResponse {
        typed("application/json; charset=utf-8", bytes, status, headers, fault)
    }

    /// JSON that is already encoded.
    package static func json(
        _ text: String,
        status: Int = 200,
        headers: [(String, String)] = [],
        fault: WebFault = .none
    ) -> WebResponse {
        json(Array(text.utf8), status: status, headers: headers, fault: fault)
    }

    package static func text(
        _ text: String,
        status: Int = 200,
        headers: [(String, String)] = [],
        fault: WebFault = .none
    ) -> WebResponse {
        typed("text/plain; charset=utf-8", Array(text.utf8), status, headers, fault)
    }

    package static func html(
        _ text: String,
        status: Int = 200,
        headers: [(String, String)] = [],
        fault: WebFault = .none
    ) -> WebResponse {
        typed("text/html; charset=utf-8", Array(text.utf8), status, headers, fault)
    }

    private static func typed(
        _ type: String,
        _ bytes: [UInt8],
        _ status: Int,
        _ headers: [(String, String)],
        _ fault: WebFault
    ) -> WebResponse {
        WebResponse(status: status, headers: [("Content-Type", type)] + headers, body: bytes, fault: fault)
    }
}

/// A way to break an answer after the handler has done its work.
package enum WebFault: Hashable, Sendable {
    case none
    /// The connection closes in order (FIN) without a byte of answer.
    case closeBeforeReply
    /// The connection is torn down (RST) without a byte of answer.
    case reset
    /// Headers at once, then the body in pieces at this rate.
    case slowBody(bytesPerSecond: Int)
    /// Headers announce the whole body, the connection closes after so many bytes of it.
    case truncated(afterBytes: Int)
    /// Headers announce the whole body, so many bytes come, then nothing until the peer leaves or the server stops.
    case stalled(afterBytes: Int)
}
