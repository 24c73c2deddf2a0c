/// A complete answer, of any status.
package struct HTTPResponse: Sendable {
    package var status: Int
    /// In the order received, of the last answer when redirects were followed.
    package var headers: [(name: String, value: String)]
    /// After decompression.
    package var body: [UInt8]
    /// The address that gave this answer; differs from the request's after redirects.
    ///
    /// May hold secrets, like any URL.
    package var effectiveURL: String

    package init(
        status: Int,
        headers: [(name: String, value: String)] = [],
        body: [UInt8] = [],
        effectiveURL: String = ""
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.effectiveURL = effectiveURL
    }

    /// The first header of that name, in any case of letters.
    package func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.name.lowercased() == wanted }?.value
    }

    /// The body as UTF-8; broken sequences become U+FFFD.
    package var text: String {
        String(decoding: body, as: UTF8.self)
    }
}
