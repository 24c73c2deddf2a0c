import Market
package import Platform

/// Calls of the Bot API: arguments in, a typed result or a ``TelegramError`` out.
///
/// Nothing here retries, waits or limits: that is the business of the poller and of the outbox.
package struct TelegramClient: Sendable {
    let options: TelegramOptions
    /// Our clock against Telegram's.
    let meter: SkewMeter
    /// What the `Date` headers are compared with; the bot's own clock once it has one.
    var clock: any MarketClock = SystemClock()
    private let http: HTTPClient

    package init(options: TelegramOptions, http: HTTPClient) {
        self.options = options
        meter = SkewMeter(spacing: options.skewSpacing)
        self.http = http
    }

    /// Performs one call.
    ///
    /// - Throws: ``TelegramError``; `CancellationError` when the task is cancelled.
    func call<Result: Decodable>(
        _ method: String,
        _ arguments: MethodArguments = MethodArguments(),
        timeout: Duration? = nil,
        as type: Result.Type = Result.self
    ) async throws -> Result {
        let request = HTTPRequest(
            method: "POST",
            url: url(of: method),
            body: arguments.body,
            timeout: timeout ?? (arguments.files.isEmpty ? options.timeout : options.uploadTimeout),
            maximumResponseBytes: Self.maximumReplyBytes
        )
        let response: HTTPResponse
        let start = ContinuousClock.now
        do {
            response = try await http.send(request)
        } catch let error as HTTPError {
            try Task.checkCancellation()
            throw TelegramError(method: method, error)
        }
        meter.note(date: response.header("Date"), travel: start.duration(to: .now), now: clock.now)
        return try Self.result(of: response, method: method)
    }

    private func url(of method: String) -> String {
        let base = options.baseURL.hasSuffix("/") ? String(options.baseURL.dropLast()) : options.baseURL
        return "\(base)/bot\(options.token.reveal())/\(method)"
    }

    static func result<Result: Decodable>(of response: HTTPResponse, method: String) throws -> Result {
        let envelope: ReplyEnvelope<Result>
        do {
            envelope = try JSON.decoded(ReplyEnvelope<Result>.self, from: response.body)
        } catch {
            // A proxy's page, or a result of an unexpected shape: the call itself may have worked.
            throw TelegramError(
                response.status == 401 ? .unauthorized : .foreignAnswer,
                detail: "\(method): \(response.status) with an answer that is not the Bot API's",
                code: response.status
            )
        }
        if envelope.ok, let result = envelope.result { return result }
        throw TelegramError(
            method: method,
            code: envelope.errorCode ?? response.status,
            description: envelope.description ?? "no description",
            retryAfter: envelope.parameters?.retryAfter ?? response.header("Retry-After").flatMap { Int($0) },
            migratedTo: envelope.parameters?.migrateToChatID
        )
    }

    /// The server cuts an answer to `getUpdates` near 4 MiB (docs/reference/telegram.md, Updates).
    private static let maximumReplyBytes = 16 << 20
}
