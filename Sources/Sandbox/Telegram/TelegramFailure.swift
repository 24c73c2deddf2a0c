import Platform

/// A refusal of the Bot API with the server's own words (docs/reference/telegram.md, Refusals).
package struct TelegramFailure: Error, Hashable, Sendable {
    package let code: Int
    /// As sent: `Bad Request: chat not found`.
    package let description: String
    package var retryAfter: Int?
    package var migrateTo: Int64?

    init(_ code: Int, _ description: String, retryAfter: Int? = nil, migrateTo: Int64? = nil) {
        self.code = code
        self.description = description
        self.retryAfter = retryAfter
        self.migrateTo = migrateTo
    }

    /// 400. Raw codes of the closed backend (`BUTTON_DATA_INVALID`) keep their letters.
    static func bad(_ detail: String) -> TelegramFailure {
        TelegramFailure(400, "Bad Request: \(detail)")
    }

    static func forbidden(_ detail: String) -> TelegramFailure {
        TelegramFailure(403, "Forbidden: \(detail)")
    }

    static func tooMany(_ seconds: Int) -> TelegramFailure {
        TelegramFailure(429, "Too Many Requests: retry after \(seconds)", retryAfter: seconds)
    }

    static let unauthorized = TelegramFailure(401, "Unauthorized")
    static let malformedToken = TelegramFailure(404, "Not Found")
    static let unknownMethod = TelegramFailure(404, "Not Found: method not found")
    static let loggedOut = TelegramFailure(400, "Logged out")
    static let alreadyClosed = bad("the bot has already been closed")
    static let restart = TelegramFailure(500, "Internal Server Error: restart")

    /// The envelope in the server's order of keys.
    var json: JSON {
        let parameters: JSON? =
            if let retryAfter {
                ["retry_after": .int(Int64(retryAfter))]
            } else if let migrateTo {
                ["migrate_to_chat_id": .int(migrateTo)]
            } else {
                nil
            }
        return .present([
            "ok": false, "error_code": .int(Int64(code)), "description": .string(description), "parameters": parameters,
        ])
    }
}
