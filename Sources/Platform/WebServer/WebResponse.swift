/// What a handler answers.
package struct WebResponse: Sendable {
    /// 100…999; not checked against any list.
    package var status: Int
    /// Without `Content-Length`, `Connection` and `Transfer-Encoding`, which the server writes.
    ///
    /// There is no `Date` unless it is given here, because the server knows no clock.
    package var headers: [(String, String)]
    package var content: WebContent

    package init(status: Int = 200, headers: [(String, String)] = [], body: [UInt8] = []) {
        self.init(status: status, headers: headers, content: .bytes(body))
    }

    package init(status: Int = 200, headers: [(String, String)] = [], content: WebContent) {
        self.status = status
        self.headers = headers
        self.content = content
    }

    /// The whole body; empty where there is none or it comes piece by piece.
    package var body: [UInt8] {
        get { if case .bytes(let bytes) = content { bytes } else { [] } }
        set { content = .bytes(newValue) }
    }

    /// No answer at all: the connection ends.
    package static func hangUp(_ ending: WebContent.Ending) -> WebResponse {
        WebResponse(content: .hangUp(ending))
    }

    /// JSON that is already encoded.
    package static func json(_ bytes: [UInt8], status: Int = 200, headers: [(String, String)] = []) -> WebResponse {
        typed("application/json; charset=utf-8", bytes, status, headers)
    }

    /// JSON that is already encoded.
    package static func json(_ text: String, status: Int = 200, headers: [(String, String)] = []) -> WebResponse {
        json(Array(text.utf8), status: status, headers: headers)
    }

    package static func text(_ text: String, status: Int = 200, headers: [(String, String)] = []) -> WebResponse {
        typed("text/plain; charset=utf-8", Array(text.utf8), status, headers)
    }

    package static func html(_ text: String, status: Int = 200, headers: [(String, String)] = []) -> WebResponse {
        typed("text/html; charset=utf-8", Array(text.utf8), status, headers)
    }

    private static func typed(_ type: String, _ bytes: [UInt8], _ status: Int, _ headers: [(String, String)])
        -> WebResponse
    {
        WebResponse(status: status, headers: [("Content-Type", type)] + headers, body: bytes)
    }
}
