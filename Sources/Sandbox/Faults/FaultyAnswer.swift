import Market
import Platform

/// Turns a fault of requests into what comes over the wire.
struct FaultyAnswer {
    let fault: Fault
    let clock: any MarketClock

    static let loginPage = WebResponse.html(
        "<!DOCTYPE html>\n<html><head><title>MOEX Passport</title></head><body><form action=\"/login\"></form></body></html>\n",
        headers: [("X-MicexPassport-Marker", "denied")]
    )
    static let unauthorized = WebResponse.json("{\"error\":\"Unauthorized\"}", status: 401)

    /// An answer of the exchange: `answer` is asked for only where the fault lets the request take effect.
    func exchange(_ answer: () -> WebResponse) async -> SandboxAnswer {
        if let broken = await onTheWire(answer) { return broken }
        return SandboxAnswer(response: exchangeWords ?? answer())
    }

    /// An answer of the Bot API.
    func telegram(_ answer: () async -> WebResponse) async -> SandboxAnswer {
        if let broken = await onTheWire(answer) { return broken }
        if let words = telegramWords { return SandboxAnswer(response: words) }
        let response = await answer()
        return switch fault.kind {
        case .duplicateUpdates: SandboxAnswer(response: UpdateSpoiler.twice(response))
        case .shuffledUpdates: SandboxAnswer(response: UpdateSpoiler.newestFirst(response))
        default: SandboxAnswer(response: response)
        }
    }

    /// An answer of the broker.
    func broker(_ answer: () -> WebResponse) async -> SandboxAnswer {
        if let broken = await onTheWire(answer) { return broken }
        return SandboxAnswer(response: brokerWords ?? answer())
    }

    /// What breaks on its way, whatever the answer says; nil for a fault that changes the words.
    private func onTheWire(_ answer: () async -> WebResponse) async -> SandboxAnswer? {
        switch fault.kind {
        case .resetBefore: return Self.torn
        case .resetAfter:
            _ = await answer()
            return Self.torn
        case .slow:
            if let seconds = fault.seconds {
                // A cancelled wait means that the client has left: the answer goes nowhere anyway.
                try? await clock.sleep(for: .seconds(seconds))
            }
            let rate = fault.bytesPerSecond
            return SandboxAnswer(
                response: await answer(),
                fault: rate.map { .slowBody(bytesPerSecond: $0) } ?? .none
            )
        case .hang: return Self.silent(WebResponse(body: [UInt8(ascii: "{")]))
        case .hangAfter: return Self.silent(await answer())
        default: return nil
        }
    }

    /// What the exchange says instead; nil where it answers as ever.
    private var exchangeWords: WebResponse? {
        switch fault.kind {
        case .html200: Self.loginPage
        case .unauthorized: Self.unauthorized
        case .forbidden: .json("{\"error\":\"Forbidden\"}", status: 403)
        case .forbiddenTooMany: .html("<html><body>Too Many Requests</body></html>\n", status: 403)
        case .rateLimited: .json("{\"error\":\"Too Many Requests\"}", status: 429, headers: retryAfter)
        case .serverError: .html("<html><body>Internal Server Error</body></html>\n", status: fault.status ?? 500)
        case .html502: Self.badGateway
        default: nil
        }
    }

    /// What the Bot API says instead; nil where it answers as ever.
    private var telegramWords: WebResponse? {
        switch fault.kind {
        case .unauthorized: TelegramServer.response(.unauthorized)
        case .forbidden, .forbiddenTooMany: TelegramServer.response(.forbidden("bot was blocked by the user"))
        case .rateLimited: TelegramServer.response(.tooMany(fault.retryAfter ?? 5))
        case .serverError: TelegramServer.response(.restart)
        case .html200, .html502: Self.badGateway
        case .conflict: TelegramServer.response(PollRequest.replaced)
        default: nil
        }
    }

    /// What the broker says instead; nil where it answers as ever.
    private var brokerWords: WebResponse? {
        switch fault.kind {
        case .unauthorized: return BrokerFailure.badToken.response
        case .forbidden, .forbiddenTooMany: return BrokerFailure.readOnly.response
        case .rateLimited:
            var response = BrokerFailure.tooManyRequests.response
            let reset = String(fault.retryAfter ?? 5)
            response.headers += [
                ("x-ratelimit-limit", "300, 300;w=60"), ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", reset),
            ]
            return response
        case .serverError:
            let failure =
                switch fault.status ?? 500 {
                case 503: BrokerFailure(.unavailable, 70003, "service is unavailable, try again later")
                case 504: BrokerFailure(.deadlineExceeded, nil, "upstream request timeout")
                default: BrokerFailure(.internalError, 70001, "internal error")
                }
            return .json(failure.json.bytes, status: fault.status ?? 500)
        case .html200, .html502: return Self.badGateway
        default: return nil
        }
    }

    private static let badGateway = WebResponse.html(
        "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body></html>\r\n",
        status: 502
    )

    private static let torn = SandboxAnswer(response: WebResponse(), fault: .reset)

    /// Announces the body and never sends it; in-process callers get the empty body at once.
    private static func silent(_ response: WebResponse) -> SandboxAnswer {
        SandboxAnswer(response: response, fault: .stalled(afterBytes: 0))
    }

    private var retryAfter: [(String, String)] {
        fault.retryAfter.map { [("Retry-After", String($0))] } ?? []
    }
}
