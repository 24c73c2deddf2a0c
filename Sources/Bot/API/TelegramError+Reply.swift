import Market
import Platform

extension TelegramError {
    /// Turns the API's refusal into a kind; the server's words are those of docs/reference/telegram.md, Refusals.
    init(method: String, code: Int, description: String, retryAfter: Int?, migratedTo: Int64?) {
        let words = description.lowercased()
        self.init(
            Self.kind(code: code, words: words, isMigration: migratedTo != nil),
            detail: "\(method): \(code) \(Redaction.text(description, limit: 300))",
            code: code,
            retryAfter: (retryAfter ?? Self.wait(in: words)).map { .seconds(min(max($0, 0), 86_400)) },
            migratedTo: migratedTo
        )
    }

    private static func kind(code: Int, words: String, isMigration: Bool) -> Kind {
        if code == 400 || code == 403, isAboutMedia(words) { return .mediaForbidden }
        switch code {
        case 401: return .unauthorized
        case 403:
            return words.contains("not enough rights") || words.contains("have no rights") ? .notAllowed : .blocked
        // The bare words are the front end's answer to a token of a wrong form.
        case 404: return words.contains("method") ? .methodNotFound : .unauthorized
        case 409: return words.contains("webhook") ? .webhookSet : .conflict
        case 413: return .tooLarge
        case 429: return .rateLimited
        case 500...: return .serverError
        default: break
        }
        if isMigration { return .migrated }
        // An album that runs into the limit wraps the 429 into a 400.
        return texts.first { words.contains($0.text) }?.kind ?? .refused
    }

    /// True where the chat forbids a kind of content other than words.
    private static func isAboutMedia(_ words: String) -> Bool {
        if ["photos", "docs", "media"].contains(where: { words.contains("chat_send_\($0)_forbidden") }) { return true }
        guard let range = words.firstRange(of: "not enough rights to send ") else { return false }
        return !words[range.upperBound...].hasPrefix("text")
    }

    /// The first match wins; all texts in lower case.
    private static let texts: [(text: String, kind: Kind)] = [
        ("too many requests", .rateLimited),
        ("message is not modified", .notModified),
        ("message_not_modified", .notModified),
        ("message to edit not found", .messageGone),
        ("message can't be edited", .messageGone),
        ("message_id_invalid", .messageGone),
        ("there is no text in the message to edit", .messageGone),
        ("message to be replied not found", .replyGone),
        ("replied message not found", .replyGone),
        ("upgraded to a supergroup", .migrated),
        ("chat not found", .chatNotFound),
        ("message thread not found", .topicGone),
        ("topic_closed", .topicGone),
        ("topic_deleted", .topicGone),
        ("topic_id_invalid", .topicGone),
        ("can't parse entities", .badMarkup),
        ("message is too long", .tooLong),
        ("message caption is too long", .tooLong),
        ("text is too long", .tooLong),
        ("photo_invalid_dimensions", .badPhoto),
        ("image_process_failed", .badPhoto),
        ("photo has unsupported", .badPhoto),
        ("photo_save_file_invalid", .badPhoto),
        ("too big for a photo", .badPhoto),
        ("file is too big", .tooLarge),
        ("query is too old", .callbackExpired),
        ("query id is invalid", .callbackExpired),
        ("not enough rights", .notAllowed),
        ("have no rights", .notAllowed),
        ("chat_write_forbidden", .notAllowed),
    ]

    /// `retry after 7` inside a text, in seconds.
    private static func wait(in words: String) -> Int? {
        guard let range = words.firstRange(of: "retry after ") else { return nil }
        return Int(words[range.upperBound...].prefix { $0.isASCII && $0.isNumber })
    }
}
