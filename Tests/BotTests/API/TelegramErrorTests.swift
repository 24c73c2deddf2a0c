import Market
import Platform
import Testing

@testable import Bot

@Suite("Telegram errors")
struct TelegramErrorTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var code: Int
        var text: String
        var kind: TelegramError.Kind
        var testDescription: String { "\(code) \(text)" }
    }

    static let table: [Row] = [
        Row(code: 400, text: "Bad Request: chat not found", kind: .chatNotFound),
        Row(code: 400, text: "Bad Request: message is not modified: specified new message content", kind: .notModified),
        Row(code: 400, text: "Bad Request: message to edit not found", kind: .messageGone),
        Row(code: 400, text: "Bad Request: message can't be edited", kind: .messageGone),
        Row(code: 400, text: "Bad Request: message to be replied not found", kind: .replyGone),
        Row(code: 400, text: "Bad Request: message thread not found", kind: .topicGone),
        Row(code: 400, text: "Bad Request: TOPIC_CLOSED", kind: .topicGone),
        Row(code: 400, text: "Bad Request: TOPIC_DELETED", kind: .topicGone),
        Row(code: 400, text: "Bad Request: can't parse entities: Unsupported start tag", kind: .badMarkup),
        Row(code: 400, text: "Bad Request: message is too long", kind: .tooLong),
        Row(code: 400, text: "Bad Request: message caption is too long", kind: .tooLong),
        Row(code: 400, text: "Bad Request: query is too old and response timeout expired", kind: .callbackExpired),
        Row(code: 400, text: "Bad Request: not enough rights to send photos to the chat", kind: .mediaForbidden),
        Row(code: 400, text: "Bad Request: not enough rights to send text messages to the chat", kind: .notAllowed),
        Row(code: 400, text: "Bad Request: CHAT_SEND_DOCS_FORBIDDEN", kind: .mediaForbidden),
        Row(code: 403, text: "Forbidden: not enough rights to send documents to the chat", kind: .mediaForbidden),
        Row(code: 400, text: "Bad Request: have no rights to send a message", kind: .notAllowed),
        Row(code: 400, text: "Bad Request: PHOTO_INVALID_DIMENSIONS", kind: .badPhoto),
        Row(code: 400, text: "Bad Request: IMAGE_PROCESS_FAILED", kind: .badPhoto),
        Row(code: 400, text: "Bad Request: message text is empty", kind: .refused),
        Row(code: 401, text: "Unauthorized", kind: .unauthorized),
        Row(code: 403, text: "Forbidden: bot was blocked by the user", kind: .blocked),
        Row(code: 403, text: "Forbidden: bot was kicked from the supergroup chat", kind: .blocked),
        Row(code: 403, text: "Forbidden: bot can't initiate conversation with a user", kind: .blocked),
        Row(code: 404, text: "Not Found: method not found", kind: .methodNotFound),
        Row(code: 404, text: "Not Found", kind: .unauthorized),
        Row(code: 409, text: "Conflict: terminated by other getUpdates request", kind: .conflict),
        Row(code: 409, text: "Conflict: terminated by setWebhook request", kind: .webhookSet),
        Row(
            code: 409,
            text: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete it",
            kind: .webhookSet
        ),
        Row(code: 413, text: "Request Entity Too Large", kind: .tooLarge),
        Row(code: 429, text: "Too Many Requests: retry after 7", kind: .rateLimited),
        Row(code: 500, text: "Internal Server Error: restart", kind: .serverError),
        Row(code: 502, text: "Bad Gateway", kind: .serverError),
    ]

    @Test("has a kind for every row of the table", arguments: table)
    func kinds(_ row: Row) {
        let error = TelegramError(method: "m", code: row.code, description: row.text, retryAfter: nil, migratedTo: nil)
        #expect(error.kind == row.kind)
    }

    @Test("reads a migration and a wait, also the wait that an album wraps into a 400")
    func parameters() {
        let migrated = TelegramError(
            method: "m",
            code: 400,
            description: "Bad Request: group chat was upgraded to a supergroup chat",
            retryAfter: nil,
            migratedTo: -100_5
        )
        #expect(migrated.kind == .migrated && migrated.migratedTo == -100_5)
        let wrapped = TelegramError(
            method: "sendMediaGroup",
            code: 400,
            description:
                "Bad Request: failed to send message #2 with the error message \"Too Many Requests: retry after 9\"",
            retryAfter: nil,
            migratedTo: nil
        )
        #expect(wrapped.kind == .rateLimited && wrapped.retryAfter == .seconds(9))
    }

    @Test("never shows the token, whatever fails")
    func token() async throws {
        let telegram = try FakeTelegram()
        let http = HTTPClient()
        func client(_ base: String) -> TelegramClient {
            TelegramClient(options: TelegramOptions(baseURL: base, token: Secret(FakeTelegram.token)), http: http)
        }
        telegram.script("getMe", .html("<h1>502 Bad Gateway</h1>", status: 502))
        var errors: [TelegramError] = []
        for base in [telegram.baseURL, "http://127.0.0.1:9", telegram.baseURL + "/prefix"] {
            do {
                _ = try await client(base).me()
            } catch let error as TelegramError {
                errors.append(error)
            }
        }
        // The fake answers below a prefix as well, as an own API server does.
        #expect(errors.map(\.kind) == [.foreignAnswer, .unreachable])
        // What the transport says of a connection that was not made holds no path, and tells what to look for.
        #expect(errors.last?.detail.hasPrefix("getMe: ") == true && errors.last?.detail.contains("127.0.0.1") == true)
        #expect(!errors.contains { "\($0) \($0.detail)".contains("secret") })
        await telegram.stop()
        await http.shutdown()
    }
}
